"""Replay each labelled branch commit by commit, as a team would: a draft at the first, a refresh at each next one.

Usage: python tests/eval/replay.py CASES.json REPOSITORIES [CASE ...]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`; nothing is written there. A person plants a
sentence after the first draft; a stub on loopback writes the prose. Prints a table; exit 1 where the sentence is lost,
the facts at the end are not those of a fresh draft, a key was asked for again whose files no commit touched, or a run
without a new commit made a call or changed a byte. Tokens are estimated from the bytes of the prompts.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from draft_summary import pipeline
from draft_summary.document import state
from draft_summary.settings import Settings
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import FileKind
from draft_summary.values.slots import Ask
from support.model_server import ModelServer, answer, reply

SENTENCE = "A person planted this sentence at the first commit."
SUMMARY = "docs/replayed-summary.md"
STATE = "<!-- draft-summary:state"
BYTES_PER_TOKEN = 3.5
ENOUGH = 0.15  # of the tokens of a full draft


@dataclass
class Replay:
    """One branch on its way: where it is checked out, and what went wrong."""

    clone: Path
    base: str
    faults: list[str] = field(default_factory=list)
    asked: int = 0  # slots, over all refreshes
    slots: int = 0  # what asking for all of them each time would have been

    @property
    def summary(self) -> Path:
        return self.clone / SUMMARY

    def run(self, server: ModelServer | None, **settings: Any) -> None:
        url = {"base_url": server.base_url, "model": "stub"} if server else {"offline": True}
        options: dict[str, Any] = {"repo": self.clone, "base": self.base, "output": str(self.summary)} | url
        pipeline.draft(Settings(**(options | settings)), silent)

    def drafted(self, **settings: Any) -> float:
        """Draft with a stub that answers whatever is asked; returns the tokens of its prompts."""
        options: dict[str, Any] = {"repo": self.clone, "base": self.base, "output": str(self.summary)}
        examined = pipeline.examine(Settings(**(options | settings)), silent)
        content = answered(examined.asks, examined.dossier)
        with ModelServer.playing(answer(content)) as server:
            self.run(server, **settings)
            sent = list(server.requests)
        return sum(len(one.prompt.encode()) for one in sent) / BYTES_PER_TOKEN


def main(cases: Path, repositories: Path, chosen: list[str]) -> int:
    failed = 0
    print("| case | commits | faults | slots asked again | full draft, tokens | one-file refresh | share |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for case in json.loads(cases.read_text()):
        if chosen and case["id"] not in chosen:
            continue
        with tempfile.TemporaryDirectory() as folder:
            repository = repositories / case["repository"].replace("/", "+") / "repo"
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", repository, clone], check=True)
            cells, bad = row(Replay(clone, case["base"]), case)
        failed += bad
        print(f"| {case['id']} | " + " | ".join(cells) + " |", flush=True)
    print(f"{failed} of them failed")
    return 1 if failed else 0


def row(replay: Replay, case: dict[str, Any]) -> tuple[list[str], bool]:
    span = f"{case['base']}..{case['head']}"
    commits = git(replay.clone, "rev-list", "--reverse", "--first-parent", span).split()
    standing = 0
    for number, sha in enumerate(commits):
        git(replay.clone, "checkout", "-q", "-B", "replayed", sha)
        try:
            replay_one(replay, sha, first=number == standing)
        except Exception as error:  # noqa: BLE001 — one branch that fails is a row, not the end
            if number == standing and "no-changes" in str(getattr(error, "code", "")):
                standing += 1
                continue
            replay.faults.append(f"{sha[:7]}: {type(error).__name__}: {error}")
            break
    compared_with_fresh(replay)
    nothing_new(replay)
    full, one = costs(replay)
    share = one / full if full else 0
    cells = [
        str(len(commits)),
        "; ".join(replay.faults) or "none",
        f"{replay.asked} of {replay.slots}",
        f"{full:,.0f}",
        f"{one:,.0f}",
        f"{share:.0%}" + ("" if share <= ENOUGH else " (more than 15 %)"),
    ]
    return cells, bool(replay.faults)


def replay_one(replay: Replay, sha: str, *, first: bool) -> None:
    examined = pipeline.examine(Settings(repo=replay.clone, base=replay.base, output=str(replay.summary)), silent)
    if not first:
        touched = set(git(replay.clone, "diff", "--name-only", "--no-renames", f"{sha}^", sha).split("\n"))
        for ask in examined.asks:
            if ask.slot.keyed == "path" and (strange := [key for key in ask.keys if key not in touched]):
                replay.faults.append(f"{sha[:7]}: {ask.id} asked again for {strange[:2]}")
        replay.asked += len(examined.asks)
        replay.slots += len(
            pipeline.examine(
                Settings(repo=replay.clone, base=replay.base, output=str(replay.summary), fresh=True), silent
            ).asks
        )
    replay.drafted()
    if first:
        text = replay.summary.read_text("utf-8")
        planted = text.replace("\n## Files Changed", f"\n{SENTENCE}\n\n## Files Changed", 1)
        replay.summary.write_text(planted, "utf-8")
    if replay.summary.read_text("utf-8").count(SENTENCE) != 1:
        replay.faults.append(f"{sha[:7]}: the planted sentence is gone")


def compared_with_fresh(replay: Replay) -> None:
    """The facts that stand are those of a fresh draft; so is what state says of them."""
    fresh = replay.summary.with_name("fresh.md")
    pipeline.draft(Settings(repo=replay.clone, base=replay.base, output=str(fresh), offline=True), silent)
    ours, anew = facts(replay.summary.read_text("utf-8")), facts(fresh.read_text("utf-8"))
    fresh.unlink()
    # the branch may have changed the team's template since its first commit
    sections = {key.partition(".")[0] for key in anew}
    for key in sorted(key for key in ours.keys() | anew.keys() if key.partition(".")[0] in sections):
        if ours.get(key) != anew.get(key):
            replay.faults.append(f"{key}: {ours.get(key)} ≠ {anew.get(key)}")


def facts(text: str) -> dict[str, tuple[frozenset[str], ...]]:
    """The digests of what git states, by key; questions to the author and emptiness left out."""
    _, _, hidden = text.partition(STATE)
    entries = state.parse((STATE + hidden).split("\n")).entries
    return {
        key: tuple(cell.digests for cell in entry.cells if cell.author == "git" and not cell.open)
        for key, entry in entries.items()
        if not key.endswith(("#none", "#heading"))
        and entry.status != "held"
        and any(cell.author == "git" and not cell.open for cell in entry.cells)
    }


def nothing_new(replay: Replay) -> None:
    before = replay.summary.read_bytes()
    with ModelServer.playing(answer(reply())) as server:
        replay.run(server)
        if server.requests:
            replay.faults.append("a call without a new commit")
    if replay.summary.read_bytes() != before:
        replay.faults.append("a byte without a new commit")


def costs(replay: Replay) -> tuple[float, float]:
    """The tokens of a full draft, and of the refresh after a commit that adds a line to one source file."""
    before = replay.summary.read_bytes()
    full = replay.drafted(fresh=True)
    replay.summary.write_bytes(before)
    source = one_file(replay)
    source.write_text(source.read_text("utf-8") + "\n# One more line.\n", "utf-8")
    git(replay.clone, "add", str(source))
    git(replay.clone, "commit", "-q", "-m", "fix: one more line")
    return full, replay.drafted()


def one_file(replay: Replay) -> Path:
    names = git(replay.clone, "diff", "--name-only", "--diff-filter=AM", f"{replay.base}...HEAD").split("\n")
    source = [name for name in names if re.search(r"\.(py|md|toml)$", name)]
    return replay.clone / min(source, key=lambda name: (not name.endswith(".py"), names.index(name)))


def answered(asks: tuple[Ask, ...], dossier: Dossier) -> dict[str, Any]:
    """A reply that says something harmless of whatever is asked, with evidence that bears on it."""
    claims = []
    for ask in asks:
        for number, key in enumerate(ask.keys or ("",)):
            if ask.slot.keyed == "criterion":
                continue
            evidence = fitting(ask, ask.by_key[number] if ask.by_key else ask.evidence, dossier)
            for part in ask.slot.parts:
                if part == "differs":
                    continue  # it needs an item of the TDR
                text = f"Changes how this part works ({part})."
                held = key or ("one" if ask.slot.keyed == "block" else "")  # holds the parts of one block together
                claims.append({"ask": ask.id, "key": held, "part": part, "text": text, "evidence": evidence})
    return reply(dossier.catalogue.snapshot.token, claims=claims)


def fitting(ask: Ask, ids: tuple[str, ...], dossier: Dossier) -> list[str]:
    """One id that bears on the ask: of source code where there is any, for it shows what was done; never, where there
    is anything else, of the feature's documents, which do not."""
    wanted = (EvidenceKind.HUNK, EvidenceKind.FILE, *sorted(ask.slot.evidence))
    source = {one.path for one in dossier.facts.files if one.kind is FileKind.CODE and "examples/" not in one.path}
    items = [item for id_ in ids if (item := dossier.catalogue.get(id_)) and item.kind in ask.slot.evidence]
    items.sort(key=lambda item: item.path not in source)
    intent = {one.path for one in dossier.facts.files if one.kind is FileKind.SPEC}
    ranked = [item for kind in wanted for item in items if item.kind is kind]
    done = [item for item in ranked if item.kind in wanted[:2] and item.path not in intent]
    return [item.id for item in (*done, *ranked)][:1]


def git(clone: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Eval", "-c", "user.email=eval@example.org", "-c", "advice.detachedHead=false"]
    done = subprocess.run(["git", "-C", str(clone), *identity, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def silent(_: str) -> None:
    """Show no progress."""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
