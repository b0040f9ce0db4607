from __future__ import annotations

import pytest

from draft_summary.facts import paths_wanted
from draft_summary.values.facts import Change, Facts
from facts.changes import change, facts_of

FASTAPI = {
    "app/__init__.py": "",
    "app/main.py": """
        from fastapi import FastAPI
        from app.core.config import settings
        from app.routes import router
        app = FastAPI()
        app.include_router(router, prefix=settings.API)
        """,
    "app/core/__init__.py": "",
    "app/core/config.py": """
        class Settings(BaseSettings):
            API: str = "/api"
        settings = Settings()
        """,
    "app/routes/__init__.py": """
        from fastapi import APIRouter
        from . import about, users
        router = APIRouter(prefix="/v1")
        router.include_router(about.router, prefix="/about", tags=["About"])
        router.include_router(users.users_router)
        """,
    "app/routes/about.py": """
        from fastapi import APIRouter
        router = APIRouter()

        @router.get("/old")
        def old(): ...
        """,
    "app/routes/users.py": """
        from app.routes.base import UserAPIRouter
        users_router = UserAPIRouter(prefix="/users")

        @users_router.get("")
        def users(): ...
        """,
}
FLASK = {
    "app/__init__.py": """
        from flask import Flask

        def create_app():
            application = Flask("app")
            register(application)

        def register(application):
            from app.service.rest import service_blueprint
            from app.views import pages
            application.register_blueprint(service_blueprint, url_prefix="/service")
            application.register_blueprint(pages)
        """,
    "app/service/__init__.py": "",
    "app/service/rest.py": """
        from flask import Blueprint
        service_blueprint = Blueprint("service", __name__, url_prefix="/ignored")

        @service_blueprint.route("/<uuid:service_id>")
        def get_service(service_id): ...
        """,
    "app/views.py": """
        from flask import Blueprint
        from flask.views import MethodView
        pages = Blueprint("pages", __name__, url_prefix="/pages")

        @pages.get("/home")
        def home(): ...
        """,
}
DJANGO = {
    "site/urls.py": """
        from django.urls import include, path, re_path
        from . import views
        urlpatterns = [
            path("admin/", admin.site.urls),
            path("shop/", include("shop.urls")),
            path("login/", auth_views.LoginView.as_view(), name="login"),
        ]
        """,
    "shop/__init__.py": "",
    "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [path("items/<int:pk>/", views.item)]
        """,
}


def _changes(facts: Facts) -> list[tuple[str, str, str, str]]:
    return [(one.method, one.route, one.change.value, one.path) for one in facts.endpoints]


@pytest.mark.parametrize(
    ("base", "path", "more", "expected"),
    [
        pytest.param(
            FASTAPI,
            "app/routes/about.py",
            """
        @router.post("/oidc", status_code=201)
        async def oidc(): ...
        """,
            [("POST", "/api/v1/about/oidc")],
            id="routers in routers, prefix of the settings",
        ),
        pytest.param(
            FASTAPI,
            "app/routes/users.py",
            """
        @users_router.api_route("/{user_id}", methods=["GET", "DELETE"])
        def user(user_id: int): ...

        @users_router.websocket("/live")
        async def live(): ...
        """,
            [
                ("DELETE", "/api/v1/users/{user_id}"),
                ("GET", "/api/v1/users/{user_id}"),
                ("WEBSOCKET", "/api/v1/users/live"),
            ],
            id="own prefix, several methods",
        ),
        pytest.param(
            FASTAPI,
            "app/routes/about.py",
            """
        @mock.get("/x")
        def not_a_route(): ...

        @router.get(compute())
        def unknown(): ...
        """,
            [],
            id="what is no router or no path",
        ),
        pytest.param(
            FLASK,
            "app/service/rest.py",
            """
        @service_blueprint.route("<uuid:service_id>/join", methods=["POST"])
        def join(service_id): ...
        """,
            [("POST", "/service/<uuid:service_id>/join")],
            id="a registration's prefix replaces the blueprint's",
        ),
        pytest.param(
            FLASK,
            "app/views.py",
            """
        class Thing(MethodView):
            def get(self): ...
            def put(self): ...

        pages.add_url_rule("/thing", view_func=Thing.as_view("thing"))
        pages.add_url_rule("/plain", "plain", home)
        """,
            [("GET", "/pages/plain"), ("GET", "/pages/thing"), ("PUT", "/pages/thing")],
            id="rules and view classes",
        ),
        pytest.param(
            DJANGO,
            "shop/urls.py",
            """
        urlpatterns += [re_path(r"^old/(?P<pk>[0-9]+)/$", views.old)]
        """,
            [("*", "/shop/old/(?P<pk>[0-9]+)/")],
            id="patterns that are included",
        ),
        pytest.param(
            DJANGO,
            "site/urls.py",
            """
        if settings.OIDC:
            urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))
        if settings.PREFIX:
            urlpatterns = [path(settings.PREFIX, include(urlpatterns))]
        """,
            [("*", "/oidc/")],
            id="a library's patterns, and a list within itself",
        ),
        pytest.param(
            DJANGO,
            "shop/urls.py",
            """
        urlpatterns += [path("in/", include(([path("a/", views.a), path("b/", include([path("c/", views.c)]))], "ns")))]
        """,
            [("*", "/shop/in/a/"), ("*", "/shop/in/b/c/")],
            id="patterns listed where they are included",
        ),
        pytest.param(
            DJANGO,
            "shop/urls.py",
            """
        class Admin(ModelAdmin):
            def get_urls(self):
                return [path("own/", self.own), *super().get_urls()]
        """,
            [],
            id="what an admin site adds to itself",
        ),
        pytest.param(
            DJANGO,
            "shop/urls.py",
            """
        from rest_framework.routers import DefaultRouter
        router = DefaultRouter()
        router.register(r"orders", views.OrderViewSet)
        urlpatterns += [path("api/", include(router.urls))]
        """,
            [("*", "/shop/api/orders/")],
            id="view sets",
        ),
    ],
)
def test_a_new_route_has_all_its_prefixes(
    base: dict[str, str], path: str, more: str, expected: list[tuple[str, str]]
) -> None:
    facts = facts_of(base, {**base, path: base[path] + more})
    assert sorted(_changes(facts)) == sorted((*route, "added", path) for route in expected)


def test_a_router_may_be_passed_on_by_a_package() -> None:
    base = {
        "app/__init__.py": "",
        "app/main.py": "from app.web import users\napp = FastAPI()\napp.include_router(users, prefix='/v2')\n",
        "app/web/__init__.py": "from .routes import router as users\n",
        "app/web/routes.py": "from fastapi import APIRouter\nrouter = APIRouter()\n",
    }
    head = {**base, "app/web/routes.py": base["app/web/routes.py"] + "@router.put('/x')\ndef x(): ...\n"}
    assert _changes(facts_of(base, head)) == [("PUT", "/v2/x", "added", "app/web/routes.py")]


def test_the_same_route_by_another_handler_signature_is_modified_and_by_another_body_is_not() -> None:
    base = {"app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n\n@app.get('/a')\ndef a(x: int): return 1\n"}
    for text, expected in (
        ("def a(x: int): return 2", []),
        ("async def a(x: str): return 1", [("GET", "/a", "modified", "app/main.py")]),
    ):
        head = {"app/main.py": base["app/main.py"].replace("def a(x: int): return 1", text)}
        assert _changes(facts_of(base, head)) == expected


def test_a_route_that_is_gone_is_removed_and_may_break() -> None:
    head = {**FASTAPI, "app/routes/about.py": FASTAPI["app/routes/about.py"].replace("/old", "/new")}
    facts = facts_of(FASTAPI, head)
    assert _changes(facts) == [
        ("GET", "/api/v1/about/new", "added", "app/routes/about.py"),
        ("GET", "/api/v1/about/old", "removed", "app/routes/about.py"),
    ]
    assert [one.what for one in facts.breaking] == ["`GET /api/v1/about/old` removed"]


def test_a_route_may_be_deprecated_and_says_what_it_is_for() -> None:
    text = FASTAPI["app/routes/about.py"]
    handler = text.replace('"/old")', '"/old", deprecated=True)').replace(
        "def old(): ...", 'def old():\n            """The old one."""'
    )
    facts = facts_of(FASTAPI, {**FASTAPI, "app/routes/about.py": handler})
    assert [(one.route, one.change, one.summary) for one in facts.endpoints] == [
        ("/api/v1/about/old", Change.DEPRECATED, "The old one.")
    ]


def test_a_changed_view_of_a_pattern_is_modified() -> None:
    head = {**DJANGO, "site/urls.py": DJANGO["site/urls.py"].replace("auth_views.LoginView", "views.OwnLogin")}
    assert _changes(facts_of(DJANGO, head)) == [("*", "/login/", "modified", "site/urls.py")]


def test_a_prefix_that_is_not_known_stands_as_it_is_written() -> None:
    text = """
        from fastapi import APIRouter
        import conf
        router = APIRouter(prefix=conf.PREFIX)

        @router.get("/x")
        def x(): ...
        """
    assert [one.route for one in facts_of({}, {"app/a.py": text}).endpoints] == ["{conf.PREFIX}/x"]


def test_starlette_lists_its_routes() -> None:
    text = """
        from starlette.routing import Mount, Route
        routes = [Route("/", home), Mount("/api", routes=[Route("/x", x, methods=["POST"])])]
        """
    assert [(one.method, one.route) for one in facts_of({}, {"app/a.py": text}).endpoints] == [
        ("GET", "/"),
        ("POST", "/api/x"),
    ]


def test_routes_of_tests_and_examples_are_none() -> None:
    text = FASTAPI["app/routes/about.py"]
    assert facts_of({}, {"tests/app.py": text, "examples/app.py": text}).endpoints == ()


def test_the_files_that_may_mount_a_changed_router_are_wanted() -> None:
    paths = tuple(FASTAPI)
    branch, _ = change(
        FASTAPI, {**FASTAPI, "app/routes/about.py": FASTAPI["app/routes/about.py"].replace("/old", "/new")}
    )
    assert {"app/main.py", "app/routes/__init__.py", "app/core/config.py"} <= paths_wanted(branch, paths, paths)[1]
