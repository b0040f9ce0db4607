"""What the code behind a call does: the new functions that its body calls in turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.tokens import last_name
from draft_summary.values.facts import Change, Symbol

_LONGEST_BODY = 8_000  # characters
_MOST = 5
_CALLED = re.compile(r"\b([A-Za-z_]\w{2,80})\(")
_FUNCTIONS = ("function", "method")


@dataclass(frozen=True, slots=True)
class Code:
    """The texts at head, and the public functions that the branch adds. `tested`: it adds or changes files of tests."""

    texts: Mapping[str, str]
    symbols: Sequence[Symbol] = ()
    tested: bool = False

    def behind(self, call: str) -> tuple[str, ...]:
        """The last names of the branch's new functions that the body of `call`, itself new, calls in its order."""
        wanted = last_name(call)
        new = [one for one in self.symbols if one.kind in _FUNCTIONS and one.change is Change.ADDED and one.line]
        names = {last_name(one.name) for one in new} - {wanted}
        for one in new:
            if last_name(one.name) == wanted and one.path in self.texts:
                return tuple(dict.fromkeys(name for name in _CALLED.findall(self._body(one)) if name in names))[:_MOST]
        return ()

    def _body(self, symbol: Symbol) -> str:
        """The text from a symbol's line to that of the next public one in its file."""
        lines = self.texts[symbol.path].split("\n")
        start = symbol.line or 1
        after = [one.line for one in self.symbols if one.path == symbol.path and one.line and one.line > start]
        return "\n".join(lines[start - 1 : min(after, default=len(lines)) - (1 if after else 0)])[:_LONGEST_BODY]
