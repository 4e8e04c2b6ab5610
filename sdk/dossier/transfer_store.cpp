// SPDX-License-Identifier: Apache-2.0
// A dossier that arrived, in the store of the side that produces from it.
#include <algorithm>

#include "enrolkit/transfer.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

Result<DossierFacts> facts_of(const DossierRecord& record) {
  if (!record.use_until || !record.retain_until) {
    return Error{ErrorCode::malformed, std::string(kDossierRecord) + ": does not say until when the dossier is kept"};
  }
  return dossier_facts(record);
}

// What stands in the store is bound to its id by the store's keys: the names and lengths tell whether it is all there.
Status compare(const ReceivedTransfer& transfer, DossierStore& store, const DossierEntry& entry) {
  if (entry.state >= DossierState::destroying) {
    return Error{ErrorCode::already_exists, "transfer " + transfer.id + ": arrived before, and was destroyed on " +
                                                format_date(store::local_date(entry.changed)) +
                                                ": it is not taken again"};
  }
  const auto card = store.card(entry.id);
  if (!card) return card.error();
  const bool same = std::equal(card->files.begin(), card->files.end(), transfer.files.begin(), transfer.files.end(),
                               [](const DossierFile& kept, const FileEntry& sent) {
                                 return kept.path == sent.path && kept.bytes == sent.bytes.size();
                               });
  if (same) return {};
  return Error{ErrorCode::crypto,
               "transfer " + transfer.id + ": arrived before, and what is kept of it is not as sent"};
}

}  // namespace

Result<KeptTransfer> store_transfer(const ReceivedTransfer& transfer, DossierStore& store) {
  const auto record = record_among(transfer.files);
  if (!record) return record.error();
  if (const Status whole = check_listed(transfer.files, *record); !whole) return whole.error();
  const auto there = [&]() -> Result<KeptTransfer> {
    const auto entry = store.find(transfer.id);
    if (!entry) return entry.error();
    if (const Status same = compare(transfer, store, *entry); !same) return same.error();
    return KeptTransfer{entry->id, true};
  };
  const auto before = there();
  if (before || before.error().code != ErrorCode::not_found) return before;
  const auto facts = facts_of(*record);
  if (!facts) return facts.error();
  if (const Date today = store.today(); facts->terms.retain_until < today) {
    return Error{ErrorCode::refused_by_rules, "transfer " + transfer.id + ": its data was to be kept until " +
                                                  format_date(facts->terms.retain_until) + ", and today is " +
                                                  format_date(today)};
  }
  std::string detail = "sealed " + format_timestamp(transfer.sealed) + " by " + transfer.station;
  if (detail.size() > kMaxDetailBytes) detail.resize(kMaxDetailBytes);
  const auto id = store.add(*facts, transfer.files, {{"imported", detail}}, transfer.id, {std::nullopt, true});
  if (id) return KeptTransfer{*id, *id != transfer.id};  // another id: the dossier that was sealed here
  const auto meanwhile = there();                        // by another process
  if (meanwhile || meanwhile.error().code != ErrorCode::not_found) return meanwhile;
  return Error{id.error().code, "transfer " + transfer.id + ": " + id.error().message};
}

}  // namespace enrolkit
