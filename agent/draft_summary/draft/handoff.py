"""The calling agent as the drafter: what `collect` gives it, and what `apply` takes from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pydantic import ValidationError

from draft_summary.draft import replies
from draft_summary.draft.attempts import Attempt, Sent, kept, placed
from draft_summary.draft.collected import collected
from draft_summary.draft.collection import EVERYTHING, collection, of_page, page
from draft_summary.draft.index import index
from draft_summary.errors import InputError, StaleSnapshotError
from draft_summary.redaction import redact_text
from draft_summary.values.claims import Attestation, Claim, Content, CriterionMapping, Draft, WireClaim
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

__all__ = [
    "EVERYTHING",
    "Attempt",
    "Handoff",
    "attempt",
    "collected",
    "collection",
    "earlier",
    "index",
    "of_page",
    "page",
    "read_content",
]


NO_CLAIM = "no claim was sent"


@dataclass(frozen=True, slots=True)
class Handoff:
    """A drafter whose words are already written: the bytes of a content.

    `earlier` is the try that it corrects, None where it stands for itself; `collect` the command that collects anew.
    """

    content: bytes
    earlier: Attempt | None = None
    collect: str = "draft-summary collect"

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Read the content; raises as `read_content` does."""
        return read_content(self.content, dossier, asks, self.earlier, self.collect)

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Nothing: the caller gets an answer per claim, mends the content and applies it again."""


def read_content(
    data: bytes,
    dossier: Dossier,
    asks: tuple[Ask, ...],
    earlier: Attempt | None = None,
    collect: str = "draft-summary collect",
) -> Draft:
    """Read a content as `collect` asks for it, with what held of the try that it corrects.

    Raises InputError (`invalid-content`, with the place in the JSON and the reason of the first ten problems) and
    StaleSnapshotError for a content that was written for another state of the branch.
    """
    content = _parsed(data)
    _require_current(content.snapshot, dossier, collect)
    if earlier is not None and earlier.snapshot != content.snapshot:
        raise _nothing_to_correct()
    sent = placed(content, earlier)
    known = {ask.id: ask for ask in asks}
    return Draft(
        author=Author.AGENT,
        claims=tuple(_claim(one, known.get(one.ask), where) for where, one in sent.claims),
        mappings=tuple(
            CriterionMapping(one.criterion, tuple(one.tests), tuple(one.evidence), Author.AGENT, where)
            for where, one in sent.mappings
        ),
        questions=replies.questions(content),
        attestations=tuple(
            Attestation(one.slot, _without_secrets(one.text), one.by, where) for where, one in sent.attestations
        ),
        unanswered=tuple((ask.id, NO_CLAIM) for ask in asks if not _answered(ask, sent)),
    )


def attempt(data: bytes, earlier: Attempt | None, failed: Collection[str]) -> str:
    """Return what is to be kept of a content for its correction; `failed` are the places of what did not hold."""
    return kept(placed(_parsed(data), earlier), failed).model_dump_json()


def earlier(text: str) -> Attempt:
    """Return the try that is corrected, as `attempt` gave it; raises InputError if there is none."""
    try:
        return Attempt.model_validate_json(text)
    except ValidationError:
        raise _nothing_to_correct() from None


def _nothing_to_correct() -> InputError:
    hint = "Send the whole content, without --correct."
    message = "there is no content of this state of the branch that did not hold"
    return InputError(message, code="nothing-to-correct", hint=hint)


def _parsed(data: bytes) -> Content:
    if len(data) > replies.MOST_BYTES:
        raise _invalid((f"it has {len(data):,} bytes; {replies.MOST_BYTES:,} are taken",))
    try:
        return replies.parsed(data.decode("utf-8-sig"), Content)
    except UnicodeDecodeError as error:
        raise _invalid((f"it is not UTF-8 at byte {error.start}",)) from None
    except replies.InvalidReplyError as error:
        raise _invalid(error.reasons) from None


def _without_secrets(text: str) -> str:
    """A claim's words have to occur in redacted evidence; what is attested is compared with nothing."""
    redacted, secrets = redact_text(text)
    return redacted if secrets else text


def _answered(ask: Ask, sent: Sent) -> bool:
    """Whether anything was said to it: what a caller passes over stays as it stands, and is asked for again."""
    return any(one.ask == ask.id for _, one in sent.claims) or (ask.slot.keyed == "criterion" and bool(sent.mappings))


def _claim(wire: WireClaim, ask: Ask | None, where: str) -> Claim:
    """One claim. Which part it is, of several, is for the caller to say."""
    made = replies.claim(wire, ask, Author.AGENT, where)
    return replace(made, part="") if ask and not wire.part and len(ask.slot.parts) > 1 else made


def _invalid(reasons: tuple[str, ...]) -> InputError:
    shown = "; ".join(reasons[: replies.MOST_REASONS])
    more = f"; and {len(reasons) - replies.MOST_REASONS} more" if len(reasons) > replies.MOST_REASONS else ""
    hint = "Mend these places; the schema is `reply_schema` of `draft-summary collect`."
    return InputError(f"the content cannot be used: {shown}{more}", code="invalid-content", hint=hint)


def _require_current(given: str, dossier: Dossier, collect: str) -> None:
    """The ids of a content mean something else in another snapshot, so the whole token has to agree."""
    current, branch = dossier.catalogue.snapshot, dossier.branch
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
    hint = f"Run: {collect}"
    if there and here and there[:2] == here[:2]:
        taken = "with" if branch.uncommitted else "without"
        hint += f" (evidence differs if files changed, or other options were given: this run is {taken} --uncommitted)"
    raise StaleSnapshotError(message, code="stale-snapshot", hint=f"{hint}. Then write the content against it.")


def _parts(token: str) -> tuple[str, str, str] | None:
    base, dots, rest = token.partition("..")
    head, slash, digest = rest.partition("/")
    return (base, head, digest) if dots and slash and base and head and digest else None
