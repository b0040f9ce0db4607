"""Syntax trees of source texts, made on first use, and the queries over them.

Properties of tree-sitter 0.26 bound what a hostile file costs. A query over a tree deeper than 65,535 nodes does not
end, and one over a tree of errors takes quadratic time: queries start no deeper than `DEEPEST`, a text with a syntax
error is not queried at all, and once texts of `MOST_BROKEN` bytes did not parse, no further one is tried. A node takes
110 to 175 bytes, and a dense text has as many nodes as bytes (measured; usual code has one for six bytes): trees that
are kept have `MOST_NODES` together, and those that are looked at once twice as many.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar, cast

from draft_summary.facts.languages import Language, language_of

if TYPE_CHECKING:
    from tree_sitter import Language as Grammar
    from tree_sitter import Node, Parser, Query

T = TypeVar("T")
DEEPEST = 200
LARGEST = 500_000  # bytes of one text
MOST_BROKEN = 1_000_000  # bytes, of all texts together
MOST_NODES = 1_200_000
Match = Mapping[str, "list[Node]"]


@dataclass(frozen=True, slots=True)
class Source:
    """A text that parsed without an error."""

    path: str
    text: str
    language: Language
    root: Node
    _made: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def matches(self, query: str, lines: tuple[int, int] | None = None) -> tuple[Match, ...]:
        """Each match of `queries/<family>/<query>.scm`: capture name -> nodes, in the order of the text.

        Of `lines`, the first and the last 1-based one, only what stands between them, or begins or ends there.
        """
        from tree_sitter import QueryCursor  # noqa: PLC0415 — only changes with code need it

        cursor = QueryCursor(_query(self.language.grammar_of(self.path), self.language.family, query))
        cursor.set_max_start_depth(DEEPEST)
        if lines is not None:
            cursor.set_point_range((lines[0] - 1, 0), (lines[1], 0))
        return tuple(found for _, found in cursor.matches(self.root))

    def once(self, make: Callable[[Source], T]) -> T:
        """What `make` makes of this source: made at the first call, and given again at each further one."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def string(self, node: Node | None) -> str | None:
        """What a string literal holds, interpolations as written; None if the node is none."""
        if node is None or (names := self.language.strings) is None:
            return None
        if node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        if names.joined and node.type == names.joined:
            return "".join(self.string(part) or "" for part in node.named_children)
        if node.type not in names.literals:
            return None
        kept = names.contents | names.interpolations
        return "".join(written(part) for part in node.named_children if part.type in kept)

    def is_plain_string(self, node: Node | None) -> bool:
        """Whether the node is a string literal without interpolations."""
        names = self.language.strings
        if node is None or names is None or node.type not in names.literals:
            return False
        return all(part.type not in names.interpolations for part in node.named_children)


def written(node: Node | None) -> str:
    """The node's text as written; empty for none."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text is not None else ""


def line_of(node: Node) -> int:
    """The 1-based line on which the node begins."""
    return int(node.start_point.row) + 1


def one_line(node: Node | None, most: int = 400) -> str:
    """The node's text on one line, blanks collapsed, cut at `most` characters."""
    return " ".join(written(node).split())[:most]


@dataclass(slots=True)
class Sources:
    """The parsed texts of one run, and what they may cost together."""

    _kept: dict[tuple[str, str], Source] = field(default_factory=dict)
    _verdicts: dict[tuple[str, str], bool] = field(default_factory=dict)
    _nodes: int = 0
    _glanced: int = 0
    _broken: int = 0

    def parse(self, path: str, text: str | None) -> Source | None:
        """The text's tree, kept; None for no text, no grammar, an error in it, or when too much is kept."""
        if text is None or (language := _parsed_language(path)) is None:
            return None
        key = (path, text)
        if key in self._kept:
            return self._kept[key]
        source = None if self._nodes >= MOST_NODES or self._verdicts.get(key) is False else self._parse(*key, language)
        if source is not None:
            self._nodes += source.root.descendant_count
            self._kept[key] = source
        self._verdicts[key] = source is not None
        return source

    def glance(self, path: str, text: str | None) -> Source | None:
        """As `parse`, for a tree that is looked at and let go."""
        if text is None or (language := _parsed_language(path)) is None:
            return None
        key = (path, text)
        if key in self._kept:
            return self._kept[key]
        if self._glanced >= 2 * MOST_NODES or self._verdicts.get(key) is False:
            return None
        source = self._parse(*key, language)
        self._glanced += source.root.descendant_count if source else 0
        self._verdicts[key] = source is not None
        return source

    def is_readable(self, path: str, text: str, *, keep: bool) -> bool:
        """Whether `parse` (or `glance`, where it is not kept) gives a tree."""
        key = (path, text)
        if key not in self._verdicts:
            self._verdicts[key] = (self.parse if keep else self.glance)(path, text) is not None
        return self._verdicts[key]

    def _parse(self, path: str, text: str, language: Language) -> Source | None:
        data = text.encode("utf-8", "replace")
        if len(data) > LARGEST or self._broken >= MOST_BROKEN:
            return None
        root = _parser(language.grammar_of(path)).parse(data).root_node
        if root.has_error and language.newer:
            newer, known = language.newer
            root = _parser(language.grammar_of(path)).parse(re.sub(newer, known, data)).root_node
        if root.has_error and not has_few_errors(root, language.most_errors):
            self._broken += len(data)
            return None
        return Source(path, text, language, root)


def _parsed_language(path: str) -> Language | None:
    language = language_of(path)
    return language if language and language.grammar else None


def descendants(node: Node, *types: str, into: frozenset[str] | None = None, most: int = 100_000) -> Iterator[Node]:
    """The nodes of these types below `node`, in order; only through nodes of the types `into`, if that is given."""
    waiting = list(reversed(node.named_children))
    while waiting and most > 0:
        most -= 1
        one = waiting.pop()
        if one.type in types:
            yield one
        if into is None or one.type in into:
            waiting.extend(reversed(one.named_children))


def has_few_errors(root: Node, most: int) -> bool:
    """Whether at most so many nodes of the tree did not parse."""
    waiting, count = [root], 0
    while waiting and count <= most:
        node = waiting.pop()
        count += node.is_error or node.is_missing
        waiting.extend(child for child in node.children if child.has_error)
    return count <= most


@cache
def _grammar(named: tuple[str, str]) -> Grammar:
    from tree_sitter import Language as Grammar  # noqa: PLC0415 — only changes with code need it

    module, function = named
    return Grammar(getattr(importlib.import_module(module), function)())


@cache
def _parser(grammar: tuple[str, str]) -> Parser:
    from tree_sitter import Parser  # noqa: PLC0415 — only changes with code need it

    return Parser(_grammar(grammar))


@cache
def _query(grammar: tuple[str, str], family: str, name: str) -> Query:
    from tree_sitter import Query  # noqa: PLC0415 — only changes with code need it

    source = files("draft_summary.facts").joinpath("queries", family, f"{name}.scm").read_text(encoding="utf-8")
    return Query(_grammar(grammar), source)
