"""The error tree. Each class has an exit code; a message says what was found, where, and what to do.

DraftSummaryError
├── UsageError            2   options that do not fit
├── InputError            3   repository or input
│   ├── RepositoryError       not a repository, no merge base, unknown ref, shallow clone
│   ├── DocumentError         template or summary unreadable, output outside the repository
│   └── StaleSnapshotError    a content written for another state of the branch
├── ModelError            5   the model failed
│   └── CredentialsError  4   the model refused the credentials
└── BusyError            75   locked, or changed underneath: try again
"""

from __future__ import annotations

from typing import ClassVar


class DraftSummaryError(Exception):
    """Base of all expected failures. `code` is stable; `hint` says what to do; `retryable` whether to try again."""

    exit_code: ClassVar[int] = 70
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def as_json(self) -> dict[str, str | bool]:
        """`{code, message, hint, retryable}`."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "retryable": self.retryable}


class UsageError(DraftSummaryError):
    """Options that do not fit."""

    exit_code = 2


class InputError(DraftSummaryError):
    """Something of the repository or the input keeps the job from being done."""

    exit_code = 3


class RepositoryError(InputError):
    """The repository does not give what is needed."""


class DocumentError(InputError):
    """A template, summary, spec or output path cannot be used."""


class StaleSnapshotError(InputError):
    """A content was written for another state of the branch."""


class ModelError(DraftSummaryError):
    """The model failed for some slot."""

    exit_code = 5


class CredentialsError(ModelError):
    """The model refused the credentials."""

    exit_code = 4


class BusyError(DraftSummaryError):
    """Another run holds the file, or it changed underneath."""

    exit_code = 75
    retryable = True
