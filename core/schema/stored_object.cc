#include "core/schema/stored_object.h"

#include "core/sqlite/value.h"

namespace godwit {

Error Contradiction(const std::string& object) {
  return {.code = ErrorCode::kRefused,
          .what = object,
          .why = "no row of sqlite_schema has its name: it was edited by hand, or is damaged",
          .next = "restore a backup, or run the sqlite3 shell's .recover on a copy"};
}

Status CheckStoredObject(const StoredObject& object) {
  for (const std::string* text : {&object.type, &object.name, &object.table, &object.sql}) {
    if (text->find('\0') == std::string::npos) continue;
    Error error = Contradiction(object.type + " " + QuoteName(object.name));
    error.why =
        "its row of sqlite_schema has a NUL character: it was edited by hand, or is damaged";
    return error;
  }
  return {};
}

}  // namespace godwit
