// Books: found, or made. See reviews.h.
#include <array>
#include <utility>

#include "core/samples/derived_id.h"
#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/review_text.h"
#include "core/samples/reviews.h"

namespace godwit {
namespace {

constexpr std::string_view kBook = "Book";

constexpr std::string_view kById = R"( FROM "books" WHERE "id" = ?1)";
constexpr std::string_view kBySource =
    R"( FROM "books" WHERE "externalSource" = ?1 AND "externalId" = ?2)";
constexpr std::string_view kByIsbn = R"( FROM "books" WHERE "isbn" = ?1)";
// The oldest, where several are called so.
constexpr std::string_view kByTitle = R"(
FROM "books" WHERE "title" = ?1 AND "author" = ?2 ORDER BY "createdAt", "id" LIMIT 1
)";

constexpr std::string_view kInsert = R"(
INSERT INTO "books" ("id", "isbn", "title", "author", "publisher", "publishedDate",
                     "coverImageUrl", "description", "pageCount", "language", "externalId",
                     "externalSource", "createdAt", "updatedAt")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)
)";

template <typename... Args>
Result<std::optional<Book>> Find(const Database& db, std::string_view where, const Args&... args) {
  return SelectRow<Book>(db, "SELECT " + std::string(Book::kColumns) + std::string(where), args...);
}

Value OrNull(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

// Title and author as they are stored; the rest as it is.
Result<NewBook> Check(NewBook book) {
  const std::string key = book.title;
  GODWIT_TRY(RequireText(kBook, key, "title", Trimmed(book.title)));
  GODWIT_TRY(RequireText(kBook, key, "author", Trimmed(book.author)));
  book.title = Trimmed(book.title);
  book.author = Trimmed(book.author);
  if (book.isbn && !IsIsbn13(*book.isbn)) {
    return Invalid(kBook, key, "isbn",
                   "\"" + *book.isbn + "\" is no ISBN-13: 13 digits, the last of which checks");
  }
  if (book.cover_image_url && !IsWebAddress(*book.cover_image_url)) {
    return Invalid(kBook, key, "coverImageUrl", "it is no http or https address");
  }
  if (book.page_count && *book.page_count < 1) {
    return Invalid(kBook, key, "pageCount", std::to_string(*book.page_count) + " is below 1");
  }
  if (book.source.has_value() != book.external_id.has_value()) {
    return Invalid(kBook, key, book.source ? "externalId" : "externalSource",
                   "source and id go together, and it is missing");
  }
  for (const auto& [field, text] :
       {std::pair{"publisher", &book.publisher}, std::pair{"publishedDate", &book.published_date},
        std::pair{"description", &book.description}, std::pair{"language", &book.language},
        std::pair{"externalId", &book.external_id}}) {
    if (*text) GODWIT_TRY(RequireText(kBook, key, field, **text));
  }
  return book;
}

Result<std::optional<Book>> Look(const Database& db, const NewBook& book) {
  if (book.source) {
    GODWIT_ASSIGN(std::optional<Book> found, Find(db, kBySource, ValueView(WordOf(*book.source)),
                                                  ValueView(*book.external_id)));
    if (found) return found;
  }
  if (book.isbn) {
    GODWIT_ASSIGN(std::optional<Book> found, Find(db, kByIsbn, ValueView(*book.isbn)));
    if (found) return found;
  }
  return Find(db, kByTitle, ValueView(book.title), ValueView(book.author));
}

std::string IdOf(const NewBook& book) {
  if (book.source) return DerivedId({"books", WordOf(*book.source), *book.external_id});
  if (book.isbn) return DerivedId({"books", *book.isbn});
  return DerivedId({"books", book.title, book.author, ""});
}

}  // namespace

Result<Book> Reviews::GetBook(std::string_view id) const {
  GODWIT_ASSIGN(std::optional<Book> book, Find(db_, kById, ValueView(id)));
  if (!book) return NotFound(kBook, id);
  return std::move(*book);
}

Result<FoundBook> Reviews::FindOrCreateBook(const NewBook& request) {
  GODWIT_ASSIGN(const NewBook book, Check(request));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(std::optional<Book> found, Look(db_, book));
  if (found) return FoundBook{.book = std::move(*found), .created = false};
  const std::string id = IdOf(book);
  const Value source = book.source ? Value(std::string(WordOf(*book.source))) : Value();
  const Value pages = book.page_count ? Value(*book.page_count) : Value();
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), OrNull(book.isbn), ValueView(book.title),
                         ValueView(book.author), OrNull(book.publisher),
                         OrNull(book.published_date), OrNull(book.cover_image_url),
                         OrNull(book.description), pages, OrNull(book.language),
                         OrNull(book.external_id), source, Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(Book made, GetBook(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, "reviews", "book created", std::array{LogField{"book", id}});
  return FoundBook{.book = std::move(made), .created = true};
}

}  // namespace godwit
