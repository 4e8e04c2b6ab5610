// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/dossier_source.hpp"

namespace enrolkit::cli {

void add_source_options(Command command, DossierSource& source) {
  command.add_option("source", source.access.store, "A store's folder, or the folder of one dossier").required();
  command.add_option("id", source.id, "The dossier in the store, by the first digits of its id");
  add_key_options(command, source.access, "--key");
}

Result<OpenedDossier> open_dossier(const DossierSource& source, DossierUse use, bool without_chip) {
  OpenedDossier opened;
  if (source.id.empty()) {
    auto files = load_dossier(source.access.store, without_chip);
    if (!files) return files.error();
    opened.files = *std::move(files);
    return opened;
  }
  auto store = open_store(source.access);
  if (!store) return store.error();
  const auto entry = store->find(source.id);
  if (!entry) return entry.error();
  auto dossier = store->get(entry->id, use);
  if (!dossier) return dossier.error();
  tell_unnoted(dossier->in_audit);
  opened.store = *std::move(store);
  opened.id = entry->id;
  opened.files = std::move(dossier->files);
  return opened;
}

}  // namespace enrolkit::cli
