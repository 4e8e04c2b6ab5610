// SPDX-License-Identifier: Apache-2.0
// The commands on a dossier store, as an officer types them.
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "enrolkit/file.hpp"
#include "tests/dossier_fixture.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::json;

class DossierCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const Answer made = dossier("init", "--new-key");
    ASSERT_EQ(made.code, 0) << made.err;
  }
  [[nodiscard]] std::string place() const {
    return quoted(folder_ / "store") + " --key " + quoted(folder_ / "station.key");
  }
  [[nodiscard]] Answer dossier(const std::string& verb, const std::string& arguments = {}) const {
    return tool("dossier " + verb + " " + place() + " " + arguments);
  }
  std::string add(Date date, int seed = 1) {
    const auto key = read_key_file(folder_ / "station.key").value();
    DossierStore store = DossierStore::open(folder_ / "store", *key).value();
    return store.add(facts_on(date), sample_files(seed)).value();
  }

  TemporaryFolder folder_;
};

Date today() { return Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())); }

TEST_F(DossierCommandTest, ListsShowsAndVerifies) {
  const std::string id = add(today());
  const Answer list = dossier("list", "--names --json");
  ASSERT_EQ(list.code, 0) << list.err;
  const Json document = Json::parse(list.out);
  EXPECT_EQ(document["schema"], "enrolkit.dossier-list/1");
  ASSERT_EQ(document["dossiers"].size(), 1U);
  EXPECT_EQ(document["dossiers"][0]["id"], id);
  EXPECT_EQ(document["dossiers"][0]["state"], "finished");
  const Json shown = Json::parse(dossier("show", id.substr(0, 6) + " --json").out);
  EXPECT_EQ(shown["subject"]["given_names"], "Anna Maria");
  EXPECT_EQ(shown["files"].size(), 4U);
  EXPECT_EQ(shown["events"][0]["event"], "finished");
  const Answer valid = dossier("verify", "--json");
  EXPECT_EQ(valid.code, 0) << valid.err;
  const Json verdict = Json::parse(valid.out);
  EXPECT_EQ(verdict["verdict"], "valid");
  const std::string head = verdict["head"];
  EXPECT_EQ(dossier("verify", "--head " + head).code, 0);
  EXPECT_EQ(dossier("verify", "--head 9" + head).code, 1) << "an event that is not there";
  std::string keys = file_text(folder_ / "store/keys");
  keys[70] = static_cast<char>(keys[70] ^ 1);
  write_text(folder_ / "store/keys", keys);
  const Answer invalid = dossier("verify");
  EXPECT_EQ(invalid.code, 1);
  EXPECT_NE(invalid.out.find("is damaged or was exchanged"), std::string::npos) << invalid.out;
}

TEST_F(DossierCommandTest, GivesOneFileToWhoMayHaveIt) {
  const std::string id = add(today());
  const auto out = folder_ / "photo.jpg";
  const Answer got = dossier("get", id.substr(0, 8) + " photo.jpg --actor Bram -o " + quoted(out));
  ASSERT_EQ(got.code, 0) << got.err;
  EXPECT_EQ(read_file(out, 1U << 20U).value(), sample_files(1)[0].bytes);
  struct stat info {};
  ASSERT_EQ(::stat(out.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  const Json events = Json::parse(dossier("show", id + " --json").out)["events"];
  const Json& read = events[events.size() - 2];  // the last is the look at the card
  EXPECT_EQ(read["event"], "read");
  EXPECT_EQ(read["actor"], "Bram");
  EXPECT_EQ(events.back()["event"], "card_read");

  const Answer twice = dossier("get", id + " photo.jpg -o " + quoted(out));
  EXPECT_EQ(twice.code, 2);
  EXPECT_NE(twice.err.find("never overwritten"), std::string::npos) << twice.err;
  const Answer other = dossier("get", id + " iris.png -o " + quoted(folder_ / "x"));
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("has no file iris.png"), std::string::npos) << other.err;
  // Past the three months, kept on request: for a duplicate only.
  const auto key = read_key_file(folder_ / "station.key").value();
  DossierStore store = DossierStore::open(folder_ / "store", *key).value();
  const std::string old = store.add(facts_on(add_months(today(), -4), true), sample_files(2)).value();
  const Answer late = dossier("get", old + " photo.jpg -o " + quoted(folder_ / "old.jpg"));
  EXPECT_EQ(late.code, 2);
  EXPECT_NE(late.err.find("duplicate only"), std::string::npos) << late.err;
  EXPECT_EQ(dossier("get", old + " photo.jpg --purpose duplicate -o " + quoted(folder_ / "old.jpg")).code, 0);
  EXPECT_EQ(read_file(folder_ / "old.jpg", 1U << 20U).value(), sample_files(2)[0].bytes);
}

TEST_F(DossierCommandTest, PurgesAndDestroys) {
  const std::string kept = add(today());
  const std::string due = add(add_months(today(), -6), 2);
  const Json dry = Json::parse(dossier("purge", "--dry-run --json").out);
  ASSERT_EQ(dry["destroyed"].size(), 1U);
  EXPECT_EQ(dry["destroyed"][0]["id"], due);
  EXPECT_EQ(Json::parse(dossier("list", "--state destroyed --json").out)["dossiers"].size(), 0U);
  const Json future = Json::parse(dossier("purge", "--dry-run --json --on 2190-01-01").out);
  EXPECT_EQ(future["destroyed"].size(), 2U);
  expect_impossible(dossier("purge", "--on 2190-01-01"), "--on", "--dry-run");
  EXPECT_EQ(dossier("purge").code, 0);
  EXPECT_EQ(Json::parse(dossier("list", "--state destroyed --json").out)["dossiers"][0]["id"], due);
  const Answer destroyed = dossier("destroy", kept + " --reason 'the applicant withdrew' --json");
  ASSERT_EQ(destroyed.code, 0) << destroyed.err;
  EXPECT_EQ(Json::parse(destroyed.out)["evidence"]["event"], "destroyed");
  const Json shown = Json::parse(dossier("show", kept + " --json").out);
  EXPECT_EQ(shown["dossier"]["state"], "destroyed");
  EXPECT_FALSE(shown.contains("subject"));
  EXPECT_EQ(dossier("verify").code, 0);
}

TEST_F(DossierCommandTest, TellsWhatIsImpossible) {
  expect_impossible(dossier("show", "ffff"), "ffff", "is not in this store");
  expect_impossible(tool("dossier list " + quoted(folder_ / "store")), "key", "is needed");
  expect_impossible(tool("dossier list " + quoted(folder_ / "none") + " --key " + quoted(folder_ / "station.key")),
                    "none", "holds no dossier store");
  expect_impossible(dossier("init"), "store", "is there already");
  ASSERT_EQ(::chmod((folder_ / "station.key").c_str(), 0644), 0);
  expect_impossible(dossier("list"), "station.key", "chmod 600");
}

TEST_F(DossierCommandTest, APassphraseOpensAStoreToo) {
  const std::string store = quoted(folder_ / "second") + " --passphrase-file -";
  EXPECT_EQ(
      run_command("echo 'six random words are a passphrase' | " + quoted(ENROLKIT_TOOL) + " dossier init " + store)
          .code,
      0);
  EXPECT_EQ(
      run_command("echo 'six random words are a passphrase' | " + quoted(ENROLKIT_TOOL) + " dossier list " + store)
          .code,
      0);
  expect_impossible(
      run_command("echo 'six other words are no passphrase' | " + quoted(ENROLKIT_TOOL) + " dossier list " + store),
      "second", "the passphrase is not the one of this store");
  expect_impossible(tool("dossier list " + quoted(folder_ / "second") + " --key " + quoted(folder_ / "station.key")),
                    "second", "kind 'passphrase'");
}

TEST_F(DossierCommandTest, ChangesTheStationsKey) {
  const std::string id = add(today());
  const Answer changed = dossier("rekey", "--to-key " + quoted(folder_ / "second.key") + " --new-key --json");
  ASSERT_EQ(changed.code, 0) << changed.err;
  EXPECT_EQ(changed.error_lines(), 0U);
  const Json document = Json::parse(changed.out);
  EXPECT_EQ(document["schema"], "enrolkit.dossier-rekey/1");
  EXPECT_EQ(document["dossiers"], 1);
  expect_impossible(dossier("list"), "station.key", "is not the one of this store");
  const std::string anew = quoted(folder_ / "store") + " --key " + quoted(folder_ / "second.key");
  EXPECT_EQ(tool("dossier verify " + anew).code, 0);
  EXPECT_EQ(run_command("echo 'six random words are a passphrase' | " + quoted(ENROLKIT_TOOL) + " dossier rekey " +
                        anew + " --to-passphrase-file -")
                .code,
            0);
  EXPECT_EQ(run_command("printf 'six random words are a passphrase\\nsix other words are another one\\n' | " +
                        quoted(ENROLKIT_TOOL) + " dossier rekey " + quoted(folder_ / "store") +
                        " --passphrase-file - --to-passphrase-file -")
                .code,
            0);
  const Answer list = run_command("echo 'six other words are another one' | " + quoted(ENROLKIT_TOOL) +
                                  " dossier list --json " + quoted(folder_ / "store") + " --passphrase-file -");
  ASSERT_EQ(list.code, 0) << list.err;
  EXPECT_EQ(Json::parse(list.out)["dossiers"][0]["id"], id);
  expect_impossible(dossier("rekey"), "the new key", "is needed");
}

}  // namespace
}  // namespace enrolkit
