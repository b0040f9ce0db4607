"""Lockfiles of the change: named, and how many of their packages differ where that is cheap to tell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from draft_summary.facts.dependencies import requirements_txt
from draft_summary.facts.path_kinds import is_requirements
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Coverage, Facts, FileKind, Lockfile

kind = "lockfiles"
Packages = frozenset[tuple[str, str]]
YARN_VERSION = re.compile(r'^ {2}version:? "?([^"\s]{1,300})')
PNPM_KEY = re.compile(r"^ {2}['\"]?([^\s'\":][^'\":]{0,300}):?['\"]?:")
BUN_LINE = re.compile(r'^    "([^"]{1,300})": \["([^"]{1,300})"')
BUNDLED = re.compile(r"^ {4}([\w.-]{1,200}) \(([^)]{1,80})\)$")
QUOTED = re.compile(r'^(name|version) = "([^"]{0,300})"')


def detect(survey: Survey, _found: Facts) -> tuple[Lockfile, ...]:
    """One fact per changed lockfile, compiled requirements included."""
    return tuple(
        Lockfile(path=file.path, packages=_differing(survey, file.path))
        for file in survey.files
        if file.kind is FileKind.LOCK or _is_compiled(survey, file.path)
    )


def coverage(_survey: Survey) -> Coverage:
    """Lockfiles are known by name: none is missed."""
    return Coverage(kind)


def _is_compiled(survey: Survey, path: str) -> bool:
    return is_requirements(path) and path.endswith(".txt") and f"{path.removesuffix('.txt')}.in" in survey.head_paths


def _differing(survey: Survey, path: str) -> int | None:
    """The number of package names whose locked versions differ; None where it was not counted."""
    read = next((read for matches, read in READERS if matches(path)), None)
    pair = survey.pair(survey.by_path[path])
    if read is None or pair is None:
        return None
    try:
        old, new = (read(text) if text else frozenset() for text in (pair.base, pair.head))
    except (ValueError, RecursionError):
        return None
    return len({name for name, _ in old ^ new})


def _tables(text: str) -> Packages:
    """uv.lock, poetry.lock, pdm.lock, Cargo.lock: a `[[package]]` table each, with name and version on own lines."""
    found, name = set(), ""
    inside = False
    for line in text.split("\n"):
        if line.startswith("["):
            if inside and name:
                found.add((name, ""))
            inside, name = line.startswith("[[package]]"), ""
        elif inside and (value := QUOTED.match(line)):
            if value[1] == "name":
                name = value[2]
            elif name:
                found.add((name, value[2]))
                name = ""
    return frozenset(found | ({(name, "")} if inside and name else set()))


def _npm(text: str) -> Packages:
    """package-lock.json: `packages` by path since version 2 of the format."""
    packages = _object(text).get("packages")
    entries = packages.items() if isinstance(packages, dict) else ()
    return frozenset(
        (path, str(entry.get("version", ""))) for path, entry in entries if path and isinstance(entry, dict)
    )


def _yarn(text: str) -> Packages:
    """yarn.lock of every version: an entry begins in the first column with its names, its version stands below."""
    found, names = set(), list[str]()
    for line in text.split("\n"):
        if line[:1] not in (" ", "#", "", "\r") and line.rstrip().endswith(":"):
            listed = line.rstrip().rstrip(":").split(", ")
            names = [name for one in listed if (name := _without_spec(one.strip("\"'")))]
        elif names and (value := YARN_VERSION.match(line)):
            found |= {(name, value[1]) for name in names}
            names = []
    return frozenset(found)


def _without_spec(text: str) -> str:
    """`@scope/name` of `@scope/name@npm:^1.0.0`."""
    return "" if text.startswith("__") else text[:1] + text[1:].partition("@")[0]


def _pnpm(text: str) -> Packages:
    """pnpm-lock.yaml: the keys of `packages`, `/name@version` or `name@version` by version of the format."""
    found, inside = set(), False
    for line in text.split("\n"):
        if line[:1] not in (" ", "", "\r"):
            inside = line.startswith("packages:")
        elif inside and (key := PNPM_KEY.match(line)):
            name, _, version = key[1].partition("(")[0].lstrip("/").rpartition("@")
            if not name:  # /name/version, of the format's version 5
                name, _, version = key[1].lstrip("/").rpartition("/")
            found.add((name, version))
    return frozenset(found)


def _bun(text: str) -> Packages:
    """bun.lock: a line for each package, `"name": ["name@version", ...]`."""
    keys = (BUN_LINE.match(line) for line in text.split("\n"))
    return frozenset((key[1], key[2]) for key in keys if key)


def _pipenv(text: str) -> Packages:
    document = _object(text)
    sections = (document.get(section) for section in ("default", "develop"))
    return frozenset(
        (name, str(entry.get("version", "")))
        for section in sections
        if isinstance(section, dict)
        for name, entry in section.items()
        if isinstance(entry, dict)
    )


def _composer(text: str) -> Packages:
    document = _object(text)
    lists = (document.get(key) for key in ("packages", "packages-dev"))
    return frozenset(
        (str(entry.get("name")), str(entry.get("version", "")))
        for entries in lists
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict)
    )


def _go_sum(text: str) -> Packages:
    rows = (line.split() for line in text.split("\n"))
    return frozenset((row[0], row[1].removesuffix("/go.mod")) for row in rows if len(row) == 3)  # noqa: PLR2004 — module, version, hash


def _bundler(text: str) -> Packages:
    """Gemfile.lock: a gem with its version stands four blanks in, what it needs six."""
    return frozenset((found[1], found[2]) for line in text.split("\n") if (found := BUNDLED.match(line)))


def _compiled(text: str) -> Packages:
    return frozenset((one.name, one.spec or "") for one in requirements_txt.declared(text))


def _object(text: str) -> Mapping[str, object]:
    value = json.loads(text)
    return value if isinstance(value, dict) else {}


def _ends(*names: str) -> Callable[[str], bool]:
    return lambda path: path.rpartition("/")[2] in names


READERS: tuple[tuple[Callable[[str], bool], Callable[[str], Packages]], ...] = (
    (_ends("uv.lock", "poetry.lock", "pdm.lock", "Cargo.lock"), _tables),
    (_ends("package-lock.json", "npm-shrinkwrap.json"), _npm),
    (_ends("yarn.lock"), _yarn),
    (_ends("pnpm-lock.yaml"), _pnpm),
    (_ends("bun.lock"), _bun),
    (_ends("Pipfile.lock"), _pipenv),
    (_ends("composer.lock"), _composer),
    (_ends("go.sum"), _go_sum),
    (_ends("Gemfile.lock"), _bundler),
    (is_requirements, _compiled),
)
