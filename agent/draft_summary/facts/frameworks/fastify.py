"""Fastify: plugins that are registered with a prefix, one by one or by the folders they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.script_routers import root_of
from draft_summary.facts.frameworks.wiring import Key, Mount, Wiring, full
from draft_summary.facts.javascript.modules import DEFAULT, SUFFIXES
from draft_summary.facts.javascript.nodes import Call, bare, call_of, calls, members, plain
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.parsing import descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node

HINT = ".register("
AUTOLOAD = re.compile(r"""['"](@fastify/autoload|fastify-autoload)['"]""")
# Hooks and what tests the plugins are no plugins of their own.
NOT_LOADED = re.compile(r"(^|/)[^/]*(autohooks|\.(test|spec))\.[cm]?[jt]s$|\.d\.ts$")


def read(place: Place) -> Wiring:
    """The plugins that a file registers."""
    if HINT not in place.source.text:
        return Wiring()
    mounts: list[Mount] = []
    for call in calls(place.source):
        if call.last == "register" and call.arguments and (parent := place.key(root_of(call.receiver))):
            mounts += _registered(place, call, parent)
    return Wiring((), tuple(mounts), ())


def _registered(place: Place, call: Call, parent: Key) -> Iterator[Mount]:
    options = call.options(1)
    prefix = next(iter(place.prefixes(options.get("prefix"))), "")
    if "dir" in options:
        yield from _autoloaded(place, options, parent, prefix)
        return
    child = place.key(call.at(0))
    if child is not None and child != parent:
        yield Mount(parent, child, prefix)


def _autoloaded(place: Place, options: dict[str, Node], parent: Key, prefix: str) -> Iterator[Mount]:
    """A plugin per file under the folder; each has the path of its folder for a prefix."""
    folder = _folder(place, options)
    if not folder or not AUTOLOAD.search(place.source.text):
        return
    inner = members(place.source, options.get("options"))
    if "prefix" in inner:
        prefix = full(prefix, next(iter(place.prefixes(inner["prefix"])), ""))
    by_folder = written(bare(options.get("dirNameRoutePrefix"))) != "false"
    with_parameters = written(bare(options.get("routeParams"))) == "true"
    for path in place.files.sources:
        if path.startswith(f"{folder}/") and path.endswith(SUFFIXES) and not NOT_LOADED.search(path):
            target, name = place.files.exported(path, DEFAULT)
            inside = path.removeprefix(f"{folder}/").rpartition("/")[0] if by_folder else ""
            own = _own_prefix(place, path)
            below = own if own is not None else "/".join(_segment(part, with_parameters) for part in inside.split("/"))
            yield Mount(parent, (target, name), full(prefix, f"/{below}" if below and below[0] != "/" else below))


def _segment(folder: str, with_parameters: bool) -> str:  # noqa: FBT001 — one option of the plugin's
    return f":{folder[1:]}" if with_parameters and folder.startswith("_") and not folder.startswith("__") else folder


def _own_prefix(place: Place, path: str) -> str | None:
    """`export const autoPrefix = "/x"`."""
    one = place.files.declared(path).get("autoPrefix")
    return plain(place.files.sources[path], one) if one is not None else None


def _folder(place: Place, options: dict[str, Node]) -> str:
    """The folder that `path.join(__dirname, "routes")`, or a URL made of one, names."""
    node = bare(options["dir"])
    if node is None:
        return ""
    strings = [node] if node.type == "string" else list(descendants(node, "string"))
    parts = [text for one in strings if (text := plain(place.source, one))]
    if not parts or call_of(place.source, node) is None:
        return ""
    return normpath("/".join((place.path.rpartition("/")[0] or ".", *parts)))
