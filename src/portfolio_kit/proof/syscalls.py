"""The calls to the kernel that no namespace holds, refused inside: a filter as the kernel runs it.

Sockets to the host of a virtual machine, or to a radio, belong to no network namespace; rings can make such sockets
unseen; keys are shared by all processes of a user.
"""

from __future__ import annotations

import errno
import platform
import socket
import struct
from collections.abc import Iterable

_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, 16)  # the last tells of interfaces, AF_NETLINK

# Of each machine the number that the kernel knows it by, its calls for sockets, and those that are refused: add_key,
# request_key, keyctl, perf_event_open, bpf, userfaultfd, io_uring_setup.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 53), (248, 249, 250, 298, 321, 323, 425)),
    "aarch64": (0xC00000B7, (198, 199), (217, 218, 219, 241, 280, 282, 425)),
}

# The calls of another interface of x86_64 have numbers from here.
_OTHER_INTERFACE = 0x40000000

# What the filter can do: load a field of the call, jump where it equals or exceeds, and return.
_LOAD, _EQUALS, _EXCEEDS, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000

_NOT_THERE = (_RETURN, 0, 0, _REFUSE | errno.ENOSYS)
_NO_FAMILY = (_RETURN, 0, 0, _REFUSE | errno.EAFNOSUPPORT)
_ALLOWED = (_RETURN, 0, 0, _ALLOW)


def filtering() -> bytes | None:
    """The filter for this machine; None for one whose calls are not known here."""
    if platform.machine() not in _MACHINES:
        return None
    machine, (one, pair), refused = _MACHINES[platform.machine()]
    families = [(_EQUALS, len(_FAMILIES) - number, 0, family) for number, family in enumerate(_FAMILIES)]
    return _packed(
        [
            (_LOAD, 0, 0, _MACHINE),
            (_EQUALS, 1, 0, machine),
            _NOT_THERE,
            (_LOAD, 0, 0, _NUMBER),
            (_EXCEEDS, 0, 1, _OTHER_INTERFACE),
            _NOT_THERE,
            *(step for number in refused for step in ((_EQUALS, 0, 1, number), _NOT_THERE)),
            (_EQUALS, 1, 0, one),
            (_EQUALS, 0, len(families) + 2, pair),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            *families,
            _NO_FAMILY,
            _ALLOWED,
        ]
    )


def _packed(steps: Iterable[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
