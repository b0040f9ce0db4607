from __future__ import annotations

import pytest

from draft_summary.values.facts import Facts
from facts.changes import covered, facts_of

Row = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], bool, bool]

ALEMBIC = '''
"""Join requests."""
from alembic import op
import sqlalchemy as sa

revision = "0464"
down_revision = "0463"


def upgrade():
    op.create_table(
        "requests",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["id"], ["users.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_requests_id"), "requests", ["id"], unique=True)
    op.add_column("users", sa.Column("seen", sa.DateTime()))
    op.alter_column("users", "name", nullable=False)
    op.alter_column("users", "mail", new_column_name="email")
    with op.batch_alter_table("orders") as batch_op:
        batch_op.add_column(sa.Column("total", sa.Integer()))
        batch_op.drop_column("sum")
    op.drop_table("old")
    op.execute("ALTER TABLE things ADD COLUMN size int")
    op.execute("SELECT 1")


def downgrade():
    op.drop_table("requests")
'''
DJANGO = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[("id", models.AutoField(primary_key=True)), ("user", models.ForeignKey("auth.User"))],
            options={"ordering": ["id"]},
        ),
        migrations.AddField(model_name="order", name="total", field=models.IntegerField()),
        migrations.RemoveField("item", "sum"),
        migrations.AlterField(model_name="item", name="name", field=models.TextField()),
        migrations.RenameField(model_name="item", old_name="a", new_name="b"),
        migrations.AddIndex(model_name="item", index=models.Index(fields=["name"], name="item_name_idx")),
        migrations.RunPython(forwards),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AddField("item", "real", models.IntegerField())],
            state_operations=[migrations.AddField("item", "state_only", models.IntegerField())],
        ),
        migrations.DeleteModel(name="Old"),
    ]
"""
SQL = """
-- adds things; DROP TABLE never
CREATE TABLE IF NOT EXISTS public."kpi" (
    day date NOT NULL DEFAULT now(),
    total numeric(10, 2) CHECK (total > 0),
    CONSTRAINT kpi_pk PRIMARY KEY (day),
    PRIMARY KEY (day)
);
CREATE UNIQUE INDEX CONCURRENTLY day_idx ON kpi (day);
CREATE INDEX ON kpi USING btree (total);
ALTER TABLE ONLY users ADD COLUMN IF NOT EXISTS verified_at timestamptz DEFAULT '; x', DROP COLUMN IF EXISTS "old";
ALTER TABLE `settings` ADD `mode` text DEFAULT 'show' NOT NULL;
ALTER TABLE users ALTER COLUMN name TYPE text, RENAME COLUMN mail TO email;
ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES x (id);
CREATE FUNCTION f() RETURNS void AS $$ DROP TABLE secret; $$ LANGUAGE sql;
DROP TABLE IF EXISTS gone;
INSERT INTO kpi VALUES (1);
-- migrate:down
DROP TABLE kpi;
"""


def _rows(facts: Facts) -> list[Row]:
    return [
        (one.table, one.added, one.modified, one.dropped, one.indexes, one.created, one.removed) for one in facts.schema
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "migrations/versions/0464_requests.py",
            ALEMBIC,
            [
                ("requests", ("id", "reason"), (), (), ("ix_requests_id",), True, False),
                ("users", ("seen",), ("name", "mail → email"), (), (), False, False),
                ("orders", ("total",), (), ("sum",), (), False, False),
                ("old", (), (), (), (), False, True),
                ("things", ("size",), (), (), (), False, False),
            ],
            id="alembic",
        ),
        pytest.param(
            "shop/migrations/0002_more.py",
            DJANGO,
            [
                ("Order", ("id", "user", "total"), (), (), (), True, False),
                ("item", ("real",), ("name", "a → b"), ("sum",), ("item_name_idx",), False, False),
                ("Old", (), (), (), (), False, True),
            ],
            id="django",
        ),
        pytest.param(
            "db/migrations/V1__kpi.sql",
            SQL,
            [
                ("public.kpi", ("day", "total"), (), (), (), True, False),
                ("kpi", (), (), (), ("day_idx", "total"), False, False),
                ("users", ("verified_at",), ("name", "mail → email"), ("old",), (), False, False),
                ("settings", ("mode",), (), (), (), False, False),
                ("gone", (), (), (), (), False, True),
            ],
            id="sql",
        ),
    ],
)
def test_a_new_migration_says_what_it_does_to_each_table(path: str, text: str, expected: list[Row]) -> None:
    facts = facts_of({}, {path: text})
    assert [(one.path, one.name) for one in facts.migrations] == [(path, path.rpartition("/")[2])]
    assert _rows(facts) == expected
    assert all(one.path == path for one in facts.schema)


def test_the_operations_are_told_in_words_and_the_down_half_makes_it_reversible() -> None:
    (migration,) = facts_of({}, {"migrations/versions/0464.py": ALEMBIC}).migrations
    assert migration.operations[:4] == (
        "creates table `requests`",
        "adds index `ix_requests_id` on `requests`",
        "adds `users.seen`",
        "alters `users.name`",
    )
    assert migration.operations[-1] == "executes SQL"
    assert migration.reversible is True


@pytest.mark.parametrize(
    ("path", "text", "reversible"),
    [
        pytest.param(
            "m/versions/1.py",
            ALEMBIC.replace('    op.drop_table("requests")\n', "    pass\n"),
            False,
            id="idle downgrade",
        ),
        pytest.param("shop/migrations/0002.py", DJANGO, False, id="RunPython without a way back"),
        pytest.param(
            "shop/migrations/0002.py",
            DJANGO.replace("RunPython(forwards)", "RunPython(forwards, back)"),
            True,
            id="with one",
        ),
        pytest.param("migrations/1.sql", "DROP TABLE a;", None, id="unknown"),
        pytest.param("migrations/1.sql", SQL, True, id="down half"),
    ],
)
def test_whether_a_migration_can_be_undone(path: str, text: str, reversible: object) -> None:
    assert [one.reversible for one in facts_of({}, {path: text}).migrations] == [reversible]


def test_the_down_file_counts_as_a_way_back_and_is_no_migration() -> None:
    facts = facts_of(
        {}, {"migrations/1_x.up.sql": "DROP TABLE a;", "migrations/1_x.down.sql": "CREATE TABLE a (id int);"}
    )
    assert [(one.path, one.reversible) for one in facts.migrations] == [("migrations/1_x.up.sql", True)]
    assert [one.what for one in facts.breaking] == ["table `a` dropped"]


@pytest.mark.parametrize(
    ("base", "head"),
    [
        pytest.param(
            {"migrations/versions/1.py": ALEMBIC}, {"migrations/versions/1.py": ALEMBIC + "x = 1\n"}, id="edited"
        ),
        pytest.param({}, {"app/models.py": ALEMBIC.replace("revision", "rev")}, id="no revision"),
        pytest.param({}, {"sql/report.sql": SQL}, id="no migrations folder"),
        pytest.param({}, {"shop/migrations/__init__.py": "class Migration:\n    operations = []\n"}, id="package"),
    ],
)
def test_what_is_not_applied_anew_is_no_migration(base: dict[str, str], head: dict[str, str]) -> None:
    facts = facts_of(base, head)
    assert (facts.migrations, facts.schema) == ((), ())


def test_a_dropped_column_may_break() -> None:
    facts = facts_of({}, {"migrations/1.sql": "ALTER TABLE users DROP COLUMN mail;"})
    assert [one.what for one in facts.breaking] == ["column `users.mail` dropped"]


def test_migrations_of_unread_tools_are_counted() -> None:
    facts = facts_of(
        {}, {"db/migrate/1_x.exs": "x", "db/migrations/1.sql": "", "db/changelog/1.xml": "<x/>", "sql/x.sql": ""}
    )
    assert covered(facts, "migrations").examined == ("SQL",)
    assert covered(facts, "migrations").not_examined == ((".exs", 1), (".sql", 1), (".xml", 1))


def test_an_edited_migration_tells_what_it_does_otherwise() -> None:
    before = "CREATE TABLE a (id int, gone int);\n"
    after = "CREATE TABLE a (id int, new int);\nCREATE INDEX i ON a (new);\nUPDATE a SET new = 1;\n"
    facts = facts_of({"migrations/1.sql": before}, {"migrations/1.sql": after})
    assert [one.operations for one in facts.migrations] == [("adds index `i` on `a`", "updates rows")]
    assert _rows(facts) == [("a", ("new",), (), ("gone",), ("i",), False, False)]


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
