// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/random_forest.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "quality/finger/nfiq2/storage_words.hpp"

namespace enrolkit::nfiq2 {
namespace {

constexpr std::size_t kMaxLabels = 16;  // characters: "0 1 " is expected

}  // namespace

// Takes the words one after the other. A tree starts with the key "nodes", a node with "depth"; nodes follow each other
// as their depths say: a node, then all of its first child, then all of its second.
class ForestReader {
 public:
  explicit ForestReader(std::string_view yaml) : words_(yaml) {}

  Result<RandomForest> read() {
    while (const auto word = words_.next()) {
      line_ = word->line;
      if (!word->key) {
        // OpenCV 2 called them cat_map.
        if (key_ == "class_labels" || key_ == "cat_map") (labels_ += word->text) += ' ';
        if (labels_.size() > kMaxLabels) return problem(ErrorCode::unsupported, "more than the classes 0 and 1");
        continue;
      }
      key_ = word->text;
      if (key_ == "my_random_trees") inside_ = true;
      if (!inside_) return problem(ErrorCode::malformed, "my_random_trees is expected first");
      if (const Status taken = key_ == "nodes" ? start_tree() : take(); !taken) return taken.error();
    }
    if (const Status ended = end_tree(); !ended) return ended.error();
    return checked();
  }

 private:
  using Node = RandomForest::Node;

  struct Open {
    std::size_t node = 0;
    int children = 0;
  };

  [[nodiscard]] Error problem(ErrorCode code, const std::string& what) const {
    return {code, "line " + std::to_string(line_) + " of the forest: " + what};
  }

  Result<double> number() {
    const auto word = words_.next();
    double value = 0;
    if (!word || word->key) return problem(ErrorCode::malformed, std::string(key_) + " has no value");
    line_ = word->line;
    const char* end = word->text.data() + word->text.size();
    const auto [stop, error] = std::from_chars(word->text.data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) {
      return problem(ErrorCode::malformed, std::string(key_) + " is not a number");
    }
    return value;
  }

  // A whole number from `least` to `most`.
  Result<int> whole(int least, int most) {
    const auto value = number();
    if (!value) return value.error();
    if (*value < least || *value > most || *value != std::floor(*value)) {
      return problem(ErrorCode::malformed, std::string(key_) + " is not a whole number from " + std::to_string(least) +
                                               " to " + std::to_string(most));
    }
    return static_cast<int>(*value);
  }

  Status take() {
    if (key_ == "is_classifier") return expect(1, "not a classifier");
    if (key_ == "var_count") return expect(kFingerMeasures, "not a forest of the 69 measures");
    if (key_ == "ntrees") return stated_trees();
    if (key_ == "depth") return start_node();
    if (key_ == "value") return vote();
    if (key_ == "var") return question();
    if (key_ == "le") return threshold();
    if (key_ == "gt" || key_ == "in" || key_ == "notin") {
      return problem(ErrorCode::unsupported, "a question of the kind \"" + std::string(key_) + "\"");
    }
    return {};
  }

  Status expect(int wanted, const char* what) {
    const auto value = number();
    if (!value) return value.error();
    if (*value != wanted) return problem(ErrorCode::unsupported, what);
    seen_ += 1;
    return {};
  }

  Status stated_trees() {
    const auto count = whole(1, static_cast<int>(kMaxTrees));
    if (!count) return count.error();
    stated_trees_ = static_cast<std::size_t>(*count);
    return {};
  }

  Status start_tree() {
    if (const Status ended = end_tree(); !ended) return ended.error();
    if (forest_.roots_.size() == kMaxTrees) return problem(ErrorCode::too_large, "too many trees");
    forest_.roots_.push_back(forest_.nodes_.size());
    return {};
  }

  // A node is complete when the next one starts: only then its questions are known.
  Status start_node() {
    const auto depth = whole(0, kMaxTreeDepth);
    if (!depth) return depth.error();
    if (forest_.roots_.empty()) return problem(ErrorCode::malformed, "a node before the first tree");
    if (const Status placed = close_node(); !placed) return placed.error();
    const bool root = forest_.roots_.back() == forest_.nodes_.size();
    if (root ? *depth != 0 : static_cast<std::size_t>(*depth) != path_.size() || path_.empty()) {
      return problem(ErrorCode::malformed, "a node of depth " + std::to_string(*depth) + " has no parent");
    }
    if (!root) {
      Open& parent = path_.back();
      if (++parent.children == 2) {
        forest_.nodes_[parent.node].second = static_cast<std::uint32_t>(forest_.nodes_.size());
      }
    }
    forest_.nodes_.emplace_back();
    open_ = true;
    return {};
  }

  // The last node becomes a parent, or ends its parents whose children are all there.
  Status close_node() {
    if (!open_) return {};
    open_ = false;
    const std::size_t last = forest_.nodes_.size() - 1;
    if (questions_ > 0 && !bounded_) return problem(ErrorCode::malformed, "a question without a limit");
    if (!voted_) return problem(ErrorCode::malformed, "a node without a value");
    if (questions_ > 0) {
      path_.push_back({last, 0});
    } else {
      while (!path_.empty() && path_.back().children == 2) path_.pop_back();
    }
    questions_ = 0;
    bounded_ = voted_ = false;
    return {};
  }

  Status end_tree() {
    if (forest_.roots_.empty()) return {};
    if (const Status closed = close_node(); !closed) return closed.error();
    if (!path_.empty()) return problem(ErrorCode::malformed, "a tree ends with a node that lacks a child");
    if (forest_.roots_.back() == forest_.nodes_.size()) return problem(ErrorCode::malformed, "a tree without nodes");
    return {};
  }

  Status vote() {
    const auto value = whole(0, 1);
    if (!value) return value.error();
    if (!open_) return problem(ErrorCode::malformed, "a value outside a node");
    forest_.nodes_.back().vote = *value == 1;
    voted_ = true;
    return {};
  }

  // Only the first question decides; others would stand in where a feature is missing, and none ever is.
  Status question() {
    const auto feature = whole(0, static_cast<int>(kFingerMeasures) - 1);
    if (!feature) return feature.error();
    if (!open_) return problem(ErrorCode::malformed, "a question outside a node");
    if (++questions_ == 1) forest_.nodes_.back().feature = static_cast<std::int16_t>(*feature);
    return {};
  }

  Status threshold() {
    const auto value = number();
    if (!value) return value.error();
    if (!open_ || questions_ == 0) return problem(ErrorCode::malformed, "a limit outside a question");
    if (questions_ == 1) forest_.nodes_.back().threshold = static_cast<float>(*value);
    bounded_ = true;
    return {};
  }

  Result<RandomForest> checked() {
    if (!inside_) return Error{ErrorCode::malformed, "the forest has no node my_random_trees"};
    if (seen_ < 2) return Error{ErrorCode::malformed, "the forest lacks is_classifier or var_count"};
    if (labels_ != "0 1 ") return Error{ErrorCode::unsupported, "the forest's classes are not 0 and 1"};
    if (forest_.roots_.empty() || forest_.roots_.size() != stated_trees_) {
      return Error{ErrorCode::malformed, "the forest says it has " + std::to_string(stated_trees_) + " trees and has " +
                                             std::to_string(forest_.roots_.size())};
    }
    return std::move(forest_);
  }

  StorageWords words_;
  RandomForest forest_;
  std::string_view key_;
  std::string labels_;
  std::size_t line_ = 1;
  std::size_t stated_trees_ = 0;
  int seen_ = 0;
  bool inside_ = false;
  // Of the node that is being read.
  bool open_ = false;
  bool voted_ = false;
  bool bounded_ = false;
  int questions_ = 0;
  std::vector<Open> path_;  // from the root to it, those that have a question
};

Result<RandomForest> RandomForest::parse(std::string_view yaml) {
  if (yaml.size() > kMaxForestBytes) return Error{ErrorCode::too_large, "the forest has more than 256 MB"};
  return ForestReader(yaml).read();
}

std::size_t RandomForest::votes(const std::array<float, kFingerMeasures>& features) const {
  std::size_t votes = 0;
  for (std::size_t node : roots_) {
    while (nodes_[node].feature >= 0) {
      const Node& here = nodes_[node];
      node = features[static_cast<std::size_t>(here.feature)] <= here.threshold ? node + 1 : here.second;
    }
    votes += nodes_[node].vote ? 1 : 0;
  }
  return votes;
}

}  // namespace enrolkit::nfiq2
