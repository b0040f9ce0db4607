"""Routes of the web frameworks of JavaScript. To add one: a module in `frameworks` with a `read`, and its call here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from draft_summary.facts.frameworks import express, fastify, file_routes, nestjs
from draft_summary.facts.frameworks.wiring import Wiring
from draft_summary.facts.javascript.modules import modules_of
from draft_summary.facts.javascript.origins import Files
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.parsing import Source
from draft_summary.facts.reading import RouteReader

# What a file that declares or mounts a route contains.
DECLARES = re.compile(
    r"@Controller\(|\.(get|post|put|patch|del|delete|head|options|all|route|use|register|openapi|on|basePath|bind)\("
    r"|setGlobalPrefix|enableVersioning|export\b[^\n]{0,40}\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|loader|action|default)\b"
    r"|module\.exports|[rR]outer"
)
TOUCHED = re.compile(
    r"@(Controller|Get|Post|Put|Patch|Delete|Head|Options|All|Version|Sse)\(|(Router|Routes|app|server)\b"
    r"|\.(get|post|put|patch|del|delete|head|options|all|route|use|register|openapi|basePath|bind)\("
    r"|\b(path|url|method|prefix|version)\b|setGlobalPrefix|enableVersioning|fastify"
)
WIRES = re.compile(
    r"(^|/)[^/]{0,40}(main|app|server|index|bootstrap|routes?|router|routing|provider|setup|plugins?|paths?|urls?|constants?"
    r"|endpoints?|application|start)(\.[^/.]{1,20})?\.[cm]?[jt]s$",
    re.IGNORECASE,
)
BEARS = re.compile(
    r"\.(use|register|route|basePath|bind)\(|[rR]outer\b|setGlobalPrefix|enableVersioning|express\(|[fF]astify|Hono|Koa"
)
HOLDS_PATHS = re.compile(
    r"(paths?|urls?|routes?|constants?|endpoints?|prefix\w{0,10})\.[cm]?[jt]s$|(^|/)(paths|constants)/", re.IGNORECASE
)


def read(sources: Mapping[str, Source], paths: frozenset[str]) -> Iterable[Wiring]:
    """What each file declares and mounts."""
    files = Files(sources, modules_of(paths))
    places = [Place(source, files) for source in sources.values()]
    every = nestjs.applications(places)
    for place in places:
        yield file_routes.read(place)
        yield nestjs.read(place, every)
        yield express.read(place)
        yield fastify.read(place)


def _bears(path: str, text: str) -> bool:
    """Whether a file may say where a route is: it mounts, sets a prefix, or holds what paths are made of."""
    return BEARS.search(text) is not None or HOLDS_PATHS.search(path) is not None


ROUTES = RouteReader(DECLARES, read, TOUCHED, lambda path: WIRES.search(path) is not None, _bears)
