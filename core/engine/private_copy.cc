#include "core/engine/private_copy.h"

#include <string_view>
#include <utility>

namespace godwit {
namespace {

constexpr std::string_view kName = "the rehearsal's copy";

}  // namespace

Result<std::unique_ptr<PrivateCopy>> PrivateCopy::Make(const Database* original,
                                                       ScratchSpace* space, OpenOptions options) {
  std::unique_ptr<PrivateCopy> copy(new PrivateCopy(space));
  // What is in memory already may be there twice.
  if (original != nullptr && original->OnDisk() && space != nullptr) {
    GODWIT_ASSIGN(const std::int64_t bytes, original->Bytes());
    GODWIT_ASSIGN(copy->file_, space->Begin(original->path(), bytes));
  }
  options.mode = copy->file_.empty() ? OpenMode::kMemory : OpenMode::kScratch;
  // One name for both: no word of a receipt may depend on where the copy lies.
  options.name = kName;
  GODWIT_ASSIGN(Database database, Database::Open(copy->file_, options));
  copy->database_.emplace(std::move(database));
  return copy;
}

PrivateCopy::~PrivateCopy() {
  database_.reset();
  if (!file_.empty()) space_->End(file_);
}

}  // namespace godwit
