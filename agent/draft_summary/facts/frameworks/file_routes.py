"""Frameworks in which a file's place is its route: Next.js, Remix and React Router, SvelteKit, Astro, Nuxt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from draft_summary.facts.frameworks.wiring import Route, Wiring
from draft_summary.facts.javascript.modules import DEFAULT
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.parsing import line_of, one_line, written

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
SCRIPT = r"\.[cm]?[jt]sx?$"
NEXT_APP = re.compile(r"(?:^|/)app/(?:(.{1,300})/)?route" + SCRIPT)
NEXT_PAGES = re.compile(r"(?:^|/)pages/(api(?:/.{1,300})?)" + SCRIPT)
SVELTE = re.compile(r"(?:^|/)src/routes/(?:(.{1,300})/)?\+server" + SCRIPT)
ASTRO = re.compile(r"(?:^|/)src/pages/(.{1,300})" + SCRIPT)
NUXT = re.compile(r"(?:^|/)server/((?:api|routes)/.{1,300})" + SCRIPT)
REMIX = re.compile(r"(?:^|/)app/routes/(.{1,300})" + SCRIPT)
# `req.method === "POST"`, `case "POST":`
ASKED = re.compile(r"""(?:method\s{0,4}[!=]==?\s{0,4}|case\s{1,4})['"](GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)['"]""")
NUXT_METHOD = re.compile(r"\.(get|post|put|patch|delete|head|options)$")
ESCAPED = re.compile(r"\[([^\]]{1,20})\]")


@dataclass(frozen=True, slots=True)
class Convention:
    """Where routes stand, what the path is, and which exports answer which method."""

    place: re.Pattern[str]
    route: Callable[[str], str]
    answers: Callable[[Place, str], dict[str, str]]


def read(place: Place) -> Wiring:
    """The routes that the file is by its place."""
    for one in CONVENTIONS:
        if (found := one.place.search(place.path)) and (answers := one.answers(place, found[1] or "")):
            return Wiring((), (), tuple(_routes(place, one.route(found[1] or ""), answers)))
    return Wiring()


def _routes(place: Place, route: str, answers: dict[str, str]) -> Iterator[Route]:
    exported = place.files.exports(place.path)
    for method, name in answers.items():
        one = exported[name]
        node = place.files.declared(place.path).get(one.local) or one.node
        parameters = node.child_by_field_name("parameters") if node is not None else None
        yield Route(
            router=(place.path, name),
            route=route,
            methods=(method,),
            path=place.path,
            line=line_of(node) if node is not None else one.line,
            contract=one_line(parameters, 2000),
            handler=written(node),
        )


def _verbs(place: Place, _inside: str) -> dict[str, str]:
    """A function per method: `export async function GET`."""
    exported = place.files.exports(place.path)
    found = {method: method for method in METHODS if method in exported}
    return found | ({"*": "ALL"} if "ALL" in exported else {})


def _handler(place: Place, _inside: str) -> dict[str, str]:
    """One function for all methods, those that it asks for where it asks."""
    if DEFAULT not in place.files.exports(place.path):
        return {}
    asked = dict.fromkeys(ASKED.findall(place.source.text))
    return dict.fromkeys(asked or ("*",), DEFAULT)


def _astro(place: Place, inside: str) -> dict[str, str]:
    return {} if inside.startswith("api/") and DEFAULT in place.files.exports(place.path) else _verbs(place, inside)


def _nuxt(place: Place, inside: str) -> dict[str, str]:
    named = NUXT_METHOD.search(inside)
    has_default = DEFAULT in place.files.exports(place.path)
    return {named[1].upper() if named else "*": DEFAULT} if has_default else {}


def _remix(place: Place, _inside: str) -> dict[str, str]:
    """A loader answers GET; an action the other methods, of which POST is what forms send."""
    exported = place.files.exports(place.path)
    return {method: name for method, name in (("GET", "loader"), ("POST", "action")) if name in exported}


def _next_app(inside: str) -> str:
    """Groups in parentheses and slots (`@name`) are no part of the path."""
    parts = [part for part in inside.split("/") if part and not part.startswith(("(", "@"))]
    return "/" + "/".join(parts)


def _without_index(inside: str) -> str:
    return "/" + inside.removesuffix("index").rstrip("/")


def _nuxt_route(inside: str) -> str:
    return _without_index(NUXT_METHOD.sub("", inside).removeprefix("routes/"))


def _svelte(inside: str) -> str:
    return _next_app(inside)


def _remix_route(inside: str) -> str:
    """Dots and folders (`api+` too) part segments; `$id` is a parameter, `_x` no part of the path, `[.]` a dot."""
    stem = inside.removesuffix("/route").removesuffix("/index")
    kept = ESCAPED.sub(lambda found: found[1].replace(".", "\0"), stem)
    parts: list[str] = []
    for part in re.split(r"[./]", kept):
        name = part.replace("\0", ".").removesuffix("+").removesuffix("_")
        if not name or name.startswith("_") or name == "index":
            continue
        optional = name.startswith("(") and name.endswith(")")
        name = name.strip("()")
        shown = "*" if name == "$" else f":{name[1:]}" if name.startswith("$") else name
        parts.append(f"{shown}?" if optional else shown)
    return "/" + "/".join(parts)


CONVENTIONS: tuple[Convention, ...] = (
    Convention(NEXT_APP, _next_app, _verbs),
    Convention(NEXT_PAGES, _without_index, _handler),
    Convention(SVELTE, _svelte, _verbs),
    Convention(ASTRO, _without_index, _astro),
    Convention(NUXT, _nuxt_route, _nuxt),
    Convention(REMIX, _remix_route, _remix),
)
