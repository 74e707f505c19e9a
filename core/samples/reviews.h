// Typed queries over the reviews sample (migrations/reviews), as its application would ask them.
//
// Errors: what is not there is ErrorKind::kNotFound; input that breaks a rule is
// ErrorKind::kValidation; both name resource and field, and nothing was changed. Operations that
// write are one transaction each. Lists are keyset pages, newest first: the next page begins behind
// the last row of the one before, so it costs what the first one did. What a list runs is the query
// of the same name in the project's queries.sql, whose plan `godwit verify` checks.
// REQUIRES: no transaction is open.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/samples/rows/reviews.h"
#include "core/sqlite/database.h"

namespace godwit {

using Book = review_rows::Books;
using Review = review_rows::Reviews;
using BookSource = review_rows::BooksExternalSource;
using ReadingStatus = review_rows::ReviewsReadStatus;
using ReviewStatus = review_rows::ReviewsStatus;

// Where a page ended: the time and the id of its last row.
struct PagePlace {
  std::string time = {};
  std::string id = {};
};

inline constexpr int kReviewPage = 20;
inline constexpr int kLargestReviewPage = 100;

struct PageRequest {
  std::optional<PagePlace> after = {};  // nothing = the first page
  int limit = kReviewPage;              // 1..kLargestReviewPage
};

// A review as the feed shows it, with its author and its book.
struct FeedItem {
  std::string id = {};
  std::optional<std::string> title = {};
  std::string content = {};
  std::optional<std::int64_t> rating = {};
  bool is_recommended = false;
  ReadingStatus read_status = ReadingStatus::kCompleted;
  std::int64_t like_count = 0;
  std::int64_t bookmark_count = 0;
  std::int64_t view_count = 0;
  std::string published_at = {};
  std::string user_id = {};
  std::optional<std::string> user_name = {};
  std::string book_id = {};
  std::string book_title = {};
  std::string book_author = {};

  PagePlace place() const { return {published_at, id}; }
  static Result<FeedItem> Read(const Statement& row);
};

// A review in the list of a user's: with its book.
struct ReviewOfUser {
  std::string id = {};
  std::optional<std::string> title = {};
  std::string content = {};
  std::optional<std::int64_t> rating = {};
  std::string published_at = {};
  std::string book_title = {};
  std::string book_author = {};

  PagePlace place() const { return {published_at, id}; }
  static Result<ReviewOfUser> Read(const Statement& row);
};

// A review in the list of a book's: with its author.
struct ReviewOfBook {
  std::string id = {};
  std::optional<std::string> title = {};
  std::string content = {};
  std::optional<std::int64_t> rating = {};
  std::string published_at = {};
  std::optional<std::string> user_name = {};

  PagePlace place() const { return {published_at, id}; }
  static Result<ReviewOfBook> Read(const Statement& row);
};

// A like or a bookmark of a user's.
struct MarkOfUser {
  std::string id = {};
  std::string review_id = {};
  std::string created_at = {};

  PagePlace place() const { return {created_at, id}; }
  static Result<MarkOfUser> Read(const Statement& row);
};

struct NewBook {
  std::string title = {};
  std::string author = {};
  std::optional<std::string> isbn = {};  // ISBN-13, without hyphens
  std::optional<std::string> publisher = {};
  std::optional<std::string> published_date = {};
  std::optional<std::string> cover_image_url = {};  // http or https
  std::optional<std::string> description = {};
  std::optional<std::int64_t> page_count = {};
  std::optional<std::string> language = {};
  std::optional<BookSource> source = {};  // together with external_id
  std::optional<std::string> external_id = {};
};

struct FoundBook {
  Book book;
  bool created = false;
};

struct NewReview {
  std::string id = {};
  std::string user_id = {};
  std::string book_id = {};
  std::optional<std::string> title = {};
  std::string content = {};                 // HTML is taken out; 10..10,000 characters are left
  std::optional<std::int64_t> rating = {};  // 1..5
  std::optional<bool> is_recommended = {};  // required: there is no default
  ReadingStatus read_status = ReadingStatus::kCompleted;
  bool draft = false;  // else it is published at once
};

// What is there changes; what is not, stays. An inner nullopt takes the value away.
struct ReviewChange {
  std::optional<std::optional<std::string>> title = {};
  std::optional<std::string> content = {};
  std::optional<std::optional<std::int64_t>> rating = {};
  std::optional<bool> is_recommended = {};
  std::optional<ReadingStatus> read_status = {};
};

// What a toggle has led to.
struct Toggled {
  bool on = false;
  std::int64_t count = 0;  // the review's counter now
};

// A review whose counters were not what they count.
struct Recounted {
  std::string id = {};
  std::int64_t like_count = 0;  // as it was
  std::int64_t likes = 0;       // as it is
  std::int64_t bookmark_count = 0;
  std::int64_t bookmarks = 0;

  static Result<Recounted> Read(const Statement& row);
  bool operator==(const Recounted&) const = default;
};

class Reviews {
 public:
  // Borrows all three.
  Reviews(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  // What is published and not deleted. By the time of publication, then by id.
  Result<std::vector<FeedItem>> Feed(const PageRequest& page) const;
  Result<std::vector<ReviewOfUser>> OfUser(std::string_view user_id, const PageRequest& page) const;
  Result<std::vector<ReviewOfBook>> OfBook(std::string_view book_id, const PageRequest& page) const;
  Result<std::vector<MarkOfUser>> LikesOfUser(std::string_view user_id,
                                              const PageRequest& page) const;
  Result<std::vector<MarkOfUser>> BookmarksOfUser(std::string_view user_id,
                                                  const PageRequest& page) const;
  // Which of these reviews the user has liked, or bookmarked; by id.
  Result<std::vector<std::string>> LikedOf(std::string_view user_id,
                                           std::span<const std::string> review_ids) const;
  Result<std::vector<std::string>> BookmarkedOf(std::string_view user_id,
                                                std::span<const std::string> review_ids) const;

  // Whatever its status, but not a deleted one.
  Result<Review> Get(std::string_view id) const;
  Result<Review> Create(const NewReview& request);
  Result<Review> Update(std::string_view id, const ReviewChange& change);
  // A draft becomes public; one that is public stays as it is.
  Result<Review> Publish(std::string_view id);
  // Softly: nobody sees it any more, and it can be restored. Its likes and bookmarks stay.
  Status Delete(std::string_view id);
  // Public again if it was ever published, else a draft.
  Result<Review> Restore(std::string_view id);
  // One more view of a published review; the count now.
  Result<std::int64_t> AddView(std::string_view id);

  // On or off, with the counter, in one transaction; published reviews only.
  Result<Toggled> ToggleLike(std::string_view user_id, std::string_view review_id);
  Result<Toggled> ToggleBookmark(std::string_view user_id, std::string_view review_id);
  // Sets right what is wrong; by id.
  Result<std::vector<Recounted>> Recount();

  Result<Book> GetBook(std::string_view id) const;
  // Looked up by source and external id, then by ISBN, then by title and author. A new one's id
  // follows from the same.
  Result<FoundBook> FindOrCreateBook(const NewBook& request);

 private:
  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit
