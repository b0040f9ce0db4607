"""Direct dependencies, from the manifests that declare them; a module per family of manifests.

To add a family: a module with `is_manifest` and `declared`, and an entry in FAMILIES.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from draft_summary.facts.dependencies import (
    cargo,
    composer,
    gemfile,
    go_mod,
    gradle,
    maven,
    msbuild,
    package_json,
    pipfile,
    pyproject,
    requirements_txt,
    setup_cfg,
    setup_py,
)
from draft_summary.facts.dependencies.declared import Declared, Manifest, merged, normalised
from draft_summary.facts.path_kinds import is_vendored
from draft_summary.facts.survey import Pair, Survey
from draft_summary.values.branch import Branch, Status
from draft_summary.values.facts import Change, Coverage, Dependency, Facts, FileKind

kind = "dependencies"


@dataclass(frozen=True, slots=True)
class Family:
    """Manifests that are read alike. `declared` raises ValueError for a text that it cannot read.

    `same` maps spellings of one name to one. Where a manifest of the family changed, the unchanged files for which
    `beside` holds can be asked for: a workspace's catalog, a parent.
    """

    title: str
    is_manifest: Callable[[str], bool]
    declared: Callable[[Manifest], list[Declared]]
    same: Callable[[str], str] = normalised
    beside: Callable[[str], bool] = lambda _path: False


def _alone(declared: Callable[[str], list[Declared]]) -> Callable[[Manifest], list[Declared]]:
    """For manifests that need no other file."""
    return lambda manifest: declared(manifest.text)


FAMILIES: tuple[Family, ...] = (
    Family("Python manifests", pyproject.is_manifest, _alone(pyproject.declared)),
    Family("Python manifests", requirements_txt.is_manifest, requirements_txt.scoped),
    Family("Python manifests", setup_cfg.is_manifest, _alone(setup_cfg.declared)),
    Family("Python manifests", setup_py.is_manifest, _alone(setup_py.declared)),
    Family("Python manifests", pipfile.is_manifest, _alone(pipfile.declared)),
    Family("package.json", package_json.is_manifest, package_json.declared, same=str),
    Family("Gemfile", gemfile.is_manifest, _alone(gemfile.declared), same=str),
    Family("composer.json", composer.is_manifest, _alone(composer.declared), same=str.lower),
    Family("go.mod", go_mod.is_manifest, _alone(go_mod.declared), same=str),
    Family("pom.xml", maven.is_manifest, maven.declared, same=str, beside=maven.is_manifest),
    Family("Gradle", gradle.is_manifest, gradle.declared, same=str, beside=gradle.is_beside),
    Family("Gradle", gradle.is_catalog, _alone(gradle.of_catalog), same=str),
    Family("NuGet", msbuild.is_manifest, _alone(msbuild.declared), same=str),
    Family("Cargo.toml", cargo.is_manifest, _alone(cargo.declared), same=str),
)
# Manifests that no family reads yet: named when they changed, so that `none detected` is never said of them.
UNREAD = frozenset({"environment.yml", "mix.exs", "pubspec.yaml", "Package.swift"})
UNREAD_SUFFIXES = (".cabal",)
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MOST_BESIDE = 100
MOST_LINES = 50  # on which a name is looked for
LONGEST_LINE = 2_000  # a longer one declares many
LARGEST = 200_000  # characters of a manifest; real ones are far under 100,000
SKIPPED = frozenset({FileKind.GENERATED, FileKind.LOCK, FileKind.BINARY})


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """What stands beside the changed manifests, those with the shortest paths first, up to `MOST_BESIDE`."""
    families = [one for one in FAMILIES if any(one.is_manifest(file.path) for file in branch.files)]
    found = (path for path in head_paths if any(one.beside(path) for one in families) and not is_vendored(path))
    return frozenset(sorted(found, key=lambda path: (path.count("/"), path))[:MOST_BESIDE])


def detect(survey: Survey, _found: Facts) -> tuple[Dependency, ...]:
    """What was added, updated and removed, by manifest and scope."""
    changes = [one for pair, family in _manifests(survey) for one in _compared(survey, pair, family) or ()]
    return tuple(sorted(changes, key=lambda one: (one.path, one.line or 0, normalised(one.name), one.scope)))


def coverage(survey: Survey) -> Coverage:
    """The families whose manifests changed; manifests that could not be read."""
    examined = {family.title for pair, family in _manifests(survey) if _compared(survey, pair, family) is not None}
    missed = Counter(
        name
        for file in survey.files
        if file.kind not in SKIPPED and (name := _unread_name(survey, file.path)) and not is_vendored(file.path)
    )
    return Coverage(kind, tuple(sorted(examined)), tuple(sorted(missed.items())))


def _manifests(survey: Survey) -> list[tuple[Pair, Family]]:
    found = []
    for file in survey.files:
        family = next((family for family in FAMILIES if family.is_manifest(file.path)), None)
        if family and file.kind not in SKIPPED and not _is_compiled(survey, file.path) and (pair := survey.pair(file)):
            found.append((pair, family))
    return found


def _unread_name(survey: Survey, path: str) -> str:
    name = path.rpartition("/")[2]
    if name in UNREAD or name.endswith(UNREAD_SUFFIXES):
        return name if name in UNREAD else name[name.rindex(".") :]
    family = next((family for family in FAMILIES if family.is_manifest(path)), None)
    if family is None or _is_compiled(survey, path):
        return ""
    pair = survey.pair(survey.by_path[path])
    return "" if pair and _compared(survey, pair, family) is not None else name


def _is_compiled(survey: Survey, path: str) -> bool:
    """A requirements .txt beside an .in of the same stem is what a tool compiled of it."""
    return path.endswith(".txt") and f"{path.removesuffix('.txt')}.in" in survey.head_paths | survey.base_paths


def _compared(survey: Survey, pair: Pair, family: Family) -> list[Dependency] | None:
    """None where a side cannot be read."""
    if max(len(pair.base or ""), len(pair.head or "")) > LARGEST:
        return None
    try:
        old = _side(pair.base_path, pair.base, {**survey.unchanged, **survey.trees.base.texts}, family)
        new = _side(pair.path, pair.head, survey.trees.head.texts, family)
    except (ValueError, RecursionError):
        return None
    added = survey.added_lines(pair.file)
    removed = survey.removed_lines(pair.file)
    places = _places(pair.base or ""), _places(pair.head or "")
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before and after and before.spec == after.spec:
            continue
        shown = after or before
        if shown is None:
            continue
        gone = after is None
        path = pair.base_path if gone and pair.file.file.status is not Status.DELETED else pair.path
        found.append(
            Dependency(
                path=path,
                line=_line(shown, places[0], removed) if gone else _line(shown, places[1], added),
                name=shown.name,
                change=Change.REMOVED if gone else Change.MODIFIED if before else Change.ADDED,
                old=before.spec if before else None,
                new=after.spec if after else None,
                scope=shown.scope,
            )
        )
    return found


def _side(path: str, text: str | None, texts: Mapping[str, str], family: Family) -> dict[tuple[str, str], Declared]:
    return merged(family.declared(Manifest(path, text, texts.get)) if text else (), family.same)


def _places(text: str) -> dict[str, list[tuple[int, str]]]:
    """Where each word stands: the lines that contain it, with their numbers."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for word in dict.fromkeys(WORD.findall(line)):
            found.setdefault(word, []).append((number, line))
    return found


def _line(one: Declared, places: dict[str, list[tuple[int, str]]], preferred: frozenset[int]) -> int | None:
    """The line that declares it, a changed one if there are several; None if it cannot be told."""
    if one.line is not None:
        return one.line
    words = WORD.findall(one.name)  # one, or several as in `@scope/name`
    lines = places.get(words[-1], [])[:MOST_LINES] if words else []
    exact = [number for number, line in lines if len(line) <= LONGEST_LINE and one.text in line]
    numbers = exact or [number for number, _ in lines]
    return next((number for number in numbers if number in preferred), numbers[0] if numbers else None)
