"""How long `check` of a branch takes, measured in what no check can do without.

That is the start of an interpreter with the imports that it needs, and git's own processes with the same arguments.
Run as `python -m benchmarks.check_ratio [--files N] [--rounds N] [--most RATIO]` with `tests` on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.branches import generate
from benchmarks.timing import compare, run

IMPORT = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
# What a check has imported when it is done, and, for each git process that it started, its arguments.
TRACE = """\
import json, subprocess, sys
started, processes, popen = set(sys.modules), [], subprocess.Popen.__init__
def noted(self, command, *rest, **options):
    given = options.get("stdin")
    data = given.read().decode("latin-1") if hasattr(given, "read") else ""
    if data:
        given.seek(0)
    environment = {key: value for key, value in (options.get("env") or {}).items() if key.startswith("GIT_")}
    processes.append((command, data, environment))
    popen(self, command, *rest, **options)
subprocess.Popen.__init__ = noted
from draft_summary.boundary import run
from draft_summary.cli import app
run(lambda: app(sys.argv[1:], standalone_mode=False), sys.argv[1:])
modules = [name for name, module in sys.modules.items() if name not in started and getattr(module, "__spec__", None)]
print(json.dumps({"modules": modules, "processes": processes}))
"""
FORBIDDEN = ("openai", "tenacity", "httpx2", "mcp")  # what only a model or a server needs


def main() -> int:
    """Measure, print a line; 1 if the ratio is above `--most` or something is imported that no check needs."""
    parser = argparse.ArgumentParser(description="Time a check against the least that it takes.")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=float, default=0.0, help="the ratio above which this fails")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        generate(repository, options.files)
        program = Path(sys.executable).with_name("draft-summary")
        run(program, "--offline", "--quiet", "--repo", str(repository))
        command = ("check", "--quiet", "--repo", str(repository))
        traced = json.loads(run(sys.executable, "-c", TRACE, *command))
        (ratio,) = compare(lambda: run(program, *command), lambda: _least(traced), rounds=options.rounds)
    print(f"check of {options.files} files: {ratio} its imports and git processes")  # noqa: T201 — a benchmark is read
    needless = sorted({name.partition(".")[0] for name in traced["modules"]} & set(FORBIDDEN))
    if needless:
        print(f"imported for nothing: {', '.join(needless)}")  # noqa: T201
    return 1 if needless or 0 < options.most < ratio.ratio else 0


def _least(traced: Mapping[str, Any]) -> None:
    run(sys.executable, "-c", IMPORT, *traced["modules"])
    for command, data, environment in traced["processes"]:
        variables = {**os.environ, **environment}
        subprocess.run(command, input=data.encode("latin-1"), env=variables, capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
