// SPDX-License-Identifier: Apache-2.0
// `enrolkit mrz ...` as its users run it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "enrolkit/data_groups.hpp"
#include "enrolkit/file.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

using nlohmann::json;

constexpr const char* kFirst = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
constexpr const char* kSecond = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string kCompose =
    "mrz compose --code P --issuer UTO --surname Eriksson --given-names 'Anna Maria' --number L898902C3 --birth "
    "1974-08-12 --sex F --expiry 2012-04-15 --optional-data ZE184226B ";

TEST(MrzCommand, ComposesAndParses) {
  const Answer lines = tool(kCompose);
  EXPECT_EQ(lines.code, 0) << lines.err;
  EXPECT_EQ(lines.out, std::string(kFirst) + "\n" + kSecond + "\n");
  EXPECT_EQ(lines.err, "");
  const Answer card = tool(
      "mrz compose --size TD1 --code ID --issuer BEL --surname 'Șerban' --suggestions --number 600001795015 --birth "
      "1985-XX-XX --sex F --expiry 2033-12-31 --optional-data-2 85000000000");
  EXPECT_EQ(card.out,
            "IDBEL600001795<0152<<<<<<<<<<<\n85<<<<1F3312315BEL850000000007\nSERBAN<<<<<<<<<<<<<<<<<<<<<<<<\n");
  EXPECT_NE(card.err.find("U+0218"), std::string::npos);
  const json document = json::parse(tool(kCompose + "--json").out);
  EXPECT_EQ(document["schema"], "enrolkit.mrz_compose/1");
  EXPECT_EQ(document["lines"], json({kFirst, kSecond}));

  const std::string zone = quoted(kFirst) + " " + quoted(kSecond);
  for (const std::string& command :
       {quoted(ENROLKIT_TOOL) + " mrz parse --json " + zone,
        "printf '%s\\n' " + zone + " | " + quoted(ENROLKIT_TOOL) + " mrz parse --json",
        quoted(ENROLKIT_TOOL) + " mrz parse --json " + quoted(std::string(kFirst) + kSecond)}) {
    const Answer answer = run_command(command);
    EXPECT_EQ(answer.code, 0) << answer.err;
    const json parsed = json::parse(answer.out);
    EXPECT_EQ(parsed["schema"], "enrolkit.mrz_parse/1");
    EXPECT_EQ(parsed["verdict"], "compliant");
    EXPECT_EQ(parsed["surname"], "ERIKSSON");
    EXPECT_EQ(parsed["check_digits"].size(), 5U);
  }
}

TEST(MrzCommand, TellsWhichDigitFails) {
  const std::string wrong = quoted(kFirst) + " 'L898902C37UTO7408122F1204159ZE184226B<<<<<10'";
  const Answer table = tool("mrz parse " + wrong);
  EXPECT_EQ(table.code, 1);
  EXPECT_NE(table.out.find("MRZ line 2 position 10: the check digit of the document number is '7', computed '6'"),
            std::string::npos);
  const Answer answer = tool("mrz parse --json " + wrong);
  EXPECT_EQ(answer.code, 1);
  const json parsed = json::parse(answer.out);
  EXPECT_EQ(parsed["verdict"], "not_compliant");
  EXPECT_EQ(parsed["check_digits"][0]["found"], "7");
  EXPECT_EQ(parsed["check_digits"][0]["expected"], "6");
  EXPECT_FALSE(parsed["check_digits"][0]["reason"].get<std::string>().empty());
}

TEST(MrzCommand, ReadsFilesOfSeveralKinds) {
  const TemporaryFolder folder;
  write_text(folder / "zone.txt", std::string(kFirst) + "\r\n" + kSecond + "\r\n");
  ASSERT_TRUE(write_file(folder / "EF.DG1", BytesView(encode_dg1(std::string(kFirst) + kSecond).value())));
  write_text(folder / "broken.txt", "hello\n");
  const Answer answer = tool("mrz parse --json " + quoted(folder / "zone.txt") + " " + quoted(folder / "EF.DG1") + " " +
                             quoted(folder / "broken.txt"));
  EXPECT_EQ(answer.code, 2);
  std::istringstream lines(answer.out);
  std::vector<json> documents;
  for (std::string line; std::getline(lines, line);) documents.push_back(json::parse(line));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0]["verdict"], "compliant");
  EXPECT_EQ(documents[1]["document_number"], "L898902C3");
  EXPECT_EQ(documents[2]["verdict"], "error");
  expect_impossible(tool("mrz parse " + quoted(folder / "broken.txt")), folder / "broken.txt", "5 characters");
  expect_impossible(tool("mrz parse " + quoted(folder / "lost")), folder / "lost", "");
}

TEST(MrzCommand, NamesWhatItCannotWrite) {
  expect_impossible(
      tool("mrz compose --issuer BEL --surname 'Ιωάννης' --number 1 --birth 1974-08-12 --expiry 2034-04-15"), "surname",
      "U+0399");
  expect_impossible(tool("mrz compose --issuer BEX --surname A --number 1 --birth 1974-08-12 --expiry 2034-04-15"),
                    "issuing State", "such as BEL");
  expect_impossible(tool("mrz compose --issuer BEL --surname A --number 1 --birth 1974-08 --expiry 2034-04-15"),
                    "--birth", "is not a date");
  expect_impossible(
      tool("mrz compose --issuer BEL --surname A --number 1 --birth 1974-08-12 --expiry 2034-04-15 --size TD4"),
      "--size", "");
}

}  // namespace
}  // namespace enrolkit
