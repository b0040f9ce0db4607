"""Services in protocol buffers: an rpc each, with the messages that it takes and gives, and its HTTP mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.comments import comments
from draft_summary.facts.contracts.places import closings, line_at
from draft_summary.facts.frameworks.wiring import Route
from draft_summary.facts.languages import language_of

PACKAGE = re.compile(r"^\s*package\s+([\w.]{1,200})\s*;", re.MULTILINE)
SERVICE = re.compile(r"\bservice\s+(\w{1,120})\s*\{")
RPC = re.compile(
    r"\brpc\s+(\w{1,120})\s*\(\s*(stream\s+)?([\w.]{1,200})\s*\)\s*returns\s*\(\s*(stream\s+)?([\w.]{1,200})\s*\)\s*([;{])"
)
MESSAGE = re.compile(r"\bmessage\s+(\w{1,120})\s*\{")
HTTP = re.compile(r"\b(get|put|post|delete|patch)\s*:\s*\"(/[^\"]{0,300})\"")
DEPRECATED = re.compile(r"\boption\s+deprecated\s*=\s*true")
MOST = 2_000  # services, messages and rpcs of one file


def is_contract(path: str, _text: str) -> bool:
    """Whether it is a file of protocol buffers."""
    return path.endswith(".proto")


def read(path: str, text: str) -> Iterator[Route]:
    """An rpc as `/package.Service/Method`, as gRPC addresses it; one that is mapped to HTTP by that route too."""
    bare = _without_comments(path, text)
    package = PACKAGE.search(bare)
    prefix = f"{package[1]}." if package else ""
    ends, line_of = closings(bare), line_at(bare)
    messages = {found[1]: bare[found.end() : ends[found.end()]] for found in _some(MESSAGE, bare, 0, len(bare))}
    for service in _some(SERVICE, bare, 0, len(bare)):
        for rpc in _some(RPC, bare, service.end(), ends[service.end()]):
            options = bare[rpc.end() : ends[rpc.end()]] if rpc[6] == "{" else ""
            known = " ".join(messages.get(name.rpartition(".")[2], "") for name in (rpc[3], rpc[5]))
            contract = " ".join(f"{rpc[0]} {options} {known}".split())
            gone = DEPRECATED.search(options) is not None
            line, route = line_of(rpc.start()), f"/{prefix}{service[1]}/{rpc[1]}"
            yield Route(("", ""), route, ("RPC",), path, line, contract, deprecated=gone)
            for method, mapped in HTTP.findall(options):
                yield Route(("", ""), mapped, (method.upper(),), path, line, contract, deprecated=gone)


def _some(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text, start, end)):
        if number >= MOST:
            break
        yield found


def _without_comments(path: str, text: str) -> str:
    """The text with its comments blanked, lines kept."""
    language = language_of(path)
    lines = text.split("\n")
    for number, comment in comments(text, language.comments) if language else ():
        line = lines[number - 1]
        place = line.find(comment) if comment else -1
        if place >= 0:
            lines[number - 1] = line[: max(place - 2, 0)] + line[place + len(comment) :]
    return "\n".join(line.replace("*/", "").replace("//", "") if not line.count('"') else line for line in lines)
