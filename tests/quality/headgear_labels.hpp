// SPDX-License-Identifier: Apache-2.0
// Which of the generated faces wear something on the head, as seen by eye.
#pragma once

#include <set>
#include <string>

namespace enrolkit::testing {

// synthetic_faces: hats, caps, hoods, scarves, turbans, feathers, bands.
inline const std::set<std::string> kHeadgearWorn = {
    "sfhq_0800",     "sfhq_t2i_0020", "sfhq_t2i_0022", "sfhq_t2i_0024", "sfhq_t2i_0026", "sfhq_t2i_0028",
    "sfhq_t2i_0030", "sfhq_t2i_0031", "sfhq_t2i_0033", "sfhq_t2i_0034", "sfhq_t2i_0035", "sfhq_t2i_0036",
    "sfhq_t2i_0039", "sfhq_t2i_0051", "sfhq_t2i_0200", "sfhq_t2i_0238", "sfhq_t2i_0264", "sfhq_t2i_0265",
    "sfhq_t2i_0266", "sfhq_t2i_0270", "sfhq_t2i_0272", "sfhq_t2i_0277", "sfhq_t2i_0278", "sfhq_t2i_0291",
    "sfhq_t2i_0294", "sfhq_t2i_0296", "sfhq_t2i_0298", "sfhq_t2i_0300", "sfhq_t2i_0301", "sfhq_t2i_0309",
    "sfhq_t2i_0310", "sfhq_t2i_0312", "sfhq_t2i_0345", "sfhq_t2i_0405", "sfhq_t2i_0511", "sfhq_t2i_0513",
    "sfhq_t2i_0514", "sfhq_t2i_0515", "sfhq_t2i_0518", "sfhq_t2i_0519", "sfhq_t2i_0521", "sfhq_t2i_0522",
    "sfhq_t2i_0525", "sfhq_t2i_0526", "sfhq_t2i_0527", "sfhq_t2i_0533", "sfhq_t2i_0536", "sfhq_t2i_0537",
    "sfhq_t2i_0538", "sfhq_t2i_0539", "sfhq_t2i_0541", "sfhq_t2i_0542", "sfhq_t2i_0543", "sfhq_t2i_0545",
    "sfhq_t2i_0547", "sfhq_t2i_0551", "sfhq_t2i_0554", "sfhq_t2i_0555", "sfhq_t2i_0556", "sfhq_t2i_0562",
    "sfhq_t2i_0563", "sfhq_t2i_0564", "sfhq_t2i_0565", "sfhq_t2i_0616", "sfhq_t2i_0666", "sfhq_t2i_0683"};

// Headphones, and what may be hair or a cap.
inline const std::set<std::string> kHeadgearDoubtful = {
    "sfhq_0886",     "sfhq_0890",     "sfhq_t2i_0060", "sfhq_t2i_0062", "sfhq_t2i_0064",
    "sfhq_t2i_0065", "sfhq_t2i_0066", "sfhq_t2i_0069", "sfhq_t2i_0349", "sfhq_t2i_0662"};

}  // namespace enrolkit::testing
