// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "capture/finger/host/channel.hpp"
#include "capture/finger/host/gobject.hpp"

namespace enrolkit::host {

// One reader between opening and closing. Everything happens on the main thread, in GLib's default main context.
class Session {
 public:
  explicit Session(Channel& channel);

  // Serves requests until the library closes the socket and the device is closed.
  void run();

 private:
  static gboolean on_request(gint fd, GIOCondition condition, gpointer self);
  static void on_opened(GObject* device, GAsyncResult* result, gpointer self);
  static void on_captured(GObject* device, GAsyncResult* result, gpointer self);
  static void on_closed(GObject* device, GAsyncResult* result, gpointer self);
  static void on_removed(GObject* device, GParamSpec* spec, gpointer self);

  [[nodiscard]] std::vector<FpDevice*> readers();
  [[nodiscard]] std::string describe(FpDevice* device) const;
  [[nodiscard]] std::string name() const { return fp_device_get_name(device_.get()); }
  [[nodiscard]] bool removed() const;
  void handle(const Request& request);
  void open(const Request& request);
  void start_capture();
  void finish();  // after the last operation: serves what waits, or closes

  Channel& channel_;
  GObjectPtr<FpContext> context_;
  GObjectPtr<FpDevice> device_;
  GObjectPtr<GCancellable> operation_;  // of the open or capture that is under way
  GMainLoop* loop_ = nullptr;
  std::uint32_t serial_ = 0;              // of that operation
  std::optional<std::uint32_t> waiting_;  // serial of a capture asked for while the one before is still being ended
  bool leaving_ = false;
};

}  // namespace enrolkit::host
