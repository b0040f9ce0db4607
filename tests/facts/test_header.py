from __future__ import annotations

import pytest

from draft_summary.values.branch import Commit, Feature, TextFile
from facts.changes import facts_of


def _commit(author: str, date: str, *paths: str) -> Commit:
    return Commit("a" * 40, "s", "", author, date, paths)


@pytest.mark.parametrize(
    ("spec", "title"),
    [
        pytest.param(
            "# Spec (per PR)\n\n**Feature name**: Agent.from_config()  \n", "Agent.from_config()", id="directive"
        ),
        pytest.param("# Spec: Faster lists\n", "Faster lists", id="colon"),
        pytest.param("# Spec — Faster lists\n", "Faster lists", id="dash"),
        pytest.param("# Feature Specification: Faster lists\n", "Faster lists", id="spec-kit"),
        pytest.param("# Feature: Faster lists\n", "Faster lists", id="feature"),
        pytest.param("## Wheel must hold `src`\n", "Wheel must hold `src`", id="second level"),
        pytest.param("# Spec (per PR)\n\n**Feature name**: <Feature Name>\n", "Faster lists", id="placeholder"),
        pytest.param("# Overview\n", "Faster lists", id="a heading of any spec"),
        pytest.param("# Specify retries\n", "Specify retries", id="a word that begins alike"),
        pytest.param("", "Faster lists", id="empty"),
    ],
)
def test_the_title_is_the_features_name(spec: str, title: str) -> None:
    folder = "directive/specs/20250101-faster-lists"
    feature = Feature("directive", folder, TextFile(f"{folder}/spec.md", spec))
    assert facts_of({}, {"a.py": ""}, feature=feature).title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("feature/faster-lists", "Faster lists", id="kind and dashes"),
        pytest.param("jane/fix_that", "Fix that", id="user's branch"),
        pytest.param("", "", id="detached"),
    ],
)
def test_without_a_spec_the_branch_gives_the_title(name: str, title: str) -> None:
    assert facts_of({}, {"a.py": ""}, name=name).title == title


def test_author_and_dates_are_the_commits() -> None:
    commits = (
        _commit("Ann", "2025-03-02T09:00:00+00:00", "a"),
        _commit("Bob", "2025-03-01T23:30:00-05:00", "a", "b"),
        _commit("Bob", "2025-03-04T01:00:00+02:00", "a"),
        _commit("Ann", "2025-03-03T01:00:00+00:00", "a"),
    )
    facts = facts_of({}, {"a.py": ""}, commits=commits)
    assert (facts.author, facts.start_date, facts.last_updated) == ("Bob", "2025-03-01", "2025-03-04")


def test_a_branch_without_commits_says_nothing_of_author_and_dates() -> None:
    facts = facts_of({}, {"a.py": ""})
    assert (facts.author, facts.start_date, facts.last_updated) == ("", "", "")
