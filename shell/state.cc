#include "shell/state.h"

#include <algorithm>

#include "shell/words.h"

namespace godwit::shell {
namespace {

bool CountsAsApplied(StepState state) {
  return state == StepState::kApplied || state == StepState::kChanged ||
         state == StepState::kCosmetic;
}

// "pet-traits" of table "Pet" is about "traits"; other names say nothing about their table.
std::string SubjectOf(const DataStep& step) {
  std::string prefix = step.table;
  std::transform(prefix.begin(), prefix.end(), prefix.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  prefix += '-';
  return step.name.starts_with(prefix) ? step.name.substr(prefix.size()) : std::string();
}

std::string DueSentence(const DataStep& step, std::int64_t rows) {
  const std::string who = Grouped(rows) + " " + Noun(step.table, rows);
  const std::string subject = SubjectOf(step);
  if (!subject.empty()) return who + (rows == 1 ? " has no " : " have no ") + subject + " yet";
  return who + (rows == 1 ? " is due for " : " are due for ") + step.name;
}

std::int64_t NumberAt(const std::map<std::string, std::int64_t>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

std::int64_t Pictures::InState(const std::string& state) const { return NumberAt(states, state); }

std::int64_t Pictures::Captioned(const std::string& caption) const {
  return NumberAt(captions, caption);
}

const Row* TableRows::At(std::int64_t row) const {
  const auto page = pages.find(row / kRowsPerPage);
  if (page == pages.end()) return nullptr;
  const auto offset = static_cast<std::size_t>(row % kRowsPerPage);
  return offset < page->second.size() ? &page->second[offset] : nullptr;
}

const MigrationStatus* State::StatusOf(const std::string& migration) const {
  for (const MigrationStatus& entry : status.migrations) {
    if (entry.name == migration) return &entry;
  }
  return nullptr;
}

const DataStepStatus* State::StatusOf(const std::string& migration, const std::string& step) const {
  for (const DataStepStatus& entry : status.data_steps) {
    if (entry.migration == migration && entry.name == step) return &entry;
  }
  return nullptr;
}

const Table* State::TableNamed(const std::string& name) const {
  if (!tables) return nullptr;
  for (const Table& table : *tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

int State::NextPending() const {
  if (!project) return -1;
  for (std::size_t i = 0; i < project->migrations.size(); ++i) {
    const MigrationStatus* entry = StatusOf(project->migrations[i].name);
    if (entry == nullptr || entry->state == StepState::kPending ||
        entry->state == StepState::kFailed) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

int State::LastApplied() const {
  if (!project) return -1;
  for (std::size_t i = project->migrations.size(); i-- > 0;) {
    const MigrationStatus* entry = StatusOf(project->migrations[i].name);
    if (entry != nullptr && CountsAsApplied(entry->state)) return static_cast<int>(i);
  }
  return -1;
}

int State::AppliedCount() const {
  return static_cast<int>(
      std::count_if(status.migrations.begin(), status.migrations.end(),
                    [](const MigrationStatus& entry) { return CountsAsApplied(entry.state); }));
}

int State::WantedCount() const {
  return static_cast<int>(
      std::count_if(status.migrations.begin(), status.migrations.end(),
                    [](const MigrationStatus& entry) { return entry.state != StepState::kOff; }));
}

bool State::DataStepDue() const {
  return std::any_of(status.data_steps.begin(), status.data_steps.end(),
                     [](const DataStepStatus& step) {
                       return step.state != DataStepStatus::State::kComplete && step.rows_left > 0;
                     });
}

std::string State::Sentence() const {
  if (!project)
    return tables ? Counted(static_cast<std::int64_t>(tables->size()), "table", "tables") : "";
  std::string sentence =
      std::to_string(AppliedCount()) + " of " + std::to_string(WantedCount()) + " applied";
  for (const Migration& migration : project->migrations) {
    const MigrationStatus* entry = StatusOf(migration.name);
    for (const DataStep& step : migration.data_steps) {
      const DataStepStatus* data = StatusOf(migration.name, step.name);
      const bool applied = entry != nullptr && CountsAsApplied(entry->state);
      if (applied && data != nullptr && data->state != DataStepStatus::State::kComplete) {
        return sentence + " · " + DueSentence(step, data->rows_left);
      }
      const Table* table = TableNamed(step.table);
      if (!applied && (entry == nullptr || entry->state == StepState::kPending) &&
          table != nullptr && table->rows > 0) {
        return sentence + " · " + DueSentence(step, table->rows);
      }
    }
  }
  return sentence + (status.up_to_date ? " · up to date" : "");
}

void State::ForgetContents() {
  tables.reset();
  rows.clear();
  pictures = Pictures();
  verification.reset();
  digest.reset();
  choice.row = -1;
}

std::string WordOf(StepState state) {
  switch (state) {
    case StepState::kApplied:
      return "applied";
    case StepState::kPending:
      return "pending";
    case StepState::kChanged:
      return "changed";
    case StepState::kCosmetic:
      return "cosmetic change";
    case StepState::kMissing:
      return "missing";
    case StepState::kFailed:
      return "failed";
    case StepState::kBegun:
      return "begun, not ended";
    case StepState::kOff:
      return "off";
  }
  return {};
}

}  // namespace godwit::shell
