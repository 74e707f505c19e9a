// Numbers, durations and sizes as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace godwit {

// "1,234,567"
std::string Grouped(std::int64_t number);
// "1 row", "2,000 rows"; a plural that is not just an s is given.
std::string Counted(std::int64_t number, std::string_view one, std::string_view many = {});
// "8 ms", "1.2 s", "3 min 5 s", "2 h 4 min"
std::string Duration(std::int64_t micros);
// "512 bytes", "16 KiB", "1.5 GiB"
std::string ByteSize(std::int64_t bytes);

}  // namespace godwit
