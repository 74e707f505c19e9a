// The draw lists are those of core/traits for these ids; tests/shell/specimens_test.cc compares.
#include "shell/views/specimens.h"

#include <array>
#include <string_view>

#include "shell/parse.h"

namespace godwit::shell {
namespace {

struct Specimen {
  std::string_view id, shapes;
};

// clang-format off
constexpr std::array<Specimen, 4> kSpecimens = {{
    {"4bc18b8b-7742-47b2-adf2-e72a08bfca2f",
     R"([{"layer":"body","kind":"ellipse","center":[500,550],"radii":[220,280],"fill":"#c89b32","stroke":"#8b6c23","width":10},)"
     R"({"layer":"body","kind":"ellipse","center":[500,350],"radii":[160,160],"fill":"#c89b32","stroke":"#8b6c23","width":10},)"
     R"({"layer":"pattern","kind":"ellipse","center":[385,570],"radii":[30,30],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[500,610],"radii":[40,40],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[620,555],"radii":[30,30],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[425,690],"radii":[35,35],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[580,695],"radii":[25,25],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[500,765],"radii":[30,30],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[645,650],"radii":[20,20],"fill":"#3c69d3","opacity":60,"clip":true},)"
     R"({"layer":"expression","kind":"ellipse","center":[440,330],"radii":[35,40],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[450,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"ellipse","center":[560,330],"radii":[35,40],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[570,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"path","points":[[520,275],[540,250],[575,250],[600,270]],"stroke":"#333333","width":15},)"
     R"({"layer":"expression","kind":"ellipse","center":[500,425],"radii":[20,20],"fill":"#333333"}])"},
    {"c0c61bdc-e1b0-456d-a88d-4ec14a1e3264",
     R"([{"layer":"body","kind":"ellipse","center":[500,550],"radii":[220,280],"fill":"#10b710","stroke":"#0a710a","width":10},)"
     R"({"layer":"body","kind":"ellipse","center":[500,350],"radii":[160,160],"fill":"#10b710","stroke":"#0a710a","width":10},)"
     R"({"layer":"pattern","kind":"ellipse","center":[385,570],"radii":[30,30],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[500,610],"radii":[40,40],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[620,555],"radii":[30,30],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[425,690],"radii":[35,35],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[580,695],"radii":[25,25],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[500,765],"radii":[30,30],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"pattern","kind":"ellipse","center":[645,650],"radii":[20,20],"fill":"#8b09a5","opacity":60,"clip":true},)"
     R"({"layer":"accessory","kind":"polygon","points":[[385,235],[370,120],[440,180],[500,95],[560,180],[630,120],[615,235]],"fill":"#ffd700","stroke":"#c99a00","width":10},)"
     R"({"layer":"expression","kind":"ellipse","center":[440,330],"radii":[35,40],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[450,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"ellipse","center":[560,330],"radii":[35,40],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[570,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"path","points":[[520,275],[540,250],[575,250],[600,270]],"stroke":"#333333","width":15},)"
     R"({"layer":"expression","kind":"ellipse","center":[500,425],"radii":[20,20],"fill":"#333333"}])"},
    {"ccf1d6c5-dece-4611-a298-3f49f4c55f6f",
     R"([{"layer":"body","kind":"ellipse","center":[500,550],"radii":[220,280],"fill":"#3642dd","stroke":"#1d26aa","width":10},)"
     R"({"layer":"body","kind":"ellipse","center":[500,350],"radii":[160,160],"fill":"#3642dd","stroke":"#1d26aa","width":10},)"
     R"({"layer":"accessory","kind":"ellipse","center":[235,510],"radii":[85,190],"rotate":-20,"fill":"#cccccc","opacity":60},)"
     R"({"layer":"accessory","kind":"ellipse","center":[765,510],"radii":[85,190],"rotate":20,"fill":"#cccccc","opacity":60},)"
     R"({"layer":"expression","kind":"ellipse","center":[440,330],"radii":[25,30],"fill":"#333333","stroke":"#f4f4f4","width":5},)"
     R"({"layer":"expression","kind":"ellipse","center":[450,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"ellipse","center":[560,330],"radii":[25,30],"fill":"#333333","stroke":"#f4f4f4","width":5},)"
     R"({"layer":"expression","kind":"ellipse","center":[570,320],"radii":[10,10],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"path","points":[[445,400],[465,440],[535,440],[555,400]],"stroke":"#f4f4f4","width":15}])"},
    {"e59c83d8-a42f-401f-aca3-03ea811a340b",
     R"([{"layer":"body","kind":"ellipse","center":[500,540],"radii":[176,224],"fill":"#73e790","stroke":"#32dc5d","width":8},)"
     R"({"layer":"body","kind":"ellipse","center":[500,380],"radii":[128,128],"fill":"#73e790","stroke":"#32dc5d","width":8},)"
     R"({"layer":"pattern","kind":"ellipse","center":[500,540],"radii":[176,224],"fill":"#e981e9","gradient":true,"opacity":50,"clip":true},)"
     R"({"layer":"expression","kind":"ellipse","center":[452,364],"radii":[20,24],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[460,356],"radii":[8,8],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"ellipse","center":[548,364],"radii":[20,24],"fill":"#333333"},)"
     R"({"layer":"expression","kind":"ellipse","center":[556,356],"radii":[8,8],"fill":"#ffffff"},)"
     R"({"layer":"expression","kind":"path","points":[[464,432],[488,432],[512,432],[536,432]],"stroke":"#333333","width":12}])"},
}};
// clang-format on

}  // namespace

const std::vector<Picture>& Specimens() {
  static const std::vector<Picture> kPets = [] {
    std::vector<Picture> made;
    for (const Specimen& specimen : kSpecimens) {
      Picture& picture = made.emplace_back();
      picture.key = specimen.id;
      picture.state = Picture::State::kStored;
      picture.shapes = ParseShapes(Json::parse(specimen.shapes, nullptr, false));
    }
    return made;
  }();
  return kPets;
}

}  // namespace godwit::shell
