// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/chip_tree.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/chip_files.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

void visit(const std::vector<ChipTreeNode>& nodes, const std::function<void(const ChipTreeNode&)>& what) {
  for (const ChipTreeNode& node : nodes) {
    what(node);
    visit(node.children, what);
  }
}

// The value of the first node of that name that has one.
std::string value_of(const ChipTree& tree, std::string_view name) {
  std::optional<std::string> value;
  visit(tree.nodes, [&](const ChipTreeNode& node) {
    if (!value && node.name == name && !node.value.empty()) value = node.value;
  });
  return value.value_or("(no such node)");
}

std::vector<ChipDeviation> deviations_of(const ChipTree& tree) {
  std::vector<ChipDeviation> all;
  visit(tree.nodes,
        [&](const ChipTreeNode& node) { all.insert(all.end(), node.deviations.begin(), node.deviations.end()); });
  return all;
}

// Siblings lie behind one another without gaps, from the begin of the file to its end, and children in their parents.
void expect_sound(const ChipTree& tree, std::size_t size) {
  std::size_t at = 0;
  std::size_t count = 0;
  for (const ChipTreeNode& node : tree.nodes) {
    EXPECT_EQ(node.offset, at);
    at = node.end();
  }
  EXPECT_EQ(at, size);
  visit(tree.nodes, [&](const ChipTreeNode& node) {
    ++count;
    for (const ChipTreeNode& child : node.children) {
      EXPECT_GE(child.offset, node.value_offset());
      EXPECT_LE(child.end(), node.end());
    }
    for (const ChipDeviation& deviation : node.deviations) EXPECT_LE(deviation.offset, size);
  });
  EXPECT_LE(count, kMaxTreeNodes + 100);
  EXPECT_EQ(deviations_of(tree).size(), tree.deviations);
}

const Bytes kCom = from_hex("60165F0104303130375F36063034303030305C046175766C");

TEST(ChipTree, NamesTheElementsOfTheWorkedExample) {
  const ChipTree tree = show_chip_file("EF.COM", kCom);
  EXPECT_EQ(tree.kind, "EF.COM");
  EXPECT_EQ(tree.deviations, 0U);
  ASSERT_EQ(tree.nodes.size(), 1U);
  ASSERT_EQ(tree.nodes[0].children.size(), 3U);
  const ChipTreeNode& list = tree.nodes[0].children[2];
  EXPECT_EQ(list.offset, 18U);
  EXPECT_EQ(list.tag, 0x5CU);
  EXPECT_EQ(list.header, 2U);
  EXPECT_EQ(list.length, 4U);
  EXPECT_EQ(list.value, "DG1 DG2 DG4 DG12");
  EXPECT_EQ(value_of(tree, "LDS version"), "0107");
  expect_sound(tree, kCom.size());
}

TEST(ChipTree, TakesTheMrzApart) {
  const Bytes file = from_hex("615B5F1F58") +
                     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";
  const ChipTree tree = show_chip_file("dg1.bin", file);
  EXPECT_EQ(tree.deviations, 0U);
  EXPECT_EQ(value_of(tree, "issuing State"), "UTO");
  EXPECT_EQ(value_of(tree, "document number"), "L898902C3");
  EXPECT_EQ(value_of(tree, "date of expiry"), "120415");
  EXPECT_EQ(value_of(tree, "composite check digit"), "0");
}

TEST(ChipTree, ReadsOnBehindABreak) {
  Bytes file = kCom;
  file[4] = 0x20;  // the LDS version claims 32 bytes
  const ChipTree tree = show_chip_file("EF.COM", file);
  const std::vector<ChipDeviation> found = deviations_of(tree);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offset, 2U);
  EXPECT_EQ(found[0].message, "the length is 32, but only 19 bytes are left");

  // In DG16 the first person breaks inside; the second is read.
  const Bytes persons = from_hex(
      "70160201"
      "02"
      "A107"
      "5F500FAAAAAA"
      "AA"
      "A208"
      "5F51054142434445");
  const ChipTree broken = show_chip_file("x", persons);
  EXPECT_EQ(broken.kind, "EF.DG16");
  EXPECT_EQ(value_of(broken, "name"), "ABCDE");
  EXPECT_GT(broken.deviations, 0U);
  expect_sound(broken, persons.size());
}

TEST(ChipTree, TellsWhatTheBytesAre) {
  const auto kind = [](const char* hex, const char* name = "x") { return show_chip_file(name, from_hex(hex)).kind; };
  EXPECT_EQ(kind(""), "empty");
  EXPECT_EQ(kind("FF"), "unknown");
  EXPECT_EQ(kind("3100"), "EF.CardAccess");
  EXPECT_EQ(kind("3000"), "DER");
  EXPECT_EQ(kind("A1046502A000"), "ISO/IEC 39794 block");
  EXPECT_GT(show_chip_file("x", from_hex("0500")).deviations, 0U);
  EXPECT_EQ(kind("6503020100"), "EF.DG5");
  EXPECT_EQ(kind("6502A000"), "ISO/IEC 39794 block");
  EXPECT_EQ(kind("46414300"), "ISO/IEC 19794 record");
  const ChipTree wrong = show_chip_file("folder/EF.DG2", kCom);
  ASSERT_EQ(wrong.deviations, 1U);
  EXPECT_EQ(deviations_of(wrong)[0].message, "the file is named EF.DG2, but its tag is that of EF.COM");
}

TEST(ChipTree, KeepsControlCharactersFromTheTerminal) {
  const ChipTree tree = show_chip_file("x", from_hex("6B0F5C025F105F1008411B5B324AC29BFF"));
  EXPECT_EQ(value_of(tree, "personal number"), "A\\x1B[2J\\xC2\\x9B\\xFF");
  const ChipTree utf8 = show_chip_file("x", from_hex("6B0D5C025F105F10064DC3BCC29B7F"));
  EXPECT_EQ(value_of(utf8, "personal number"), "M\xC3\xBC\\xC2\\x9B\\x7F");
}

TEST(ChipTree, HasAnAnswerToHostileBytes) {
  const Bytes files[] = {kCom, from_hex("6E223120300D060804007F0007020202020101300F060A04007F00070202030201020101"),
                         from_hex("754E7F614B0201017F6045A10E81010282010087020101880200085F2E32464143003031300000000032"
                                  "00010000002400000000000000000000000000000001000"
                                  "19D02130102000012340FFD8FFD9")};
  for (const Bytes& file : files) {
    for (std::size_t size = 0; size < file.size(); ++size) {
      const Bytes prefix(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
      const ChipTree tree = show_chip_file("x", prefix);
      expect_sound(tree, size);
      EXPECT_GT(tree.deviations, 0U) << size;
    }
    for (std::size_t at = 0; at < file.size(); ++at) {
      Bytes bad = file;
      for (int value = 0; value < 256; value += value < 8 || value >= 0x7C ? 1 : 9) {
        bad[at] = static_cast<std::uint8_t>(value);
        expect_sound(show_chip_file("x", bad), bad.size());
      }
    }
  }
}

TEST(ChipTree, IsBounded) {
  Bytes deep;
  for (int i = 0; i < 10000; ++i) deep.insert(deep.end(), {0x30, 0x82, 0x40, 0x00});
  const ChipTree nested = show_chip_file("x", deep);
  EXPECT_GT(nested.deviations, 0U);
  expect_sound(nested, deep.size());
  Bytes indefinite;
  for (int i = 0; i < 10000; ++i) indefinite.insert(indefinite.end(), {0x30, 0x80});
  EXPECT_GT(show_chip_file("x", indefinite).deviations, 0U);
  Bytes wide = from_hex("6D83100000");
  wide.resize(wide.size() + 0x100000, 0);
  for (std::size_t i = 5; i < wide.size(); i += 2) wide[i] = 0x30;
  wide[0] = 0x30;
  const ChipTree many = show_chip_file("x", wide);
  expect_sound(many, wide.size());
  EXPECT_GT(many.deviations, 0U);
  EXPECT_EQ(show_chip_file("x", Bytes(kMaxChipFileBytes + 1)).deviations, 1U);
}

// Every section and list of codes that the tables of names name is there.
TEST(ChipTree, HasNamesThatLeadSomewhere) {
  std::set<std::string> sections, codes, wanted_sections, wanted_codes;
  for (const auto& file : fs::directory_iterator(fs::path(ENROLKIT_SOURCE) / "encoders/lds/tree/names")) {
    std::ifstream text(file.path());
    for (std::string line; std::getline(text, line);) {
      const bool is_section = line.starts_with("[");
      if (is_section || line.starts_with("{")) {
        EXPECT_TRUE((is_section ? sections : codes).insert(line.substr(1, line.size() - 2)).second) << line;
      }
      for (const std::string kind : {"| > ", "| codes ", "| enum ", "| flags "}) {
        const std::size_t at = line.find(kind);
        if (at == std::string::npos || line.starts_with("#")) continue;
        (kind == "| > " ? wanted_sections : wanted_codes).insert(line.substr(at + kind.size()));
      }
    }
  }
  EXPECT_GT(sections.size(), 50U);
  for (const std::string& name : wanted_sections) EXPECT_TRUE(sections.count(name)) << name;
  for (const std::string& name : wanted_codes) EXPECT_TRUE(codes.count(name)) << name;
}

// OpenSSL's asn1parse finds the same elements at the same places.
TEST_F(SharedChipFiles, AgreesWithOpenSslOnEverySecurityObject) {
  for (const char* name :
       {"jmrtd/lds/bsi2008/EF_SOD.bin", "jmrtd/lds/loes2006/ef011D.bin", "jmrtd/lds/bsi2008/Datagroup14.bin"}) {
    const Answer parsed = run_command("openssl asn1parse -inform DER -in " + quoted(folder() / name));
    ASSERT_EQ(parsed.code, 0) << parsed.err;
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> places;
    visit(show_chip_file(name, load(name)).nodes, [&](const ChipTreeNode& node) {
      places.insert({node.offset, node.header, node.length});
    });
    std::istringstream text(parsed.out);
    int lines = 0;
    for (std::string line; std::getline(text, line); ++lines) {
      std::size_t offset = 0, header = 0, length = 0;
      int depth = 0;
      ASSERT_EQ(std::sscanf(line.c_str(), "%zu:d=%d hl=%zu l=%zu", &offset, &depth, &header, &length), 4) << line;
      EXPECT_TRUE(places.count({offset, header, length})) << name << ": " << line;
    }
    EXPECT_GT(lines, 20);
  }
}

// What jmrtd and the sets' own descriptions say of them.
TEST_F(SharedChipFiles, ShowsTheKnownValues) {
  const ChipTree dg2 = show_chip_file("x", load("jmrtd/lds/bsi2008/Datagroup2.bin"));
  EXPECT_EQ(dg2.deviations, 1U);  // its image is of 413 x 531 pixels, as opj_dump says
  EXPECT_EQ(value_of(dg2, "width"), "337");
  EXPECT_EQ(value_of(dg2, "height"), "449");
  EXPECT_EQ(value_of(dg2, "image"), "JPEG 2000");
  const ChipTree dg3 = show_chip_file("x", load("jmrtd/lds/bsi2008/Datagroup3.bin"));
  EXPECT_EQ(value_of(dg3, "finger position"), "right index (2)");
  EXPECT_EQ(value_of(dg3, "image compression algorithm"), "WSQ (2)");
  EXPECT_EQ(value_of(dg3, "width"), "620");
  const ChipTree silver = show_chip_file("x", load("jmrtd/lds/dg2/dg2_silver_all_fields.bin"));
  EXPECT_EQ(value_of(silver, "image data format"), "JPEG 2000, lossy (3)");
  EXPECT_EQ(value_of(silver, "inter-eye distance"), "150");
  const ChipTree sod = show_chip_file("x", load("jmrtd/lds/bsi2008/EF_SOD.bin"));
  EXPECT_EQ(value_of(sod, "algorithm"), "sha1 (1.3.14.3.2.26)");
  EXPECT_EQ(value_of(sod, "not before"), "2008-01-28 23:00:00 UTC");
  EXPECT_EQ(value_of(sod, "serial number"), "1267");
  for (const auto& entry : fs::recursive_directory_iterator(folder())) {
    if (!entry.is_regular_file() || entry.file_size() > kMaxChipFileBytes) continue;
    const Bytes file = read_file(entry.path(), kMaxChipFileBytes).value();
    expect_sound(show_chip_file(entry.path().string(), file), file.size());
  }
}

// Blocks alone are held against the same rules as in their data groups.
TEST_F(SharedChipFiles, ReviewsBlocksAndRecordsAlone) {
  const auto show = [](const std::string& name) { return show_chip_file("x", load(name)); };
  EXPECT_EQ(show("gmrtd/iso39794/ICAO_39794_5_AP_MandFields.dat").deviations, 0U);
  const ChipTree invalid = show("gmrtd/iso39794/ICAO_39794_5_AP_MandFields_InvalidImage.dat");
  EXPECT_EQ(invalid.deviations, 1U);
  EXPECT_FALSE(invalid.nodes[0].deviations.empty() && invalid.nodes[0].children.empty());
  const ChipTree base = show("jmrtd/lds/dg2/iso39794/sample-39794-5-ed-1-v1.der");
  ASSERT_FALSE(base.nodes[0].deviations.empty());
  EXPECT_TRUE(base.nodes[0].deviations[0].tolerated);
  EXPECT_NE(base.nodes[0].deviations[0].message.find("codes of the base standard"), std::string::npos);
}

TEST_F(SharedChipFiles, ShowsIrises) {
  const ChipTree tree = show_chip_file("EF.DG4", load("jmrtd/lds/bsi2008/Datagroup4.bin"));
  EXPECT_EQ(tree.deviations, 0U);
  EXPECT_EQ(value_of(tree, "image format"), "JPEG 2000, RGB (16)");
  EXPECT_EQ(value_of(tree, "image"), "JPEG 2000");
  expect_sound(tree, load("jmrtd/lds/bsi2008/Datagroup4.bin").size());
}

class ChipShowCommand : public testing::Test {
 protected:
  static Answer run(const std::string& arguments) { return tool("chip show " + arguments); }
  std::string put(const std::string& name, const Bytes& bytes) {
    EXPECT_TRUE(write_file(folder_ / name, bytes));
    return quoted(folder_ / name);
  }
  TemporaryFolder folder_;
};

TEST_F(ChipShowCommand, AnswersWithItsExitCode) {
  const std::string good = put("EF.COM", kCom);
  Bytes cut = kCom;
  cut.pop_back();
  const std::string bad = put("cut", cut);
  const Answer whole = run(good);
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_NE(whole.out.find("DG1 DG2 DG4 DG12"), std::string::npos) << whole.out;
  const Answer broken = run(bad);
  EXPECT_EQ(broken.code, 1);
  EXPECT_NE(broken.out.find("but only 21 bytes are left"), std::string::npos) << broken.out;
  expect_impossible(run("/nowhere/EF.COM"), "/nowhere/EF.COM", "");
  EXPECT_EQ(run(put("empty", {})).code, 1);
  const Answer several = run(good + " --json " + bad + " /nowhere");
  EXPECT_EQ(several.code, 2);
  std::istringstream lines(several.out);
  std::vector<nlohmann::json> documents;
  for (std::string line; std::getline(lines, line);) documents.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0]["schema"], "enrolkit.chip.tree/1");
  EXPECT_EQ(documents[0]["verdict"], "compliant");
  EXPECT_EQ(documents[0]["nodes"][0]["nodes"][1]["value"], "040000");
  EXPECT_EQ(documents[1]["verdict"], "not_compliant");
  EXPECT_EQ(documents[1]["nodes"][0]["deviations"][0]["offset"], 0);
  EXPECT_EQ(documents[2]["verdict"], "error");
}

TEST_F(ChipShowCommand, ShowsAFolderInTheOrderOfTheFiles) {
  fs::create_directory(folder_ / "chip");
  put("chip/EF.DG13", from_hex("6D03414243"));
  put("chip/EF.DG1", from_hex("61045F1F0141"));
  put("chip/EF.COM", kCom);
  const Answer answer = run(quoted(folder_ / "chip") + " --json");
  EXPECT_EQ(answer.code, 1);
  const std::string& out = answer.out;
  EXPECT_LT(out.find("EF.COM\""), out.find("EF.DG1\""));
  EXPECT_LT(out.find("EF.DG1\""), out.find("EF.DG13\""));
}

}  // namespace
}  // namespace enrolkit
