// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <optional>

#include "enrolkit/wsq.hpp"
#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string input, output;
  WsqOptions encoding;
  std::optional<double> ppi;  // empty: as the file states, else 500
  std::optional<std::size_t> max_bytes;
};

int encode_file(const Options& options) {
  const auto print = load_image(options.input);
  if (!print) return report_error(print.error());
  const Image grey = to_grey(print->image);
  WsqOptions encoding = options.encoding;
  encoding.ppi = options.ppi.value_or(finger_resolution(print->ppi));
  const auto file = options.max_bytes ? encode_wsq_to_size(grey.view(), *options.max_bytes, encoding)
                                      : encode_wsq(grey.view(), encoding);
  if (!file) return report_error({file.error().code, options.input + ": " + file.error().message});
  const Status written = write_file(options.output, BytesView(*file));
  return written ? kCompliant : report_error(written.error());
}

Bytes pgm_of(const Image& image) {
  const std::string header = "P5\n" + std::to_string(image.width) + " " + std::to_string(image.height) + "\n255\n";
  Bytes file(header.begin(), header.end());
  file.insert(file.end(), image.pixels.begin(), image.pixels.end());
  return file;
}

int decode_file(const Options& options) {
  const auto data = read_file(options.input, kMaxSampleBytes);
  if (!data) return report_error(data.error());
  const auto print = decode_wsq(*data);
  if (!print) return report_error({print.error().code, options.input + ": " + print.error().message});
  auto file = options.output.ends_with(".pgm") ? Result<Bytes>(pgm_of(print->image))
                                               : encode_png(print->image.view(), print->ppi);
  if (!file) return report_error(file.error());
  const Status written = write_file(options.output, BytesView(*file));
  return written ? kCompliant : report_error(written.error());
}

}  // namespace

void add_wsq_command(Command app, int& exit_code) {
  Command wsq = app.add_subcommand("wsq", "Fingerprint images in WSQ");
  wsq.require_subcommand();
  auto options = std::make_shared<Options>();

  Command encoding = wsq.add_subcommand("encode", "Make a WSQ file of an image");
  encoding.add_option("image", options->input, "Image file").required();
  encoding.add_option("output,-o,--output", options->output, "The WSQ file").required();
  encoding.add_option("--bitrate", options->encoding.bit_rate, "Bits a pixel to aim at: 0.75 is about 1:15");
  encoding.add_option("--max-bytes", options->max_bytes, "The file takes no more, at a lower bit rate if need be");
  encoding.add_option("--ppi", options->ppi, "Resolution, whatever the image states (500 where it states none)");
  encoding.add_option("--comment", options->encoding.comment, "Text to put into the file");
  encoding.callback([options, &exit_code] { exit_code = encode_file(*options); });

  Command decoding = wsq.add_subcommand("decode", "Make an image of a WSQ file");
  decoding.add_option("file", options->input, "WSQ file").required();
  decoding.add_option("output,-o,--output", options->output, "The image's file: PNG, or PGM when it ends in .pgm")
      .required();
  decoding.callback([options, &exit_code] { exit_code = decode_file(*options); });
}

}  // namespace enrolkit::cli
