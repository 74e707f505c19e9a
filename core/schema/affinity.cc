// Which affinity a declared type has. See inspect.h.
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {

Affinity AffinityOf(std::string_view declared_type) {
  const std::string type = UpperAscii(declared_type);
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  if (has("INT")) return Affinity::kInteger;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return Affinity::kText;
  if (type.empty() || has("BLOB")) return Affinity::kBlob;
  if (has("REAL") || has("FLOA") || has("DOUB")) return Affinity::kReal;
  return Affinity::kNumeric;
}

}  // namespace godwit
