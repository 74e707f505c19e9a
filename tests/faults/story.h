// What befalls a database in a sweep, told as commands: what a user would type, one after the
// other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace godwit {

struct Command {
  enum class Kind : std::uint8_t {
    kUp,
    kDown,
    kSeed,
    kBackfill,
    kResume,
    kPause,  // a backfill that is asked to pause after the first batch of step `name`
    kUndo,
    kBaseline,
    kResolveApplied,
    kResolveRolledBack,
    kWrite,  // a program other than Godwit at work, in one transaction
  };
  Kind kind = Kind::kUp;
  // The migration, or the step; empty = all the way, or the last. Of a write: its SQL.
  std::string name = {};
  // Part of the error that it ends with where nothing disturbs it; empty = it succeeds.
  std::string ends_in = {};
  // SQL that gives 1 where a user would see that nothing of it is left to do; empty = look and see.
  std::string done = {};
  // Interrupted, it is mended by `resume` first.
  bool resumes = true;
  bool skip_edited = false;  // of an undo
};

struct Story {
  std::map<std::string, std::string> files;  // as tests/migrate/fixture.h's Files has them
  std::vector<Command> commands;
  // Part of the error that a resume may end with: rows that wait for a user.
  std::string resume_ends_in = {};
};

// Applied, taken back, seeded, applied with two data steps and a rebuild, filled in, taken back.
Story LifeStory();
// Data steps in parts and of the first form whose rows fail: paused, resumed, mended, filled in.
Story PartsStory();
// What was filled in is edited and undone, filled in again, and a step of it undone alone.
Story UndoStory();
// A database that others made, with Prisma's ledger: adopted, gone on with, mended after a
// migration that failed halfway, taken back; a way back that does not lead back is refused.
Story PrismaStory();
// A migration that commits in pieces, with VACUUM and a setting that it puts into effect.
Story PiecesStory();

}  // namespace godwit
