"""What a calling agent is told of what it sent: each thing that does not hold, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.redaction import visible
from draft_summary.values.results import Answer, DraftResult

WIDEST = 160  # characters of a text that is repeated


def of_apply(result: DraftResult, apply: str) -> str:
    """Lines without a final newline; `apply` is the command that applied, options included."""
    return visible("\n".join(_lines(result, apply)))


def _lines(result: DraftResult, apply: str) -> Iterator[str]:
    failed = [one for one in result.answers if not one.held]
    yield f"{len(result.answers)} sent, {len(result.answers) - len(failed)} hold, {len(failed)} do not"
    for one in failed:
        yield from _answer(one)
    if failed:
        where = result.dossier.branch.summary_path
        yield f"{where}: {'written, without these' if result.written else 'not written'}"
        yield "mend these and send them alone, or leave out what nothing bears out; same snapshot:"
        yield f"  {apply} --correct"


def _answer(one: Answer) -> Iterator[str]:
    about = " ".join(filter(None, (one.ask, one.key, one.part)))
    yield f"{one.where} ({about}): {_short(one.text)}"
    for why in one.reasons:
        yield f"  {why.code}: {why.reason}. {why.remedy}".rstrip()
    if one.evidence:
        yield f"  may bear it out: {', '.join(one.evidence)}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"
