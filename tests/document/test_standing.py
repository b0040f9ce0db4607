"""What stands already is told to whoever asks for the rest."""

from __future__ import annotations

from document.cases import FIRST, KEPT, WHOLE
from document.drafts import body, draft
from draft_summary import document
from draft_summary.values.document import StandingBlock
from draft_summary.values.slots import Author

SKELETON = draft(KEPT)


def blocks(data: bytes) -> dict[str, StandingBlock]:
    return {block.key: block for block in document.read(data, SKELETON).blocks}


def test_nothing_stands_where_there_is_no_file() -> None:
    standing = document.read(None, SKELETON)
    assert standing.blocks == ()
    assert not standing.has_state


def test_our_own_blocks_with_their_prose_line_and_author() -> None:
    found = blocks(FIRST)
    one = found["files.new/src/a.py"]
    assert (one.text, one.ours, one.author, one.slot) == ("loads widgets.", True, Author.MODEL, "files.new")
    assert one.citations == ("hunk:src/a.py@0123456789ab",)
    assert FIRST.decode().split("\n")[one.line - 1] == "- `src/a.py` — loads widgets."
    decision = found["decisions.list/bbbb2222#choice"]
    assert (decision.text, decision.ours) == ("`load()` is shared.", True)
    assert found["header.author"].author is Author.GIT


def test_state_says_what_was_drafted_from_what() -> None:
    standing = document.read(FIRST, SKELETON)
    assert standing.has_state
    assert standing.change_digest == "one"
    assert standing.inputs["files.text"] == "0123456789ab"
    assert standing.deleted == ()


def test_a_persons_prose_is_theirs_and_their_deletion_known() -> None:
    edited = FIRST.replace(b"loads widgets.", b"is the heart.").replace(
        b"- `src/b.py` \xe2\x80\x94 saves widgets.\n", b""
    )
    standing = document.read(edited, SKELETON)
    found = {block.key: block for block in standing.blocks}
    assert (found["files.new/src/a.py"].text, found["files.new/src/a.py"].ours) == ("is the heart.", False)
    assert standing.deleted == ("files.new/src/b.py",)


def test_a_confirmed_mapping() -> None:
    found = blocks(FIRST.replace(b"test_load` (proposed)", b"test_load`"))["testing.mapping/0001"]
    assert (found.author, found.ours, found.text) == (Author.CONFIRMED, False, "`tests/test_a.py::test_load`")
    confirmed = document.merge(
        FIRST.replace(b"test_load` (proposed)", b"test_load`"), WHOLE, SKELETON, change_digest="x"
    ).data
    assert blocks(confirmed)["testing.mapping/0001"].author is Author.CONFIRMED
    assert b"confirmed:" in confirmed, "and state says so"


def test_without_state_blocks_are_recognised_and_nobodys_but_a_persons() -> None:
    lost = body(FIRST.replace(b"loads widgets.", b"is the heart.")).encode()
    standing = document.read(lost, SKELETON)
    found = {block.key: block for block in standing.blocks}
    assert not standing.has_state
    assert (found["files.new/src/a.py"].text, found["files.new/src/a.py"].ours) == ("is the heart.", False)


def test_an_unfilled_template_has_nothing_standing() -> None:
    found = {block.key for block in document.read(WHOLE.encode(), SKELETON).blocks}
    assert "header.author" not in found
    assert "overview.text/aaaa1111" not in found


def test_lines_are_those_of_the_file_also_below_an_old_state() -> None:
    text, _, state = FIRST.decode().partition("<!-- draft-summary")
    moved = f"{text.partition('## Files')[0]}<!-- draft-summary{state}\n## Files{text.partition('## Files')[2]}"
    block = blocks(moved.encode())["files.new/src/b.py"]
    assert moved.split("\n")[block.line - 1] == "- `src/b.py` — saves widgets."
    assert block.ours
