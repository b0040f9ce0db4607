"""The shell steps of the GitHub Action, the pre-push hook and the GitLab job, run on real repositories."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from support.features import SPEC, SUMMARY
from support.repositories import Sample, build

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
GITLAB = ROOT / "agent/draft_summary/integrations/gitlab-ci.yml"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


ACTION = read(ROOT / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


# Stands in for an interpreter: its virtual environments have a pip that notes what it is asked for.
PYTHON = """\
#!/bin/sh
[ "$1" = -c ] && exit 0
mkdir -p "$3/bin"
printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@" > "$(dirname "$0")/asked"\\n' > "$3/bin/pip"
chmod +x "$3/bin/pip"
"""


@dataclass(frozen=True)
class Remote:
    """A bare repository with `main` and `feature/thing`, and the clone of it that a runner works in."""

    bare: Path
    clone: Sample

    def push(self, sample: Sample, *refs: str) -> None:
        sample.git("push", "--quiet", "--force", os.fspath(self.bare), *refs)


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    origin = build(tmp_path / "work", {"app.py": "1\n"}, ("feat: x", {"x.py": "1\n", SPEC: "# Thing\n"}))
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", bare], check=True)
    origin.git("push", "--quiet", os.fspath(bare), "main", "feature/thing")
    subprocess.run(["git", "clone", "--quiet", bare, tmp_path / "clone"], check=True)
    clone = Sample(tmp_path / "clone")
    clone.git("checkout", "--quiet", "feature/thing")
    return Remote(bare, clone)


def step(name: str, clone: Sample, *, path: Path = BIN, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: its script in a file, its inputs in the environment."""
    runner = clone.path.parent / "runner"
    runner.mkdir(exist_ok=True)
    given = {**{key: str(value["default"]) for key, value in ACTION["inputs"].items()}, **inputs}
    script = runner / "step.sh"
    script.write_text(STEPS[name]["run"], "utf-8")
    variables = {
        key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value).replace(
            "${{ github.action_path }}", os.fspath(ROOT)
        )
        for key, value in STEPS[name]["env"].items()
    }
    environment = {
        **os.environ,
        **variables,
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": os.fspath(runner),
        "GITHUB_PATH": os.fspath(runner / "path"),
        "GITHUB_ACTIONS": "true",
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", os.fspath(script)]
    return subprocess.run(command, cwd=clone.path, env=environment, capture_output=True, text=True, check=False)


def test_nothing_that_a_branch_supplies_becomes_a_part_of_a_script() -> None:
    assert all("${{" not in one["run"] for one in STEPS.values())


@pytest.mark.parametrize(("version", "package"), [("", os.fspath(ROOT)), ("1.2", "draft-summary==1.2")])
def test_the_action_installs_itself_or_the_version_asked_for(remote: Remote, version: str, package: str) -> None:
    fake = remote.clone.path.parent / "fake"
    fake.mkdir()
    (fake / "python3").write_text(PYTHON)
    (fake / "python3").chmod(0o755)
    done = step("Install", remote.clone, path=fake, version=version)
    assert done.returncode == 0, done.stderr
    runner = remote.clone.path.parent / "runner"
    assert (runner / "draft-summary/bin/asked").read_text("utf-8").split("\n")[-2] == package
    assert (runner / "path").read_text("utf-8") == f"{runner}/draft-summary/bin\n"


def test_the_action_checks_and_annotates(remote: Remote) -> None:
    missing = step("Run", remote.clone)
    assert missing.returncode == 1
    assert "::error title=draft-summary%3A no-summary::" in missing.stderr
    assert step("Run", remote.clone, args="--require never").returncode == 0


def test_what_the_inputs_say_is_data(remote: Remote) -> None:
    canary = remote.clone.path / "canary"
    hostile = f'$(touch {canary}) `touch {canary}` "; touch {canary}; #'
    for name in ("args", "base", "mode"):
        done = step("Run", remote.clone, path=BIN, **{name: hostile})
        assert done.returncode not in (0, 1), done.stderr
    assert not canary.exists()


def test_the_action_refreshes_and_commits_back(remote: Remote) -> None:
    done = step("Run", remote.clone, mode="refresh", args="--offline", message="docs: $(touch canary)")
    assert done.returncode == 0, done.stderr
    pushed = remote.clone.git("ls-tree", "-r", "--name-only", "origin/feature/thing").split("\n")
    assert SUMMARY in pushed
    assert remote.clone.git("log", "-1", "--format=%s") == "docs: $(touch canary)"
    assert not (remote.clone.path / "canary").exists()
    again = step("Run", remote.clone, mode="refresh", args="--offline")
    assert (again.returncode, "up to date" in again.stdout) == (0, True)
    assert step("Run", remote.clone).returncode == 0


def test_a_refresh_commits_nothing_but_the_summary(remote: Remote) -> None:
    remote.clone.write({"x.py": "changed by the build\n", "built.txt": "1\n"})
    remote.clone.git("add", "built.txt")
    assert step("Run", remote.clone, mode="refresh", args="--offline").returncode == 0
    assert remote.clone.git("show", "--format=", "--name-only", "HEAD") == SUMMARY


def test_a_refresh_of_a_branch_that_moved_on_says_so(remote: Remote, tmp_path: Path) -> None:
    other = Sample(tmp_path / "work")
    other.commit({"y.py": "1\n"}, "feat: y")
    remote.push(other, "feature/thing")
    done = step("Run", remote.clone, mode="refresh", args="--offline")
    assert done.returncode == 75
    assert "::error::" in done.stdout


def test_a_refresh_of_a_detached_head_says_what_to_check_out(remote: Remote) -> None:
    remote.clone.git("checkout", "--quiet", "--detach")
    done = step("Run", remote.clone, mode="refresh", args="--offline")
    assert (done.returncode, "github.head_ref" in done.stdout) == (3, True)


def test_the_hook_stops_a_push_of_a_stale_summary(remote: Remote) -> None:
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["stages"], hook["pass_filenames"], hook["always_run"]) == (["pre-push"], False, True)
    script = remote.clone.path / ".git/hooks/pre-push"
    script.write_text(f"#!/bin/sh\nPATH={shlex.quote(os.fspath(BIN))}:$PATH\nexec {hook['entry']}\n")
    script.chmod(0o755)
    push = ("push", "--quiet", "origin", "feature/thing")
    drafted = subprocess.run([BIN / "draft-summary", "--offline", "--quiet"], cwd=remote.clone.path, check=True)
    remote.clone.commit({}, "docs: summary")
    assert drafted.returncode == 0
    remote.clone.git(*push)
    remote.clone.commit({"z.py": "1\n"}, "feat: z")
    with pytest.raises(AssertionError, match="missing"):
        remote.clone.git(*push)


def test_the_gitlab_job_finds_its_branches(remote: Remote) -> None:
    job = read(GITLAB)["draft-summary"]
    assert str(job["variables"]["GIT_DEPTH"]) == "0"
    clone = remote.clone
    clone.git("checkout", "--quiet", "--detach")  # as GitLab leaves it: no branch, no target
    clone.git("branch", "-D", "main", "feature/thing")
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    clone.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")
    fetch = next(line for line in job["before_script"] if line.startswith("git fetch"))
    environment = {
        **os.environ,
        **{key: str(value) for key, value in job["variables"].items()},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/thing",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }
    script = "\n".join((fetch, *job["script"]))
    done = subprocess.run(
        ["sh", "-ec", script], cwd=clone.path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{SUMMARY} does not exist" in done.stderr
