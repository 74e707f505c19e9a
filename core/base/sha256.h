// SHA-256 (FIPS 180-4), incremental.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace godwit {

using Sha256Digest = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  void Update(std::string_view bytes);
  // Ends the computation; the object must not be used afterwards.
  Sha256Digest Finish();

 private:
  void Block(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> buffer_;
  std::uint64_t length_ = 0;  // bytes
};

// The digest of the whole text at once.
Sha256Digest Sha256Of(std::string_view bytes);

// Lower-case hex, 64 characters.
std::string Hex(const Sha256Digest& digest);

}  // namespace godwit
