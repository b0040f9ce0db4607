"""Which of the planned things the branch built: found, found differently, or not found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.corpus import Corpus, added_corpus, base_corpus
from draft_summary.facts.spec.fences import literal_in, signature_at
from draft_summary.facts.spec.planned import Planned
from draft_summary.facts.spec.planned_docs import place_of
from draft_summary.facts.spec.tokens import last_name
from draft_summary.values.branch import Trees
from draft_summary.values.facts import Change, Endpoint, FileFact
from draft_summary.values.spec import PlanItem

FOUND, DIFFERENT, NOT_FOUND = "found", "found differently", "not found"
_MANIFEST = re.compile(
    r"(?:^|/)(?:pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.(?:txt|in)|package\.json|go\.mod|Cargo\.toml"
    r"|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?)$"
)
_EVERYWHERE = re.compile(r"(?:^|/)(?:__init__\.py|index\.\w+|README\.\w+|mod\.rs|main\.\w+|conftest\.py)$")
_LEVEL = re.compile(
    r"\.(trace|debug|info|warn|warning|error|critical|fatal|exception)\(\s*[frbu]{0,2}[\"'`]", re.IGNORECASE
)
_SAME_LEVEL = {"warning": "warn", "exception": "error", "critical": "error", "fatal": "error"}
_PARAMETER = re.compile(r"^(\*{0,2}\w+)")
_VARIABLE_SEGMENT = re.compile(r"\{[^{}/]{1,60}\}|:\w{1,60}|<[^<>/]{1,60}>")
_SHORTEST_SEGMENT = 3
_MOST_DEFINITIONS = 20  # of one name that are compared


@dataclass(frozen=True, slots=True)
class Built:
    """What planned things are looked up in. Paths are kept by their last name; `listing` has all of the head's.

    `declared_before` are the lines of the base's manifests, `declared` those that the branch adds, with their place.
    """

    trees: Trees
    base: Corpus
    code: Corpus
    tests: Corpus
    tests_at_head: Mapping[str, str]  # a test's own name -> its id
    base_paths: Mapping[str, Sequence[str]]
    new_paths: Mapping[str, Sequence[str]]
    listing: str
    directory: str
    declared_before: Sequence[str]
    declared: Sequence[tuple[str, str]]
    endpoints: Sequence[Endpoint]
    written: Corpus  # what the branch adds to documents and code
    changed: frozenset[str]
    head_paths: Mapping[str, Sequence[str]]


def built(
    trees: Trees,
    files: Sequence[FileFact],
    tests_at_head: Iterable[str],
    directory: str,
    endpoints: Sequence[Endpoint] = (),
) -> Built:
    """Gather what the branch built, without the feature's own documents."""
    own = f"{directory}/" if directory else "\0"  # a folder that no path begins with
    new = set(trees.head.paths) - set(trees.base.paths)
    return Built(
        trees,
        base_corpus(trees.base, files, directory),
        added_corpus(files),
        added_corpus(files, tests=True),
        {test_id.rpartition("::")[2]: test_id for test_id in tests_at_head},
        _by_name(trees.base.paths),
        _by_name(sorted(path for path in new if not path.startswith(own))),
        "\n/".join(("", *trees.head.paths)),
        own,
        [line for path, text in trees.base.texts.items() if _MANIFEST.search(path) for line in text.split("\n")],
        [
            (f"{fact.path}:{number}", line)
            for fact in files
            if _MANIFEST.search(fact.path)
            for hunk in fact.file.hunks
            for number, line in hunk.added
        ],
        endpoints,
        added_corpus(files, prose=True),
        frozenset(path for fact in files for path in (fact.path, fact.file.old_path) if path),
        _by_name(trees.head.paths),
    )


def _by_name(paths: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rpartition("/")[2]].append(path)
    return found


def look_up(planned: Planned, in_: Built, path: str) -> PlanItem | None:
    """What became of a planned thing; None for one that stood at the base, so that it was no new thing."""
    kinds = {
        "path": _path,
        "symbol": _symbol,
        "test": _test,
        "log message": _log,
        "endpoint": _endpoint,
        "dependency": _dependency,
        "documentation": _documentation,
        "update": _update,
    }
    outcome = kinds.get(planned.kind, _word)(planned, in_)
    if outcome is None:
        return None
    text = planned.name + (planned.declared if outcome.differs and planned.declared[:1] == "(" else "")
    if outcome.differs and outcome.of_value:
        text += f" = {planned.value}"
    elif outcome.differs and planned.declared and planned.declared[0] != "(":
        text += f": {planned.declared}" if planned.kind == "symbol" else f" {planned.declared}"
    return PlanItem(
        text=text,
        kind=planned.kind,
        line=planned.line,
        found=outcome.found,
        where=outcome.where,
        differs=outcome.differs,
        path=path,
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    found: str
    where: str = ""
    differs: str = ""
    of_value: bool = False  # what differs is a constant's value


def _by_place(where: str) -> _Outcome:
    return _Outcome(FOUND, where) if where else _Outcome(NOT_FOUND)


def _word(planned: Planned, in_: Built) -> _Outcome | None:
    return None if in_.base.has(planned.name) else _by_place(in_.code.first(planned.name))


def _path(planned: Planned, in_: Built) -> _Outcome | None:
    name = planned.name
    folder, _, own = name.rpartition("/")
    if _ending_in(name, in_.base_paths.get(own, ())) or name.startswith(in_.directory):
        return None
    if at_head := _ending_in(name, in_.new_paths.get(own, ())):
        return _Outcome(FOUND, at_head)
    # A path under a folder that the repository has never had is rather one on a user's machine.
    if not planned.said_new and not (folder and f"/{folder}/" in in_.listing):
        return None
    if not _EVERYWHERE.search(name) and (elsewhere := in_.new_paths.get(own)):
        return _Outcome(DIFFERENT, elsewhere[0], elsewhere[0])
    return _Outcome(NOT_FOUND)


def _ending_in(name: str, paths: Iterable[str]) -> str:
    return next((one for one in paths if one == name or one.endswith(f"/{name}")), "")


def _test(planned: Planned, in_: Built) -> _Outcome | None:
    if in_.base.has(planned.name):
        return None
    return _by_place(in_.tests_at_head.get(planned.name, "") or in_.tests.first(planned.name))


def _log(planned: Planned, in_: Built) -> _Outcome | None:
    if all(part in in_.base.text for part in planned.message):
        return None
    for at in in_.code.occurrences(planned.message[0]):
        line = in_.code.line_at(at)
        if all(part in line for part in planned.message):
            level = found[1].lower() if (found := _LEVEL.search(line)) else planned.level
            if _SAME_LEVEL.get(level, level) != _SAME_LEVEL.get(planned.level, planned.level):
                return _Outcome(DIFFERENT, in_.code.place(at), level)
            return _Outcome(FOUND, in_.code.place(at))
    return _Outcome(NOT_FOUND)


def _endpoint(planned: Planned, in_: Built) -> _Outcome | None:
    """An endpoint is found as the detectors read it; where they read none, as its route stands in the code."""
    method, _, route = planned.name.partition(" ")
    if in_.base.has(route):
        return None
    alike = [one for one in in_.endpoints if one.change is not Change.REMOVED and _shape(one.route) == _shape(route)]
    for one in alike:
        if one.method in (method.upper(), "*"):
            return _Outcome(FOUND, _place(one))
    if alike:
        return _Outcome(DIFFERENT, _place(alike[0]), f"{alike[0].method} {alike[0].route}")
    if in_.endpoints:
        return _by_place(in_.code.first(route))
    segments = [one for one in _VARIABLE_SEGMENT.sub("", route).split("/") if len(one) >= _SHORTEST_SEGMENT]
    # A prefix may be given elsewhere: the last fixed part of the route is what its declaration has.
    return _by_place(in_.code.first(route) or (in_.code.first(f"/{segments[-1]}") if segments else ""))


def _shape(route: str) -> str:
    """A route without the names of its variables."""
    return _VARIABLE_SEGMENT.sub("{}", route).rstrip("/")


def _place(endpoint: Endpoint) -> str:
    return f"{endpoint.path}:{endpoint.line}" if endpoint.line else endpoint.path


def _dependency(planned: Planned, in_: Built) -> _Outcome | None:
    wanted = _normal(planned.name)
    if any(_names_dependency(line, wanted) for line in in_.declared_before):
        return None
    for place, line in in_.declared:
        if _names_dependency(line, wanted):
            other = planned.declared and planned.declared not in line
            return _Outcome(DIFFERENT if other else FOUND, place, line.strip(" ,") if other else "")
    return _Outcome(NOT_FOUND)


def _names_dependency(line: str, wanted: str) -> bool:
    return wanted in _normal(line) and re.search(rf"(?<![\w.-]){re.escape(wanted)}(?![\w-])", _normal(line)) is not None


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")


def _symbol(planned: Planned, in_: Built) -> _Outcome | None:
    name = last_name(planned.name)
    if in_.base.has(name):
        return None
    places = list(in_.code.occurrences(name))
    defined = [at for at in places if _defines(in_.code.line_at(at), name)][:_MOST_DEFINITIONS]
    if not places:
        return _Outcome(NOT_FOUND)
    where = in_.code.place((defined or places)[0])
    if defined and planned.value and (other := _other_value(planned, in_, defined)):
        return _Outcome(DIFFERENT, where, f"{name} = {other}", of_value=True)
    if not defined or not planned.declared:
        return _Outcome(FOUND, where)
    others = [_difference(planned, in_, at) for at in defined]
    differs = "" if "" in others else others[0]
    return _Outcome(DIFFERENT if differs else FOUND, where, differs)


def _other_value(planned: Planned, in_: Built, defined: Sequence[int]) -> str:
    """The constant's value where every definition gives it another plain one; empty otherwise."""
    values = [literal_in(in_.code.line_at(at).partition("=")[2]) for at in defined]
    return values[0] if all(values) and planned.value not in values else ""


def _documentation(planned: Planned, in_: Built) -> _Outcome | None:
    if planned.name.casefold() in in_.base.text.casefold():
        return None
    return _by_place(place_of(planned.name, in_.written))


def _update(planned: Planned, in_: Built) -> _Outcome | None:
    """A file to be changed: found if the branch changes it; None where which one is meant is not certain."""
    name = planned.name
    if any(path == name or path.endswith(f"/{name}") for path in in_.changed):
        return _Outcome(FOUND, name)
    at_head = [path for path in in_.head_paths.get(name.rpartition("/")[2], ()) if f"/{path}".endswith(f"/{name}")]
    known = at_head == [name] or (len(at_head) == 1 and "/" in name) or ("/" in name and name in at_head)
    return _Outcome(NOT_FOUND) if known and not name.startswith(in_.directory) else None


def _defines(line: str, name: str) -> bool:
    return bool(
        re.search(
            r"^\s*(?:[a-z]{1,12}\s+){0,4}(?:(?:def|class|function|fn|interface|type|const|let|var|struct|enum|trait|val)"
            rf"|func(?:\s+\([^()]{{1,60}}\))?)\s+{name}\b"
            rf"|^\s*(?:self\.)?{name}\s*(?::[^=\n]{{1,100}})?=(?!=)|^\s*{name}\s*:\s",
            line,
        )
    )


def _difference(planned: Planned, in_: Built, at: int) -> str:
    """How the definition at that place differs from the declared one: its signature or type, empty if it does not."""
    if planned.declared.startswith("("):
        path, _, number = in_.code.place(at).rpartition(":")
        signature = signature_at(in_.trees.head.texts.get(path, "").split("\n")[int(number) - 1 :] or [""], 0)
        return signature if signature and _parameters(signature) != _parameters(planned.declared) else ""
    typed = re.search(r":\s*([^=]{1,80}?)\s*=", in_.code.line_at(at))
    return typed[1] if typed and _type(typed[1]) != _type(planned.declared) else ""


def _parameters(signature: str) -> list[str]:
    """The names of a signature's parameters, `self` and `cls` left out."""
    names, depth, start = list[str](), 0, 1
    for place, letter in enumerate(signature):
        depth += (letter in "([{") - (letter in ")]}")
        if (letter == "," and depth == 1) or depth == 0:
            found = _PARAMETER.match(signature[start:place].strip())
            if found and found[1] not in ("self", "cls"):
                names.append(found[1])
            start = place + 1
    return names


def _type(annotation: str) -> str:
    return (
        re.sub(r"\s|typing\.", "", annotation)
        .replace("List[", "list[")
        .replace("Dict[", "dict[")
        .replace("Tuple[", "tuple[")
    )
