// SPDX-License-Identifier: Apache-2.0
// The chip files of one applicant from samples that somebody else has judged: what an issuer runs over finished
// applications. enrol() (enrolment.hpp) checks the samples and writes a dossier; the chip files of both are made here.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/chip.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/security_object.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// What all applicants of one batch have in common; read-only, shared by threads.
struct ChipSetup {
  Policy policy;                                             // rules of samples and validity, size limits of the images
  std::shared_ptr<const Signer> signer;                      // empty: no EF.SOD
  double default_ppi = 500;                                  // of finger images that do not state their resolution
  RecordGeneration generation = RecordGeneration::iso19794;  // of the records in EF.DG2 and EF.DG3
  int sod_version = 1;                                       // of EF.SOD; see SecurityObjectOptions
};

// EF.COM, DG1, DG2, DG3 (when there are fingers), DG7 (when there is a signature) and, with a signer, EF.SOD. The
// samples are decoded, scaled and encoded to the policy's limits; nothing is judged: a bad photo becomes a bad DG2. The
// rules still hold: a sample that must not be taken at this age is refused, and the expiry date is theirs (of a
// duplicate the applicant's own, which is the original's); whether the application is admissible was decided before. A
// sample that is missing is left out, but for the photo: a chip has an EF.DG2 (Doc 9303-10 section 3.11). Takes no lock
// and keeps no state: as many threads as wanted. Errors: refused_by_rules; invalid_argument (one image offered for two
// fingers); those of decode_image, of the encoders, of compose_mrz and of the signer; the message names file or field.
[[nodiscard]] Result<ChipFiles> encode_chip(const Applicant& applicant, const EnrolmentSamples& samples,
                                            const ChipSetup& setup);

// Writes the files as EF.* into a new folder that appears whole or not at all, synchronised to the disk. Errors:
// already_exists (the folder is there and not empty), not_found (no parent folder), permission_denied, no_space, io.
[[nodiscard]] Status write_chip(const ChipFiles& files, const std::filesystem::path& folder);

// One JSON document on one line: `file` (the input as the user named it), `verdict` "written", `folder`,
// `document_number`, `files` [{`name`, `bytes`}], `signed`, `milliseconds`; and what stands in the place of an
// applicant whose files could not be made: `file`, `verdict` "error", `error` {`code`, `message`}.
[[nodiscard]] std::string chip_encoding_json(const ChipFiles& files, const Applicant& applicant, std::string_view file,
                                             std::string_view folder, double milliseconds);
[[nodiscard]] std::string chip_encoding_error_json(const Error& error, std::string_view file);

}  // namespace enrolkit
#pragma GCC visibility pop
