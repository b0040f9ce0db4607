"""Precision and recall of the detectors on labelled changes, by kind of fact and language.

Usage: PYTHONPATH=tests python -m eval.facts CASES.json REPOSITORIES [CASE ...]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`; a case without its repository is skipped.
A case may be named by the start of its id (`py-`); of named cases every false and every missing fact is printed.

What a case calls ambiguous counts neither way, nor what the labels do not cover: lockfiles where none are listed,
modified endpoints, breaking changes other than removals and marked commits, tiers of which the case is not certain.
A route may be given with its prefixes or as written; everything else must be equal: path, change, version, chain.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from draft_summary import facts, gather
from draft_summary.errors import DraftSummaryError
from draft_summary.settings import Settings
from eval.items import Item, found_items, labelled_items

WORD = re.compile(r"[\w.%:@{}$-]+")
CHANGES = frozenset(
    {"added", "updated", "removed", "modified", "dropped", "deprecated", "index", "table", "column", "debug", "info"}
    | {"warning", "error", "None", "True", "False", "unit", "integration", "POST", "PATCH", "DELETE", "tests", "test"}
)
# One label may name several things that are gone.
TOLD_TOGETHER = frozenset({"breaking"})


@dataclass(slots=True)
class Score:
    """Counts of one kind in one language."""

    right: int = 0
    false: int = 0
    missing: int = 0

    @property
    def precision(self) -> str:
        """As a percentage; a dash where nothing was found."""
        return percentage(self.right, self.right + self.false)

    @property
    def recall(self) -> str:
        """As a percentage; a dash where nothing was to be found."""
        return percentage(self.right, self.right + self.missing)


def main(cases: Path, repositories: Path, wanted: tuple[str, ...]) -> int:
    """Print the faults of named cases and the table; 1 if no case could be run."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    run = 0
    for case in json.loads(cases.read_text()):
        repository = repositories / case["repository"].replace("/", "+") / "repo"
        if (wanted and not case["id"].startswith(wanted)) or not repository.is_dir():
            continue
        try:
            found = detected(repository, case)
        except DraftSummaryError as error:
            say(f"{case['id']}: not run: {error}")
            continue
        run += 1
        faults = add(scores, case, [*labelled_items(case)], found_items(found))
        for fault in faults if wanted else ():
            say(f"{case['id']}: {fault}")
    say(f"{run} cases run\n")
    say("| kind | language | right | false | missing | precision | recall |")
    say("| --- | --- | --- | --- | --- | --- | --- |")
    for (kind, language), one in sorted((scores | totals(scores)).items()):
        counts = f"{one.right} | {one.false} | {one.missing} | {one.precision} | {one.recall}"
        say(f"| {kind} | {language} | {counts} |")
    return 0 if run else 1


def totals(scores: Mapping[tuple[str, str], Score]) -> dict[tuple[str, str], Score]:
    """Each kind over all languages, for those that several languages have."""
    found: dict[tuple[str, str], Score] = {}
    for (kind, language), one in scores.items():
        if language:
            total = found.setdefault((kind, "all"), Score())
            total.right, total.false, total.missing = (
                total.right + one.right,
                total.false + one.false,
                total.missing + one.missing,
            )
    return found


def detected(repository: Path, case: Mapping[str, Any]) -> Any:
    """The facts of a case, as the program derives them."""
    settings = Settings(repo=repository, base=case["base"], head=case["head"], output="-")
    opened = gather.open_repository(repository)
    branch = gather.read_branch(opened, settings)
    return facts.detect(branch, gather.read_trees(opened, branch, facts.paths_wanted))


def add(
    scores: dict[tuple[str, str], Score], case: Mapping[str, Any], labelled: list[Item], found: Iterable[Item]
) -> list[str]:
    """Match each found item with a label of its kind, one to one, and count; what is false and missing, in words."""
    open_labels, faults = list(labelled), []
    for item in found:
        label = matching(item, open_labels)
        if label is not None:
            open_labels.remove(label)
            scores[label.kind, label.language].right += not label.soft
        elif not (item.soft or ambiguous(case, item) or (item.kind in TOLD_TOGETHER and matching(item, labelled))):
            scores[item.kind, item.language].false += 1
            faults.append(f"false {item.kind}: {item.shown}")
    for label in open_labels:
        if not label.soft:
            scores[label.kind, label.language].missing += 1
            faults.append(f"missing {label.kind}: {label.shown}")
    return faults


def matching(item: Item, labels: Iterable[Item]) -> Item | None:
    """The first label of the item's kind that may be called as the item is."""
    return next((one for one in labels if one.kind == item.kind and one.names & item.names), None)


def say(line: str) -> None:
    """A line of the report."""
    sys.stdout.write(f"{line}\n")


def percentage(part: int, whole: int) -> str:
    """One decimal, a dash of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"  # noqa: RUF001 — a dash in a table


def ambiguous(case: Mapping[str, Any], item: Item) -> bool:
    """Whether the case says that this may be counted or not: it names the file, or a word of the fact's own."""
    for one in case["ambiguous"]:
        kind, what, path = (
            (one["kind"], one["what"], one.get("path") or "") if isinstance(one, dict) else (*one.split(": ", 1), "")
        )
        if kind.partition(".")[0] != {"defaults": "environment", "tiers": "tests"}.get(item.kind, item.kind):
            continue
        said = set(WORD.findall(what))
        words = {word for name in item.names for word in WORD.findall(name.removeprefix(item.path)) if len(word) > 3}
        if (path and path == item.path) or item.path in what.split() or item.path.rpartition("/")[2] in said:
            return True
        if any(fnmatch(item.path, one.strip(",;()")) for one in what.split() if "*" in one.strip("*")):
            return True
        if said & (words - CHANGES - set(WORD.findall(item.path))):
            return True
    return False


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:])))
