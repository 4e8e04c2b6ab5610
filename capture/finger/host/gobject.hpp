// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fprint.h>

#include <memory>
#include <string>

namespace enrolkit::host {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, Unref>;

// An error that a GLib call fills in.
class GErrorSlot {
 public:
  GErrorSlot() = default;
  ~GErrorSlot() { g_clear_error(&error_); }
  GErrorSlot(const GErrorSlot&) = delete;
  GErrorSlot& operator=(const GErrorSlot&) = delete;

  [[nodiscard]] GError** out() { return &error_; }
  [[nodiscard]] const GError* get() const { return error_; }
  [[nodiscard]] bool is(GQuark domain) const { return error_ != nullptr && error_->domain == domain; }

 private:
  GError* error_ = nullptr;
};

}  // namespace enrolkit::host
