"""How much of what is known to be wrong in hand-written summaries `check` finds, and every alarm that it gives.

    python tests/eval/summaries.py CASES.json FOLDER [ID ...]

FOLDER has the bare repositories as `<owner>+<name>/repo`. Each summary is checked as it stood at its branch's head. The
alarms are printed whole, for a person to judge: what is not labelled need not be right.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from draft_summary import pipeline
from draft_summary.settings import Settings
from draft_summary.values.findings import Finding, Severity
from draft_summary.values.results import CheckResult

LISTED = {"missing_files": "missing-file", "phantom_files": "phantom-file", "ids_missing": "absent-test"}
ENOUGH = 0.5  # share of a label's words that the line of a finding has


def main() -> int:
    """Print each case and the totals; 1 if anything that is listed by name was not found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("cases", type=Path)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    totals: dict[str, list[int]] = {}
    for case in json.loads(options.cases.read_text("utf-8")):
        if case.get("summary") and (not options.ids or case["id"] in options.ids):
            result = _checked(case, options.repositories)
            print(f"\n## {case['id']} {case['repository']} {case['summary_path']}")
            for kind, (found, known, missed) in _score(case, result).items():
                print(f"{kind}: {found} of {known}" + (f"; not found: {missed}" if missed else ""))
                totals[kind] = [a + b for a, b in zip(totals.get(kind, [0, 0]), (found, known), strict=True)]
            _alarms(result.findings)
    print("\n## All\n" + "\n".join(f"{kind}: {found} of {known}" for kind, (found, known) in totals.items()))
    return 0 if all(found == known for kind, (found, known) in totals.items() if kind in LISTED) else 1


def _checked(case: Mapping[str, Any], folder: Path) -> CheckResult:
    repository = folder / case["repository"].replace("/", "+") / "repo"
    settings = Settings(repo=repository, base=case["base"], head=case["head"], feature=case["spec_dir"])
    result = pipeline.check(settings, lambda _: None, require="always")
    if result.dossier.branch.summary_path != case["summary_path"]:
        sys.exit(f"{case['id']}: checked {result.dossier.branch.summary_path}")
    return result


def _score(case: Mapping[str, Any], result: CheckResult) -> dict[str, tuple[int, int, list[str]]]:
    """What was found and what is known, by kind. A summary is in no list of its own, whatever the labels count."""
    labels, scores = case["summary"], {}
    for kind, code in LISTED.items():
        subjects = {one.subject for one in result.findings if one.code == code}
        known = [one for one in labels[kind] if one != case["summary_path"]]
        missed = [one for one in known if one not in subjects]
        scores[kind] = (len(known) - len(missed), len(known), missed)
    lines = (result.dossier.branch.summary or b"").decode("utf-8", "replace").split("\n")
    said = [_words(f"{lines[(one.line or 1) - 1]} {one.subject} {one.reason}") for one in result.findings if one.line]
    claims = labels["unsupported_or_false_claims"]
    missed = [one for one in claims if not any(_about(_words(one), words) for words in said)]
    scores["unsupported claims"] = (len(claims) - len(missed), len(claims), missed)
    return scores


def _about(label: frozenset[str], words: frozenset[str]) -> bool:
    return len(label & words) >= ENOUGH * len(label)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+%?|[a-z]{3,}", text.lower()))


def _alarms(findings: Iterable[Finding]) -> None:
    for severity in Severity:
        for one in findings:
            if one.severity is severity:
                print(f"  {severity.value:7} {one.line or 0:4} {one.code}: {one.reason[:170]}")


if __name__ == "__main__":
    sys.exit(main())
