"""Facts in Java, Kotlin and C#: tests, variables, logs, metrics, flags, public types."""

from __future__ import annotations

import pytest

from facts.changes import facts_of

JUNIT = """
import org.mockito.Mock;

@Tag("integration")
class UsersTest {
    @Test void one() {}
    @ParameterizedTest @ValueSource(strings = {"a"}) void many(String a) {}
    @Test @Disabled("later") void skipped() {}
    @BeforeEach void setUp() {}
    void helper() {}
    @Nested class Inner { @Test void deep() {} }
}
"""
KOTLIN_JUNIT = """
import org.mockito.kotlin.mock

class UsersTest {
    @Test
    fun `says what it does`() = runTest { }
}
"""
KOTEST = """
class Specs : FunSpec({
    test("plain") { 1 shouldBe 1 }
    context("group") {
        test("inner") { }
        xtest("off") { }
    }
})
class Strings : StringSpec({
    "one" { }
    "!two" { }
})
class Behaviours : DescribeSpec({
    describe("a") { it("b") { } }
})
class Free : FreeSpec({
    "outer" - { "inner" { } }
})
"""
XUNIT = """
public class UsersTests
{
    [Fact] public void One() {}
    [Theory, InlineData(1)] public async Task Many(int n) {}
    [Fact(Skip = "later")] public void Skipped() {}
    [TestMethod] [Ignore] public void Old() {}
    private void Helper() {}
}
"""


@pytest.mark.parametrize(
    ("path", "text", "expected", "skipped"),
    [
        pytest.param(
            "src/test/java/UsersTest.java",
            JUNIT,
            [
                ("UsersTest::one", "integration"),
                ("UsersTest::many", "integration"),
                ("UsersTest::skipped", "integration"),
                ("UsersTest::Inner::deep", "integration"),
            ],
            ["UsersTest::skipped"],
            id="JUnit",
        ),
        pytest.param(
            "src/test/kotlin/UsersTest.kt", KOTLIN_JUNIT, [("UsersTest::says what it does", "unit")], [], id="Kotlin"
        ),
        pytest.param(
            "src/test/kotlin/Specs.kt",
            KOTEST,
            [
                ("Specs::plain", ""),
                ("Specs::group::inner", ""),
                ("Specs::group::off", ""),
                ("Strings::one", ""),
                ("Strings::two", ""),
                ("Behaviours::a::b", ""),
                ("Free::outer::inner", ""),
            ],
            ["Specs::group::off", "Strings::two"],
            id="Kotest",
        ),
        pytest.param(
            "test/App.Tests/UsersTests.cs",
            XUNIT,
            [("UsersTests::One", ""), ("UsersTests::Many", ""), ("UsersTests::Skipped", ""), ("UsersTests::Old", "")],
            ["UsersTests::Skipped", "UsersTests::Old"],
            id="xUnit and MSTest",
        ),
        pytest.param(
            "src/integrationTest/java/AIT.java",
            "class AIT { @Test void a() {} }",
            [("AIT::a", "integration")],
            [],
            id="IT",
        ),
    ],
)
def test_tests(path: str, text: str, expected: list[tuple[str, str]], skipped: list[str]) -> None:
    facts = facts_of({}, {path: text})
    assert [(one.name, one.tier) for one in facts.tests] == expected
    assert [one.name for one in facts.tests if one.skipped] == skipped


JAVA = """
class A {
    private static final Logger log = LoggerFactory.getLogger(A.class);
    @Value("${PORT:80}") int port;
    @Value("${some.property}") String property;

    void f() {
        log.info("java {}", 1);
        LOGGER.error("bad");
        map.get("no log");
        String a = System.getenv("PLAIN");
        String b = System.getenv().getOrDefault("WITH", "x");
        Counter.builder("made").register(registry);
        meterRegistry.counter("counted");
        var c = Files.builder("other");
    }
}
"""
KOTLIN = """
class A(@Value("\\${PORT:80}") val port: Int) {
    fun f() {
        log.info("kotlin $x")
        logger.debug { "lazy" }
        val a = System.getenv("PLAIN")
        val b = System.getenv("WITH") ?: "x"
        Timer.builder("made").register(registry)
    }
}
"""
CSHARP = """
class A
{
    void F()
    {
        _logger.LogWarning("c# {Id}", id);
        Log.Information("serilog");
        var a = Environment.GetEnvironmentVariable("PLAIN");
        var b = Environment.GetEnvironmentVariable("WITH") ?? "x";
        var c = meter.CreateCounter<long>("made");
    }
}
"""


@pytest.mark.parametrize(
    ("path", "text", "logs", "variables", "metrics"),
    [
        pytest.param(
            "src/main/java/A.java",
            JAVA,
            [("info", "java {}"), ("error", "bad")],
            {"PORT": "80", "PLAIN": None, "WITH": "x"},
            [("made", "counter"), ("counted", "counter")],
            id="Java",
        ),
        pytest.param(
            "src/main/kotlin/A.kt",
            KOTLIN,
            [("info", "kotlin $x"), ("debug", "lazy")],
            {"PORT": "80", "PLAIN": None, "WITH": "x"},
            [("made", "histogram")],
            id="Kotlin",
        ),
        pytest.param(
            "src/A.cs",
            CSHARP,
            [("warning", "c# {Id}"), ("info", "serilog")],
            {"PLAIN": None, "WITH": "x"},
            [("made", "counter")],
            id="C#",
        ),
    ],
)
def test_logs_variables_and_metrics(
    path: str,
    text: str,
    logs: list[tuple[str, str]],
    variables: dict[str, str | None],
    metrics: list[tuple[str, str]],
) -> None:
    facts = facts_of({}, {path: text})
    assert [(one.level, one.message) for one in facts.logging] == logs
    assert {one.name: one.default for one in facts.environment} == variables
    assert [(one.name, one.type) for one in facts.metrics] == metrics


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "src/main/java/A.java",
            'import io.getunleash.Unleash;\nclass A { boolean f() { return unleash.isEnabled("new-ui"); } }',
            [("new-ui", None)],
            id="Unleash",
        ),
        pytest.param(
            "src/main/java/A.java",
            'import com.launchdarkly.sdk.*;\nclass A { boolean f() { return c.boolVariation("new-ui", u, false); } }',
            [("new-ui", "false")],
            id="LaunchDarkly",
        ),
        pytest.param(
            "src/A.cs",
            'using Microsoft.FeatureManagement;\nclass A { [FeatureGate("gate")] int F() { x.IsEnabledAsync("ask"); }}',
            [("ask", None), ("gate", None)],
            id="FeatureManagement",
        ),
        pytest.param("src/main/java/A.java", 'class A { boolean f() { return x.isEnabled("no"); } }', [], id="other"),
    ],
)
def test_flags(path: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert sorted((one.name, one.default) for one in facts_of({}, {path: text}).flags) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        pytest.param(
            "src/main/java/a/b/C.java",
            "public class C { public void gone() {} public int f(int a) { return a; } void hidden() {} }",
            "public class C { public int f(int a, int b) { return a; } }",
            ["`a.b.C.f` changed from `(int a) int` to `(int a, int b) int`", "`a.b.C.gone` removed"],
            id="Java",
        ),
        pytest.param(
            "src/main/java/a/C.java",
            "public class C { public void f(int a) {} public void f(String a) {} }",
            "public class C { public void f(int a) {} public void f(long a) {} public void f(int a, int b) {} }",
            ["`a.C.f` no longer takes `(String) void`"],
            id="overloads",
        ),
        pytest.param(
            "src/main/kotlin/a/C.kt",
            "class C { fun gone() {}\n private fun hidden() {}\n internal fun inner() {} }\nfun top() {}\n",
            "class C\n",
            ["`a.C.gone` removed", "`a.top` removed"],
            id="Kotlin",
        ),
        pytest.param(
            "src/App/C.cs",
            "namespace A.B { public class C { public void Gone() {} void Hidden() {} } class D {} }",
            "namespace A.B;\npublic class C { }",
            ["`A.B.C.Gone` removed"],
            id="C#",
        ),
        pytest.param(
            "src/App/C.cs",
            "public class C { public Task<long> F(\n  int a) => b; }",
            "public class C { public Task<long> F(\n  long a) => b; }",
            ["`src.App.C.F` changed from `(int a): Task<long>` to `(long a): Task<long>`"],
            id="C# without a namespace",
        ),
    ],
)
def test_public_names_that_are_gone_may_break(path: str, before: str, after: str, expected: list[str]) -> None:
    assert [one.what for one in facts_of({path: before}, {path: after}).breaking] == expected


def test_a_companion_without_a_name_is_no_public_name() -> None:
    text = 'class C {\n  companion object { const val X = "x" }\n}\nclass D {\n  companion object Named\n}\n'
    names = [one.name for one in facts_of({}, {"src/main/kotlin/a/C.kt": text}).symbols]
    assert names == ["C", "C.X", "D", "D.Named"]


def test_variables_that_the_applications_configuration_takes() -> None:
    path = "src/main/resources/application.yml"
    before = "spring:\n  url: ${DB_URL:jdbc:h2:mem}\n"
    after = f"{before}  user: ${{DB_USER}}\n  # ${{COMMENTED}}\n  name: ${{spring.name}}\n  pool: ${{POOL:5}}\n"
    facts = facts_of({path: before}, {path: after, "src/test/resources/application.yml": "a: ${IN_TESTS}\n"})
    assert [(one.name, one.default, one.line) for one in facts.environment] == [("DB_USER", None, 3), ("POOL", "5", 6)]
