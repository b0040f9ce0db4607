"""Where new blocks go: beside the neighbours that they were drafted with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from draft_summary.document.nodes import Node, forward, insert_after, region_end, subtree_end
from draft_summary.document.outline import Place
from draft_summary.document.pieces import ITEMS, Kind
from draft_summary.document.refresh import written
from draft_summary.document.rendering import Drafted
from draft_summary.values.document import Form

_DEEPEST = 6  # level of the lowest heading


class Chain:
    """The chain of nodes with what insertion looks up in it. Blocks that stand `in_place` (keys) are neighbours."""

    def __init__(self, head: Node, where: Sequence[Place], level: int, in_place: Collection[str]) -> None:
        self.head = head
        self.level = level
        self.by_key = {node.key: node for node in forward(head.next) if node.key in in_place}
        self.sublevels: dict[str, int] = {}
        self.first: dict[str, Node] = {}
        self.openers: dict[str, Node] = {}
        for node in forward(head.next):
            if node.number is not None and node.section:
                self.first.setdefault(node.section, node)
                if where[node.number].opens:
                    self.openers.setdefault(node.section, node)
                elif node.kind is Kind.HEADING and where[node.number].slot:
                    self.sublevels.setdefault(node.section, node.level)

    def insert(self, blocks: Sequence[Drafted], chosen: Collection[str]) -> None:
        """Put the chosen ones (keys) of one section's blocks in, in order."""
        for index, block in enumerate(blocks):
            if block.key not in chosen:
                continue
            node = Node(block.kind, self._level(block), block.block.depth, block.section, key=block.key, block=block)
            node.cells, node.ours, node.pliable, node.touched = written(block), True, True, True
            after = self._place(blocks, index, node)
            node.section = after.section if after.section and after is not self.head else block.section
            insert_after(after, node)
            self.by_key[block.key] = node

    def _level(self, block: Drafted) -> int:
        if block.kind is not Kind.HEADING:
            return 0
        if block.block.form is Form.TITLE:
            return max(self.level - 1, 1)
        return self.sublevels.get(block.section, min(self.level + 1, _DEEPEST))

    def _place(self, blocks: Sequence[Drafted], index: int, node: Node) -> Node:
        """The node to insert after: a neighbour of the same slot, else the end of the part where its slot is."""
        block = blocks[index]
        if block.block.form is Form.TITLE:
            first = self.first.get(block.section)
            return self._above(first) if first is not None else self.head
        before = self._nearest(reversed(blocks[:index]))
        following = self._nearest(iter(blocks[index + 1 :]))
        between = self._between(block, node, before, following)
        if between is not None:
            return between
        if before is not None:
            return region_end(before, node.level or _DEEPEST)
        if following is not None and following.kind is Kind.HEADING:
            return self._over_rules(self._above(following))
        return self._section_end(block.section, node)

    def _between(self, block: Drafted, node: Node, before: Node | None, following: Node | None) -> Node | None:
        """The node to insert after where a neighbour of the draft stands in the same slot; None where none does."""
        is_heading = node.kind is Kind.HEADING
        if before is not None and following is not None and before.next is following:
            return before
        if is_heading and before is None and following is not None and _same_slot(following, block):
            return self._above(following)  # a line that closes the slot, drafted after what comes under this heading
        if before is not None and not is_heading and before.kind is not Kind.HEADING:
            nested = before.kind in ITEMS and node.depth > before.depth
            if nested or _same_slot(before, block):
                return subtree_end(before)
        beside = following is not None and not is_heading and following.kind is not Kind.HEADING
        if following is not None and beside and (before is None or _same_slot(following, block)):
            return self._above(following)
        return None

    def _above(self, node: Node) -> Node:
        return node.previous or self.head

    def _nearest(self, blocks: Iterable[Drafted]) -> Node | None:
        return next((self.by_key[block.key] for block in blocks if block.key in self.by_key), None)

    def _over_rules(self, node: Node) -> Node:
        while node.kind is Kind.RULE and node.previous is not None and node.previous.section == node.section:
            node = node.previous
        return node

    def _section_end(self, section: str, node: Node) -> Node:
        opener = self.openers.get(section)
        if opener is not None:
            return region_end(opener, opener.level if node.kind is Kind.HEADING else _DEEPEST)
        first = self.first.get(section)
        return region_end(first, self.level) if first is not None else self.head


def _same_slot(node: Node, block: Drafted) -> bool:
    return node.block is not None and node.block.block.slot == block.block.slot
