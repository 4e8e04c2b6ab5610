// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/page.hpp"

#include <span>
#include <utility>

#include "enrolkit/version.hpp"
#include "sdk/report/html_text.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> embedded_report_style();

namespace {

// The hatching of the bands of doubt, for every bar of the page.
constexpr std::string_view kHatching =
    "<svg class='hidden' width='0' height='0' aria-hidden='true'><defs><pattern id='doubt' width='6' height='6' "
    "patternUnits='userSpaceOnUse' patternTransform='rotate(45)'><rect width='6' height='6' fill='#f6e3b4'/><rect "
    "width='2' height='6' fill='#b98a2b'/></pattern></defs></svg>";

}  // namespace

std::string page_start(std::string_view title) {
  return "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
         "content='width=device-width, initial-scale=1'><title>" +
         escaped(title) + "</title><style>" + std::string(embedded_report_style().front().second) +
         "</style></head><body>" + std::string(kHatching) + "<main>";
}

std::string page_end(std::string_view note) {
  return "<p class='soft'>Made by enrolkit " + std::string(version()) + ". " + std::string(note) +
         "</p></main></body></html>\n";
}

}  // namespace enrolkit
