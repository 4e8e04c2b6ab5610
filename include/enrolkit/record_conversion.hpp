// SPDX-License-Identifier: Apache-2.0
// From records of ISO/IEC 19794:2005 to blocks of ISO/IEC 39794 and back. Images are carried byte for byte (raw prints
// get and lose the header of a PGM file). What the other generation has no place for is told, never dropped in silence.
//
//   face, 19794-5                face, 39794-5                     beyond it
//   gender 1, 2                  gender male, female               "other" becomes 0
//   eye colour 1..7, FF          black .. multi-coloured, pink,    hazel becomes FF, unknown 0
//                                other
//   hair colour 1..7, FF         bald .. red, other                green and blue become "known coloured", and that FF
//   property mask                properties, each yes or no        a property that is not stated becomes "no"; head
//                                (bit 0: there are properties;     coverings and reserved bits are not carried
//                                medical condition: biometric
//                                absent)
//   expression 1, 2, 4..7        the one that is true              3 (smile, jaw open) becomes "smile"; of several the
//                                                                  first
//   pose, steps of 2 degrees     angles in degrees                 odd degrees lose one
//   pose uncertainty, +1         uncertainty in degrees
//   MPEG-4 points (type 1)       the same, 2D coordinates          other landmarks, points without a place or in 3D
//   image type 1 full frontal    kind MRTD                         2 (token) becomes 1; general purpose becomes 0
//   JPEG, JPEG 2000              JPEG, JPEG 2000 lossy             lossless becomes JPEG 2000; PNG and others: error
//   width, height                image size                        taken from the image when a block does not say it
//   colour space 1, 2, 3, 4      RGB 24, YUV 4:2:2, grey 8, other  RGB 48 and grey 16 become 4
//   source type 1..6, 7          technology 1..6, unknown
//   device type                  device model                      its organization
//   quality 1..100               first quality score               its algorithm; further scores; failures to assess
//   -                            times, attack detection, certifications, measurements, lens, ...: not carried
//
//   finger, 19794-4              finger, 39794-4                   beyond it
//   position 0..10               position                          others: error
//   impression 0, 1, 7, 8, 9     plain, rolled, latent, swipe,     25, 41 and 42 become 9; 28 and 29 become 0
//                                contactless plain
//   impression 2, 3 (not live)   plain, rolled, scanned from ink   other technologies are not carried
//   image resolution             sampling rate                     a scan or vertical resolution that differs
//   acquisition level            -                                 31 at 500 ppi, 41 at 1000, 20 at 250, 10 at 125
//   raw, WSQ, JPEG 2000, PNG     PGM, WSQ, JPEG 2000 lossy, PNG    packed bits and JPEG: error; depths but 8
//   width, height                -                                 taken from the image
//   device id, quality           as for faces
//   view count and number        -                                 1 of 1
//   -                            times, segmentation, annotations, attack detection, comments, ...: not carried
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "enrolkit/face_block.hpp"
#include "enrolkit/finger_block.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

struct Uncarried {
  std::string field;   // of the source: "expression", "acquisition_level"
  std::string reason;  // one English sentence
};

template <class Record>
struct Converted {
  Record record;
  std::vector<Uncarried> uncarried;
};

// What blocks say and records do not: whose algorithm gave the quality, and whose device took the image. 65535 stands
// for "not told"; it is left out on the way back without being mentioned.
struct ConversionIds {
  RegistryId quality_algorithm{65535, 65535};
  std::uint16_t device_organization = 65535;
};

// Errors: invalid_argument (what the source's own encode refuses for it), unsupported (what the table calls an error).
[[nodiscard]] Result<Converted<FaceBlock>> to_face_block(const FaceImage& face, const ConversionIds& ids = {});
[[nodiscard]] Result<Converted<FaceRecord>> to_face_record(const FaceBlock& block, const ConversionIds& ids = {});

// Of a record with one image, and a block with one representation.
[[nodiscard]] Result<Converted<FingerBlock>> to_finger_block(const FingerImageRecord& record,
                                                             const ConversionIds& ids = {});
[[nodiscard]] Result<Converted<FingerImageRecord>> to_finger_record(const FingerBlock& block,
                                                                    const ConversionIds& ids = {});

}  // namespace enrolkit
#pragma GCC visibility pop
