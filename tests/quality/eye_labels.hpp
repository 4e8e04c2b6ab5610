// SPDX-License-Identifier: Apache-2.0
// How the eyes of the generated faces are, as seen by eye; all others are open and free.
#pragma once

#include <set>
#include <string>

namespace enrolkit::testing {

inline const std::set<std::string> kClosedEyes = {"sfhq_t2i_0277", "sfhq_t2i_0334", "sfhq_t2i_0349", "sfhq_t2i_0350",
                                                  "sfhq_t2i_0404", "sfhq_t2i_0406", "sfhq_t2i_0407", "sfhq_t2i_0411",
                                                  "sfhq_t2i_0542", "sfhq_t2i_0590", "sfhq_t2i_0592", "sfhq_0788",
                                                  "sfhq_0790"};

// Neither open nor closed.
inline const std::set<std::string> kHalfClosed = {"sfhq_0792",     "sfhq_t2i_0351", "sfhq_t2i_0345",
                                                  "sfhq_t2i_0565", "sfhq_t2i_0716", "sfhq_t2i_0405",
                                                  "sfhq_t2i_0501", "sfhq_t2i_0401", "sfhq_t2i_0384"};

inline const std::set<std::string> kSunglasses = {
    "sfhq_t2i_0026", "sfhq_t2i_0073", "sfhq_t2i_0075", "sfhq_t2i_0077", "sfhq_t2i_0193", "sfhq_t2i_0234",
    "sfhq_t2i_0238", "sfhq_t2i_0492", "sfhq_t2i_0493", "sfhq_t2i_0502", "sfhq_t2i_0503", "sfhq_t2i_0521",
    "sfhq_t2i_0562", "sfhq_t2i_0563", "sfhq_t2i_0616", "sfhq_t2i_0620", "sfhq_t2i_0701", "sfhq_t2i_0713"};

}  // namespace enrolkit::testing
