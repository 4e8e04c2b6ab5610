// SPDX-License-Identifier: Apache-2.0
// The country signing CAs that a verifier knows, and their revocation lists. Immutable once made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "encoders/lds/passport_certificate.hpp"
#include "enrolkit/passive_authentication.hpp"

namespace enrolkit::lds {

using RevocationListPtr = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;

struct EncodedCertificate {
  Bytes der;
  PassportCertificate content;
};

struct Authority {
  Bytes der;
  PassportCertificate certificate;  // with a key and a validity
  bool anchor = false;              // its own issuer, so that the caller's word is all there is for it
};

struct RevocationList {
  std::string name;  // of its source
  RevocationListPtr list;
  std::string partial;  // why it vouches for nobody, though what it revokes is revoked; empty: it is complete
};

class TrustStore {
 public:
  static Result<TrustStore> make(const std::vector<TrustSource>& csca, const std::vector<TrustSource>& lists);

  [[nodiscard]] bool empty() const noexcept { return authorities_.empty(); }
  [[nodiscard]] const std::vector<RevocationList>& lists() const noexcept { return lists_; }
  // Those whose name is that of `certificate`'s issuer and, where both tell, whose key identifier fits as well.
  [[nodiscard]] std::vector<const Authority*> candidates(const PassportCertificate& certificate) const;
  [[nodiscard]] const std::vector<Authority>& authorities() const noexcept { return authorities_; }

 private:
  Status add(const TrustSource& source, KeyTemplates& templates);
  Status add_master_list(const TrustSource& source, KeyTemplates& templates);
  void add(EncodedCertificate certificate);

  std::vector<Authority> authorities_;
  std::vector<RevocationList> lists_;
};

// The certificates of a CSCA master list once its own signature is verified. Errors: crypto; the reason only.
[[nodiscard]] bool is_signed_data(BytesView file);
[[nodiscard]] Result<std::vector<EncodedCertificate>> read_master_list(BytesView file, KeyTemplates& templates);

// How a document signer's certificate leads to an anchor.
struct Chain {
  std::string problem;                    // empty: it does
  std::vector<const Authority*> issuers;  // from the signer's issuer to the anchor
};
// Whether the signatures, names and key usages fit; the times are another matter.
[[nodiscard]] Chain build_chain(const PassportCertificate& signer, const TrustStore& store);
// Empty when each certificate of the chain was valid at that time.
[[nodiscard]] std::string check_times(const Chain& chain, Time at);

// Empty for a list of all that its issuer has revoked, as Doc 9303-12 wants it; else what it is.
[[nodiscard]] std::string incompleteness_of(X509_CRL* list);

// "good", "revoked: ...", "unknown: ..." or, without lists, "not_checked". `remark` gets what else is to be told.
[[nodiscard]] std::string check_revocation(const PassportCertificate& signer, const Chain& chain,
                                           const TrustStore& store, Time on, std::string& remark);

}  // namespace enrolkit::lds
