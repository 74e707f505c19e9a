// SQL as it is read: line numbers, calm colours, a button that copies it.
#pragma once

#include <string_view>
#include <vector>

#include "shell/ui.h"

namespace godwit::shell {

enum class SqlToken : std::uint8_t { kPlain, kKeyword, kText, kComment, kDirective };

struct SqlPiece {
  SqlToken token = SqlToken::kPlain;
  std::string_view text;  // never holds a line feed
};
// `sql` in lines of coloured pieces. Comments and texts may reach over lines.
std::vector<std::vector<SqlPiece>> SplitSql(std::string_view sql);

// As wide as there is room and as high as its lines; long lines scroll sideways.
void CodeBlock(Ui& ui, std::string_view title, std::string_view sql);

}  // namespace godwit::shell
