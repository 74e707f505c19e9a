// The table of all rules. A code is never given to another rule, nor changed: suppressions and
// other people's tools hold on to it.
#include "core/schema/lint/rules.h"

#include <algorithm>

namespace godwit::lint {
namespace {

using enum LintSeverity;

constexpr LintRule kRules[] = {
    {"GW101", "table-dropped", kWarning, "A table is dropped", TableDropped},
    {"GW102", "column-dropped", kWarning, "A column is dropped", ColumnDropped},
    {"GW103", "rows-deleted", kWarning, "DELETE without WHERE", RowsDeleted, true},
    {"GW104", "delete-cascades", kWarning, "DELETE takes rows of other tables with it",
     DeleteCascades, true},
    {"GW105", "replace-deletes", kWarning, "REPLACE deletes a parent's row", ReplaceDeletes},
    {"GW106", "copy-loses-rows", kWarning, "A rebuild's copy leaves rows out", CopyLosesRows},

    {"GW201", "table-renamed", kWarning, "A table is renamed", TableRenamed},
    {"GW202", "column-renamed", kWarning, "A column is renamed", ColumnRenamed},
    {"GW203", "view-broken", kError, "A view does not work any more", ViewBroken},
    {"GW204", "trigger-broken", kError, "A trigger does not work any more", TriggerBroken},
    {"GW205", "view-dropped", kWarning, "A view is dropped", ViewDropped},
    {"GW206", "trigger-dropped", kWarning, "A trigger is dropped", TriggerDropped},
    {"GW207", "view-columns-changed", kWarning, "A view's columns change with its table",
     ViewColumnsChanged},
    {"GW208", "column-type-changed", kWarning, "A column gets another type", ColumnTypeChanged,
     true},
    {"GW209", "primary-key-changed", kWarning, "A primary key changes", PrimaryKeyChanged},
    {"GW210", "query-broken", kError, "A declared query does not work any more", QueryBroken, true},
    {"GW211", "query-plan-worse", kWarning, "A declared query gets a worse plan", QueryPlanWorse,
     true},
    {"GW212", "query-columns-changed", kWarning, "A declared query gives other columns",
     QueryColumnsChanged, true},

    {"GW301", "not-null-without-default", kError, "A NOT NULL column without a default",
     NotNullWithoutDefault},
    {"GW302", "not-null-added", kWarning, "A column becomes NOT NULL", NotNullAdded, true},
    {"GW303", "unique-added", kWarning, "Columns become unique", UniqueAdded, true},
    {"GW304", "index-made-unique", kWarning, "An index becomes unique", IndexMadeUnique, true},
    {"GW305", "check-added", kWarning, "A CHECK is added", CheckAdded, true},
    {"GW306", "foreign-key-added", kWarning, "A foreign key is added", ForeignKeyAdded, true},
    {"GW307", "strict-added", kWarning, "A table becomes STRICT", StrictAdded},
    {"GW308", "default-not-constant", kError, "ADD COLUMN with a default that is no constant",
     DefaultNotConstant},
    {"GW309", "reference-with-default", kError, "ADD COLUMN with REFERENCES and a default",
     ReferenceWithDefault},
    {"GW310", "stored-column-added", kError, "ADD COLUMN of a STORED column", StoredColumnAdded},
    {"GW311", "drop-column-blocked", kError, "A column that SQLite does not drop",
     DropColumnBlocked},

    {"GW401", "rebuild-cascades", kError, "A rebuild with foreign keys on", RebuildCascades},
    {"GW402", "defer-is-no-guard", kError, "defer_foreign_keys guards no rebuild", DeferIsNoGuard},
    {"GW403", "rebuild-loses-index", kWarning, "A rebuild loses an index", RebuildLosesIndex},
    {"GW404", "rebuild-loses-trigger", kWarning, "A rebuild loses a trigger", RebuildLosesTrigger},
    {"GW405", "original-renamed-first", kError, "A rebuild renames the old table first",
     OriginalRenamedFirst},
    {"GW406", "sequence-lost", kWarning, "A rebuild forgets AUTOINCREMENT's number", SequenceLost,
     true},
    {"GW407", "autoincrement-lost", kWarning, "AUTOINCREMENT is lost", AutoincrementLost},
    {"GW408", "strict-lost", kWarning, "STRICT is lost", StrictLost},
    {"GW409", "without-rowid-changed", kWarning, "WITHOUT ROWID comes or goes",
     WithoutRowidChanged},
    {"GW410", "collation-lost", kWarning, "A collation is lost", CollationLost},
    {"GW411", "generated-lost", kWarning, "A generated column becomes an ordinary one",
     GeneratedLost},
    {"GW412", "check-lost", kWarning, "A CHECK is lost", CheckLost},
    {"GW413", "unique-lost", kWarning, "A unique key is lost", UniqueLost},
    {"GW414", "not-null-lost", kWarning, "NOT NULL is lost", NotNullLost},
    {"GW415", "default-lost", kWarning, "A default is lost", DefaultLost},
    {"GW416", "foreign-key-dropped", kWarning, "A foreign key is lost", ForeignKeyDropped},
    {"GW417", "rowid-alias-changed", kWarning, "INTEGER PRIMARY KEY comes or goes",
     RowidAliasChanged},
    {"GW418", "name-taken", kError, "A name that is taken already", NameTaken},
    {"GW419", "full-text-rowids", kError, "A full-text index loses its rows", FullTextRowids},
    {"GW420", "rebuild-needs-space", kNote, "A rebuild of a large table", NeedsSpace, true},

    {"GW501", "foreign-key-unindexed", kWarning, "A foreign key without an index",
     ForeignKeyUnindexed},
    {"GW502", "parent-not-unique", kError, "A foreign key to columns that are not unique",
     ParentNotUnique},
    {"GW503", "parent-missing", kError, "A foreign key to a table that is not there",
     ParentMissing},
    {"GW504", "key-type-mismatch", kWarning, "A foreign key between types", KeyTypeMismatch},
    {"GW505", "key-collation-mismatch", kWarning, "A foreign key between collations",
     KeyCollationMismatch},
    {"GW506", "pragma-in-transaction", kWarning, "PRAGMA foreign_keys inside a transaction",
     PragmaInTransaction},
    {"GW507", "set-null-on-not-null", kError, "SET NULL of a NOT NULL column", SetNullOnNotNull},

    {"GW601", "serial-type", kError, "SERIAL numbers nothing", SerialType},
    {"GW602", "int-primary-key", kWarning, "A primary key that is not the rowid", IntPrimaryKey},
    {"GW603", "length-ignored", kNote, "A length that nobody enforces", LengthIgnored},
    {"GW604", "nullable-primary-key", kWarning, "A primary key that may be NULL",
     NullablePrimaryKey},
    {"GW605", "no-primary-key", kWarning, "A table without a primary key", NoPrimaryKey},
    {"GW606", "text-type-is-numeric", kWarning, "A type for text that is numeric",
     TextTypeIsNumeric},
    {"GW607", "double-quoted-string", kError, "A name that becomes a string", DoubleQuotedString},
    {"GW608", "word-as-default", kWarning, "A word as a default", WordAsDefault},

    {"GW701", "update-every-row", kWarning, "UPDATE without WHERE", UpdateEveryRow, true},
    {"GW702", "update-many-rows", kWarning, "UPDATE of many rows", UpdateManyRows, true},
    {"GW703", "select-star", kWarning, "A copy by SELECT *", SelectStar},
    {"GW704", "insert-without-columns", kNote, "INSERT without a column list",
     InsertWithoutColumns},
    {"GW705", "hidden-difference", kError, "IF NOT EXISTS hides a difference", HiddenDifference},
    {"GW706", "not-there", kNote, "IF EXISTS of what is not there", NotThere},
    {"GW707", "header-number-set", kNote, "user_version or application_id is set", HeaderNumberSet},
    {"GW708", "commits-in-pieces", kWarning, "The migration is not one transaction",
     CommitsInPieces},
    {"GW709", "column-set-twice", kError, "A column is set twice", ColumnSetTwice},

    {"GW801", "index-redundant", kWarning, "An index that another one serves for", IndexRedundant},
    {"GW802", "index-wide", kNote, "An index over many columns", IndexWide},
    {"GW803", "index-dropped", kNote, "An index is dropped", IndexDropped},

    {"GW901", "no-way-back", kNote, "There is no down.sql", NoWayBack},
    {"GW902", "sqlite-too-old", kError, "SQLite is too old for it", SqliteTooOld},
    {"GW903", "statement-fails", kError, "A statement fails", StatementFails},
    {"GW904", "bad-suppression", kError, "A suppression that suppresses nothing", nullptr},
    {"GW905", "unused-suppression", kNote, "A suppression without its finding", nullptr},
};

static_assert(std::ranges::is_sorted(kRules, {}, &LintRule::code));

}  // namespace
}  // namespace godwit::lint

namespace godwit {

std::string_view LintSeverityName(LintSeverity severity) {
  switch (severity) {
    case LintSeverity::kError:
      return "error";
    case LintSeverity::kWarning:
      return "warning";
    case LintSeverity::kNote:
      break;
  }
  return "note";
}

std::span<const LintRule> LintRules() { return lint::kRules; }

const LintRule* FindLintRule(std::string_view code_or_name) {
  const auto found = std::ranges::find_if(lint::kRules, [&](const LintRule& rule) {
    return rule.code == code_or_name || rule.name == code_or_name;
  });
  return found == std::end(lint::kRules) ? nullptr : found;
}

}  // namespace godwit
