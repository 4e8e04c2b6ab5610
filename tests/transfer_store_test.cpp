// SPDX-License-Identifier: Apache-2.0
// A transfer that arrives in the production side's own store: once, whole, and as it was sent.
#include <gtest/gtest.h>

#include "enrolkit/transfer.hpp"
#include "sdk/dossier/sha256.hpp"
#include "tests/dossier_fixture.hpp"

namespace enrolkit {
namespace {

class TransferStoreTest : public DossierFixture {
 protected:
  static ReceivedTransfer received(
      const std::string& retention = R"("until":"2033-11-22","spans":[{"until":"2027-02-22"}])", int seed = 1,
      const std::string& number = "EM1234567") {
    ReceivedTransfer transfer;
    transfer.sealed = std::chrono::floor<std::chrono::seconds>(noon(day(2026, 11, 23)));
    transfer.station = "C=BE, O=TEST, CN=station";
    transfer.files = {{"photo.jpg", sample_bytes(5000, seed)}, {"chip/EF.DG1", sample_bytes(93, 2)}};
    std::string list;
    for (const FileEntry& file : transfer.files) {
      list += std::string(list.empty() ? "" : ",") + R"({"path":")" + file.path + R"(","sha256":")" +
              sha256_hex(file.bytes) + R"("})";
    }
    const std::string text =
        R"({"verdict":"compliant","applicant":{"surname":")" + std::string(kSecret) + R"(","document_number":")" +
        number + R"(","birth_date":"1990-01-01","application":{"kind":"ordinary",)" +
        R"("date":"2026-11-22","post":"Oslo","keep_seven_years":true}},"rules":{"policy":{"name":"be-passport-2026",)" +
        R"("version":"2"},"retention":{)" + retention + R"(}},"mrz":{},"files":[)" + list + "]}";
    transfer.files.push_back({"dossier.json", Bytes(text.begin(), text.end())});
    transfer.id = transfer_id(transfer.files);
    return transfer;
  }
};

TEST_F(TransferStoreTest, IsKeptOnceUnderItsIdForAsLongAsItsRulesSay) {
  DossierStore store = open();
  const ReceivedTransfer transfer = received();
  const auto kept = store_transfer(transfer, store);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->dossier, transfer.id);
  EXPECT_FALSE(kept->was_there);
  const auto card = store.card(transfer.id);
  ASSERT_TRUE(card);
  EXPECT_EQ(format_date(card->entry.terms.use_until), "2027-02-22");
  EXPECT_EQ(format_date(card->entry.terms.retain_until), "2033-11-22");
  EXPECT_TRUE(card->entry.terms.keep_seven_years);
  EXPECT_EQ(card->subject.document_number, "EM1234567");
  EXPECT_EQ(store.get(transfer.id, DossierUse::production)->files, transfer.files);
  EXPECT_EQ(store.events(transfer.id)->front().detail, "sealed 2026-11-23T12:00:00Z by C=BE, O=TEST, CN=station");
  EXPECT_TRUE(files_with_secret(path()).empty());

  const auto twice = store_transfer(transfer, store);
  ASSERT_TRUE(twice);
  EXPECT_TRUE(twice->was_there);
  EXPECT_EQ(store.list()->entries.size(), 1U);
  EXPECT_TRUE(store.review()->problems.empty());

  ASSERT_TRUE(store.destroy(transfer.id, "a test"));
  const auto late = store_transfer(transfer, store);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::already_exists);
  EXPECT_NE(late.error().message.find("was destroyed on 2026-11-22"), std::string::npos) << late.error().message;
}

TEST_F(TransferStoreTest, WhatIsChangedLateOrSilentOnItsRetentionIsRefused) {
  DossierStore store = open();
  ReceivedTransfer changed = received();
  changed.files[0].bytes[17] ^= 1;
  const auto refused = store_transfer(changed, store);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::crypto);
  EXPECT_NE(refused.error().message.find("photo.jpg"), std::string::npos);
  EXPECT_EQ(store_transfer(received(R"("rule":"")"), store).error().code, ErrorCode::malformed);
  EXPECT_EQ(store_transfer(received(R"("until":"tomorrow","spans":[])"), store).error().code, ErrorCode::malformed);
  ReceivedTransfer other = received();
  other.id = "../../../../etc/passwd";
  EXPECT_EQ(store_transfer(other, store).error().code, ErrorCode::invalid_argument);
  now_ = noon(day(2027, 2, 23));
  const auto late = store_transfer(received(R"("until":"2027-02-22","spans":[{"until":"2027-02-22"}])"), store);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::refused_by_rules);
  EXPECT_TRUE(store.list()->entries.empty());
}

TEST_F(TransferStoreTest, TheSameApplicationWithOtherContentIsToldAndNotKeptBeside) {
  DossierStore store = open();
  const std::string retention = R"("until":"2027-02-22","spans":[{"until":"2027-02-22"}])";
  const ReceivedTransfer first = received(retention);
  const ReceivedTransfer other = received(retention, 2);
  ASSERT_NE(first.id, other.id);
  ASSERT_TRUE(store_transfer(first, store));
  const auto refused = store_transfer(other, store);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::already_exists);
  EXPECT_NE(refused.error().message.find(first.id), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find(other.id), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find("ordinary of 2026-11-22"), std::string::npos) << refused.error().message;
  EXPECT_EQ(store.list()->entries.size(), 1U);
  EXPECT_TRUE(store_transfer(first, store)->was_there);
  EXPECT_TRUE(store_transfer(received(retention, 3, "EM7654321"), store)) << "another application";
  // Without a number the names and the day of birth tell, and they are the same.
  EXPECT_EQ(store_transfer(received(retention, 4, ""), store).error().code, ErrorCode::already_exists);
  ASSERT_TRUE(store.destroy(first.id, "the photo was another person's"));
  EXPECT_TRUE(store_transfer(other, store)) << "the wrong one is gone";
  EXPECT_TRUE(store.review()->problems.empty());
}

// The store of the station itself: the dossier has another id there, and is the same.
TEST_F(TransferStoreTest, WhatWasSealedHereIsThereAlready) {
  DossierStore store = open();
  const ReceivedTransfer transfer = received();
  const auto kept = store_transfer(transfer, store);
  ASSERT_TRUE(kept);
  DossierFacts facts{store.card(transfer.id)->entry.terms, store.card(transfer.id)->subject};
  ASSERT_TRUE(store.destroy(transfer.id, "a test"));
  const TemporaryFolder other;
  ASSERT_TRUE(DossierStore::create(other / "station", *key_, options()));
  DossierStore station = DossierStore::open(other / "station", *key_, options()).value();
  const std::string drawn = station.add(facts, transfer.files).value();
  const auto back = store_transfer(transfer, station);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->dossier, drawn);
  EXPECT_TRUE(back->was_there);
  EXPECT_EQ(station.list()->entries.size(), 1U);
}

TEST_F(TransferStoreTest, AFolderOfArrivalsTellsItToo) {
  const TemporaryFolder inbox;
  const std::string retention = R"("until":"2027-02-22","spans":[{"until":"2027-02-22"}])";
  const ReceivedTransfer first = received(retention);
  ASSERT_TRUE(store_transfer(first, inbox.path()));
  const auto refused = store_transfer(received(retention, 2), inbox.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::already_exists);
  EXPECT_NE(refused.error().message.find(first.id), std::string::npos) << refused.error().message;
  EXPECT_TRUE(store_transfer(first, inbox.path())->was_there);
  EXPECT_TRUE(store_transfer(received(retention, 2, "EM7654321"), inbox.path()));
}

}  // namespace
}  // namespace enrolkit
