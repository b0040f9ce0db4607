"""Whatever a person does to a summary, a refresh keeps their words, in order, and does its own work around them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document.drafts import TEMPLATE, Change, body, draft
from document.person import OWN_LINE, WORD, edited
from draft_summary import document

EXAMPLES = int(os.environ.get("MERGE_EXAMPLES", "400" if os.environ.get("CI") else "80"))
PATHS = [f"src/{name}.py" for name in "abcdefgh"]
WHOLE = TEMPLATE.read_text()
SECTIONS = (
    "Overview",
    "Files Changed",
    "Key Implementation Decisions",
    "Dependencies",
    "Security Considerations",
    "Review Notes",
)
# a team's own template, of a few sections: quicker to merge, and the other sections' blocks have no place in it
TEMPLATE_TEXT = WHOLE.partition("## Overview")[0] + "".join(
    f"## {name}\n" + WHOLE.partition(f"\n## {name}\n")[2].partition("\n## ")[0] + "\n" for name in SECTIONS
)

# lines of ours that equal the template's: without state they are as good as unfilled
COUNTED = re.compile(r"\d+ (?:files?|commits?)\b.* ")  # a line of counts is a fact, whoever lost its state
UNFILLED = {line for line in TEMPLATE_TEXT.splitlines() if line.startswith("### ")}


def prose_text(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(
        [f"reads {name}.", f"*writes* {name}, `x` too.", f"serves {name} — at once.", f"drops {name}: all"]
    )


def files(paths: Sequence[str], *, kept: bool) -> st.SearchStrategy[dict[str, str | None]]:
    unchanged: st.SearchStrategy[str | None] = st.none() if kept else st.nothing()
    return st.fixed_dictionaries({path: unchanged | prose_text(path.split("/")[1]) for path in paths})


@st.composite
def changes(draw: st.DrawFn, *, kept: bool) -> Change:
    """A state of the branch; with `kept`, some prose is not drafted newly."""
    split = sorted(draw(st.lists(st.integers(0, len(PATHS)), min_size=3, max_size=3)))
    order = draw(st.permutations(PATHS))
    new, modified, deleted = (sorted(order[a:b]) for a, b in zip([0, *split], split, strict=False))
    overview = {f"key{number}": f"Overview {number}." for number in range(draw(st.integers(1, 3)))}
    return Change(
        updated=f"2025-10-{draw(st.integers(10, 28))}",
        new=draw(files(new, kept=kept)),
        modified=draw(files(modified, kept=kept)),
        deleted=draw(files(deleted, kept=kept)),
        overview=draw(st.none() | st.just(overview)) if kept else overview,
        why=draw(st.none() | st.just("The spec says so.")),
        mitigations=draw(st.none() | st.just("The token is hashed.")),
        added=draw(st.sampled_from([{}, {"httpx": ("1.0", "to fetch.")}, {"httpx": ("2.0", "to fetch.")}])),
    )


def lines_of(data: bytes) -> list[str]:
    return re.split(r"\r\n|\n", body(data))


def plain(line: str) -> str:
    return line.lstrip("*- ").rstrip()


def section(data: bytes, name: str) -> str:
    text = "\n".join(lines_of(data))
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL).partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def headings(data: bytes) -> list[str]:
    text = "\n".join(lines_of(data))
    return re.findall(r"^## .*$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), flags=re.MULTILINE)


def groups(change: Change) -> list[tuple[str, Mapping[str, str | None]]]:
    return [("New", change.new), ("Modified", change.modified), ("Deleted", change.deleted)]


def ours_again(first: bytes, change: Change) -> Iterator[tuple[str, str | None]]:
    """Our bullets for files of which the next draft says the same kind of change: each with what it says newly."""
    for name, group in groups(change):
        under = section(first, "Files Changed").partition(f"### {name} Files\n")[2].partition("###")[0]
        for line in under.splitlines():
            path = line.split("`")[1] if "`" in line else ""
            if path in group:
                yield plain(line), group[path]


@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_refresh_keeps_a_persons_words_and_does_its_own_work(data: st.DataObject) -> None:
    first = document.merge(None, TEMPLATE_TEXT, draft(data.draw(changes(kept=False))), change_digest="one").data
    person = data.draw(edited(first))
    before, change = person.data, data.draw(changes(kept=True))
    after = document.merge(before, TEMPLATE_TEXT, draft(change), change_digest="two").data

    assert WORD.findall(body(after)) == WORD.findall(body(before)), "human words kept, and in order"
    theirs = [line for line in lines_of(before) if OWN_LINE.search(line)]
    assert [line for line in lines_of(after) if OWN_LINE.search(line)] == theirs, (
        "a person's own lines keep their bytes"
    )
    assert headings(after) == headings(before), "the result reads as the same sections"
    again = document.merge(after, TEMPLATE_TEXT, draft(change), change_digest="two")
    assert again.data == after, "idempotent"
    assert not again.edits

    stood, stands = ([plain(line) for line in lines_of(each)] for each in (before, after))
    for line, newly in ours_again(first, change):
        if newly is None and stood.count(line) == 1:
            assert line in stands, "no block vanishes unasked"
        if line not in stood and line in map(plain, person.deleted):
            assert line not in stands, "what a person deleted stays deleted"
    known = section(first, "Files Changed") + section(before, "Files Changed")
    new = {path for _, group in groups(change) for path in group if f"`{path}`" not in known}
    if "## Files Changed" in headings(before):
        listed = set(re.findall(r"^[-*] `([^`]*)`", section(after, "Files Changed"), flags=re.MULTILINE))
        assert new <= listed, "every new fact is stated"


@given(data=st.data())
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
def test_without_state_every_line_stays(data: st.DataObject) -> None:
    first = document.merge(None, TEMPLATE_TEXT, draft(data.draw(changes(kept=False))), change_digest="one").data
    before = body(data.draw(edited(first)).data).encode()
    change = data.draw(changes(kept=True))
    after = document.merge(before, TEMPLATE_TEXT, draft(change), change_digest="two").data
    rest = iter(lines_of(after))
    for line in lines_of(before):
        if line.strip() and line not in UNFILLED and not COUNTED.match(line):
            assert any(kept.startswith(line.rstrip()) for kept in rest), line
    assert headings(after) == headings(before)
    assert document.merge(after, TEMPLATE_TEXT, draft(change), change_digest="two").data == after
