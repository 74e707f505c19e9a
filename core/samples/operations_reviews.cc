// The operations of the reviews sample by name. See operations.h and reviews.h.
#include <array>
#include <utility>

#include "core/samples/operations.h"
#include "core/samples/reviews.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const FeedItem& item, Visitor& visitor) {
  visitor("id", item.id);
  visitor("title", item.title);
  visitor("content", item.content);
  visitor("rating", item.rating);
  visitor("isRecommended", item.is_recommended);
  visitor("readStatus", item.read_status);
  visitor("likeCount", item.like_count);
  visitor("bookmarkCount", item.bookmark_count);
  visitor("viewCount", item.view_count);
  visitor("publishedAt", item.published_at);
  visitor("userId", item.user_id);
  visitor("userName", item.user_name);
  visitor("bookId", item.book_id);
  visitor("bookTitle", item.book_title);
  visitor("bookAuthor", item.book_author);
}

template <typename Visitor>
void VisitMembers(const ReviewOfUser& item, Visitor& visitor) {
  visitor("id", item.id);
  visitor("title", item.title);
  visitor("content", item.content);
  visitor("rating", item.rating);
  visitor("publishedAt", item.published_at);
  visitor("bookTitle", item.book_title);
  visitor("bookAuthor", item.book_author);
}

template <typename Visitor>
void VisitMembers(const ReviewOfBook& item, Visitor& visitor) {
  visitor("id", item.id);
  visitor("title", item.title);
  visitor("content", item.content);
  visitor("rating", item.rating);
  visitor("publishedAt", item.published_at);
  visitor("userName", item.user_name);
}

template <typename Visitor>
void VisitMembers(const MarkOfUser& item, Visitor& visitor) {
  visitor("id", item.id);
  visitor("reviewId", item.review_id);
  visitor("createdAt", item.created_at);
}

template <typename Visitor>
void VisitMembers(const Toggled& toggled, Visitor& visitor) {
  visitor("on", toggled.on);
  visitor("count", toggled.count);
}

template <typename Visitor>
void VisitMembers(const Recounted& item, Visitor& visitor) {
  visitor("id", item.id);
  visitor("likeCount", item.like_count);
  visitor("likes", item.likes);
  visitor("bookmarkCount", item.bookmark_count);
  visitor("bookmarks", item.bookmarks);
}

template <typename Visitor>
void VisitMembers(const FoundBook& found, Visitor& visitor) {
  visitor("book", found.book);
  visitor("created", found.created);
}

namespace {

using enum ArgumentType;

Reviews Layer(const OperationCall& call) { return {call.db, call.clock, call.log}; }

constexpr Parameter kId = {"id"};
constexpr Parameter kUserId = {"userId"};
constexpr Parameter kReviewId = {"reviewId"};
constexpr Parameter kReviewIds = {"reviewIds", kTexts};
constexpr Parameter kReadStatus = {.name = "readStatus",
                                   .type = kWord,
                                   .optional = true,
                                   .words = review_rows::kReviewsReadStatusWords};

// A page's parameters behind those of the list.
std::vector<Parameter> Paged(std::vector<Parameter> of) {
  of.push_back({.name = "limit", .type = kInteger, .optional = true});
  of.push_back({.name = "afterTime", .type = kText, .optional = true});
  of.push_back({.name = "afterId", .type = kText, .optional = true});
  return of;
}

Result<PageRequest> PageOf(const Arguments& args) {
  PageRequest page;
  page.limit = args.Limit("limit", kReviewPage);
  const auto time = args.Optional<std::string>("afterTime");
  const auto id = args.Optional<std::string>("afterId");
  if (time.has_value() != id.has_value()) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "page of reviews",
                 .why = "afterTime and afterId go together: they are the last row's",
                 .kind = ErrorKind::kValidation};
  }
  if (time) page.after = PagePlace{.time = *time, .id = *id};
  return page;
}

Result<OperationResult> Feed(const OperationCall& call) {
  GODWIT_ASSIGN(const PageRequest page, PageOf(call.args));
  return Shown(Layer(call).Feed(page));
}

template <auto List>
Result<OperationResult> ListOf(const OperationCall& call, const char* owner) {
  GODWIT_ASSIGN(const PageRequest page, PageOf(call.args));
  const Reviews reviews = Layer(call);
  return Shown((reviews.*List)(call.args.Text(owner), page));
}

Result<OperationResult> Create(const OperationCall& call) {
  const Arguments& args = call.args;
  return Shown(Layer(call).Create(
      {.id = args.Text("id"),
       .user_id = args.Text("userId"),
       .book_id = args.Text("bookId"),
       .title = args.Optional<std::string>("title"),
       .content = args.Text("content"),
       .rating = args.Optional<std::int64_t>("rating"),
       .is_recommended = args.Optional<bool>("isRecommended"),
       .read_status =
           args.Optional<ReadingStatus>("readStatus").value_or(ReadingStatus::kCompleted),
       .draft = args.Optional<bool>("draft").value_or(false)}));
}

Result<OperationResult> Update(const OperationCall& call) {
  const Arguments& args = call.args;
  return Shown(Layer(call).Update(args.Text("id"),
                                  {.title = args.Change<std::string>("title"),
                                   .content = args.Optional<std::string>("content"),
                                   .rating = args.Change<std::int64_t>("rating"),
                                   .is_recommended = args.Optional<bool>("isRecommended"),
                                   .read_status = args.Optional<ReadingStatus>("readStatus")}));
}

Result<OperationResult> FindOrCreateBook(const OperationCall& call) {
  const Arguments& args = call.args;
  return Shown(
      Layer(call).FindOrCreateBook({.title = args.Text("title"),
                                    .author = args.Text("author"),
                                    .isbn = args.Optional<std::string>("isbn"),
                                    .publisher = args.Optional<std::string>("publisher"),
                                    .published_date = args.Optional<std::string>("publishedDate"),
                                    .cover_image_url = args.Optional<std::string>("coverImageUrl"),
                                    .description = args.Optional<std::string>("description"),
                                    .page_count = args.Optional<std::int64_t>("pageCount"),
                                    .language = args.Optional<std::string>("language"),
                                    .source = args.Optional<BookSource>("externalSource"),
                                    .external_id = args.Optional<std::string>("externalId")}));
}

std::vector<Operation> Reading() {
  return {
      {"feed", "What is published, newest first, with authors and books", false, Paged({}), Feed},
      {"of-user", "A user's published reviews, newest first", false, Paged({kUserId}),
       [](const OperationCall& call) { return ListOf<&Reviews::OfUser>(call, "userId"); }},
      {"of-book", "A book's published reviews, newest first", false, Paged({{"bookId"}}),
       [](const OperationCall& call) { return ListOf<&Reviews::OfBook>(call, "bookId"); }},
      {"likes-of-user", "What a user likes, newest first", false, Paged({kUserId}),
       [](const OperationCall& call) { return ListOf<&Reviews::LikesOfUser>(call, "userId"); }},
      {"bookmarks-of-user", "What a user has bookmarked, newest first", false, Paged({kUserId}),
       [](const OperationCall& call) { return ListOf<&Reviews::BookmarksOfUser>(call, "userId"); }},
      {"liked-of",
       "Which of these reviews a user likes",
       false,
       {kUserId, kReviewIds},
       [](const OperationCall& call) {
         return Shown(Layer(call).LikedOf(call.args.Text("userId"), call.args.Texts("reviewIds")));
       }},
      {"bookmarked-of",
       "Which of these reviews a user has bookmarked",
       false,
       {kUserId, kReviewIds},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).BookmarkedOf(call.args.Text("userId"), call.args.Texts("reviewIds")));
       }},
      {"get",
       "A review, unless it is deleted",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Get(call.args.Text("id"))); }},
      {"get-book",
       "A book",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).GetBook(call.args.Text("id"))); }},
  };
}

std::vector<Operation> Writing() {
  return {
      {"create",
       "A new review; HTML is taken out of its texts",
       true,
       {kId,
        kUserId,
        {"bookId"},
        {"content"},
        {"isRecommended", kBoolean},
        {"title", kText, true},
        {"rating", kInteger, true},
        kReadStatus,
        {"draft", kBoolean, true}},
       Create},
      {"update",
       "Change what is given; an empty title or rating goes away",
       true,
       {kId,
        {"title", kText, true},
        {"content", kText, true},
        {"rating", kInteger, true},
        {"isRecommended", kBoolean, true},
        kReadStatus},
       Update},
      {"publish",
       "Make a draft public",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Publish(call.args.Text("id"))); }},
      {"delete",
       "Delete a review softly",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Delete(call.args.Text("id"))); }},
      {"restore",
       "Bring a deleted review back",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Restore(call.args.Text("id"))); }},
      {"add-view",
       "Count one more view; gives the count",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).AddView(call.args.Text("id"))); }},
      {"toggle-like",
       "Like a review, or no longer",
       true,
       {kUserId, kReviewId},
       [](const OperationCall& call) {
         return Shown(Layer(call).ToggleLike(call.args.Text("userId"), call.args.Text("reviewId")));
       }},
      {"toggle-bookmark",
       "Bookmark a review, or no longer",
       true,
       {kUserId, kReviewId},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).ToggleBookmark(call.args.Text("userId"), call.args.Text("reviewId")));
       }},
      {"recount",
       "Set counters right; gives those that were wrong",
       true,
       {},
       [](const OperationCall& call) { return Shown(Layer(call).Recount()); }},
      {"find-or-create-book",
       "Find a book by source, ISBN or title, or make it",
       true,
       {{"title"},
        {"author"},
        {"isbn", kText, true},
        {"publisher", kText, true},
        {"publishedDate", kText, true},
        {"coverImageUrl", kText, true},
        {"description", kText, true},
        {"pageCount", kInteger, true},
        {"language", kText, true},
        {"externalSource", kWord, true, review_rows::kBooksExternalSourceWords},
        {"externalId", kText, true}},
       FindOrCreateBook},
  };
}

}  // namespace

std::span<const Operation> ReviewsOperations() {
  static const std::vector<Operation> kAll = [] {
    std::vector<Operation> all = Reading();
    for (Operation& operation : Writing()) all.push_back(std::move(operation));
    return all;
  }();
  return kAll;
}

}  // namespace godwit
