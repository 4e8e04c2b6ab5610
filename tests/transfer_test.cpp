// SPDX-License-Identifier: Apache-2.0
// The hand-over: sealed by the station, opened by enrolkit and by the openssl command, changed, cut and sent twice.
#include "enrolkit/transfer.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "enrolkit/reissue.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/dossier/tar.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

const Timestamp kNow = std::chrono::sys_days(std::chrono::year{2026} / 11 / 22);

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// Keys and certificates of a station (elliptic curve) and of recipients, made by the openssl command.
class Transfer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new TemporaryFolder;
    make("station", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "digitalSignature");
    make("stranger", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "digitalSignature");
    make("rsa-station", "-newkey rsa:2048", "digitalSignature");
    make("centre", "-newkey rsa:2048", "keyEncipherment");
    make("reserve", "-newkey ec -pkeyopt ec_paramgen_curve:P-384", "keyAgreement");
    make("nobody", "-newkey rsa:2048", "keyEncipherment");
  }
  static void TearDownTestSuite() { delete world_; }

  static void make(const std::string& name, const std::string& key, const std::string& usage) {
    const std::string stem = file(name);
    ASSERT_EQ(run_command("openssl req -x509 -nodes -days 30 " + key + " -keyout '" + stem + ".key' -out '" + stem +
                          ".pem' -subj '/C=BE/O=TEST/CN=" + name + "' -addext keyUsage=critical," + usage),
              0);
  }
  static std::string file(const std::string& name) { return (*world_ / name).string(); }
  static Bytes certificate(const std::string& name) { return load(file(name + ".pem")); }
  static std::unique_ptr<Signer> signer(const std::string& name) {
    return make_file_signer(file(name + ".key"), file(name + ".pem")).value();
  }
  static RecipientKey key(const std::string& name) {
    return RecipientKey::load(file(name + ".key"), file(name + ".pem")).value();
  }

  // A dossier of the shape that an enrolment has; the samples are random, to be found again.
  static std::vector<FileEntry> dossier(const std::string& verdict = "compliant",
                                        const std::string& date = "2026-11-22") {
    std::vector<FileEntry> files = {{"photo.jpg", Bytes(70000, 0xA5)},
                                    {"chip/EF.COM", {0x60, 0x05, 0x5F, 0x01, 0x02, 0x30, 0x31}},
                                    {"chip/EF.DG1", Bytes(93, 0x41)},
                                    {"empty.txt", {}}};
    std::string list;
    for (const FileEntry& one : files) {
      list += std::string(list.empty() ? "" : ",") + R"({"path":")" + one.path + R"(","bytes":)" +
              std::to_string(one.bytes.size()) + R"(,"sha256":")" + sha256_hex(one.bytes) + R"("})";
    }
    files.push_back(
        {"dossier.json",
         bytes_of(R"({"schema":"enrolkit.dossier/1","verdict":")" + verdict +
                  R"(","applicant":{"birth_date":"1990-01-01","application":{"kind":"ordinary","date":")" + date +
                  R"(","keep_seven_years":false}},"rules":{"policy":{"name":"be-passport-2026","version":"1"}},)" +
                  R"("mrz":{"lines":[]},"files":[)" + list + "]}")});
    return files;
  }

  static Bytes sealed(const std::vector<std::string>& recipients, const std::string& station = "station") {
    std::vector<Bytes> certificates;
    for (const std::string& name : recipients) certificates.push_back(certificate(name));
    auto message = seal_transfer(dossier(), *signer(station), certificates, kNow);
    EXPECT_TRUE(message) << message.error().message;
    return message ? *std::move(message) : Bytes();
  }

  static TemporaryFolder* world_;
};

TemporaryFolder* Transfer::world_ = nullptr;

void expect_same(const std::vector<FileEntry>& a, const std::vector<FileEntry>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].path, b[i].path);
    EXPECT_EQ(a[i].bytes, b[i].bytes) << a[i].path;
  }
}

TEST_F(Transfer, EachRecipientOpensWhatEitherKindOfStationSealed) {
  for (const char* station : {"station", "rsa-station"}) {
    const Bytes message = sealed({"centre", "reserve"}, station);
    for (const char* recipient : {"centre", "reserve"}) {
      const auto opened = open_transfer(message, key(recipient), {certificate(station)}, "the message");
      ASSERT_TRUE(opened) << station << " " << recipient << ": " << opened.error().message;
      EXPECT_EQ(opened->id, transfer_id(dossier()));
      EXPECT_EQ(opened->sealed, kNow);
      EXPECT_NE(opened->station.find(station), std::string::npos);
      expect_same(opened->files, dossier());
    }
  }
}

TEST_F(Transfer, TheOpensslCommandAndTarReadIt) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "m.p7m", BytesView(sealed({"centre", "reserve"}))));
  for (const char* recipient : {"centre", "reserve"}) {
    const std::string out = (folder / recipient).string();
    ASSERT_EQ(
        run_command("openssl cms -decrypt -inform DER -in '" + (folder / "m.p7m").string() + "' -recip '" +
                    file(recipient) + ".pem' -inkey '" + file(recipient) + ".key' -binary -out '" + out + ".p7s'"),
        0);
    const std::string verify =
        "openssl cms -verify -inform DER -in '" + out + ".p7s' -binary -out '" + out + ".tar' -purpose any -CAfile '";
    ASSERT_EQ(run_command(verify + file("station") + ".pem'"), 0);
    EXPECT_NE(run_command(verify + file("stranger") + ".pem'"), 0);
    ASSERT_EQ(run_command(verify + file("station") + ".pem'"), 0);
    fs::create_directory(out + ".d");
    ASSERT_EQ(run_command("tar -xf '" + out + ".tar' -C '" + out + ".d'"), 0);
    for (const FileEntry& one : dossier()) {
      std::ifstream input(out + ".d/" + one.path, std::ios::binary);
      const Bytes bytes{std::istreambuf_iterator<char>(input), {}};
      EXPECT_EQ(bytes, one.bytes) << one.path;
    }
    EXPECT_TRUE(fs::exists(out + ".d/transfer.json"));
  }
}

TEST_F(Transfer, NobodyElseOpensItAndNoStrangerIsTrusted) {
  const Bytes message = sealed({"centre", "reserve"});
  const auto other = open_transfer(message, key("nobody"), {certificate("station")}, "the message");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::permission_denied);
  EXPECT_NE(other.error().message.find("CN=centre"), std::string::npos) << other.error().message;
  EXPECT_NE(other.error().message.find("CN=reserve"), std::string::npos) << other.error().message;
  const auto stranger = open_transfer(message, key("centre"), {certificate("stranger")}, "the message");
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().code, ErrorCode::crypto);
  EXPECT_NE(stranger.error().message.find("not trusted"), std::string::npos) << stranger.error().message;
  EXPECT_FALSE(open_transfer(message, key("centre"), {}, "the message"));
  EXPECT_FALSE(RecipientKey::load(file("centre.key"), file("nobody.pem")));
}

// A document signer as a passport PKI makes it: its curve's parameters are stated, and its CA is who is trusted.
TEST_F(Transfer, AStationOfThePassportPkiIsTrustedByItsCa) {
  const TemporaryFolder folder;
  const fs::path pki = make_test_pki(folder, "pki");
  const fs::path other = make_test_pki(folder, "other");
  const auto station = make_file_signer(pki / "ds.key", pki / "ds.pem").value();
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const Bytes message = seal_transfer(dossier(), *station, {certificate("centre")}, now).value();
  const auto opened = open_transfer(message, key("centre"), {load(pki / "csca.pem")}, "the message");
  ASSERT_TRUE(opened) << opened.error().message;
  expect_same(opened->files, dossier());
  const auto stranger = open_transfer(message, key("centre"), {load(other / "csca.pem")}, "the message");
  ASSERT_FALSE(stranger);
  EXPECT_NE(stranger.error().message.find("not trusted"), std::string::npos) << stranger.error().message;
}

TEST_F(Transfer, AChangeOnTheWayIsFoundWhereverItIs) {
  const Bytes message = sealed({"centre"});
  const RecipientKey centre = key("centre");
  const std::vector<Bytes> stations = {certificate("station")};
  for (std::size_t at = 0; at < message.size(); at += at < 1500 ? 37 : 5003) {
    Bytes changed = message;
    changed[at] ^= 0x10U;
    const auto opened = open_transfer(changed, centre, stations, "the message");
    if (opened) {  // some bits are not covered, such as the version of a structure: then nothing may differ
      expect_same(opened->files, dossier());
      continue;
    }
    EXPECT_EQ(opened.error().message.rfind("the message", 0), 0U) << opened.error().message;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, message.size() / 2, message.size() - 1}) {
    EXPECT_FALSE(open_transfer(BytesView(message).first(size), centre, stations, "the message")) << size;
  }
  Bytes longer = message;
  longer.push_back(0);
  EXPECT_FALSE(open_transfer(longer, centre, stations, "the message"));
}

// In the middle of the photo: the decrypted block is garbled, and the file is named.
TEST_F(Transfer, TheFileThatWasChangedIsNamed) {
  Bytes message = sealed({"centre"});
  message[message.size() / 2] ^= 1U;
  const auto opened = open_transfer(message, key("centre"), {certificate("station")}, "the message");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::crypto);
  EXPECT_NE(opened.error().message.find("photo.jpg has other content"), std::string::npos) << opened.error().message;
}

TEST_F(Transfer, WhatMayNotBeProducedIsNotSealed) {
  const std::vector<Bytes> centre = {certificate("centre")};
  const auto station = signer("station");
  EXPECT_EQ(seal_transfer(dossier("review"), *station, centre, kNow).error().code, ErrorCode::refused_by_rules);
  EXPECT_EQ(seal_transfer(dossier(), *station, {}, kNow).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(seal_transfer({{"photo.jpg", {1}}}, *station, centre, kNow).error().code, ErrorCode::invalid_argument);
  for (const char* path : {"../photo.jpg", "/etc/passwd", "a//b", "", "transfer.json", "a/./b", "line\nbreak"}) {
    auto files = dossier();
    files.push_back({path, {1}});
    EXPECT_FALSE(seal_transfer(files, *station, centre, kNow)) << path;
  }
  auto changed = dossier();
  changed[0].bytes[5] ^= 1U;
  const auto refused = seal_transfer(changed, *station, centre, kNow);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("photo.jpg"), std::string::npos);
}

TEST_F(Transfer, ARecordSentTwiceIsThereOnce) {
  const TemporaryFolder inbox;
  const auto open = [&] {
    return open_transfer(sealed({"centre"}), key("centre"), {certificate("station")}, "m").value();
  };
  const auto first = store_transfer(open(), inbox.path());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_FALSE(first->was_there);
  const auto second = store_transfer(open(), inbox.path());
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->was_there);
  EXPECT_EQ(second->folder, first->folder);
  EXPECT_EQ(std::distance(fs::directory_iterator(inbox.path()), {}), 1);
  ASSERT_TRUE(load_dossier(first->folder));
  ASSERT_TRUE(write_file(first->folder / "photo.jpg", std::string_view("another")));
  const auto third = store_transfer(open(), inbox.path());
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::already_exists);
  EXPECT_NE(third.error().message.find("photo.jpg"), std::string::npos);
  EXPECT_FALSE(load_dossier(first->folder));
}

TEST_F(Transfer, PartsArriveInAnyOrderAndOnlyTheLostAreSentAgain) {
  const TemporaryFolder out;
  const TemporaryFolder in;
  const Bytes message = sealed({"centre"});
  const std::string id = transfer_id(dossier());
  EXPECT_FALSE(write_transfer_parts(message, id, 100, out.path()));
  ASSERT_TRUE(write_transfer_parts(message, id, 10000, out.path()));
  const fs::path list = in / (id + ".parts.json");
  fs::copy_file(out / (id + ".parts.json"), list);
  const auto send = [&](const std::string& part) {
    fs::copy_file(out / part, in / part, fs::copy_options::overwrite_existing);
  };
  send(id + ".p7m.003");
  auto review = review_transfer_parts(list);
  ASSERT_TRUE(review) << review.error().message;
  EXPECT_EQ(review->missing.size(), (message.size() + 9999) / 10000 - 1);
  for (const std::string& part : review->missing) send(part);
  fs::resize_file(in / (id + ".p7m.002"), 9000);
  EXPECT_EQ(join_transfer_parts(list).error().code, ErrorCode::truncated);
  review = review_transfer_parts(list);
  EXPECT_TRUE(review->missing.empty());
  EXPECT_EQ(review->damaged, std::vector<std::string>{id + ".p7m.002"});
  send(review->damaged.front());
  EXPECT_TRUE(review_transfer_parts(list)->complete());
  EXPECT_EQ(join_transfer_parts(list).value(), message);
  ASSERT_TRUE(write_file(
      list, std::string_view(R"({"schema":"enrolkit.transfer_parts/1","version":"1","id":"../../x","parts":[]})")));
  EXPECT_FALSE(review_transfer_parts(list));
}

TEST(Tar, HostileArchivesAreErrors) {
  const Bytes archive = write_tar({{"a/b.txt", bytes_of("hello")}, {"c", Bytes(600, 7)}});
  ASSERT_EQ(read_tar(archive, "x").value().size(), 2U);
  for (std::size_t size = 0; size < archive.size(); ++size) {
    const auto read = read_tar(BytesView(archive).first(size), "x");
    EXPECT_TRUE(!read || size >= archive.size() - 512) << size;  // one block of the two at its end is enough
  }
  for (std::size_t at = 0; at < 512; ++at) {
    if (at == 155) continue;  // the space after the checksum, which says nothing
    Bytes changed = archive;
    changed[at] ^= 1U;
    EXPECT_FALSE(read_tar(changed, "x")) << at;
  }
}

// 3 months of 2026-11-22 end with 2027-02-22 (by hand).
TEST_F(Transfer, ChipFilesAreMadeAgainForThreeMonthsAndForNothingElse) {
  const Policy policy = builtin_policy("be-passport-2026").value();
  const auto day = [](const char* text) { return parse_date(text).value(); };
  const auto on = [&](const char* date, const char* purpose = "production") {
    return reissue_chip(dossier(), policy, nullptr, day(date), purpose);
  };
  for (const char* date : {"2026-11-22", "2027-02-22"}) {
    const auto again = on(date);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->chip.at(ChipFile::dg1), Bytes(93, 0x41));
    EXPECT_EQ(format_date(again->until), "2027-02-22");
  }
  for (const char* date : {"2026-11-21", "2027-02-23", "2030-01-01"}) {
    const auto late = on(date);
    ASSERT_FALSE(late) << date;
    EXPECT_EQ(late.error().code, ErrorCode::refused_by_rules);
    EXPECT_NE(late.error().message.find("3 months"), std::string::npos) << late.error().message;
  }
  for (const char* purpose : {"ordinary", "duplicate", "provisional"}) {
    const auto other = on("2026-12-01", purpose);
    ASSERT_FALSE(other) << purpose;
    EXPECT_EQ(other.error().code, ErrorCode::refused_by_rules) << other.error().message;
  }
  EXPECT_FALSE(on("2026-12-01", "holiday"));
  EXPECT_EQ(reissue_chip(dossier("not_compliant"), policy, nullptr, day("2026-12-01")).error().code,
            ErrorCode::refused_by_rules);
  auto changed = dossier();
  changed[2].bytes[4] ^= 1U;
  const auto refused = reissue_chip(changed, policy, nullptr, day("2026-12-01"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("chip/EF.DG1"), std::string::npos);
}

}  // namespace
}  // namespace enrolkit
