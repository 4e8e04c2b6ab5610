// SPDX-License-Identifier: Apache-2.0
// The enrolment program itself, killed at any moment while it enrols a drawn applicant into a store.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "enrolkit/file.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "tests/dossier_fixture.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

int kills() {
  const char* wanted = std::getenv("ENROLKIT_ENROLMENT_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 4;
}

class EnrolmentKillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(tool("people make --seed 2026 --age 34 -o " + quoted(person_ / "adult")).code, 0);
    const Answer made =
        tool("dossier init --new-key " + quoted(folder_ / "store") + " --key " + quoted(person_ / "key"));
    ASSERT_EQ(made.code, 0) << made.err;
    key_ = read_key_file(person_ / "key").value();
    fs::create_directory(folder_ / "tmp");
    for (const char* name : {"photo.jpg", "finger-right-index.png", "signature.png"}) {
      const std::string sample = file_text(person_ / "adult" / name);
      secrets_.push_back(sample.substr(sample.size() / 2, 24));
    }
    const std::string applicant = file_text(person_ / "adult/applicant.json");
    const std::size_t at = applicant.find(':', applicant.find("\"surname\"")) + 1;
    const std::size_t open = applicant.find('"', at) + 1;
    secrets_.push_back(applicant.substr(open, applicant.find('"', open) - open));
  }

  [[nodiscard]] pid_t enrol() const {
    const fs::path adult = person_ / "adult";
    const std::vector<std::string> words = {ENROLKIT_TOOL, "enrol",
                                            "--applicant", adult / "applicant.json",
                                            "--photo",     adult / "photo.jpg",
                                            "--signature", adult / "signature.png",
                                            "--finger",    "right-index=" + (adult / "finger-right-index.png").string(),
                                            "--finger",    "left-index=" + (adult / "finger-left-index.png").string(),
                                            "--store",     folder_ / "store",
                                            "--store-key", person_ / "key"};
    const pid_t child = ::fork();
    if (child != 0) return child;
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::setenv("TMPDIR", (folder_ / "tmp").c_str(), 1);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }

  void expect_no_secret() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file()) continue;
      const std::string text = file_text(entry.path());
      for (const std::string& secret : secrets_) EXPECT_EQ(text.find(secret), std::string::npos) << entry.path();
    }
  }

  TemporaryFolder person_;  // what the applicant brought, and the key
  TemporaryFolder folder_;  // what the program writes
  std::shared_ptr<const StationKey> key_;
  std::vector<std::string> secrets_;
};

TEST_F(EnrolmentKillTest, LeavesAWholeDossierOrNone) {
  const auto start = std::chrono::steady_clock::now();
  int status = 0;
  pid_t child = enrol();
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= 1) << "undisturbed: exit code " << WEXITSTATUS(status);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::size_t least = 1;
  std::mt19937 random(7);
  // Half of the moments lie in the last tenth, where the store is written.
  for (int kill = 0; kill < kills(); ++kill) {
    std::uniform_int_distribution<std::int64_t> moment(kill % 2 == 0 ? 0 : whole.count() * 9 / 10, whole.count());
    child = enrol();
    ASSERT_GE(child, 0);
    ::usleep(static_cast<useconds_t>(moment(random)));
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    const bool finished = WIFEXITED(status);
    ASSERT_TRUE(!finished || WEXITSTATUS(status) <= 1) << "exit code " << WEXITSTATUS(status);
    auto store = DossierStore::open(folder_ / "store", *key_);
    ASSERT_TRUE(store) << store.error().message;
    const auto review = store->review();
    ASSERT_TRUE(review);
    EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
    const auto list = store->list();
    ASSERT_TRUE(list);
    const std::size_t found = list->entries.size();
    EXPECT_GE(found, least + (finished ? 1 : 0)) << "a finished enrolment is missing";
    EXPECT_LE(found, least + 1);
    least = found;
    const auto dossier = store->get(list->entries.front().id, DossierUse::production);
    ASSERT_TRUE(dossier) << dossier.error().message;
    const auto record = record_among(dossier->files);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_TRUE(check_listed(dossier->files, *record)) << "half a dossier";
    expect_no_secret();
    if (HasFailure()) FAIL() << "after kill " << kill;
  }
  RecordProperty("kills", kills());
  RecordProperty("enrolled", static_cast<int>(least));
}

}  // namespace
}  // namespace enrolkit
