"""What a CI system says of the branch: the names that a detached checkout lost, and whether HEAD is its own merge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

GITHUB_MERGE = re.compile(r"refs/pull/[0-9]{1,12}/merge")
GITLAB_MERGES = ("merged_result", "merge_train")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Branch names, empty where unknown; `merge` is the SHA of a merge of head into base that CI made to test it."""

    head: str = ""
    base: str = ""
    merge: str = ""


def surroundings(environ: Mapping[str, str]) -> Surroundings:
    """Read GitHub's and GitLab's variables (docs.github.com "Variables reference", GitLab "Predefined variables")."""
    if environ.get("GITHUB_HEAD_REF"):
        merged = GITHUB_MERGE.fullmatch(environ.get("GITHUB_REF", ""))
        merge = environ.get("GITHUB_SHA", "") if merged else ""
        return Surroundings(environ["GITHUB_HEAD_REF"], environ.get("GITHUB_BASE_REF", ""), merge)
    head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "")
    if not head and not environ.get("CI_COMMIT_TAG"):
        head = environ.get("CI_COMMIT_REF_NAME", "")
    merged_by_gitlab = environ.get("CI_MERGE_REQUEST_EVENT_TYPE", "") in GITLAB_MERGES
    return Surroundings(
        head,
        environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""),
        environ.get("CI_COMMIT_SHA", "") if merged_by_gitlab else "",
    )
