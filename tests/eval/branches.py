"""Compare what `collect` says of labelled branches with plain git and with a parse of both sides.

Usage: python tests/eval/branches.py CASES.json REPOSITORIES
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`. Prints a table; exit 1 on a difference.
The oracle shares no code with the program: git's own lists, `tomllib`, the labels.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

LETTERS = {"A": "added", "M": "modified", "D": "deleted", "R": "renamed", "C": "copied", "T": "type-changed"}


def main(cases: Path, repositories: Path) -> int:
    differing = 0
    print("| case | files | commits | tests added | dependencies | criteria | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for case in json.loads(cases.read_text()):
        repository = repositories / case["repository"].replace("/", "+") / "repo"
        cells = row(case, repository)
        differing += any("≠" in cell for cell in cells)
        print(f"| {case['id']} | " + " | ".join(cells) + " |", flush=True)
    print(f"{differing} branches differ")
    return 1 if differing else 0


def row(case: dict[str, Any], repository: Path) -> list[str]:
    said, seconds = collected(repository, case["base"], case["head"])
    summary = said["feature"]["summary"]
    files = {(one["path"], one["status"]) for one in said["files"]}
    commits = [one["sha"] for one in said["commits"]]
    added = {(one["path"], one["name"]) for one in said["facts"]["tests"]["added"]}
    return [
        compared(files, expected_files(repository, case, summary)),
        compared(commits, expected_commits(repository, case, summary)),
        compared(len(added), case["tests_added"]),
        compared(named_dependencies(said), expected_dependencies(repository, case)),
        compared(len(said["criteria"]), case["ac_total"]),
        f"{seconds:.2f}",
    ]


def compared(found: Any, expected: Any) -> str:
    size = found if isinstance(found, int) else len(found)
    if found == expected:
        return str(size)
    if isinstance(found, set):
        return f"{size} ≠ {len(expected)}: extra {sorted(found - expected)[:3]}, missing {sorted(expected - found)[:3]}"
    return f"{size} ≠ {expected if isinstance(expected, int) else len(expected)}"


def collected(repository: Path, base: str, head: str) -> tuple[dict[str, Any], float]:
    command = [sys.executable, "-m", "draft_summary", "collect", "--json", "--quiet"]
    options = ["--repo", str(repository), "--base", base, "--head", head, "--output", "-"]
    start = time.perf_counter()
    done = subprocess.run([*command, *options], capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{repository} {head}: {done.stdout.decode()}{done.stderr.decode()}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said, seconds


def git(repository: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True).stdout.decode()


def merge_base(repository: Path, case: dict[str, Any]) -> str:
    return git(repository, "merge-base", case["base"], case["head"]).strip()


def expected_files(repository: Path, case: dict[str, Any], summary: str | None) -> set[tuple[str, str]]:
    words = git(repository, "diff", "-M", "--name-status", "-z", merge_base(repository, case), case["head"]).split("\0")
    found, at = set(), 0
    while words[at : at + 1] != [""]:
        letter = words[at][0]
        at += 2 if letter in "RC" else 1
        if words[at] != summary:
            found.add((words[at], LETTERS[letter]))
        at += 1
    return found


def expected_commits(repository: Path, case: dict[str, Any], summary: str | None) -> list[str]:
    shas = git(repository, "rev-list", "--no-merges", "--reverse", f"{case['base']}..{case['head']}").split()
    kept = []
    for sha in shas:
        paths = git(
            repository, "diff-tree", "--no-commit-id", "--name-only", "--no-renames", "-r", "--root", sha
        ).split("\n")
        if [path for path in paths if path] != [summary]:
            kept.append(sha)
    return kept


def named_dependencies(said: dict[str, Any]) -> set[tuple[str, str, str]]:
    facts = said["facts"]["dependencies"]
    return {
        (change, one["manifest"], re.sub(r"[-_.]+", "-", one["name"]).lower())
        for change in ("added", "updated", "removed")
        for one in facts[change]
    }


def expected_dependencies(repository: Path, case: dict[str, Any]) -> set[tuple[str, str, str]]:
    base = merge_base(repository, case)
    manifests = [
        path
        for path in git(repository, "diff", "--no-renames", "--name-only", base, case["head"]).split("\n")
        if path.endswith("pyproject.toml")
    ]
    found = set()
    for path in manifests:
        old, new = (declared(repository, sha, path) for sha in (base, case["head"]))
        for name in old.keys() | new.keys():
            if old.get(name) != new.get(name):
                change = "added" if name not in old else "removed" if name not in new else "updated"
                found.add((change, path, name))
    return found


def declared(repository: Path, sha: str, path: str) -> dict[str, set[str]]:
    try:
        project = tomllib.loads(git(repository, "show", f"{sha}:{path}"))
    except subprocess.CalledProcessError:
        return {}
    tables = project.get("project", {})
    groups = [tables.get("dependencies", []), *tables.get("optional-dependencies", {}).values()]
    groups += project.get("dependency-groups", {}).values()
    names: dict[str, set[str]] = {}
    for requirement in (one for group in groups for one in group if isinstance(one, str)):
        name = re.sub(r"[-_.]+", "-", (re.match(r"[\w.-]+", requirement) or [""])[0]).lower()
        names.setdefault(name, set()).add(requirement)
    return names


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
