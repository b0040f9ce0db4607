"""Progress is told to whoever waits, and to nobody else."""

from __future__ import annotations

import threading

from draft_summary.review.progress import Progress


def test_a_run_that_is_over_at_once_says_nothing() -> None:
    said: list[str] = []
    progress = Progress(said.append, after=0.2)
    progress("reading the branch")
    progress.close()
    assert not threading.Event().wait(0.4)
    assert said == []


def test_a_run_that_takes_longer_says_what_it_is_doing_and_then_each_step() -> None:
    told = threading.Event()
    said: list[str] = []

    def tell(step: str) -> None:
        said.append(step)
        told.set()

    progress = Progress(tell, after=0.05)
    progress("reading the branch")
    progress("asking the model")
    assert told.wait(5)
    progress("asking the model again")
    assert said == ["asking the model", "asking the model again"]
