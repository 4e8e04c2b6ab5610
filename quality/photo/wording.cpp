// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/wording.hpp"

#include <array>
#include <cmath>

namespace enrolkit::photo {
namespace {

struct Wording {
  std::string_view pass;
  std::string_view too_low;
  std::string_view too_high;
  std::string_view maybe_low;  // unsure, near the lower limit
  std::string_view maybe_high;
  std::string_view without;  // the reason of checks that need this one
};

constexpr std::array<Wording, kRequirements> kWordings = {{
    // single_face
    {"One face is in the picture.",
     "No face was found: the person must look straight at the camera, upright and well lit.",
     "More than one face is in the picture: only the applicant may be visible.", "", "",
     "Not judged: no face was found."},
    // size
    {"The picture has enough pixels.",
     "The picture has too few pixels: take the camera's full resolution and do not enlarge a small picture.",
     "The picture has more pixels than the profile allows: reduce it.", "The picture has barely enough pixels.",
     "The picture has nearly too many pixels.", ""},
    // inter_eye_distance
    {"The eyes are far enough apart in pixels.",
     "The face has too few pixels between the eyes: come closer or use a higher resolution.",
     "The face has more pixels between the eyes than the profile allows: reduce the picture.",
     "The distance between the eyes is at the limit: a slightly larger face would be safe.",
     "The distance between the eyes is at the upper limit.", ""},
    // head_height
    {"The head fills the right part of the picture.",
     "The head is too small in the picture: come closer or crop tighter.",
     "The head is too large in the picture: step back or crop wider.",
     "The head may be too small: measure from chin to crown, hair not counted.",
     "The head may be too large: measure from chin to crown, hair not counted.", ""},
    // position
    {"The face is centred between left and right.", "The face is too far to the left of the picture.",
     "The face is too far to the right of the picture.", "The face may be too far to the left of the picture.",
     "The face may be too far to the right of the picture.", ""},
    // position_vertical
    {"The eyes are at the right height in the picture.", "The face is too high in the picture.",
     "The face is too low in the picture.", "The face may be too high in the picture.",
     "The face may be too low in the picture.", ""},
    // roll
    {"The head is upright.", "The head is tilted towards the picture's left shoulder: straighten it.",
     "The head is tilted towards the picture's right shoulder: straighten it.",
     "The head may be tilted towards the picture's left.", "The head may be tilted towards the picture's right.",
     "Not judged: the head is tilted too much."},
    // yaw
    {"The face looks straight ahead.", "The face is turned towards the picture's right: turn it to the camera.",
     "The face is turned towards the picture's left: turn it to the camera.",
     "The face may be turned slightly towards the picture's right.",
     "The face may be turned slightly towards the picture's left.", "Not judged: the face is turned away."},
    // pitch
    {"The face is level.", "The chin is too low: raise it.", "The chin is too high: lower it.",
     "The chin may be slightly too low.", "The chin may be slightly too high.",
     "Not judged: the face looks up or down."},
    // greyscale
    {"The picture is in colour.", "The picture is black and white: a colour picture is needed.", "",
     "The picture has hardly any colour.", "", ""},
    // exposure
    {"The face is well exposed.", "The face is too dark: more light on the face is needed.",
     "The face is too bright: less light or a shorter exposure is needed.",
     "The face may be too dark: check that the eyes and the skin show detail.",
     "The face may be too bright: check that the skin shows detail.",
     "Not judged: the face is too dark or too bright."},
    // clipping
    {"No part of the face is burnt out or black.", "",
     "Parts of the face are burnt out or black without detail: correct the exposure or the light.", "",
     "Small parts of the face are burnt out or black without detail.", ""},
    // contrast
    {"The face has enough contrast.", "The face looks washed out: there is too little contrast.", "",
     "The face may be washed out: there is little contrast.", "", "Not judged: the picture is washed out."},
    // sharpness
    {"The face is sharp.", "", "The face is blurred: focus on the eyes and hold still.", "",
     "The face may be slightly blurred: check that lashes and pores can be seen.", "Not judged: the face is blurred."},
    // eyes_open
    {"Both eyes are open.", "An eye is closed or half closed: both must be open.", "",
     "An eye may be half closed: check that both irises can be seen.", "", "Not judged: an eye is closed."},
    // mouth_closed
    {"The mouth is closed.", "", "The mouth is open: it must be closed, without teeth showing.", "",
     "The mouth may be slightly open.", ""},
    // background_uniform
    {"The background is uniform.", "",
     "The background is not uniform: use a plain wall without objects, other people, pattern or edges.", "",
     "The background may not be uniform: check for objects, other people, pattern or edges.", ""},
}};

bool nearer_to_min(const Finding& finding) {
  if (!finding.min) return false;
  if (!finding.max) return true;
  if (*finding.value < *finding.min) return true;
  if (*finding.value > *finding.max) return false;
  return std::abs(*finding.value - *finding.min) < std::abs(*finding.value - *finding.max);
}

}  // namespace

std::string_view sentence_for(Requirement requirement, const Finding& finding) {
  const Wording& wording = kWordings[static_cast<std::size_t>(requirement)];
  if (!finding.value || finding.verdict == Verdict::pass) return wording.pass;
  const bool low = nearer_to_min(finding);
  if (finding.verdict == Verdict::fail) return low ? wording.too_low : wording.too_high;
  return low ? wording.maybe_low : wording.maybe_high;
}

std::string_view sentence_without(Requirement failed) { return kWordings[static_cast<std::size_t>(failed)].without; }

}  // namespace enrolkit::photo
