"""A refresh: what changed is brought up to date, what a person did stays done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from document.cases import CASES, FIRST, KEPT, WHOLE, Case
from document.drafts import Change, body, draft
from draft_summary import document
from draft_summary.values.document import Document, Grounds
from draft_summary.values.findings import Outcome


def refreshed(edit: Callable[[str], str], change: Change) -> Document:
    before = edit(FIRST.decode()).encode()
    made = document.merge(before, WHOLE, draft(change), change_digest="two")
    again = document.merge(made.data, WHOLE, draft(change), change_digest="two")
    assert again.data == made.data
    assert not (again.suggestions)
    assert not (again.edits)
    return made


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_refresh(case: Case) -> None:
    made = refreshed(case.edit, case.change)
    text = body(made.data)
    for wanted in case.has:
        assert wanted in text
    for unwanted in case.lacks:
        assert unwanted not in text
    assert [suggestion.text for suggestion in made.suggestions] == list(case.suggested)
    assert [(finding.code, finding.severity) for finding in made.findings] == list(case.found)


def test_nothing_new_is_not_one_byte() -> None:
    assert document.merge(FIRST, WHOLE, draft(KEPT), change_digest="one").data == FIRST


@pytest.mark.parametrize(
    "reformat",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="crlf"),
        pytest.param(lambda text: "\n".join(line.rstrip() for line in text.split("\n")), id="trailing blanks trimmed"),
        pytest.param(
            lambda text: text.replace("\n- ", "\n* ").replace("_Needs", "*Needs").replace("._\n", ".*\n"), id="marks"
        ),
        pytest.param(lambda text: text.replace("\n- `src", "\n-   `src"), id="wider bullets"),
        pytest.param(lambda text: text.replace("  \n**", "\\\n**"), id="hard breaks as backslashes"),
        pytest.param(lambda text: text.replace("from a file and saved", "from a\nfile and\n   saved"), id="wrapped"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.rstrip("\n"), id="no final newline"),
        pytest.param(lambda text: text.replace("\n## ", "\n\n\n## "), id="wider gaps"),
    ],
)
def test_a_formatter_changes_nobodys_ownership(reformat: Callable[[str], str]) -> None:
    before = reformat(FIRST.decode()).encode()
    assert document.merge(before, WHOLE, draft(KEPT), change_digest="one").data == before
    change = Change().but(new={"src/b.py": "stores."}, overview={"new": "All is new."}, updated="2025-11-02")
    made = document.merge(before, WHOLE, draft(change), change_digest="two")
    text = body(made.data)
    assert not (made.findings)
    assert not (made.suggestions)
    assert "stores." in text
    assert "2025-11-02" in text
    assert "All is new." in text
    assert "saves widgets" not in text
    assert "`src/a.py` — loads" not in text


def test_a_deletion_that_was_undone_is_forgotten() -> None:
    without = FIRST.replace(b"- `src/b.py` \xe2\x80\x94 saves widgets.\n", b"")
    deleted = document.merge(without, WHOLE, draft(KEPT), change_digest="one").data
    assert deleted != without, "state knows of it"
    undone = deleted.replace(b"loads widgets.\n", b"loads widgets.\n- `src/b.py` \xe2\x80\x94 saves widgets.\n")
    made = document.merge(
        undone, WHOLE, draft(KEPT.but(new={"src/a.py": None, "src/b.py": "stores."})), change_digest="one"
    )
    assert "- `src/b.py` — stores.\n" in body(made.data)


def test_anew_what_was_deleted_comes_back() -> None:
    without = FIRST.replace(b"- `src/b.py` \xe2\x80\x94 saves widgets.\n", b"").replace(
        b"Widgets are loaded from a file and saved to it.\n\n", b""
    )
    deleted = document.merge(without, WHOLE, draft(Change()), change_digest="one")
    assert "Widgets are loaded" not in body(deleted.data)
    anew = Grounds(frozenset(), (), anew=True)
    made = document.merge(deleted.data, WHOLE, draft(Change()), change_digest="one", grounds=anew)
    assert body(made.data) == body(FIRST)
    assert [finding.code for finding in (*deleted.findings, *made.findings)] == ["left-out"]


def test_edits_say_what_changed_and_where() -> None:
    made = document.merge(
        FIRST, WHOLE, draft(KEPT.but(new={"src/b.py": None, "src/c.py": "new."})), change_digest="two"
    )
    lines = made.data.decode().split("\n")
    by_key = {edit.key: edit for edit in made.edits}
    assert set(by_key) == {"files.new/src/a.py", "files.new/src/c.py"}
    gone, came = by_key["files.new/src/a.py"], by_key["files.new/src/c.py"]
    assert (gone.old, gone.new) == ("- `src/a.py` — loads widgets.", "")
    assert lines[gone.line - 1] == "- `src/b.py` — saves widgets."
    assert FIRST.decode().split("\n")[gone.standing - 1] == gone.old
    assert (came.old, came.new) == ("", "- `src/c.py` — new.")
    assert lines[came.line - 1] == "- `src/c.py` — new."


def test_a_finding_says_where_its_line_stands_now() -> None:
    before = FIRST.replace(b"calls the loader.", b"the entry point.")
    made = document.merge(before, WHOLE, draft(KEPT.but(modified={}, new={"src/a.py": None})), change_digest="two")
    (finding,) = made.findings
    assert made.data.decode().split("\n")[(finding.line or 0) - 1] == "- `src/cli.py` — the entry point."
    assert (finding.place, finding.outcome) == ("files.modified", Outcome.KEPT)
    assert (
        made.findings
        == document.merge(
            made.data, WHOLE, draft(KEPT.but(modified={}, new={"src/a.py": None})), change_digest="two"
        ).findings
    )


def test_a_section_is_left_alone_where_what_is_new_would_be_swallowed() -> None:
    before = FIRST.replace(b"- `0bb97e9` \xe2\x80\x94 `feat: load widgets`", b"```\nmy log, never closed")
    change = KEPT.but(commits={"1234567": "fix: save widgets"}, updated="2025-11-02")
    made = document.merge(before, WHOLE, draft(change), change_digest="two")
    told = [(finding.code, finding.place, finding.subject) for finding in made.findings]
    assert told == [("left-out", "", "Start with `src/a.py`."), ("section-left-alone", "commits", "")]
    assert [block.key for block in made.unplaced] == ["commits.list/1234567"]
    assert body(made.data) == body(before).replace("2025-10-25", "2025-11-02")
    assert document.merge(made.data, WHOLE, draft(change), change_digest="two").data == made.data
