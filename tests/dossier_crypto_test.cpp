// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/crypto/random.hpp"

namespace enrolkit::crypto {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

SecretKey key_of(std::string_view text) {
  const Bytes bytes = hex(text);
  return SecretKey(std::span<const std::uint8_t, kKeyBytes>(bytes));
}

BytesView view(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

// The GCM specification (McGrew and Viega), test case 16: AES-256, 96-bit nonce, associated data.
TEST(AesGcm, OpensThePublishedTestCase) {
  const SecretKey key = key_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const Bytes associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const Bytes sealed = hex(
      "cafebabefacedbaddecaf888"
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0a"
      "bcc9f662"
      "76fc6ece0f4e1768cddf8853bb2d551b");
  const std::string_view data(reinterpret_cast<const char*>(associated.data()), associated.size());
  const auto plain = open_sealed(key, sealed, data);
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(
      to_hex(*plain),
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de6"
      "57ba637b39");
  EXPECT_FALSE(open_sealed(key, sealed, "other"));
}

TEST(AesGcm, RefusesEveryChangedBitAndEveryPrefix) {
  const auto key = random_key();
  ASSERT_TRUE(key);
  const auto sealed = seal(*key, view("twenty-seven bytes of text!"), "place");
  ASSERT_TRUE(sealed);
  for (std::size_t bit = 0; bit < sealed->size() * 8; ++bit) {
    Bytes changed = *sealed;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto opened = open_sealed(*key, changed, "place");
    ASSERT_FALSE(opened) << bit;
    EXPECT_EQ(opened.error().code, ErrorCode::crypto);
  }
  for (std::size_t size = 0; size < sealed->size(); ++size) {
    const auto opened = open_sealed(*key, BytesView(*sealed).first(size), "place");
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().code, size < kSealOverhead ? ErrorCode::truncated : ErrorCode::crypto);
  }
  const auto nothing = seal(*key, {}, "place");
  ASSERT_TRUE(nothing);
  EXPECT_EQ(open_sealed(*key, *nothing, "place").value(), Bytes{});
  EXPECT_NE(*seal(*key, view("same"), ""), *seal(*key, view("same"), "")) << "a nonce was used twice";
}

// RFC 7914, 12: the third vector has N = 16384, r = 8, p = 1; 64 bytes, of which the first 32 are those of a key of 32
// (PBKDF2 gives them block by block).
TEST(Scrypt, GivesThePublishedKey) {
  const auto key = scrypt_key("pleaseletmein", view("SodiumChloride"), 14, 8, 1);
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(to_hex(key->view()), "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
}

// RFC 4231, test case 1 has a key of 20 bytes 0x0b; an HMAC key is padded with zeros, so that 32 bytes give the same.
TEST(Hmac, GivesThePublishedMac) {
  const auto mac =
      hmac_sha256(key_of("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b000000000000000000000000"), view("Hi There"));
  ASSERT_TRUE(mac);
  EXPECT_EQ(to_hex(*mac), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(Hkdf, GivesAnotherKeyForEachPurpose) {
  const auto key = random_key();
  ASSERT_TRUE(key);
  const auto one = derive_key(*key, "one");
  const auto two = derive_key(*key, "two");
  ASSERT_TRUE(one && two);
  EXPECT_FALSE(equal(one->view(), two->view()));
  EXPECT_TRUE(equal(one->view(), derive_key(*key, "one")->view()));
  EXPECT_FALSE(equal(one->view(), key->view()));
}

TEST(Hexadecimal, ReadsWhatItWritesAndNothingElse) {
  EXPECT_EQ(to_hex(hex("00ff7f10")), "00ff7f10");
  for (const char* wrong : {"0", "0g", "FF", " 0", "0x"}) EXPECT_FALSE(from_hex(wrong)) << wrong;
}

}  // namespace
}  // namespace enrolkit::crypto
