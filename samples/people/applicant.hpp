// SPDX-License-Identifier: Apache-2.0
// Who the synthetic person is: names, dates, numbers. All invented.
#pragma once

#include <string>

#include "enrolkit/date.hpp"
#include "people/random.hpp"

namespace enrolkit::people {

struct Identity {
  std::string surname;
  std::string given_names;
  bool female = false;
  Date birth_date{};
  std::string place_of_birth;
  std::string personal_number;
  std::string document_number;
  std::string post;
  Date on{};
  std::string kind = "ordinary";
};

// Somebody who has completed `age` years on the day `on`.
[[nodiscard]] Identity draw_identity(Random& random, int age, bool female, Date on);

// The applicant's file.
[[nodiscard]] std::string applicant_json(const Identity& identity);

}  // namespace enrolkit::people
