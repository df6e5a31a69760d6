"""Runs a service and leads connections to it: what `Running.socket` leads to.

Started where the service runs, by path, so it uses nothing but the standard library. Called with the descriptor of a
listening Unix socket, the service's port and its command; ends with the service, with its exit code. The socket comes
open from outside: there is no folder in which the service could put something else in its place.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

_PIECE = 1 << 16


def main(arguments: Sequence[str]) -> int:
    """Run the command and relay to its port until it ends; return its exit code, as a shell would."""
    descriptor, port, *command = arguments
    listener = socket.socket(fileno=int(descriptor))
    try:
        service = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    threading.Thread(target=_accept, args=(listener, int(port)), daemon=True).start()
    code = service.wait()
    return code if code >= 0 else 128 - code


def _accept(listener: socket.socket, port: int) -> None:
    while True:
        try:
            outer, _ = listener.accept()
        except OSError:
            # Too many are open: those that end make room.
            time.sleep(0.01)
            continue
        threading.Thread(target=_relay, args=(outer, port), daemon=True).start()


def _relay(outer: socket.socket, port: int) -> None:
    """Lead one connection; it is closed at once where nothing listens yet."""
    with outer:
        inner = _connected(port)
        if inner is None:
            return
        with inner:
            inner.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=_pump, args=(inner, outer), daemon=True)
            back.start()
            _pump(outer, inner)
            back.join()


def _connected(port: int) -> socket.socket | None:
    for address in ("127.0.0.1", "::1"):
        with suppress(OSError):
            return socket.create_connection((address, port))
    return None


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes until its end, and then the end."""
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
