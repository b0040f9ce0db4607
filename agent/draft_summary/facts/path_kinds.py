"""What a file is for, as its path tells: names and folders that build tools, test runners and linguist agree on."""

from __future__ import annotations

import re

from draft_summary.facts.languages import language_of
from draft_summary.values.facts import FileKind

LOCKFILES = frozenset(
    {
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "Pipfile.lock",
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "bun.lockb",
        "Cargo.lock",
        "go.sum",
        "Gemfile.lock",
        "composer.lock",
        "packages.lock.json",
        "gradle.lockfile",
        "mix.lock",
        "Podfile.lock",
        "pubspec.lock",
        "Package.resolved",
        "flake.lock",
        "conda-lock.yml",
        ".terraform.lock.hcl",
    }
)
# As in linguist's vendor.yml: other people's code that was checked in.
VENDORED_FOLDERS = frozenset({"node_modules", "vendor", "third_party", "thirdparty", "_vendor", "bower_components"})
GENERATED_NAME = re.compile(
    r"(\.min\.(js|css)|\.(js|css)\.map|_pb2(_grpc)?\.pyi?|\.pb\.go|\.g\.dart|\.designer\.cs|ModelSnapshot\.cs|\.snap"
    r"|[._-]generated\.\w{1,8})$",
    re.IGNORECASE,
)
SNAPSHOT = re.compile(r"(^|/)meta/(\d{1,20}_snapshot|_journal)\.json$")  # drizzle-kit's, beside its migrations
BUILT = re.compile(r"(^|/)dist/.{1,400}\.(js|mjs|cjs|css|d\.[cm]?ts)$")  # what bundlers write
TEST_FOLDERS = frozenset(
    {"test", "tests", "__tests__", "__test__", "__mocks__", "e2e", "testdata", "test_data", "cypress", "spec"}
)
TEST_FOLDER_TAIL = re.compile(r"([a-z0-9]Tests?|[._-][Tt]ests?)$")
TEST_NAME = re.compile(
    r"(^test_.*\.py|_test\.(py|go|rb|exs|dart|c|cc|cpp)|_spec\.rb|^tests?\.py|^conftest\.py"
    r"|[._-](test|spec|cy|e2e|e2e-spec)\.[cm]?[jt]sx?|^tests?\.[cm]?[jt]sx?"
    r"|^(jest|vitest|playwright|cypress|karma|wdio|nightwatch)[\w.-]{0,40}\.(config|conf|setup|workspace)\.[cm]?[jt]s"
    r"|(Test|Tests|IT|Spec)\.(java|kt|php|cs|scala|groovy|swift))$"
)
DOCS_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt", ".org", ".tex", ".pdf"})
DOCS_NAMES = re.compile(
    r"^(README|CHANGELOG|CHANGES|CONTRIBUTING|LICEN[CS]E|NOTICE|AUTHORS|SECURITY|CODE_OF_CONDUCT)\b"
)
DOCS_FOLDERS = frozenset({"docs", "doc", "documentation"})
# Shown to readers, not run by the program.
EXAMPLE_FOLDERS = DOCS_FOLDERS | {
    "examples",
    "example",
    "samples",
    "sample",
    "demo",
    "demos",
    "benchmarks",
    "notebooks",
}
BINARY_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff", ".woff2", ".ttf", ".zip", ".gz", ".jar", ".mp4", ".mp3"}
)
SPEC_FOLDER = re.compile(
    r"^(directive/|\.specify/|specs/|openspec/|\.kiro/|docs/stories/|spec-kit/|\.?agent-os/|_?bmad(-output)?/)"
)
SPEC_SUFFIXES = frozenset({".md", ".mdx", ".markdown"})
CONFIG_SUFFIXES = frozenset(
    {".toml", ".yml", ".yaml", ".json", ".jsonc", ".json5", ".ini", ".cfg", ".conf", ".properties", ".env", ".tf"}
    | {".tfvars", ".hcl", ".csproj", ".sln", ".lock", ".plist", ".gradle", ".mdc", ".service", ".in"}
)
SAMPLE_SUFFIXES = frozenset({".example", ".sample", ".dist", ".template", ".tmpl"})
CONFIG_NAMES = re.compile(
    r"^(Dockerfile|Containerfile|Makefile|GNUmakefile|Procfile|Jenkinsfile|Vagrantfile|Gemfile|Pipfile|Caddyfile"
    r"|go\.mod|go\.work|pom\.xml|CMakeLists\.txt|build\.gradle|settings\.gradle|CODEOWNERS)"
)
REQUIREMENTS_NAME = re.compile(
    r"^([\w.-]{0,40}[_.-])?(requirements|constraints)([_.-][\w.-]{0,60})?\.(txt|in)$", re.IGNORECASE
)


def kind_by_path(path: str) -> FileKind:
    """The kind that the path alone tells; CODE where nothing else fits."""
    folders, _, name = path.rpartition("/")
    parts = folders.split("/") if folders else []
    suffix = suffix_of(name)
    rules = (
        (FileKind.LOCK, name in LOCKFILES),
        (
            FileKind.GENERATED,
            is_vendored(path) or GENERATED_NAME.search(name) or BUILT.search(path) or SNAPSHOT.search(path),
        ),
        (FileKind.BINARY, suffix in BINARY_SUFFIXES),
        (FileKind.SPEC, SPEC_FOLDER.match(path) and suffix in SPEC_SUFFIXES),
        (FileKind.CONFIG, is_requirements(path) or CONFIG_NAMES.match(name)),
        (FileKind.TEST, _is_test(parts, name, suffix)),
    )
    return next((kind for kind, holds in rules if holds), None) or _kind_by_suffix(parts, name, suffix)


def _kind_by_suffix(folders: list[str], name: str, suffix: str) -> FileKind:
    if suffix in DOCS_SUFFIXES or DOCS_NAMES.match(name):
        return FileKind.DOCS
    if suffix in CONFIG_SUFFIXES or name.startswith("."):
        return FileKind.CONFIG
    if suffix in SAMPLE_SUFFIXES:
        stem = name.removesuffix(suffix)
        return _kind_by_suffix(folders, stem, suffix_of(stem)) if language_of(stem) else FileKind.CONFIG
    language = language_of(name)
    if DOCS_FOLDERS.intersection(folders) and (language is None or not language.program or name == "conf.py"):
        return FileKind.DOCS
    return FileKind.CODE


def _is_test(folders: list[str], name: str, suffix: str) -> bool:
    if TEST_NAME.search(name):
        return True
    if suffix in SPEC_SUFFIXES:
        return False
    return any(part in TEST_FOLDERS or TEST_FOLDER_TAIL.search(part) for part in folders)


def is_vendored(path: str) -> bool:
    """Whether the file is somebody else's, checked in."""
    return not VENDORED_FOLDERS.isdisjoint(path.split("/")[:-1])


def is_example(path: str) -> bool:
    """Whether the file is shown to readers rather than run by the program."""
    return not EXAMPLE_FOLDERS.isdisjoint(path.split("/")[:-1])


def is_requirements(path: str) -> bool:
    """Whether pip reads the file as a list of requirements or constraints."""
    folders, _, name = path.rpartition("/")
    if REQUIREMENTS_NAME.match(name):
        return True
    return folders.rpartition("/")[2] == "requirements" and name.endswith((".txt", ".in"))


def suffix_of(path: str) -> str:
    """The last suffix with its dot, empty where there is none (a leading dot starts no suffix)."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix if stem.strip(".") else ""
