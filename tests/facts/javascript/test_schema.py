from __future__ import annotations

import pytest

from facts.changes import facts_of

KNEX = """
    exports.up = async function (knex) {
      await knex.schema.createTable("users", (table) => {
        table.increments();
        table.string("email").notNullable();
        table.integer("team_id").references("id").inTable("teams");
        table.timestamps(true, true);
        table.index(["email"], "users_email");
      });
      await knex.schema.alterTable("teams", (t) => {
        t.boolean("active").defaultTo(true);
        t.text("name").alter();
        t.dropColumn("old");
        t.renameColumn("a", "b");
      });
      await knex.schema.dropTableIfExists("gone");
      await knex.raw("UPDATE users SET x = 1");
    };
    exports.down = async (knex) => { await knex.schema.dropTable("users"); };
    """
DB_MIGRATE = """
    exports.up = function (db, callback) {
      db.runSql("ALTER TABLE features ADD COLUMN stale BOOLEAN;", callback);
      db.addColumn("events", "environment", { type: "string" }, callback);
      db.createTable("roles", { id: "int", name: { type: "string" } });
      db.addIndex("events", "events_env", ["environment"]);
    };
    exports.down = function (db, callback) { db.runSql("ALTER TABLE features DROP COLUMN stale;", callback); };
    """
SEQUELIZE = """
    module.exports = {
      async up(queryInterface, Sequelize) {
        await queryInterface.createTable("orders", { id: Sequelize.INTEGER, total: { type: Sequelize.DECIMAL } });
        await queryInterface.addColumn("users", "phone", Sequelize.STRING);
        await queryInterface.removeColumn("users", "fax");
        await queryInterface.changeColumn("users", "name", { type: Sequelize.TEXT });
        await queryInterface.addIndex("users", ["phone"], { name: "users_phone" });
      },
      async down(queryInterface) {},
    };
    """
TYPEORM = """
    export class AddX1700000000000 implements MigrationInterface {
      public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(`ALTER TABLE "users" ADD "phone" character varying`);
        await queryRunner.createTable(new Table({ name: "orders", columns: [{ name: "id" }, { name: "total" }] }));
        await queryRunner.addColumn("teams", new TableColumn({ name: "active", type: "boolean" }));
        await queryRunner.dropColumn("teams", "old");
        await queryRunner.query(`DROP TABLE "gone"`);
      }
      public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(`ALTER TABLE "users" DROP COLUMN "phone"`);
      }
    }
    """
KYSELY = """
    export async function up(db: Kysely<any>): Promise<void> {
      await db.schema.createTable("pets").addColumn("id", "serial").addColumn("name", "text").execute();
      await db.schema.alterTable("users").addColumn("phone", "text").dropColumn("fax").execute();
    }
    """
PG_MIGRATE = """
    exports.up = (pgm) => {
      pgm.createTable("pets", { id: "id", name: { type: "text" } });
      pgm.addColumns("users", { phone: "text" });
      pgm.dropColumns("users", ["fax", "telex"]);
      pgm.sql("CREATE INDEX pets_name ON pets (name)");
    };
    """
Tables = set[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
# By id: path, text, what is done to each table (added, modified, dropped, indexes), whether it can be undone.
MIGRATIONS: dict[str, tuple[str, str, Tables, bool]] = {
    "knex": (
        "migrations/20240101_users.js",
        KNEX,
        {
            ("users", ("id", "email", "team_id", "created_at", "updated_at"), (), (), ("users_email",)),
            ("teams", ("active",), ("name", "a → b"), ("old",), ()),
            ("gone", (), (), (), ()),
        },
        True,
    ),
    "db-migrate": (
        "src/migrations/20240101-stale.js",
        DB_MIGRATE,
        {
            ("features", ("stale",), (), (), ()),
            ("events", ("environment",), (), (), ("events_env",)),
            ("roles", ("id", "name"), (), (), ()),
        },
        True,
    ),
    "sequelize": (
        "migrations/1-orders.js",
        SEQUELIZE,
        {
            ("orders", ("id", "total"), (), (), ()),
            ("users", ("phone",), ("name",), ("fax",), ("users_phone",)),
        },
        False,
    ),
    "typeorm": (
        "src/db/1700000000000-AddX.ts",
        TYPEORM,
        {
            ("users", ("phone",), (), (), ()),
            ("orders", ("id", "total"), (), (), ()),
            ("teams", ("active",), (), ("old",), ()),
            ("gone", (), (), (), ()),
        },
        True,
    ),
    "kysely": (
        "db/migrations/1.ts",
        KYSELY,
        {("pets", ("id", "name"), (), (), ()), ("users", ("phone",), (), ("fax",), ())},
        False,
    ),
    "node-pg-migrate": (
        "migrations/1_pets.js",
        PG_MIGRATE,
        {("pets", ("id", "name"), (), (), ("pets_name",)), ("users", ("phone",), (), ("fax", "telex"), ())},
        False,
    ),
}


@pytest.mark.parametrize(
    ("path", "text", "tables", "reversible"), [pytest.param(*case, id=name) for name, case in MIGRATIONS.items()]
)
def test_migrations_are_told_table_by_table(path: str, text: str, tables: Tables, *, reversible: bool) -> None:
    facts = facts_of({}, {path: text})
    assert [(one.path, one.reversible) for one in facts.migrations] == [(path, reversible)]
    assert {(one.table, one.added, one.modified, one.dropped, one.indexes) for one in facts.schema} == tables


@pytest.mark.parametrize("path", ["migrations/index.js", "src/migrate/run.ts", "migrations/1.d.ts"])
def test_what_only_stands_beside_migrations_is_none(path: str) -> None:
    assert facts_of({}, {path: "export const all = [require('./1')];"}).migrations == ()


def test_prisma_migrations_and_drizzle_are_sql() -> None:
    facts = facts_of(
        {"prisma/schema.prisma": "model User {\n  id Int @id\n}\n"},
        {
            "prisma/schema.prisma": "model User {\n  id Int @id\n  phone String?\n}\n",
            "prisma/migrations/1_phone/migration.sql": 'ALTER TABLE "User" ADD COLUMN "phone" TEXT;',
            "packages/db/drizzle/0001_x.sql": "ALTER TABLE `pets` ADD `age` integer;",
        },
    )
    assert [one.path for one in facts.migrations] == [
        "packages/db/drizzle/0001_x.sql",
        "prisma/migrations/1_phone/migration.sql",
    ]
    assert {(one.table, one.added) for one in facts.schema} == {("User", ("phone",)), ("pets", ("age",))}


PRISMA = """
    model User {
      id    Int     @id @default(autoincrement())
      email String  @unique // the login
      posts Post[]
      role  Role    @default(USER)
      {line}
      @@index([email, role])
      @@map("users")
    }

    model Post {
      id     Int  @id
      userId Int  @map("user_id")
      user   User @relation(fields: [userId], references: [id])
    }

    enum Role {
      USER
    }
    """
DRIZZLE = """
    export const users = pgTable("users", {
      id: serial("id").primaryKey(),
      createdAt: timestamp("created_at").notNull(),
      name: text(),
      {line}
    }, (table) => [index("users_name").on(table.name)]);
    """
ENTITY = """
    @Entity("users")
    export class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ name: "created_at" }) createdAt: Date;
      {line}
      @OneToMany(() => Post, (post) => post.user) posts: Post[];
    }
    """
DEFINED = """
    const User = sequelize.define("User", {
      id: DataTypes.INTEGER,
      createdAt: { type: DataTypes.DATE, field: "created_at" },
      {line}
    }, { tableName: "users" });
    """
MODELS = {
    "prisma": ("prisma/schema.prisma", PRISMA, "phone String?"),
    "drizzle": ("src/schema.ts", DRIZZLE, 'phone: text("phone"),'),
    "typeorm": ("src/user.entity.ts", ENTITY, "@Column() phone: string;"),
    "sequelize": ("src/user.js", DEFINED, "phone: DataTypes.STRING,"),
}


@pytest.mark.parametrize(("path", "text", "line"), MODELS.values(), ids=MODELS)
def test_models_tell_the_columns_where_no_migration_comes(path: str, text: str, line: str) -> None:
    without, with_line = text.replace("{line}", ""), text.replace("{line}", line)
    facts = facts_of({path: without}, {path: with_line})
    assert [(one.table, one.added, one.dropped) for one in facts.schema] == [("users", ("phone",), ())]
    created = {one.table: one for one in facts_of({}, {path: with_line}).schema}["users"]
    assert created.created
    assert {"id", "phone"} < set(created.added)
    assert "posts" not in created.added
