// SPDX-License-Identifier: Apache-2.0
// The document image: the frame of a passport photo cut out of a larger picture.
//
// Only geometry changes: the frame is cut, turned when the profile allows it, and made smaller when fewer pixels are
// asked for. Nothing is stretched, enlarged, retouched or painted: where the picture ends, the frame ends.
//
//   PhotoCropper cropper(models, profile);
//   auto cut = cropper.crop(picture.view());        // load_image has already turned it as its Exif says
//   if (cut) encode_jpeg(cut->image.view(), 95, cut->ppi);
#pragma once

#include <memory>

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

struct PhotoCropOptions {
  // Height of the document image in px at most; 0: all the pixels that the picture has. It is never less than what the
  // profile's `size` and `inter_eye_distance` ask for.
  int most_height = 0;
};

struct PhotoCrop {
  Image image;  // in the proportions of PhotoProfile::crop, 35 x 45 unless the profile says otherwise

  // Document pixel (u, v) shows the picture at corner + (u, v) / scale, turned by `rotation` about `pivot`.
  Point corner;         // of the frame in the picture: of its top left pixel
  double scale = 1;     // px of the document image for one of the picture, at most 1
  double rotation = 0;  // degrees by which the head was set upright; 0 where the profile forbids it
  Point pivot;

  double ppi = 0;      // px per inch when printed as wide as the document
  PhotoReport report;  // of the document image: the whole check, measured anew on the cut picture

  // Whether the cut does what it is answerable for: size, inter_eye_distance, head_height, position and
  // position_vertical all pass. The rest (the roll where turning is forbidden, the light, ...) is the photographer's.
  [[nodiscard]] bool framed() const noexcept;
};

// Cuts for one profile. Holds its own workspace: use one per thread.
class PhotoCropper {
 public:
  PhotoCropper(std::shared_ptr<const PhotoModels> models, PhotoProfile profile);
  ~PhotoCropper();
  PhotoCropper(PhotoCropper&&) noexcept;
  PhotoCropper& operator=(PhotoCropper&&) noexcept;

  // Frames the largest face. Head height and place are aimed at the middle of what the profile lets pass, then measured
  // on the cut picture and corrected; near an edge the frame moves as far as the profile allows.
  // Errors: invalid_argument: no face; the picture has too few pixels (the message names those needed and present) or
  // ends inside the frame (the message says at which side, and how many pixels are lacking). Else as PhotoChecker.
  [[nodiscard]] Result<PhotoCrop> crop(ImageView picture, const PhotoCropOptions& options = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
