"""Tests that annotations mark: JUnit 4 and 5, TestNG, xUnit, NUnit, MSTest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draft_summary.facts.classes.outline import Annotation, Member, Type, annotated
from draft_summary.facts.parsing import Source, written
from draft_summary.facts.reading import FoundTest

JUNIT = frozenset({"Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property"})
DOTNET = frozenset(
    {"Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod", "SkippableFact"}
    | {"SkippableTheory", "StaFact", "WpfFact", "Property"}
)
SKIPS = ("Disabled", "Ignore", "Ignored")
# What starts a part of the program or its database, by its library's own words.
INTEGRATION = frozenset(
    {"SpringBootTest", "DataJpaTest", "DataR2dbcTest", "JdbcTest", "DataMongoTest", "Testcontainers", "MicronautTest"}
    | {"QuarkusTest", "QuarkusIntegrationTest", "SpringIntegrationTest", "IntegrationTest"}
)
SLICES = ("WebMvcTest", "WebFluxTest", "JsonTest", "RestClientTest", "ContextConfiguration", "SpringJUnitConfig")
DOUBLES = re.compile(
    r"^\s*(?:import|using)\s+(?:static\s+)?(org\.mockito|io\.mockk|Moq|NSubstitute|FakeItEasy)\b", re.MULTILINE
)
OLD = re.compile(r"^test")
UNIT_FOLDER = re.compile(r"(^|/)src/test/(java|kotlin)/")
PACKAGE = re.compile(r"^package\s+([\w.]{1,200})", re.MULTILINE)
IMPORT = re.compile(r"^import\s+(?:static\s+)?([\w.]{1,300})", re.MULTILINE)
HARMLESS = re.compile(
    r"^(java\.(util|time|math|text|lang)|org\.(junit|assertj|hamcrest|mockito)|junit|io\.(mockk|kotest)|lombok"
    r"|com\.google\.(common|truth)|com\.fasterxml\.jackson|kotlin|kotlinx\.coroutines)\."
)
STARTS = re.compile(r"WebApplicationFactory|TestServer|testcontainers|SpringRunner|SpringExtension", re.IGNORECASE)
TAGS = ("Tag", "Tags", "Category", "Trait", "TestCategory", "Categories", "TestPropertySource")
TIER = re.compile(r"\b(unit|integration|e2e|end[_-]?to[_-]?end|functional|acceptance)(?:[_-]?tests?)?\b", re.IGNORECASE)
NAMED = re.compile(r"(IT|ITCase|IntegrationTests?|IntTests?|E2ETests?|EndToEndTests?)$")


def read(source: Source, types: Iterable[Type], marks: frozenset[str]) -> tuple[FoundTest, ...]:
    """The tests of a file in order, one with several cases once."""
    found = {}
    for one in types:
        for member in one.members:
            mark = next((a for a in member.annotations if a.name in marks), None)
            if mark is None and "TestCase" in one.bases and "public" in member.modifiers and OLD.match(member.name):
                mark = Annotation("")  # JUnit 3
            if member.kind == "method" and mark is not None:
                test = _test(source, one, member, mark)
                found[test.name] = test
    return tuple(found.values())


def _test(source: Source, one: Type, member: Member, mark: Annotation) -> FoundTest:
    around = [member.annotations, one.annotations, *(outer.annotations for outer in reversed(one.around))]
    skip = next((found for marks in around if (found := annotated(marks, *SKIPS))), None)
    reason = " ".join((*(skip.texts("", "value", "reason") if skip else ()), *mark.texts("Skip", "Ignore", "reason")))
    skipped = skip is not None or bool(mark.raw("Skip", "Ignore")) or mark.raw("enabled") == "false"
    return FoundTest(
        name="::".join((*one.chain, member.name)),
        line=member.line,
        tier=_tier(one, around) or _unit(source, one, around),
        skipped=skipped,
        reason=reason,
        body=written(member.node),
    )


def _tier(one: Type, around: list[tuple[Annotation, ...]]) -> str:
    for marks in around:
        tags = (text for tag in marks if tag.name in TAGS for given in tag.arguments for text in given.texts)
        if tag := next((found for text in tags if (found := TIER.search(text))), None):
            word = tag[1].lower()
            return word if word in ("unit", "integration") else "e2e"
        if annotated(marks, *INTEGRATION):
            return "integration"
    if named := NAMED.search(one.chain[0]):
        return "e2e" if named[1].startswith("E") else "integration"
    return ""


def _unit(source: Source, one: Type, around: list[tuple[Annotation, ...]]) -> str:
    """A test whose surroundings are doubles, and that has no base class to start more, tests a unit."""
    if one.bases or any(outer.bases for outer in one.around) or any(annotated(marks, *SLICES) for marks in around):
        return ""
    if STARTS.search(source.text):
        return ""
    return "unit" if DOUBLES.search(source.text) or _needs_nothing(source) else ""


def _needs_nothing(source: Source) -> bool:
    """Whether a file where Maven and Gradle have unit tests imports the program's own, assertions and values alone."""
    package = PACKAGE.search(source.text)
    if not UNIT_FOLDER.search(source.path) or package is None:
        return False
    own = ".".join(package[1].split(".")[:2])
    names = IMPORT.findall(source.text)
    return all(name.startswith(f"{own}.") or HARMLESS.match(name) for name in names)
