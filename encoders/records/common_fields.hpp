// SPDX-License-Identifier: Apache-2.0
// The blocks of ISO/IEC 39794-1, described once for reading and writing. `Ref` is T& there and const T& here.
#pragma once

#include "encoders/records/field_reader.hpp"
#include "encoders/records/field_writer.hpp"
#include "enrolkit/blocks.hpp"

namespace enrolkit::records {

inline constexpr NumberRange kUpTo65535{0, 65535}, kScore{0, 100};

template <class A>
void describe(A& a, typename A::template Ref<BlockVersion> version) {
  a.number(0, version.generation, {3, 65535}, "the generation");
  a.number(1, version.year, {2019, 9999}, "the year of the standard");
}

template <class A>
void describe(A& a, typename A::template Ref<RegistryId> id) {
  a.number(0, id.organization, {1, 65535}, "the organization");
  a.number(1, id.id, {1, 65535}, "the identifier");
}

template <class A>
void describe(A& a, typename A::template Ref<BlockDateTime> time) {
  a.number(0, time.year, {0, 9999}, "the year");
  a.number(1, time.month, {1, 12}, "the month");
  a.number(2, time.day, {1, 31}, "the day");
  a.number(3, time.hour, {0, 23}, "the hour");
  a.number(4, time.minute, {0, 59}, "the minute");
  a.number(5, time.second, {0, 59}, "the second");
  a.number(6, time.millisecond, {0, 999}, "the millisecond");
}

// A score, or why there is none: the standard knows one reason.
template <class A>
void score_or_error(A& a, unsigned tag, typename A::template Ref<std::optional<std::uint8_t>> score) {
  a.wrap(tag, "the score", [&](A& choice) {
    if (choice.chosen(0, score.has_value())) return choice.number(0, score, kScore, "the score");
    std::uint8_t failure = 0;
    choice.enumeration(1, failure, 0, "the scoring error");
  });
}

template <class A>
void describe(A& a, typename A::template Ref<ScoreBlock> block) {
  a.block(0, block.algorithm, "the algorithm");
  score_or_error(a, 1, block.score);
}

template <class A>
void describe(A& a, typename A::template Ref<ExtendedData> block) {
  a.block(0, block.type, "the data type");
  a.octets(1, block.data, "the extended data");
}

template <class A>
void describe(A& a, typename A::template Ref<PadBlock> pad) {
  if (a.listed("attack detection", [&](A& one) { describe(one, pad); })) return;  // as JMRTD 0.8 writes it
  a.enumeration(0, pad.decision, 2, "the decision on an attack");
  a.list(1, pad.scores, "a score of attack detection");
  a.list(2, pad.extended, "extended data of attack detection");
  a.enumeration(3, pad.context, 2, "the capture context");
  a.enumeration(4, pad.supervision, 4, "the supervision level");
  a.number(5, pad.risk, kScore, "the risk level");
  a.enumeration(6, pad.criteria, 2, "the criteria category");
  a.octets(7, pad.parameter, "the parameter of attack detection");
  a.octets_list(8, pad.challenges, "a challenge of attack detection");
  a.block(9, pad.captured, "the time of attack detection");
}

}  // namespace enrolkit::records
