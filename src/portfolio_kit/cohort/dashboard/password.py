"""The password of the dashboard: known as a hash only, and not to be guessed by trying."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

# What OWASP's password storage cheat sheet asks for: 16 MiB and about a twentieth of a second for each try.
_COST = {"n": 2**14, "r": 8, "p": 5, "maxmem": 2**26}


class Password:
    """A password, of which only a salted hash is kept."""

    def __init__(self, text: str) -> None:
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(text)
        # Each try takes memory: one at a time.
        self._turn = threading.Lock()

    def matches(self, text: str) -> bool:
        """Whether it is this one."""
        with self._turn:
            return hmac.compare_digest(self._hashed(text), self._hash)

    def _hashed(self, text: str) -> bytes:
        return hashlib.scrypt(text.encode("utf-8", "surrogatepass"), salt=self._salt, **_COST)


class Tries:
    """How often a password may be tried: some times in a while from one address, and some more from all of them."""

    def __init__(
        self, each: int = 5, together: int = 50, seconds: float = 60, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each, self._together, self._seconds, self._clock = each, together, seconds, clock
        self._made: deque[tuple[float, str]] = deque()
        self._turn = threading.Lock()

    def wait(self, address: str) -> float:
        """Count a try from an address and return 0, or return for how many seconds there may be none."""
        with self._turn:
            now = self._clock()
            while self._made and self._made[0][0] <= now - self._seconds:
                self._made.popleft()
            own = [moment for moment, made_by in self._made if made_by == address]
            for moments, most in ((own, self._each), ([moment for moment, _ in self._made], self._together)):
                if len(moments) >= most:
                    return moments[-most] + self._seconds - now
            self._made.append((now, address))
            return 0.0

    def forget(self, address: str) -> None:
        """Take back what was counted from an address: it knew the password."""
        with self._turn:
            self._made = deque(item for item in self._made if item[1] != address)
