// What data steps have changed, kept in the ledger batch by batch (table godwit_undo), so that the
// rows can be brought back.
//
// Each batch is a changeset with the SHA-256 of it and of all that is known about it, the batch
// before it included; nothing is done with a log whose digests do not fit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

struct UndoBatch {
  std::int64_t id = 0;  // order of recording, over all steps
  std::string migration;
  std::string step;
  std::int64_t batch = 0;    // of the step, from 1
  std::int64_t rows = 0;     // that the step wrote
  std::int64_t changes = 0;  // rows in the changeset; same values written again are none
  std::string tables;        // TableShapes
  std::string previous;      // sha256 of the batch before; empty = the first
  std::string sha256;
};

// The columns of these tables as text, to be compared later. Names in lower case.
Result<std::string> TableShapes(const Database& db, const std::vector<std::string>& tables);
// What of them no longer fits: a table, or one of its columns, is gone, renamed or at another
// place, or the key is another. Columns added behind are no matter. Empty = it fits.
Result<std::string> WhyShapesDiffer(const Database& db, const std::string& shapes);

// Appends to a step's log. REQUIRES: a write transaction. Fills in batch, previous and sha256.
Status AddUndoBatch(Database& db, UndoBatch batch, const std::string& changeset);

// Newest first; empty names = all. Empty when nothing was ever recorded.
Result<std::vector<UndoBatch>> ReadUndoLog(const Database& db, const std::string& migration,
                                           const std::string& step);

// The batch's changeset, once its digest fits. An error (kRefused) when it does not.
Result<std::string> ReadChangeset(const Database& db, const UndoBatch& batch);

// An error (kRefused) when a batch is missing among them. REQUIRES: as ReadUndoLog gives them.
Status CheckChain(const std::vector<UndoBatch>& newest_first);

// Forgets a step's log. REQUIRES: a write transaction.
Status RemoveUndoLog(Database& db, const std::string& migration, const std::string& step);

// VACUUM may give rowids to other rows, and a table without a key is undone by rowid: forgets the
// logs of the steps that wrote one. Their names, once each. REQUIRES: a write transaction.
Result<std::vector<std::string>> ForgetLogsByRowid(Database& db);

struct UndoSize {
  std::int64_t batches = 0;
  std::int64_t bytes = 0;
};
// Forgets everything; how much that was. REQUIRES: a write transaction.
Result<UndoSize> ClearUndoLog(Database& db);

}  // namespace godwit
