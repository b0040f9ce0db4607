"""The types of a file with their annotated members, whatever the language writes them as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an annotation: key (empty for the first), strings (`{=NAME}` for what is none), text."""

    key: str
    texts: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation by its last name, and its arguments."""

    name: str
    arguments: tuple[Argument, ...] = ()

    def texts(self, *keys: str) -> tuple[str, ...]:
        """The strings of the arguments with one of these keys; the empty key is the first argument's."""
        return tuple(text for one in self.arguments if one.key in keys for text in one.texts)

    def raw(self, *keys: str) -> str:
        """The text of the first argument with one of these keys."""
        return next((one.raw for one in self.arguments if one.key in keys), "")


@dataclass(frozen=True, slots=True)
class Member:
    """A method, field or property. `parameters` are `(name, type)`; `modifiers` are as written."""

    name: str
    kind: str
    line: int
    node: Node
    annotations: tuple[Annotation, ...] = ()
    modifiers: frozenset[str] = frozenset()
    parameters: tuple[tuple[str, str], ...] = ()
    returns: str = ""
    text: str = ""  # the signature from the parenthesis on
    value: str | None = None  # of a constant that is a plain string

    def annotated(self, *names: str) -> Annotation | None:
        """The first annotation of one of these names."""
        return annotated(self.annotations, *names)


@dataclass(frozen=True, slots=True)
class Type:
    """A type; `around` are the names of the types that it stands in."""

    name: str
    kind: str
    line: int
    node: Node
    annotations: tuple[Annotation, ...] = ()
    modifiers: frozenset[str] = frozenset()
    bases: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    around: tuple[Type, ...] = ()

    @property
    def chain(self) -> tuple[str, ...]:
        """The names from the outermost type to this one."""
        return (*(one.name for one in self.around), self.name)

    def annotated(self, *names: str) -> Annotation | None:
        """The first annotation of one of these names."""
        return annotated(self.annotations, *names)


def annotated(annotations: tuple[Annotation, ...], *names: str) -> Annotation | None:
    """The first annotation of one of these names."""
    return next((one for one in annotations if one.name in names), None)
