from __future__ import annotations

from collections.abc import Mapping

import pytest

from draft_summary.values.facts import Change
from facts.changes import facts_of

EXPRESS = {
    "src/app.js": """
        const express = require("express");
        const users = require("./routes/users");
        const { paths } = require("./paths");
        const app = express();
        app.use(express.json());
        app.use("/api", check, users);
        app.use(`${config.base}/files`, require("./routes/files")(app));
        require("./routes/admin").bind(app);
        app.get("/health", (req, res) => res.send("ok"));
        app.get("port");
        app.all("*", notFound);
        module.exports = app;
        """,
    "src/paths.js": 'module.exports = { paths: { admin: { index: "/admin", edit: "/admin/:id" } } };',
    "src/routes/users.js": """
        const express = require("express");
        const router = express.Router();
        router.route("/users/:id").get(one).delete(check, remove);
        router.post(["/users", "/people"], wrap(create));
        client.post("/remote", body);
        module.exports = router;
        """,
    "src/routes/files.js": """
        module.exports = function (app) {
          const { Router } = require("express");
          const files = Router();
          files.put("/:name", (req, res) => {});
          return files;
        };
        """,
    "src/routes/admin.js": """
        const { paths } = require("../paths");
        module.exports.bind = function (app) {
          app.get(paths.admin.index, home.index);
          app.post(paths.admin.edit, home.edit);
        };
        """,
}
EXPRESS_CLASSES = {
    "src/index.ts": """
        import express from "express";
        import { ApiRouter } from "@/api";
        const app = express();
        app.use("/api", new ApiRouter(config).router);
        """,
    "src/api/index.ts": """
        import { EventController } from "./events";
        export class ApiRouter extends Controller {
          constructor(config) { super(); this.use("/events", new EventController(config).router); }
        }
        """,
    "src/api/events.ts": """
        export class EventController extends Controller {
          constructor(config) {
            super();
            this.route({ method: "post", path: "/search", handler: this.search, permission: NONE });
            this.get("/:id", this.one);
          }
        }
        """,
}
KOA = {
    "src/index.ts": """
        import Koa from "koa";
        import Router from "@koa/router";
        import { books } from "./books";
        const app = new Koa();
        const root = new Router({ prefix: "/v1" });
        root.use("/books", books.routes(), books.allowedMethods());
        root.del("/cache", clear);
        app.use(root.routes());
        """,
    "src/books.ts": """
        import Router from "@koa/router";
        export const books = new Router();
        books.get("/", async (ctx) => {});
        """,
}
FASTIFY = {
    "src/app.ts": """
        import Fastify from "fastify";
        import autoload from "@fastify/autoload";
        import path from "node:path";
        import users from "./users.js";
        const app = Fastify();
        app.register(users, { prefix: "/users" });
        app.register(async (inner) => { inner.get("/ping", async () => "pong"); }, { prefix: "/inner" });
        app.register(autoload, { dir: path.join(import.meta.dirname, "routes"), routeParams: true });
        app.route({ method: ["GET", "HEAD"], url: "/both", handler });
        """,
    "src/users.ts": """
        import fp from "fastify-plugin";
        const plugin: FastifyPluginAsync = async (fastify, opts) => {
          fastify.get("/:id", { schema: { params: X } }, async function (request) {});
        };
        export default fp(plugin);
        """,
    "src/routes/api/tasks/index.ts": """
        const plugin: FastifyPluginAsyncTypebox = async (fastify) => {
          fastify.post("/", { schema }, async () => {});
        };
        export default plugin;
        """,
    "src/routes/api/_team/members.ts": "export default async function (app) { app.get('/all', list); }",
    "src/routes/own.ts": "export const autoPrefix = '/mine';\nexport default async (app) => { app.get('/', own); }",
}
HONO = {
    "src/index.ts": """
        import { Hono } from "hono";
        import books from "./books";
        const app = new Hono().basePath("/api");
        app.route("/books", books);
        app.on("PURGE", "/cache", (c) => c.text(""));
        export default app;
        """,
    "src/books.ts": """
        import { Hono } from "hono";
        const books = new Hono()
          .get("/", (c) => c.json([]))
          .post("/:id", validator, async (c) => c.json({}));
        export default books;
        """,
    "src/open.ts": """
        import { OpenAPIHono, createRoute } from "@hono/zod-openapi";
        const route = createRoute({ method: "get", path: "/open/{id}", responses: {} });
        const app = new OpenAPIHono();
        app.openapi(route, (c) => c.json({}));
        """,
}
NEST = {
    "src/main.ts": """
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          app.setGlobalPrefix("api", { exclude: ["health"] });
          app.enableVersioning({ type: VersioningType.URI });
        }
        """,
    "src/users/users.controller.ts": """
        @ApiTags("users")
        @Controller({ path: "users", version: "2" })
        export class UsersController {
          constructor(private readonly users: UsersService) {}
          @Get(":id")
          @UseGuards(AuthGuard)
          one(@Param("id") id: string): Promise<User> { return this.users.one(id); }
          @Version("3")
          @Post()
          create(@Body() body: CreateUser) {}
        }
        """,
    "src/health.controller.ts": """
        @Controller("health")
        export class HealthController {
          @Get() check() {}
        }
        """,
    "src/cats.controller.ts": """
        @Controller(["cats", "kittens"])
        export class CatsController {
          @All("any") any() {}
          helper() {}
        }
        """,
}
FILES = {
    "apps/web/app/api/(shop)/items/[id]/route.ts": "export async function GET() {}\nexport const POST = handle;",
    "src/app/feed/route.ts": "const handler = f();\nexport { handler as GET };",
    "src/app/page.tsx": "export default function Page() {}",
    "pages/api/users/[id].ts": 'export default function handler(req, res) { if (req.method === "PUT") {} }',
    "pages/api/index.js": "module.exports = (req, res) => {};",
    "pages/about.tsx": "export default function About() {}",
    "src/routes/api/echo/+server.ts": "export const GET = () => new Response();",
    "src/pages/feed.xml.ts": "export const GET: APIRoute = () => {};",
    "server/api/notes/[id].delete.ts": "export default defineEventHandler(() => {});",
    "app/routes/_auth.users.$id.tsx": "export async function loader() {}\nexport const action = async () => {};",
    "app/routes/sitemap[.]xml.ts": "export const loader = () => {};",
    "app/routes/api+/teams.$id+/export.ts": "export const loader = () => {};",
    "app/routes/about.tsx": "export default function About() {}",
}
# id: (texts, `METHOD route` of each)
FRAMEWORKS: Mapping[str, tuple[Mapping[str, str], set[str]]] = {
    "express": (
        EXPRESS,
        {
            "GET /health",
            "* *",
            "GET /api/users/:id",
            "DELETE /api/users/:id",
            "POST /api/users",
            "POST /api/people",
            "PUT /files/:name",
            "GET /admin",
            "POST /admin/:id",
        },
    ),
    "express, controllers as classes": (EXPRESS_CLASSES, {"POST /api/events/search", "GET /api/events/:id"}),
    "koa": (KOA, {"GET /v1/books/", "DELETE /v1/cache"}),
    "fastify": (
        FASTIFY,
        {
            "GET /users/:id",
            "GET /inner/ping",
            "POST /api/tasks/",
            "GET /api/:team/all",
            "GET /mine/",
            "GET /both",
            "HEAD /both",
        },
    ),
    "hono": (HONO, {"GET /api/books/", "POST /api/books/:id", "PURGE /api/cache", "GET /open/{id}"}),
    "nest": (
        NEST,
        {
            "GET /api/v2/users/:id",
            "POST /api/v3/users",
            "GET /health",
            "* /api/cats/any",
            "* /api/kittens/any",
        },
    ),
    "by the file's place": (
        FILES,
        {
            "GET /api/items/[id]",
            "POST /api/items/[id]",
            "GET /feed",
            "PUT /api/users/[id]",
            "* /api",
            "GET /api/echo",
            "GET /feed.xml",
            "DELETE /api/notes/[id]",
            "GET /users/:id",
            "POST /users/:id",
            "GET /sitemap.xml",
            "GET /api/teams/:id/export",
        },
    ),
}


@pytest.mark.parametrize(("texts", "routes"), [pytest.param(*case, id=name) for name, case in FRAMEWORKS.items()])
def test_routes_are_named_with_all_their_prefixes(texts: Mapping[str, str], routes: set[str]) -> None:
    found = facts_of({}, texts).endpoints
    shown = {f"{one.method} {one.route}".replace("* /*", "* *") for one in found}
    assert shown == routes
    assert all(one.change is Change.ADDED for one in found)


@pytest.mark.parametrize("changed", ["src/routes/users.js", "src/routes/admin.js", "src/routes/files.js"])
def test_prefixes_stand_in_files_that_did_not_change(changed: str) -> None:
    base = {path: text for path, text in EXPRESS.items() if path != changed}
    new = {f"{one.method} {one.route}" for one in facts_of(base, EXPRESS).endpoints}
    assert new < {"* /*", *FRAMEWORKS["express"][1]}
    assert new


CLIENTS = {
    "an HTTP client": 'import axios from "axios";\nconst api = axios.create();api.post("/x", y);\naxios.get("/x", f);',
    "a page's router": 'import { router } from "@inertiajs/react";\nrouter.post("/users", data);',
    "tests of an application": 'await request(app).get("/x").expect(200);\nnock(url).get("/x").reply(f);',
    "maps and caches": 'cache.get("/x", load);\nmap.delete("/x");\nsession.get("/x", f);',
    "a mock server": 'import { http } from "msw";\nhttp.get("/x", () => {});',
}


@pytest.mark.parametrize("text", CLIENTS.values(), ids=CLIENTS)
def test_calls_of_others_are_no_routes(text: str) -> None:
    assert facts_of({}, {"src/a.ts": text}).endpoints == ()


def test_modified_removed_and_deprecated_routes_are_told_apart() -> None:
    base = """
        @Controller("a")
        export class A {
          @Get("same") same() {}
          @Get("goes") goes() {}
          @Get("signature") signature(@Query("x") x: string) {}
          @Get("handler") handler() { return 1; }
          @Get("old") old() {}
        }
        """
    head = """
        @Controller("a")
        export class A {
          @Get("same") same() {}
          @Get("signature") signature(@Query("y") y: string) {}
          @Get("handler") handler() { return 2; }
          @ApiOperation({ deprecated: true }) @Get("old") old() {}
        }
        """
    found = facts_of({"src/a.controller.ts": base}, {"src/a.controller.ts": head}).endpoints
    assert {(one.route, one.change) for one in found} == {
        ("/a/goes", Change.REMOVED),
        ("/a/signature", Change.MODIFIED),
        ("/a/handler", Change.MODIFIED),
        ("/a/old", Change.DEPRECATED),
    }


def test_a_route_that_moved_to_another_file_is_not_new() -> None:
    base = {"src/app.ts": 'import express from "express";\nconst app = express();\napp.get("/x", one);'}
    head = {
        "src/app.ts": 'import express from "express";\nimport { r } from "./r";\nconst app = express();\napp.use(r);',
        "src/r.ts": 'import { Router } from "express";\nexport const r = Router();\nr.get("/x", one);',
    }
    assert facts_of(base, head).endpoints == ()
