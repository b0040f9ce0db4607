"""Which commits are compared: head, base and merge base, found once and from then on full SHAs.

Names reach git on standard input, never as arguments: `--output=x` is a legal branch name. Full ref names are tried
before git's own reading of a name, in which a tag wins over a branch.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from draft_summary.errors import RepositoryError
from draft_summary.gather.repository import Repository, complete
from draft_summary.gather.surroundings import Surroundings, surroundings
from draft_summary.settings import Settings

DEFAULT_BASES = ("main", "master", "develop")
FULL_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
HEADS, REMOTES, ORIGIN = "refs/heads/", "refs/remotes/", "refs/remotes/origin/"
CURRENT = "HEAD"
FETCH_ALL = (
    "Fetch the whole history: `fetch-depth: 0` in actions/checkout, GIT_DEPTH: 0 in GitLab, git fetch --unshallow."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared with what. `name` is the branch's, empty if unknown; `current` says that HEAD is the head."""

    name: str
    head: str
    base: str
    base_name: str
    merge_base: str
    current: bool
    notes: tuple[str, ...] = ()


def compare(repository: Repository, settings: Settings, environ: Mapping[str, str]) -> Comparison:
    """Find head, base and merge base by the options, else by what CI says, else by git's own defaults.

    Raises RepositoryError: unknown-revision, no-commits, no-base, shallow, no-merge-base, nothing-to-summarise.
    """
    said = surroundings(environ)
    branch = _current_branch(repository)
    heads = _spellings(settings.head) if settings.head else (CURRENT, f"{CURRENT}^2")
    bases = _base_candidates(repository, settings, said)
    found = resolve(repository, (CURRENT, *heads, *bases))
    name, head = _head(repository, settings.head, found, said, branch)
    base_name, base = _base(repository, settings, said, {one: found[one] for one in bases if one in found}, name)
    merge_bases = _merge_bases(repository, base, head, base_name)
    notes: tuple[str, ...] = ()
    if len(merge_bases) > 1:
        first = merge_bases[0][:7]
        notes = (f"{len(merge_bases)} merge bases with {base_name}: compared from {first}, as git diff does",)
    current = not repository.bare and head == found.get(CURRENT)
    return Comparison(name, head, base, base_name, merge_bases[0], current, notes)


def resolve(repository: Repository, expressions: Iterable[str]) -> dict[str, str]:
    """Return the full SHA of each expression that names a commit; tags are followed to theirs."""
    asked = [one for one in dict.fromkeys(expressions) if not re.search(r"[\0\n]", one)]
    lines = b"".join(os.fsencode(one) + b"^{commit}\n" for one in asked)
    said = repository.run("cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=lines)
    answers = said.decode("utf-8", "replace").split("\n")
    return {
        expression: answer.removesuffix(" commit")
        for expression, answer in zip(asked, answers, strict=False)
        if answer.endswith(" commit")
    }


def _spellings(name: str) -> tuple[str, ...]:
    """What a user's name may stand for, likeliest first."""
    if (
        FULL_SHA.fullmatch(name)
        or name.startswith(("refs/", "@", *(CURRENT + sign for sign in "^~@")))
        or name == CURRENT
    ):
        return (name,)
    return (HEADS + name, REMOTES + name, ORIGIN + name, name)


def _base_candidates(repository: Repository, settings: Settings, said: Surroundings) -> tuple[str, ...]:
    if settings.base:
        return _spellings(settings.base)
    if said.base:
        return (ORIGIN + said.base, HEADS + said.base)
    return (*_remote_default(repository), *(prefix + name for name in DEFAULT_BASES for prefix in (ORIGIN, HEADS)))


def _current_branch(repository: Repository) -> str:
    output = repository.output("symbolic-ref", "--quiet", CURRENT)
    ref = os.fsdecode(output.data).removesuffix("\n")
    return ref.removeprefix(HEADS) if ref.startswith(HEADS) else ""


def _remote_default(repository: Repository) -> tuple[str, ...]:
    """The ref that the remote's HEAD stands for: origin's, or that of the only remote."""
    said = repository.run("for-each-ref", "--format=%(refname) %(symref)", "refs/remotes/*/HEAD")
    pairs = [line.split(" ", 1) for line in os.fsdecode(said).split("\n") if " " in line]
    targets = {name: target for name, target in pairs if target.startswith(REMOTES)}
    if f"{ORIGIN}{CURRENT}" in targets:
        return (targets[f"{ORIGIN}{CURRENT}"],)
    return tuple(targets.values()) if len(targets) == 1 else ()


def _head(
    repository: Repository, wanted: str, found: Mapping[str, str], said: Surroundings, branch: str
) -> tuple[str, str]:
    """The branch's name and its commit."""
    if wanted:
        spelling = next((one for one in _spellings(wanted) if one in found), "")
        if not spelling:
            raise _unknown(repository, "head", wanted)
        sha = found[spelling]
        return (branch if spelling == CURRENT else _name_of(spelling)) or _branch_at(repository, sha), sha
    if CURRENT not in found:
        message = f"{branch or CURRENT} has no commit yet"
        raise RepositoryError(message, code="no-commits", hint="Commit something first, or name a branch with --head.")
    sha = found[CURRENT]
    if branch:
        return branch, sha
    if said.merge == sha:
        if f"{CURRENT}^2" not in found:
            raise _shallow("the merge that CI checked out has no parents here")
        sha = found[f"{CURRENT}^2"]
    return said.head or _branch_at(repository, sha), sha


def _name_of(ref: str) -> str:
    """A branch's own name, without the remote's; empty for what is not a branch."""
    if ref.startswith(HEADS):
        return ref.removeprefix(HEADS)
    return ref.removeprefix(REMOTES).partition("/")[2] if ref.startswith(REMOTES) else ""


def _branch_at(repository: Repository, sha: str) -> str:
    """The name of the only branch that ends at a commit, empty where there is none or several."""
    said = repository.run("for-each-ref", f"--points-at={sha}", "--format=%(refname)", HEADS, REMOTES)
    names = {_name_of(ref) for ref in os.fsdecode(said).split("\n") if ref} - {CURRENT}
    return names.pop() if len(names) == 1 else ""


def _base(
    repository: Repository, settings: Settings, said: Surroundings, found: Mapping[str, str], head_name: str
) -> tuple[str, str]:
    """The base's name as shown and its commit: the first candidate that is there and is not the branch itself."""
    if wanted := settings.base or said.base:
        if not found:
            raise _unknown(repository, "base", wanted)
        return wanted, next(iter(found.values()))
    for ref, sha in found.items():
        # A single-branch clone calls the topic its remote's default; on main itself, origin's main is a fair base.
        if _name_of(ref) != head_name or (ref.startswith(REMOTES) and head_name in DEFAULT_BASES):
            return ref.removeprefix(HEADS).removeprefix(REMOTES), sha
    if repository.shallow:
        raise _shallow("no base branch is here")
    if found:
        message = f"{head_name} is the only branch that it could be compared with"
        raise RepositoryError(
            message, code="nothing-to-summarise", hint="Check out the feature branch, or pass --base."
        )
    message = f"no base branch found: no remote default, {', '.join(DEFAULT_BASES)}"
    raise RepositoryError(message, code="no-base", hint="Name it with --base.")


def _merge_bases(repository: Repository, base: str, head: str, base_name: str) -> tuple[str, ...]:
    """All best common ancestors, git's first choice first. git says nothing at all where there are none."""
    output = repository.output("merge-base", "--all", base, head)
    if output.status == 1 and not output.data:
        if repository.shallow:
            raise _shallow(f"no common commit with {base_name} is here")
        message = f"{head[:7]} and {base_name} have no common commit"
        raise RepositoryError(message, code="no-merge-base", hint="Name the branch that it started from with --base.")
    return tuple(complete(output, "merge-base").decode("ascii").split())


def _unknown(repository: Repository, role: str, name: str) -> RepositoryError:
    if repository.shallow:
        return _shallow(f"{role} {name!r} is not here")
    hint = f"See git branch --all; if it is on the remote only: git fetch origin. Then --{role} REF."
    return RepositoryError(f"{role} {name!r} is no commit of this repository", code="unknown-revision", hint=hint)


def _shallow(found: str) -> RepositoryError:
    return RepositoryError(f"the clone is shallow: {found}", code="shallow", hint=FETCH_ALL)
