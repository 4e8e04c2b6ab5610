// SPDX-License-Identifier: Apache-2.0
// Templates to be written, wherever their parts stand: nothing is copied before it is encoded.
#pragma once

#include <variant>
#include <vector>

#include "enrolkit/biometric_groups.hpp"

namespace enrolkit::lds {

template <class Record, class Block>
struct TemplateParts {
  const BiometricHeader* header = nullptr;  // none: the usual one
  const Record* record = nullptr;           // one of the two
  const Block* block = nullptr;
};
using FaceParts = TemplateParts<FaceRecord, FaceBlock>;
using FingerParts = TemplateParts<FingerImageRecord, FingerBlock>;

template <class View, class Template>
View parts_of_one(const Template& made) {
  return {made.header ? &*made.header : nullptr, std::get_if<0>(&made.record), std::get_if<1>(&made.record)};
}

template <class View, class Template>
std::vector<View> parts_of(const std::vector<Template>& templates) {
  std::vector<View> all;
  all.reserve(templates.size());
  for (const Template& made : templates) all.push_back(parts_of_one<View>(made));
  return all;
}

[[nodiscard]] Result<Bytes> encode_faces(const std::vector<FaceParts>& faces);
[[nodiscard]] Result<Bytes> encode_fingers(const std::vector<FingerParts>& fingers, BytesView filler);

}  // namespace enrolkit::lds
