// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/chip_encoding.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kSchema = "chip_encoding";

}  // namespace

std::string chip_encoding_json(const ChipFiles& files, const Applicant& applicant, std::string_view file,
                               std::string_view folder, double milliseconds) {
  Json document = document_of(kSchema);
  document["file"] = file;
  document["verdict"] = "written";
  document["folder"] = folder;
  document["document_number"] = applicant.document_number;
  Json list = Json::array();
  for (const auto& [name, bytes] : files) list.push_back({{"name", chip_file_name(name)}, {"bytes", bytes.size()}});
  document["files"] = std::move(list);
  document["signed"] = files.count(ChipFile::sod) > 0;
  document["milliseconds"] = milliseconds;
  return line_of(document);
}

std::string chip_encoding_error_json(const Error& error, std::string_view file) {
  Json document = document_of(kSchema);
  document["file"] = file;
  document["verdict"] = "error";
  document["error"] = {{"code", error_code_name(error.code)}, {"message", error.message}};
  return line_of(document);
}

}  // namespace enrolkit
