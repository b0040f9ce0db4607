"""What a draft with a model takes beyond the model: time, measured in building a bare client, and memory.

Run as `python -m benchmarks.model_ratio [--files N] [--rounds N] [--latency SECONDS] [--most RATIO] [--memory MB]` with
`tests` on PYTHONPATH. The model is a server on loopback that answers every key after the latency.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.branches import generate
from support import obliging
from support.model_server import Exchange, ModelServer, Reaction

SUMMARY = "directive/specs/generated/implementation_summary.md"
CLIENT = "from openai import OpenAI; OpenAI(api_key='x')"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of wall-clock time, and the most memory in MB that the process or one that it ran took."""

    seconds: float
    memory: float


@dataclass
class Model:
    """Answers after so many seconds; `asleep` are the times between which an answer was waited for."""

    latency: float
    asleep: list[tuple[float, float]] = field(default_factory=list)

    def respond(self, body: dict[str, Any]) -> Reaction:
        reaction = obliging.respond(body)

        def react(exchange: Exchange) -> None:
            start = time.perf_counter()
            time.sleep(self.latency)
            self.asleep.append((start, time.perf_counter()))
            reaction(exchange)

        return react

    @property
    def waited(self) -> float:
        """Seconds in which at least one answer was waited for."""
        total, until = 0.0, 0.0
        for start, end in sorted(self.asleep):
            total += max(0.0, end - max(start, until))
            until = max(until, end)
        return total


def main() -> int:
    """Measure and print; 1 if the ratio or the memory is above what is allowed."""
    parser = argparse.ArgumentParser(description="Time a draft with a model against a bare client.")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--latency", type=float, default=1.0)
    parser.add_argument("--most", type=float, default=0.0, help="the ratio above which this fails")
    parser.add_argument("--memory", type=float, default=0.0, help="the MB above which this fails")
    options = parser.parse_args()
    model = Model(options.latency)
    with tempfile.TemporaryDirectory() as folder, ModelServer.responding(model.respond) as server:
        repository = Path(folder) / "repository"
        generate(repository, options.files)
        environment = _environment(server.base_url)
        rounds = [_round(repository, environment, model) for _ in range(options.rounds + 1)][1:]
        calls = len(server.requests) // (options.rounds + 1)
    ratio = statistics.median(ours.seconds / bare.seconds for ours, bare in rounds)
    memory = max(ours.memory for ours, _ in rounds)
    mine, bare = (statistics.median(pair[side].seconds for pair in rounds) * 1000 for side in (0, 1))
    line = f"{mine:.0f} ms beside {calls} calls, against {bare:.0f} ms for a client"
    print(f"draft of {options.files} files with a model: {line}: {ratio:.2f} times, {memory:.0f} MB")  # noqa: T201
    return 1 if 0 < options.most < ratio or 0 < options.memory < memory else 0


def _round(repository: Path, environment: dict[str, str], model: Model) -> tuple[Spent, Spent]:
    (repository / SUMMARY).unlink(missing_ok=True)
    program = str(Path(sys.executable).with_name("draft-summary"))
    model.asleep.clear()
    ours = spent([program, "--quiet", "--repo", str(repository)], environment)
    return replace(ours, seconds=ours.seconds - model.waited), spent([sys.executable, "-c", CLIENT], environment)


def spent(command: Sequence[str], environment: dict[str, str]) -> Spent:
    """Run a command to its end. Raises SystemExit if it fails."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], list(command), environment)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command}: status {os.waitstatus_to_exitcode(status)}")
    return Spent(seconds, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024))


def _environment(base_url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "sk-test", "DRAFT_SUMMARY_MODEL": "stub"}


if __name__ == "__main__":
    sys.exit(main())
