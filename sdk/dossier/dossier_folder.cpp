// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/enrolment.hpp"
#include "sdk/dossier/whole_folder.hpp"

namespace enrolkit {

Status write_dossier(const Enrolment& enrolment, const std::filesystem::path& folder) {
  return write_whole_folder(enrolment.files, folder);
}

}  // namespace enrolkit
