"""Everything that is known of a branch before facts: `read_branch` is the room's story."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from draft_summary.errors import DocumentError, RepositoryError, UsageError
from draft_summary.gather import blobs, diff, feature, log, places, refs, search, summary, template, tree, worktree
from draft_summary.gather.blobs import Contents
from draft_summary.gather.refs import Comparison
from draft_summary.gather.repository import Repository
from draft_summary.gather.summary import Surface, Target
from draft_summary.gather.tree import Listing, Wanted
from draft_summary.settings import Settings
from draft_summary.values.branch import Branch, Occurrences, Template, Trees


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read from: the repository, with uncommitted work if asked for, and the tree that stands for the head."""

    repository: Repository
    tree: str
    notes: tuple[str, ...] = ()


def read_branch(repository: Repository, settings: Settings) -> Branch:
    """Read the branch that the settings name: what it changed, in which commits, and the documents that go with it.

    Base and head are found by the rules of `refs`, documents by those of `feature`, `template` and `summary`. The
    number of git processes does not depend on the branch. Raises RepositoryError and DocumentError with stable codes,
    UsageError for `uncommitted` work of a head that is not checked out.
    """
    comparison = refs.compare(repository, settings, os.environ)
    if settings.uncommitted and not comparison.current:
        raise UsageError("--uncommitted needs the head checked out", code="not-checked-out", hint="Leave out --head.")
    dirty = worktree.uncommitted(repository) if comparison.current else ()
    reading = _reading(repository, comparison.head, uncommitted=settings.uncommitted)
    head = tree.listing(reading.repository, reading.tree)
    changed = diff.changed(reading.repository, comparison.merge_base, reading.tree)
    if not changed and comparison.merge_base == comparison.head:
        raise _nothing_to_summarise(comparison, dirty)

    search = feature.Search(head, changed, comparison.name, partial(_text, reading, head))
    place = feature.find(search, wanted=settings.feature, root=repository.root)
    own = {*(entry.path for entry in changed), *dirty}
    surface = Surface(head, own, repository.root if comparison.current else None)
    target = _target(repository, settings, comparison, place.home, surface)
    template_path = template.find(head, wanted=settings.template, root=repository.root)
    paths = [path for path in (*place.paths, template_path, target.path) if path in head and head[path].is_file]
    contents = blobs.read(reading.repository, (head[path].oid for path in paths))
    by_oid, _ = contents.texts()
    texts = {path: by_oid[head[path].oid] for path in paths if head[path].oid in by_oid}

    change = diff.read(reading.repository, comparison.merge_base, reading.tree, without=target.path)
    commits = log.read(repository, comparison.base, comparison.head, without=target.path)
    empty = (
        ("the commits cancel each other out: no file differs from the base",) if commits and not change.files else ()
    )
    return Branch(
        name=comparison.name,
        base=comparison.base,
        merge_base=comparison.merge_base,
        head=comparison.head,
        files=change.files,
        commits=commits,
        feature=place.feature(texts),
        template=_template(template_path, texts, settings, repository),
        summary_path=target.path,
        summary=_summary(repository, target, settings, head, contents),
        printed=target.printed,
        dirty=tuple(path for path in dirty if path != target.path),
        uncommitted=settings.uncommitted,
        notes=(*settings.notes, *comparison.notes, *reading.notes, *target.notes, *change.notes, *empty),
    )


def read_trees(repository: Repository, branch: Branch, wanted: Wanted) -> Trees:
    """Read both sides' paths and texts: of every changed file, and of the unchanged paths that `wanted` names.

    `wanted` is given the branch, the base's paths and the head's, and returns those to read of each. Two listings and
    two batches, whatever the number. Raises RepositoryError where git fails.
    """
    reading = _reading(repository, branch.head, uncommitted=branch.uncommitted)
    return tree.read(reading.repository, branch, wanted, head_tree=reading.tree)


def find(repository: Repository, branch: Branch, texts: Collection[str], hashes: Collection[str]) -> Occurrences:
    """Look for texts in all files of both trees but the summary, and for commits with these abbreviated hashes.

    Costs a git process a tree, none where there is nothing to look for. Does not raise: what git cannot do in time is
    not complete.
    """
    reading = _reading(repository, branch.head, uncommitted=branch.uncommitted)
    trees = (reading.tree, branch.merge_base)
    return search.find(reading.repository, trees, texts, hashes, without=branch.summary_path)


def _reading(repository: Repository, head: str, *, uncommitted: bool) -> Reading:
    if not uncommitted:
        return Reading(repository, head)
    snapshot = repository.snapshot
    return Reading(replace(repository, objects=snapshot.objects), snapshot.tree, snapshot.notes)


def _text(reading: Reading, head: Listing, path: str) -> str:
    """The text of one file at head, empty where it is none."""
    oid = head[path].oid
    return blobs.read(reading.repository, (oid,)).texts()[0].get(oid, "")


def _target(repository: Repository, settings: Settings, comparison: Comparison, home: str, surface: Surface) -> Target:
    """The summary's place, which is safe to write to unless the result is printed."""
    if settings.output in ("", summary.PRINTED):
        target = summary.find(surface, home, comparison.name or comparison.head[:7], settings.output)
    elif repository.bare:
        message = f"a bare repository has no place for {settings.output}"
        raise DocumentError(message, code="no-work-tree", hint="Print it with --output -")
    else:
        target = summary.named(repository.root, settings.output)
    if not target.printed:
        places.writable(repository.root, target.path)
    return target


def _summary(
    repository: Repository, target: Target, settings: Settings, head: Listing, contents: Contents
) -> bytes | None:
    """What stands at the summary's place: in the work tree where it is to be written, else in the head's tree."""
    if not target.printed:
        return places.content(repository.root / target.path, target.path)
    entry = head.get(target.path)
    if settings.fresh or entry is None or not entry.is_file:
        return None
    if entry.oid not in contents.data:
        raise places.unreadable(target.path, contents.unread.get(entry.oid, "missing"))
    return contents.data[entry.oid]


def _template(path: str, texts: Mapping[str, str], settings: Settings, repository: Repository) -> Template:
    upstream = (template.built_in(),)
    if not path:
        return Template(settings.template, template.read_outside(settings.template, repository.root), upstream)
    if path not in texts:
        raise places.unreadable(path, "not a text file of at most 1 MB")
    return Template(path, texts[path], upstream)


def _nothing_to_summarise(comparison: Comparison, dirty: tuple[str, ...]) -> RepositoryError:
    name = comparison.name or comparison.head[:7]
    message = f"{name} has no commit that {comparison.base_name} does not have"
    hint = (
        f"{len(dirty)} paths are not committed: commit them, or pass --uncommitted."
        if dirty
        else "Commit first, or pass --base."
    )
    return RepositoryError(message, code="nothing-to-summarise", hint=hint)
