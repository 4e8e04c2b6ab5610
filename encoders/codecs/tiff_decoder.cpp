// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {

Result<DecodedImage> decode_tiff(BytesView /*data*/, const ImageLimits& /*limits*/) {
  return Error{ErrorCode::unsupported, "TIFF is not read yet"};
}

Result<DecodedImage> decode_bmp(BytesView /*data*/, const ImageLimits& /*limits*/) {
  return Error{ErrorCode::unsupported, "BMP is not read yet"};
}

Result<DecodedImage> decode_jpeg2000(BytesView /*data*/, const ImageLimits& /*limits*/) {
  return Error{ErrorCode::unsupported, "JPEG 2000 is not read yet"};
}

}  // namespace enrolkit::codecs
