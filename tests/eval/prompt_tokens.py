"""Measure what the model is sent of real ranges: calls, prompt tokens (bytes / 3.5), files that some prompt names.

Usage: PYTHONPATH=tests python tests/eval/prompt_tokens.py REPOSITORIES [LIMIT=OWNER/NAME:BASE..HEAD ...]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`. A LIMIT is the most tokens for all calls of
a first draft together; the default ranges have 8, 40 and about 183 files. Exit 1 if a range is above it or a file is
named in no prompt. The model is a server on loopback that answers every key.
"""

from __future__ import annotations

import sys
from pathlib import Path

from draft_summary import pipeline
from draft_summary.draft.model import ModelDrafter
from draft_summary.settings import Settings
from support import obliging
from support.model_server import ModelServer

RANGES = (
    "12652=adamwdraper/directive:11ae3050..ed440075",
    "33193=adamwdraper/slide:c2f3ddaf^..c2f3ddaf",
    "93693=adamwdraper/slide:1f02eec2..HEAD",
    "93693=solidtime-io/solidtime:635954f8^..635954f8",
)


def main(repositories: Path, *ranges: str) -> int:
    failed = 0
    print("| range | files | named | calls | tokens | at most | one call | shortened |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in ranges or RANGES:
        limit, _, place = one.partition("=")
        name, _, span = place.partition(":")
        base, _, head = span.partition("..")
        cells = measured(repositories / name.replace("/", "+") / "repo", base, head)
        bad = cells["named"] != cells["files"] or cells["tokens"] >= int(limit)
        failed += bad
        values = (cells["files"], cells["named"], cells["calls"], cells["tokens"], limit, cells["largest"])
        print(f"| {place} |", " | ".join(map(str, (*values, cells["omitted"]))), "| ≠" if bad else "|")
    return 1 if failed else 0


def measured(repository: Path, base: str, head: str) -> dict[str, int]:
    with ModelServer.responding(obliging.respond) as server:
        settings = Settings(
            repo=repository, base=base, head=head, output="-", fresh=True, base_url=server.base_url, model="stub"
        )
        examined = pipeline.examine(settings, lambda _: None)
        draft = ModelDrafter(settings, lambda _: None).write(examined.dossier, examined.asks)
        prompts = [one.prompt for one in server.requests]
        sizes = [obliging.tokens_of(one.body) for one in server.requests]
    files = [one.path for one in examined.dossier.facts.files]
    return {
        "files": len(files),
        "named": sum(any(path in prompt for prompt in prompts) for path in files),
        "calls": len(prompts),
        "tokens": sum(sizes),
        "largest": max(sizes),
        "omitted": len(draft.omitted),
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
