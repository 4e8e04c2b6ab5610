// SPDX-License-Identifier: Apache-2.0
// EF.DG2 (faces) and EF.DG3 (fingers), first generation (ISO/IEC 19794 records). Any thread.
#pragma once

#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// EF.DG2: 1 to 9 face records, each in a BIT of its own.
[[nodiscard]] Result<Bytes> encode_dg2(const std::vector<FaceRecord>& faces,
                                       RecordGeneration generation = RecordGeneration::iso19794);
[[nodiscard]] Result<std::vector<FaceRecord>> decode_dg2(BytesView file, const Reading& reading = {});

// EF.DG3: one finger a record and BIT. An empty vector encodes the DG3 of a holder without prints; `filler` are then
// the random bytes of Doc 9303-10 section 4.7.3 that keep such files from being alike (ignored otherwise, 1 to 64
// bytes).
[[nodiscard]] Result<Bytes> encode_dg3(const std::vector<FingerImageRecord>& fingers, BytesView filler = {},
                                       RecordGeneration generation = RecordGeneration::iso19794);
[[nodiscard]] Result<std::vector<FingerImageRecord>> decode_dg3(BytesView file, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
