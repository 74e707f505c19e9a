// Names for generated code, made of names that may be anything: keywords, quotes, spaces, emoji.
//
// A name is cut into words at everything that is neither a letter nor a digit of ASCII, and before
// a capital that follows a small letter or digit; other characters become words of their own,
// "u1f600". Equal names give equal identifiers; that different names do not is the pools' work.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace godwit {

// "petTrait", "pet_trait" and "Pet trait" are all "PetTrait". A name without any word is "Empty";
// one that begins with a digit gets "N" in front.
std::string PascalName(std::string_view name);
// "pet_trait"; "empty"; "n_2fa".
std::string SnakeName(std::string_view name);

bool IsCppKeyword(std::string_view name);
// Whether it can stand as a property without quotes in TypeScript.
bool IsPlainProperty(std::string_view name);

// Identifiers that must not be used twice. Case counts.
class IdentifierPool {
 public:
  IdentifierPool() = default;
  explicit IdentifierPool(std::set<std::string> taken) : taken_(std::move(taken)) {}
  // `stem`, or with a number behind it where it is taken; taken from then on.
  std::string Fresh(const std::string& stem);

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> next_;  // by stem, the number to try
};

}  // namespace godwit
