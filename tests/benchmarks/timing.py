"""Times of commands as ratios: both sides run in turns on the same machine, so that its speed and load cancel out."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians in seconds of both sides, and the median of the ratios of each round."""

    ours: float
    reference: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.ours * 1000:.0f} ms against {self.reference * 1000:.0f} ms: {self.ratio:.2f} times"


def compare(ours: Run, reference: Run, *, rounds: int) -> Ratio:
    """Run both sides in turns, once unmeasured and then `rounds` times."""
    ours()
    reference()
    pairs = [(_seconds(ours), _seconds(reference)) for _ in range(rounds)]
    return Ratio(
        ours=statistics.median(mine for mine, _ in pairs),
        reference=statistics.median(other for _, other in pairs),
        ratio=statistics.median(mine / other for mine, other in pairs),
    )


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a command to its end. Raises CalledProcessError if it fails."""
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def _seconds(action: Run) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
