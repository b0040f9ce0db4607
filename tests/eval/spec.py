"""Hold the mapping and the deviations of labelled branches against their hand-written summaries and against git.

Usage: python tests/eval/spec.py CASES.json REPOSITORIES [CASE ...]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`. Prints a row for each hand-written mapping
to a test that exists at head, with what the program proposes for the criterion that the row is about: the one of its
number if the rows number the spec's criteria, else the one nearest in words, if any is near. Then for each branch its
deviations. Exit 1 if a proposed test is not defined at head, or deviations take 25 lines or more.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_LINES = 25
_ROW = re.compile(r"^\s*(?:[-*]|\|)\s*(.+?)(?:→|->|\|)\s*(.*)$")
_TEST = re.compile(r"`(?:[\w./-]+::)*(test_\w+)`")
_NUMBER = re.compile(r"\bAC[- ](\d+)\b")
_NEAR = 0.2
_WORD = re.compile(r"[a-z0-9]{3,}")


def main(cases: Path, repositories: Path, wanted: frozenset[str]) -> int:
    """Print the tables; 1 on a proposed test that does not exist or deviations that are too long."""
    faults = same = rows = beside = 0
    say("| case | hand-written | its test | nearest criterion | ours | same |")
    say("| --- | --- | --- | --- | --- | --- |")
    deviations: list[tuple[str, list[str]]] = []
    for case in json.loads(cases.read_text()):
        repository = repositories / case["repository"].replace("/", "+") / "repo"
        if (wanted and case["id"] not in wanted) or not repository.is_dir():
            continue
        said = json.loads(output(repository, case, "collect", "--json", "--output", "-"))
        proposed = {one["display"]: names(one) for one in said["criteria"]}
        for name in {name for some in proposed.values() for name in some if not defined(repository, case, name)}:
            faults += 1
            say(f"NOT AT HEAD: {case['id']} {name}")
        for text, test, criterion in about(list(hand_written(repository, case)), said["criteria"]):
            if criterion is None:
                beside += 1
                say(f"| {case['id']} | {text[:60]} | {test} | none | - | |")
                continue
            ours = proposed[criterion["display"]]
            rows, same = rows + 1, same + (test in ours)
            shown = f"{criterion['display']}: {criterion['text'][:80]}"
            say(f"| {case['id']} | {text[:60]} | {test} | {shown} | {', '.join(ours) or '-'} | {test in ours} |")
        deviations.append((case["id"], lines_of(output(repository, case, "--offline", "--fresh", "--output", "-"))))
    say(
        f"\n{same} of {rows} hand-written mappings to a test at head are among ours; {faults} proposed are not at head;"
    )
    say(f"{beside} more are about no criterion of the spec")
    for name, lines in deviations:
        faults += len(lines) >= MOST_LINES
        say(f"\n{name}: {len(lines)} lines of deviations")
        for line in lines:
            say(f"    {line}")
    return 1 if faults else 0


def output(repository: Path, case: dict[str, Any], *words: str) -> str:
    """What the program prints for a case."""
    command = [sys.executable, "-m", "draft_summary", *words, "--quiet", "--repo", str(repository)]
    return run(*command, "--base", case["base"], "--head", case["head"])


def run(*command: str, check: bool = True) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, check=check).stdout.decode()


def names(criterion: dict[str, Any]) -> list[str]:
    """The proposed tests' own names."""
    return [test.rpartition("::")[2] for test in criterion["tests"]]


def defined(repository: Path, case: dict[str, Any], name: str) -> bool:
    """Whether head has a definition of that test, as plain git finds it."""
    git = ("git", "-C", str(repository), "grep", "-q", "-F", "-w", f"def {name}", case["head"])
    return subprocess.run(git, capture_output=True, check=False).returncode == 0


def hand_written(repository: Path, case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """`(what the row says, its test)` of the mapping in the case's own summary, tests at head alone."""
    if not case["summary_path"]:
        return
    text = run("git", "-C", str(repository), "show", f"{case['head']}:{case['summary_path']}", check=False)
    mapping = re.search(r"^#+ [^\n]*Mapping[^\n]*\n(.*?)(?=^#{1,3} |\Z)", text, re.MULTILINE | re.DOTALL)
    for line in mapping[1].split("\n") if mapping else ():
        row = _ROW.match(line)
        for test in _TEST.findall(row[2]) if row else ():
            if row and defined(repository, case, test):
                yield row[1].strip(" |*"), test


def about(
    rows: list[tuple[str, str]], criteria: list[dict[str, Any]]
) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """Each row with the criterion that it is about, None where none is near."""
    numbers = [int(found[1]) if (found := _NUMBER.search(text)) else 0 for text, _ in rows]
    numbered = 0 < max(numbers, default=0) <= len(criteria)
    for (text, test), number in zip(rows, numbers, strict=True):
        if numbered:
            yield text, test, criteria[number - 1] if number else None
        else:
            yield text, test, nearest(f"{text} {test}", criteria)


def nearest(text: str, criteria: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The criterion that has most of the words that few criteria have; None if it has not half of them."""
    words = set(_WORD.findall(_NUMBER.sub("", text).lower().replace("_", " ")))
    texts = [set(_WORD.findall(one["text"].lower())) for one in criteria]
    weights = {word: 1 / (1 + sum(word in one for one in texts)) for word in words}
    scores = [sum(weights[word] for word in words & one) / (sum(weights.values()) or 1) for one in texts]
    best = max(range(len(criteria)), key=lambda at: scores[at], default=None)
    return criteria[best] if best is not None and scores[best] >= _NEAR else None


def lines_of(summary: str) -> list[str]:
    """The lines of the deviations."""
    section = re.search(r"^## Deviations[^\n]*\n(.*?)(?=^## |^---|^<!--|\Z)", summary, re.MULTILINE | re.DOTALL)
    return [line for line in section[1].split("\n") if line.strip()] if section else []


def say(line: str) -> None:
    """A line of the report."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), frozenset(sys.argv[3:])))
