"""Times of commands as ratios: both sides run in turns on the same machine, so that its speed and load cancel out."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians in seconds of both sides, and the median of the ratios of each round."""

    ours: float
    reference: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.ours * 1000:.0f} ms against {self.reference * 1000:.0f} ms: {self.ratio:.2f} times"


def compare(ours: Run, *references: Run, rounds: int) -> tuple[Ratio, ...]:
    """Run all sides in turns, once unmeasured and then `rounds` times: the ratio to each of the references."""
    sides = (ours, *references)
    for side in sides:
        side()
    mine, *others = zip(*([_seconds(side) for side in sides] for _ in range(rounds)), strict=True)
    return tuple(
        Ratio(
            ours=statistics.median(mine),
            reference=statistics.median(other),
            ratio=statistics.median(one / least for one, least in zip(mine, other, strict=True)),
        )
        for other in others
    )


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command to its end and return what it printed. Raises CalledProcessError if it fails.

    Python may keep what it compiles, as it does for an installed program: the unmeasured turn compiles.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _seconds(action: Run) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
