// A database's schema made again, without rows, in an empty private database: where statements are
// compiled that are still to run.
#pragma once

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// What cannot be made again (a shadow table, which its virtual table brings; an object that uses a
// function of its application's) is left out; statements that need it do not compile then.
// `scratch` gets a ledger too, for a data step may read what it has left there. nullptr = nothing
// but that.
Status CopySchema(const Database* db, Database& scratch);

}  // namespace godwit
