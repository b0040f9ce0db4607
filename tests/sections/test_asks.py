from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from draft_summary import sections
from draft_summary.values.claims import Verified
from draft_summary.values.document import Standing, StandingBlock
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, Dependency, FileKind, Test
from draft_summary.values.slots import Ask, Author
from draft_summary.values.spec import Criterion, Passage
from sections.dossiers import changed, commit, dossier


def asked(found: Dossier, standing: Standing | None = None, *, fresh: bool = False) -> dict[str, Ask]:
    return {ask.id: ask for ask in sections.asks(found, standing or Standing(), fresh=fresh)}


def stood(key: str, text: str = "text", *, ours: bool = True, **values: Any) -> StandingBlock:
    slot = key.partition("/")[0]
    usual: dict[str, Any] = {"author": Author.MODEL, "citations": (), "line": 1}
    return StandingBlock(key, slot, text, ours, **(usual | values))


def inputs(found: Dossier) -> dict[str, str]:
    return {key: digest for one in sections.compose(found, Verified()) for key, digest in one.inputs.items()}


TWO = dossier(files=[changed("a.py"), changed("b.py")], commits=[commit(1, paths=("a.py",)), commit(2)])
FILES = "files.modified"


def test_a_change_of_source_is_asked_for_where_it_has_evidence() -> None:
    assert list(asked(TWO)) == [
        "overview.text",
        "overview.why",
        "files.modified",
        "decisions.list",
        "breaking.list",
        "debt.list",
        "review.list",
    ]
    assert asked(dossier()) == {}


def test_an_ask_shows_the_evidence_of_its_keys_and_no_other() -> None:
    ask = asked(TWO)[FILES]
    assert ask.keys == ("a.py", "b.py")
    assert ask.evidence == ("F1", "F1.1", "C1", "F2", "F2.1")
    standing = Standing(blocks=(stood(f"{FILES}/a.py"),))
    assert asked(TWO, standing)[FILES].keys == ("b.py",)
    assert asked(TWO, standing)[FILES].evidence == ("F2", "F2.1")


@pytest.mark.parametrize("kind", [FileKind.LOCK, FileKind.GENERATED, FileKind.BINARY])
def test_what_nobody_reads_is_not_asked_about(kind: FileKind) -> None:
    assert asked(dossier(files=[changed("uv.lock", kind)])) == {}


def test_unchanged_inputs_are_not_asked_for_again_unless_fresh() -> None:
    standing = Standing(inputs=inputs(TWO), blocks=(stood(f"{FILES}/a.py"), stood(f"{FILES}/b.py")))
    assert asked(TWO, standing) == {}
    assert asked(TWO, standing, fresh=True)[FILES].keys == ("a.py", "b.py")
    assert set(inputs(TWO)) == set(asked(TWO))


def test_ids_do_not_count_among_the_inputs() -> None:
    reordered = dossier(files=[changed("b.py"), changed("a.py")], commits=[commit(1, paths=("a.py",)), commit(2)])
    assert inputs(reordered) == inputs(TWO)
    assert inputs(dossier(files=[changed("b.py"), changed("a.py", deletions=9, new_oid="other")])) != inputs(TWO)


@pytest.mark.parametrize(
    ("block", "keys"),
    [
        pytest.param(stood(f"{FILES}/a.py"), ("b.py",), id="prose that holds"),
        pytest.param(stood(f"{FILES}/a.py", citations=("hunk:a.py@gone",)), ("a.py", "b.py"), id="a citation is gone"),
        pytest.param(stood(f"{FILES}/a.py", ""), ("a.py", "b.py"), id="no prose yet"),
        pytest.param(stood(f"{FILES}/a.py", ours=False), ("b.py",), id="a person's words"),
        pytest.param(stood(f"{FILES}/a.py", "", ours=False), ("a.py", "b.py"), id="a person's bullet without words"),
    ],
)
def test_only_keys_without_prose_that_holds(block: StandingBlock, keys: tuple[str, ...]) -> None:
    assert asked(TWO, Standing(blocks=(block,)))[FILES].keys == keys


def test_a_citation_that_exists_keeps_its_key() -> None:
    cited = (TWO.catalogue.items["F1.1"].durable,)
    assert asked(TWO, Standing(blocks=(stood(f"{FILES}/a.py", citations=cited),)))[FILES].keys == ("b.py",)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_persons_words_are_never_asked_for_and_what_they_took_out_only_anew(fresh: bool) -> None:  # noqa: FBT001 — a case
    standing = Standing(blocks=(stood(f"{FILES}/a.py", ours=False),), deleted=(f"{FILES}/b.py", "overview.why/open"))
    found = asked(TWO, standing, fresh=fresh)
    assert (found[FILES].keys if FILES in found else ()) == (("b.py",) if fresh else ())
    assert ("overview.why" in found) == fresh


@pytest.mark.parametrize(
    ("blocks", "again"),
    [
        pytest.param((stood("decisions.list/1#choice"),), True, id="ours"),
        pytest.param((stood("decisions.list/1#choice", ours=False),), False, id="a person's"),
        pytest.param((stood("decisions.list/1#choice", ours=False), stood("decisions.list/2#choice")), True, id="both"),
        pytest.param((stood("decisions.list/open", "None.", ours=False),), False, id="the open line is answered"),
        pytest.param((stood("decisions.list/open", author=Author.GIT),), True, id="the open line stands"),
    ],
)
def test_list_prose_is_asked_for_unless_a_person_settled_it(blocks: tuple[StandingBlock, ...], again: bool) -> None:  # noqa: FBT001
    assert ("decisions.list" in asked(TWO, Standing(blocks=blocks))) == again


def test_a_model_renews_its_prose_from_what_came_since_and_what_it_cites() -> None:
    renewed = dossier(
        files=[changed("a.py"), changed("b.py", new_oid="other"), changed("c.py")],
        commits=[commit(1, paths=("a.py",)), commit(2), commit(3)],
    )
    cites = (TWO.catalogue.items["F1.1"].durable,)
    block = stood("overview.text/1", citations=cites)
    standing = Standing(blocks=(block,), inputs=inputs(TWO), seen=sections.tokens(TWO))
    texts = {
        id_: renewed.catalogue.items[id_].path or id_ for id_ in asked(renewed, standing)["overview.text"].evidence
    }
    assert set(texts.values()) >= {"a.py", "c.py", "C3"}
    assert "F1" not in texts, "of a file that did not change only what is cited"
    assert "C1" not in texts
    everything = asked(renewed)["overview.text"].evidence
    for whole in (
        replace(standing, seen=frozenset()),
        replace(standing, blocks=()),
        replace(standing, blocks=(replace(block, author=Author.OFFLINE),)),
    ):
        assert asked(renewed, whole)["overview.text"].evidence == everything
    assert asked(renewed, standing, fresh=True)["overview.text"].evidence == everything


def test_intact_prose_of_ours_comes_along() -> None:
    standing = Standing(
        blocks=(
            stood("decisions.list/1#title", "Decision 1: T"),
            stood("decisions.list/1#choice", "C"),
            stood("decisions.list/1#context", "_Needs author: context._"),
            stood("decisions.list/2#choice", "theirs", ours=False),
            stood("decisions.list/open", "_Needs author: x._", author=Author.GIT),
            stood(f"{FILES}/a.py", "old words", citations=("hunk:a.py@gone",)),
        )
    )
    found = asked(TWO, standing)
    assert found["decisions.list"].existing == (("decisions.list/1", "title: Decision 1: T\nchoice: C"),)
    assert found[FILES].existing == ((f"{FILES}/a.py", "old words"),)


def test_criteria_are_asked_for_by_evidence_id_whenever_a_candidate_changed() -> None:
    criterion = Criterion(text="Given x", line=1, candidates=("t.py::a",))
    facts: dict[str, Any] = {"tests": (Test(path="t.py", name="a", change=Change.ADDED),)}
    found = dossier(criteria=(criterion,), **facts)
    ask = asked(found)["testing.mapping"]
    assert (ask.keys, ask.evidence) == (("A1",), ("A1", "K1"))
    row = stood(
        next(
            block.key for one in sections.compose(found, Verified()) for block in one.blocks if " → " in block.separator
        )
    )
    standing = Standing(blocks=(row,), inputs=inputs(found))
    assert "testing.mapping" not in asked(found, standing)
    gone = dossier(criteria=(replace(criterion, candidates=()),), **facts)
    assert asked(gone, standing)["testing.mapping"].keys == ("A1",)
    confirmed = Standing(blocks=(replace(row, ours=False),))
    assert "testing.mapping" not in asked(gone, confirmed)


def test_a_reason_is_asked_for_from_documents_and_commits() -> None:
    found = dossier(
        commits=[commit(1)],
        passages=(
            Passage(document="spec", role="reason", text="users need it", line=1),
            Passage(document="TDR", role="expectation", text="fast", line=1),
        ),
    )
    assert asked(found)["overview.why"].evidence == ("S1", "C1")


def test_a_dependency_is_asked_for_by_manifest_and_name() -> None:
    found = dossier(dependencies=(Dependency(path="pyproject.toml", name="httpx", change=Change.ADDED),))
    assert asked(found)["dependencies.added"].keys == ("pyproject.toml:httpx",)
