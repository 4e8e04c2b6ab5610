// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/html_text.hpp"

#include <openssl/evp.h>

#include <cmath>
#include <cstdio>

namespace enrolkit {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string jpeg_data_uri(BytesView jpeg) {
  std::string base64(4 * ((jpeg.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), jpeg.data(), static_cast<int>(jpeg.size()));
  base64.resize(static_cast<std::size_t>(length));
  return "data:image/jpeg;base64," + base64;
}

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, std::abs(value) >= 1000 ? "%.0f" : "%.4g", value);
  return text;
}

std::string short_number(const std::optional<double>& value) { return value ? short_number(*value) : std::string(); }

}  // namespace enrolkit
