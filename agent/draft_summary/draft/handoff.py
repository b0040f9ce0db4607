"""The calling agent as the drafter: what `collect` gives it, and what `apply` takes from it."""

from __future__ import annotations

from dataclasses import dataclass

from draft_summary.draft import replies
from draft_summary.draft.collected import collected
from draft_summary.draft.collection import EVERYTHING, collection, of_page, page
from draft_summary.draft.index import index
from draft_summary.errors import InputError, StaleSnapshotError
from draft_summary.values.claims import Draft
from draft_summary.values.evidence import Dossier, Snapshot
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

__all__ = ["EVERYTHING", "Handoff", "collected", "collection", "index", "of_page", "page", "read_content"]

COLLECT = "Run `draft-summary collect` and write the content against what it prints."


@dataclass(frozen=True, slots=True)
class Handoff:
    """A drafter whose words are already written: the bytes of a content."""

    content: bytes

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Read the content; raises as `read_content` does."""
        return read_content(self.content, dossier, asks)

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Nothing: the caller gets an answer per claim, mends the content and applies it again."""


def read_content(data: bytes, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
    """Read a content as `collect` asks for it.

    Raises InputError (`invalid-content`, with the place in the JSON and the reason of the first ten problems) and
    StaleSnapshotError for a content that was written for another state of the branch.
    """
    if len(data) > replies.MOST_BYTES:
        raise _invalid((f"it has {len(data):,} bytes; {replies.MOST_BYTES:,} are taken",))
    try:
        reply = replies.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _invalid((f"it is not UTF-8 at byte {error.start}",)) from None
    except replies.InvalidReplyError as error:
        raise _invalid(error.reasons) from None
    _require_current(reply.snapshot, dossier.catalogue.snapshot)
    if problems := replies.problems(reply, asks):
        raise _invalid(problems)
    return Draft(
        author=Author.AGENT,
        claims=replies.claims(reply, asks, Author.AGENT),
        mappings=replies.mappings(reply, Author.AGENT),
        questions=replies.questions(reply),
    )


def _invalid(reasons: tuple[str, ...]) -> InputError:
    shown = "; ".join(reasons[: replies.MOST_REASONS])
    more = f"; and {len(reasons) - replies.MOST_REASONS} more" if len(reasons) > replies.MOST_REASONS else ""
    hint = "Mend these places; the schema is `reply_schema` of `draft-summary collect`."
    return InputError(f"the content cannot be used: {shown}{more}", code="invalid-content", hint=hint)


def _require_current(given: str, current: Snapshot) -> None:
    """The ids of a content mean something else in another snapshot, so the whole token has to agree."""
    if given == current.token:
        return
    there, here = _parts(given), _parts(current.token)
    if there is None:
        message = f"the content names no snapshot of `collect`: {given[:60]!r}"
    else:
        names = ("the merge base", "the head", "the evidence")
        moved = [
            f"{name} was {old}, is {new}" for name, old, new in zip(names, there, here or (), strict=True) if old != new
        ]
        message = "the content was written for another state of the branch: " + ", ".join(moved)
    raise StaleSnapshotError(message, code="stale-snapshot", hint=COLLECT)


def _parts(token: str) -> tuple[str, str, str] | None:
    base, dots, rest = token.partition("..")
    head, slash, digest = rest.partition("/")
    return (base, head, digest) if dots and slash and base and head and digest else None
