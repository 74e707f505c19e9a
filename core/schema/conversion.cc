#include "core/schema/conversion.h"

namespace godwit {
namespace {

// Comparing with a number makes SQLite convert a text that is one.
std::string IsNumber(const std::string& name) {
  return "(typeof(" + name + ") <> 'blob' AND " + name + " = CAST(" + name + " AS NUMERIC))";
}

std::string As(const std::string& value, const char* type) {
  return "CAST(" + value + " AS " + type + ")";
}

// A text that is a number and written otherwise.
std::string IsRewritten(const std::string& name, bool real) {
  const auto differs = [&](const char* type) {
    return " AND " + As(As(name, type), "TEXT") + " <> " + name + " COLLATE BINARY";
  };
  return "(typeof(" + name + ") = 'text' AND " + IsNumber(name) + differs("NUMERIC") +
         (real ? differs("REAL") : "") + ")";
}

}  // namespace

std::string Refuses(const std::string& type, const std::string& name) {
  const std::string number = IsNumber(name);
  const std::string not_null = name + " IS NOT NULL AND ";
  if (type == "INT" || type == "INTEGER") {
    return not_null + "NOT (" + number + " AND " + As(name, "NUMERIC") + " = " +
           As(As(name, "NUMERIC"), "INTEGER") + ")";
  }
  if (type == "REAL") return not_null + "NOT " + number;
  if (type == "TEXT") return "typeof(" + name + ") = 'blob'";
  return "typeof(" + name + ") NOT IN ('blob', 'null')";
}

std::string ChangesAs(Affinity affinity, const std::string& name) {
  switch (affinity) {
    case Affinity::kBlob:
      return {};
    case Affinity::kText:
      return "typeof(" + name + ") = 'real' AND " + As(As(name, "TEXT"), "REAL") + " <> " + name;
    case Affinity::kNumeric:
    case Affinity::kInteger:
      return IsRewritten(name, false);
    case Affinity::kReal:
      return IsRewritten(name, true) + " OR (typeof(" + name + ") <> 'blob' AND " + IsNumber(name) +
             " AND " + As(name, "NUMERIC") + " <> " + As(name, "REAL") + ")";
  }
  return {};
}

std::string ValueAs(Affinity affinity, const std::string& name) {
  const auto when = [&](const std::string& condition, const char* type) {
    return "CASE WHEN " + condition + " THEN " + As(name, type) + " ELSE " + name + " END";
  };
  switch (affinity) {
    case Affinity::kBlob:
      break;
    case Affinity::kText:
      return when("typeof(" + name + ") IN ('integer', 'real')", "TEXT");
    case Affinity::kNumeric:
    case Affinity::kInteger:
      return when(IsNumber(name), "NUMERIC");
    case Affinity::kReal:
      return when(IsNumber(name), "REAL");
  }
  return name;
}

}  // namespace godwit
