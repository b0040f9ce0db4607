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
