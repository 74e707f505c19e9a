#!/usr/bin/env python3
"""Godwit's digests, computed a second time from the text of docs/digest.md alone.

reimplementation.py FILE.db             prints the digests of a database file as JSON
reimplementation.py --check FOLDER      every FOLDER/*.sql, executed, against FOLDER/*.json
reimplementation.py --rewrite FOLDER    writes those JSON files anew

Written for clearness, not for speed: a table's rows are all held in memory.
"""
import hashlib
import json
import pathlib
import sqlite3
import struct
import sys

from digest_sql import (ROWID_NAMES, lower, upper, bytewise, quote, tokenize, unquote, is_word,
                         normalize, normalize_statement, normalize_default, normalize_type,
                         Parser)

LEDGERS = """__diesel_schema_migrations __drizzle_migrations __efmigrationshistory __efmigrationslock
_prisma_ledger _prisma_marker _prisma_migrations _sqlite_migrations _sqlx_migrations alembic_version
ar_internal_metadata atlas_schema_revisions d1_migrations databasechangelog databasechangeloglock
django_migrations flyway_schema_history goose_db_version grdb_migrations knex_migrations
knex_migrations_lock refinery_schema_history sequelizemeta""".split()
GENERIC = [("schema_migrations", ["version"]), ("schema_migrations", ["dirty", "version"]),
           ("data_migrations", ["version"]), ("migrations", ["id", "name", "timestamp"])]


# Values, rows, trees -----------------------------------------------------------------------------

def encode(value):
    if value is None:
        return b"\0"
    if isinstance(value, int):
        return b"\1" + struct.pack(">q", value)
    if isinstance(value, float):
        return b"\2" + struct.pack(">d", value)
    if isinstance(value, str):
        data = bytewise(value)
        return b"\3" + struct.pack(">I", len(data)) + data
    return b"\4" + struct.pack(">I", len(value)) + value


def order(value):
    if value is None:
        return (0,)
    if isinstance(value, (int, float)):
        return (1, value)
    return (2, bytewise(value)) if isinstance(value, str) else (3, value)


def sha(data):
    return hashlib.sha256(data).digest()


def root(hashes):
    if not hashes:
        return bytes(32)
    while len(hashes) > 1:
        hashes = [sha(b"\1" + b"".join(hashes[i:i + 16])) for i in range(0, len(hashes), 16)]
    return hashes[0]


def table_digest(db, table):
    """None when the rows are not read."""
    if table["kind"] == "shadow":
        return None
    columns = [c["name"] for c in table["columns"] if c["hidden"] == 0]
    key = sorted((c["pk"], c["name"]) for c in table["columns"] if c["pk"])
    key = [name for _, name in key]
    if table["kind"] == "virtual":
        tokens = [lower(t) for _, t in tokenize(table["arguments"])]
        own = not any(a == "content" and b == "=" for a, b in zip(tokens, tokens[1:]))
        if table["module"] in ("rtree", "rtree_i32") and columns:
            key = columns[:1]
        elif columns and (table["module"] == "geopoly" or
                          table["module"] in ("fts3", "fts4", "fts5") and own):
            columns.insert(0, None)
            key = [None]
        else:
            return None
    names = ", ".join("rowid" if c is None else quote(c) for c in columns)
    rows = db.execute(f"SELECT {names} FROM main.{quote(table['name'])}").fetchall()
    hashed = []
    for row in rows:
        row_hash = sha(b"\0" + b"".join(map(encode, row)))
        hashed.append(([order(row[columns.index(k)]) for k in key], row_hash))
    hashed.sort()
    digest = sha(b"godwit-table 1\n" + encode(len(rows)) + root([h for _, h in hashed]))
    return {"name": table["name"], "rows": len(rows), "sha256": digest.hex()}


# Schema ------------------------------------------------------------------------------------------

def line(*fields):
    escapes = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    shown = ["".join(escapes.get(c, c) for c in field) for field in fields if field is not None]
    return "\t".join(shown) + "\n"


def unless(default, key, value):
    return None if value == default else f"{key}={value}"


def flag(wanted, text):
    return text if wanted else None


def read_columns(db, name):
    sql = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?, \'main\')'
    keys = ("name", "type", "notnull", "default", "pk", "hidden")
    try:
        return [dict(zip(keys, row)) for row in db.execute(sql, (name,))]
    except sqlite3.OperationalError:
        return []


def read_tables(db):
    objects = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema")
    objects = objects.fetchall()
    stored = {name: sql for kind, name, _, sql in objects if kind == "table"}
    tables = []
    for name, kind, wr, strict in db.execute(
            "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'").fetchall():
        small = lower(name)
        if kind == "view" or small.startswith(("sqlite_", "godwit_")) or small in LEDGERS:
            continue
        columns = read_columns(db, name)
        if (small, sorted(lower(c["name"]) for c in columns)) in GENERIC:
            continue
        table = {"name": name, "kind": kind, "wr": wr, "strict": strict, "columns": columns,
                 "sql": stored[name], "module": "", "arguments": ""}
        if kind == "virtual":
            tokens = tokenize(stored[name])
            using = next(i for i, token in enumerate(tokens) if is_word(token, "using"))
            table["module"] = lower(unquote(tokens[using + 1][1]))
            table["arguments"] = " ".join(t for _, t in tokens[using + 3:-1])
        tables.append(table)
    return sorted(tables, key=lambda t: bytewise(t["name"])), objects


def index_expressions(sql, known):
    tokens = tokenize(sql)
    at = begin = next(i for i, t in enumerate(tokens) if t[1] == "(") + 1
    depth, keys = 1, []
    while depth:
        text = tokens[at][1]
        depth += (text == "(") - (text == ")")
        if depth == 0 or depth == 1 and text == ",":
            key = tokens[begin:at]
            if is_word(key[-1], "asc") or is_word(key[-1], "desc"):
                key = key[:-1]
            while len(key) > 2 and is_word(key[-2], "collate"):
                key = key[:-2]
            keys.append(normalize(key, known))
            begin = at + 1
        at += 1
    return keys, normalize(tokens[at + 1:], known)


def index_lines(db, table, parser, objects, known):
    stored = {name: sql for kind, name, _, sql in objects if kind == "index"}
    lines = []
    for name, unique, origin in db.execute(
            'SELECT name, "unique", origin FROM pragma_index_list(?, \'main\')',
            (table["name"],)).fetchall():
        keys, where = index_expressions(stored[name], known) if origin == "c" else ([], "")
        fields, columns = [], []
        for i, (cid, column, collation, desc) in enumerate(db.execute(
                'SELECT cid, name, coll, "desc" FROM pragma_index_xinfo(?, \'main\') WHERE key = 1',
                (name,)).fetchall()):
            fields.append("expression=" + keys[i] if cid == -2 else "column=" + column)
            fields += [unless("BINARY", "collate", upper(collation)), flag(desc, "desc")]
            columns.append(lower(column or ""))
        if origin == "c":
            lines.append(line("index", name, flag(unique, "unique"), *fields,
                              unless("", "where", where)))
        elif origin == "u":
            info = next((i for c, i in parser.unique if c == columns), ("", ""))
            lines.append(line("unique", *fields, unless("", "name", info[0]),
                              unless("", "conflict", info[1])))
        else:
            lines.append(line("primary-key-index", *fields))
    return sorted(lines, key=bytewise)


def foreign_line(key, table, tables):
    def declared(name, owner):
        found = [c["name"] for c in owner["columns"] if lower(c["name"]) == lower(name)]
        return found[0] if found else name
    columns = [declared(c, table) for c in key["columns"]]
    target, targets = key["table"], key["targets"]
    for other in tables:
        if lower(other["name"]) == lower(target):
            target, targets = other["name"], [declared(c, other) for c in targets]
            break
    return line("foreign-key", target, *("column=" + c for c in columns),
                *("target=" + c for c in targets), unless("NO ACTION", "on-update", key["update"]),
                unless("NO ACTION", "on-delete", key["delete"]),
                unless("SIMPLE", "match", key["match"]), flag(key["deferred"], "deferred"),
                unless("", "name", key["name"]))


def column_line(column, parsed):
    generated = {2: "virtual=", 3: "stored="}.get(column["hidden"])
    default = column["default"]
    return line("column", column["name"], normalize_type(column["type"]),
                flag(column["notnull"], "not-null"),
                unless("", "not-null-name", parsed["not_null"][0]),
                unless("", "not-null-conflict", parsed["not_null"][1]),
                None if default is None or generated else "default=" + normalize_default(default),
                unless("BINARY", "collate", parsed["collate"]),
                generated and generated + parsed["expression"],
                flag(column["hidden"] == 1, "hidden"))


def table_lines(db, table, tables, objects):
    plain = {"collate": "BINARY", "not_null": ("", ""), "expression": ""}
    if table["kind"] == "virtual":
        head = line("virtual-table", table["name"], table["module"], table["arguments"])
        return head + "".join(column_line(c, plain) for c in table["columns"])
    known = ROWID_NAMES | {lower(table["name"])} | {lower(c["name"]) for c in table["columns"]}
    parser = Parser(table["sql"], known)
    text = line("table", table["name"], flag(table["strict"], "strict"),
                flag(table["wr"], "without-rowid"), flag(parser.autoincrement, "autoincrement"))
    for column in table["columns"]:
        text += column_line(column, parser.columns.get(lower(column["name"]), plain))
    key = [c for _, c in sorted((c["pk"], c["name"]) for c in table["columns"] if c["pk"])]
    if key:
        text += line("primary-key", unless("", "name", parser.primary[0]),
                     unless("", "conflict", parser.primary[1]), *("column=" + c for c in key))
    checks = [line("check", expression, unless("", "name", name))
              for expression, name in parser.checks]
    foreign = [foreign_line(key, table, tables) for key in parser.foreign]
    text += "".join(sorted(checks, key=bytewise)) + "".join(sorted(foreign, key=bytewise))
    return text + "".join(index_lines(db, table, parser, objects, known))


def canonical_schema(db, tables, objects):
    text = "godwit-schema 1\n"
    for table in tables:
        if table["kind"] != "shadow":
            text += table_lines(db, table, tables, objects)
    views = {name: [c["name"] for c in read_columns(db, name)]
             for kind, name, _, _ in objects if kind == "view"}
    known = ROWID_NAMES | {"new", "old", "excluded"} | {lower(o[1]) for o in objects}
    for table in tables:
        known |= {lower(c["name"]) for c in table["columns"]}
    for columns in views.values():
        known |= set(map(lower, columns))
    objects = sorted(objects, key=lambda o: bytewise(o[1]))
    for kind, name, _, sql in objects:
        if kind == "view":
            text += line("view", name, normalize_statement(sql, known),
                         *("column=" + c for c in views[name]))
    targets = {lower(name): name for name in [t["name"] for t in tables] + list(views)}
    for kind, name, target, sql in objects:
        if kind == "trigger" and lower(target) in targets:
            text += line("trigger", name, targets[lower(target)], normalize_statement(sql, known))
    return text


def digest(db):
    db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    tables, objects = read_tables(db)
    digests = [d for d in (table_digest(db, table) for table in tables) if d]
    data = b"godwit-data 1\n"
    for table in digests:
        data += encode(table["name"]) + bytes.fromhex(table["sha256"])
    schema = sha(bytewise(canonical_schema(db, tables, objects)))
    return {"schema": schema.hex(), "data": sha(data).hex(), "tables": digests}


def main(arguments):
    if len(arguments) == 1:
        print(json.dumps(digest(sqlite3.connect(f"file:{arguments[0]}?mode=ro", uri=True)), indent=1))
        return 0
    if len(arguments) != 2 or arguments[0] not in ("--check", "--rewrite"):
        print(__doc__, file=sys.stderr)
        return 2
    scripts = sorted(pathlib.Path(arguments[1]).glob("*.sql"))
    wrong = 0 if scripts else 1
    for script in scripts:
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(script.read_text(encoding="utf-8"))
        found = digest(db)
        golden = script.with_suffix(".json")
        if arguments[0] == "--rewrite":
            golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        elif json.loads(golden.read_text(encoding="utf-8")) != found:
            print(f"{script}: the digests are {json.dumps(found, indent=1)}", file=sys.stderr)
            wrong += 1
    print(f"{len(scripts) - wrong} of {len(scripts)} databases have their golden digests")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
