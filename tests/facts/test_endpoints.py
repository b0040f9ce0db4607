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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def a(x: int): return 2", ["modified"], id="another body"),
        pytest.param("async def a(x: str): return 1", ["modified"], id="another signature"),
        pytest.param('def a(x: int):\n    """What it is."""\n    # why\n    return 1', [], id="only said otherwise"),
    ],
)
def test_the_same_route_that_is_handled_otherwise_is_modified(text: str, expected: list[str]) -> None:
    base = {"app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n\n@app.get('/a')\ndef a(x: int): return 1\n"}
    head = {"app/main.py": base["app/main.py"].replace("def a(x: int): return 1", text)}
    assert [change for _, _, change, _ in _changes(facts_of(base, head))] == expected


REST = {
    "site/urls.py": """
        from rest_framework.routers import DefaultRouter
        from shop.views import OrderViewSet, Report
        from django.urls import include, path
        router = DefaultRouter()
        router.register("orders", OrderViewSet)
        urlpatterns = [path("api/", include(router.urls)), path("report/", Report.as_view())]
        """,
    "shop/__init__.py": "",
    "shop/views.py": """
        class OrderViewSet(ModelViewSet):
            lookup_field = "number"

            def list(self, request):
                return 1

        class Report(APIView):
            def get(self, request):
                return 1
        """,
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            '    lookup_field = "number"\n',
            """    lookup_field = "number"

            @action(detail=True, methods=["post"], url_path="cancel-it")
            def cancel(self, request, number): ...

            @action(detail=False)
            def open(self, request): ...
""",
            [
                ("GET", "/api/orders/open/", "added", "shop/views.py"),
                ("POST", "/api/orders/{number}/cancel-it/", "added", "shop/views.py"),
            ],
            id="actions of a view set",
        ),
        pytest.param(
            "list(self, request):\n                return 1",
            "list(self, request):\n                return 2",
            [("*", "/api/orders/", "modified", "site/urls.py")],
            id="a view set that answers otherwise",
        ),
        pytest.param(
            "get(self, request):\n                return 1",
            "get(self, request):\n                return 2",
            [("*", "/report/", "modified", "site/urls.py")],
            id="a view class that answers otherwise",
        ),
    ],
)
def test_views_are_found_where_the_patterns_import_them(
    old: str, new: str, expected: list[tuple[str, str, str, str]]
) -> None:
    head = {**REST, "shop/views.py": REST["shop/views.py"].replace(old, new)}
    assert head != REST
    assert sorted(_changes(facts_of(REST, head))) == expected


OTHERS = {
    "aiohttp, routes that are added": (
        """
        from aiohttp import web
        app = web.Application()
        app.router.add_get("/a", one)
        app.add_routes([web.post("/b", two), web.view("/c", Three)])
        api = web.Application()
        api.router.add_route("DELETE", "/d", four)
        app.add_subapp("/api", api)

        class Three(web.View):
            async def put(self): ...
        """,
        ["DELETE /api/d", "GET /a", "POST /b", "PUT /c"],
    ),
    "aiohttp, a table": (
        """
        from aiohttp import web
        routes = web.RouteTableDef()

        @routes.get("/a")
        async def a(request): ...
        """,
        ["GET /a"],
    ),
    "Sanic": (
        """
        from sanic import Blueprint, Sanic
        users = Blueprint("users", url_prefix="/users", version=2)
        orders = Blueprint("orders", url_prefix="/orders")
        every = Blueprint.group(users, orders, url_prefix="/api")
        app = Sanic("x")
        app.blueprint(every)

        @users.get("/<id:int>")
        async def user(request, id): ...

        @orders.route("/", methods=["POST"])
        async def order(request): ...
        """,
        ["GET /api/v2/users/<id:int>", "POST /api/orders/"],
    ),
    "Flask-RESTful": (
        """
        from flask import Blueprint, Flask
        from flask_restful import Api, Resource
        pages = Blueprint("pages", __name__, url_prefix="/pages")
        api = Api(pages)

        class Thing(Resource):
            def get(self): ...
            def delete(self): ...

        api.add_resource(Thing, "/things", "/things/<id>")
        """,
        [f"{verb} /pages/things{rest}" for verb in ("DELETE", "GET") for rest in ("", "/<id>")],
    ),
    "Flask-RESTX": (
        """
        from flask_restx import Api, Namespace, Resource
        api = Api(prefix="/api")
        cats = Namespace("cats")
        api.add_namespace(cats)

        @cats.route("/<id>")
        class Cat(Resource):
            def get(self, id): ...
        """,
        ["GET /api/cats/<id>"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), OTHERS.values(), ids=OTHERS)
def test_each_further_framework(text: str, expected: list[str]) -> None:
    assert sorted(f"{one.method} {one.route}" for one in facts_of({}, {"app/a.py": text}).endpoints) == expected


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


def test_a_handler_may_be_marked_as_deprecated() -> None:
    text = FLASK["app/views.py"]
    head = {
        **FLASK,
        "app/views.py": text.replace('@pages.get("/home")', '@pages.get("/home")\n        @deprecated("old")'),
    }
    assert [(one.route, one.change) for one in facts_of(FLASK, head).endpoints] == [("/pages/home", Change.DEPRECATED)]


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


@pytest.mark.parametrize("edit", [("/old", "/new"), ("def old(): ...", "def old(): return 1")], ids=["route", "body"])
def test_the_files_that_may_mount_a_changed_router_are_wanted(edit: tuple[str, str]) -> None:
    paths = tuple(FASTAPI)
    branch, _ = change(FASTAPI, {**FASTAPI, "app/routes/about.py": FASTAPI["app/routes/about.py"].replace(*edit)})
    assert {"app/main.py", "app/routes/__init__.py", "app/core/config.py"} <= paths_wanted(branch, paths, paths)[1]
