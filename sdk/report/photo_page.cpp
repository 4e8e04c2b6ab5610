// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/report.hpp"
#include "sdk/report/findings_panel.hpp"
#include "sdk/report/html_text.hpp"
#include "sdk/report/overlay_svg.hpp"
#include "sdk/report/page.hpp"
#include "sdk/report/photo_section.hpp"
#include "sdk/session/image_scale.hpp"

namespace enrolkit {
namespace {

// px: what a screen at the counter shows of a photo, sharp also when it is printed.
constexpr int kPreviewSide = 1000;
constexpr int kPreviewQuality = 88;

Image copy_of(ImageView view) {
  Image image(view.width, view.height, view.format);
  const auto bytes = static_cast<std::size_t>(image.stride());
  for (int y = 0; y < view.height; ++y) std::copy_n(view.row(y), bytes, image.row(y));
  return image;
}

}  // namespace

struct PhotoPage::Impl {
  struct Entry {
    std::string file;
    std::string verdict;
    std::string tally;
  };
  std::vector<Entry> entries;
  std::string sections;

  std::string anchor() const { return "photo-" + std::to_string(entries.size()); }
};

PhotoPage::PhotoPage() : impl_(std::make_unique<Impl>()) {}
PhotoPage::~PhotoPage() = default;
PhotoPage::PhotoPage(PhotoPage&&) noexcept = default;
PhotoPage& PhotoPage::operator=(PhotoPage&&) noexcept = default;

Status PhotoPage::add(std::string_view file, ImageView photo, const PhotoReport& report) {
  if (photo.empty()) return Error{ErrorCode::invalid_argument, std::string(file) + ": the photo has no pixels"};
  auto preview = encode_jpeg(scale_to_fit(copy_of(photo), kPreviewSide, kPreviewSide).view(), kPreviewQuality);
  if (!preview) return preview.error();
  PhotoResult result;
  result.report = report;
  result.width = photo.width;
  result.height = photo.height;
  result.preview = *std::move(preview);
  impl_->entries.push_back({std::string(file), std::string(overall_name(report.verdict)), tally(report.findings)});
  impl_->sections += photo_section(result, file, impl_->anchor());
  return {};
}

void PhotoPage::add(std::string_view file, const Error& error) {
  impl_->entries.push_back({std::string(file), "error", error.message});
  impl_->sections += "<section id='" + impl_->anchor() + "'><div class='banner'><h2>" + escaped(file) + "</h2>" +
                     mark("error") + "</div><p>" + escaped(error.message) + "</p></section>";
}

std::string PhotoPage::html() const {
  std::string html =
      page_start(impl_->entries.size() == 1 ? "Photo check: " + impl_->entries.front().file : "Photo check");
  if (impl_->entries.size() > 1) {
    html +=
        "<section><h1>Photo check</h1><div class='scroll'><table><thead><tr><th>Photo<th>Verdict<th>Findings</thead>"
        "<tbody>";
    for (std::size_t i = 0; i < impl_->entries.size(); ++i) {
      const Impl::Entry& entry = impl_->entries[i];
      html += "<tr><td><a href='#photo-" + std::to_string(i + 1) + "'>" + escaped(entry.file) + "</a><td>" +
              mark(entry.verdict) + "<td>" + escaped(entry.tally);
    }
    html += "</tbody></table></div></section>";
  }
  return html + impl_->sections + page_end("This page holds a photo of a person: keep it where the photo is kept.");
}

}  // namespace enrolkit
