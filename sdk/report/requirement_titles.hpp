// SPDX-License-Identifier: Apache-2.0
// What the officer reads in place of a requirement's short name, and where it stands in a report.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace enrolkit {

struct RequirementTitle {
  std::string_view name;
  std::string_view title;
  std::string_view group;
};

// The photo requirements, group by group.
std::span<const RequirementTitle> photo_requirement_titles();

// The title; the words of the name when it has none.
std::string title_of(std::string_view requirement);

// The group; empty when the requirement has none.
std::string_view group_of(std::string_view requirement);

}  // namespace enrolkit
