"""Routes in Java, Kotlin and C#."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Facts
from facts.changes import facts_of

SPRING = """
package app;

@RestController
@RequestMapping(path = "/v1", produces = "x")
public class Users {
    static final String ITEMS = "/items";

    @GetMapping({"/a", "/b"})
    public List<A> all() { return null; }

    @DeleteMapping
    public void gone(@PathVariable String id) {}

    @PostMapping(value = ITEMS + "/new")
    @Deprecated
    public A add(@RequestBody A a) { return a; }

    @RequestMapping(value = "/multi", method = {RequestMethod.GET, RequestMethod.PUT})
    public void multi() {}

    void helper() { client.get().uri("/not/a/route"); }
}
"""
FEIGN = """
@FeignClient(name = "x")
interface Client { @GetMapping("/remote") String get(); }
"""
JAX_RS = """
import jakarta.ws.rs.GET;

@Path("/orders")
public class Orders {
    @GET @Path("{id}") public Order one(@PathParam("id") String id) { return null; }
    @POST public void add(Order order) {}
}
"""
APPLICATION = '@ApplicationPath("/api") public class App extends Application {}\n'
MICRONAUT = """
import io.micronaut.http.annotation.Controller;

@Controller("/m")
public class Things {
    @Get("/{id}") public String one(String id) { return ""; }
    @Post(uri = "/new") public void add() {}
}
"""
KOTLIN_SPRING = """
@RestController
@RequestMapping("/k", produces = ["x"])
class Things(private val service: Service) {
    @GetMapping("/{id}")
    suspend fun one(@PathVariable id: String): Thing = service.one(id)

    @PutMapping(Paths.LONG)
    fun put() {}
}

object Paths { const val LONG = "/long/path" }
"""
KTOR = """
package app

import io.ktor.server.routing.*

fun Application.module() {
    routing {
        get("/health") { call.respondText("ok") }
        route("/api") {
            authenticate("jwt") {
                userRoutes()
            }
            route("/x") { delete { call.respond(1) } }
        }
    }
}

fun Route.userRoutes() {
    route("/users") {
        get("/{id}") { call.respond(1) }
        post { call.respond(2) }
    }
}
"""
ASP_NET = """
namespace App;

[ApiController]
[Route("api/v1/[controller]")]
public class UsersController : ControllerBase
{
    [HttpGet("{id}", Name = "x")]
    public IActionResult Get(string id) => Ok();

    [HttpPost, Authorize]
    public IActionResult Add([FromBody] User user) => Ok();

    [HttpPut("~/absolute/[action]")]
    public Task<IActionResult> SaveAsync() => null;
}
"""
MINIMAL = """
var app = builder.Build();
app.MapGet("/health", () => "ok");
var api = app.MapGroup("/api");
api.MapPost("/things", Add).RequireAuthorization();
api.MapGroup("/inner").MapDelete("/{id}", Delete);
api.MapOrders();
"""
UNKNOWN = """
var app = builder.Build();
app.MapGet("/health", () => "ok");
app.MapGet(Elsewhere.Path, Get);
var group = app.MapGroup(Elsewhere.Prefix);
group.MapGet("/x", Get);
group.MapGroup("/inner").MapGet("/y", Get);
"""
EXTENSION = """
public static class Orders
{
    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders").WithTags("x");
        group.MapGet("/", List);
        return routes;
    }
}
"""


def _routes(facts: Facts) -> list[str]:
    return sorted(f"{one.method} {one.route}" for one in facts.endpoints)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"src/main/java/app/Users.java": SPRING, "src/main/java/app/Client.java": FEIGN},
            ["DELETE /v1", "GET /v1/a", "GET /v1/b", "GET /v1/multi", "POST /v1/items/new", "PUT /v1/multi"],
            id="Spring",
        ),
        pytest.param(
            {"src/main/java/Orders.java": JAX_RS, "src/main/java/App.java": APPLICATION},
            ["GET /api/orders/{id}", "POST /api/orders"],
            id="JAX-RS",
        ),
        pytest.param({"src/main/java/T.java": MICRONAUT}, ["GET /m/{id}", "POST /m/new"], id="Micronaut"),
        pytest.param(
            {"src/main/kotlin/T.kt": KOTLIN_SPRING}, ["GET /k/{id}", "PUT /k/long/path"], id="Spring in Kotlin"
        ),
        pytest.param(
            {"src/main/kotlin/App.kt": KTOR},
            ["DELETE /api/x", "GET /api/users/{id}", "GET /health", "POST /api/users"],
            id="Ktor",
        ),
        pytest.param({"Program.cs": UNKNOWN}, ["GET /health"], id="paths and prefixes that are not known"),
        pytest.param(
            {"src/Users.cs": ASP_NET},
            ["GET /api/v1/Users/{id}", "POST /api/v1/Users", "PUT /absolute/Save"],
            id="ASP.NET controllers",
        ),
        pytest.param(
            {"src/Program.cs": MINIMAL, "src/Orders.cs": EXTENSION},
            ["DELETE /api/inner/{id}", "GET /api/orders/", "GET /health", "POST /api/things"],
            id="ASP.NET minimal APIs",
        ),
    ],
)
def test_routes(texts: dict[str, str], expected: list[str]) -> None:
    assert _routes(facts_of({}, texts)) == expected


def test_a_handler_that_asks_otherwise_or_is_deprecated() -> None:
    head = SPRING.replace("@PathVariable String id", "@PathVariable UUID id").replace("    @Deprecated\n", "")
    path = "src/main/java/app/Users.java"
    facts = facts_of({path: head}, {path: SPRING})
    assert [(one.change, one.route) for one in facts.endpoints] == [
        (Change.MODIFIED, "/v1"),
        (Change.DEPRECATED, "/v1/items/new"),
    ]
