"""Facts in Go: tests, variables, flags, logs, metrics, exported names, go.mod."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change
from facts.changes import facts_of

TESTS = """
//go:build integration

package x

import "testing"

// TestOne checks one.
func TestOne(t *testing.T) { t.Run("sub", func(t *testing.T) {}) }
func TestSkipped(t *testing.T) {
    t.Skip("later")
}
func TestSometimes(t *testing.T) {
    if testing.Short() {
        t.Skip()
    }
}
func BenchmarkX(b *testing.B) {}
func FuzzX(f *testing.F) {}
func ExampleX() {}
func TestMain(m *testing.M) {}
func Testify(t *testing.T) {}
func TestHelper(a int) {}
func helper(t *testing.T) {}
func (s *ThingSuite) TestInSuite() {}
func (s *ThingSuite) SetupTest() {}
"""


def test_tests_are_those_that_go_test_runs() -> None:
    facts = facts_of({}, {"x/x_test.go": TESTS})
    names = ["TestOne", "TestSkipped", "TestSometimes", "BenchmarkX", "FuzzX", "ExampleX", "ThingSuite::TestInSuite"]
    assert [one.name for one in facts.tests] == names
    assert {one.tier for one in facts.tests} == {"integration"}
    assert [one.name for one in facts.tests if one.skipped] == ["TestSkipped"]
    assert facts.tests[0].summary == "TestOne checks one."
    assert [one.text for one in facts.debt] == ['TestSkipped: t.Skip("later")']


@pytest.mark.parametrize(
    ("path", "head", "tier"),
    [
        pytest.param("a/db_integration_test.go", "", "integration", id="name"),
        pytest.param("a/a_test.go", "//go:build e2e && linux\n", "e2e", id="build tag"),
        pytest.param("a/a_test.go", "//go:build !integration\n", "", id="negated tag"),
        pytest.param("test/e2e/a_test.go", "", "e2e", id="folder"),
        pytest.param("a/a_test.go", "", "", id="none"),
    ],
)
def test_a_tier_is_told_by_name_tag_or_folder(path: str, head: str, tier: str) -> None:
    text = f'{head}\npackage a\nimport "testing"\nfunc TestA(t *testing.T) {{}}\n'
    assert [one.tier for one in facts_of({}, {path: text}).tests] == [tier]


ENVIRONMENT = """
package config

import "os"

const name = "BY_CONSTANT"

type Config struct {
    Port    int    `env:"PORT" envDefault:"3000"`
    Secret  string `env:"SECRET_KEY,required"`
    Size    int    `env:"SIZE,default=5"`
    DB      struct {
        Host string `env:"HOST"`
    } `envPrefix:"DB_"`
    Other   string `json:"env"`
}

func load() {
    _ = os.Getenv("PLAIN")
    _, ok := os.LookupEnv(name)
    _ = getEnv("WITH_DEFAULT", "x")
    viper.BindEnv("key", "BOUND")
    os.Setenv("SET_ONLY", "1")
    _ = getEnvironment("not a name")
}
"""


def test_variables_are_those_that_code_or_a_struct_tag_reads() -> None:
    facts = facts_of({}, {"config/config.go": ENVIRONMENT})
    assert {one.name: one.default for one in facts.environment} == {
        "PORT": "3000",
        "SECRET_KEY": None,
        "SIZE": "5",
        "DB_HOST": None,
        "PLAIN": None,
        "BY_CONSTANT": None,
        "WITH_DEFAULT": "x",
        "BOUND": None,
    }


ENVCONFIG = """
package config

type Config struct {
    Port int `envconfig:"PORT" default:"80"`
}

func load() { envconfig.Process("app", &c) }
"""
VIPER = """
package config

func load() {
    viper.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
    viper.AutomaticEnv()
    viper.SetDefault("database.max-open", 10)
}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ENVCONFIG, [("APP_PORT", "80")], id="envconfig"),
        pytest.param(VIPER, [("DATABASE_MAX_OPEN", "10")], id="viper"),
        pytest.param(
            'package a\nvar f = cli.StringFlag{Name: "x", EnvVars: []string{"APP_X"}}\n', [("APP_X", None)], id="cli"
        ),
    ],
)
def test_libraries_that_map_settings_to_variables(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.default) for one in facts_of({}, {"config/a.go": text}).environment] == expected


LOGGING = """
package a

import "log/slog"

func (s *S) f(ctx context.Context) {
    slog.InfoContext(ctx, "slog", "k", 1)
    s.log.Warnf("logrus %s", x)
    log.WithField("a", 1).Error("chained")
    zap.S().Debugw("zap")
    log.Error().Err(err).Str("a", "b").Msgf("zerolog %d", 1)
    log.Printf("[WARN] lgr")
    log.Println("std")
    klog.V(2).Infof("klog")
    logger.Log(ctx, slog.LevelError, "given")
    t.Error("no log")
    http.Error(w, "no log", 500)
    fmt.Println("no log")
}
"""


def test_log_calls_by_level() -> None:
    facts = facts_of({}, {"a.go": LOGGING})
    assert [(one.level, one.message) for one in facts.logging] == [
        ("info", "slog"),
        ("warn", "logrus %s"),
        ("error", "chained"),
        ("debug", "zap"),
        ("error", "zerolog %d"),
        ("warn", "[WARN] lgr"),
        ("print", "std"),
        ("info", "klog"),
        ("error", "given"),
    ]


METRICS = """
package a

import "github.com/prometheus/client_golang/prometheus"

const ns = "app"

var (
    a = prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Name: "requests_total"}, []string{"a"})
    b = promauto.NewHistogram(prometheus.HistogramOpts{Name: "latency"})
    c = prometheus.NewDesc(prometheus.BuildFQName(ns, "db", "size"), "help", nil, nil)
    d, _ = meter.Int64UpDownCounter("queue.length")
    e = NewCounter("other")
)
"""


def test_metrics_have_their_full_names() -> None:
    facts = facts_of({}, {"a.go": METRICS})
    assert [(one.name, one.type) for one in facts.metrics] == [
        ("app_requests_total", "counter"),
        ("latency", "histogram"),
        ("app_db_size", ""),
        ("queue.length", "counter"),
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "a.go",
            'import "github.com/open-feature/go-sdk/openfeature"\nvar x, _ = c.BooleanValue(ctx, "new-ui", true, e)',
            [("new-ui", "true")],
            id="OpenFeature",
        ),
        pytest.param(
            "a.go",
            'import "gopkg.in/launchdarkly/go-server-sdk.v6"\nvar x, _ = c.BoolVariation("new-ui", user, false)',
            [("new-ui", "false")],
            id="LaunchDarkly",
        ),
        pytest.param(
            "a.go",
            'import "github.com/Unleash/unleash-client-go/v4"\nvar x = unleash.IsEnabled("new-ui")',
            [("new-ui", None)],
            id="Unleash",
        ),
        pytest.param(
            "features/features.go", "type Config struct { NewUI bool; Rate int }", [("NewUI", None)], id="own module"
        ),
        pytest.param("a.go", "type Config struct { NewUI bool }", [], id="other settings"),
    ],
)
def test_feature_flags(path: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    facts = facts_of({}, {path: f"package a\n{text}\n"})
    assert [(one.name, one.default) for one in facts.flags] == expected


EXPORTED = """
package shop

type Order struct{}

const Limit = 1

func Buy(ctx context.Context, id string) error { return nil }
func (o *Order) Total() int { return 1 }
func (o *order) Hidden() int { return 1 }
func Moved() {}
"""


def test_exported_names_that_are_gone_or_called_otherwise_may_break() -> None:
    base = {"shop/a.go": EXPORTED, "web/b.go": 'package web\nimport "x.org/shop"\nfunc f() { shop.Buy(ctx, "1") }\n'}
    head = base | {
        "shop/a.go": "package shop\n\ntype Order struct{}\n\nfunc Buy(id string) error { return nil }\n",
        "shop/b.go": "package shop\n\nfunc Moved() {}\n",
    }
    facts = facts_of(base, head)
    assert [one.what for one in facts.breaking] == [
        "`shop.Buy` changed from `(ctx context.Context, id string) error` to `(id string) error`",
        "`shop.Limit` removed",
        "`shop.Order.Total` removed",
    ]
    assert [(one.path, one.symbol) for one in facts.callers] == [("web/b.go", "shop.Buy")]


GO_MOD = """
module example.org/app

go 1.22

require (
\tgithub.com/a/b v1.0.0
\tgithub.com/c/d v1.0.0 // indirect
\tgithub.com/gone/e v0.1.0
)
require github.com/single/f v1.2.3
"""


def test_go_mod_tells_direct_requirements_replacements_and_the_toolchain() -> None:
    head = (
        GO_MOD.replace("b v1.0.0", "b v1.1.0")
        .replace("d v1.0.0", "d v2.0.0")
        .replace("\tgithub.com/gone/e v0.1.0\n", "")
    )
    head += "replace github.com/a/b => ../b\ntoolchain go1.22.3\n"
    facts = facts_of({"go.mod": GO_MOD}, {"go.mod": head})
    assert {(one.change, one.name, one.old, one.new, one.scope) for one in facts.dependencies} == {
        (Change.MODIFIED, "github.com/a/b", "v1.0.0", "v1.1.0", ""),
        (Change.REMOVED, "github.com/gone/e", "v0.1.0", None, ""),
        (Change.ADDED, "github.com/a/b", None, "=> ../b", "replace"),
        (Change.ADDED, "toolchain", None, "go1.22.3", "toolchain"),
    }


def test_syntax_that_the_grammar_does_not_know_yet_is_read() -> None:
    text = 'package a\nimport "os"\nvar x = new("text")\nvar y = new(f(1))\nvar z = new([]int)\n'
    facts = facts_of({}, {"a.go": f'{text}var w = os.Getenv("W")\n'})
    assert [one.name for one in facts.environment] == ["W"]


GOOSE = """
package migrations

func init() { goose.AddMigrationContext(up, down) }

func up(ctx context.Context, tx *sql.Tx) error {
    _, err := tx.ExecContext(ctx, `ALTER TABLE a ADD COLUMN b int`)
    return err
}

func down(ctx context.Context, tx *sql.Tx) error {
    _, err := tx.ExecContext(ctx, "DROP TABLE a")
    return err
}
"""


def test_a_migration_that_goose_runs_as_a_function() -> None:
    facts = facts_of({}, {"migrations/1_a.go": GOOSE})
    assert [(one.operations, one.reversible) for one in facts.migrations] == [(("adds `a.b`",), True)]


OPTIONS = """
package main

func init() {
    port := flag.Int("port", 80, "the port")
    rootCmd.PersistentFlags().StringVarP(&file, "config-file", "c", "", "file")
    cmd.Flags().Bool("dry-run", false, "")
    flags := []cli.Flag{&cli.StringFlag{Name: "token"}}
    other := Thing{Name: "no-option"}
    strings.Count("no", "option")
}

type options struct {
    Long string `long:"from-tag" env:"X"`
}
"""


@pytest.mark.parametrize("option", ["port", "config-file", "dry-run", "token", "from-tag"])
def test_an_option_that_is_gone_may_break(option: str) -> None:
    facts = facts_of({"main.go": OPTIONS}, {"main.go": OPTIONS.replace(f'"{option}"', '"renamed"')})
    assert [one.what for one in facts.breaking] == [f"command line: `--{option}` removed"]
