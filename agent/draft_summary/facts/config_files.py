"""Changed configuration of the running program: deploy, compose, container, CI, application, `.env` samples."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from draft_summary.facts.path_kinds import is_vendored, suffix_of
from draft_summary.facts.survey import Pair, Survey
from draft_summary.values.branch import Status
from draft_summary.values.facts import Change, ConfigFile, Coverage, Facts, FileFact, FileKind

kind = "config_files"
CI_FILES = re.compile(
    r"^(\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci/config\.yml|azure-pipelines[\w.-]*\.yml"
    r"|bitbucket-pipelines\.yml|\.travis\.yml|\.drone\.yml|\.buildkite/.+\.ya?ml|cloudbuild[\w.-]*\.ya?ml|appveyor\.yml)$"
)
CI_NAME = re.compile(r"^Jenkinsfile")
CONTAINER_NAME = re.compile(r"^((Dockerfile|Containerfile)([.-][\w.-]{1,60})?|[\w.-]{1,60}\.(dockerfile|Dockerfile))$")
COMPOSE_NAME = re.compile(r"^(docker-)?compose[\w.-]{0,60}\.ya?ml$|^docker-stack[\w.-]{0,60}\.ya?ml$")
ENV_NAME = re.compile(r"^(\.env(\.[\w.-]{1,60})?|[\w-]{0,60}\.env|env\.(example|sample|template)|template\.env)$")
DEPLOY_NAME = re.compile(
    r"^(Procfile|fly\.toml|vercel\.json|netlify\.toml|render\.ya?ml|app\.ya?ml|app\.json|serverless\.ya?ml|heroku\.yml"
    r"|Chart\.yaml|values[\w.-]{0,60}\.ya?ml|kustomization\.ya?ml|skaffold\.ya?ml|railway\.(json|toml)|wrangler\.toml"
    r"|nginx[\w.-]{0,40}\.conf|Caddyfile|supervisord\.conf|gunicorn[\w.-]{0,40}\.conf|manifest\.ya?ml|template\.ya?ml)$"
)
APP_NAME = re.compile(
    r"^((application|bootstrap)([.-][\w-]{1,40})?\.(ya?ml|properties)|appsettings([.][\w-]{1,40})?\.json"
    r"|(settings|config|server|logging|log_config|default|production|development)([.-][\w-]{1,40})?"
    r"\.(ya?ml|toml|ini|cfg|conf)(\.(example|sample|dist|template))?|alembic\.ini|uwsgi\.ini)$"
)
DEPLOY_FOLDERS = frozenset(
    {
        "k8s",
        "kubernetes",
        "helm",
        "charts",
        "deploy",
        "deployment",
        "deployments",
        "helm_deploy",
        "terraform",
        "ansible",
    }
    | {"infra", "infrastructure", "manifests", "kustomize", "ops"}
)
DEPLOY_SUFFIXES = (".yml", ".yaml", ".tf", ".tfvars", ".hcl", ".json", ".tpl", ".conf", ".env")
CONFIG_FOLDER = re.compile(r"^(config|configs|conf|settings|config-[\w-]{1,40})$")
CONFIG_SUFFIXES = (".yml", ".yaml", ".toml", ".ini", ".cfg", ".conf", ".json", ".properties", ".env")
NOT_SETTINGS = frozenset({"locales", "locale", "i18n", "lang", "translations", "messages"})
ASSIGNMENT = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,80})\s*=")
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a format writes its top-level keys, and its sections, below which keys are no longer at the top."""

    key: re.Pattern[str]
    section: re.Pattern[str]


NEVER = re.compile(r"(?!)")
YAML = Syntax(re.compile(r"^[\"']?([A-Za-z0-9_.-]{1,80})[\"']?\s{0,8}:(\s|$)"), NEVER)
TOML = Syntax(
    re.compile(r"^\s*[\"']?([A-Za-z0-9_-]{1,80})[\"']?\s{0,8}[.=]"),
    re.compile(r"^\s*\[+\s*[\"']?([A-Za-z0-9_-]{1,80})"),
)
INI = Syntax(NEVER, re.compile(r"^\s*\[([^\]]{1,80})\]"))
SYNTAXES = {".yml": YAML, ".yaml": YAML, ".toml": TOML, ".ini": INI, ".cfg": INI, ".conf": INI}
SKIPPED = frozenset({FileKind.GENERATED, FileKind.LOCK, FileKind.BINARY, FileKind.DOCS, FileKind.SPEC})


def detect(survey: Survey, _found: Facts) -> tuple[ConfigFile, ...]:
    """One fact per changed configuration file, with its top-level keys that changed where they can be read."""
    return tuple(
        _fact(file, _keys(survey.pair(file), survey))
        for file in survey.files
        if file.kind not in SKIPPED and is_config(file.path)
    )


def coverage(_survey: Survey) -> Coverage:
    """Configuration is known by its path: none is missed."""
    return Coverage(kind)


def is_config(path: str) -> bool:
    """Whether the file configures how the program is built, deployed or run; settings of developers' tools do not."""
    *folders, name = path.split("/")
    if is_vendored(path):
        return False
    if is_workflow(path) or is_container(path) or COMPOSE_NAME.match(name) or ENV_NAME.match(name):
        return True
    if DEPLOY_NAME.match(name) or APP_NAME.match(name):
        return True
    if not NOT_SETTINGS.isdisjoint(folders):
        return False
    if not DEPLOY_FOLDERS.isdisjoint(folders) and name.endswith(DEPLOY_SUFFIXES):
        return True
    folder = folders[-1] if folders else ""
    # Laravel's configuration is PHP that returns an array.
    return (CONFIG_FOLDER.match(folder) is not None and name.endswith(CONFIG_SUFFIXES)) or (
        folder == "config" and name.endswith(".php")
    )


def is_workflow(path: str) -> bool:
    """Whether a CI system runs the file."""
    return CI_FILES.match(path) is not None or CI_NAME.match(path.rpartition("/")[2]) is not None


def is_container(path: str) -> bool:
    """Whether a container image is built of the file."""
    return CONTAINER_NAME.match(path.rpartition("/")[2]) is not None


def _fact(file: FileFact, keys: Mapping[str, Change]) -> ConfigFile:
    most = list(keys)[:MOST_KEYS]
    return ConfigFile(
        path=file.path,
        line=None,
        change=_change(file.file.status),
        keys=tuple(most),
        added=tuple(key for key in most if keys[key] is Change.ADDED),
        removed=tuple(key for key in most if keys[key] is Change.REMOVED),
    )


def _change(status: Status) -> Change:
    if status in (Status.ADDED, Status.COPIED):
        return Change.ADDED
    return Change.REMOVED if status is Status.DELETED else Change.MODIFIED


def _keys(pair: Pair | None, survey: Survey) -> dict[str, Change]:
    """The top-level keys, sections or variables that differ; none for a file that came or went as a whole."""
    if pair is None or pair.base is None or pair.head is None:
        return {}
    suffix = suffix_of(pair.path)
    if ENV_NAME.match(pair.path.rpartition("/")[2]):
        return _differing(_assigned(pair.base), _assigned(pair.head))
    if suffix == ".json":
        return _of_document(pair.base, pair.head)
    syntax = SYNTAXES.get(suffix)
    return _of_lines(pair, survey, syntax) if syntax else {}


def _assigned(text: str) -> dict[str, str]:
    return {found[1]: line for line in text.split("\n") if (found := ASSIGNMENT.match(line))}


def _of_document(base: str, head: str) -> dict[str, Change]:
    try:
        old, new = json.loads(base), json.loads(head)
    except (ValueError, RecursionError):
        return {}
    return _differing(old, new) if isinstance(old, dict) and isinstance(new, dict) else {}


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Change]:
    keys = [*new, *(key for key in old if key not in new)]
    return {key: _became(key, old, new) for key in keys if key not in old or key not in new or old[key] != new[key]}


def _became(key: str, old: Container[str], new: Container[str]) -> Change:
    return Change.ADDED if key not in old else Change.REMOVED if key not in new else Change.MODIFIED


def _of_lines(pair: Pair, survey: Survey, syntax: Syntax) -> dict[str, Change]:
    """The keys and sections around the changed lines, on the side on which each line stands."""
    sides = ((pair.head or "", survey.added_lines(pair.file)), (pair.base or "", survey.removed_lines(pair.file)))
    found: dict[str, None] = {}
    named: list[set[str]] = []
    for text, lines in sides:
        name, in_section, names = "", False, set[str]()
        for number, line in enumerate(text.split("\n"), 1):
            if section := syntax.section.match(line):
                name, in_section = section[1], True
            elif not in_section and (key := syntax.key.match(line)):
                name = key[1]
            names.add(name)
            if number in lines and name and line.strip() and not line.lstrip().startswith(("#", ";")):
                found[name] = None
        named.append(names)
    return {key: _became(key, named[1], named[0]) for key in found}
