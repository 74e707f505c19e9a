// The functions of the rules, by theme: each theme is a file. rules.cc has the table.
#pragma once

#include "core/schema/lint/rule.h"

namespace godwit::lint {

using Judge = void(const LintInput& input, LintSink& sink);

// rules_lost.cc: rows and values that go.
Judge TableDropped, ColumnDropped, RowsDeleted, DeleteCascades, ReplaceDeletes, CopyLosesRows;
// rules_readers.cc: whoever reads the schema as it was.
Judge TableRenamed, ColumnRenamed, ViewBroken, TriggerBroken, ViewDropped, TriggerDropped,
    ViewColumnsChanged, ColumnTypeChanged, PrimaryKeyChanged;
// rules_queries.cc: declared queries.
Judge QueryBroken, QueryPlanWorse, QueryColumnsChanged;
// rules_rows.cc: what rows may not allow. rules_columns.cc: what they do not allow of ADD COLUMN.
Judge NotNullAdded, UniqueAdded, IndexMadeUnique, CheckAdded, ForeignKeyAdded, StrictAdded;
Judge NotNullWithoutDefault, DefaultNotConstant, ReferenceWithDefault, StoredColumnAdded,
    DropColumnBlocked;
// rules_rebuild.cc: how a table is built anew. rules_kept.cc: what of it is forgotten.
Judge RebuildCascades, DeferIsNoGuard, OriginalRenamedFirst, SequenceLost, NameTaken,
    FullTextRowids, NeedsSpace;
Judge RebuildLosesIndex, RebuildLosesTrigger, AutoincrementLost, StrictLost, WithoutRowidChanged,
    CollationLost, GeneratedLost, CheckLost, UniqueLost, NotNullLost, DefaultLost,
    ForeignKeyDropped, RowidAliasChanged;
// rules_keys.cc: foreign keys.
Judge ForeignKeyUnindexed, ParentNotUnique, ParentMissing, KeyTypeMismatch, KeyCollationMismatch,
    PragmaInTransaction, SetNullOnNotNull;
// rules_types.cc: declarations that mean something else than they say.
Judge SerialType, IntPrimaryKey, LengthIgnored, NullablePrimaryKey, NoPrimaryKey, TextTypeIsNumeric,
    DoubleQuotedString, WordAsDefault;
// rules_statements.cc: statements.
Judge UpdateEveryRow, UpdateManyRows, SelectStar, InsertWithoutColumns, HiddenDifference, NotThere,
    HeaderNumberSet, CommitsInPieces, ColumnSetTwice, StatementFails;
// rules_indexes.cc: indexes.
Judge IndexRedundant, IndexWide, IndexDropped;
// rules_project.cc: the migration as a whole.
Judge NoWayBack, SqliteTooOld;

}  // namespace godwit::lint
