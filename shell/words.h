// Numbers, times and names as people write them. Text in, text out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace godwit::shell {

std::string Grouped(std::int64_t number);                       // 61,204
std::string Counted(std::int64_t number, std::string_view one,  // "1 row", "92 rows"
                    std::string_view many);
std::string Bytes(std::int64_t bytes);  // "1,204 B", "3.4 MB"
std::string Duration(double seconds);   // "40 ms", "1.2 s", "3 min 5 s"
std::string Percent(double share);      // 0.7 → "70 %"; one decimal if needed

// "20250901090000_trait_system" → "Trait system"; "pet-traits" → "Pet traits".
std::string HumanName(std::string_view name);
// The date in a migration's name: "1 Sep 2025"; empty when there is none.
std::string DateOfName(std::string_view name);
// "2025-09-01T09:00:00.000Z" → "1 Sep 2025, 09:00:00 UTC"; anything else stays as it is.
std::string Moment(std::string_view iso);

// A table's rows as a plain noun: "Pet" → "pets", "Category" → "categories"; names of several words
// stay.
std::string Noun(std::string_view table, std::int64_t count);

// The first 12 characters of a digest in groups of four; or all of it.
std::string ShortDigest(std::string_view hex);
std::string GroupedDigest(std::string_view hex);

}  // namespace godwit::shell
