// SPDX-License-Identifier: Apache-2.0
// The report of a photo check: a page that stands alone and the picture with lines, for people.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "enrolkit/report.hpp"
#include "people/people.hpp"
#include "sdk/report/drawing.hpp"
#include "sdk/report/limit_bar.hpp"
#include "sdk/report/problems.hpp"
#include "sdk/report/requirement_titles.hpp"

namespace enrolkit {
namespace {

Finding finding(const std::string& requirement, Verdict verdict, std::optional<double> value,
                const std::string& message, Severity severity = Severity::rule) {
  Finding one;
  one.requirement = requirement;
  one.clause = "ISO/IEC 39794-5 D.1 <" + requirement + ">";
  one.value = value;
  one.unit = "px & more";
  one.min = 10;
  one.max = 20;
  one.unsure = 1;
  one.verdict = verdict;
  one.severity = severity;
  one.message = message;
  return one;
}

PhotoReport report_by_hand() {
  PhotoReport report;
  report.profile = "icao-2018";
  report.profile_version = "2";
  report.verdict = Overall::not_compliant;
  report.faces = 1;
  report.findings = {finding("size", Verdict::pass, 15, "Well <sized>."),
                     finding("gaze", Verdict::not_assessed, std::nullopt, "Not told: the eyes are closed."),
                     finding("noise", Verdict::unsure, 19.5, "Perhaps noisy.", Severity::advice),
                     finding("yaw", Verdict::unsure, 10.5, "Perhaps turned."),
                     finding("made_up_check", Verdict::fail, 40, "Made up & wrong.", Severity::advice),
                     finding("eyes_open", Verdict::fail, 5, "The \"eyes\" are closed.")};
  report.findings.back().region = Region{40, 60, 30, 20};
  return report;
}

Image picture(int width = 120, int height = 160, PixelFormat format = PixelFormat::rgb8) {
  Image image(width, height, format);
  std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{200});
  return image;
}

std::string page_of(const PhotoReport& report, const std::string& file = "photo.jpg") {
  PhotoPage page;
  const Image image = picture();
  const Status added = page.add(file, image.view(), report);
  EXPECT_TRUE(added) << added.error().message;
  return page.html();
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// Every element is closed in turn; those whose end HTML leaves out are told apart.
void expect_well_formed(const std::string& html) {
  const std::set<std::string> no_end = {"meta", "!DOCTYPE", "tr", "td", "th", "img"};
  std::vector<std::string> open;
  const std::size_t style = html.find("</style>");
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (at > html.find("<style>") && at < style) continue;
    const std::size_t end = html.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = html.substr(at + 1, end - at - 1);
    EXPECT_EQ(std::count(tag.begin(), tag.end(), '\'') % 2, 0) << tag;
    const bool closes = tag[0] == '/';
    const std::string name = tag.substr(closes ? 1 : 0, tag.find_first_of(" \n/>", 1) - (closes ? 1 : 0));
    if (no_end.contains(name) || tag.back() == '/') continue;
    if (!closes) {
      open.push_back(name);
      continue;
    }
    ASSERT_FALSE(open.empty()) << "</" << name << "> closes nothing";
    EXPECT_EQ(open.back(), name);
    open.pop_back();
  }
  EXPECT_TRUE(open.empty()) << "<" << open.back() << "> is not closed";
}

void expect_self_contained(const std::string& html) {
  EXPECT_EQ(html.find("http"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<link"), std::string::npos);
  EXPECT_EQ(html.find("@import"), std::string::npos);
  EXPECT_NE(html.find("href='data:image/jpeg;base64,/9j/"), std::string::npos) << "the photo is in the page";
  for (std::size_t at = html.find("href='"); at != std::string::npos; at = html.find("href='", at + 1)) {
    const std::string target = html.substr(at + 6, 5);
    EXPECT_TRUE(target[0] == '#' || target == "data:") << target;
  }
  for (std::size_t at = html.find("url("); at != std::string::npos; at = html.find("url(", at + 1)) {
    EXPECT_EQ(html[at + 4], '#');
  }
}

TEST(PhotoPage, IsWellFormedAndStandsAlone) {
  const std::string html = page_of(report_by_hand());
  expect_well_formed(html);
  expect_self_contained(html);
}

TEST(PhotoPage, SaysTheWorstFirst) {
  const std::string html = page_of(report_by_hand());
  const std::vector<std::string> order = {"&#10007; not compliant",
                                          "2 fail, 2 unsure, 1 pass, 1 not assessed",
                                          "<span class='tag'>1</span><h3>Eyes open",
                                          "The &quot;eyes&quot; are closed.",
                                          "<span class='tag'>2</span><h3>Face straight ahead",
                                          "<span class='tag'>3</span><h3>Made up check",
                                          "<span class='tag'>4</span><h3>Little noise",
                                          "<details class='all-passed'>",
                                          "Size of the picture",
                                          "</details>",
                                          "Not told: the eyes are closed.",
                                          "Looking at the camera"};
  std::size_t from = 0;
  for (const std::string& part : order) {
    const std::size_t at = html.find(part, from);
    ASSERT_NE(at, std::string::npos) << part << " is missing or comes too early";
    from = at;
  }
}

TEST(PhotoPage, TellsEachVerdictInASignAWordAndAClause) {
  const std::string html = page_of(report_by_hand());
  EXPECT_EQ(count_of(html, "&#10007; fail</span>"), 2U);
  EXPECT_EQ(count_of(html, "? unsure</span>"), 2U);
  EXPECT_NE(html.find("measured <b>5 px &amp; more</b>"), std::string::npos);
  EXPECT_NE(html.find("allowed 10 to 20 px &amp; more"), std::string::npos);
  for (const Finding& one : report_by_hand().findings) {
    EXPECT_NE(html.find("D.1 &lt;" + one.requirement + "&gt;"), std::string::npos) << one.requirement;
  }
  EXPECT_EQ(count_of(html, "class='bar'"), 5U) << "each value has its bar";
}

TEST(PhotoPage, TakesTheSignsOutOfAHostileFileName) {
  const std::string name = "<script>alert('x')</script>\"&.jpg";
  const std::string html = page_of(report_by_hand(), name);
  expect_well_formed(html);
  expect_self_contained(html);
  EXPECT_NE(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;.jpg"), std::string::npos);
}

TEST(PhotoPage, ShowsSeveralPhotosAndWhatCouldNotBeRead) {
  PhotoPage page;
  const Image image = picture();
  ASSERT_TRUE(page.add("first.jpg", image.view(), report_by_hand()));
  page.add("lost.jpg", Error{ErrorCode::not_found, "lost.jpg: No such file <here>"});
  ASSERT_TRUE(page.add("third.jpg", image.view(), report_by_hand()));
  const std::string html = page.html();
  expect_well_formed(html);
  expect_self_contained(html);
  EXPECT_EQ(count_of(html, "<section id='photo-"), 3U);
  EXPECT_NE(html.find("<a href='#photo-2'>lost.jpg</a>"), std::string::npos);
  EXPECT_NE(html.find("No such file &lt;here&gt;"), std::string::npos);
  EXPECT_LT(html.find("id='photo-1'"), html.find("id='photo-2'"));
}

TEST(PhotoPage, RefusesAPhotoWithoutPixels) {
  PhotoPage page;
  EXPECT_EQ(page.add("x.jpg", ImageView{}, report_by_hand()).error().code, ErrorCode::invalid_argument);
}

TEST(PhotoPage, HasEveryFindingOfADrawnPersonAndItsFace) {
  people::Settings settings;
  settings.seed = 5;
  settings.set = {{"width", "480"}, {"fingers", "none"}, {"eyes", "closed"}};
  const auto person = people::make_person(settings);
  ASSERT_TRUE(person) << person.error().message;
  PhotoChecker checker(PhotoModels::load().value(), builtin_photo_profile("icao-2018").value());
  const auto report = checker.check(person->portrait.view());
  ASSERT_TRUE(report) << report.error().message;
  PhotoPage page;
  ASSERT_TRUE(page.add("drawn.png", person->portrait.view(), *report));
  const std::string html = page.html();
  expect_well_formed(html);
  expect_self_contained(html);
  for (const Finding& one : report->findings) {
    EXPECT_NE(html.find(title_of(one.requirement)), std::string::npos) << one.requirement;
  }
  EXPECT_EQ(count_of(html, ">crown</text>"), 1U);
  EXPECT_EQ(count_of(html, ">chin</text>"), 1U);
  EXPECT_EQ(count_of(html, ">eyes 4"), 1U) << "the eye line stands between 40 and 50 % of the height";
}

TEST(RequirementTitles, KnowEveryRequirementOfEveryProfile) {
  std::set<std::string> titles;
  for (const RequirementTitle& title : photo_requirement_titles()) titles.insert(std::string(title.title));
  EXPECT_EQ(titles.size(), photo_requirement_titles().size()) << "two have the same title";
  for (const std::string& name : builtin_photo_profile_names()) {
    const PhotoProfile profile = builtin_photo_profile(name).value();
    for (const Limit& limit : profile.limits) {
      EXPECT_FALSE(group_of(limit.requirement).empty()) << limit.requirement;
    }
  }
  EXPECT_EQ(title_of("made_up_check"), "Made up check");
}

TEST(Problems, ComeBySeverityThenByVerdict) {
  const PhotoReport report = report_by_hand();
  std::vector<std::string> names;
  for (const Finding* problem : problems_of(report.findings)) names.push_back(problem->requirement);
  EXPECT_EQ(names, (std::vector<std::string>{"eyes_open", "yaw", "made_up_check", "noise"}));
}

// From 10 to 20 with half a span at both sides: 5 to 25 over 312 px from 14 on; 15 stands in the middle.
TEST(LimitBar, PutsTheValueOnItsScale) {
  const std::string bar = limit_bar(finding("size", Verdict::pass, 15, ""));
  EXPECT_NE(bar.find("M170 13V29"), std::string::npos) << bar;
  EXPECT_NE(bar.find("<rect x='92' y='15' width='156'"), std::string::npos) << "10 to 20 is allowed";
  EXPECT_NE(bar.find("<rect x='76.4' y='15' width='31.2' height='12' fill='url(#doubt)'"), std::string::npos);
}

TEST(LimitBar, KeepsAValueFarOffInside) {
  const std::string bar = limit_bar(finding("size", Verdict::fail, 1e9, ""));
  EXPECT_NE(bar.find("M326 13V29"), std::string::npos) << bar;
  EXPECT_EQ(bar.find("nan"), std::string::npos);
}

TEST(LimitBar, IsLeftOutWhereItSaysNothing) {
  EXPECT_EQ(limit_bar(finding("gaze", Verdict::not_assessed, std::nullopt, "")), "");
  Finding one = finding("single_face", Verdict::fail, 2, "");
  one.max = one.min = 1;
  EXPECT_EQ(limit_bar(one), "");
  one.min = one.max = std::nullopt;
  EXPECT_EQ(limit_bar(one), "");
}

std::array<int, 3> pixel(const Image& image, double x, double y) {
  const std::uint8_t* at = image.row(static_cast<int>(y)) + 3 * static_cast<std::ptrdiff_t>(x);
  return {at[0], at[1], at[2]};
}

// 120 x 160 px are enlarged five times; a unit is 160 / 500 px, the margins are 120 units aside and 48 above.
TEST(PhotoOverlay, DrawsOnThePhotoWhereThingsAre) {
  const Image image = picture();
  const auto overlay = photo_overlay(image.view(), report_by_hand());
  ASSERT_TRUE(overlay) << overlay.error().message;
  EXPECT_EQ(overlay->format, PixelFormat::rgb8);
  EXPECT_EQ(overlay->width, static_cast<int>(std::lround((120 + 2 * 120 * 0.32) * 5)));
  EXPECT_GT(overlay->height, 160 * 5);
  const double left = 120 * 0.32 * 5;
  const double top = 48 * 0.32 * 5;
  EXPECT_EQ(pixel(*overlay, left + 100, top + 100), (std::array<int, 3>{200, 200, 200})) << "the photo itself";
  EXPECT_EQ(pixel(*overlay, left - 50, top + 400), (std::array<int, 3>{255, 255, 255})) << "the margin";
  const Rgb fail = colour_of(Ink::fail);
  EXPECT_EQ(pixel(*overlay, left + 55 * 5, top + 80 * 5), (std::array<int, 3>{fail.r, fail.g, fail.b}))
      << "the lower edge of the region of the closed eyes";
}

TEST(PhotoOverlay, TakesGreyAndLargePhotosAndNoFace) {
  PhotoReport nobody;
  nobody.findings = {finding("single_face", Verdict::fail, 0, "No face was found.")};
  const Image image = picture(3000, 2000, PixelFormat::grey8);
  const auto overlay = photo_overlay(image.view(), nobody);
  ASSERT_TRUE(overlay) << overlay.error().message;
  EXPECT_EQ(overlay->width, 1400 + static_cast<int>(std::lround(2 * 120 * 1400 / 500.0)));
  EXPECT_EQ(photo_overlay(ImageView{}, nobody).error().code, ErrorCode::invalid_argument);
}

TEST(PhotoOverlay, HasRoomForManyProblemsAndOddLetters) {
  PhotoReport report = report_by_hand();
  for (int i = 0; i < 40; ++i) {
    report.findings.push_back(finding("check_" + std::to_string(i), Verdict::fail, 40, "\xc3\xa9t\xc3\xa9 \n \xff"));
  }
  const Image image = picture();
  const auto many = photo_overlay(image.view(), report);
  ASSERT_TRUE(many);
  EXPECT_GT(many->height, photo_overlay(image.view(), report_by_hand())->height);
  EXPECT_LT(many->height, 4000) << "no more than a dozen are listed";
}

}  // namespace
}  // namespace enrolkit
