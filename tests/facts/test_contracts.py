"""Routes that documents state: OpenAPI, protocol buffers, GraphQL."""

from __future__ import annotations

import json

import pytest

from draft_summary.values.facts import Facts
from facts.changes import facts_of

OPENAPI = """
openapi: 3.0.3
info:
  title: get things
  description: |
    post: is no method here
paths:
  /things:
    parameters:
      - name: a
    get:
      summary: List
      responses:
        "200":
          description: fine
    post:
      deprecated: true
      responses: {}
  "/things/{id}":
    delete:
      responses: {}
components:
  schemas:
    get:
      type: object
"""
PROTO = """
syntax = "proto3";
package shop.v1;

// service Old { rpc Gone (A) returns (B); }
service Orders {
  rpc Buy (BuyRequest) returns (Order) {
    option (google.api.http) = { post: "/v1/orders" body: "*" };
  }
  rpc Watch (WatchRequest) returns (stream Order); // says: rpc No (A) returns (B);
}
message BuyRequest { string id = 1; }
message WatchRequest { string id = 1; }
"""
GRAPHQL = '''
type Query {
  """ things(no: Int): Int """
  things(first: Int = 10, after: String): [Thing!]!
  me: User @deprecated(reason: "x")
}
type Thing { id: ID! }
extend type Mutation {
  buy(input: BuyInput!): Thing
}
'''


def _told(facts: Facts) -> list[tuple[str, str, str]]:
    return [(one.change.value, one.method, one.route) for one in facts.endpoints]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "api/openapi.yaml",
            OPENAPI,
            [("added", "GET", "/things"), ("deprecated", "POST", "/things"), ("added", "DELETE", "/things/{id}")],
            id="OpenAPI in YAML",
        ),
        pytest.param(
            "api/swagger.json",
            json.dumps({"swagger": "2.0", "basePath": "/v2", "paths": {"/pets": {"get": {}, "parameters": []}}}),
            [("added", "GET", "/v2/pets")],
            id="Swagger in JSON",
        ),
        pytest.param(
            "proto/shop.proto",
            PROTO,
            [
                ("added", "RPC", "/shop.v1.Orders/Buy"),
                ("added", "POST", "/v1/orders"),
                ("added", "RPC", "/shop.v1.Orders/Watch"),
            ],
            id="protobuf",
        ),
        pytest.param(
            "graph/schema.graphqls",
            GRAPHQL,
            [("added", "QUERY", "things"), ("deprecated", "QUERY", "me"), ("added", "MUTATION", "buy")],
            id="GraphQL",
        ),
        pytest.param("queries/a.graphql", "query { things }\n", [], id="a client's query"),
        pytest.param("a.yaml", "paths:\n  /a:\n    get: 1\n", [], id="other YAML"),
        pytest.param("a.json", '{"openapi": "3.0.0", "paths": {', [], id="broken"),
    ],
)
def test_a_new_contract_states_its_routes(path: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(_told(facts_of({}, {path: text}))) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        pytest.param("a.yaml", OPENAPI, OPENAPI.replace("List", "List all"), [], id="prose of OpenAPI"),
        pytest.param(
            "a.yaml", OPENAPI, OPENAPI.replace('"200"', '"201"'), [("modified", "GET", "/things")], id="response"
        ),
        pytest.param(
            "a.proto",
            PROTO,
            PROTO.replace("WatchRequest { string", "WatchRequest { int32"),
            [("modified", "RPC", "/shop.v1.Orders/Watch")],
            id="message of an rpc",
        ),
        pytest.param(
            "a.graphql",
            GRAPHQL,
            GRAPHQL.replace("first: Int = 10, ", ""),
            [("modified", "QUERY", "things")],
            id="field",
        ),
        pytest.param(
            "a.graphql", GRAPHQL, GRAPHQL.replace("  me: User @d", "  # @d"), [("removed", "QUERY", "me")], id="gone"
        ),
    ],
)
def test_a_changed_contract(path: str, before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    assert _told(facts_of({path: before}, {path: after})) == expected


def test_a_route_that_code_declares_is_told_once() -> None:
    code = 'import "github.com/gin-gonic/gin"\nfunc f(r *gin.Engine) { r.Group("/api").GET("/things/:id", h) }\n'
    document = json.dumps({"openapi": "3.0.0", "paths": {"/things/{id}": {"get": {}}, "/other": {"get": {}}}})
    facts = facts_of({}, {"a.go": f"package a\n{code}", "api/openapi.json": document})
    assert sorted(_told(facts)) == [("added", "GET", "/api/things/:id"), ("added", "GET", "/other")]
