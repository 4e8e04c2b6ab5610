// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// The data groups and EF.COM of a dossier made once more from its samples, by the steps that made them first. Errors:
// those of these steps; malformed (dossier.json).
Result<ChipFiles> remake_chip(const std::vector<FileEntry>& dossier, const Policy& policy,
                              const std::shared_ptr<const PhotoModels>& models, RecordGeneration generation);

// EF.DG2 and EF.DG3 with their records in this generation; those that are are left as they stand, byte for byte.
Status change_generation(ChipFiles& chip, RecordGeneration generation);

}  // namespace enrolkit
