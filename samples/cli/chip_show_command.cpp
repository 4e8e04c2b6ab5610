// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> inputs;
  bool json = false;
  bool full = false;  // all bytes
};

constexpr std::size_t kShownBytes = 16;

std::string hex(BytesView bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string tag_text(const ChipTreeNode& node) {
  if (!node.tag) return "";
  const std::uint32_t tag = *node.tag;
  const Bytes bytes = {static_cast<std::uint8_t>(tag >> 16), static_cast<std::uint8_t>(tag >> 8),
                       static_cast<std::uint8_t>(tag)};
  return hex(BytesView(bytes).subspan(tag > 0xFFFF ? 0 : tag > 0xFF ? 1 : 2));
}

// The bytes of what holds nothing else: all, or the first of many.
std::string data_text(const ChipTreeNode& node, BytesView file, bool full) {
  const BytesView value = file.subspan(node.value_offset(), node.length);
  if (full || value.size() <= kShownBytes) return hex(value);
  return hex(value.first(kShownBytes)) + "... (" + std::to_string(value.size()) + " bytes)";
}

std::string shown_value(const ChipTreeNode& node, BytesView file, bool full) {
  if (!node.children.empty() && node.value.empty()) return "";
  const bool image = node.name == "image" || node.name.find("displayed") == 0;
  if (!node.value.empty() && !full && !image) return node.value;
  const std::string data = node.length == 0 ? "" : data_text(node, file, full);
  return node.value.empty() ? data : node.value + (data.empty() ? "" : "  " + data);
}

struct Widths {
  std::size_t tag = 3, name = 4;
};

constexpr std::size_t kIndent = 2;

void measure(const std::vector<ChipTreeNode>& nodes, std::size_t depth, Widths& widths) {
  for (const ChipTreeNode& node : nodes) {
    widths.tag = std::max(widths.tag, depth * kIndent + tag_text(node).size());
    widths.name = std::max(widths.name, node.name.size());
    measure(node.children, depth + 1, widths);
  }
}

void print(const std::vector<ChipTreeNode>& nodes, BytesView file, std::size_t depth, const Widths& widths, bool full) {
  for (const ChipTreeNode& node : nodes) {
    const std::string tag = std::string(depth * kIndent, ' ') + (node.tag ? tag_text(node) : ".");
    const std::string value = shown_value(node, file, full);
    std::printf("%8zu %8zu  %-*s  %-*s%s%s\n", node.offset, node.length, static_cast<int>(widths.tag), tag.c_str(),
                value.empty() ? 0 : static_cast<int>(widths.name), node.name.c_str(), value.empty() ? "" : "  ",
                value.c_str());
    for (const ChipDeviation& deviation : node.deviations) {
      std::printf("%8s %8s  %*s  at byte %zu: %s (%s)\n", "", deviation.tolerated ? "*" : "!!!",
                  static_cast<int>(widths.tag), "", deviation.offset, deviation.message.c_str(),
                  deviation.rule.c_str());
    }
    print(node.children, file, depth + 1, widths, full);
  }
}

void print(const std::string& name, const ChipTree& tree, BytesView file, bool full) {
  const std::string verdict = tree.deviations == 0   ? "conforms"
                              : tree.deviations == 1 ? "1 deviation"
                                                     : std::to_string(tree.deviations) + " deviations";
  std::printf("%s: %s, %zu bytes, %s\n", name.c_str(), tree.kind.c_str(), tree.size, verdict.c_str());
  Widths widths;
  measure(tree.nodes, 0, widths);
  std::printf("%8s %8s  %-*s  %-*s  %s\n", "offset", "length", static_cast<int>(widths.tag), "tag",
              static_cast<int>(widths.name), "name", "value");
  print(tree.nodes, file, 0, widths, full);
  std::printf("\n");
}

nlohmann::ordered_json to_json(const std::vector<ChipTreeNode>& nodes, BytesView file, bool full) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ChipTreeNode& node : nodes) {
    nlohmann::ordered_json one = {{"offset", node.offset}};
    if (node.tag) one["tag"] = tag_text(node);
    if (node.tag) one["header"] = node.header;
    one["length"] = node.length;
    if (!node.name.empty()) one["name"] = node.name;
    if (!node.value.empty()) one["value"] = node.value;
    if (node.children.empty()) {
      const BytesView value = file.subspan(node.value_offset(), node.length);
      const bool cut = !full && value.size() > 2 * kShownBytes;
      one["hex"] = hex(cut ? value.first(2 * kShownBytes) : value);
      if (cut) one["hex_cut"] = true;
    }
    for (const ChipDeviation& deviation : node.deviations) {
      one["deviations"].push_back({{"offset", deviation.offset},
                                   {"rule", deviation.rule},
                                   {"message", deviation.message},
                                   {"tolerated", deviation.tolerated}});
    }
    if (!node.children.empty()) one["nodes"] = to_json(node.children, file, full);
    list.push_back(std::move(one));
  }
  return list;
}

void print_json(const std::string& name, const ChipTree& tree, BytesView file, bool full) {
  const nlohmann::ordered_json document = {{"schema", "enrolkit.chip.tree/1"},
                                           {"version", version()},
                                           {"file", name},
                                           {"kind", tree.kind},
                                           {"size", tree.size},
                                           {"verdict", tree.deviations == 0 ? "compliant" : "not_compliant"},
                                           {"deviations", tree.deviations},
                                           {"nodes", to_json(tree.nodes, file, full)}};
  std::printf("%s\n", document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

int unreadable(const std::string& name, const Error& error, bool json) {
  if (json) {
    const nlohmann::ordered_json document = {
        {"schema", "enrolkit.chip.tree/1"},
        {"version", version()},
        {"file", name},
        {"verdict", "error"},
        {"error", {{"code", error_code_name(error.code)}, {"message", error.message}}}};
    std::printf("%s\n", document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
  }
  return report_error(error);
}

int show_file(const std::string& name, const Options& options) {
  const auto file = read_file(name, kMaxChipFileBytes);
  if (!file && file.error().code != ErrorCode::empty_input) return unreadable(name, file.error(), options.json);
  const Bytes bytes = file ? *file : Bytes{};
  const ChipTree tree = show_chip_file(name, bytes);
  if (options.json) {
    print_json(name, tree, bytes, options.full);
  } else {
    print(name, tree, bytes, options.full);
  }
  return tree.deviations == 0 ? kCompliant : kNotCompliant;
}

// The files of a folder by name, hidden ones left out; a chip's in the order of its data groups.
Result<std::vector<std::string>> files_of(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    if (!at->path().filename().string().starts_with(".") && !at->is_directory()) names.push_back(at->path().string());
  }
  if (problem) return Error{ErrorCode::io, folder + ": cannot read the folder: " + problem.message()};
  if (names.empty()) return Error{ErrorCode::not_found, folder + ": the folder has no files"};
  const auto place = [](const std::string& name) {
    const Result<ChipFile> file = parse_chip_file_name(fs::path(name).filename().string());
    return std::pair(file ? static_cast<int>(*file) : 1000, name);
  };
  std::sort(names.begin(), names.end(),
            [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
  return names;
}

int show(const Options& options) {
  int code = kCompliant;
  for (const std::string& input : options.inputs) {
    std::error_code problem;
    if (!fs::is_directory(input, problem)) {
      code = worse(code, show_file(input, options));
      continue;
    }
    const auto files = files_of(input);
    if (!files) {
      code = worse(code, unreadable(input, files.error(), options.json));
      continue;
    }
    for (const std::string& file : *files) code = worse(code, show_file(file, options));
  }
  return code;
}

}  // namespace

void add_chip_show_command(Command chip, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command =
      chip.add_subcommand("show", "What stands in a chip's files, element by element, also in broken ones");
  command.add_option("inputs", options->inputs, "Files, or folders of them").required();
  command.add_flag("--full", options->full, "All bytes, not only the first of long values");
  command.add_flag("--json", options->json, "One JSON document for each file");
  command.callback([options, &exit_code] { exit_code = show(*options); });
}

}  // namespace enrolkit::cli
