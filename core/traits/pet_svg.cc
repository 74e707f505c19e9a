// A picture as SVG and as JSON. Attributes stand in a fixed order, numbers are exact.
#include <array>

#include "core/base/sha256.h"
#include "core/json/string.h"
#include "core/traits/pet_picture.h"

namespace godwit {
namespace {

constexpr std::array<std::string_view, 4> kLayers = {"body", "pattern", "accessory", "expression"};

std::string_view LayerWord(PictureLayer layer) { return kLayers[static_cast<std::size_t>(layer)]; }

// Tenths as a decimal: 505 is 50.5.
std::string Tenths(int value) {
  std::string text = value < 0 ? "-" : "";
  const int size = value < 0 ? -value : value;
  text += std::to_string(size / 10);
  if (size % 10 != 0) text += '.' + std::to_string(size % 10);
  return text;
}

// A percentage as a fraction: 70 is 0.7.
std::string Fraction(int percent) {
  if (percent == 100) return "1";
  std::string text = "0." + std::to_string(percent / 10);
  if (percent % 10 != 0) text += std::to_string(percent % 10);
  return text;
}

std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

void Attribute(std::string_view name, std::string_view value, std::string& out) {
  out += ' ';
  out += name;
  out += "=\"";
  out += value;
  out += '"';
}

void Geometry(const Shape& shape, std::string& out) {
  if (shape.kind == ShapeKind::kEllipse) {
    out += "<ellipse";
    Attribute("cx", Tenths(shape.center.x), out);
    Attribute("cy", Tenths(shape.center.y), out);
    Attribute("rx", Tenths(shape.radii.x), out);
    Attribute("ry", Tenths(shape.radii.y), out);
    if (shape.rotate != 0) {
      Attribute("transform",
                "rotate(" + std::to_string(shape.rotate) + ' ' + Tenths(shape.center.x) + ' ' +
                    Tenths(shape.center.y) + ')',
                out);
    }
    return;
  }
  const bool path = shape.kind == ShapeKind::kPath;
  std::string points;
  for (std::size_t i = 0; i < shape.points.size(); ++i) {
    if (path && i < 2) points += i == 0 ? "M" : " C";
    if (i > 0 && !(path && i == 1)) points += ' ';
    points += Tenths(shape.points[i].x) + ',' + Tenths(shape.points[i].y);
  }
  out += path ? "<path" : "<polygon";
  Attribute(path ? "d" : "points", points, out);
}

class SvgWriter {
 public:
  explicit SvgWriter(const Picture& picture) : picture_(picture) {
    prefix_ = "pet-" + Hex(Sha256Of(PictureJson(picture) + picture.label)).substr(0, 12);
  }

  std::string Write() {
    const std::string label = Escape(picture_.label);
    out_ += "<svg";
    Attribute("xmlns", "http://www.w3.org/2000/svg", out_);
    Attribute("viewBox", "0 0 100 100", out_);
    Attribute("role", "img", out_);
    Attribute("aria-label", label, out_);
    if (!picture_.body_color.empty()) Attribute("data-body-color", picture_.body_color, out_);
    if (!picture_.pattern_color.empty()) {
      Attribute("data-pattern-color", picture_.pattern_color, out_);
    }
    out_ += ">\n<title>" + label + "</title>\n";
    Definitions();
    for (std::size_t i = 0; i < picture_.shapes.size(); ++i) {
      const Shape& shape = picture_.shapes[i];
      if (i == 0 || shape.layer != picture_.shapes[i - 1].layer) BeginLayer(shape, i > 0);
      Write(shape);
    }
    out_ += "</g>\n</svg>\n";
    return std::move(out_);
  }

 private:
  void Definitions() {
    bool clip = false;
    const Shape* gradient = nullptr;
    for (const Shape& shape : picture_.shapes) {
      clip = clip || shape.clip;
      if (shape.gradient) gradient = &shape;
    }
    if (!clip && gradient == nullptr) return;
    out_ += "<defs>\n";
    if (clip) {
      out_ += "<clipPath id=\"" + prefix_ + "-body\">";
      Geometry(picture_.shapes.front(), out_);
      out_ += "/></clipPath>\n";
    }
    if (gradient != nullptr) {
      const std::string color = HexColor(gradient->fill.value_or(Rgb{}));
      out_ += "<linearGradient id=\"" + prefix_ +
              "-fade\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"" +
              color + "\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"" + color +
              "\"/></linearGradient>\n";
    }
    out_ += "</defs>\n";
  }

  void BeginLayer(const Shape& shape, bool another) {
    if (another) out_ += "</g>\n";
    out_ += "<g";
    Attribute("data-layer", LayerWord(shape.layer), out_);
    if (shape.clip) Attribute("clip-path", "url(#" + prefix_ + "-body)", out_);
    out_ += ">\n";
  }

  void Write(const Shape& shape) {
    Geometry(shape, out_);
    std::string fill = shape.fill ? HexColor(*shape.fill) : "none";
    if (shape.gradient) fill = "url(#" + prefix_ + "-fade)";
    Attribute("fill", fill, out_);
    if (shape.stroke) {
      Attribute("stroke", HexColor(*shape.stroke), out_);
      Attribute("stroke-width", Tenths(shape.stroke_width), out_);
      if (shape.kind == ShapeKind::kPath && shape.layer != PictureLayer::kPattern) {
        Attribute("stroke-linecap", "round", out_);
      }
      if (shape.kind == ShapeKind::kPolygon) Attribute("stroke-linejoin", "round", out_);
    }
    if (shape.opacity != 100) Attribute("opacity", Fraction(shape.opacity), out_);
    out_ += "/>\n";
  }

  const Picture& picture_;
  std::string prefix_;
  std::string out_;
};

void AppendPoint(const Point& point, std::string& out) {
  out += '[' + std::to_string(point.x) + ',' + std::to_string(point.y) + ']';
}

void AppendMember(std::string_view name, const std::string& value, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":";
  out += value;
}

std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendJsonString(text, quoted);
  return quoted;
}

void AppendShape(const Shape& shape, std::string& out) {
  static constexpr std::array<std::string_view, 3> kKinds = {"ellipse", "polygon", "path"};
  out += "{\"layer\":" + Quoted(LayerWord(shape.layer));
  AppendMember("kind", Quoted(kKinds[static_cast<std::size_t>(shape.kind)]), out);
  if (shape.kind == ShapeKind::kEllipse) {
    out += ",\"center\":";
    AppendPoint(shape.center, out);
    out += ",\"radii\":";
    AppendPoint(shape.radii, out);
    if (shape.rotate != 0) AppendMember("rotate", std::to_string(shape.rotate), out);
  } else {
    out += ",\"points\":[";
    for (std::size_t i = 0; i < shape.points.size(); ++i) {
      if (i > 0) out += ',';
      AppendPoint(shape.points[i], out);
    }
    out += ']';
  }
  if (shape.fill) AppendMember("fill", Quoted(HexColor(*shape.fill)), out);
  if (shape.gradient) AppendMember("gradient", "true", out);
  if (shape.stroke) {
    AppendMember("stroke", Quoted(HexColor(*shape.stroke)), out);
    AppendMember("width", std::to_string(shape.stroke_width), out);
  }
  if (shape.opacity != 100) AppendMember("opacity", std::to_string(shape.opacity), out);
  if (shape.clip) AppendMember("clip", "true", out);
  out += '}';
}

}  // namespace

std::string PictureSvg(const Picture& picture) { return SvgWriter(picture).Write(); }

std::string PictureJson(const Picture& picture) {
  std::string out = "[";
  for (const Shape& shape : picture.shapes) {
    if (out.size() > 1) out += ',';
    AppendShape(shape, out);
  }
  out += ']';
  return out;
}

}  // namespace godwit
