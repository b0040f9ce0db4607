from __future__ import annotations

import pytest

from draft_summary.values.facts import Change
from facts.changes import facts_of

ROUTES = {
    "verbs": (
        "Route::get('/a', [A::class, 'a']);\nRoute::match(['get', 'post'], 'b', 'A@b');\nRoute::any('c', A::class);",
        ["* /c", "GET /a", "GET /b", "POST /b"],
    ),
    "groups": (
        """
        Route::prefix('v1')->middleware('auth')->name('v1.')->group(static function (): void {
            Route::name('tags.')->group(function () {
                Route::put('/tags/{tag}', [TagController::class, 'update'])->name('update');
            });
            Route::group(['prefix' => 'old', 'middleware' => 'x'], function () {
                Route::delete('{id}', 'OldController@destroy');
            });
        });
        """,
        ["DELETE /v1/old/{id}", "PUT /v1/tags/{tag}"],
    ),
    "resources": (
        (
            "Route::resource('photos', PhotoController::class)->only(['index', 'edit']);\n"
            "Route::apiResource('photos.comments', C::class)->except('store');"
        ),
        [
            "DELETE /photos/{photo}/comments/{comment}",
            "GET /photos",
            "GET /photos/{photo}/comments",
            "GET /photos/{photo}/comments/{comment}",
            "GET /photos/{photo}/edit",
            "PATCH /photos/{photo}/comments/{comment}",
            "PUT /photos/{photo}/comments/{comment}",
        ],
    ),
    "several resources, another parameter": (
        (
            "Route::apiResources(['boxes' => B::class]);\n"
            "Route::resource('people', P::class)->parameters(['people' => 'who'])->only('show');"
        ),
        [
            "DELETE /boxes/{box}",
            "GET /boxes",
            "GET /boxes/{box}",
            "GET /people/{who}",
            "PATCH /boxes/{box}",
            "POST /boxes",
            "PUT /boxes/{box}",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROUTES.values(), ids=ROUTES)
def test_laravels_routes_are_expanded(text: str, expected: list[str]) -> None:
    found = facts_of({}, {"routes/web.php": f"<?php\n{text}\n"}).endpoints
    assert sorted(f"{one.method} {one.route}" for one in found) == expected


PROVIDERS = {
    "none": ({}, "/api/a"),
    "a provider's prefix": (
        {
            "app/Providers/RouteServiceProvider.php": "<?php\nclass R {\n  public function boot() {\n"
            "    Route::middleware('api')->prefix('rest')->group(base_path('routes/api.php'));\n  }\n}\n"
        },
        "/rest/a",
    ),
    "the application's": (
        {"bootstrap/app.php": "<?php\nreturn A::configure()->withRouting(api: 'x', apiPrefix: 'v2')->create();\n"},
        "/v2/a",
    ),
}


@pytest.mark.parametrize(("more", "expected"), PROVIDERS.values(), ids=PROVIDERS)
def test_the_routes_of_the_api_have_its_prefix(more: dict[str, str], expected: str) -> None:
    base = {**more, "routes/api.php": "<?php\n"}
    head = {**more, "routes/api.php": "<?php\nRoute::get('a', fn () => 1);\n"}
    assert [one.route for one in facts_of(base, head).endpoints] == [expected]


def test_symfonys_attributes_and_annotations_are_below_those_of_their_class() -> None:
    text = """
        <?php
        #[Route('/blog', name: 'blog_')]
        class BlogController extends AbstractController
        {
            #[Route('/{slug}', name: 'show', methods: ['GET', 'HEAD'])]
            public function show(string $slug): Response { return new Response(); }

            /**
             * @Route("/old", methods={"POST"})
             */
            public function old() {}
        }
        """
    found = facts_of({}, {"src/Controller/BlogController.php": text.strip()}).endpoints
    assert [f"{one.method} {one.route}" for one in found] == ["GET /blog/{slug}", "HEAD /blog/{slug}", "POST /blog/old"]


def test_an_action_that_answers_otherwise_is_a_modified_route() -> None:
    base = {
        "routes/web.php": "<?php\nRoute::get('a', [AController::class, 'a']);\n"
        "Route::get('b', [AController::class, 'b']);\n",
        "app/Http/Controllers/AController.php": "<?php\nclass AController {\n"
        "  public function a() { return 1; }\n  public function b() { return 2; }\n}\n",
    }
    path = "app/Http/Controllers/AController.php"
    found = facts_of(base, {**base, path: base[path].replace("return 1", "return 3")}).endpoints
    assert [(one.route, one.change) for one in found] == [("/a", Change.MODIFIED)]


def test_packages_without_the_platform() -> None:
    base = '{"require": {"php": "^8.1", "ext-json": "*", "a/b": "^1.0"}, "require-dev": {"c/d": "1.*"}}'
    head = '{"require": {"php": "^8.2", "ext-json": "*", "a/b": "^2.0"}, "require-dev": {}}'
    found = facts_of({"composer.json": base}, {"composer.json": head}).dependencies
    assert [(one.name, one.old, one.new, one.scope) for one in found] == [
        ("a/b", "^1.0", "^2.0", ""),
        ("c/d", "1.*", None, "dev"),
    ]


TESTS = {
    "PHPUnit": (
        "tests/Feature/CartTest.php",
        """
        namespace Tests;
        class CartTest extends TestCase
        {
            public function test_is_empty(): void { $this->markTestSkipped('later'); }
            /** @test */
            public function it_can_be_filled() {}
            #[Test]
            public function holds() {}
            public function helper() {}
            private function testing() {}
        }
        class Fake { public function test_x() {} }
        """,
        [("CartTest::test_is_empty", True), ("CartTest::it_can_be_filled", False), ("CartTest::holds", False)],
    ),
    "Pest": (
        "tests/Unit/cart.php",
        """
        describe('cart', function () {
            it('is empty', function () { expect(1)->toBe(1); });
            test('can be filled', fn () => expect(1)->toBe(1))->skip('later');
        });
        it('stands alone')->todo();
        """,
        [("cart::is empty", False), ("cart::can be filled", True), ("stands alone", True)],
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), TESTS.values(), ids=TESTS)
def test_tests_of_classes_and_functions(path: str, text: str, expected: list[tuple[str, bool]]) -> None:
    found = facts_of({}, {path: f"<?php\n{text}"}).tests
    assert [(one.name, one.skipped) for one in found] == expected


def test_variables_that_are_read() -> None:
    text = """
        return [
            'a' => env('A'),
            'b' => (bool) env('B', true),
            'c' => getenv('C') ?: 'x',
            'd' => $_ENV['D'] ?? 3,
            'e' => Env::get('E', 'y'),
            'f' => env('F', null),
        ];
        """
    found = facts_of({}, {"config/own.php": f"<?php\n{text}"})
    assert [(one.name, one.default) for one in found.environment] == [
        ("A", None),
        ("B", "true"),
        ("C", "x"),
        ("D", "3"),
        ("E", "y"),
        ("F", None),
    ]
    assert [one.path for one in found.config_files] == ["config/own.php"]


def test_laravels_migrations() -> None:
    text = """
        return new class extends Migration {
            public function up(): void {
                Schema::create('books', function (Blueprint $table) {
                    $table->id();
                    $table->string('title')->nullable()->index();
                    $table->foreignId('author_id')->constrained();
                    $table->foreignIdFor(TeamMember::class);
                    $table->morphs('owner');
                    $table->timestamps();
                    $table->unique(['title', 'author_id'], 'once');
                });
                Schema::table('users', function (Blueprint $table) {
                    $table->uuid('key')->after('id');
                    $table->string('mail')->nullable()->change();
                    $table->renameColumn('nick', 'name');
                    $table->dropColumn(['old', 'older']);
                });
                DB::statement('ALTER TABLE users ADD COLUMN late integer');
            }
            public function down(): void { Schema::dropIfExists('books'); }
        };
        """
    facts = facts_of({}, {"database/migrations/2024_01_01_000000_add_books.php": f"<?php\n{text}"})
    assert [one.reversible for one in facts.migrations] == [True]
    books, users = facts.schema
    assert (books.table, books.created, books.removed) == ("books", True, False)
    assert books.added == (
        "id",
        "title",
        "author_id",
        "team_member_id",
        "owner_type",
        "owner_id",
        "created_at",
        "updated_at",
    )
    assert books.indexes == ("title", "once")
    assert (users.added, users.modified, users.dropped) == (("key", "late"), ("mail", "nick → name"), ("old", "older"))


def test_doctrines_migrations_are_their_sql() -> None:
    text = """
        final class Version2 extends AbstractMigration {
            public function up(Schema $schema): void {
                $this->addSql('CREATE TABLE a (id INT NOT NULL, b VARCHAR(20))');
            }
            public function down(Schema $schema): void { $this->addSql('DROP TABLE a'); }
        }
        """
    facts = facts_of({}, {"migrations/Version2.php": f"<?php\n{text}"})
    assert [(one.table, one.added, one.created, one.removed) for one in facts.schema] == [
        ("a", ("id", "b"), True, False)
    ]
    assert [one.reversible for one in facts.migrations] == [True]


def test_logs_flags_metrics_and_what_touches_security() -> None:
    text = """
        use Laravel\\Pennant\\Feature;
        class A {
            public function a() {
                Log::warning('slow', ['x' => 1]);
                Log::channel('ops')->info("begun $x");
                $this->logger->error('failed');
                logger()->debug('seen');
                $this->blog->info('none');
                Feature::active('new-search');
                // Prometheus
                $registry->getOrRegisterCounter('app', 'hits', 'How many');
                $statsd->increment('b.count');
                Http::get($url);
                unserialize($x);
            }
        }
        """
    facts = facts_of({}, {"app/A.php": f"<?php\n{text}"})
    assert [(one.level, one.message) for one in facts.logging] == [
        ("warning", "slow"),
        ("info", "begun $x"),
        ("error", "failed"),
        ("debug", "seen"),
    ]
    assert [one.name for one in facts.flags] == ["new-search"]
    assert [(one.name, one.type) for one in facts.metrics] == [("app_hits", "counter"), ("b.count", "counter")]
    assert [one.topic for one in facts.security] == ["outbound calls", "deserialization"]
