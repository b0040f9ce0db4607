"""Seeded claims, true and false, against what verify says of them on labelled branches: a confusion table by kind.

Usage: python tests/eval/claims.py CASES.json REPOSITORIES SEEDS [--show]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`; `SEEDS` holds JSON lists of
`{branch, slot, part, key, text, cites, truth, kind}`: `branch` is a case's id, `key` one of the slot's keys or words of
it, a cite is the end of a path (its file and the hunks and facts nearest to the text) or a letter and words of the
evidence (`c:` commits, `s:` passages, `p:` plan, `a:` criteria). Each is verified alone, as a model's claim. Exit 1 if
a reference that was invented stands, under 90 % of the other false ones are stopped or over 5 % of the true ones lost.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from draft_summary import pipeline
from draft_summary.settings import Settings
from draft_summary.values.claims import Claim, Draft
from draft_summary.values.evidence import Dossier, Evidence, EvidenceKind
from draft_summary.values.slots import Ask, Author
from draft_summary.verify import verify

NEAREST = 3  # hunks and facts of a file that a claim about it cites
MOST_LOST, LEAST_STOPPED = 0.05, 0.9
LETTERED = {
    "c": EvidenceKind.COMMIT,
    "s": EvidenceKind.PASSAGE,
    "p": EvidenceKind.PLAN,
    "a": EvidenceKind.CRITERION,
}


def main() -> int:
    """Print the table, and with `--show` what passed or was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("cases", type=Path)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--show", action="store_true", help="each false claim that stands, each true one that is lost")
    options = parser.parse_args()
    cases = {case["id"]: case for case in json.loads(options.cases.read_text("utf-8"))}
    kinds: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for path in sorted(options.seeds.glob("*.json")):
        seeds = json.loads(path.read_text("utf-8"))
        for seed, codes in judged(seeds, cases[seeds[0]["branch"]], options.repositories):
            kinds[seed["kind"]] += 1
            stopped[seed["kind"]] += bool(codes)
            if options.show and bool(codes) == seed["truth"]:
                said = f"lost to {', '.join(codes)}" if codes else "stands"
                print(f"{seed['branch']} {seed['slot']} [{seed['kind']}] {said}: {seed['text']!r}")
    return summed(kinds, stopped)


def judged(
    seeds: list[dict[str, Any]], case: Mapping[str, Any], folder: Path
) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each seed of a branch with the codes of the findings that it gives, none if it stands."""
    repository = folder / case["repository"].replace("/", "+") / "repo"
    settings = Settings(repo=repository, base=case["base"], head=case["head"], feature=case["spec_dir"], fresh=True)
    examined = pipeline.examine(settings, lambda _: None)
    asks = {ask.id: ask for ask in examined.asks}
    for seed in seeds:
        claim = claim_of(seed, asks[seed["slot"]], examined.dossier)
        verified = verify(examined.dossier, Draft(Author.MODEL, (claim,)), examined.asks)
        codes = [finding.code for finding in verified.findings]
        yield seed, codes or ([] if verified.claims else ["left-out"])


def claim_of(seed: Mapping[str, Any], ask: Ask, dossier: Dossier) -> Claim:
    """The claim as a model would write it, citing what its slot allows of what the seed names."""
    cited = [item for cite in seed["cites"] for item in evidence(cite, seed["text"], dossier)]
    allowed = [item.id for item in cited if item.kind in ask.slot.evidence]
    key = next((key for key in ask.keys if seed["key"] in key), seed["key"])
    return Claim(ask.slot.key, seed["text"], tuple(dict.fromkeys(allowed)), key, seed["part"], author=Author.MODEL)


def evidence(cite: str, text: str, dossier: Dossier) -> list[Evidence]:
    """What a cite names: of a file itself and what of it shares most words with the text."""
    letter, _, words = cite.partition(":")
    if letter in LETTERED:
        return [item for item in dossier.catalogue.of_kind(LETTERED[letter]) if words.lower() in item.text.lower()][:2]
    files = [item for item in dossier.catalogue.of_kind(EvidenceKind.FILE) if item.path.endswith(cite)][:1]
    of_file = dossier.catalogue.of_kind(EvidenceKind.HUNK, EvidenceKind.FACT)
    wanted = _words(text)
    near = [item for item in of_file if files and item.path == files[0].path]
    near.sort(key=lambda item: -len(wanted & _words(item.text)))
    return files + near[:NEAREST]


def summed(kinds: Counter[str], stopped: Counter[str]) -> int:
    """Print a row for each kind and the totals; 1 if a bound is not held."""
    print("| kind | claims | stopped | stand |\n| --- | --- | --- | --- |")
    for kind, count in sorted(kinds.items()):
        print(f"| {kind} | {count} | {stopped[kind]} | {count - stopped[kind]} |")
    references = [kind for kind in kinds if kind.startswith("invented") or kind == "hostile"]
    others = [kind for kind in kinds if kind not in references and kind != "true"]
    held = True
    for name, of, least in (("false references", references, 1.0), ("other false claims", others, LEAST_STOPPED)):
        total, caught = sum(kinds[kind] for kind in of), sum(stopped[kind] for kind in of)
        print(f"{name}: {caught} of {total} stopped ({caught / max(total, 1):.1%})")
        held = held and caught >= least * total
    lost, true = stopped["true"], kinds["true"]
    print(f"true claims: {lost} of {true} lost ({lost / max(true, 1):.1%})")
    return 0 if held and lost <= MOST_LOST * true else 1


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9_]{3,}", text.lower()))


if __name__ == "__main__":
    sys.exit(main())
