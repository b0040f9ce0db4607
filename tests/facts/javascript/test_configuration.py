from __future__ import annotations

import pytest

from draft_summary.facts import detect
from draft_summary.values.branch import Tree, Trees
from draft_summary.values.facts import Change
from facts.changes import change, facts_of

# id: (text, name -> default)
READINGS: dict[str, tuple[str, dict[str, str | None]]] = {
    "process.env": (
        """
        const a = process.env.A_URL;
        const b = process.env["B_KEY"] ?? "none";
        const c = Number(process.env.C_PORT) || 3000;
        const d = parseInt(process.env.D_SIZE ?? '10', 10);
        const e = process.env.E_LIST?.split(",") ?? ["x"];
        const f = (process.env.F_MODE as Mode) || Mode.Fast;
        const g = process.env.G_ON === "true";
        const h = process.env.H_NAME!;
        const i = parseEnvVarNumber(process.env.I_MAX, 5);
        const j = check(process.env.J_X, "message");
        """,
        {
            "A_URL": None,
            "B_KEY": "none",
            "C_PORT": "3000",
            "D_SIZE": "10",
            "E_LIST": '["x"]',
            "F_MODE": "Mode.Fast",
            "G_ON": None,
            "H_NAME": None,
            "I_MAX": "5",
            "J_X": None,
        },
    ),
    "taken out of the environment": (
        "const { A, B = 'b', C: c = 1, ...rest } = process.env;",
        {"A": None, "B": "b", "C": "1"},
    ),
    "what is set is not read": ("process.env.A = 'x';\ndelete process.env.B;\nprocess.env.C ||= 'y';", {"C": None}),
    "vite": ("const a = import.meta.env.VITE_A;\nif (import.meta.env.DEV) {}", {"VITE_A": None}),
    "deno and bun": ("Deno.env.get('A') ?? 'a';\nBun.env.B;", {"A": "a", "B": None}),
    "sveltekit": (
        "import { API_KEY } from '$env/static/private';\nimport { env } from '$env/dynamic/private';\nenv.OTHER;",
        {"API_KEY": None, "OTHER": None},
    ),
    "envalid": (
        (
            "import { cleanEnv, str, port } from 'envalid';\n"
            "export const env = cleanEnv(process.env, { HOST: str(), PORT: port({ default: 8080 }) });"
        ),
        {"HOST": None, "PORT": "8080"},
    ),
    "t3-env": (
        """
        export const env = createEnv({
          server: { DATABASE_URL: z.string().url(), LEVEL: z.enum(["a"]).default("a") },
          client: { NEXT_PUBLIC_X: z.string().optional() },
          runtimeEnv: { DATABASE_URL: process.env.DATABASE_URL },
        });
        """,
        {"DATABASE_URL": None, "LEVEL": "a", "NEXT_PUBLIC_X": None},
    ),
    "zod, the schema bound to a name": (
        (
            "const schema = z.object({ PORT: z.coerce.number().default(3000), KEY: z.string() }).strict();\n"
            "export const env = schema.parse(process.env);"
        ),
        {"PORT": "3000", "KEY": None},
    ),
    "convict": (
        "convict({ db: { host: { doc: 'x', format: String, default: 'localhost', env: 'DB_HOST' } } });",
        {"DB_HOST": "localhost"},
    ),
    "env-var": (
        "import env from 'env-var';\nenv.get('PORT').default('80').required().asPortNumber();",
        {"PORT": "80"},
    ),
    "fastify's env": (
        (
            "import env from '@fastify/env';\n"
            "const schema = { type: 'object', properties: { PORT: { type: 'number', default: 3000 }, HOST: {} } };"
        ),
        {"PORT": "3000", "HOST": None},
    ),
    "nest": (
        """
        import { ConfigService } from '@nestjs/config';
        class A {
          constructor(private readonly configService: ConfigService) {}
          a() { return this.configService.get<string>('API_URL', 'http://x') + this.configService.getOrThrow('KEY'); }
          b() { return this.configService.get('database.host'); }
        }
        """,
        {"API_URL": "http://x", "KEY": None},
    ),
    "nest with Joi": (
        "ConfigModule.forRoot({ validationSchema: Joi.object({ PORT: Joi.number().default(3000), K: Joi.any() }) });",
        {"PORT": "3000", "K": None},
    ),
    "functions of the program's own": (
        "env('A_KEY');\ngetEnvVar('B_KEY', 'b');\nrequireEnv('C_KEY') ?? 'c';\nenv('no-name');\nfoo('D_KEY');",
        {"A_KEY": None, "B_KEY": "b", "C_KEY": "c"},
    ),
    "a schema of something else": ("const Body = z.object({ NAME: z.string() });\nBody.parse(request.body);", {}),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in READINGS.items()])
def test_environment_variables_are_named_with_their_defaults(text: str, expected: dict[str, str | None]) -> None:
    found = facts_of({}, {"src/config.ts": text}).environment
    assert {one.name: one.default for one in found} == expected


def test_a_variable_that_another_file_reads_already_is_not_new() -> None:
    other = {"src/a.ts": "export const a = process.env.KEY;"}
    assert facts_of(other, {**other, "src/b.ts": "export const b = process.env.KEY ?? 'x';"}).environment == ()


def test_what_tests_read_is_not_read_by_the_program() -> None:
    text = "process.env.CI"
    assert facts_of({}, {"src/a.test.ts": text, "playwright.config.ts": text, "e2e/setup.ts": text}).environment == ()


FLAGS: dict[str, tuple[str, dict[str, str | None]]] = {
    "launchdarkly": (
        "import ld from 'launchdarkly-node-server-sdk';\nldClient.boolVariation('a-b', user, false);",
        {"a-b": "false"},
    ),
    "unleash": (
        "import { useFlag } from '@unleash/proxy-client-react';\nuseFlag('ab');\nunleash.isEnabled('cd');",
        {"ab": None, "cd": None},
    ),
    "openfeature": (
        "import { OpenFeature } from '@openfeature/server-sdk';\nclient.getBooleanValue('ab', true);",
        {"ab": "true"},
    ),
    "growthbook": (
        "import { GrowthBook } from '@growthbook/growthbook';\ngb.isOn('ab'); gb.getFeatureValue('cd', 1);",
        {"ab": None, "cd": "1"},
    ),
    "the program's own": (
        "this.config.flagResolver.isEnabled('newThing');\nif (isFeatureEnabled('x2')) {}",
        {"newThing": None, "x2": None},
    ),
    "constants of the same file": (
        "enum Flags { A='a-b' }\nconst features = { c: 'c-d' }\nfeatures.isEnabled(features.c)\nisFlagEnabled(Flags.A)",
        {"a-b": None, "c-d": None},
    ),
    "nothing of the kind": ("button.isEnabled('ab');\ncache.getValue('cd');\nsql.useFlag;", {}),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in FLAGS.items()])
def test_flags_are_named(text: str, expected: dict[str, str | None]) -> None:
    found = facts_of({}, {"src/a.ts": text}).flags
    assert {one.name: one.default for one in found} == expected
    assert all(one.change is Change.ADDED for one in found)


def test_a_flag_that_another_file_asks_for_already_is_not_new() -> None:
    other = {"src/a.ts": "if (isFeatureEnabled('x2')) { process.env.KEY }"}
    head = {**other, "src/b.ts": "export const on = isFeatureEnabled('x2') && process.env.OTHER;"}
    assert facts_of(other, head).flags == ()


@pytest.mark.parametrize(
    ("unread", "names"), [((), ["KEY", "OTHER"]), (("src/far.ts",), ["OTHER"])], ids=["all", "part"]
)
def test_where_not_all_code_was_read_a_variable_of_the_sample_is_not_new(
    unread: tuple[str, ...], names: list[str]
) -> None:
    sample = {".env.example": "# KEY=\nPORT=1\n"}
    branch, trees = change(sample, {**sample, "src/a.ts": "process.env.KEY; process.env.OTHER;"})
    head = Tree((*trees.head.paths, *unread), trees.head.texts)
    assert [one.name for one in detect(branch, Trees(trees.base, head)).environment] == names
