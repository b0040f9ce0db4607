"""The closing report on a terminal: what came from git, who wrote what, what is left to a person. Fits a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draft_summary.redaction import visible
from draft_summary.review.report import adopted, counts, notes
from draft_summary.values.claims import Draft
from draft_summary.values.findings import Finding, Outcome
from draft_summary.values.results import CheckResult, DraftResult
from draft_summary.values.slots import Author

MOST_LINES = 6  # of one kind; the rest is counted and stands in the JSON report
WIDEST = 160  # characters of one quoted text

NAMES = {"environment": "environment variables", "symbols": "public symbols"}  # of kinds whose own name is no plural
AUTHORS = {
    Author.OFFLINE: "offline drafter (no model is configured: set OPENAI_API_KEY or OPENAI_BASE_URL)",
    Author.MODEL: "model",
    Author.AGENT: "calling agent",
}


def of_draft(result: DraftResult, *, offline_asked: bool) -> str:
    """The closing report of a draft, refresh or apply, as lines without a final newline."""
    branch = result.dossier.branch
    verb = "adopted" if adopted(result) else "refreshed" if result.refreshed else "drafted"
    if result.path is not None and not result.written:
        verb = "up to date" if not result.document.edits else "not written"
    lines = [f"Implementation Summary {verb}: {result.path or 'printed, nothing written'}"]
    lines += _row("from git", [_counted(result) + f"; from {branch.merge_base[:7]} to {branch.head[:7]}"])
    lines += _row("prose", [_prose(result.draft, len(result.verified.claims), offline_asked=offline_asked)])
    lines += _row("open", _unanswered(result.draft))
    lines += _row("left out", _omitted(result))
    dropped = () if result.answers else _with(result, Outcome.DROPPED, Outcome.UNVERIFIABLE)  # else told one by one
    lines += _row("dropped", map(_finding, dropped))
    lines += _row("repaired", map(_finding, _with(result, Outcome.REPAIRED)))
    lines += _row("check", map(_finding, _with(result, Outcome.KEPT, Outcome.OPEN)))
    lines += _row("suggest", (f"line {one.line}: {_short(one.text)}" for one in result.document.suggestions))
    lines += _row("for you", (f"line {line}: {_short(text)}" for line, text in result.document.open_lines))
    lines += _row("asks you", result.verified.questions)
    lines += _row("note", notes(result.dossier))
    if unplaced := sorted({block.slot for block in result.document.unplaced}):
        lines += _row("no place", ["the template has no section for: " + ", ".join(unplaced)])
    lines += _row("next", _next(result))
    return visible("\n".join(lines))


def of_check(result: CheckResult) -> str:
    """What `check` found: a line a finding, then the verdict."""
    path = result.dossier.branch.summary_path
    lines = []
    for finding in result.findings:
        place = f"{path}:{finding.line}" if finding.line else path or "summary"
        remedy = f" ({finding.remedy})" if finding.remedy else ""
        lines.append(f"{place}: {finding.severity}: {finding.code}: {finding.reason}{remedy}")
    if result.status == "not_applicable":
        lines.append(f"Not applicable: {result.why}.")
    elif not result.failed:
        lines.append(f"{path} states what git says.")
    return visible("\n".join(lines))


def _next(result: DraftResult) -> Iterator[str]:
    if result.path is None:
        return
    if not result.written and result.document.edits:
        yield "nothing was written: mend what was dropped and apply it again, or use --partial"
    elif result.document.open_lines:
        yield "answer the open lines in the file, then run: draft-summary check"
    else:
        yield "read it; after more commits run: draft-summary"


def _row(name: str, texts: Iterable[str]) -> Iterator[str]:
    every = list(texts)
    for number, text in enumerate(every[:MOST_LINES]):
        yield f"  {name if number == 0 else '':<9} {text}"
    if len(every) > MOST_LINES:
        yield f"  {'':<9} … and {len(every) - MOST_LINES} more (--json lists all)"


def _counted(result: DraftResult) -> str:
    said = [f"{count} {_plural(name, count)}" for name, count in counts(result.dossier).items() if count]
    return ", ".join(said) or "nothing changed"


def _plural(name: str, count: int) -> str:
    many = NAMES.get(name, name)
    if count != 1:
        return many
    return many.removesuffix("ies") + "y" if many.endswith("ies") else "criterion" if many == "criteria" else many[:-1]


def _prose(draft: Draft, kept: int, *, offline_asked: bool) -> str:
    who = AUTHORS.get(draft.author, draft.author.value)
    if draft.author is Author.OFFLINE and offline_asked:
        who = "offline drafter"
    if draft.model:
        usage = draft.usage
        cached = f" ({usage.tokens_cached:,} cached)" if usage.tokens_cached else ""
        calls = f"{usage.calls} call{'' if usage.calls == 1 else 's'}"
        tokens = f"{usage.tokens_in:,} tokens in{cached}, {usage.tokens_out:,} out"
        who = f"{draft.model}: {calls}, {tokens}, {usage.seconds:.0f} s"
    return f"{kept} texts by the {who}"


def _with(result: DraftResult, *outcomes: Outcome) -> Iterator[Finding]:
    return (finding for finding in result.findings if finding.outcome in outcomes)


def _unanswered(draft: Draft) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for ask, reason in draft.unanswered:
        reasons.setdefault(reason, []).append(ask)
    for reason, asks in reasons.items():
        some = ", ".join(asks[:3]) + (f" and {len(asks) - 3} more" if len(asks) > 3 else "")  # noqa: PLR2004 — fits
        yield f"{reason} (not written: {some})"


def _omitted(result: DraftResult) -> Iterator[str]:
    """What the model was not shown for length: how much, and of which files."""
    omitted = result.draft.omitted
    items = result.dossier.catalogue.items
    paths = list(dict.fromkeys(items[id_].path for id_ in omitted if id_ in items and items[id_].path))
    if omitted:
        some = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")  # noqa: PLR2004 — fits
        yield f"{len(omitted)} pieces of evidence were shortened for the model, of {some} (--max-input-tokens)"


def _finding(finding: Finding) -> str:
    place = f"line {finding.line}: " if finding.line else ""
    return f"{place}{_short(finding.subject)}: {finding.reason}" if finding.subject else f"{place}{finding.reason}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"
