// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enrolkit/data_groups.hpp"

namespace enrolkit::fuzz {

// The files that the seeds' EF.SOD is about.
inline ChipFiles small_chip() {
  return {
      {ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg13}}).value()},
      {ChipFile::dg1,
       encode_dg1("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10").value()},
      {ChipFile::dg13, {0x6D, 0x00}}};
}

}  // namespace enrolkit::fuzz
