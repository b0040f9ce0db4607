"""JUnit and Cobertura XML, read element by element: no tree, no document type, so no entity that could expand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from draft_summary.values.reports import CoveredFile, Outcome, ReadReport, ReportKind, TestCase

MOST_ELEMENTS = 2_000_000
DEEPEST = 100
LONGEST_NAME = 500  # characters
ENDINGS = {"failure": Outcome.FAILED, "error": Outcome.ERROR, "skipped": Outcome.SKIPPED}
JUNIT = frozenset({"testsuites", "testsuite"})
COBERTURA = "coverage"


class NotReadableError(Exception):
    """A file that is no report, with the reason."""


@dataclass
class _Reading:
    """What was read so far of one file."""

    root: str = ""
    path: list[str] = field(default_factory=list)
    elements: int = 0
    cases: list[TestCase] = field(default_factory=list)
    files: dict[str, dict[int, bool]] = field(default_factory=dict)
    file: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        name = tag.rpartition(":")[2]
        if not self.path and name not in JUNIT and name != COBERTURA:
            raise NotReadableError(f"its root is <{name[:40]}>, which is neither JUnit nor Cobertura")
        self.root = self.root or name
        if self.elements > MOST_ELEMENTS or len(self.path) >= DEEPEST:
            raise NotReadableError("it is larger or deeper than any report")
        if name == "testcase":
            self._case(attributes)
        elif name in ENDINGS and self.path[-1:] == ["testcase"]:
            self.cases[-1] = replace(self.cases[-1], outcome=ENDINGS[name])
        elif name == "class":
            self.file = attributes.get("filename", "")[:LONGEST_NAME].replace("\\", "/")
        elif name == "line" and self.file and "method" not in self.path:
            self._line(attributes)
        self.path.append(name)

    def end(self, _tag: str) -> None:
        if self.path.pop() == "class":
            self.file = ""

    def _case(self, attributes: Mapping[str, str]) -> None:
        owner = attributes.get("classname") or attributes.get("file", "")
        name = attributes.get("name", "")
        ended = Outcome.SKIPPED if attributes.get("status") in ("skipped", "disabled", "notrun") else Outcome.PASSED
        self.cases.append(TestCase(owner[:LONGEST_NAME], name[:LONGEST_NAME], ended))

    def _line(self, attributes: Mapping[str, str]) -> None:
        number, hits = attributes.get("number", ""), attributes.get("hits", "")
        if number.isdigit() and hits.isdigit() and len(number) < 10:  # noqa: PLR2004 — no file has as many lines
            lines = self.files.setdefault(self.file, {})
            lines[int(number)] = lines.get(int(number), False) or hits.strip("0") != ""


def read(data: bytes, report: ReadReport) -> ReadReport:
    """Return the report with what the XML says. Raises NotReadableError with the reason for anything else."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 — the parser's own signature
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise NotReadableError(f"it is not whole XML (line {error.lineno}: {reason})") from None
    except (ValueError, LookupError):
        raise NotReadableError("it names an encoding that is not known") from None
    files = (CoveredFile(path, sum(lines.values()), len(lines), max(lines)) for path, lines in reading.files.items())
    kind = ReportKind.COVERAGE if reading.root == COBERTURA else ReportKind.TESTS
    return replace(report, kind=kind, cases=tuple(reading.cases), files=tuple(files))


def _refuse(*_: object) -> None:
    raise NotReadableError("it declares a document type, which no report needs")
