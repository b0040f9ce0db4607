"""Migrations in SQL of several dialects, and those of EF Core, Liquibase, Flyway and diesel."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Facts
from facts.changes import covered, facts_of

Row = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], bool, bool]


def _rows(facts: Facts) -> list[Row]:
    return [
        (one.table, one.added, one.modified, one.dropped, one.indexes, one.created, one.removed) for one in facts.schema
    ]


def test_an_edited_migration_tells_what_it_does_otherwise() -> None:
    before = "CREATE TABLE a (id int, gone int);\n"
    after = "CREATE TABLE a (id int, new int);\nCREATE INDEX i ON a (new);\nUPDATE a SET new = 1;\n"
    facts = facts_of({"migrations/1.sql": before}, {"migrations/1.sql": after})
    assert [(one.operations, one.edited) for one in facts.migrations] == [
        (("adds index `i` on `a`", "updates rows"), True)
    ]
    assert _rows(facts) == [("a", ("new",), (), ("gone",), ("i",), False, False)]


@pytest.mark.parametrize(
    ("path", "head"),
    [("migrations/V1.sql", "--liquibase formatted sql\n--changeset a:1\n"), ("migrations/R__a.sql", "")],
)
def test_what_runs_again_when_it_is_edited_is_to_be_run(path: str, head: str) -> None:
    before = f"{head}CREATE TABLE a (id int);\n"
    facts = facts_of({path: before}, {path: f"{before}ALTER TABLE a ADD COLUMN b int;\n"})
    assert [one.edited for one in facts.migrations] == [False]


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        pytest.param(
            "CREATE TABLE `a` (`id` int unsigned AUTO_INCREMENT, KEY `k` (`id`)) ENGINE=InnoDB;\n"
            "ALTER TABLE `a` CHANGE COLUMN `x` `y` int, MODIFY `z` text, ADD INDEX `i` (`y`);",
            (
                "creates table `a`",
                "adds index `k` on `a`",
                "renames `a.x` to `y`",
                "alters `a.z`",
                "adds index `i` on `a`",
            ),
            id="MySQL",
        ),
        pytest.param(
            "ALTER TABLE [dbo].[A] ADD [B] nvarchar(50) NULL, [C] int\nGO\nALTER TABLE [dbo].[A] DROP COLUMN [D]\nGO\n",
            ("adds `dbo.A.B`", "adds `dbo.A.C`", "drops `dbo.A.D`"),
            id="T-SQL",
        ),
        pytest.param(
            "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT) WITHOUT ROWID;\nPRAGMA foreign_keys = on;",
            ("creates table `a`",),
            id="SQLite",
        ),
        pytest.param("ALTER TABLE a RENAME b TO c;", ("renames `a.b` to `c`",), id="rename without COLUMN"),
        pytest.param(
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END;\nINSERT INTO e SELECT 1;",
            ("creates a trigger", "inserts rows"),
            id="body",
        ),
        pytest.param(
            "ALTER TABLE a FROBNICATE;\nCREATE TABLE b (id int);",
            ("creates table `b`", "1 SQL statement not read"),
            id="unread",
        ),
        pytest.param(
            f"CREATE TABLE a (id int CHECK {'(' * 300}1{')' * 300});", ("1 SQL statement not read",), id="deep"
        ),
    ],
)
def test_sql_of_several_dialects(text: str, operations: tuple[str, ...]) -> None:
    facts = facts_of({}, {"migrations/1.sql": text})
    assert [one.operations for one in facts.migrations] == [operations]


def test_a_schema_file_tells_the_columns_that_differ() -> None:
    path = "db/schema.sql"
    facts = facts_of({path: "CREATE TABLE a (id int);"}, {path: "CREATE TABLE a (id int, b int);"})
    assert _rows(facts) == [("a", ("b",), (), (), (), False, False)]


def test_what_a_schema_file_adds_stands_on_its_own_line_and_the_file_counts_as_examined() -> None:
    before = "CREATE TABLE a (id int);\n\n\n"
    facts = facts_of({"db/next.sql": before}, {"db/next.sql": f"{before}ALTER TABLE a ADD COLUMN b int;\n"})
    assert [(one.line, one.added) for one in facts.schema] == [(4, ("b",))]
    for kind in ("schema", "migrations"):
        assert (covered(facts, kind).examined, covered(facts, kind).not_examined) == (("SQL",), ())


MODELS = {
    "Django": (
        """
        from django.db import models
        class Order(models.Model):
            number = models.CharField(max_length=20, help_text="What is printed")
            owner = models.ForeignKey(User, on_delete=models.CASCADE)
            items = models.ManyToManyField(Item)
            class Meta:
                ordering = ["number"]
        """,
        "Order",
        ["number", "owner"],
    ),
    "SQLAlchemy": (
        """
        class Order(Base):
            __tablename__ = "orders"
            number = Column(String(20))
            total: Mapped[int] = mapped_column(default=0)
            note: Mapped[str]
            items = relationship("Item")
        """,
        "orders",
        ["number", "total", "note"],
    ),
    "SQLModel": (
        """
        class Order(SQLModel, table=True):
            number: str = Field(primary_key=True)
            note: str | None = None
            items: list["Item"] = Relationship()
        """,
        "order",
        ["number", "note"],
    ),
}


@pytest.mark.parametrize(("text", "table", "columns"), MODELS.values(), ids=MODELS)
def test_a_model_that_comes_without_a_migration_is_a_table(text: str, table: str, columns: list[str]) -> None:
    facts = facts_of({}, {"app/models.py": text})
    assert [(one.table, list(one.added), one.created) for one in facts.schema] == [(table, columns, True)]
    name = columns[0]
    gone = "\n".join(line for line in text.split("\n") if f" {name} = " not in line and f" {name}: " not in line)
    assert [one.dropped for one in facts_of({"app/models.py": text}, {"app/models.py": gone}).schema] == [(name,)]


def test_where_a_migration_comes_it_alone_says_what_becomes_of_the_tables() -> None:
    text = "from django.db import migrations\n\nclass Migration(migrations.Migration):\n    operations = []\n"
    head = {"app/models.py": MODELS["Django"][0], "app/migrations/0001_a.py": text}
    assert facts_of({}, head).schema == ()


def test_a_model_of_which_only_the_help_text_changed_did_not_change() -> None:
    text = MODELS["Django"][0]
    head = {"app/models.py": text.replace("What is printed", "Printed")}
    assert facts_of({"app/models.py": text}, head).schema == ()


EF_CORE = """
namespace App.Migrations
{
    public partial class AddOrders : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Orders",
                columns: table => new
                {
                    Id = table.Column<int>(nullable: false),
                    UserName = table.Column<string>(name: "user_name", nullable: true)
                },
                constraints: table => { table.PrimaryKey("PK_Orders", x => x.Id); });
            migrationBuilder.AddColumn<string>(name: "Mail", table: "Users", nullable: true);
            migrationBuilder.DropColumn(name: "Old", table: "Users");
            migrationBuilder.RenameColumn(name: "A", table: "Users", newName: "B");
            migrationBuilder.CreateIndex(name: "IX_Orders_Id", table: "Orders", column: "Id");
            migrationBuilder.Sql("UPDATE Users SET Mail = ''");
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "Orders");
        }
    }
}
"""
LIQUIBASE = """<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <changeSet id="1" author="a">
    <createTable tableName="orders"><column name="id" type="int"/><column name="mail" type="text"/></createTable>
    <addColumn tableName="users"><column name="seen" type="date"/></addColumn>
    <dropColumn tableName="users" columnName="old"/>
    <createIndex tableName="orders" indexName="orders_mail"><column name="mail"/></createIndex>
    <rollback><dropTable tableName="orders"/></rollback>
  </changeSet>
</databaseChangeLog>
"""


@pytest.mark.parametrize(
    ("path", "text", "rows"),
    [
        pytest.param(
            "src/Migrations/20240101_AddOrders.cs",
            EF_CORE,
            [
                ("Orders", ("Id", "user_name"), (), (), ("IX_Orders_Id",), True, False),
                ("Users", ("Mail",), ("A → B",), ("Old",), (), False, False),
            ],
            id="EF Core",
        ),
        pytest.param(
            "src/main/resources/db/changelog/1.xml",
            LIQUIBASE,
            [
                ("orders", ("id", "mail"), (), (), ("orders_mail",), True, False),
                ("users", ("seen",), (), ("old",), (), False, False),
            ],
            id="Liquibase",
        ),
        pytest.param(
            "src/main/resources/db/migration/V1_2__add.sql",
            "ALTER TABLE users ADD COLUMN seen date;",
            [("users", ("seen",), (), (), (), False, False)],
            id="Flyway",
        ),
        pytest.param(
            "migrations/2024-01-01-000000_add/up.sql",
            "ALTER TABLE users ADD COLUMN seen date;",
            [("users", ("seen",), (), (), (), False, False)],
            id="diesel",
        ),
    ],
)
def test_migrations_of_other_languages(path: str, text: str, rows: list[Row]) -> None:
    facts = facts_of({}, {path: text})
    assert [one.path for one in facts.migrations] == [path]
    assert _rows(facts) == rows


@pytest.mark.parametrize(("beside", "expected"), [({"migrations/1_a/down.sql": "DROP TABLE a;"}, True), ({}, False)])
def test_the_other_half_of_a_diesel_migration_stands_beside_it(beside: dict[str, str], expected: bool) -> None:  # noqa: FBT001 — a table's column
    facts = facts_of({}, {"migrations/1_a/up.sql": "CREATE TABLE a (id int);", **beside})
    assert [(one.path, one.reversible) for one in facts.migrations] == [("migrations/1_a/up.sql", expected)]
