"""Blocks as Markdown: one line each, which parses back as the form that was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from draft_summary.document.inline import shape, words
from draft_summary.document.pieces import Kind, anchor_of
from draft_summary.values.document import Block, Form, SectionDraft
from draft_summary.values.slots import Owner

KINDS: Mapping[Form, Kind] = {
    Form.TITLE: Kind.HEADING,
    Form.HEADING: Kind.HEADING,
    Form.PARAGRAPH: Kind.PARAGRAPH,
    Form.BULLET: Kind.BULLET,
    Form.NUMBERED: Kind.NUMBERED,
    Form.FIELD: Kind.FIELD,
}
_STATED = frozenset({Form.PARAGRAPH, Form.BULLET, Form.NUMBERED})
_BREAKS = re.compile(r"[ \t]*[\r\n]\s*")
# What would make a paragraph something else; a field is one on purpose
_LEADING = re.compile(
    r"(?:#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|>|```|~~~|<|={1,}[ \t]*$|(?:[-_*][ \t]*){3,}$|\[(?=[^\]]*\]:)|\|)"
)
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:[ \t]|$))")
_CLOSING = re.compile(r"[ \t](#+)$")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A block with what merge asks of it again and again. `texts` are its cells' texts in one line each."""

    block: Block
    section: str
    texts: tuple[str | None, ...]
    inline: str
    anchor: str

    @property
    def key(self) -> str:
        """The block's key."""
        return self.block.key

    @property
    def kind(self) -> Kind:
        """What it is in Markdown."""
        return KINDS[self.block.form]

    @property
    def is_open(self) -> bool:
        """Whether all that it says is a question to the author."""
        return all(cell.open for cell in self.block.cells)

    @property
    def is_emptiness(self) -> bool:
        """Whether it says that there is nothing to say."""
        return self.block.key.endswith("#none")

    @property
    def has_fact(self) -> bool:
        """Whether git states any of it."""
        return any(cell.owner is Owner.FACT for cell in self.block.cells)

    @property
    def is_counted(self) -> bool:
        """Whether it is one statement of git's in words with numbers, known by these words where no state tells."""
        alone = len(self.texts) == 1 and self.has_fact and not self.block.identity and self.block.form in _STATED
        return alone and shape(self.inline) != self.inline and bool(words(self.inline))

    @property
    def is_subheading(self) -> bool:
        """Whether it is a slot's sub-heading: known by its meaning, never rewritten."""
        return self.block.form is Form.HEADING and all(cell.owner is Owner.FACT for cell in self.block.cells)


def drafted(sections: Sequence[SectionDraft]) -> tuple[Drafted, ...]:
    """The blocks of all sections in order. A key that comes again (a commit picked twice) gets an ordinal."""
    found: list[Drafted] = []
    seen: dict[str, int] = {}
    for section in sections:
        for block in section.blocks:
            seen[block.key] = seen.get(block.key, 0) + 1
            again = seen[block.key]
            unique = block if again == 1 else replace(block, key=f"{block.key}~{again}")
            found.append(drafted_block(unique, section.outline.key))
    return tuple(found)


def is_question(text: str | None) -> bool:
    """Whether a text asks the author for something, whichever marks a formatter gave it."""
    return text is not None and text.startswith(("_Needs author", "*Needs author"))


def joined(texts: Sequence[str | None], separator: str) -> str:
    """A block's inline text of its cells': those left out, or empty, leave no separator."""
    return separator.join(text for text in texts if text)


def guarded(inline: str, form: Form) -> str:
    """`inline` so that it cannot be read as another form than the one it is written in."""
    if form in {Form.TITLE, Form.HEADING}:
        return _CLOSING.sub(lambda found: found[0][0] + "\\" + found[1], inline)
    if form in {Form.PARAGRAPH, Form.BULLET, Form.NUMBERED}:
        if _LEADING.match(inline):
            return "\\" + inline
        number = _NUMBER.match(inline)
        if number:
            return f"{number[0]}\\{inline[number.end() :]}"
    return inline


def redrafted_slots(blocks: Sequence[Drafted]) -> frozenset[str]:
    """The slots whose prose was newly written: what they held before and does not come again is superseded."""
    return frozenset(
        block.block.slot
        for block in blocks
        if not block.has_fact
        and any(text and not cell.open for text, cell in zip(block.texts, block.block.cells, strict=True))
    )


def drafted_block(block: Block, section: str) -> Drafted:
    """A block with its texts in one line each."""
    texts = tuple(None if cell.text is None else _BREAKS.sub(" ", cell.text).strip() for cell in block.cells)
    inline = guarded(joined(texts, block.separator), block.form)
    return Drafted(block, section, texts, inline, anchor_of(KINDS[block.form], block.label, inline))
