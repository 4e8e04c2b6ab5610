// SPDX-License-Identifier: Apache-2.0
// What both conversions need: telling what is not carried, and identifiers that one generation has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/record_conversion.hpp"

namespace enrolkit::records {

inline constexpr std::uint16_t kNotTold = 65535;  // see ConversionIds
inline constexpr std::uint16_t kMaxQuality = 100;

class ConversionNotes {
 public:
  ConversionNotes() = default;  // nobody wants to know
  explicit ConversionNotes(std::vector<Uncarried>& uncarried) : uncarried_(&uncarried) {}

  // The parts of the reason are texts and numbers.
  template <class... Parts>
  void add(std::string_view field, const Parts&... parts) {
    if (uncarried_ != nullptr) uncarried_->push_back({std::string(field), (text(parts) + ...)});
  }
  void add_if(bool there, std::string_view field, std::string_view reason) {
    if (there) add(field, reason);
  }
  void has_no_place(bool there, std::string_view field) {
    add_if(there, field, "the other generation has no place for it");
  }

 private:
  static std::string text(std::string_view part) { return std::string(part); }
  static std::string text(int part) { return std::to_string(part); }

  std::vector<Uncarried>* uncarried_ = nullptr;
};

// A quality that a record states without telling whose it is.
inline std::vector<ScoreBlock> quality_blocks(std::uint16_t quality, const ConversionIds& ids, ConversionNotes& notes) {
  if (quality == 0) return {};
  if (quality <= kMaxQuality) return {{ids.quality_algorithm, static_cast<std::uint8_t>(quality)}};
  notes.add("quality", quality, " is no score from 0 to 100");
  return {};
}

inline std::uint8_t quality_of(const std::vector<ScoreBlock>& blocks, const ConversionIds& ids,
                               ConversionNotes& notes) {
  if (blocks.empty()) return 0;
  const ScoreBlock& first = blocks.front();
  notes.add_if(!(first.algorithm == ids.quality_algorithm), "quality algorithm",
               "a record does not tell whose score it is");
  notes.add_if(blocks.size() > 1, "quality", "a record has one score, the first is kept");
  notes.add_if(!first.score, "quality", "a failure to assess is not told from no assessment");
  notes.add_if(first.score && *first.score == 0, "quality", "a score of 0 is not told from no assessment");
  return first.score.value_or(0);
}

inline std::optional<RegistryId> device_model(std::uint16_t device, const ConversionIds& ids) {
  if (device == 0) return std::nullopt;
  return RegistryId{ids.device_organization, device};
}

inline std::uint16_t device_of(const std::optional<RegistryId>& model, const ConversionIds& ids,
                               ConversionNotes& notes) {
  if (!model) return 0;
  notes.add_if(model->organization != ids.device_organization, "device organization",
               "a record does not tell whose device it is");
  return model->id;
}

}  // namespace enrolkit::records
