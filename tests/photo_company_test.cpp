// SPDX-License-Identifier: Apache-2.0
// Somebody or something else in the picture.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/scene_defects.hpp"
#include "tests/real_people.hpp"

namespace enrolkit {
namespace {

using testing::real_people;
using testing::refused_by;

TEST(PhotoCompany, OtherPeopleAndThings) {
  const auto people = real_people();
  if (people.empty()) GTEST_SKIP() << "no real portraits in " << ENROLKIT_SHARED_DATA;
  const int most = static_cast<int>(people.size()) - 1;
  const auto with = [&people](double scale, double centre) {
    return [&people, scale, centre](const testing::PersonCutout& p, int i) {
      const auto& other = people[(static_cast<std::size_t>(i) + 1) % people.size()];
      return testing::with_other_person(p, other,
                                        {.scale = scale, .centre = i % 2 == 0 ? centre : 1 - centre, .eye_line = 0.25});
    };
  };
  EXPECT_EQ(refused_by(people, "single_face", [](const auto& p, int) { return p.image; }), 0);
  EXPECT_GE(refused_by(people, "single_face", with(0.3, 0.12)), most);
  EXPECT_GE(refused_by(people, "single_face", with(0.36, 0.0)), most);
  // The applicant's head hides a part of the face.
  EXPECT_GE(refused_by(people, "single_face", with(0.25, 0.15)), most);
  EXPECT_GE(refused_by(people, "single_face", with(0.36, 0.13)), most);
  EXPECT_GE(refused_by(people, "single_face", with(0.5, 0.13)), most);
  EXPECT_GE(refused_by(
                people, "edges_clear",
                [](const auto& p, int i) { return testing::with_thing_at_edge(p, testing::EdgeThing::plant, 0.1, i); }),
            most);
  EXPECT_GE(
      refused_by(people, "edges_clear",
                 [](const auto& p, int i) { return testing::with_thing_at_edge(p, testing::EdgeThing::hand, 0.1, i); }),
      most);
  // Deep enough to hang together with the head, and of the colour of hair.
  for (const auto thing : {testing::EdgeThing::hand, testing::EdgeThing::shoulder}) {
    EXPECT_GE(refused_by(people, "edges_clear",
                         [thing](const auto& p, int i) { return testing::with_thing_at_edge(p, thing, 0.2, i % 2); }),
              most);
  }
  EXPECT_EQ(refused_by(people, "edges_clear", [](const auto& p, int) { return p.image; }), 0);
  // Leaves are nobody, and a door frame beside the head is not either.
  for (const double reach : {0.12, 0.2}) {
    EXPECT_EQ(refused_by(people, "single_face",
                         [reach](const auto& p, int i) {
                           return testing::with_thing_at_edge(p, testing::EdgeThing::plant, reach, i);
                         }),
              0);
  }
  EXPECT_EQ(refused_by(people, "single_face",
                       [](const auto& p, int i) { return testing::with_wall(p, testing::Wall::door, 1, i); }),
            0);
}

}  // namespace
}  // namespace enrolkit
