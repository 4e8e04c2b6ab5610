// SPDX-License-Identifier: Apache-2.0
// The finger host: runs libfprint for the library, in a process of its own. Started by it, with the socket as file
// descriptor 3; nothing to be called by people.
#include <sys/socket.h>
#include <unistd.h>

#include <string_view>

#include "capture/finger/host/session.hpp"

int main(int argc, char** argv) {
  int type = 0;
  socklen_t size = sizeof type;
  if (argc != 2 || std::string_view(argv[1]) != enrolkit::host::kProtocolVersion) return 2;
  if (getsockopt(enrolkit::host::kSocket, SOL_SOCKET, SO_TYPE, &type, &size) != 0) return 2;
  enrolkit::host::Channel channel;
  {
    enrolkit::host::Session session(channel);
    session.run();
  }
  _exit(0);  // the watch thread still waits; libfprint's driver registrations are for the process
}
