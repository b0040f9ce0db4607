"""Acceptance criteria out of the blocks of one list of them, whatever shape the list has.

One criterion is: a labelled heading, paragraph or item with all that stands below it; a Given with the clauses that
follow it, as items, paragraphs or lines; otherwise an item of the outermost list, or a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from draft_summary.facts.spec.inline import ELISION, clipped, collapse, plain, without_checkbox
from draft_summary.facts.spec.outline import Block, Kind, Section, lead
from draft_summary.facts.spec.wording import SCENARIO, Clause, clause_of, furthest, label_of

LONGEST = 2_000  # characters of one criterion
_BOLD_ALONE = re.compile(r"^\*\*[^*\n]{1,200}\*\*\s{0,5}:?\s{0,5}$")
_GHERKIN = frozenset({"gherkin", "feature", "cucumber"})
_LABEL_COLUMN = re.compile(r"^(?:#|id|no\.?|nr\.?|ac|ref|key|criteri(?:on|a) ?(?:id|#))$", re.IGNORECASE)
_OTHER_COLUMN = re.compile(
    r"\b(?:status|priority|prio|type|test|tests|verified|owner|notes?|done|phase|effort|method)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"^\W{0,20}(?:n/?a|none|tbd|todo|see\b.{0,80}|not applicable)?\W{0,20}$", re.IGNORECASE)
_BELOW_HEADINGS = 7  # the level of a group that a line in bold names
_HEADING_WORDS = 8  # an item no longer than this, above items that begin with Given, is their group's name


@dataclass(frozen=True, slots=True)
class Found:
    """A criterion as read: its own label or none, the group it stands in, its words on one line."""

    text: str
    line: int
    label: str = ""
    group: str = ""


@dataclass(slots=True)
class _Open:
    """The criterion being read. `holds` is the heading level whose content is all its own, 0 for a paragraph's.

    `named`: a label or `Scenario:` says that all of it is one. `may_group`: its label (`US-1`) may still name a group,
    and `title` is then that group's name.
    """

    line: int
    group: str
    label: str = ""
    parts: list[str] = field(default_factory=list)
    clause: Clause = Clause.NONE
    holds: int | None = None
    named: bool = False
    may_group: bool = False
    title: str = ""

    def add(self, text: str, clause: Clause = Clause.NONE) -> None:
        if text and not (text == ELISION and self.parts and self.parts[-1] == ELISION):
            self.parts.append(text)
        self.clause = max(self.clause, furthest(text, clause))


class CriteriaReader:
    """Reads one list of criteria, section by section; `loose` are paragraphs that belong to none."""

    def __init__(self, group: str = "", *, given_only: bool = False) -> None:
        self.group = group
        self._base, self._group_level = group, 0
        self.found: list[Found] = []
        self.loose: list[Found] = []
        self._given_only = given_only
        self._open: _Open | None = None

    def read(self, sections: Sequence[Section]) -> list[Found]:
        """The criteria of a section (its heading names the list) and of those below it."""
        for at, section in enumerate(sections):
            if at:
                self._heading(section)
            self._blocks(section.blocks)
        return self.finish()

    def read_blocks(self, blocks: Sequence[Block]) -> list[Found]:
        """The criteria of blocks that stand under no heading of their own."""
        self._blocks(blocks)
        return self.finish()

    def finish(self) -> list[Found]:
        """Close what is open and return all criteria in order."""
        self._close()
        return self.found

    def _heading(self, section: Section) -> None:
        if self._open and self._open.holds and section.level > self._open.holds:
            return
        self._close()
        if self._group_level >= section.level:
            self.group, self._group_level = self._base, 0
        labelled = label_of(section.title)
        if labelled:
            one = self._start(section.line, labelled[1], label=labelled[0], holds=section.level)
            one.may_group, one.title = labelled[2], section.title
        elif SCENARIO.match(section.title):
            self._start(section.line, section.title, holds=section.level, named=True)
        else:
            self.group, self._group_level = section.title, section.level

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block.kind is Kind.PARAGRAPH:
                self._paragraph(block)
            elif block.kind is Kind.LIST:
                self._list(block)
            elif block.kind is Kind.FENCE and (scenarios := _scenarios(block)):
                for scenario in scenarios:
                    self._close()
                    self._start(block.line, scenario)
            elif block.kind is Kind.TABLE and not self._holding:
                self._table(block.blocks)
            elif block.kind is Kind.RULE and not (self._open and self._open.holds):
                self._close()
            elif block.kind in (Kind.FENCE, Kind.TABLE) and self._open:
                self._open.add(ELISION)

    @property
    def _holding(self) -> bool:
        return self._open is not None and self._open.holds is not None

    def _paragraph(self, block: Block) -> None:
        if _BOLD_ALONE.match(block.text) and not self._begins(block.text) and not (self._open and self._open.holds):
            self._close()
            self.group, self._group_level = plain(block.text).rstrip(": "), _BELOW_HEADINGS
            return
        for line, text in _pieces(block):
            labelled, words = label_of(text), plain(text)
            clause = clause_of(words)
            if labelled and not (self._open and self._open.holds):
                self._close()
                one = self._start(line, plain(labelled[1]), label=labelled[0], holds=0)
                one.may_group, one.title = labelled[2], words.rstrip(": ")
            elif clause is not Clause.NONE and not self._continues(clause):
                self._close()
                self._start(line, words, clause=clause, holds=0)
            elif self._open and (self._holding or clause is not Clause.NONE):
                self._open.add(words, clause)
            else:
                self._close()
                if not _EMPTY.match(words):
                    self.loose.append(Found(clipped(words, LONGEST), line, group=self.group))

    def _list(self, block: Block) -> None:
        one = self._open
        if one and one.may_group and len(CriteriaReader().read_blocks((block,))) > 1:
            self.group, self._group_level = one.title, one.holds or _BELOW_HEADINGS
            self._open = one = None
        if one and one.holds is not None and not any(_starts_criterion(item, one) for item in block.blocks):
            for item in block.blocks:
                one.add(words := _words(item), clause_of(words))
            return
        self._close()
        for item in block.blocks:
            self._item(item)

    def _item(self, item: Block) -> None:
        text = without_checkbox(lead(item))
        nested = [block for block in item.blocks if block.kind is Kind.LIST]
        labelled, words = label_of(text), plain(text)
        clause = clause_of(words)
        if _is_group(text, words, clause, nested):
            self._close()
            self.group, self._group_level = plain(text).rstrip(": "), _BELOW_HEADINGS
            for block in nested:
                self._list(block)
        elif labelled:
            self._close()
            rest = _words(item, text=labelled[1])
            self._start(item.line, rest, label=labelled[0], clause=clause_of(rest))
        elif self._continues(clause) and self._open:
            self._open.add(_words(item), clause)
        else:
            self._close()
            self._start(item.line, _words(item), clause=clause)

    def _table(self, rows: Sequence[Block]) -> None:
        self._close()
        header = [plain(cell) for cell in rows[0].cells] if rows else []
        wanted = [at for at, name in enumerate(header) if not _OTHER_COLUMN.search(name)]
        for row in rows[1:]:
            cells = [plain(row.cells[at]) for at in wanted if at < len(row.cells)]
            first = label_of(cells[0]) if cells else None
            labels = bool(wanted) and bool(_LABEL_COLUMN.match(header[wanted[0]]))
            label = first[0] if first and not first[1] else cells[0] if labels and cells else ""
            label = "" if label.isdecimal() else label
            cells = cells[1:] if len(cells) > 1 and (labels or label) else cells
            self._start(row.line, " ".join(cells), label=label)
            self._close()

    def _begins(self, text: str) -> bool:
        return label_of(text) is not None or clause_of(plain(text)) is not Clause.NONE

    def _continues(self, clause: Clause) -> bool:
        """Whether a clause belongs to the criterion that is open, going by how far that one has got."""
        if self._open is None or (self._open.clause is Clause.NONE and not self._holding):
            return False
        if self._open.named and self._holding:
            return True
        if clause is Clause.WHEN:
            return self._open.clause < Clause.WHEN
        if clause is Clause.THEN:
            return self._open.clause < Clause.THEN
        if clause is Clause.GIVEN:
            return self._open.clause is Clause.NONE
        return clause is Clause.AND

    def _start(
        self,
        line: int,
        text: str,
        *,
        label: str = "",
        clause: Clause = Clause.NONE,
        holds: int | None = None,
        named: bool = False,
    ) -> _Open:
        self._open = _Open(line, self.group, label, holds=holds, named=named or bool(label))
        self._open.add(text, clause)
        return self._open

    def _close(self) -> None:
        one, self._open = self._open, None
        if one is None:
            return
        text = collapse(" ".join(one.parts))
        if (_EMPTY.match(text) and not one.label) or (self._given_only and one.clause is not Clause.THEN):
            return
        self.found.append(Found(clipped(text, LONGEST), one.line, one.label, one.group))


def _pieces(block: Block) -> Iterator[tuple[int, str]]:
    """A paragraph's text, parted before each line that begins a label or a Given."""
    start, gathered = block.line, list[str]()
    for line, text in enumerate(block.text.split("\n"), start=block.line):
        if gathered and (label_of(text) or clause_of(plain(text)) is Clause.GIVEN):
            yield start, " ".join(gathered)
            start, gathered = line, []
        gathered.append(text)
    yield start, " ".join(gathered)


def _starts_criterion(item: Block, one: _Open) -> bool:
    """Whether an item below the open criterion is another one: a label is, a Given only where that has no label."""
    text = without_checkbox(lead(item))
    return label_of(text) is not None or (not one.named and clause_of(plain(text)) is Clause.GIVEN)


def _is_group(text: str, words: str, clause: Clause, nested: Sequence[Block]) -> bool:
    if clause is not Clause.NONE or label_of(text) or len(words.split()) > _HEADING_WORDS:
        return False
    return any(clause_of(plain(without_checkbox(lead(item)))) is Clause.GIVEN for one in nested for item in one.blocks)


def _words(item: Block, text: str | None = None) -> str:
    """All that an item says, nested items included, fences and tables elided; `text` instead of its own lead."""
    parts: list[str] = [plain(without_checkbox(lead(item)) if text is None else text)]
    own = bool(item.blocks) and item.blocks[0].kind is Kind.PARAGRAPH
    for block in item.blocks[own:]:
        if block.kind is Kind.PARAGRAPH:
            parts.append(plain(block.text))
        elif block.kind is Kind.LIST:
            parts += [_words(one) for one in block.blocks]
        elif block.kind in (Kind.FENCE, Kind.TABLE) and parts[-1] != ELISION:
            parts.append(ELISION)
    return collapse(" ".join(parts))


def _scenarios(block: Block) -> list[str]:
    """The scenarios of a Gherkin fence, each on one line."""
    lines = [line.strip() for line in block.text.split("\n")]
    if block.info not in _GHERKIN and not (block.info == "" and any(SCENARIO.match(line) for line in lines)):
        return []
    named = any(SCENARIO.match(line) for line in lines)
    found: list[list[str]] = []
    for line in lines:
        begins = SCENARIO.match(line) if named else clause_of(line) is Clause.GIVEN
        if begins:
            found.append([])
        if found and line and not line.startswith(("#", "@")):
            found[-1].append(line)
    return [collapse(" ".join(one)) for one in found]
