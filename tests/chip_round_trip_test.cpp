// SPDX-License-Identifier: Apache-2.0
// Every file of others that lies beside the repository: what is read and written again is the same bytes, but for those
// listed here with the element and the reason.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "enrolkit/enrolkit.hpp"
#include "tests/chip_files.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

struct Difference {
  std::size_t offset;      // of the element
  const char* rule;        // what it breaks
  std::size_t first_byte;  // that is written otherwise; 0: the file cannot be written as it was read
};

// Of all files: by name below the folder.
const std::map<std::string, Difference> kDifferences = {
    // The longest SecurityInfo stands first, DER sorts a SET OF: writing sorts it.
    {"jmrtd/lds/bsi2008/Datagroup14.bin", {302, "ISO/IEC 8825-1 clause 11.6", 9}},
    {"tsemrtd/EF_DG14.bin", {302, "ISO/IEC 8825-1 clause 11.6", 9}},
    // A negative sample: the list of tags names A0 and leaves out 5F0F and 5F17, the date is in BCD, and the image of
    // the proof of citizenship (5F16) is a byte 00. Writing refuses the last.
    {"tsemrtd/EF_DG11.bin", {27, "Doc 9303-10 section 4.7.11", 0}},
    // A negative sample: there is no list of tags, dates are in BCD, and the images (5F1D, 5F1E) are a byte 00 each.
    {"tsemrtd/EF_DG12.bin", {2, "tag 5C", 0}},
};
// Irises are shown (chip show), and not written.
const std::set<std::string> kOnlyShown = {"jmrtd/lds/bsi2008/Datagroup4.bin", "tsemrtd/EF_DG4.bin",
                                          "jmrtd/lds/dg4/iso39794/sample-39794-6-ed-1-v1.der"};
// Images, and texts about the files.
const std::set<std::string> kNoChipFiles = {".jp2", ".jpg", ".wsq", ".txt", ".dump"};

// What a file becomes when it is read leniently and written again.
class Rewriting {
 public:
  explicit Rewriting(BytesView file) : file_(file), reading_(lenient(found)) {}

  Result<Bytes> run() {
    if (file_.size() > 3 && file_[0] == 'F') return again(decode_face_record(file_));
    const Bytes& block = unwrapped();
    const bool is_block = show_chip_file("", file_).kind == "ISO/IEC 39794 block";
    if (is_block && block[0] == 0x65) return again(decode_face_block(block, reading_));
    if (is_block && block[0] == 0x64) return again(decode_finger_block(block, reading_));
    return data_group();
  }

  std::vector<ChipDeviation> found;

 private:
  template <class T>
  static Result<Bytes> again(const Result<T>& read) {
    if (!read) return read.error();
    return encode(*read);
  }
  template <class T, class Encode>
  static Result<Bytes> again(const Result<T>& read, Encode write) {
    if (!read) return read.error();
    return write(*read);
  }
  // A block as it stands in 7F2E, without its frame A1 82 xx xx.
  const Bytes& unwrapped() {
    block_.assign(file_.begin() + (file_[0] == 0xA1 ? 4 : 0), file_.end());
    return block_;
  }
  Result<Bytes> data_group() {
    switch (file_[0]) {
      case 0x60:
        return again(decode_common_data(file_, reading_));
      case 0x61:
        return again(decode_dg1(file_, reading_), [](const std::string& mrz) { return encode_dg1(mrz); });
      case 0x75:
        return again(decode_face_group(file_, reading_));
      case 0x63:
        return again(decode_finger_group(file_, reading_));
      case 0x65:
        return again(decode_dg5(file_, reading_), [](const auto& images) { return encode_dg5(images); });
      case 0x67:
        return again(decode_dg7(file_, reading_), [](const auto& images) { return encode_dg7(images); });
      case 0x6B:
        return again(decode_dg11(file_, reading_));
      case 0x6C:
        return again(decode_dg12(file_, reading_));
      case 0x6E:
        return again(decode_dg14(file_, reading_), [](const auto& infos) { return encode_dg14(infos); });
      case 0x6F:
        return again(decode_dg15(file_, reading_), [](const auto& key) { return encode_dg15(key); });
      case 0x77:
        return again(decode_security_object(file_, reading_));
      default:
        return Error{ErrorCode::unsupported, "enrolkit writes no such file"};
    }
  }

  BytesView file_;
  Bytes block_;
  Reading reading_;
};

std::size_t first_difference(const Bytes& a, const Bytes& b) {
  std::size_t at = 0;
  while (at < std::min(a.size(), b.size()) && a[at] == b[at]) ++at;
  return at;
}

TEST_F(SharedChipFiles, AreWrittenAsTheyWereButForTheListed) {
  int same = 0;
  std::set<std::string> different;
  for (const auto& entry : fs::recursive_directory_iterator(folder())) {
    const std::string name = fs::relative(entry.path(), folder()).string();
    if (!entry.is_regular_file() || kNoChipFiles.count(entry.path().extension().string()) != 0) continue;
    if (kOnlyShown.count(name) != 0) continue;
    Bytes file = load(name);
    Rewriting rewriting(file);
    const Result<Bytes> written = rewriting.run();
    if (file[0] == 0xA1) file.erase(file.begin(), file.begin() + 4);
    const auto listed = kDifferences.find(name);
    if (listed == kDifferences.end()) {
      ASSERT_TRUE(written) << name << ": " << written.error().message;
      EXPECT_EQ(first_difference(*written, file), file.size()) << name;
      EXPECT_EQ(written->size(), file.size()) << name;
      ++same;
      continue;
    }
    different.insert(name);
    ASSERT_FALSE(rewriting.found.empty()) << name;
    EXPECT_EQ(rewriting.found.front().offset, listed->second.offset) << name;
    EXPECT_EQ(rewriting.found.front().rule, listed->second.rule) << name;
    EXPECT_EQ(written.has_value(), listed->second.first_byte != 0) << name;
    if (written) {
      EXPECT_EQ(first_difference(*written, file), listed->second.first_byte) << name;
    }
  }
  EXPECT_GE(same, 25);
  EXPECT_EQ(different.size(), kDifferences.size());
}

}  // namespace
}  // namespace enrolkit
