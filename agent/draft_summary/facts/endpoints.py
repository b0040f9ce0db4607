"""HTTP routes that are new, changed or gone, with all their prefixes.

To add a framework: a module in `frameworks` whose `read` gives a file's wiring, and an entry in FRAMEWORKS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from draft_summary.facts.frameworks import django, fastapi, flask
from draft_summary.facts.frameworks.routes import Place
from draft_summary.facts.frameworks.wiring import Mounted, Wiring, joined, mounted
from draft_summary.facts.parsing import Source
from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.facts.python.modules import Modules
from draft_summary.facts.survey import Survey
from draft_summary.facts.wanted import nearest_code, python_files
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Change, Coverage, Endpoint, Facts, FileKind

kind = "endpoints"
FRAMEWORKS: tuple[Callable[[Place], Wiring], ...] = (fastapi.read, flask.read, django.read)
# What a file that declares or mounts a route contains.
HINT = re.compile(
    r"include_router|register_blueprint|add_url_rule|add_api_route|urlpatterns|APIRouter|Blueprint\(|FastAPI\(|Flask\("
    r"|\.mount\(|@[\w.]{1,60}\.(get|post|put|patch|delete|route|api_route|websocket)\(|\bRoute\(|Router\("
)
CHANGED_HINT = re.compile(HINT.pattern + r"|\b(re_)?path\(|\burl\(|\.register\(|prefix")
WIRING_NAME = re.compile(
    r"(^|/)(__init__|main|app|api|server|asgi|wsgi|application|routes?|routers?|urls|factory|create_app|blueprints?|views?"
    r"|endpoints?|config|settings|constants|core|web)\.py$"
)
WIRING_FOLDER = re.compile(r"(^|/)(routes?|routers?|api|apis|endpoints?|views|blueprints?|urls)/")
SETTINGS_NAMES = ("config.py", "settings.py", "constants.py")
PASSED_ON = re.compile(r"router|blueprint|_bp\b|\bbp\b|\burls\b|\bapp\b", re.IGNORECASE)
Sides = Mapping[str, Source]


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The unchanged files that may mount a changed router, by their names."""
    touched = any(
        CHANGED_HINT.search(line)
        for file in python_files(branch)
        for hunk in file.hunks
        for line in (hunk.heading, *hunk.lines)
    )
    if not touched:
        return frozenset()
    places = tuple(path for path in head_paths if WIRING_NAME.search(path) or WIRING_FOLDER.search(path))
    return nearest_code(branch, places)


def detect(survey: Survey, _found: Facts) -> tuple[Endpoint, ...]:
    """Routes by method and full route that one side alone has, or whose handler a caller must address otherwise."""
    pairs = list(survey.program(kind))
    if not any(HINT.search(side.text) for pair in pairs for side in (pair.base, pair.head) if side):
        return ()
    unchanged = _unchanged(survey)
    base = {pair.base.path: pair.base for pair in pairs if pair.base} | unchanged
    head = {pair.head.path: pair.head for pair in pairs if pair.head} | unchanged
    before, after = _routes(base, survey.base_paths), _routes(head, survey.head_paths)
    found = [_endpoint(one, Change.REMOVED) for key, one in before.items() if key not in after]
    for key, one in after.items():
        if change := _change(before.get(key), one):
            found.append(_endpoint(one, change))
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.route, one.method)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose routes are read."""
    return survey.coverage(kind)


def _unchanged(survey: Survey) -> dict[str, Source]:
    """The unchanged files that declare or mount routes, and the settings that prefixes come from."""
    found = {}
    for path, text in survey.unchanged.items():
        if _bears(path, text) and path.endswith(".py") and kind_by_path(path) is FileKind.CODE and not is_example(path):
            source = survey.sources.parse(path, text)
            if source is not None:
                found[path] = source
    return found


def _bears(path: str, text: str) -> bool:
    """Whether a file may say where a route is: it mounts, passes a router on, or holds what a prefix is made of."""
    if HINT.search(text) or path.endswith(SETTINGS_NAMES):
        return True
    return path.endswith("__init__.py") and PASSED_ON.search(text) is not None


def _routes(sources: Sides, paths: frozenset[str]) -> dict[tuple[str, str], Mounted]:
    modules = Modules(paths)
    wiring = joined(_wirings(sources, modules))
    return {(one.method, one.route): one for one in mounted(wiring)}


def _wirings(sources: Sides, modules: Modules) -> Iterable[Wiring]:
    for source in sources.values():
        if HINT.search(source.text):
            place = Place(source, modules, sources.get)
            yield from (read(place) for read in FRAMEWORKS)


def _change(before: Mounted | None, after: Mounted) -> Change | None:
    if after.declared.deprecated and not (before and before.declared.deprecated):
        return Change.DEPRECATED
    if before is None:
        return Change.ADDED
    return Change.MODIFIED if before.declared.contract != after.declared.contract else None


def _endpoint(one: Mounted, change: Change) -> Endpoint:
    declared = one.declared
    return Endpoint(
        path=declared.path,
        line=declared.line,
        method=one.method,
        route=one.route,
        change=change,
        summary=declared.summary,
    )
