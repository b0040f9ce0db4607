"""Routes of Python's web frameworks. To add one: a module in `frameworks` with a `read`, and an entry in FRAMEWORKS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from draft_summary.facts.frameworks import aiohttp, django, fastapi, flask
from draft_summary.facts.frameworks.routes import Place
from draft_summary.facts.frameworks.wiring import Wiring
from draft_summary.facts.parsing import Source
from draft_summary.facts.python.modules import modules_of
from draft_summary.facts.reading import RouteReader

FRAMEWORKS: tuple[Callable[[Place], Wiring], ...] = (fastapi.read, flask.read, django.read, aiohttp.read)
# What a file that declares or mounts a route contains.
HINT = re.compile(
    r"include_router|register_blueprint|add_url_rule|add_api_route|urlpatterns|APIRouter|Blueprint\(|FastAPI\(|Flask\("
    r"|\.mount\(|@[\w.]{1,60}\.(get|post|put|patch|delete|route|api_route|websocket)\(|\bRoute\(|Router\("
    r"|add_resource|add_namespace|\.blueprint\(|add_(get|post|put|patch|delete|view|subapp)\(|RouteTableDef|\bweb\.(get|post|put)\("
)
CHANGED_HINT = re.compile(
    HINT.pattern
    + r"|\b(re_)?path\(|\burl\(|\.register\(|prefix|@action\(|\((self, )?request\b|\bclass \w{1,80}(View|ViewSet)\b"
)
WIRING_NAME = re.compile(
    r"(^|/)(__init__|main|app|api|server|asgi|wsgi|application|routes?|routers?|urls|factory|create_app|blueprints?|views?"
    r"|endpoints?|config|settings|constants|core|web)\.py$"
)
WIRING_FOLDER = re.compile(r"(^|/)(routes?|routers?|api|apis|endpoints?|views|blueprints?|urls)/")
SETTINGS_NAMES = ("config.py", "settings.py", "constants.py")
PASSED_ON = re.compile(r"router|blueprint|_bp\b|\bbp\b|\burls\b|\bapp\b", re.IGNORECASE)


def read(sources: Mapping[str, Source], paths: frozenset[str]) -> Iterable[Wiring]:
    """What each file declares and mounts."""
    for source in sources.values():
        if HINT.search(source.text):
            place = Place(source, modules_of(paths), sources.get)
            yield from (framework(place) for framework in FRAMEWORKS)


def _wires(path: str) -> bool:
    return bool(WIRING_NAME.search(path) or WIRING_FOLDER.search(path))


def _bears(path: str, text: str) -> bool:
    """Whether a file may say where a route is: it mounts, passes a router on, or holds what a prefix is made of."""
    if HINT.search(text) or path.endswith(SETTINGS_NAMES):
        return True
    return path.endswith("__init__.py") and PASSED_ON.search(text) is not None


ROUTES = RouteReader(HINT, read, CHANGED_HINT, _wires, _bears)
