"""Facts in Rust: routes, tests, variables, logs, metrics, public items, options, Cargo.toml."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Facts
from facts.changes import facts_of

AXUM = """
use axum::{Router, routing::get};

const USERS: &str = "/users";

pub fn app(state: State) -> Router {
    let api = Router::new()
        .route("/a", get(a).post(handlers::b))
        .route(
            "/long",
            axum::routing::delete(c),
        )
        .nest(USERS, users::router())
        .merge(more());
    Router::new().nest("/api", api).route("/health", any(health)).fallback(none).with_state(state)
}

fn more() -> Router {
    let r = Router::new().route("/more", on(MethodFilter::PATCH, m));
    r
}

async fn call(client: Client) {
    client.get("/not-a-route").send().await;
}
"""
AXUM_USERS = """
use axum::Router;

pub fn router() -> Router {
    Router::new().route("/{id}", get(show))
}
"""
UTOIPA = """
use utoipa_axum::{router::OpenApiRouter, routes};

#[utoipa::path(get, path = "/things", responses((status = 200)))]
async fn list() -> Json<Vec<Thing>> { todo!() }

pub fn router() -> OpenApiRouter {
    OpenApiRouter::new().nest("/v1", OpenApiRouter::new().routes(routes!(list)))
}
"""
ACTIX = """
use actix_web::{get, web, App};

#[get("/hello/{name}")]
async fn hello(path: web::Path<String>) -> impl Responder { "" }

fn config(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/r").route(web::post().to(r)));
}

fn main() {
    App::new()
        .service(web::scope("/api").service(hello).route("/x", web::put().to(x)))
        .configure(config);
}
"""
ROCKET = """
#[macro_use] extern crate rocket;

#[post("/items/<id>?<page>", data = "<input>")]
fn add(id: u8, page: u8, input: String) -> String { input }

#[launch]
fn rocket() -> _ { rocket::build().mount("/shop", routes![add]) }
"""


def _routes(facts: Facts) -> list[str]:
    return sorted(f"{one.method} {one.route}" for one in facts.endpoints)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"src/app.rs": AXUM, "src/users.rs": AXUM_USERS},
            [
                "* /health",
                "DELETE /api/long",
                "GET /api/a",
                "GET /api/users/{id}",
                "PATCH /api/more",
                "POST /api/a",
            ],
            id="axum",
        ),
        pytest.param({"src/a.rs": UTOIPA}, ["GET /v1/things"], id="utoipa"),
        pytest.param({"src/main.rs": ACTIX}, ["GET /api/hello/{name}", "POST /r", "PUT /api/x"], id="actix-web"),
        pytest.param({"src/main.rs": ROCKET}, ["POST /shop/items/<id>"], id="rocket"),
    ],
)
def test_routes_have_the_prefixes_of_all_routers_around_them(texts: dict[str, str], expected: list[str]) -> None:
    assert _routes(facts_of({}, texts)) == expected


def test_a_handler_that_asks_otherwise_is_a_modified_endpoint() -> None:
    facts = facts_of({"src/main.rs": ROCKET}, {"src/main.rs": ROCKET.replace("input: String", "input: Json<Item>")})
    assert [(one.change, one.route) for one in facts.endpoints] == [(Change.MODIFIED, "/shop/items/<id>")]


TESTS = """
pub fn f() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain() {}

    #[tokio::test(flavor = "multi_thread")]
    async fn runs_async() {}

    #[rstest]
    #[case(1)]
    #[case(2)]
    fn cases(#[case] n: u8) {}

    #[test]
    #[ignore = "slow"]
    fn ignored() {}

    fn helper() {}

    mod inner {
        #[sqlx::test]
        async fn with_database(pool: PgPool) {}
    }
}
"""


def test_tests_are_functions_with_an_attribute() -> None:
    facts = facts_of({}, {"src/a.rs": TESTS, "tests/api.rs": "#[test]\nfn whole() {}\n"})
    assert [(one.name, one.tier) for one in facts.tests] == [
        ("tests::plain", "unit"),
        ("tests::runs_async", ""),
        ("tests::cases", ""),
        ("tests::ignored", "unit"),
        ("tests::inner::with_database", "integration"),
        ("whole", "integration"),
    ]
    assert [one.name for one in facts.tests if one.skipped] == ["tests::ignored"]
    assert [one.text for one in facts.debt] == ["tests::ignored: slow"]


ENVIRONMENT = """
const NAME: &str = "BY_CONSTANT";

#[derive(Parser)]
struct Args {
    /// The port
    #[arg(long, env = "PORT", default_value = "8080")]
    port: u16,
    #[clap(long = "token-file", env)]
    token: String,
    #[arg(long, help = "an env of long standing")]
    other: String,
}

fn load() {
    let a = std::env::var("PLAIN").unwrap();
    let b = env::var("WITH_DEFAULT").unwrap_or_else(|_| "x".to_string());
    let c = env::var_os(NAME);
    let d = env!("CARGO_PKG_VERSION");
    let e = option_env!("AT_BUILD");
    let f: usize = maybe_env("HELPED", 5)?;
    env::set_var("SET_ONLY", "1");
}
"""


def test_variables_that_code_or_an_option_reads() -> None:
    facts = facts_of({}, {"src/config.rs": ENVIRONMENT})
    assert {one.name: one.default for one in facts.environment} == {
        "PORT": "8080",
        "TOKEN": None,
        "PLAIN": None,
        "WITH_DEFAULT": "x",
        "BY_CONSTANT": None,
        "AT_BUILD": None,
        "HELPED": "5",
    }


def test_an_option_that_is_gone_may_break() -> None:
    head = ENVIRONMENT.replace('long = "token-file", ', "")
    facts = facts_of({"src/main.rs": ENVIRONMENT}, {"src/main.rs": head})
    assert [one.what for one in facts.breaking if "token" in one.what] == ["command line: `--token-file` removed"]


LOGGING = """
use tracing::{info, instrument};

#[instrument]
fn f() {
    info!(user = 1, "signed in {}", name);
    tracing::warn!("careful");
    log::error!("bad");
    event!(Level::DEBUG, "deep");
    println!("no log");
}
"""


def test_log_calls_by_level() -> None:
    assert [(one.level, one.message) for one in facts_of({}, {"src/a.rs": LOGGING}).logging] == [
        ("info", "signed in {}"),
        ("warn", "careful"),
        ("error", "bad"),
        ("debug", "deep"),
    ]


METRICS = """
use metrics::counter;

lazy_static! { static ref A: u8 = 1; }

fn f() {
    counter!("requests_total", "a" => "b").increment(1);
    let b = register_histogram_vec!("latency", "help", &["a"]).unwrap();
    let c = meter.u64_counter("jobs.done").build();
    let d = Thing::new("other");
}
"""


def test_metrics() -> None:
    assert [(one.name, one.type) for one in facts_of({}, {"src/a.rs": METRICS}).metrics] == [
        ("requests_total", "counter"),
        ("latency", "histogram"),
        ("jobs.done", "counter"),
    ]


PUBLIC = """
pub struct Order { pub id: u8 }
pub(crate) struct Hidden;
pub const LIMIT: u8 = 1;
pub fn buy(id: u8) -> Result<()> { Ok(()) }
fn private() {}
impl Order {
    pub fn total(&self) -> u8 { 1 }
    fn inner(&self) {}
}
#[cfg(test)]
mod tests {
    pub fn helper() {}
}
"""


def test_public_items_that_are_gone_or_called_otherwise_may_break() -> None:
    head = "pub struct Order { pub id: u8 }\npub fn buy(id: u8, at: Time) -> Result<()> { Ok(()) }\n"
    facts = facts_of({"crates/my-shop/src/orders.rs": PUBLIC}, {"crates/my-shop/src/orders.rs": head})
    assert [one.what for one in facts.breaking] == [
        "`my_shop::orders.buy` changed from `(id: u8) -> Result<()>` to `(id: u8, at: Time) -> Result<()>`",
        "`my_shop::orders.LIMIT` removed",
        "`my_shop::orders.Order.total` removed",
    ]


CARGO = """
[package]
name = "app"

[dependencies]
serde = "1.0"
axum = { version = "0.7", features = ["macros"] }
shared = { workspace = true }
gone = "0.1"

[dev-dependencies]
rstest = "0.18"

[workspace.dependencies]
shared = "2"

[target.'cfg(unix)'.dependencies]
nix = { git = "https://example.org/nix", rev = "abc" }
"""


def test_cargo_manifests() -> None:
    head = CARGO.replace('"0.7"', '"0.8"').replace('gone = "0.1"\n', "base64 = { workspace = true }\n")
    head = head.replace('shared = "2"', 'shared = "3"').replace('"abc"', '"def"').replace('"0.18"', '"0.19"')
    facts = facts_of({"Cargo.toml": CARGO}, {"Cargo.toml": head})
    assert {(one.change, one.name, one.old, one.new, one.scope) for one in facts.dependencies} == {
        (Change.MODIFIED, "axum", "0.7", "0.8", ""),
        (Change.REMOVED, "gone", "0.1", None, ""),
        (Change.ADDED, "base64", None, "workspace", ""),
        (Change.MODIFIED, "rstest", "0.18", "0.19", "dev"),
        (Change.MODIFIED, "shared", "2", "3", "workspace"),
        (Change.MODIFIED, "nix", "https://example.org/nix@abc", "https://example.org/nix@def", ""),
    }
