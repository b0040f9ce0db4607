"""Reads the branch: the only room that runs git or reads the work tree."""

from __future__ import annotations

from draft_summary.gather.branch import find, read_branch, read_trees
from draft_summary.gather.reports import read as read_reports
from draft_summary.gather.repository import Repository, open_repository

__all__ = ["Repository", "find", "open_repository", "read_branch", "read_reports", "read_trees"]
