"""A port of this machine that is free."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
