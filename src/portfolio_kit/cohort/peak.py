"""How much memory a process has used at most since it was last asked about."""

from __future__ import annotations

from pathlib import Path

_SELF = Path("/proc/self")
_RESETS_PEAK = "5"


class Peak:
    """The peak of this process's memory from now on, where the system tells it for a part of a process's life."""

    def __init__(self) -> None:
        try:
            (_SELF / "clear_refs").write_text(_RESETS_PEAK, encoding="ascii")
            self._is_known = True
        except OSError:
            self._is_known = False

    @property
    def memory(self) -> int | None:
        """The most bytes that were in memory; None where the system does not tell."""
        return _kilobytes("VmHWM:") if self._is_known else None


def _kilobytes(field: str) -> int | None:
    for line in (_SELF / "status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) << 10
    return None
