// A project: what a folder of migrations says, read and checked, as plain data.
//
// Format: docs/projects.md. Collecting touches no database and no disk; whoever has a folder reads
// it into ProjectFiles first.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/script.h"

namespace godwit {

// A project folder's files by path, relative to the folder, with `/` between names.
struct ProjectFiles {
  std::string origin;  // how messages name the folder
  std::map<std::string, std::string> files;
};

struct Script {
  std::string path;
  std::string text;
  std::vector<ScriptStatement> statements;
};

// A part of migration.sql that commits by itself, where the whole cannot be one transaction
// (core/migrate/pieces.h).
struct ScriptPiece {
  std::size_t first = 0;  // statement, from 0
  std::size_t count = 0;
  bool alone = false;     // no transaction may enclose it
  bool keys_off = false;  // foreign keys are not enforced in it
};

struct ColumnValidator {
  std::string column;
  std::string validator;
  SourcePlace place = {};  // of the directive
};

// What becomes of a row that fails. It stays as it is in any case.
enum class OnError : std::uint8_t {
  kStop,        // the step stops; nothing of its batch is kept
  kRecord,      // key and reason are noted, the step goes on and fails at its end
  kQuarantine,  // the same, with a copy of the row as it was
};

// "stop", "record", "quarantine".
std::string_view OnErrorName(OnError on_error);

// A statement of a data step that goes by parts. In it, `due` is a table of the rows at hand, with
// the columns of the step's SELECT.
struct StepPart {
  enum class Kind : std::uint8_t {
    kLet,      // SELECT whose rows are a table of the part's name for the parts behind it
    kWrite,    // INSERT, UPDATE or DELETE; the rows it changes are counted
    kCollect,  // SELECT of records for the report
    kCount,    // SELECT of numbers that are added up; taken once at the end when it reads no `due`
  };
  Kind kind = Kind::kWrite;
  std::string name;
  std::vector<std::string> shown;  // columns that a report may always show; kCollect only
  std::string sql;
  SourcePlace place;
};

// "let", "write", "collect", "count".
std::string_view StepPartKindName(StepPart::Kind kind);

// A step of a backfill: a SELECT of the rows that are due, and what is done with them. Either its
// columns behind the key are the values that the table's columns should have, or (`by_parts`)
// statements of its own do the work for each of the rows.
struct DataStep {
  std::string name;
  std::string table;  // written, or, by parts, gone through
  bool by_parts = false;
  std::vector<StepPart> parts;
  std::vector<ColumnValidator> validate;
  int batch = 10'000;  // rows a transaction, at most
  OnError on_error = OnError::kStop;
  bool undo = true;                  // its batches are recorded, so that they can be undone
  std::vector<std::string> touches;  // as Migration::touches
  std::string log;                   // SQL column list for the log line; may be empty
  std::string sql;
  SourcePlace place;
};

struct VerifyCheck {
  std::string name;
  bool info = false;  // shown, never judged
  std::string until;  // not made any more once this migration is applied; may be empty
  SourcePlace until_place;
  std::string sql;
  SourcePlace place;
};

// A SELECT of the application, which must compile once the migrations are applied. Parameters are
// named, `:name`.
struct DeclaredQuery {
  std::string name;
  std::vector<std::string> indexes;  // that its plan must use
  bool no_sort = false;              // its plan must not sort
  std::string until;                 // not made any more once this migration is applied
  SourcePlace until_place;
  std::string sql;
  SourcePlace place;
};

struct Migration {
  std::string name;      // the folder's
  std::string checksum;  // SHA-256 of migration.sql's bytes, hex
  bool optional = false;
  std::string reason;  // why it is optional
  // Tables that it is meant to change although no statement names them (`touches`).
  std::vector<std::string> touches;
  std::vector<std::string> down_touches;  // the same of down.sql
  // The script says PRAGMA foreign_keys = OFF: enforcement is off around its transaction.
  bool foreign_keys_off = false;
  bool down_foreign_keys_off = false;
  Script up;
  std::vector<ScriptPiece> pieces;  // of `up`; empty = it is one transaction
  std::optional<Script> down;
  std::optional<Script> seed;
  std::map<std::string, Script> seed_sets;  // further sample data, by name
  std::optional<Script> volume;
  std::vector<DataStep> data_steps;
  std::vector<VerifyCheck> checks;
};

struct ValidatorSource {
  std::string name;
  std::string path;
  std::string schema;                // the file's text
  std::vector<std::string> columns;  // "Table.column"
};

struct PictureSource {
  std::string table;
  std::string key;
  std::string label;
  std::string document;
  std::string kind;
};

struct Project {
  std::string origin;
  std::string name;
  std::string title;
  std::string summary;
  std::string database;               // may be empty
  int oldest_sqlite = 0;              // 3035000 = 3.35: `lint` judges by it; 0 = nobody said
  std::optional<std::int64_t> now;    // milliseconds since 1970
  std::string opens_before;           // may be empty
  std::string folder = "migrations";  // theirs, relative to the project
  std::string ledger = "godwit";      // which one an empty database gets: a LedgerFormat's name
  std::vector<ValidatorSource> validators;
  std::optional<PictureSource> pictures;
  std::optional<Script> schema;        // schema.sql: what the migrations are to lead to
  std::vector<DeclaredQuery> queries;  // queries.sql
  bool there_and_back = false;         // verify goes all the way down and up again, on a scratch
  std::vector<Migration> migrations;   // in order

  const Migration* Find(std::string_view migration) const;
};

// Reads and checks everything that can be checked without a database. Errors name file, line and
// column; their code is kRefused.
Result<Project> CollectProject(const ProjectFiles& files);

}  // namespace godwit
