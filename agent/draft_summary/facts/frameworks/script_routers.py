"""The expressions of a script file that are routers, and the keys under which they are known elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key, Router, full
from draft_summary.facts.javascript.nodes import Call, bare, call_of, callee
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.javascript.scopes import functions_in, parameters
from draft_summary.facts.parsing import one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

SERVER = re.compile(
    r"""['"](express|koa|@koa/router|koa-router|fastify|hono|@hono/zod-openapi|restify|polka|elysia|@hapi/hapi|find-my-way"""
    r"""|express-promise-router|fastify-plugin|@fastify/[\w-]{1,60}|hono/[\w-]{1,60})['"]"""
)
FACTORY = re.compile(
    r"^(express|express\.Router|Router|PromiseRouter|[A-Z]\w{0,30}Router|fastify|Fastify|Hono|OpenAPIHono|Elysia|Koa|polka"
    r"|restify\.createServer|\w{1,30}\.Router|createRouter)$"
)
ROUTER_NAME = re.compile(
    r"^(this\.)?(_?app|application|router|server|fastify|instance|routes?|hono|\w{1,40}(Router|Routes|App|Server))$"
)
ROUTER_TYPE = re.compile(r"\b(FastifyInstance|Express|Application|Router|IRouter|Hono|Koa|FastifyPlugin\w{0,30})\b")
CONTROLLER = re.compile(r"(Controller|Router|Routes|App|Api|Server)$")
DEEPEST = 2_000  # calls in a chain


class Routers:
    """The routers of one file: what is known of the expressions on which routes are declared."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.bound = place.files.imports(place.path)
        self.handlers = functions_in(place.source)
        self.is_server = SERVER.search(place.source.text) is not None
        self.foreign = {name for name, one in self.bound.items() if self._is_foreign(one.module)}
        self.made: Mapping[str, Call] = dict(_made(place))
        self.chains = "route(" in place.source.text
        self._roots: dict[int, Node | None] = {}
        self._named: dict[int, Key] = {}

    def _is_foreign(self, module: str) -> bool:
        return self.place.files.modules.path_of(module, self.place.path) is None

    def prefixed(self) -> Iterator[Router]:
        """The routers that are made with a prefix of their own."""
        for name, call in self.made.items():
            options = call.options(0)
            prefix = options.get("prefix") or options.get("basePath")
            chained = _based(self.place, call)
            text = (self.place.text(prefix) if prefix is not None else None) or chained
            if text:
                yield Router((self.place.path, name), text)

    def key(self, call: Call) -> Key | None:
        """The router on which a method is called; None where it is none."""
        base = self.root(call.receiver)
        if base is None:
            return None
        if base.type in ("new_expression", "call_expression"):
            return self._chained(base)
        name = written(base)
        if base.type == "identifier" and name in self.made:
            return self.place.key(base)
        if name in self.foreign and base.type == "identifier" and self.place.owner(base) is None:
            return None
        return self.place.key(base) if self._is_router(base, name, call) else None

    def root(self, node: Node | None) -> Node | None:
        """What a chain begins with. The parts of a chain are asked for one after the other: each is kept."""
        passed: list[int] = []
        node = bare(node)
        while node is not None and node.id not in self._roots and len(passed) < DEEPEST:
            passed.append(node.id)
            further = before(node)
            if further is None:
                break
            node = further
        found = self._roots.get(node.id, node) if node is not None else None
        self._roots |= dict.fromkeys(passed, found)
        return found

    def _chained(self, base: Node) -> Key | None:
        """`const app = new Hono().get(...)`: the name that the whole chain is bound to."""
        call = call_of(self.place.source, base)
        if call is None or not FACTORY.match(call.function):
            return None
        if base.id not in self._named:
            self._named[base.id] = self.place.function_key(base)
        return self._named[base.id]

    def _is_router(self, base: Node, name: str, call: Call) -> bool:
        if base.type == "this" or (base.type == "member_expression" and name.startswith("this.")):
            held = name.removeprefix("this.")
            if held != "this":
                return ROUTER_NAME.match(held) is not None
            key = self.place.key(base)
            return key is not None and CONTROLLER.search(key[1]) is not None
        if base.type == "identifier" and self._typed(base, name):
            return True
        if not ROUTER_NAME.match(name):
            return False
        is_parameter = base.type == "identifier" and self.place.owner(base) is not None
        return is_parameter or self.is_server or name in self.bound or written(call.receiver) != name

    def _typed(self, base: Node, name: str) -> bool:
        """Whether the parameter's type is a router's."""
        owner = self.place.owner(base)
        given = owner.parent if owner is not None else None
        if given is not None and given.type == "arguments":  # an inner plugin of Fastify's
            around = call_of(self.place.source, given.parent)
            if around is not None and around.last == "register":
                return True
        one = parameters(owner).get(name) if owner is not None else None
        return one is not None and ROUTER_TYPE.search(one_line(one.child_by_field_name("type"), 200)) is not None


def _made(place: Place) -> Iterator[tuple[str, Call]]:
    """The names that are bound to a new router, at whatever depth."""
    for match in place.source.matches("made"):
        call = call_of(place.source, _innermost(bare(match["value"][0])))
        if call is not None and FACTORY.match(call.function):
            yield written(match["name"][0]), call


def _innermost(node: Node | None) -> Node | None:
    """The first call of a chain: `new Hono()` of `new Hono().basePath("/x")`."""
    found = root_of(node)
    return found if found is not None and found.type in ("call_expression", "new_expression") else node


def root_of(node: Node | None) -> Node | None:
    """What the chain of calls and members before a method begins with: a name, `this`, `this.app`, `new Hono()`."""
    node = bare(node)
    for _ in range(DEEPEST):
        further = before(node) if node is not None else None
        if further is None:
            return node
        node = further
    return None


def before(node: Node) -> Node | None:
    """The expression before the last call or member of a chain; None where the node is what the chain begins with."""
    if node.type == "call_expression":
        called = callee(node)
        inner = bare(called.child_by_field_name("object")) if called is not None else None
        is_making = called is not None and inner is not None and inner.type == "identifier" and _makes(called)
        return None if is_making else inner
    if node.type == "member_expression":
        inner = bare(node.child_by_field_name("object"))
        return inner if inner is not None and inner.type in ("call_expression", "new_expression") else None
    return None


def _makes(called: Node) -> bool:
    return written(called) in ("express.Router", "restify.createServer")


def _based(place: Place, made: Call) -> str:
    """Hono's `basePath`, in the chain that begins with the making."""
    prefix, node = "", made.node.parent
    for _ in range(DEEPEST):
        call = call_of(place.source, node.parent) if node is not None and node.type == "member_expression" else None
        if call is None or node is None:
            break
        if call.last in ("basePath", "prefix"):
            prefix = full(prefix, place.text(call.at(0)) or "")
        node = call.node.parent
    return prefix
