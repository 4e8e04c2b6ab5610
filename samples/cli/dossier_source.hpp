// SPDX-License-Identifier: Apache-2.0
// A finished dossier, from a folder or out of a store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {

struct DossierSource {
  StoreAccess access;  // `store`: a store's folder, or that of one dossier
  std::string id;      // in a store
};

// SOURCE, ID, --key, --passphrase-file, --actor.
void add_source_options(Command command, DossierSource& source);

struct OpenedDossier {
  std::optional<DossierStore> store;  // empty: a folder
  std::string id;                     // in the store; empty for a folder
  std::vector<FileEntry> files;
};

// Errors: those of load_dossier, or of opening a store and get().
// `without_chip`: as load_dossier has it.
Result<OpenedDossier> open_dossier(const DossierSource& source, DossierUse use, bool without_chip = false);

}  // namespace enrolkit::cli
