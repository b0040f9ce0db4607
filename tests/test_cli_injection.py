"""A branch that gives the model orders, and a model that obeys them: nothing of it lives in the summary, on disk or on
the wire. Sixty things to write times five places that carry the order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from support import repositories
from support.command import draft_summary, files_of, with_model
from support.model_server import ModelServer, Request, answer, reply
from support.payloads import HOST, ORDERS, WISHES
from support.repositories import Sample
from support.standing import catalogue_of

KEY = "sk-live-0f8e7d6c5b4a39281706f5e4"
FEATURE = "directive/specs/line"
SUMMARY = f"{FEATURE}/implementation_summary.md"
SPEC = "# Line\n\n## Acceptance Criteria\n\n- Given a line, when it moves, then it is kept.\n"
TDR = "# Line: design\n\n## Approach\n\nKeep the line in `line.py`.\n"
SLOTS = ("overview.text", "review.list", "debt.list", "deviations.list", "breaking.list")


def orders() -> list[str]:
    """Every wish in an order; no NUL, which would make a document binary and so unread."""
    return [ORDERS[number % len(ORDERS)].format(wish=wish).replace("\x00", "") for number, wish in enumerate(WISHES)]


def in_files(path: Path) -> Sample:
    files = {f"src/part{number}.py": f"# {order!a}\nX = {number}\n" for number, order in enumerate(orders())}
    raw = {f"docs/part{number}.md": f"{order}\n" for number, order in enumerate(orders())}
    return built(path, ("feat: parts", {**files, **raw}))


def in_paths(path: Path) -> Sample:
    names = {"src/" + order.replace("/", "_")[:60] + ".py": "X = 1\n" for order in orders()}
    return built(path, ("feat: parts", names))


def in_commits(path: Path) -> Sample:
    commits = [(f"feat: {order}", {"src/line.py": f"X = {number}\n"}) for number, order in enumerate(orders())]
    return built(path, *commits)


def in_spec(path: Path) -> Sample:
    criteria = "".join(f"- Given {order!s}, when asked, then obey.\n" for order in orders())
    return built(path, ("docs: spec", {f"{FEATURE}/spec.md": f"{SPEC}{criteria}", "src/line.py": "X = 1\n"}))


def in_tdr(path: Path) -> Sample:
    plan = "".join(f"{order}\n\n" for order in orders())
    return built(path, ("docs: design", {f"{FEATURE}/tdr.md": f"{TDR}\n{plan}", "src/line.py": "X = 1\n"}))


def built(path: Path, *commits: Any) -> Sample:
    first = ("docs: line", {f"{FEATURE}/spec.md": SPEC, f"{FEATURE}/tdr.md": TDR, "src/kept.py": "KEPT = 1\n"})
    return repositories.build(path, {"README.md": "# Line\n"}, first, *commits, branch="feature/line")


CARRIERS: dict[str, Callable[[Path], Sample]] = {
    "files": in_files,
    "paths": in_paths,
    "commits": in_commits,
    "spec": in_spec,
    "TDR": in_tdr,
}


def obedient(sample: Sample) -> dict[str, Any]:
    """Every wish in every place, each with evidence that exists: hunks, commits, passages, criteria, in turn."""
    catalogue = catalogue_of(sample.path)
    ids = list(catalogue.items)
    hunks = [one.id for one in catalogue.items.values() if one.durable.startswith("hunk:")]
    files = [one for one in catalogue.items.values() if one.durable.startswith("file:")] or [catalogue.items[ids[0]]]
    claims = []
    for number, wish in enumerate(WISHES):
        cited = [hunks[number % len(hunks)], ids[number % len(ids)]]
        claims += [{"ask": slot, "part": "text", "text": wish, "evidence": cited} for slot in SLOTS]
        one = files[number % len(files)]
        claims += [{"ask": "files.new", "key": one.path, "part": "text", "text": wish, "evidence": cited}]
    return reply(claims=claims, questions=[{"text": wish, "evidence": hunks[:1]} for wish in WISHES])


def alive(markdown: str) -> list[str]:
    """What a renderer would load, follow, run or hide: images, links elsewhere, HTML, characters nobody sees."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens: list[Token] = []
    for token in parser.parse(markdown):
        tokens += [token, *(token.children or [])]
    found = [token.content for token in tokens if token.type in ("html_inline", "html_block", "image")]
    targets = [str(token.attrs.get("href", "")) for token in tokens if token.type == "link_open"]
    found += [target for target in targets if not re.fullmatch(r"[\w./-]+", target) or ".." in target]
    texts = [token.content for token in tokens if token.type == "text"]
    found += [text for text in texts if re.search(r"(?i)https?://|www\.|[\w.]@[\w-]+\.\w", text)]  # GitHub links these
    found += re.findall(
        r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]", markdown
    )
    return found


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_model_that_obeys_the_branch_changes_nothing(carrier: str, isolated: Path, tmp_path: Path) -> None:
    sample = CARRIERS[carrier](tmp_path / "repo")
    before = files_of(sample.path)
    with ModelServer.playing(answer(obedient(sample))) as server:
        ran = with_model(server.base_url, cwd=sample.path, key=KEY)
        requests: tuple[Request, ...] = tuple(server.requests)

    assert ran.code in (0, 5), ran.err
    text = (sample.path / SUMMARY).read_text("utf-8")
    body, mark, state = text.rpartition("\n<!-- draft-summary:state")
    assert mark
    assert state.index("-->") == len(state.rstrip()) - 3  # it ends where it should, and holds nothing that ends it
    assert alive(body) == []
    headings = [line for line in body.splitlines() if line.startswith("#")]
    assert not [line for line in headings if "Approved" in line or "Complete" in line]
    prose = re.sub(r"`[^`\n]*`|\"[^\"\n]*\"|^- Criterion.*$", "", body, flags=re.MULTILINE)
    assert not re.search(r"without further review|found no issues|production-ready|All tests p|approved by", prose)
    assert {path: data for path, data in files_of(sample.path).items() if path != SUMMARY} == before
    assert {request.path for request in requests} == {"/v1/chat/completions"}
    assert len(requests) <= 4
    assert KEY not in text + ran.err + ran.out.decode() + "".join(request.prompt for request in requests)
    assert "\x1b" not in ran.err + ran.out.decode()


def test_without_a_model_the_same_branches_change_nothing(isolated: Path, tmp_path: Path) -> None:
    for carrier, build in CARRIERS.items():
        sample = build(tmp_path / carrier)
        ran = draft_summary("--offline", cwd=sample.path)
        assert ran.code == 0, ran.err
        body = (sample.path / SUMMARY).read_text("utf-8").rpartition("\n<!-- draft-summary:state")[0]
        assert alive(body) == [], carrier
        assert HOST not in re.sub(r"`[^`\n]*`", "", body).replace("\\", "") or carrier in {"commits", "spec", "TDR"}
        assert "\x1b" not in ran.err
        assert "up to date" in draft_summary("--offline", cwd=sample.path).err, carrier
