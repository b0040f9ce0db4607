"""What a summary names that can be looked up: tests, paths, names, versions, commits, messages in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from draft_summary.review.context import is_gone, is_planned, need_not_exist, sentence
from draft_summary.review.listed import bare, is_path
from draft_summary.review.paths import Paths
from draft_summary.review.reading import Form, Statement
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.references import METHODS

_TEST = re.compile(
    r"(?<![\w/.*-])((?:[\w.@-]{1,80}/){0,12}[\w.-]{1,80}\.[a-z]{1,4}::[\w:]{1,200}|(?:\w{1,80}::){0,4}test_\w{1,120})"
    r"(?:\[[^\]\n]{0,80}\])?(?![\w*/-]|\.\w|…|\.\.\.)"
)
_VERSION = re.compile(
    r"(?<![\w.@/:-])v?(\d{1,4}\.\d{1,4}\.\d{1,6}(?:[-.]?(?:a|b|rc|alpha|beta|dev|post)\.?\d*)?)(?![\w.]{0,40}[\w/])"
)
_HASH = re.compile(r"(?<![\w-])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}(?![\w-])")
_STRING = re.compile(r"[frbu]{0,2}([\"'])(.{12,160})\1")
_HOLES = re.compile(r"\{[^{}]*\}|%[sdr]|%\(\w+\)[sd]|\$\{?\w+\}?|<[^<>]*>|\\[nt]|\.\.\.|…")
_PATTERN = re.compile(
    r"[<>{}*$…|]|\.\.\.|YYYY|XXX|\bNNN?\b|\b(?:foo|bar|example|snake_case|camelCase)\b", re.IGNORECASE
)
_MACHINE = re.compile(
    r"/(?:bin|dev|etc|home|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)/"
)  # no path of a repository
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_FLAG = re.compile(r"--[a-z][\w-]{2,40}\Z")
_MARKED = re.compile(r"[A-Za-z0-9]_[A-Za-z0-9]|[a-z0-9][A-Z][a-z0-9]")
# A name outside of a code span; what is joined to it by a dot, a slash or a hyphen makes it a part of something else.
_WRITTEN_OUT = re.compile(r"(?<![\w./`:$-])([A-Za-z]\w{1,80})(?:\(\))?(?![\w/-]|[.:][\w/])")
_ROUTE = re.compile(rf"(?:(?:{'|'.join(sorted(METHODS))})\s+)?(/[\w{{}}<>:./-]+)\Z")
_DEPENDENCIES = re.compile(r"\bdependenc(?:y|ies)\b", re.IGNORECASE)
_PACKAGE = re.compile(r"@?[A-Za-z][\w./-]{1,80}\Z")
_COMMITS = re.compile(r"\bcommits?\b", re.IGNORECASE)
_PLAN = re.compile(r"\b(?:spec|specification|tdr|design|criteri(?:a|on)|acs?|plan)\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"(?:README|CHANGELOG|[\w./-]{1,80}\.(?:md|mdx|rst|txt)|docs?|documentation|docstrings?)\b[^\".\n\u201c]{0,40}?"
    r"\b(?:warns?|says?|states?|notes?|reads?|explains?|documents?)\b[^\"\n\u201c]{0,20}"
    r"[\"\u201c]([^\"\u201d]{12,200})[\"\u201d]",
    re.IGNORECASE,
)
_SHINGLE = 3  # words
_LONGEST_SPAN = 160
_SHORTEST_PIECE = 8  # characters of a message between two holes that say anything
_CODE = frozenset({"", "text", "txt", "console", "shell", "sh", "bash"})  # fences that show what was run, no code


class Kind(StrEnum):
    """What is named."""

    TEST = "test"
    PATH = "path"
    NAME = "name"
    VERSION = "version"
    COMMIT = "commit"
    MESSAGE = "message"
    QUOTE = "quote"
    DEPENDENCY = "dependency"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named, as written. All of `parts` have to be somewhere.

    `planned`: the text says it is yet to come; `cites_plan`: it says that it speaks of the spec or the TDR.
    """

    kind: Kind
    text: str
    line: int
    parts: tuple[str, ...]
    planned: bool = False
    cites_plan: bool = False


def mentions(statements: Iterable[Statement], paths: Paths) -> Iterator[Mention]:
    """Yield what the statements name, but for what they plan, deny, call gone or give as an example; tests always."""
    for statement in statements:
        if statement.ticked is False:
            continue  # a box that is not ticked says nothing
        yield from _tests(statement)
        if statement.form is Form.FENCED:
            continue
        anatomy = Anatomy.of(statement.text, markdown=True)
        for start, end in anatomy.spans:
            compound = (
                anatomy.flat[end : end + 2].strip("-").isalpha() and anatomy.flat[end : end + 1] == "-"
            )  # `x`-style
            if not (compound or need_not_exist(statement, sentence(anatomy.words, start))):
                yield from _of_code(anatomy.flat[start:end].strip(), statement, paths)
        yield from (*_versions(anatomy, statement), *_commits(anatomy, statement), *_names(anatomy, statement))
        yield from _quotes(statement)


def _tests(statement: Statement) -> Iterator[Mention]:
    if statement.form is Form.FENCED and statement.info not in _CODE:
        return
    for match in _TEST.finditer(statement.text):
        test = match[1]
        if statement.form is Form.FENCED and "::" not in test:
            continue
        if is_gone(statement, sentence(statement.text, match.start())):
            continue
        planned = is_planned(statement, statement.text)
        yield Mention(Kind.TEST, test, statement.line_of(test), (test.rpartition("::")[2],), planned)


def _of_code(span: str, statement: Statement, paths: Paths) -> Iterator[Mention]:
    line = statement.line_of(span)
    if len(span) > _LONGEST_SPAN or _TEST.fullmatch(span.removesuffix("()")) or _HASH.fullmatch(span):
        return
    if message := _STRING.fullmatch(span):
        pieces = tuple(one for part in _HOLES.split(message[2]) if len(one := part.strip()) >= _SHORTEST_PIECE)
        yield Mention(Kind.MESSAGE, message[2], line, pieces)
    elif _PATTERN.search(span) or _MACHINE.match(span):
        return
    elif (path := bare(span)) and _is_of_here(path, paths) and "://" not in span and not _ROUTE.fullmatch(span):
        yield Mention(Kind.PATH, path, line, (path, path.rstrip("/").rpartition("/")[2]))
    elif route := _ROUTE.fullmatch(span):
        yield from _of_route(route[1], line, paths)
    elif _is_dependency(span, statement):
        spellings = (span, span.lower(), span.lower().replace("-", "_"), span.lower().replace("_", "-"))
        yield Mention(Kind.DEPENDENCY, span, line, tuple(dict.fromkeys(spellings)))
    elif parts := _parts(span):
        yield Mention(Kind.NAME, span, line, parts, cites_plan=_cites_plan(statement))


def _is_dependency(span: str, statement: Statement) -> bool:
    """Whether it is what an entry of a list of dependencies begins with."""
    listed = statement.text.lstrip("*_ ").startswith(f"`{span}`") and statement.form in (Form.ITEM, Form.ROW)
    return listed and bool(_PACKAGE.match(span)) and any(map(_DEPENDENCIES.search, statement.headings))


def _is_of_here(path: str, paths: Paths) -> bool:
    """Whether it reads as a path of this repository: by its suffix, or by the folder that it begins with."""
    named = "." in path.rpartition("/")[2] or paths.is_folder(path.partition("/")[0])
    return named and is_path(path, paths.suffixes)


def _of_route(route: str, line: int, paths: Paths) -> Iterator[Mention]:
    """A path from the root: the repository's, else a route, whose segments stand somewhere even if it is composed."""
    path = bare(route)
    if paths.ending(path) or paths.is_folder(path):
        return
    segments = tuple(one for one in path.split("/") if one.replace("-", "").replace("_", "").isalnum())
    if is_path(path, paths.suffixes) and "." in path.rpartition("/")[2]:
        yield Mention(Kind.PATH, path, line, (path, path.rpartition("/")[2]))
    elif segments:
        yield Mention(Kind.NAME, route, line, segments)


def _parts(span: str) -> tuple[str, ...]:
    """The names of a code span that can only be names of something: with an underscore, in camel case, an option."""
    if _FLAG.match(span):
        return (span,)
    if any(char.isspace() for char in span) and not _MARKED.search(span):
        return ()
    return tuple(dict.fromkeys(name for name in _NAME.findall(span) if _MARKED.search(name.strip("_"))))


def _names(anatomy: Anatomy, statement: Statement) -> Iterator[Mention]:
    for match in _WRITTEN_OUT.finditer(anatomy.words):
        name = match[1]
        if "_" not in name.strip("_") or _TEST.fullmatch(name):
            continue
        if not need_not_exist(statement, sentence(anatomy.words, match.start())):
            cites_plan = _cites_plan(statement)
            yield Mention(Kind.NAME, name, statement.line_of(name), (name,), cites_plan=cites_plan)


def _cites_plan(statement: Statement) -> bool:
    """Whether it speaks of the spec or the TDR, or of commits: what those say need not be there."""
    return bool(_PLAN.search(statement.text)) or any(map(_COMMITS.search, statement.headings[1:]))


def _versions(anatomy: Anatomy, statement: Statement) -> Iterator[Mention]:
    for match in _VERSION.finditer(anatomy.told):
        if not need_not_exist(statement, sentence(anatomy.told, match.start())):
            yield Mention(Kind.VERSION, match[1], statement.line_of(match[1]), (match[1], f"v{match[1]}"))


def _commits(anatomy: Anatomy, statement: Statement) -> Iterator[Mention]:
    for match in _HASH.finditer(anatomy.told):
        yield Mention(Kind.COMMIT, match.group(), statement.line_of(match.group()), ())


def _quotes(statement: Statement) -> Iterator[Mention]:
    """What a document is said to say, word for word."""
    for match in _QUOTED.finditer(statement.text):
        words = match[1].split()
        runs = tuple(" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
        yield Mention(Kind.QUOTE, match[1], statement.line_of(match[1]), runs)
