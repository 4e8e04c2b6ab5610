// SPDX-License-Identifier: Apache-2.0
// write_face_detector OUT.cpp: writes dlib's frontal face detector as a table, at build time. What dlib does at each
// start (unpack the detector, take its filters apart by singular value decomposition) takes 0.2 s.
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/revision.h>

#include <cstdio>
#include <exception>
#include <string>

namespace {

using Filters = std::vector<std::vector<dlib::matrix<float, 0, 1>>>;

void write_filters(std::FILE* out, const Filters& rows, const Filters& columns) {
  for (std::size_t plane = 0; plane < rows.size(); ++plane) {
    for (std::size_t i = 0; i < rows[plane].size(); ++i) {
      std::fprintf(out, "    {%zu, {", plane);
      for (const float weight : rows[plane][i]) std::fprintf(out, "%aF, ", static_cast<double>(weight));
      std::fprintf(out, "}, {");
      for (const float weight : columns[plane][i]) std::fprintf(out, "%aF, ", static_cast<double>(weight));
      std::fprintf(out, "}},\n");
    }
  }
}

int write(std::FILE* out) {
  const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  const auto& scanner = detector.get_scanner();
  // The one geometry that the scan is written for (see face_detector.hpp).
  if (scanner.get_cell_size() != 8 || scanner.get_padding() != 0 || scanner.get_fhog_window_width() != 10 ||
      scanner.get_fhog_window_height() != 10 || scanner.get_detection_window_width() != 80 ||
      scanner.get_min_pyramid_layer_width() != 64 || scanner.get_min_pyramid_layer_height() != 64) {
    std::fprintf(stderr, "write_face_detector: this dlib's detector has another window than 10 x 10 cells of 8 px\n");
    return 1;
  }
  std::fprintf(out,
               "// Written by write_face_detector from dlib's frontal face detector.\n"
               "#include \"quality/photo/face_detector_table.hpp\"\n\n"
               "namespace enrolkit::photo {\nnamespace {\n\n");
  for (unsigned long i = 0; i < detector.num_detectors(); ++i) {
    const auto& bank = detector.get_processed_w(i).get_detect_argument();
    std::fprintf(out, "constexpr SeparableFilter kBank%lu[] = {\n", i);
    write_filters(out, bank.row_filters, bank.col_filters);
    std::fprintf(out, "};\n");
  }
  std::fprintf(out, "constexpr FilterBank kBanks[] = {\n");
  for (unsigned long i = 0; i < detector.num_detectors(); ++i) {
    std::fprintf(out, "    {kBank%lu, %a},\n", i, detector.get_w(i)(scanner.get_num_dimensions()));
  }
  const auto& overlap = detector.get_overlap_tester();
  std::fprintf(out,
               "};\n\n}  // namespace\n\nconst FaceDetectorTable& face_detector_table() {\n"
               "  static constexpr FaceDetectorTable table = {\"dlib %d.%d frontal face detector\", kBanks, %a, %a};\n "
               " return table;\n}\n\n"
               "}  // namespace enrolkit::photo\n",
               DLIB_MAJOR_VERSION, DLIB_MINOR_VERSION, overlap.get_iou_thresh(), overlap.get_percent_covered_thresh());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_face_detector OUT.cpp\n");
    return 2;
  }
  try {
    std::FILE* out = std::fopen(argv[1], "w");
    if (out == nullptr) {
      std::fprintf(stderr, "write_face_detector: %s: cannot be written\n", argv[1]);
      return 2;
    }
    const int failed = write(out);
    return std::fclose(out) == 0 ? failed : 2;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "write_face_detector: %s\n", e.what());
    return 2;
  }
}
