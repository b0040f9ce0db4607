from __future__ import annotations

import pytest

from draft_summary.values.facts import Change
from facts.changes import covered, facts_of

Rows = list[tuple[str, ...]]

ROUTES = {
    "plural resources": (
        "resources :books, only: %i[index show]",
        ["GET /books", "GET /books/:id"],
    ),
    "all that a resource has": (
        "resources :books",
        [
            "DELETE /books/:id",
            "GET /books",
            "GET /books/:id",
            "GET /books/:id/edit",
            "GET /books/new",
            "PATCH /books/:id",
            "POST /books",
            "PUT /books/:id",
        ],
    ),
    "singular": ("resource :cart, except: [:new, :edit, :update, :destroy]", ["GET /cart", "POST /cart"]),
    "nested, with its own parameter": (
        """
        resources :books, only: [], param: :slug do
          resources :pages, only: :show
          get :preview, on: :member
          collection { get "search" }
          member do
            post :lend
          end
        end
        """,
        [
            "GET /books/:book_slug/pages/:id",
            "GET /books/:slug/preview",
            "GET /books/search",
            "POST /books/:slug/lend",
        ],
    ),
    "namespace, scope and path": (
        """
        namespace :api do
          scope "v1", module: "one" do
            resources :things, only: :index, path: "stuff"
          end
        end
        """,
        ["GET /api/v1/stuff"],
    ),
    "concerns": (
        """
        concern :commentable do
          resources :comments, only: :create
        end
        resources :posts, only: [], concerns: :commentable
        resources(:books, only: []) { concerns :commentable }
        """,
        ["POST /books/:book_id/comments", "POST /posts/:post_id/comments"],
    ),
    "single ones": (
        """
        root "pages#home"
        get "about", to: "pages#about"
        get "/old(.:format)" => "pages#old"
        match "both", to: "pages#both", via: [:get, :post]
        mount Sidekiq::Web => "/sidekiq"
        authenticate :user do
          delete "gone", to: "pages#gone"
        end
        """,
        ["* /sidekiq", "DELETE /gone", "GET /", "GET /about", "GET /both", "GET /old", "POST /both"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROUTES.values(), ids=ROUTES)
def test_routes_are_expanded_as_rails_does(text: str, expected: list[str]) -> None:
    drawn = f"Rails.application.routes.draw do\n{text}\nend\n"
    found = facts_of({}, {"config/routes.rb": drawn}).endpoints
    assert sorted(f"{one.method} {one.route}" for one in found) == expected


def test_an_api_has_no_pages_and_routes_may_be_drawn_in_files_of_their_own() -> None:
    head = {
        "config/application.rb": "class Application < Rails::Application\n  config.api_only = true\nend\n",
        "config/routes.rb": "Rails.application.routes.draw do\n  draw :admin\nend\n",
        "config/routes/admin.rb": "resources :users, only: %i[index new create]\nresource :me, except: :destroy\n",
    }
    found = facts_of({}, head).endpoints
    assert [f"{one.method} {one.route}" for one in found if one.route.startswith("/me")] == [
        "GET /me",
        "PATCH /me",
        "POST /me",
        "PUT /me",
    ]


def test_an_action_that_answers_otherwise_is_a_modified_route() -> None:
    base = {
        "config/routes.rb": "Rails.application.routes.draw do\n  resources :books, only: %i[index show]\nend\n",
        "app/controllers/books_controller.rb": "class BooksController < A\n  def show\n    1\n  end\nend\n",
    }
    head = {
        **base,
        "app/controllers/books_controller.rb": base["app/controllers/books_controller.rb"].replace("1", "2"),
    }
    assert [(one.method, one.route, one.change) for one in facts_of(base, head).endpoints] == [
        ("GET", "/books/:id", Change.MODIFIED)
    ]


def test_gems_have_versions_and_the_scope_of_their_group() -> None:
    text = """
        source "https://rubygems.org"
        gem "rails", "~> 7.1", ">= 7.1.2"
        gem "puma" # the server
        gem "debug", group: :development
        group :development, :test do
          gem "rspec-rails",
              "6.0",
              require: false
        end
        gem "late", git: "https://example.org/late.git"
        """
    found = facts_of({}, {"Gemfile": text}).dependencies
    assert [(one.name, one.new, one.scope, one.line) for one in found] == [
        ("rails", "~> 7.1, >= 7.1.2", "", 3),
        ("puma", None, "", 4),
        ("debug", None, "development", 5),
        ("rspec-rails", "6.0", "development, test", 7),
        ("late", None, "", 11),
    ]


def test_a_gems_own_specification_and_the_lockfile() -> None:
    spec = 'Gem::Specification.new do |s|\n  s.add_dependency "a", ">= 1"\n  s.add_development_dependency("b")\nend\n'
    lock = "GEM\n  specs:\n    a (1.0)\n      c (~> 2)\n    c (2.1)\n"
    facts = facts_of({}, {"x.gemspec": spec, "Gemfile.lock": lock})
    assert [(one.name, one.new, one.scope) for one in facts.dependencies] == [("a", ">= 1", ""), ("b", None, "dev")]
    assert [one.packages for one in facts.lockfiles] == [2]


TESTS = {
    "RSpec": (
        "spec/models/book_spec.rb",
        """
        RSpec.describe Book, type: :model do
          describe "#title" do
            context "when empty" do
              it "is refused" do
              end
              xit "waits" do
              end
            end
            it { is_expected.to be_valid }
          end
        end
        """,
        [
            ("Book::#title::when empty::is refused", "unit", False),
            ("Book::#title::when empty::waits", "unit", True),
            ("Book::#title::is_expected.to be_valid", "unit", False),
        ],
    ),
    "Minitest": (
        "test/system/cart_test.rb",
        """
        class CartTest < ApplicationSystemTestCase
          # test "the truth" do
          test "can be filled" do
            skip "later"
          end
          def test_is_empty
          end
          def helper; end
          context "full" do
            should "say so" do
            end
          end
        end
        """,
        [
            ("CartTest::can be filled", "e2e", True),
            ("CartTest::test_is_empty", "e2e", False),
            ("CartTest::full::say so", "e2e", False),
        ],
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), TESTS.values(), ids=TESTS)
def test_tests_have_the_chain_of_their_groups(path: str, text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = facts_of({}, {path: text}).tests
    assert [(one.name, one.tier, one.skipped) for one in found] == expected


ENVIRONMENT = {
    "required": ('x = ENV["A"]', [("A", None)]),
    "fetched": (
        'x = ENV.fetch("A")\ny = ENV.fetch("B", 3)\nz = ENV.fetch("C") { "d" }',
        [("A", None), ("B", "3"), ("C", "d")],
    ),
    "or something else": ('x = ENV["A"] || "b"', [("A", "b")]),
    "asked for": ('puts 1 if ENV.key?("A")', [("A", None)]),
    "set": ('ENV["A"] = "x"\nENV["B"] ||= "y"', []),
    "a request's": ('request.env["HTTP_A"]', []),
}


@pytest.mark.parametrize(("text", "expected"), ENVIRONMENT.values(), ids=ENVIRONMENT)
def test_variables_that_are_read(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = facts_of({}, {"lib/a.rb": f"{text}\n"}).environment
    assert [(one.name, one.default) for one in found] == expected


@pytest.mark.parametrize(
    ("step", "reversible"),
    [
        ("add_column :a, :b, :string", True),
        ("remove_column :a, :b, :string", True),
        ("remove_column :a, :b", None),
        ('execute "SELECT 1"', None),
        ("drop_table :a", None),
    ],
)
def test_a_change_can_be_reversed_where_rails_knows_how(step: str, reversible: object) -> None:
    text = f"class A < ActiveRecord::Migration[7.1]\n  def change\n    {step}\n  end\nend\n"
    assert [one.reversible for one in facts_of({}, {"db/migrate/1_a.rb": text}).migrations] == [reversible]


def test_a_migration_says_what_becomes_of_the_tables() -> None:
    text = """
        class AddBooks < ActiveRecord::Migration[7.1]
          def change
            create_table :books, id: :uuid do |t|
              t.string :title, :isbn, null: false
              t.references :author, foreign_key: true
              t.references :owner, polymorphic: true
              t.timestamps
              t.index [:title, :isbn], unique: true
            end
            add_column :users, :read, :integer
            rename_column :users, :nick, :name
            change_column_null :users, :mail, false
            remove_column :users, :old, :string
            add_reference :users, :team
            add_index :users, :mail, name: "by_mail"
          end
        end
        """
    facts = facts_of({}, {"db/migrate/20240101000000_add_books.rb": text})
    assert [one.reversible for one in facts.migrations] == [True]
    books, users = facts.schema
    assert (books.table, books.created, books.added, books.indexes) == (
        "books",
        True,
        ("title", "isbn", "author_id", "owner_type", "owner_id", "created_at", "updated_at"),
        ("index_books_on_title_and_isbn",),
    )
    assert (users.added, users.modified, users.dropped, users.indexes) == (
        ("read", "team_id"),
        ("nick → name", "mail"),
        ("old",),
        ("by_mail",),
    )


def test_what_goes_back_never_counts_and_sql_is_read() -> None:
    text = """
        class X < ActiveRecord::Migration[6.0]
          def up
            execute "ALTER TABLE users ADD COLUMN a integer"
          end
          def down
            remove_column :users, :a
          end
        end
        """
    (table,) = facts_of({}, {"db/migrate/20240101000000_x.rb": text}).schema
    assert (table.added, table.dropped) == (("a",), ())


def test_logs_flags_metrics_and_what_touches_security() -> None:
    text = """
        class A < ApplicationController
          skip_before_action :verify_authenticity_token
          def a
            Rails.logger.info("begun #{x}")
            logger.warn { "slow" }
            blog.error("none")
            Flipper.enabled?(:new_search, user)
            Flipper[:old].enabled?
            StatsD.increment("a.count")
            Faraday.get(url)
          end
        end
        """
    facts = facts_of({}, {"app/controllers/a_controller.rb": text})
    assert [(one.level, one.message) for one in facts.logging] == [("info", "begun #{x}"), ("warning", "slow")]
    assert [one.name for one in facts.flags] == ["new_search", "old"]
    assert [(one.name, one.type) for one in facts.metrics] == [("a.count", "counter")]
    assert [one.topic for one in facts.security] == ["authentication", "outbound calls"]
    assert covered(facts, "symbols").not_examined == ((".rb", 1),)
