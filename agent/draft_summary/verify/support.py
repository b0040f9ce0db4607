"""Where in the evidence a reference occurs: in what the claim cites, or elsewhere in the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial

from draft_summary.verify.behaviour import without_removed
from draft_summary.verify.lookup import Corpus, Finder, Lookup, test_key
from draft_summary.verify.occurrence import name_at, number_at, place_at, text_at
from draft_summary.verify.references import Kind, Reference, names_in
from draft_summary.verify.vocabulary import LABELS, NUMERALS

LONGEST = 300  # characters of a reference; a longer one is no name
MOST_STARS = 4  # of a path pattern: each more multiplies the time that matching may take
SHORTEST_PART = 4  # characters of a word that may also occur within a longer one
_HUMPS = re.compile(r"[a-z][A-Z]")
_ELLIPSIS = re.compile(r"…|\.\.\.")
_ARGUMENTS = re.compile(r"\(.*\)\Z")
_PARAMETER = re.compile(r"\{[^{}/]*\}|<[^<>/]*>|:[A-Za-z_]\w*|\[[^\[\]/]*\]")


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a reference occurs, and in which item where that is known."""

    found: bool
    id: str = ""


NONE = Support(found=False)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a claim's references may occur: what it cites, hunks of cited files included, and the whole change.

    With `work`, only what shows what was done counts; else what commits, spec and TDR say, too. `past`: the claim tells
    of an earlier state, so that a number on a removed line is one that it may name.
    """

    lookup: Lookup
    cited: tuple[str, ...]
    work: bool
    past: bool = True

    def find(self, finder: Finder) -> Support:
        """Look in the cited evidence, then elsewhere."""
        if (cited := self.find_cited(finder)).found:
            return cited
        return self._elsewhere(finder, self.lookup.work, self.lookup.said)

    def find_folded(self, finder: Finder) -> Support:
        """Do as `find`, without regard to case."""
        if (cited := self.find_cited(lambda text: finder(text.lower()))).found:
            return cited
        return self._elsewhere(finder, self.lookup.folded_work, self.lookup.folded_said)

    def find_cited(self, finder: Finder) -> Support:
        """Look in the cited evidence alone: what occurs somewhere in a large change shows nothing."""
        found = next((id_ for id_ in self.cited if finder(self.lookup.text(id_)) >= 0), "")
        return Support(bool(found), found)

    def find_number(self, finder: Finder) -> Support:
        """Look in the cited evidence as the change leaves it, or as it was where the claim speaks of that."""
        return self.find_cited(finder if self.past else lambda text: finder(without_removed(text)))

    def _elsewhere(self, finder: Finder, work: Corpus, said: Corpus) -> Support:
        found = work.find(finder) or ("" if self.work else said.find(finder))
        return Support(bool(found), found)


def sources(
    lookup: Lookup, cited: Iterable[str], *, work: bool, about: Collection[str] = (), past: bool = True
) -> Sources:
    """Return where the references of a claim that cites these ids, and is about others, may occur."""
    ids = lookup.with_files(lookup.with_hunks((*cited, *about)))
    shown = tuple(one for one in ids if not work or one in lookup.shows_work or one in about)
    return Sources(lookup, shown, work, past)


def support(reference: Reference, where: Sources) -> Support:
    """Return whether the reference occurs, by the rules of its kind."""
    return NONE if len(reference.text) > LONGEST else _BY_KIND[reference.kind](reference, where)


def _name(reference: Reference, where: Sources) -> Support:
    """Find a name as written; a dotted one also by its parts, a module by its file, a test by its id."""
    name = reference.text.strip("…. ") if _ELLIPSIS.search(reference.text) else reference.text
    if not name:
        return NONE
    if (found := where.find(partial(name_at, name))).found:
        return found
    if "::" in name:
        return _test(name, where)
    if name[0] == "@":
        return _name(Reference(name[1:], Kind.NAME, reference.start), where)
    return _dotted(name, where) if "." in name.strip(".") else NONE


def _test(name: str, where: Sources) -> Support:
    key = test_key(name).lstrip("/…:")
    return Support(any(f"/{one}".endswith((f"/{key}", f"::{key}")) for one in where.lookup.tests))


def _dotted(name: str, where: Sources) -> Support:
    """Find `package.module` as a file, and `Class.method` or `module.name` with all its parts in one file's change."""
    parts = name.split(".")
    if not all(parts):  # `.env.example` is one name; `a..b` is none
        return NONE
    as_path = "/".join(parts)
    for path, id_ in where.lookup.files.items():
        if place_at(as_path, path.rpartition(".")[0]) >= 0 or place_at(f"{as_path}/", path) >= 0:
            return Support(found=True, id=id_)
    return _together(parts, where)


def _together(names: list[str], where: Sources) -> Support:
    """Find the names in one file's change."""
    lookup = where.lookup
    planned = lookup.planned if where.work else frozenset()
    changes = (item for item in lookup.by_file.items() if planned.isdisjoint(lookup.hunks[item[0]]))
    found = next((id_ for id_, change in changes if all(name_at(name, change) >= 0 for name in names)), "")
    return Support(bool(found), found)


def _word(reference: Reference, where: Sources) -> Support:
    """Find a word in any case, also within a longer one: it may be no code at all."""
    word = reference.text.lower()
    if (found := where.find_folded(partial(name_at, word))).found:
        return found
    if len(word) < SHORTEST_PART:
        return NONE
    lookup = where.lookup
    if _HUMPS.search(reference.text):  # a part of a longer name, not the beginning of another: `ConfigErrors` has none
        part = re.compile(rf"(?i:{re.escape(word)})(?![a-z])")
        return Support(any(part.search(one.text) for one in (lookup.work, *(() if where.work else (lookup.said,)))))
    return Support(
        any(word in one.text for one in (lookup.folded_work, *(() if where.work else (lookup.folded_said,))))
    )


def _place(reference: Reference, where: Sources) -> Support:
    """Find a path by its end or its folder, a route by its whole; either as it stands in the evidence."""
    place = _ELLIPSIS.split(reference.text)[-1]
    if "::" in place:
        return _test(place, where)
    path = place.removeprefix("./").lstrip("/")
    if not path:
        return Support(found=True)
    if known := _known(path, where):
        return Support(found=True, id=known)
    if methods := _methods(place, where):
        id_ = (
            methods.get(reference.label)
            or methods.get("*")
            or ("" if reference.label else next(iter(methods.values())))
        )
        return Support(bool(id_), id_)
    return where.find(partial(place_at, place if place[0] == "/" else path))


def _known(path: str, where: Sources) -> str:
    """Return the changed file that the path, its end, its folder or a pattern names; empty if none."""
    files = where.lookup.files
    if "*" in path:
        usable = path.count("*") <= MOST_STARS
        names = (one for one in files if usable and (fnmatchcase(one, path) or fnmatchcase(one, f"*/{path}")))
    elif path.endswith("/"):
        names = (one for one in files if f"/{path}" in f"/{one}")
    else:
        names = (one for one in files if f"/{one}".endswith(f"/{path}"))
    return next((files[one] for one in names), "")


def _methods(place: str, where: Sources) -> Mapping[str, str]:
    """Return the facts of the endpoints with that route, by method."""
    endpoints = where.lookup.dossier.facts.endpoints
    return {one.method: one.id for one in endpoints if _shape(one.route) == _shape(place)}


def _shape(route: str) -> str:
    """Return a route with its parameters alike: `/users/{id}`, `/users/:id` and `/users/<int:id>`."""
    return _PARAMETER.sub("{}", route).rstrip("/")


def _code(reference: Reference, where: Sources) -> Support:
    """Find an expression as written; else its names in one file's change, or each by itself, and its numbers cited."""
    text = reference.text
    if (found := where.find(partial(text_at, text))).found:
        return found
    names, numbers = _parts(text)
    if not all(where.find_number(partial(number_at, number)).found for number in numbers):
        return NONE
    if not names or (found := _together(names, where)).found or _ARGUMENTS.search(text):
        return found if names else Support(bool(numbers))  # a call's arguments belong to its function
    each = [support(Reference(name, _kind(name), reference.start), where) for name in names]
    return each[0] if all(one.found for one in each) else NONE


def _parts(expression: str) -> tuple[list[str], list[str]]:
    names = names_in(expression)
    return [one for one in names if not one[0].isdigit()], [one for one in names if one[0].isdigit()]


def _kind(name: str) -> Kind:
    if "/" in name:
        return Kind.PLACE
    return Kind.NAME if "_" in name or "." in name else Kind.WORD


def _number(reference: Reference, where: Sources) -> Support:
    """Find a number in what is cited; the number of a section, an option or a criterion in the documents."""
    found = where.find_number(partial(number_at, reference.text, unit=reference.unit))
    if not found.found and reference.label in NUMERALS:
        found = where.find_cited(partial(name_at, reference.label))
    if found.found or not reference.label:
        return found
    label = f" {reference.label} {reference.text}".lower()
    if any(f" {one.display.lower()}".endswith(label) for one in where.lookup.dossier.facts.criteria):
        return Support(found=True)
    return Support(reference.label.lower() in LABELS and number_at(reference.text, where.lookup.documents) >= 0)


def _hash(reference: Reference, where: Sources) -> Support:
    """Find a commit of the branch by its abbreviated hash; any other hash as a word of the evidence."""
    for number, commit in enumerate(where.lookup.dossier.branch.commits, start=1):
        if commit.sha.startswith(reference.text):
            return Support(found=True, id=f"C{number}")
    return where.find(partial(name_at, reference.text))


def _address(reference: Reference, where: Sources) -> Support:
    return where.find(partial(text_at, reference.text.rstrip("/")))


_BY_KIND: Mapping[Kind, Callable[[Reference, Sources], Support]] = {
    Kind.NAME: _name,
    Kind.WORD: _word,
    Kind.PLACE: _place,
    Kind.CODE: _code,
    Kind.NUMBER: _number,
    Kind.HASH: _hash,
    Kind.ADDRESS: _address,
}
