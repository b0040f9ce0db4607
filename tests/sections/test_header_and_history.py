from __future__ import annotations

from dataclasses import replace

import pytest

from draft_summary.values.branch import Commit, Feature
from sections.dossiers import SPEC, claim, commit, dossier, written


def test_the_header_states_what_git_knows() -> None:
    found = dossier(author="Ada *L*", start_date="2026-01-01", last_updated="2026-01-05", title="Log in")
    assert written(found, "header") == [
        "# Implementation Summary — Log in",
        "**Author**: Ada \\*L\\*",
        "**Start Date**: 2026-01-01",
        "**Last Updated**: 2026-01-05",
        "**Status**: In Progress",
        "**Branch**: `feature/login`",
        "**Links**: Spec (`/directive/specs/login/spec.md`), TDR (`/directive/specs/login/tdr.md`)",
    ]


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        pytest.param(Feature(), "**Links**: None found", id="none"),
        pytest.param(Feature(spec=SPEC), "**Links**: Spec (`/directive/specs/login/spec.md`)", id="spec alone"),
    ],
)
def test_only_links_that_exist(feature: Feature, expected: str) -> None:
    assert written(dossier(feature=feature), "header")[-1] == expected


def test_a_detached_head_is_no_branch() -> None:
    found = dossier(title="")
    detached = replace(found, branch=replace(found.branch, name=""))
    shown = written(detached, "header")
    assert shown[0] == "# Implementation Summary"
    assert "**Branch**: None (detached at `bbbbbbb`)" in shown


def test_the_overview_is_prose_then_size() -> None:
    found = dossier(commits=[commit(1)])
    assert written(found, "overview") == ["_Needs author: why, in a sentence._", "1 commit and 0 files changed."]
    claims = (
        claim("overview.text", "Adds a login.", "a"),
        claim("overview.text", "It is used by the CLI.", "a"),
        claim("overview.text", "The old one is gone.", "b"),
        claim("overview.why", 'The spec: "users need it".'),
    )
    assert written(found, "overview", *claims) == [
        "Adds a login. It is used by the CLI.",
        "The old one is gone.",
        'The spec: "users need it".',
        "1 commit and 0 files changed.",
    ]


def test_a_paragraph_takes_the_place_of_the_one_it_replaces() -> None:
    claims = (
        claim("overview.text", "New second.", "a", replaces="overview.text/2"),
        claim("overview.text", "New first.", "b"),
    )
    assert written(dossier(), "overview", *claims)[:2] == ["New first.", "New second."]


def subjects(*names: str, date: str = "2026-01-02") -> list[Commit]:
    return [commit(number, name, date=f"{date}T10:00:00Z") for number, name in enumerate(names, 1)]


def test_a_few_commits_get_a_line_each_and_hostile_subjects_stay_text() -> None:
    shown = written(dossier(commits=subjects("feat: `x` <b>", "fix: y\n# z")), "commits")
    assert shown == ["- `1000000` — ``feat: `x` <b>``", "- `2000000` — `fix: y # z`"]
    assert written(dossier(), "commits") == ["No commits."]


def test_many_conventional_commits_are_grouped_by_type() -> None:
    shown = written(dossier(commits=subjects(*["feat(a): x"] * 12, "typo", *["fix!: y"] * 9)), "commits")
    assert [line.partition(":")[0] for line in shown] == [
        "- **feat** (12 commits)",
        "- **other** (1 commit)",
        "- **fix** (9 commits)",
    ]
    assert all(f"`{number:x}".ljust(8, "0") in "".join(shown) for number in range(1, 23))


def test_many_other_commits_are_grouped_by_day() -> None:
    commits = [*subjects(*["work"] * 20), commit(99, "more", date="2026-01-03T00:00:00Z")]
    shown = written(dossier(commits=commits), "commits")
    assert [line.partition(":")[0] for line in shown] == [
        "- **2026-01-02** (20 commits)",
        "- **2026-01-03** (1 commit)",
    ]
