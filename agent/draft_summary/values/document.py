"""The summary as sections render it and as merge lays it into a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from draft_summary.values.findings import Finding
from draft_summary.values.slots import Author, Owner, SectionOutline


class Form(StrEnum):
    """How a block stands in Markdown."""

    TITLE = "title"  # `# ...`, the document's first heading
    HEADING = "heading"  # `### ...`
    PARAGRAPH = "paragraph"
    BULLET = "bullet"  # `- ...`, nested by depth
    NUMBERED = "numbered"  # `1. ...`
    FIELD = "field"  # `**Label**: ...` on a line of its own


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a block with one owner. `text` is inline Markdown; None means: whatever stands there stays.

    `citations` are durable (see `Evidence.durable`). `open` marks text that asks the author for something. `fallback`
    marks text for want of a better one: it never takes the place of what a model, an agent or a person put in its cell.
    """

    owner: Owner
    text: str | None
    author: Author = Author.GIT
    citations: tuple[str, ...] = ()
    open: bool = False
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest thing that merge keeps, changes or moves: a heading, a paragraph, a list item, a field line.

    `key` is unique in the document and begins with its slot's (`files.new/src/a.py`). The cells are joined by
    `separator`; a cell after the first whose text is empty is not written, nor its separator. `label` is a field's
    name. `previous_keys` are keys that this block may have had (a renamed path). `depth` counts list nesting from 0.
    `identity` are texts by which the block is recognised in a file that carries no state: a heading's or a field
    label's other names, else what its first code span may say (a path, a package, `GET /x`).
    """

    key: str
    slot: str
    form: Form
    cells: tuple[Cell, ...]
    label: str = ""
    separator: str = " — "
    depth: int = 0
    previous_keys: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One section as drafted: its blocks in order and, per slot key, the digest of what the slot was drafted from."""

    outline: SectionOutline
    blocks: tuple[Block, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandingBlock:
    """A block that stands in the file. `ours`: its prose is what we last wrote there. `text`: prose, else all of it.

    `mixed`: a person's sentences stand among ours, and `text` is ours alone. `written`: words of ours stood there once.
    """

    key: str
    slot: str
    text: str
    ours: bool
    author: Author
    citations: tuple[str, ...]
    line: int
    mixed: bool = False
    written: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The summary as found: its blocks, what each slot was drafted from, and whether it carries our state."""

    blocks: tuple[StandingBlock, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    deleted: tuple[str, ...] = ()  # keys that we wrote and a person deleted
    has_state: bool = False
    change_digest: str = ""  # of the change that it last stated
    seen: frozenset[str] = frozenset()  # tokens of the evidence that its prose was last drafted from
    adopted: bool = False  # it stood before, written without this program


@dataclass(frozen=True, slots=True)
class Grounds:
    """What standing prose may rest on now, and who drafted this time.

    `durables` name all evidence of the snapshot, `texts` are what it says. `author` wrote the draft; `answered` are the
    slots that were asked for and got a valid reply, `seen` the tokens of the evidence that all prose of this document
    was then drafted from, empty if some was not answered. With `anew`, also prose that holds gives way to the draft,
    and what a person deleted may come back.
    """

    durables: frozenset[str]
    texts: tuple[str, ...]
    author: Author = Author.OFFLINE
    answered: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the file: 1-based line in the result, the block's key, the old and the new text (empty: none).

    `standing` is the 1-based line in the file as it stood, for what is new that of the block before it.
    """

    line: int
    key: str
    old: str
    new: str
    standing: int = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """New text for a place that a person holds."""

    key: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """The merged summary: its bytes and how they came about. `unplaced` are blocks for which it has no section."""

    data: bytes
    edits: tuple[Edit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Block, ...] = ()
    open_lines: tuple[tuple[int, str], ...] = ()  # `_Needs author: ..._` and unfilled lines
