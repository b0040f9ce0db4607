"""Routes in Go: net/http, chi, gin, echo, fiber, gorilla/mux, with prefixes across functions and files."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Facts
from facts.changes import facts_of

CHI = """
package main

import (
    "net/http"
    "github.com/go-chi/chi/v5"
    "example.org/app/internal/users"
)

const prefix = "/static"

func main() {
    r := chi.NewRouter()
    r.Get("/health", health)
    r.Route("/api/v1", func(r chi.Router) {
        r.With(auth).Get("/a", h.A)
        r.Group(func(r chi.Router) {
            r.Post("/b", h.B)
            r.Route("/c", func(rc chi.Router) { rc.Delete("/{id}", func(w http.ResponseWriter, q *http.Request) {}) })
        })
        r.Mount("/users", users.Routes(db))
        r.Route("/items", itemRoutes)
    })
    r.Handle(prefix+"/*", files)
    addRoute(r, http.MethodPut, "/wrapped", h.W)
    http.Get("https://example.org/health")
    client.Get("/not-a-route", nil)
}

func addRoute(r chi.Router, method, path string, h http.HandlerFunc) { r.MethodFunc(method, path, h) }

func itemRoutes(r chi.Router) { r.Get("/", list) }
"""
USERS = """
package users

import "github.com/go-chi/chi/v5"

func Routes(db DB) chi.Router {
    r := chi.NewRouter()
    r.Get("/{id}", get)
    return r
}
"""
STANDARD = """
package server

import "net/http"

func (s *Server) routes() {
    s.mux.HandleFunc("GET /m/{id}", s.m)
    s.mux.Handle("/api/", http.StripPrefix("/api", s.inner()))
    http.HandleFunc("/any", s.any)
}

func (s *Server) inner() http.Handler {
    mux := http.NewServeMux()
    mux.HandleFunc("POST example.org/z", s.z)
    return mux
}
"""
GIN = """
package server

import (
    "github.com/gin-gonic/gin"
    "example.org/app/internal/controller"
)

func New() {
    e := gin.Default()
    api := e.Group("/api", limit)
    controller.NewConfig(api, 1)
    {
        v1 := api.Group("/v1")
        v1.GET("/q", h)
        v1.Any("/any", h)
        v1.Handle("PATCH", "/p", h)
    }
}
"""
CONTROLLER = """
package controller

import "github.com/gin-gonic/gin"

func NewConfig(group *gin.RouterGroup, n int) {
    c := &Config{}
    group.GET("/config", c.get)
    group.PUT("/config", mw.Add(), c.put)
}
"""
ECHO = """
package web

import "github.com/labstack/echo/v4"

func Register(e *echo.Echo, h *Handler) {
    g := e.Group("/admin")
    g.POST("/jobs/:id", h.Run, h.auth)
    g.Add("DELETE", "/jobs/:id", h.Stop)
    e.Match([]string{"GET", "HEAD"}, "/both", h.Both)
}
"""
FIBER = """
package web

import "github.com/gofiber/fiber/v2"

func Setup(app *fiber.App) {
    v1 := app.Group("/v1")
    v1.Get("/x/:id", getX)
    app.Route("/y", func(router fiber.Router) { router.Post("/", addY) })
}
"""
GORILLA = """
package web

import (
    "net/http"
    "github.com/gorilla/mux"
)

func Setup() {
    router := mux.NewRouter()
    s := router.PathPrefix("/api").Subrouter()
    s.HandleFunc("/x", h).Methods("GET", http.MethodPost)
    s.Methods("PUT").Path("/y").HandlerFunc(h)
}
"""


def _routes(facts: Facts) -> list[str]:
    return sorted(f"{one.method} {one.route}" for one in facts.endpoints)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"main.go": CHI, "internal/users/routes.go": USERS},
            [
                "* /static/*",
                "DELETE /api/v1/c/{id}",
                "GET /api/v1/a",
                "GET /api/v1/items/",
                "GET /api/v1/users/{id}",
                "GET /health",
                "POST /api/v1/b",
                "PUT /wrapped",
            ],
            id="chi",
        ),
        pytest.param({"server/a.go": STANDARD}, ["* /any", "GET /m/{id}", "POST /api/z"], id="net/http"),
        pytest.param(
            {"internal/server/a.go": GIN, "internal/controller/config.go": CONTROLLER},
            ["* /api/v1/any", "GET /api/config", "GET /api/v1/q", "PATCH /api/v1/p", "PUT /api/config"],
            id="gin",
        ),
        pytest.param(
            {"web/a.go": ECHO},
            ["DELETE /admin/jobs/:id", "GET /both", "HEAD /both", "POST /admin/jobs/:id"],
            id="echo",
        ),
        pytest.param({"web/a.go": FIBER}, ["GET /v1/x/:id", "POST /y/"], id="fiber"),
        pytest.param({"web/a.go": GORILLA}, ["GET /api/x", "POST /api/x", "PUT /api/y"], id="gorilla"),
    ],
)
def test_routes_have_the_prefixes_of_all_routers_around_them(texts: dict[str, str], expected: list[str]) -> None:
    assert _routes(facts_of({}, texts)) == expected


def test_a_route_is_told_with_the_prefix_that_an_unchanged_file_gives() -> None:
    base = {"internal/server/a.go": GIN, "internal/controller/config.go": CONTROLLER}
    head = base | {
        "internal/controller/config.go": CONTROLLER.replace("c.put)", 'c.put)\n    group.POST("/new", c.add)')
    }
    facts = facts_of(base, head)
    assert [(one.change, one.method, one.route) for one in facts.endpoints] == [(Change.ADDED, "POST", "/api/new")]


def test_a_function_that_calls_other_services_declares_no_route() -> None:
    text = 'package a\nimport "net/http"\nfunc f() { http.Post("/x", "application/json", body) }\n'
    assert _routes(facts_of({}, {"a.go": text})) == []


MODULE = """
package users

import "github.com/gin-gonic/gin"

func (m *Module) RegisterRoutes(group *gin.RouterGroup) { group.GET("/users", m.list) }
"""
OTHER = MODULE.replace("package users", "package orders").replace("/users", "/orders")
WIRED = """
package server

import (
    "github.com/gin-gonic/gin"
    "example.org/app/internal/orders"
    "example.org/app/internal/users"
)

type services struct {
    users  *users.Module
    orders *orders.Module
}

func New(svc services) {
    e := gin.Default()
    svc.users.RegisterRoutes(e.Group("/api"))
    svc.orders.RegisterRoutes(e.Group("/shop"))
}
"""


def test_a_method_is_that_of_the_type_of_the_field_it_is_called_on() -> None:
    texts = {"internal/users/a.go": MODULE, "internal/orders/a.go": OTHER, "internal/server/a.go": WIRED}
    assert _routes(facts_of({}, texts)) == ["GET /api/users", "GET /shop/orders"]
