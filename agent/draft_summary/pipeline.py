"""The story: what each command does, top to bottom. Every stage hands the next an immutable value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from draft_summary import document, facts, gather, redaction, sections
from draft_summary.document import writing
from draft_summary.draft import Drafter, choose, handoff
from draft_summary.errors import DocumentError, RepositoryError
from draft_summary.review import checks, saved
from draft_summary.settings import Settings
from draft_summary.values.branch import Branch, Trees
from draft_summary.values.claims import Verified
from draft_summary.values.document import Grounds, SectionDraft, Standing
from draft_summary.values.evidence import Dossier, digest_of
from draft_summary.values.handover import Collection, Wanted
from draft_summary.values.results import CheckResult, DraftResult
from draft_summary.values.slots import Ask
from draft_summary.verify import after_repair, answers, verify

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A branch as every command needs it: all that is known, its facts as blocks, and the prose still to be written."""

    repository: gather.Repository
    dossier: Dossier
    trees: Trees
    standing: Standing
    skeleton: tuple[SectionDraft, ...]
    asks: tuple[Ask, ...]
    fresh: bool = False


def draft(settings: Settings, progress: Progress, *, write: bool = True) -> DraftResult:
    """Draft or refresh the branch's summary, with a model where one is configured."""
    drafter = choose(settings, progress)
    examined = examine(settings, progress)
    result = summarise(examined, drafter)
    if not write:
        return result
    progress("writing the summary")
    return save(examined.repository, result)


def apply(
    settings: Settings,
    content: bytes,
    progress: Progress,
    *,
    partial: bool = False,
    correct: bool = False,
    write: bool = True,
) -> DraftResult:
    """Verify and merge a content that the caller wrote; nothing is written if a claim fails, unless `partial`.

    With `correct`, the content has the corrections alone of the last one that did not hold.
    """
    examined = examine(settings, progress, improve=True, anew=correct)
    git_dir = examined.repository.git_dir
    earlier = handoff.earlier(saved.attempt(git_dir)) if correct else None
    drafter = handoff.Handoff(content, earlier, settings.command("collect"))
    result = summarise(examined, drafter)
    findings = result.verified.findings
    result = replace(result, answers=answers(examined.dossier, result.draft, examined.asks, findings))
    if not write:
        return result
    progress("writing the summary" if partial or not findings else "keeping what holds for a correction")
    failed = {finding.where for finding in findings}
    saved.keep_attempt(handoff.attempt(content, earlier, failed) if failed else "", git_dir)
    return save(examined.repository, result) if partial or not findings else result


def check(settings: Settings, progress: Progress, *, require: checks.Require = "feature") -> CheckResult:
    """Compare the summary with what git says: no model, no network, nothing written."""
    try:
        examined = examine(settings, progress)
    except RepositoryError as error:
        if error.code != "nothing-to-summarise":
            raise
        return checks.without_change(error, require=require)
    # what is printed is not written: the remedy for a summary that stands is to write it
    writing_it = replace(settings, output="") if settings.output == "-" else settings
    branch, command = examined.dossier.branch, writing_it.command()
    if branch.summary is None or not branch.summary.strip():
        return checks.missing(examined.dossier, command, require=require, named=bool(settings.output))
    with_facts = merge(branch, examined.skeleton, grounds(examined.dossier))
    summary = checks.Summary(merge(branch, ()), with_facts, examined.standing)
    search = partial(gather.find, examined.repository, branch)
    return checks.checked(examined.dossier, examined.trees, summary, command, search)


def collect(settings: Settings, progress: Progress, wanted: Wanted = handoff.EVERYTHING) -> Collection:
    """Gather the evidence, the asks and the reply schema for a caller that writes the content itself."""
    examined = examine(settings, progress, improve=True)
    found = handoff.collection(examined.dossier, examined.asks, wanted)
    kept = saved.collection(found, examined.repository.git_dir)
    reply = str(kept.parent / "reply.json") if kept else "-"
    index = handoff.index(examined.dossier, found, kept, settings.command("apply", reply))
    return replace(found, index=index, root=examined.repository.root)


def examine(settings: Settings, progress: Progress, *, improve: bool = False, anew: bool = False) -> Examined:
    """Gather the branch, redact it, derive the facts, and find which prose of the summary is still to be written.

    With `improve`, what the offline drafter wrote counts as still to be written; with `anew`, all but a person's words.
    """
    progress("reading the branch")
    facts.preload()
    repository = gather.open_repository(settings.repo)
    branch = gather.read_branch(repository, settings)
    trees = gather.read_trees(repository, branch, facts.paths_wanted)
    progress(f"deriving the facts of {len(branch.files)} files")
    redacted = redaction.redact(branch, trees)
    given = gather.read_reports(repository, branch, settings.reports)
    found = redaction.redact_reports(facts.detect(redacted.branch, redacted.trees, given))
    dossier = Dossier(redacted.branch, found, facts.catalogue(redacted.branch, found), redacted.count)
    skeleton = sections.compose(dossier, Verified())
    standing = redaction.redact_standing(document.read(branch.summary, skeleton))
    asks = sections.asks(dossier, standing, fresh=settings.fresh or anew, improve=improve)
    return Examined(repository, dossier, redacted.trees, standing, skeleton, asks, settings.fresh)


def summarise(examined: Examined, drafter: Drafter) -> DraftResult:
    """Have the prose drafted, keep what the evidence supports after one repair turn, merge it into the summary."""
    dossier, asks = examined.dossier, examined.asks
    drafted = drafter.write(dossier, asks)
    verified = verify(dossier, drafted, asks)
    if verified.findings and (repair := drafter.repair(dossier, asks, verified.findings)):
        drafted = replace(drafted, usage=drafted.usage + repair.usage)
        verified = after_repair(verified, verify(dossier, repair, asks))
    branch = dossier.branch
    unanswered = [ask for ask, _ in drafted.unanswered]
    answered = frozenset(ask.id for ask in asks).difference(unanswered)
    rests_on = replace(grounds(dossier), author=drafted.author, answered=answered, anew=examined.fresh)
    if not unanswered:
        rests_on = replace(rests_on, seen=sections.tokens(dossier))
    composed, unattested = sections.attest(sections.compose(dossier, verified, unanswered), verified.attestations)
    verified = replace(verified, findings=(*verified.findings, *unattested))
    merged = merge(branch, composed, rests_on)
    path = None if branch.printed else examined.repository.root / branch.summary_path
    return DraftResult(dossier, drafted, verified, merged, path)


def grounds(dossier: Dossier) -> Grounds:
    """What prose may rest on in this snapshot."""
    items = dossier.catalogue.items.values()
    return Grounds(frozenset(item.durable for item in items), tuple(item.text for item in items))


def merge(branch: Branch, drafted: tuple[SectionDraft, ...], rests_on: Grounds | None = None) -> document.Document:
    """Lay the drafted sections into the summary that stands, or into the template."""
    change = digest_of(*(file.digest for file in branch.files), *(commit.patch_id for commit in branch.commits))
    return document.merge(
        branch.summary,
        branch.template.text,
        drafted,
        change_digest=change,
        upstream=branch.template.upstream,
        grounds=rests_on,
    )


def save(repository: gather.Repository, result: DraftResult) -> DraftResult:
    """Write the summary unless it is printed or did not change, and keep the report beside git's own files."""
    before = result.dossier.branch.summary
    if result.path is None:
        return result
    require_summary(result)
    if changed := result.document.data != before:
        root, git_dir = repository.root, repository.git_dir
        writing.write(result.path, result.document.data, expected=before, root=root, git_dir=git_dir)
    result = replace(result, written=changed)
    saved.report(result, repository.git_dir)
    return result


def require_summary(result: DraftResult) -> None:
    """Refuse a file that is something else, such as a README: it has no section, so that only state would be added."""
    unplaced = {block.slot.partition(".")[0] for block in result.document.unplaced}
    if result.refreshed and {section.outline.key for section in sections.SECTIONS} - unplaced <= {"header"}:
        path = result.dossier.branch.summary_path
        hint = "Name a summary, or a file that does not exist yet, with --output."
        raise DocumentError(f"{path} has no section of an Implementation Summary", code="not-a-summary", hint=hint)
