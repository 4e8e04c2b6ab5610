// SPDX-License-Identifier: Apache-2.0
// A whole enrolment in one go: a session in which all samples are there from the beginning.
#include "enrolkit/enrolment.hpp"

#include "enrolkit/session.hpp"

namespace enrolkit {

Result<Enrolment> enrol(const Applicant& applicant, const EnrolmentSamples& samples, const EnrolmentSetup& setup) {
  if (const auto admitted = admit(applicant, samples, setup.policy); !admitted) return admitted.error();
  // Nobody is at a screen: the history bears the application's date, so that the same input gives the same dossier.
  const By by{"enrol", Timestamp(std::chrono::sys_days(applicant.application.date))};
  auto session = EnrolmentSession::begin(applicant, setup, by, samples.retained);
  if (!session) return session.error();

  // The fingers and the signature first: meanwhile the models of the photo check load.
  if (!samples.fingers.empty()) {
    if (const Status brought = session->bring_fingers(samples.fingers, by); !brought) return brought.error();
  }
  if (samples.signature) {
    if (const auto offered = session->offer_signature(*samples.signature, by); !offered) return offered.error();
  }
  if (samples.photo) {
    if (const auto offered = session->offer_photo(*samples.photo, by); !offered) return offered.error();
  }
  return session->finish(Finish::close, by);
}

}  // namespace enrolkit
