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
     "No face was found: the person must look straight at the camera, upright, well lit, nothing over the face.",
     "More than one face is in the picture: only the applicant may be visible.", "", "",
     "Not judged: no face was found."},
    // size
    {"The picture has enough pixels.",
     "The picture has too few pixels: take the camera's full resolution and do not enlarge a small picture.",
     "The picture has more pixels than the profile allows: reduce it.", "The picture has barely enough pixels.",
     "The picture has nearly too many pixels.", ""},
    // aspect
    {"The picture has the proportions of a passport photo.",
     "The picture is too narrow for its height: crop it to 35 x 45.",
     "The picture is too wide for its height: crop it to 35 x 45.", "The picture is nearly too narrow.",
     "The picture is nearly too wide.", ""},
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
    // head_width
    {"The head has the right width in the picture.",
     "The head is too narrow in the picture: come closer or crop tighter.",
     "The head is too wide in the picture: step back or crop wider.", "The head may be too narrow in the picture.",
     "The head may be too wide in the picture.", ""},
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
    // shoulders
    {"The shoulders are square to the camera.",
     "The shoulder on the picture's right is raised: sit square to the camera, both shoulders level.",
     "The shoulder on the picture's left is raised: sit square to the camera, both shoulders level.",
     "The shoulder on the picture's right may be raised slightly.",
     "The shoulder on the picture's left may be raised slightly.", ""},
    // greyscale
    {"The picture is in colour.", "The picture is black and white: a colour picture is needed.", "",
     "The picture has hardly any colour.", "", "Not judged: the picture has no colour."},
    // colour_cast
    {"The light has no colour.", "", "The picture has a colour cast: set the white balance or change the lamp.", "",
     "The picture may have a colour cast: compare it with the person.", "Not judged: the picture has a colour cast."},
    // natural_colour
    {"The skin has a natural colour.", "", "The skin has no natural colour: set the white balance or change the lamp.",
     "", "The skin may have no natural colour: compare it with the person.", ""},
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
    {"The face has a natural contrast.", "The face looks washed out: there is too little contrast.",
     "The face has too much contrast: its shadows have no detail.",
     "The face may be washed out: there is little contrast.", "The face may have too much contrast.",
     "Not judged: the contrast of the picture is wrong."},
    // light_even
    {"The face is evenly lit.", "", "Part of the face is in shadow: light it evenly from both sides.", "",
     "Part of the face may be in shadow.", "Not judged: the face is unevenly lit."},
    // skin_reflection
    {"The skin does not reflect the lamp.", "",
     "A lamp or flash reflects on the skin: soften the light or powder the skin.", "",
     "A lamp may reflect on the skin.", ""},
    // pixelation
    {"The picture is not made of visible blocks.", "",
     "The picture is made of visible blocks: it was enlarged from a small one.", "",
     "The picture may be enlarged from a small one.", "Not judged: the picture is made of visible blocks."},
    // compression
    {"Compression has left no visible traces.", "",
     "Compression has left visible blocks: save the picture with a higher quality.", "",
     "Compression may have left traces: save the picture with a higher quality.",
     "Not judged: the picture is compressed too much."},
    // noise
    {"The picture has little noise.", "", "The picture is noisy: more light or a lower sensitivity is needed.", "",
     "The picture may be too noisy.", "Not judged: the picture is too noisy."},
    // sharpness
    {"The face is sharp.", "", "The face is blurred: focus on the eyes and hold still.", "",
     "The face may be slightly blurred: check that lashes and pores can be seen.", "Not judged: the face is blurred."},
    // motion
    {"Neither the person nor the camera moved.", "", "The picture is smeared: the person or the camera moved.", "",
     "The person or the camera may have moved.", "Not judged: the picture is smeared."},
    // glasses
    {"No glasses are worn.", "", "Glasses are worn: many states accept no glasses.", "", "Glasses may be worn.", ""},
    // glasses_tinted
    {"No dark lens covers an eye.", "The lenses are dark: the eyes must be seen through clear glass.", "",
     "The lenses may be tinted.", "", "Not judged: dark lenses cover the eyes."},
    // glasses_glare
    {"No light reflects in front of the eyes.", "", "Light reflects in the glasses: tilt them or move the lamp.", "",
     "Light may reflect in the glasses.", "Not judged: light reflects in the glasses."},
    // glasses_frame
    {"No frame covers an eye.", "", "The frame of the glasses covers part of an eye: push them up or take them off.",
     "", "The frame of the glasses may touch an eye.", "Not judged: the frame of the glasses covers an eye."},
    // eye_zone_clear
    {"Nothing covers the eyes.", "Hair or something else covers an eye: clear the eyes.", "",
     "Hair or something else may cover part of an eye.", "", "Not judged: something covers an eye."},
    // eyes_open
    {"Both eyes are open.", "An eye is closed or half closed: both must be open.", "",
     "An eye may be half closed: check that both irises can be seen.", "", "Not judged: an eye is closed."},
    // gaze
    {"The eyes look at the camera.", "The eyes look aside: look into the lens.",
     "The eyes look aside: look into the lens.", "The eyes may look slightly aside.",
     "The eyes may look slightly aside.", ""},
    // red_eye
    {"The pupils are not red.", "", "The pupils are red from the flash: move the flash away from the lens.", "",
     "The pupils may be red.", ""},
    // mouth_visible
    {"The mouth can be seen.", "Something covers the mouth: it must be seen.", "", "Something may cover the mouth.", "",
     "Not judged: something covers the mouth."},
    // mouth_closed
    {"The mouth is closed.", "", "The mouth is open: it must be closed, without teeth showing.", "",
     "The mouth may be slightly open.", ""},
    // expression
    {"The expression is neutral.", "", "The person smiles or grimaces: relax the face.", "",
     "The expression may not be neutral.", ""},
    // brows
    {"The brows are relaxed.", "The brows are drawn down: relax the face.", "The brows are raised: relax the face.",
     "The brows may be drawn down.", "The brows may be raised.", ""},
    // face_visible
    {"The whole face can be seen.", "", "Something covers part of the face: it must be free.", "",
     "Something may cover part of the face.", "Not judged: something covers the face."},
    // head_uncovered
    {"The head is uncovered.", "",
     "The head is covered: only for religious or medical reasons, and the face must be free from chin to forehead.", "",
     "The head may be covered: only for religious or medical reasons.", "Not judged: the head is covered."},
    // background_uniform
    {"The background is uniform.", "",
     "The background is not uniform: use a plain wall without objects, other people, pattern or edges.", "",
     "The background may not be uniform: check for objects, other people, pattern or edges.", ""},
    // background_light
    {"The background is light enough.", "The background is too dark: use a light wall or light it.", "",
     "The background may be too dark.", "", "Not judged: the background is too dark."},
    // background_colour
    {"The background has an allowed colour.", "", "The background has too much colour: use a white, grey or pale wall.",
     "", "The background may have too much colour.", ""},
    // background_shadow
    {"There is no shadow behind the head.", "",
     "A shadow lies on the wall behind the head: stand away from the wall or light it.", "",
     "A shadow may lie on the wall behind the head.", ""},
    // edges_clear
    {"Nothing reaches into the picture from its edges.", "",
     "Something reaches into the picture from an edge: only the applicant may be seen.", "",
     "Something may reach into the picture from an edge.", ""},
    // photo_age
    {"The photo is recent.", "", "The photo is too old.", "", "", ""},
    // retouching
    {"The photo was not retouched.", "", "The photo was retouched: it must show the person as it is.", "", "", ""},
}};

// Degrees of roll beyond which nobody tilts the head: it is the picture.
constexpr double kLying = 60;
constexpr double kUpsideDown = 135;

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
  if (requirement == Requirement::roll && std::abs(*finding.value) > kLying) {
    if (std::abs(*finding.value) > kUpsideDown) return "The picture is upside down: turn it by 180 degrees.";
    return *finding.value > 0 ? "The picture lies on its side: turn it by 90 degrees, anticlockwise."
                              : "The picture lies on its side: turn it by 90 degrees, clockwise.";
  }
  const bool low = nearer_to_min(finding);
  if (finding.verdict == Verdict::fail) return low ? wording.too_low : wording.too_high;
  return low ? wording.maybe_low : wording.maybe_high;
}

std::string_view sentence_without(Requirement failed) { return kWordings[static_cast<std::size_t>(failed)].without; }

}  // namespace enrolkit::photo
