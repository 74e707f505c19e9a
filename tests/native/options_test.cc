#include "native/cli/options.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace godwit::cli {
namespace {

Result<Options> Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "godwit");
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data());
}

TEST(Options, OfEachCommand) {
  const Options up =
      Parse({"up", "--to", "a", "--with", "b", "--with", "c", "--dry-run", "--db", "x"}).value();
  EXPECT_EQ(up.command, Command::kUp);
  EXPECT_EQ(up.to, "a");
  EXPECT_EQ(up.with, (std::vector<std::string>{"b", "c"}));
  EXPECT_TRUE(up.dry_run);
  EXPECT_EQ(up.databases, std::vector<std::string>{"x"});
  EXPECT_EQ(Parse({"down", "--steps", "3"}).value().steps, 3);
  EXPECT_EQ(Parse({"down"}).value().steps, 0);
  EXPECT_TRUE(Parse({"-y", "down", "--all"}).value().yes);
  EXPECT_EQ(Parse({"backfill", "--batch=7"}).value().batch, 7);
  EXPECT_EQ(Parse({"seed", "--rows", "1000000"}).value().rows, 1'000'000);
  EXPECT_EQ(Parse({"baseline", "a", "--with", "b"}).value().baseline, "a");
  EXPECT_TRUE(Parse({"baseline", "a", "--accept-drift", "--reason", "r"}).value().accept_drift);
  EXPECT_EQ(Parse({"resolve", "--applied", "a", "--reason", "r"}).value().applied, "a");
  EXPECT_EQ(Parse({"resolve", "--rolled-back", "a", "--reason", "r"}).value().rolled_back, "a");
  EXPECT_TRUE(Parse({"digest", "--table", "T", "--rows"}).value().row_digests);
  EXPECT_EQ(Parse({"traits", "--", "-a", ""}).value().ids, (std::vector<std::string>{"-a", ""}));
}

TEST(Options, OfLint) {
  EXPECT_EQ(Parse({"lint", "a", "b"}).value().names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Parse({"lint", "--sqlite-version", "3.35"}).value().sqlite_version, "3.35");
  EXPECT_TRUE(Parse({"lint", "--format", "json"}).value().json);
  EXPECT_TRUE(Parse({"lint", "--format", "json", "--json"}).value().json);
  EXPECT_FALSE(Parse({"lint", "--format", "sarif"}).value().json);
  EXPECT_FALSE(Parse({"lint", "--format", "sarif", "--json"}).ok());
  EXPECT_FALSE(Parse({"lint", "--format", "xml"}).ok());
}

TEST(Options, DatabasesRepeat) {
  EXPECT_EQ(Parse({"--db", "a", "status", "--db", "b c"}).value().databases,
            (std::vector<std::string>{"a", "b c"}));
  EXPECT_FALSE(Parse({"digest", "--db", "a", "--db", "b"}).ok());
}

TEST(Options, WrongUsageSaysWhereHelpIs) {
  for (const std::vector<const char*>& arguments :
       std::vector<std::vector<const char*>>{{},
                                             {"nonsense"},
                                             {"up", "extra"},
                                             {"up", "--to"},
                                             {"seed", "--rows", "0"},
                                             {"traits"},
                                             {"traits", "--stdin", "a"},
                                             {"down", "--all", "--steps", "1"}}) {
    const Result<Options> parsed = Parse(arguments);
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.error().code, ErrorCode::kUsage);
    EXPECT_NE(parsed.error().next.find("--help"), std::string::npos);
  }
}

TEST(Options, NamesAreWhatIsTyped) {
  EXPECT_EQ(CommandName(Command::kBackfill), "backfill");
  EXPECT_EQ(CommandName(Command::kHelp), "");
}

}  // namespace
}  // namespace godwit::cli
