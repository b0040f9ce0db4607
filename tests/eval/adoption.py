"""Adopt each hand-written summary of the labelled branches, refresh it, and see what of it is left.

Usage: python tests/eval/adoption.py CASES.json REPOSITORIES [FOLDER]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`; nothing is written there. `FOLDER` gets the
results. Prints a table; exit 1 where a byte of a person's is lost, a file of the branch is not listed, or a second run
changes anything. The oracle is plain git.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

DATE = re.compile(rb"\*\*Last Updated:?\*\*")  # follows git where it says what git said
STATE = b"<!-- draft-summary:state"


def main(cases: Path, repositories: Path, kept: Path | None) -> int:
    failed = 0
    print("| case | bytes | kept in order | files | listed before | listed after | second run | after a commit |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for case in json.loads(cases.read_text()):
        if case["summary_path"] is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            clone = cloned(repositories / case["repository"].replace("/", "+") / "repo", Path(folder), case["head"])
            cells = row(case, clone)
            if kept is not None:
                (kept / f"{case['id']}.md").write_bytes((clone / case["summary_path"]).read_bytes())
        failed += any("NO" in cell for cell in cells)
        print(f"| {case['id']} | " + " | ".join(cells) + " |", flush=True)
    print(f"{failed} of them failed")
    return 1 if failed else 0


def row(case: dict[str, Any], clone: Path) -> list[str]:
    path = clone / case["summary_path"]
    theirs = path.read_bytes()
    files = changed(clone, case)
    listed = sum(named(one, theirs.decode()) for one in files)
    refresh(clone, case)
    adopted = path.read_bytes()
    missing = [one for one in files if not named(one, adopted.partition(STATE)[0].decode())]
    refresh(clone, case)
    again = path.read_bytes()
    (clone / "zz_probe.py").write_text("def probe() -> int:\n    return 1\n")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "feat: probe")
    refresh(clone, case)
    later = path.read_bytes()
    return [
        str(len(theirs)),
        said(subsequence(theirs, adopted.partition(STATE)[0])),
        str(len(files)),
        str(listed),
        f"{len(files) - len(missing)}" + (f" NO: {missing[:3]}" if missing else ""),
        "not one byte" if again == adopted else "NO",
        said(subsequence(theirs, later.partition(STATE)[0]) and b"zz_probe.py" in later.partition(STATE)[0]),
    ]


def named(path: str, text: str) -> bool:
    """Whether the text has the path, or a line that says what became of a file of its folder under its new name."""
    folder, _, name = path.rpartition("/")
    return path in text or any(
        f"{folder}/" in line and "→" in line and f"`{name}`" in line for line in text.split("\n")
    )


def said(holds: bool) -> str:  # noqa: FBT001 — the one thing that it says
    return "yes" if holds else "NO"


def subsequence(theirs: bytes, ours: bytes) -> bool:
    """Whether every line of theirs stands in ours, in their order, whole or with something after it."""
    rest = iter(ours.splitlines())
    lines = [line.rstrip() for line in theirs.splitlines() if line.strip() and not DATE.match(line)]
    lost = next((line for line in lines if not any(one.startswith(line) for one in rest)), None)
    if lost is not None:
        print(f"lost: {lost.decode()}", file=sys.stderr)
    return lost is None


def cloned(repository: Path, folder: Path, head: str) -> Path:
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", repository, clone], check=True)
    git(clone, "-c", "advice.detachedHead=false", "checkout", "-q", "-B", "replayed", head)
    return clone


def changed(clone: Path, case: dict[str, Any]) -> list[str]:
    base = git(clone, "merge-base", case["base"], case["head"]).strip()
    names = git(clone, "diff", "-M", "--name-only", "-z", base, case["head"]).split("\0")
    return [name for name in names if name and name != case["summary_path"]]


def refresh(clone: Path, case: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "draft_summary", "--offline", "--quiet"]
    options = ["--repo", str(clone), "--base", case["base"], "--output", str(clone / case["summary_path"])]
    subprocess.run([*command, *options], check=True)


def git(clone: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Eval", "-c", "user.email=eval@example.org"]
    done = subprocess.run(["git", "-C", str(clone), *identity, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None))
