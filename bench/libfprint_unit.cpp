// SPDX-License-Identifier: Apache-2.0
#include <libfprint-2/fprint.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "bench/workload.hpp"

namespace enrolkit::bench {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};

struct Detection {
  bool done = false;
  bool found = false;
};

void on_detected(GObject* image, GAsyncResult* result, gpointer data) {
  auto* detection = static_cast<Detection*>(data);
  GError* error = nullptr;
  detection->found = fp_image_detect_minutiae_finish(FP_IMAGE(image), result, &error) != FALSE;
  g_clear_error(&error);
  detection->done = true;
}

}  // namespace

std::function<void()> make_libfprint_unit(const Image& print) {
  return [print] {
    const std::unique_ptr<FpImage, Unref> image(fp_image_new(print.width, print.height));
    gsize size = 0;
    const guchar* pixels = fp_image_get_data(image.get(), &size);
    if (size != print.pixels.size()) throw std::runtime_error("libfprint's image has another size than the print");
    // The only way in: a new image hands out its own pixels.
    std::copy(print.pixels.begin(), print.pixels.end(), const_cast<guchar*>(pixels));
    Detection detection;
    fp_image_detect_minutiae(image.get(), nullptr, on_detected, &detection);
    while (!detection.done) g_main_context_iteration(nullptr, TRUE);
    if (!detection.found) throw std::runtime_error("libfprint finds no minutiae in the print");
  };
}

}  // namespace enrolkit::bench
