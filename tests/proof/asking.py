"""A service to start, and a client that asks it."""

from __future__ import annotations

import socket
import time
from contextlib import suppress

from portfolio_kit.proof.sandbox import Running

SERVER = """
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as listener:
    while True:
        client, _ = listener.accept()
        with client:
            while client.recv(1 << 16): pass
            client.sendall(b"hello")
"""


def answer(running: Running) -> bytes:
    """What the service says to a client that has said all; it is asked again until it is ready."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(ConnectionError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(running.socket))
            client.sendall(b"x" * 100_000)
            client.shutdown(socket.SHUT_WR)
            if said := client.recv(100):
                return said
        time.sleep(0.02)
    raise TimeoutError
