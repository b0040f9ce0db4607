"""Break the merge in ways that lose or falsify something, and see that its tests notice every one.

Usage: python tests/eval/mutants.py [WORD ...]
Each mutant is one replacement in a copy of the package in a temporary folder; the tests of the merge's properties run
against the copy. With words, only mutants whose name has one of them. Prints a table; exit 1 where a mutant lives, or
where its text is no longer in the source.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "agent" / "draft_summary"
TESTS = ("test_merge_laws.py", "test_merge_properties.py")


@dataclass(frozen=True)
class Mutant:
    """One replacement in a module of the document room, and what it breaks."""

    name: str
    module: str
    old: str
    new: str


MUTANTS = (
    Mutant("a person's prose is replaced", "refresh", "if not now or standing in before.digests:", "if True:"),
    Mutant(
        "an edited block that the draft no longer has goes",
        "plan",
        "        return slot_of(entry.key) in redrafted and untouched(piece, entry)",
        "        return slot_of(entry.key) in redrafted",
    ),
    Mutant(
        "a fact's line goes with the person's words in it",
        "plan",
        "    return untouched(piece, entry) or inline_digest(piece.inline) in entry.cells[0].digests",
        "    return True",
    ),
    Mutant(
        "what stands over a person's words is taken out",
        "plan",
        "            removed.discard(number)",
        "            pass",
    ),
    Mutant(
        "prose that was not drafted again vanishes",
        "plan",
        "        return slot_of(entry.key) in redrafted and untouched(piece, entry)",
        "        return untouched(piece, entry)",
    ),
    Mutant(
        "what a person deleted comes back",
        "choose",
        "    if entry is not None and entry.status is not Status.HELD and not plan.judged.anew:",
        "    if False:",
    ),
    Mutant(
        "new blocks are not inserted",
        "choose",
        "return Choice.HOLD if taken.names(block) else Choice.INSERT",
        "return Choice.HOLD",
    ),
    Mutant(
        "a fact does not follow git",
        "refresh",
        "        if standing in before.digests or _same_shape(now, text)",
        "        if _same_shape(now, text)",
    ),
    Mutant(
        "a person's line counts as unfilled",
        "roles",
        "        elif piece.anchor not in template.anchors:",
        "        elif False:",
    ),
    Mutant("a moved block is not found", "align", "anywhere = [number for", "anywhere = [] and [number for"),
    Mutant(
        "state forgets what was deleted",
        "remember",
        "            entries[key] = replace(entry, status=Status.GONE)",
        "            pass",
    ),
    Mutant(
        "state forgets who wrote",
        "remember",
        "        status = Status.OURS if node.ours else Status.MIXED",
        "        status = Status.OURS",
    ),
    Mutant(
        "carriage returns are lost",
        "lines",
        "    return split(text)",
        '    return split(text.replace(chr(13), ""))',
    ),
    Mutant(
        "a person's sentence is left out",
        "sentences",
        "            places[lowest].append(gap + inline[start:end])",
        "            pass",
    ),
    Mutant(
        "a sentence that a person edited is overwritten",
        "sentences",
        "    return found if len(found) == len(base) else []",
        "    return found",
    ),
    Mutant(
        "what is new goes to the section's end",
        "insert",
        "        between = self._between(block, node, before, following)",
        "        between = None",
    ),
)


def main(words: list[str]) -> int:
    lived = 0
    print("| mutant | module | fate | seconds |")
    print("| --- | --- | --- | --- |")
    for mutant in MUTANTS:
        if words and not any(word in mutant.name for word in words):
            continue
        start = time.perf_counter()
        fate = fate_of(mutant)
        lived += not fate.startswith("killed")
        print(f"| {mutant.name} | {mutant.module} | {fate} | {time.perf_counter() - start:.0f} |", flush=True)
    print(f"{lived} of them lived")
    return 1 if lived else 0


def fate_of(mutant: Mutant) -> str:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(PACKAGE, Path(folder) / "draft_summary"))
        module = copy / "document" / f"{mutant.module}.py"
        source = module.read_text("utf-8")
        if mutant.old not in source:
            return "NOT IN THE SOURCE"
        module.write_text(source.replace(mutant.old, mutant.new, 1), "utf-8")
        tests = [str(ROOT / "tests" / "document" / name) for name in TESTS]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": folder, "MERGE_EXAMPLES": "100"},
            capture_output=True,
            check=False,
        )
    if done.returncode == 0:
        return "LIVED"
    failed = [line for line in done.stdout.decode().split("\n") if line.startswith("FAILED")]
    return f"killed by {failed[0].partition('::')[2].partition(' ')[0]}" if failed else "NO TEST RAN"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
