"""State survives what documents go through, and never shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from document.cases import FIRST as FIRST_DATA
from document.cases import KEPT, WHOLE
from document.drafts import Change, body, draft
from draft_summary import document
from draft_summary.document.sequence import ascending, numbered
from draft_summary.document.state import CellState, Entry, State, Status, parse, serialise, spans
from draft_summary.errors import DocumentError
from draft_summary.values.slots import Author

FIRST = FIRST_DATA.decode()

digests = st.frozensets(st.text("0123456789abcdef", min_size=12, max_size=12), max_size=2)
texts = st.text(min_size=1, max_size=12)
cells = st.builds(
    CellState,
    st.none() | st.sampled_from(Author),
    digests,
    st.lists(texts, max_size=2).map(tuple),
    st.booleans(),
    st.just(()) | st.just(("0123456789ab", "ba9876543210")),
)
entries = st.builds(
    Entry, texts, st.sampled_from(Status), st.integers(0, 10**9 - 1), digests, st.lists(cells, max_size=3).map(tuple)
)
states = st.builds(
    State,
    st.just("0123456789ab"),
    st.dictionaries(texts, st.just("ba9876543210"), max_size=3),
    st.lists(entries, max_size=4).map(lambda found: {entry.key: entry for entry in found}),
    st.just(()),
    st.frozensets(st.just("a1b2c3") | st.just("0d0d0d")),
)


@given(states)
@settings(max_examples=300, deadline=None)
def test_state_reads_back_as_it_was_written(state: State) -> None:
    lines = serialise(state)
    assert parse(lines) == state
    assert not any("--" in line and ">" in line for line in lines[1:-1]), "nothing in it can end the comment"
    assert [line for line in lines if line.startswith(("block", "gone", "held", "kept", "slot"))] == sorted(
        lines[2 + bool(state.seen) : -1]
    )
    assert spans(lines) == ((0, len(lines)),)


def test_state_never_shows() -> None:
    rendered = MarkdownIt("commonmark").render(FIRST)
    assert "files.new" not in re.sub(r"<!--.*?-->", "", rendered, flags=re.DOTALL)


def test_text_that_could_end_the_comment_is_encoded() -> None:
    change = Change().but(new={"a --> b <!-- c.py": "odd."})
    made = document.merge(None, WHOLE, draft(change), change_digest="one").data
    state = made.decode().partition("<!-- draft-summary:state")[2]
    assert state.count("-->") == 1
    assert document.merge(made, WHOLE, draft(change), change_digest="one").data == made


def test_a_newer_state_asks_for_an_upgrade() -> None:
    newer = FIRST.replace("draft-summary:state v1", "draft-summary:state v2").encode()
    for read in (
        lambda: document.merge(newer, WHOLE, draft(), change_digest="x"),
        lambda: document.read(newer, draft()),
    ):
        with pytest.raises(DocumentError, match="newer draft-summary") as raised:
            read()
        assert raised.value.code == "state-newer"
        assert "upgrade" in raised.value.hint


STATE_LINES = ("<!-- draft-summary:state v1\n", "change one\n", "block ", "-->\n")


def conflict(ours: Sequence[str], theirs: Sequence[str], base: Sequence[str] | None = None) -> str:
    middle = ["||||||| 1234567\n", *base] if base is not None else []
    return "".join(["<<<<<<< HEAD\n", *ours, *middle, "=======\n", *theirs, ">>>>>>> topic\n"])


def merged_states(style: str) -> str:
    """Two refreshes of one summary, merged by git; the bodies were resolved by hand, the state was not."""
    mine = document.merge(
        FIRST.encode(), WHOLE, draft(KEPT.but(added={"httpx": ("1", "to fetch.")})), change_digest="m"
    )
    both = KEPT.but(added={"httpx": ("1", "to fetch.")}, mitigations="It is hashed.")
    theirs = document.merge(FIRST.encode(), WHOLE, draft(KEPT.but(mitigations="It is hashed.")), change_digest="t")
    resolved = body(document.merge(mine.data, WHOLE, draft(both), change_digest="r").data)
    left, right, old = (
        data.partition("<!-- draft-summary")[2].splitlines(keepends=True)
        for data in (mine.data.decode(), theirs.data.decode(), FIRST)
    )
    start = "<!-- draft-summary"
    match style:
        case "inside":
            return resolved + start + left[0] + conflict(left[1:-1], right[1:-1]) + left[-1]
        case "diff3":
            return resolved + start + left[0] + conflict(left[1:-1], right[1:-1], old[1:-1]) + left[-1]
        case "whole":
            return resolved + conflict([start, *left], [start, *right])
        case "across its end":
            return resolved + start + left[0] + conflict(left[1:], right[1:])
        case _:
            return resolved + start + "".join(left) + start + "".join(right)


def test_of_two_sides_nothing_is_taken_as_seen_by_both() -> None:
    state = FIRST.partition("<!-- draft-summary")[2]
    for lines, seen in ((["seen a1b2c3"], {"a1b2c3"}), (["seen a1b2c3", "seen d4e5f6"], set())):
        before = FIRST.replace(state, state.replace("change one\n", "change one\n" + "\n".join(lines) + "\n"))
        assert document.read(before.encode(), draft(KEPT)).seen == seen


@pytest.mark.parametrize("style", ["inside", "diff3", "whole", "across its end", "two comments"])
def test_a_conflict_in_the_state_is_read_on_both_sides(style: str) -> None:
    before = merged_states(style)
    standing = document.read(before.encode(), draft(KEPT))
    keys = {block.key for block in standing.blocks if block.ours}
    assert {"dependencies.added/pyproject.toml:httpx", "security.mitigations/cccc3333", "files.new/src/a.py"} <= keys
    assert standing.change_digest == ""
    change = KEPT.but(added={"httpx": ("2", None)}, mitigations=None, new={"src/a.py": "reads.", "src/b.py": None})
    made = document.merge(before.encode(), WHOLE, draft(change), change_digest="x")
    text = made.data.decode()
    assert "<<<<" not in text
    assert ">>>>" not in text
    assert text.count("draft-summary:state") == 1
    assert "- `httpx==2` — to fetch." in text
    assert "- `src/a.py` — reads." in text
    assert made.findings == ()
    assert document.merge(made.data, WHOLE, draft(change), change_digest="x").data == made.data


def test_a_quoted_state_is_text() -> None:
    quoted = "```html\n<!-- draft-summary:state v1\nblock x 1 y\n-->\n```\n"
    before = FIRST.replace("## Dependencies\n", f"{quoted}\n## Dependencies\n").encode()
    made = document.merge(before, WHOLE, draft(KEPT.but(updated="2030-01-01")), change_digest="x").data.decode()
    assert quoted in made
    assert "2030-01-01" in made
    assert made.count("draft-summary:state") == 2


def test_a_persons_lines_in_the_comment_stay() -> None:
    before = FIRST.replace("change one\n", "change one\nTODO: ask Kim\n").encode()
    made = document.merge(before, WHOLE, draft(KEPT.but(updated="2030-01-01")), change_digest="x").data.decode()
    assert "\nTODO: ask Kim\n" in made


def test_a_comment_that_lost_its_end_swallows_nothing() -> None:
    before = (FIRST.rpartition("-->")[0] + "\nmy own afterword\n").encode()
    made = document.merge(before, WHOLE, draft(KEPT.but(updated="2030-01-01")), change_digest="x").data.decode()
    assert "my own afterword" in body(made.encode())
    assert "2030-01-01" in made


@pytest.mark.parametrize(
    "line", ["block", "block a", "block a x y", "block a 1 zz q:r:s", "gone %", "slot a", "change a b"]
)
def test_a_damaged_line_costs_only_itself(line: str) -> None:
    before = FIRST.replace("change one\n", f"change one\n{line}\n").encode()
    made = document.merge(before, WHOLE, draft(KEPT.but(updated="2030-01-01")), change_digest="x")
    assert "2030-01-01" in made.data.decode()
    assert not (made.findings)
    assert not (made.suggestions)


def test_an_insertion_renumbers_nothing() -> None:
    change = KEPT.but(new={"src/a.py": None, "src/aa.py": "new.", "src/b.py": None})
    made = document.merge(FIRST.encode(), WHOLE, draft(change), change_digest="one").data.decode()
    was, now = (set(data.partition("<!-- draft-summary")[2].splitlines()) for data in (FIRST, made))
    assert len(now - was) <= 3, "the new block, the size line, nothing else"


@given(st.lists(st.none() | st.integers(1, 60), max_size=12))
def test_numbers_ascend_and_known_ones_stay_where_they_can(previous: list[int | None]) -> None:
    numbers = numbered(previous)
    assert numbers == sorted(set(numbers))
    assert len(numbers) == len(previous)
    if None not in previous and previous == sorted(set(previous)):  # type: ignore[type-var]
        assert numbers == previous


@given(st.lists(st.integers(0, 9), max_size=9))
def test_a_longest_ascending_run_is_found(values: list[int]) -> None:
    found = [values[index] for index in ascending(values)]
    assert found == sorted(set(found))
    lengths = [1] * len(values)
    for end, value in enumerate(values):
        lengths[end] = 1 + max((lengths[start] for start in range(end) if values[start] < value), default=0)
    assert len(found) == max(lengths, default=0)
