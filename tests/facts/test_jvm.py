from __future__ import annotations

import pytest

from facts.changes import facts_of

SPRING = """
    package a;
    @RestController
    @RequestMapping(Paths.BASE + "/users")
    public class UserController implements UserApi {
        private static final String ONE = "/{id:[0-9]+}";
        @GetMapping public List<User> all() { return null; }
        @DeleteMapping(path = ONE) public void remove(@PathVariable long id) { }
        @RequestMapping(value = {"/a", "/b"}, method = RequestMethod.POST) public void make() { }
        @RequestMapping("/any") public void any() { }
        @GetMapping(Unknown.PATH) public void unknown() { }
    }
"""
SPRINGS_PARTS = {
    "Paths.java": 'package a;\ninterface Paths {\n    String ROOT = "/api";\n    String BASE = ROOT + "/v1";\n}\n',
    "UserApi.java": 'package a;\ninterface UserApi {\n    @PutMapping("/put") void put();\n}\n',
    "OtherClient.java": '@FeignClient("x")\ninterface OtherClient {\n    @GetMapping("/never") void get();\n}\n',
}
SPRINGS_ROUTES = [
    "* /api/v1/users/any",
    "DELETE /api/v1/users/{id}",
    "GET /api/v1/users",
    "POST /api/v1/users/a",
    "POST /api/v1/users/b",
    "PUT /api/v1/users/put",
]
JAX_RS = """
    package a;
    import jakarta.ws.rs.*;
    @Path("/books/")
    public class Books {
        @GET public String all() { return ""; }
        @POST @Path("{id}/pages") public String page(@PathParam("id") int id) { return ""; }
        @Path("sub") public Sub locator() { return null; }
    }
"""
JAX_RS_APPLICATION = 'import jakarta.ws.rs.*;\n@ApplicationPath("/rest")\npublic class Main extends Application { }\n'
MICRONAUT = """
    package a
    import io.micronaut.http.annotation.*
    @Controller("/pets")
    class Pets(private val pets: Store) {
        @Get("/{name}{?page}") fun one(name: String) = pets.get(name)
        @Post(uri = "/") suspend fun make(@Body pet: Pet): Pet { return pet }
    }
"""
WEBFLUX = """
    package a
    @RestController
    @RequestMapping("/k", produces = [MediaType.JSON])
    class K {
        @GetMapping("/x", "/y") fun xs(): List<String> = listOf()
        @PatchMapping(value = ["/z"]) suspend fun z(@PathVariable id: String) { work() }
    }
"""
KTOR = """
    package a
    import io.ktor.server.routing.*
    fun Application.module() {
        install(Something) { json() }
        routing {
            route("/api") {
                users()
                authenticate("jwt") { get("/me") { call.respond("") } }
            }
            post("/login") { call.respond("") }
        }
    }
"""
KTORS_USERS = (
    'package a\nimport io.ktor.server.routing.*\nfun Route.users() {\n    route("/users") {\n'
    '        get { call.respond("") }\n        delete("/{id}") { call.respond("") }\n    }\n}\n'
)
ROUTES = {
    "Spring": ({"UserController.java": SPRING, **SPRINGS_PARTS}, SPRINGS_ROUTES),
    "JAX-RS": (
        {"src/Books.java": JAX_RS, "src/Main.java": JAX_RS_APPLICATION},
        ["GET /rest/books", "POST /rest/books/{id}/pages"],
    ),
    "Micronaut": ({"Pets.kt": MICRONAUT}, ["GET /pets/{name}", "POST /pets"]),
    "Spring in Kotlin": ({"K.kt": WEBFLUX}, ["GET /k/x", "GET /k/y", "PATCH /k/z"]),
    "Ktor": (
        {"App.kt": KTOR, "Users.kt": KTORS_USERS},
        ["DELETE /api/users/{id}", "GET /api/me", "GET /api/users", "POST /login"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), ROUTES.values(), ids=ROUTES)
def test_routes_have_all_their_prefixes(files: dict[str, str], expected: list[str]) -> None:
    found = facts_of({}, files).endpoints
    assert sorted(f"{one.method} {one.route}" for one in found) == expected


def test_a_prefix_comes_from_files_that_did_not_change() -> None:
    after = SPRING.replace("@GetMapping(Unknown.PATH)", '@GetMapping("/new")')
    found = facts_of(
        {"UserController.java": SPRING, **SPRINGS_PARTS}, {"UserController.java": after, **SPRINGS_PARTS}
    ).endpoints
    assert [(one.method, one.route, str(one.change)) for one in found] == [("GET", "/api/v1/users/new", "added")]


JUNIT = """
    package a;
    class MoneyTest {
        @Test @DisplayName("adds up") void adds() { }
        @ParameterizedTest @ValueSource(ints = {1}) void each(int one) { }
        @Disabled("too slow") @Test void slow() { }
        @BeforeEach void before() { }
        void helper() { }
        @Nested class Inner { @RepeatedTest(3) void deep() { } }
    }
"""
JUNIT3 = "public class OldTest extends TestCase {\n    public void testA() { }\n    public void helper() { }\n}\n"
KOTLIN = "class KTest {\n    @Test fun `does this`() = runTest { }\n    @Ignore @Test fun off() { }\n}\n"
KOTEST = """
    class MySpec : DescribeSpec({
        describe("a cart") {
            it("is empty") { 1 shouldBe 1 }
            xit("holds many") { }
            context("when full") { it("!refuses") { } }
        }
    })
"""
STRINGS = 'class S : StringSpec({\n    "length" { }\n    "off".config(enabled = false) { }\n})\n'
FREE = 'class F : FreeSpec({\n    "outer" - {\n        "inner" { }\n    }\n})\n'
FUNS = 'class G : FunSpec() {\n    init {\n        test("a") { }\n        context("c") { test("b") { } }\n    }\n}\n'
SPEK = 'object C : Spek({\n    describe("x") { it("y") { } }\n})\n'
TESTS = {
    "JUnit 5": ("MoneyTest.java", JUNIT, ["MoneyTest::Inner::deep", "MoneyTest::adds", "MoneyTest::each"], ["slow"]),
    "JUnit 3": ("OldTest.java", JUNIT3, ["OldTest::testA"], []),
    "Kotlin": ("KTest.kt", KOTLIN, ["KTest::does this"], ["off"]),
    "describe": ("MySpec.kt", KOTEST, ["MySpec::a cart::is empty"], ["holds many", "refuses"]),
    "strings": ("SSpec.kt", STRINGS, ["S::length"], ["off"]),
    "free": ("FSpec.kt", FREE, ["F::outer::inner"], []),
    "functions": ("GSpec.kt", FUNS, ["G::a", "G::c::b"], []),
    "Spek": ("CSpec.kt", SPEK, ["C::x::y"], []),
}


@pytest.mark.parametrize(("name", "text", "run", "skipped"), TESTS.values(), ids=TESTS)
def test_tests_are_found_by_class_and_name(name: str, text: str, run: list[str], skipped: list[str]) -> None:
    facts = facts_of({}, {f"src/test/kotlin/{name}": text})
    assert sorted(one.name for one in facts.tests if not one.skipped) == run
    assert sorted(one.name.rpartition("::")[2] for one in facts.tests if one.skipped) == skipped
    assert len([one for one in facts.debt if one.marker == "skip"]) == len(skipped)


PLAIN = "package a.b;\nimport java.util.List;\nimport a.b.c.Own;\nclass A {\n    @Test void a() { }\n}\n"
TIERS = {
    "what Surefire runs": ("src/test/java/ATest.java", PLAIN, "unit"),
    "a source set": ("src/integrationTest/java/ATest.java", PLAIN, "integration"),
    "Failsafe's name": ("src/test/java/AIT.java", PLAIN.replace("class A", "class AIT"), "integration"),
    "the application is started": (
        "src/test/java/ATest.java",
        PLAIN.replace("class", "@SpringBootTest class"),
        "integration",
    ),
    "containers": ("src/test/java/ATest.java", PLAIN.replace("class", "@Testcontainers class"), "integration"),
    "a tag": ("src/test/java/ATest.java", PLAIN.replace("class", '@Tag("e2e") class'), "e2e"),
    "a base that may start anything": ("src/test/java/ATest.java", PLAIN.replace("A {", "A extends Base {"), ""),
    "a slice of the application": (
        "src/test/java/ATest.java",
        PLAIN.replace(
            "class", "import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;\n@WebMvcTest class"
        ),
        "",
    ),
}


@pytest.mark.parametrize(("path", "text", "tier"), TIERS.values(), ids=TIERS)
def test_a_tier_is_told_by_source_set_name_and_annotation(path: str, text: str, tier: str) -> None:
    assert [one.tier for one in facts_of({}, {path: text}).tests] == [tier]


LOGS = {
    "slf4j": ("A.java", 'log.info("a {}", b); logger.error("c", e); catalog.info("no");', ["info a {}", "error c"]),
    "fluent": ("A.java", 'log.atWarn().addKeyValue("k", 1).log("d");', ["warn d"]),
    "java.util.logging": ("A.java", 'LOGGER.severe("e"); LOGGER.log(Level.FINE, "f");', ["error e", "debug f"]),
    "kotlin-logging": ("A.kt", 'logger.debug { "g" }; log.warn("h $i")', ["debug g", "warn h $i"]),
}


@pytest.mark.parametrize(("path", "text", "expected"), LOGS.values(), ids=LOGS)
def test_log_calls_have_level_and_message(path: str, text: str, expected: list[str]) -> None:
    body = f"class A {{ void a() {{ {text} }} }}\n" if path.endswith("java") else f"fun a() {{ {text} }}\n"
    assert [f"{one.level} {one.message}" for one in facts_of({}, {path: body}).logging] == expected


READ = {
    "Java": ("A.java", 'String a = System.getenv("A_B");', [("A_B", None)]),
    "a default": ("A.java", 'String a = System.getenv().getOrDefault("A_B", "c");', [("A_B", "c")]),
    "optional": ("A.java", 'String a = Optional.ofNullable(System.getenv("A_B")).orElse("c");', [("A_B", "c")]),
    "Spring": ("A.java", '@Value("${A_B:c}") String a; @Value("${a.b:c}") String b;', [("A_B", "c")]),
    "Kotlin": (
        "A.kt",
        'val a = System.getenv("A_B") ?: "c"; val d = System.getenv()["D"]',
        [("A_B", "c"), ("D", None)],
    ),
    "Spring in Kotlin": ("A.kt", '@Value("\\${A_B:c}") lateinit var a: String', [("A_B", "c")]),
}


@pytest.mark.parametrize(("path", "text", "expected"), READ.values(), ids=READ)
def test_environment_variables_are_found_with_their_defaults(
    path: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = facts_of({}, {path: f"class A {{ {text} }}\n"}).environment
    assert [(one.name, one.default) for one in found] == expected


def test_metrics_flags_and_security_are_found() -> None:
    text = """
        import io.micrometer.core.instrument.*;
        import io.getunleash.Unleash;
        class A {
            Counter made = Counter.builder("orders.made").register(registry);
            @PreAuthorize("hasRole('x')") void a() {
                registry.gauge("depth", queue);
                if (unleash.isEnabled("new-cart")) { MessageDigest.getInstance("SHA-1"); }
            }
        }
    """
    facts = facts_of({}, {"A.java": text})
    assert [(one.name, one.type) for one in facts.metrics] == [("orders.made", "counter"), ("depth", "gauge")]
    assert [one.name for one in facts.flags] == ["new-cart"]
    assert {one.topic for one in facts.security} == {"authentication", "cryptography"}


def test_security_is_found_in_kotlin() -> None:
    text = """
        @PreAuthorize("hasRole('x')") fun a() { Cipher.getInstance("AES"); Runtime.getRuntime().exec("ls") }
    """
    assert {one.topic for one in facts_of({}, {"A.kt": text}).security} == {
        "authentication",
        "cryptography",
        "runs commands",
    }
