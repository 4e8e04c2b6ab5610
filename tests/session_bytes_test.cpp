// SPDX-License-Identifier: Apache-2.0
// The bytes of a session that was put away, damaged and forged.
#include <gtest/gtest.h>

#include "enrolkit/session.hpp"
#include "sdk/dossier/sha256.hpp"
#include "tests/drawn_applicant.hpp"

namespace enrolkit {
namespace {

using Position = FingerPosition;

Bytes small_session() {
  EnrolmentSession session = begun_session(drawn_adult());
  EXPECT_TRUE(session.except_finger(Position::right_index, {FingerFault::bandaged, false}, kAnna));
  EXPECT_TRUE(session.except_signature({SignatureFault::cannot_write, true}, kAnna));
  return session.serialise();
}

TEST(SessionBytes, DamagedBytesAreToldAndNeverResumed) {
  const Bytes bytes = small_session();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto resumed = EnrolmentSession::resume(BytesView(bytes).first(size), drawn_setup(), "the session");
    ASSERT_FALSE(resumed) << size;
    EXPECT_EQ(resumed.error().message.rfind("the session", 0), 0U) << resumed.error().message;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes flipped = bytes;
    flipped[at] ^= 0x20U;
    ASSERT_FALSE(EnrolmentSession::resume(flipped, drawn_setup(), "the session")) << at;
  }
  Bytes newer = bytes;
  newer[16] = 2;
  EXPECT_EQ(EnrolmentSession::resume(newer, drawn_setup(), "s").error().code, ErrorCode::unsupported);
  EnrolmentSetup other = drawn_setup();
  other.policy.version = "0";
  EXPECT_EQ(EnrolmentSession::resume(bytes, other, "s").error().code, ErrorCode::invalid_argument);
}

// Somebody who can compute a checksum, too, gets no session that steps could not have led to.
TEST(SessionBytes, ForgedBytesGiveASessionOrAnError) {
  const Bytes bytes = small_session();
  const std::size_t body = bytes.size() - 64;
  int resumed = 0;
  for (std::size_t at = 17; at < body; at += 3) {
    Bytes forged(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(body));
    forged[at] ^= at % 2 == 0 ? 0x01U : 0x80U;
    const std::string digest = sha256_hex(forged);
    forged.insert(forged.end(), digest.begin(), digest.end());
    const auto session = EnrolmentSession::resume(forged, drawn_setup(), "the session");
    if (!session) continue;
    ++resumed;
    EXPECT_FALSE(session->status().next.empty());
  }
  EXPECT_GT(resumed, 0);  // a letter of a name, for one
}

}  // namespace
}  // namespace enrolkit
