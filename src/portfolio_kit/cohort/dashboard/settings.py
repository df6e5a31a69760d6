"""Where the dashboard is served, and to whom."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from portfolio_kit.cohort.dashboard.password import Password

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """`host` and `port` are listened on; everybody who reaches them sees everything where there is no `password`."""

    host: str = "127.0.0.1"
    port: int = 8000
    password: Password | None = None

    @property
    def allowed_hosts(self) -> frozenset[str] | None:
        """The names that a browser may have asked for; None for any.

        On the loopback it must be one that can only mean this machine: a page elsewhere, whose name is suddenly said to
        be 127.0.0.1, must not reach it through a mentor's browser. Elsewhere the password holds such a page off.
        """
        if not is_loopback(self.host):
            return None
        host = f"[{self.host}]" if ":" in self.host else self.host
        return LOOPBACK_NAMES | {host.lower()}


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
