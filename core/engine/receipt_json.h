// Receipts as JSON (docs/receipts.md), sealed so that an edited or truncated one is known.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/migrate/receipt.h"

namespace godwit {

// `show_values`: as for a report (encode.h).
nlohmann::json EncodeReceipt(const Receipt& receipt, bool show_values = false);

// What `up` needs of it: who made it, plan, digests. An error (kRefused) says what is wrong.
Result<Receipt> DecodeReceipt(const nlohmann::json& text);

}  // namespace godwit
