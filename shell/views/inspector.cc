// More about what is chosen: a step, a row, a pet, a check, a digest.
#include <algorithm>
#include <string>

#include "imgui_internal.h"
#include "shell/grid.h"
#include "shell/views/step_words.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

void Title(Ui& ui, std::string_view kind, const std::string& name) {
  Paragraph(ui, TextStyle::kLabelStrong, ui.theme.color.muted, kind);
  Heading(ui, TextStyle::kTitle, 2, name);
  Gap(kSpace3);
}

void InspectStep(Ui& ui) {
  if (!ui.state.project || ui.state.project->migrations.empty()) return;
  const auto& migrations = ui.state.project->migrations;
  const auto index = static_cast<std::size_t>(
      std::clamp(ui.state.choice.migration, 0, static_cast<int>(migrations.size()) - 1));
  const Migration& migration = migrations[index];
  const MigrationStatus* status = ui.state.StatusOf(migration.name);
  Title(ui, "Step " + std::to_string(index + 1) + " of " + std::to_string(migrations.size()),
        HumanName(migration.name));
  Fact(ui, "State", LookOf(ui.state, migration).word);
  if (status != nullptr && !status->applied_at.empty())
    Fact(ui, "Applied", Moment(status->applied_at));
  Fact(ui, "Way back", migration.down ? "written" : "none");
  if (migration.seed) Fact(ui, "Sample data", "comes with it");
  for (const DataStep& step : migration.data_steps) {
    Fact(ui, "Data step", HumanName(step.name) + ", " + LookOf(ui.state, migration, step).word);
  }
  if (!migration.checks.empty()) {
    Fact(ui, "Checks", std::to_string(migration.checks.size()));
  }
  Fact(ui, "Folder", migration.name);
  Gap(kSpace2);
  DigestText(ui, "Checksum", migration.checksum);
}

void InspectTable(Ui& ui, const Table& table) {
  Title(ui, table.kind.empty() ? "Table" : HumanName(table.kind), table.name);
  Fact(ui, "Rows", Grouped(table.rows));
  Gap(kSpace3);
  for (const Column& column : table.columns) {
    const std::string words = column.type + (column.primary_key ? ", key"
                                             : column.not_null  ? ", not null"
                                                                : "");
    Paragraph(ui, TextStyle::kMono, ui.theme.color.text, column.name, Room());
    Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted, words.empty() ? "no type" : words,
              Room());
    Gap(kSpace1);
  }
}

void InspectRow(Ui& ui, const Table& table, const TableRows& rows, const Row& row) {
  Title(ui, "Row " + Grouped(ui.state.choice.row + 1) + " of " + Grouped(rows.total), table.name);
  for (std::size_t i = 0; i < row.size() && i < rows.columns.size(); ++i) {
    Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted, rows.columns[i], Room());
    const bool plain = row[i].kind == Cell::Kind::kNumber ||
                       (row[i].kind == Cell::Kind::kText && !row[i].text.empty());
    Paragraph(ui, IsId(row[i].text) ? TextStyle::kMonoSmall : TextStyle::kBody,
              plain ? ui.theme.color.text : ui.theme.color.muted, CellWords(row[i]), Room());
    if (row[i].kind == Cell::Kind::kText && row[i].bytes > 0) {
      Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted,
                "cut; " + Bytes(row[i].bytes) + " in all", Room());
    }
    Gap(kSpace2);
  }
}

void InspectData(Ui& ui) {
  if (!ui.state.tables || ui.state.tables->empty()) return;
  const auto index = static_cast<std::size_t>(
      std::clamp(ui.state.choice.table, 0, static_cast<int>(ui.state.tables->size()) - 1));
  const Table& table = (*ui.state.tables)[index];
  const auto rows = ui.state.rows.find(table.name);
  const Row* row = rows == ui.state.rows.end() || ui.state.choice.row < 0
                       ? nullptr
                       : rows->second.At(ui.state.choice.row);
  if (row != nullptr) {
    InspectRow(ui, table, rows->second, *row);
  } else {
    InspectTable(ui, table);
  }
}

void InspectPicture(Ui& ui) {
  const auto& items = ui.state.pictures.items;
  const int index = ui.state.choice.picture;
  if (index < 0 || static_cast<std::size_t>(index) >= items.size()) {
    Title(ui, "Pet", "None chosen");
    Paragraph(ui, TextStyle::kBody, ui.theme.color.muted, "Choose a pet to see it larger.", Room());
    return;
  }
  const Picture& picture = items[static_cast<std::size_t>(index)];
  const bool known = picture.state != Picture::State::kNone;
  const float size = std::min(Room(), 240.0F);
  const ImVec2 at = Cursor();
  const ImRect field(at, ImVec2(at.x + Room(), at.y + size));
  Canvas()->AddRectFilled(field.Min, field.Max, ui.theme.color.raised, kCardCorner);
  DrawPicture(Canvas(), picture, ImVec2(field.GetCenter().x - size / 2, at.y), size,
              known ? 0 : ui.theme.color.silhouette);
  ui.access.Add(AccessRole::kImage, picture.alt.empty() ? "A pet without traits" : picture.alt,
                field);
  Take(field.GetSize());
  Gap(kSpace3);
  Title(ui, "Pet " + std::to_string(index + 1) + " of " + std::to_string(ui.state.pictures.total),
        picture.label);
  Fact(ui, "Rarity", known ? picture.caption : "not known yet");
  if (!picture.alt.empty()) Fact(ui, "Looks", picture.alt);
  if (picture.state == Picture::State::kFallback) {
    Fact(ui, "Traits", "not valid; drawn as a stand-in");
  }
  Gap(kSpace2);
  Paragraph(ui, TextStyle::kLabelStrong, ui.theme.color.muted, "Key");
  Paragraph(ui, TextStyle::kMonoSmall, ui.theme.color.text, picture.key, Room());
}

void InspectCheck(Ui& ui) {
  if (!ui.state.verification || ui.state.verification->checks.empty()) return;
  const auto& checks = ui.state.verification->checks;
  const auto index = static_cast<std::size_t>(
      std::clamp(ui.state.choice.check, 0, static_cast<int>(checks.size()) - 1));
  const CheckResult& check = checks[index];
  Title(ui, "Check", HumanName(check.name));
  const bool judged = check.state != CheckResult::State::kInfo;
  Fact(ui, "Result",
       check.state == CheckResult::State::kPassed   ? "passed"
       : check.state == CheckResult::State::kFailed ? "failed"
                                                    : "for information");
  if (judged && !check.expected.empty()) Fact(ui, "Expected", check.expected);
  if (judged && !check.actual.empty()) Fact(ui, "Found", check.actual);
  Fact(ui, "From", check.migration.empty() ? "Godwit itself" : HumanName(check.migration));
}

void InspectDigest(Ui& ui) {
  const int index = ui.state.choice.step;
  if (!ui.state.steps || index < 0 || static_cast<std::size_t>(index) >= ui.state.steps->size()) {
    if (!ui.state.digest) return;
    Title(ui, "This database", "Tables");
    for (const TableDigest& table : ui.state.digest->tables) {
      DigestText(ui, table.name, table.sha256);
      Gap(kSpace1);
    }
    return;
  }
  const StepDigest& step = (*ui.state.steps)[static_cast<std::size_t>(index)];
  Title(ui, "Step " + std::to_string(step.step),
        step.migration.empty() ? HumanName(step.kind) : HumanName(step.migration));
  DigestText(ui, "Data, here", step.digest.data);
  Gap(kSpace2);
  DigestText(ui, "Schema, here", step.digest.schema);
  const auto native = ui.state.native_steps.find(ui.state.project ? ui.state.project->name : "");
  if (native == ui.state.native_steps.end() ||
      static_cast<std::size_t>(index) >= native->second.size()) {
    return;
  }
  const Digest& digest = native->second[static_cast<std::size_t>(index)].digest;
  Gap(kSpace4);
  DigestText(ui, "Data, native", digest.data);
  Gap(kSpace2);
  DigestText(ui, "Schema, native", digest.schema);
}

}  // namespace

void InspectorPanel(Ui& ui) {
  switch (ui.state.choice.tab) {
    case Tab::kTimeline:
      InspectStep(ui);
      break;
    case Tab::kSchema:
    case Tab::kData:
      InspectData(ui);
      break;
    case Tab::kGallery:
      InspectPicture(ui);
      break;
    case Tab::kChecks:
      InspectCheck(ui);
      break;
    case Tab::kDeterminism:
      InspectDigest(ui);
      break;
  }
}

}  // namespace godwit::shell
