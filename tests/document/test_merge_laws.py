"""The laws of the merge, on small documents and so on many of them: a summary of two sections and a person at work.

In continuous integration they are tried on some ten thousand examples in all, elsewhere on a tenth of that.
"""

from __future__ import annotations

import os
import re
from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from document.drafts import Change, body, draft
from document.person import WORD, edited
from draft_summary import document
from draft_summary.document.lines import decode
from draft_summary.document.pieces import pieces_of
from draft_summary.document.sentences import digests, interleaved
from draft_summary.values.document import SectionDraft

SCALE = 1.0 if os.environ.get("CI") else 0.1
PATHS = ("src/a.py", "src/b.py", "src/c.py", "src/d.py")
TEMPLATE = "# Summary\n\n## Overview\n<what>\n\n## Files Changed\n\n### New Files\n- <file>\n\n---\n\nUpdate it.\n"
SAYS = st.sampled_from(["reads it.", "*writes* it, `x` too.", "serves it — at once.", "Reads. Then writes."])
OVERVIEWS = st.sampled_from(["All is new.", "It is read. It is kept.", "It is *read*. It is sent. It is kept."])


def examples(most: int) -> settings:
    suppressed = list(HealthCheck)
    return settings(max_examples=max(int(most * SCALE), 20), deadline=None, suppress_health_check=suppressed)


@st.composite
def changes(draw: st.DrawFn, *, quiet: bool = False) -> Change:
    """A state of the branch; with `quiet`, no prose is drafted."""
    states = draw(st.lists(st.sampled_from(["new", "modified", "deleted", ""]), min_size=4, max_size=4))
    groups: dict[str, dict[str, str | None]] = {"new": {}, "modified": {}, "deleted": {}}
    for path, state in zip(PATHS, states, strict=True):
        if state:
            groups[state][path] = None if quiet else draw(SAYS)
    overview = None if quiet else {"one": draw(OVERVIEWS)}
    return Change(overview=overview, **groups)  # type: ignore[arg-type]


def small(change: Change) -> tuple[SectionDraft, ...]:
    return tuple(section for section in draft(change) if section.outline.key in {"overview", "files"})


def merged(before: bytes | None, change: Change) -> document.Document:
    return document.merge(before, TEMPLATE, small(change), change_digest="one")


def silent(change: Change) -> Change:
    """The same change with no prose drafted newly."""
    quiet = {name: dict.fromkeys(getattr(change, name)) for name in ("new", "modified", "deleted")}
    return change.but(overview=None, **quiet)


def texts(data: bytes) -> list[str]:
    return [line.rstrip() for line in re.split(r"\r\n|\n", body(data)) if line.strip()]


@given(data=st.data())
@examples(1200)
def test_words_stay_in_order_and_a_second_run_changes_nothing(data: st.DataObject) -> None:
    first = merged(None, data.draw(changes())).data
    before = data.draw(edited(first)).data
    change = data.draw(changes() | changes(quiet=True))
    after = merged(before, change)
    assert WORD.findall(body(after.data)) == WORD.findall(body(before))
    assert merged(after.data, change).data == after.data
    source = decode(after.data)
    covered = [line for piece in pieces_of(source) for line in range(piece.start, piece.end)]
    assert covered == sorted(set(covered)), "the output reads as pieces again"


@given(data=st.data())
@examples(1000)
def test_outside_of_what_is_told_to_change_every_line_stays(data: st.DataObject) -> None:
    before = data.draw(edited(merged(None, data.draw(changes())).data)).data
    after = merged(before, data.draw(changes()))
    gone = Counter(texts(before)) - Counter(texts(after.data))
    came = Counter(texts(after.data)) - Counter(texts(before))
    old = Counter(line for edit in after.edits for line in texts(edit.old.encode()))
    new = Counter(line for edit in after.edits for line in texts(edit.new.encode()))
    assert not gone - old
    assert not came - new


@given(data=st.data())
@examples(1000)
def test_with_nothing_drafted_newly_a_person_s_document_stays_as_it_is(data: st.DataObject) -> None:
    change = data.draw(changes())
    before = data.draw(edited(merged(None, change).data)).data
    assert body(merged(before, silent(change)).data).rstrip() == body(before).rstrip()


@given(changes(), changes())
@examples(600)
def test_untouched_a_refreshed_document_is_a_fresh_one(one: Change, other: Change) -> None:
    fresh = merged(None, other).data
    assert body(merged(merged(None, one).data, other).data) == body(fresh)
    assert body(merged(fresh, other).data) == body(fresh)


@given(data=st.data())
@examples(600)
def test_every_fact_stands_after_any_edits_or_it_is_told(data: st.DataObject) -> None:
    document_ = merged(None, data.draw(changes())).data
    for _ in range(2):
        change = data.draw(changes(quiet=True))
        before = data.draw(edited(document_)).data
        made = merged(before, change)
        document_ = made.data.replace(b"\r\n", b"\n")
    stated = set(re.findall(r"^[-*] `(src/\w\.py)`", body(document_), flags=re.MULTILINE))
    told = " ".join(f"{finding.subject} {finding.reason}" for finding in made.findings)
    told += " ".join(block.key for block in made.unplaced) + " ".join(one.key for one in made.suggestions)
    paths = {path for name in ("new", "modified", "deleted") for path in getattr(change, name)}
    assert {path for path in paths - stated if path not in told} == set()


@given(data=st.data())
@examples(600)
def test_without_state_every_line_stays_and_nothing_comes_twice(data: st.DataObject) -> None:
    change = data.draw(changes())
    before = body(data.draw(edited(merged(None, change).data)).data).encode()
    # a fence within a fence ends it: our list then stands under a person's own heading, where nothing is looked for
    assume("\n## HUMAN" not in re.sub(r"```.*?```", "", "\n".join(texts(before)), flags=re.DOTALL))
    after = merged(before, change)
    rest = iter(texts(after.data))
    for line in texts(before):
        assert any(kept.startswith(line) for kept in rest) or line.startswith("### "), line
    ours = [line for line in texts(after.data) if line.startswith("- `src/") and "HUMAN" not in line]
    theirs = Counter(line for line in texts(before) if line.startswith("- `src/"))
    assert not [line for line, times in Counter(ours).items() if times > max(theirs[line], 1)]


@given(st.lists(st.sampled_from(["mine", "Ours one.", "Ours two."]), max_size=8), st.lists(st.sampled_from("ABC")))
@examples(5000)
def test_no_sentence_of_a_persons_is_lost_or_swapped(standing: list[str], new: list[str]) -> None:
    text = " ".join(f"Mine{number}." if one == "mine" else one for number, one in enumerate(standing))
    made = interleaved(text, digests("Ours one. Ours two."), " ".join(f"It {one} said." for one in new))
    if [one for one in standing if one != "mine"] == ["Ours one.", "Ours two."]:
        assert (made is None) == ("mine" not in standing)
    if made is not None:
        assert re.findall(r"Mine\d", made) == re.findall(r"Mine\d", text)
        assert re.findall(r"[ABC](?= said)", made) == new
