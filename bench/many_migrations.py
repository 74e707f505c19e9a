"""A project folder of many small migrations, in a layout that Prisma and Godwit both read."""

import hashlib
import json
import sqlite3

# As Prisma makes it. With the adapter that its JavaScript engine uses it must be there already.
PRISMA_TABLE = """CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)"""

PRISMA_CONFIG = """import { PrismaLibSQL } from '@prisma/adapter-libsql';

export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaLibSQL({ url: 'file:prisma/app.db' }),
};
"""

PRISMA_SCHEMA = """generator client {
  provider   = "prisma-client"
  engineType = "client"
  output     = "../generated"
}

datasource db {
  provider = "sqlite"
  url      = "file:./app.db"
}
"""


def scripts(number):
    """The change and its way back: of four, one makes a table, one adds a column, one makes an
    index, one writes rows."""
    table = f"Item{number // 4:04}"
    return [
        (f'-- CreateTable\nCREATE TABLE "{table}" (\n'
         '    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,\n'
         '    "name" TEXT NOT NULL,\n'
         '    "amount" INTEGER NOT NULL DEFAULT 0,\n'
         '    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP\n);\n',
         f'DROP TABLE "{table}";\n'),
        (f'-- AlterTable\nALTER TABLE "{table}" ADD COLUMN "note" TEXT;\n',
         f'ALTER TABLE "{table}" DROP COLUMN "note";\n'),
        (f'-- CreateIndex\nCREATE UNIQUE INDEX "{table}_name_key" ON "{table}"("name");\n',
         f'DROP INDEX "{table}_name_key";\n'),
        (f'INSERT INTO "{table}" ("name", "amount", "createdAt") VALUES\n'
         "    ('first', 1, '2026-01-01'), ('second', 2, '2026-01-01');\n"
         f'UPDATE "{table}" SET "note" = "name" WHERE "amount" > 1;\n',
         f'DELETE FROM "{table}";\n'),
    ][number % 4]


def write_project(folder, count, with_down):
    """Makes the folder; the migrations' files in order."""
    migrations = folder / "prisma" / "migrations"
    migrations.mkdir(parents=True)
    (folder / "godwit.json").write_text(json.dumps(
        {"name": "many", "migrations": "prisma/migrations", "database": "app.db"}), encoding="utf-8")
    (folder / "prisma.config.ts").write_text(PRISMA_CONFIG, encoding="utf-8")
    (folder / "prisma" / "schema.prisma").write_text(PRISMA_SCHEMA, encoding="utf-8")
    (migrations / "migration_lock.toml").write_text('provider = "sqlite"\n', encoding="utf-8")
    files = []
    for number in range(count):
        place = migrations / f"{20260101000000 + number // 60 * 100 + number % 60}_change_{number:04}"
        place.mkdir()
        up, down = scripts(number)
        (place / "migration.sql").write_text(up, encoding="utf-8")
        if with_down:
            (place / "down.sql").write_text(down, encoding="utf-8")
        files.append(place / "migration.sql")
    return files


def make_prisma_table(path):
    with sqlite3.connect(path) as db:
        db.execute(PRISMA_TABLE)
    db.close()


def content(path):
    """SHA-256 over schema and rows, without the ledger of any tool."""
    db = sqlite3.connect(path)
    hashed = hashlib.sha256()
    objects = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE "
                         r"'godwit\_%' ESCAPE '\' AND tbl_name <> '_prisma_migrations' "
                         "ORDER BY type, name").fetchall()
    for row in objects:
        hashed.update(repr(row).encode())
        if row[0] == "table" and not row[1].startswith("sqlite_"):
            name = row[1].replace('"', '""')
            for values in db.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
                hashed.update(repr(values).encode())
    db.close()
    if not objects:
        raise ValueError(f"{path} has no tables")
    return hashed.hexdigest()
