"""A repository that tries to have something executed, written or read: a canary says whether it could."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from draft_summary.errors import InputError
from support.gathered import read, read_texts, statuses
from support.repositories import Executable, Sample, build

HOOKS = (
    "post-index-change",
    "pre-commit",
    "post-checkout",
    "reference-transaction",
    "fsmonitor-watchman",
    "pre-auto-gc",
)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A program that leaves `<name>.ran` behind it."""
    program = tmp_path / "canary"
    program.write_text(f"#!/bin/sh\ntouch {shlex.quote(str(tmp_path))}/canary.ran\ncat\n")
    program.chmod(0o755)
    return program


def ran(canary: Path) -> bool:
    return canary.with_suffix(".ran").exists()


def configured(*settings: str) -> Callable[[Sample, Path], None]:
    def arm(sample: Sample, canary: Path) -> None:
        for setting in settings:
            name, _, value = setting.partition("=")
            sample.git("config", name, value.replace("CANARY", str(canary)))

    return arm


def with_hooks(sample: Sample, canary: Path) -> None:
    folder = sample.path / ".git" / "hooks"
    folder.mkdir(exist_ok=True)
    for name in HOOKS:
        (folder / name).write_bytes(canary.read_bytes())
        (folder / name).chmod(0o755)


def with_missing_objects(sample: Sample, canary: Path) -> None:
    configured(
        "extensions.partialClone=origin", "remote.origin.promisor=true", "protocol.ext.allow=always",
        "remote.origin.url=ext::CANARY", "protocol.allow=always",
    )(sample, canary)  # fmt: skip
    oid = sample.git("rev-parse", "HEAD:a.py")
    (sample.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()


def with_a_planted_bare_repository(sample: Sample, canary: Path) -> None:
    planted = sample.path / "directive" / "specs" / "thing"
    sample.git("clone", "--quiet", "--bare", ".", str(planted))
    sample.git("-C", str(planted), "config", "core.fsmonitor", str(canary))
    sample.git("-C", str(planted), "config", "core.bare", "false")
    sample.git("-C", str(planted), "config", "core.worktree", str(sample.path))


def with_a_hostile_submodule(sample: Sample, canary: Path) -> None:
    inner = build(sample.path.parent / "inner", {"a": "1\n"}, branch="")
    sample.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sub")
    sample.git("commit", "--quiet", "-m", "sub")
    sample.git("-C", "sub", "config", "core.fsmonitor", str(canary))
    sample.git("-C", "sub", "config", "filter.odd.clean", str(canary))
    (sample.path / "sub" / "a").write_text("dirty\n")


VECTORS = {
    "fsmonitor": configured("core.fsmonitor=CANARY"),
    "fsmonitor hook v1": configured("core.fsmonitor=CANARY", "core.fsmonitorHookVersion=1"),
    "external diff": configured("diff.external=CANARY"),
    "external diff of all": configured("diff.default.command=CANARY"),
    "diff driver": configured("diff.odd.command=CANARY"),
    "textconv": configured("diff.odd.textconv=CANARY", "diff.odd.cachetextconv=true"),
    "textconv of all": configured("diff.default.textconv=CANARY"),
    "clean": configured("filter.odd.clean=CANARY", "filter.odd.required=true"),
    "smudge": configured("filter.odd.smudge=CANARY"),
    "process": configured("filter.odd.process=CANARY", "filter.odd.required=true"),
    "clean, odd case": configured("FILTER.odd.CLEAN=CANARY"),
    "merge driver": configured("merge.odd.driver=CANARY %A"),
    "pager": configured("core.pager=CANARY", "pager.diff-tree=CANARY", "pager.status=CANARY", "pager.log=CANARY"),
    "editor": configured("core.editor=CANARY", "sequence.editor=CANARY"),
    "aliases": configured(*(f"alias.{name}=!CANARY" for name in ("diff-tree", "ls-tree", "status", "rev-parse"))),
    "signatures": configured("log.showSignature=true", "gpg.program=CANARY", "gpg.format=openpgp"),
    "ssh": configured("core.sshCommand=CANARY", "ssh.variant=ssh", "core.gitProxy=CANARY"),
    "credentials": configured("credential.helper=!CANARY", "core.askPass=CANARY"),
    "alternate refs": configured("core.alternateRefsCommand=CANARY"),
    "pack objects": configured("uploadpack.packObjectsHook=CANARY"),
    "hooks path": configured("core.hooksPath=.."),
    "include": configured("include.path=../../more"),
    "trailers": configured("trailer.odd.command=CANARY", "trailer.odd.cmd=CANARY"),
    "web browser": configured("web.browser=CANARY", "man.viewer=CANARY", "help.autoCorrect=immediate"),
    "difftool": configured("diff.tool=odd", "difftool.odd.cmd=CANARY", "diff.guitool=odd"),
    "submodule update": configured("submodule.sub.update=!CANARY", "submodule.recurse=true"),
    "hooks": with_hooks,
    "lazy fetch": with_missing_objects,
    "bare repository": with_a_planted_bare_repository,
    "submodule": with_a_hostile_submodule,
}  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS.keys())
def test_nothing_of_the_repository_is_executed(
    tmp_path: Path, canary: Path, vector: Callable[[Sample, Path], None]
) -> None:
    attributes = {".gitattributes": "* diff=odd filter=odd merge=odd\n"}
    sample = build(tmp_path / "repo", {"a.py": "1\n", **attributes}, {"a.py": "2\n", "b.py": "b\n"})
    (tmp_path / "more").write_text(f'[core]\n\tfsmonitor = {canary}\n[filter "odd"]\n\tclean = {canary}\n')
    vector(sample, canary)
    canary.with_suffix(".ran").unlink(missing_ok=True)
    sample.path.joinpath("b.py").write_bytes(b"edited\n")
    sample.path.joinpath("new.py").write_bytes(b"new\n")
    os.utime(sample.path / "a.py", (0, 0))
    outcomes = []
    for settings in ({}, {"uncommitted": True}, {"head": "feature/thing~0", "output": "-"}):
        try:
            read_texts(sample, of_head=("a.py",), **settings)
            outcomes.append("read")
        except InputError as error:
            outcomes.append(error.code)
    assert not ran(canary)
    assert set(outcomes) == ({"objects-missing"} if vector is with_missing_objects else {"read"})


def test_the_canary_sings_for_plain_git(tmp_path: Path, canary: Path) -> None:
    sample = build(tmp_path / "repo", {"a.py": "1\n", ".gitattributes": "* filter=odd\n"}, {"a.py": "2\n"})
    sample.git("config", "filter.odd.clean", str(canary))
    os.utime(sample.path / "a.py", (0, 0))
    sample.git("status")
    assert ran(canary)


@pytest.mark.parametrize("folder", ["directive/specs/thing", "directive"])
def test_a_start_inside_a_planted_repository(tmp_path: Path, canary: Path, folder: str) -> None:
    sample = build(tmp_path / "repo", {"a.py": "1\n"}, {"directive/x": "2\n"})
    with_a_planted_bare_repository(sample, canary)
    canary.with_suffix(".ran").unlink(missing_ok=True)
    assert statuses(read(sample.path / folder)) == {"directive/x": "added"}
    assert not ran(canary)


def test_an_executable_named_git_in_the_work_tree_is_not_run(
    tmp_path: Path, canary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Executable(canary.read_text())
    sample = build(tmp_path / "repo", {"git": program, "env": program}, {"a.py": "2\n"})
    monkeypatch.chdir(sample.path)
    monkeypatch.setenv("GIT_PREFIX", "x")
    assert statuses(read(Path())) == {"a.py": "added"}
    assert not ran(canary)
