// The queries that the bundled samples declare in their queries.sql. The query layers run these
// very texts, so that what `godwit verify` says of their plans is said of what runs.
#pragma once

#include <string>
#include <string_view>

namespace godwit {

// The SQL of the query `name` of a sample; its parameters are bound in the order in which they
// first appear in it. REQUIRES: there is one.
const std::string& DeclaredSql(std::string_view sample, std::string_view name);

}  // namespace godwit
