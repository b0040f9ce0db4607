"""What a calling agent is handed: pages that it can read one by one, an index of them, a bound on all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from draft_summary.draft.collected import collected
from draft_summary.draft.collection import EVERYTHING, collection, of_page, page
from draft_summary.draft.index import MOST_BYTES, index
from draft_summary.draft.pages import LARGEST
from draft_summary.errors import UsageError
from draft_summary.values.branch import Status
from draft_summary.values.claims import Content
from draft_summary.values.facts import FileKind
from draft_summary.values.handover import Collection, Wanted
from draft_summary.values.spec import Criterion, Passage
from support.dossiers import ask, changed, commit, dossier, hunk, slot

LONG = "x = " + "y" * 96
NUMBER = 183
WIDE = dossier(
    *(
        changed(f"src/package_{n // 10}/module_{n:03}.py", [f"+{LONG} {n}"] * 40, ["+tail()"], status=Status.ADDED)
        for n in range(NUMBER)
    ),
    changed("uv.lock", ["+one"], kind=FileKind.LOCK),
    commits=[commit(f"feat: part {n}", "src/package_0/module_001.py") for n in range(60)],
    criteria=[Criterion(text="Given x", line=3, candidates=("tests/test_x.py::test_x",))],
    passages=[Passage(document="spec", role="reason", text="Because.", line=1)],
)
KEYS = [one.path for one in WIDE.facts.files]
ASKS = (
    ask("files.new", *KEYS, evidence=["F1", "F1.1", "F2"]),
    ask("overview.text", evidence=list(WIDE.catalogue.items)),
    *(ask(f"section{n}.list", of=slot("debt.list"), evidence=["F1"]) for n in range(90)),
)


def of(*paths: str, wanted: Wanted = EVERYTHING) -> Collection:
    asks = (ask("files.modified", *paths, evidence=["F1", "F1.1"]),)
    return collection(WIDE, asks if paths else ASKS, wanted)


def test_the_index_of_a_wide_branch_fits_in_8_kb_and_says_what_it_leaves_out() -> None:
    text = index(WIDE, of(), Path("/repository/.git/draft-summary/collected"), "draft-summary apply reply.json")
    assert len(text.encode()) <= MOST_BYTES
    assert re.search(r"… and \d+ more asks\n", text)
    assert text.count("\n- section") >= 20
    for said in (WIDE.catalogue.snapshot.token, "184 files", "60 commits", "draft-summary apply reply.json --correct"):
        assert said in text
    assert '"attestations":' in text


def test_the_miniature_is_a_content() -> None:
    text = index(WIDE, of(), None, "draft-summary apply reply.json")
    begin = text.index('{"snapshot": "as above"')
    example, _ = json.JSONDecoder().raw_decode(text[begin:])
    assert Content.model_validate(example).attestations


def test_every_item_stands_on_one_page_and_none_is_larger_than_a_page() -> None:
    found = of()
    assert all(len(one.text.encode()) <= LARGEST for one in found.pages)
    everything = "".join(one.text for one in found.pages)
    for id_ in WIDE.catalogue.items:
        assert everything.count(f"\n[{id_}] ") == 1, id_
    assert all(f"## {one.id}\n" in everything for one in ASKS)


def test_the_pages_come_in_reading_order() -> None:
    kinds = list(dict.fromkeys(one.name.partition("-")[0] for one in of().pages))
    assert kinds == ["asks", "documents", "commits", "changes", "others"]
    assert "[F184] " in page(of(), "others").text


def test_a_hunk_larger_than_a_page_is_continued() -> None:
    made = dossier(changed("src/a.py", hunk("src/a.py", *(f"+{LONG} {n}" for n in range(1000)))))
    found = [one for one in collection(made, (), EVERYTHING).pages if one.name.startswith("changes")]
    assert len(found) > 3
    assert [one.about for one in found] == ["src/a.py"] * len(found)
    lines = [line for one in found for line in one.text.split("\n") if line.startswith("+")]
    assert len(lines) == 1000


def test_a_page_by_name() -> None:
    said = of_page(of(), "documents")
    assert said["page"] == {"name": "documents", "about": "A1 … S1", "text": page(of(), "documents").text}
    assert "candidate tests: tests/test_x.py::test_x" in page(of(), "documents").text
    changes = [one for one in of().pages if one.name.startswith("changes-")]
    assert page(of(), "changes").text == "\n".join(one.text for one in changes)
    with pytest.raises(UsageError) as raised:
        page(of(), "hunks")
    assert raised.value.code == "unknown-page"
    assert "documents" in raised.value.hint


def test_a_section_has_its_asks_and_their_evidence_alone() -> None:
    found = of(wanted=Wanted(section="files"))
    assert [one["id"] for one in found.everything["asks"]] == ["files.new"]
    assert [one["id"] for one in found.everything["hunks"]] == ["F1.1", "F1.2", "F2.1", "F2.2"]
    assert (len(found.everything["files"]), found.everything["commits"]) == (184, [])
    with pytest.raises(UsageError) as raised:
        of(wanted=Wanted(section="praise"))
    assert raised.value.code == "unknown-section"


def test_evidence_that_no_ask_names_may_be_left_out() -> None:
    found = of("src/package_0/module_000.py", wanted=Wanted(changed_only=True))
    assert [one["id"] for one in found.everything["hunks"]] == ["F1.1", "F1.2"]
    assert "[F2.1] " not in "".join(one.text for one in found.pages)
    assert "[F2] " in "".join(one.text for one in found.pages)


def test_a_bound_shortens_hunks_and_names_them() -> None:
    everything = collected(WIDE, ASKS)
    whole = len(json.dumps(everything, indent=1))
    bounded = of(wanted=Wanted(max_tokens=whole // 7)).bounded
    assert len(json.dumps(bounded, indent=1)) <= whole // 2
    assert "F1.1" in bounded["omitted"]
    assert "F1.2" not in bounded["omitted"]
    assert [one["id"] for one in bounded["hunks"]] == [one["id"] for one in of().everything["hunks"]]
    with pytest.raises(UsageError) as raised:
        of(wanted=Wanted(max_tokens=100))
    needed = re.search(r"--max-tokens (\d+)", raised.value.hint)
    assert needed
    assert of(wanted=Wanted(max_tokens=int(needed.group(1)))).bounded["omitted"]
