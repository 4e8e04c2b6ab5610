// SPDX-License-Identifier: Apache-2.0
#include "capture/finger/host/session.hpp"

#include <glib-unix.h>

#include "capture/finger/host/reader_error.hpp"

namespace enrolkit::host {

Session::Session(Channel& channel) : channel_(channel) {}

void Session::run() {
  loop_ = g_main_loop_new(nullptr, FALSE);
  g_unix_fd_add(kSocket, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP), &Session::on_request, this);
  g_main_loop_run(loop_);
  g_main_loop_unref(loop_);
}

gboolean Session::on_request(gint /*fd*/, GIOCondition /*condition*/, gpointer self) {
  auto& session = *static_cast<Session*>(self);
  if (const auto request = session.channel_.receive()) {
    session.handle(*request);
    return G_SOURCE_CONTINUE;
  }
  session.leaving_ = true;
  session.waiting_.reset();
  if (session.operation_) {
    g_cancellable_cancel(session.operation_.get());
  } else {
    session.finish();
  }
  return G_SOURCE_REMOVE;
}

void Session::handle(const Request& request) {
  switch (request.command) {
    case Command::list: {
      std::string text;
      for (FpDevice* device : readers()) text += describe(device);
      channel_.send_text(request.serial, text);
      break;
    }
    case Command::open:
      open(request);
      break;
    case Command::capture:
      waiting_ = request.serial;
      if (!operation_) start_capture();
      break;
    case Command::cancel:
      if (waiting_ == request.serial) waiting_.reset();
      if (operation_ && serial_ == request.serial) g_cancellable_cancel(operation_.get());
      break;
  }
}

// Readers that match on their own chip and give no image are of no use here.
std::vector<FpDevice*> Session::readers() {
  if (!context_) context_.reset(fp_context_new());
  std::vector<FpDevice*> found;
  const GPtrArray* devices = fp_context_get_devices(context_.get());
  for (guint i = 0; i < devices->len; ++i) {
    auto* device = static_cast<FpDevice*>(g_ptr_array_index(devices, i));
    if (fp_device_has_feature(device, FP_DEVICE_FEATURE_CAPTURE) != FALSE) found.push_back(device);
  }
  return found;
}

std::string Session::describe(FpDevice* device) const {
  return std::string(fp_device_get_driver(device)) + '\t' + fp_device_get_name(device) + '\n';
}

void Session::open(const Request& request) {
  const auto found = readers();
  if (request.argument >= found.size()) {
    channel_.send_error(request.serial, {ErrorCode::device_missing,
                                         "no fingerprint reader number " + std::to_string(request.argument) +
                                             " (from 0): readers connected: " + std::to_string(found.size())});
    return;
  }
  device_.reset(static_cast<FpDevice*>(g_object_ref(found[request.argument])));
  g_signal_connect(device_.get(), "notify::removed", G_CALLBACK(&Session::on_removed), this);
  operation_.reset(g_cancellable_new());
  serial_ = request.serial;
  fp_device_open(device_.get(), operation_.get(), &Session::on_opened, this);
}

void Session::on_opened(GObject* device, GAsyncResult* result, gpointer self) {
  auto& session = *static_cast<Session*>(self);
  GErrorSlot error;
  session.operation_.reset();
  if (fp_device_open_finish(FP_DEVICE(device), result, error.out()) != FALSE) {
    session.channel_.send_text(session.serial_, session.describe(FP_DEVICE(device)));
  } else {
    session.channel_.send_error(session.serial_, reader_error(error, session.name()));
  }
  session.finish();
}

bool Session::removed() const {
  gboolean removed = FALSE;
  g_object_get(device_.get(), "removed", &removed, nullptr);
  return removed != FALSE;
}

// libfprint lets a capture on a removed device wait for ever.
void Session::start_capture() {
  serial_ = *waiting_;
  waiting_.reset();
  if (!device_ || removed()) {
    channel_.send_error(serial_, device_ ? unplugged(name()) : Error{ErrorCode::device_failed, "no reader is open"});
    return;
  }
  operation_.reset(g_cancellable_new());
  fp_device_capture(device_.get(), TRUE, operation_.get(), &Session::on_captured, this);
}

void Session::on_captured(GObject* device, GAsyncResult* result, gpointer self) {
  auto& session = *static_cast<Session*>(self);
  GErrorSlot error;
  const GObjectPtr<FpImage> image(fp_device_capture_finish(FP_DEVICE(device), result, error.out()));
  session.operation_.reset();
  if (image) {
    gsize size = 0;
    const guchar* pixels = fp_image_get_data(image.get(), &size);
    session.channel_.send_image(session.serial_, fp_image_get_width(image.get()), fp_image_get_height(image.get()),
                                fp_image_get_ppmm(image.get()) * 25.4, {pixels, size});
  } else {
    session.channel_.send_error(session.serial_,
                                session.removed() ? unplugged(session.name()) : reader_error(error, session.name()));
  }
  session.finish();
}

// A driver may not notice by itself.
void Session::on_removed(GObject* /*device*/, GParamSpec* /*spec*/, gpointer self) {
  auto& session = *static_cast<Session*>(self);
  if (session.operation_) g_cancellable_cancel(session.operation_.get());
}

void Session::finish() {
  if (!leaving_) {
    if (waiting_) start_capture();
  } else if (device_ && fp_device_is_open(device_.get()) != FALSE) {
    fp_device_close(device_.get(), nullptr, &Session::on_closed, this);
  } else {
    g_main_loop_quit(loop_);
  }
}

void Session::on_closed(GObject* device, GAsyncResult* result, gpointer self) {
  GErrorSlot error;  // a removed device says so once more; closed it is in any case
  fp_device_close_finish(FP_DEVICE(device), result, error.out());
  g_main_loop_quit(static_cast<Session*>(self)->loop_);
}

}  // namespace enrolkit::host
