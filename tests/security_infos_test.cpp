// SPDX-License-Identifier: Apache-2.0
// EF.DG13, EF.DG14, EF.DG15 and EF.CardAccess.
#include <algorithm>

#include "enrolkit/data_groups.hpp"
#include "tests/chip_files.hpp"

namespace enrolkit {
namespace {

// Chip authentication with ECDH, 3DES, version 1; terminal authentication version 1 (BSI TR-03110-3 appendix A.1.1).
const SecurityInfo kChipAuthentication = {"0.4.0.127.0.7.2.2.3.2.1", from_hex("020101"), {}};
const SecurityInfo kTerminalAuthentication = {"0.4.0.127.0.7.2.2.2", from_hex("020101"), {}};
const char* const kTerminalHex = "300D060804007F0007020202020101";
const char* const kChipHex = "300F060A04007F00070202030201020101";

TEST(DataGroup14, IsWrittenSorted) {
  const Bytes file = from_hex(std::string("6E223120") + kTerminalHex + kChipHex);
  EXPECT_EQ(encode_dg14({kChipAuthentication, kTerminalAuthentication}).value(), file);
  EXPECT_EQ(encode_dg14({kTerminalAuthentication, kChipAuthentication}).value(), file);
  EXPECT_EQ(decode_dg14(file).value(), (std::vector<SecurityInfo>{kTerminalAuthentication, kChipAuthentication}));
  expect_no_prefix_decodes(file, decode_dg14);
  expect_answers_to_hostile_bytes(file, decode_dg14);
}

TEST(DataGroup14, TellsAnotherOrder) {
  const Bytes file = from_hex(std::string("6E223120") + kChipHex + kTerminalHex);
  EXPECT_EQ(
      decode_dg14(file).error().message,
      "EF.DG14: at byte 21: the security infos are not sorted as DER sorts a SET OF (ISO/IEC 8825-1 clause 11.6)");
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_dg14(file, lenient(found)).value(),
            (std::vector<SecurityInfo>{kChipAuthentication, kTerminalAuthentication}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].tolerated);
}

TEST(DataGroup14, RefusesWhatIsNoSecurityInfo) {
  EXPECT_EQ(encode_dg14({}).error().code, ErrorCode::invalid_argument);
  for (const char* oid : {"", "1", "1.2.", "a", "3.1.1", "1.40.1", "1..2", "1.2.840 ", "-1.2.3"}) {
    EXPECT_FALSE(encode_dg14({{oid, from_hex("0500"), {}}})) << oid;
  }
  for (const char* data : {"", "05", "0501", "05000500", "3003040500", "30800000", "04810100"}) {
    EXPECT_FALSE(encode_dg14({{"1.2.3", from_hex(data), {}}})) << data;
  }
  EXPECT_FALSE(encode_dg14({{"1.2.3", from_hex("0500"), from_hex("0501")}}));
  EXPECT_TRUE(encode_dg14({{"1.2.3", from_hex("0500"), from_hex("020101")}}));
  for (const char* bad : {"6E00", "6E023000", "6E023100", "6E0431023000", "6E0831063004060200800500"}) {
    EXPECT_FALSE(decode_dg14(from_hex(bad))) << bad;
  }
}

// PACE with ECDH, generic mapping, AES-128, version 2, parameters 13 (brainpoolP256r1): Doc 9303-11 section 9.2.1.
TEST(CardAccess, HoldsThePaceInfoWithoutATag) {
  const Bytes file = from_hex("31143012060A04007F0007020204020202010202010D");
  const std::vector<SecurityInfo> infos = decode_card_access(file).value();
  EXPECT_EQ(infos, (std::vector<SecurityInfo>{{"0.4.0.127.0.7.2.2.4.2.2", from_hex("020102"), from_hex("02010D")}}));
  EXPECT_EQ(encode_card_access(infos).value(), file);
  EXPECT_EQ(decode_card_access(Bytes{}).error().message.rfind("EF.CardAccess: at byte 0: ", 0), 0U);
  expect_no_prefix_decodes(file, decode_card_access);
  expect_answers_to_hostile_bytes(file, decode_card_access);
}

TEST(DataGroup13, HoldsWhatTheIssuerLikes) {
  const Bytes file = from_hex("6D03ABCDEF");
  EXPECT_EQ(encode_dg13(from_hex("ABCDEF")).value(), file);
  EXPECT_EQ(decode_dg13(file).value(), from_hex("ABCDEF"));
  EXPECT_EQ(encode_dg13(Bytes(kMaxChipFileBytes)).error().code, ErrorCode::too_large);
  expect_no_prefix_decodes(file, decode_dg13);
}

// P-256's base point as a key: RFC 5480 section 2.1, SEC 2 section 2.4.2.
const char* const kKey =
    "3059301306072A8648CE3D020106082A8648CE3D030107034200"
    "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
    "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";

TEST(DataGroup15, HoldsAPublicKey) {
  const Bytes key = from_hex(kKey);
  const Bytes file = from_hex(std::string("6F5B") + kKey);
  EXPECT_EQ(encode_dg15(key).value(), file);
  EXPECT_EQ(decode_dg15(file).value(), key);
  expect_no_prefix_decodes(file, decode_dg15);
  expect_answers_to_hostile_bytes(file, decode_dg15);
  EXPECT_EQ(encode_dg15({}).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(encode_dg15(key + "x"));
  Bytes off_the_curve = key;
  off_the_curve.back() ^= 1;
  EXPECT_FALSE(encode_dg15(off_the_curve));
  EXPECT_FALSE(decode_dg15(from_hex("6F053003020101")));
}

TEST_F(SharedChipFiles, SecurityFilesSurviveARoundTrip) {
  for (const char* name :
       {"jmrtd/lds/bsi2008/Datagroup15.bin", "jmrtd/lds/loes2006/ef010F.bin", "tsemrtd/EF_DG15.bin"}) {
    const Bytes file = load(name);
    EXPECT_EQ(encode_dg15(decode_dg15(file).value()).value(), file) << name;
  }
  // Not sorted: its longest element comes first. It comes back sorted: the same elements, the longest last.
  for (const char* name : {"jmrtd/lds/bsi2008/Datagroup14.bin", "tsemrtd/EF_DG14.bin"}) {
    const Bytes file = load(name);
    EXPECT_FALSE(decode_dg14(file));
    std::vector<ChipDeviation> found;
    const std::vector<SecurityInfo> infos = decode_dg14(file, lenient(found)).value();
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(found[0].offset, 302U);
    EXPECT_EQ(found[0].rule, "ISO/IEC 8825-1 clause 11.6");
    ASSERT_EQ(infos.size(), 3U);
    EXPECT_EQ(infos[0].protocol, "0.4.0.127.0.7.2.2.1.2");
    const Bytes sorted = encode_dg14(infos).value();
    EXPECT_EQ(sorted.size(), file.size());
    EXPECT_NE(sorted, file);
    EXPECT_TRUE(std::is_permutation(sorted.begin(), sorted.end(), file.begin()));
    EXPECT_EQ(decode_dg14(sorted).value().back(), infos[0]);
  }
}

}  // namespace
}  // namespace enrolkit
