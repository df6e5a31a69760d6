"""Compiled patterns, kept from one run to the next as Python keeps the byte code of modules, and in the same folder.

Compiling the patterns that a check needs takes as long as everything else that it does, since `re` compiles in Python;
what comes of it is a list of numbers that can be kept. Where that list, or the way in which `re` makes a pattern of
it, is not as it is known to be, or nothing may be written, patterns are compiled as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from importlib import import_module
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any

_FORMAT = 1
# How many bytes a length and a hash take.
_NUMBER = 8
# Versions of the rules that were installed one after the other leave theirs behind.
_MOST = 6_000
# What one run may add, in bytes: it takes no more memory for that. The next one goes on.
_MOST_ADDED = 1 << 20
_PART = 1 << 16


class CompiledPatterns:
    """The patterns that were compiled in earlier runs, in one file, and those that this run adds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[bytes, tuple[int, int, bytes]] = {}
        self._start = 0
        self._added: dict[bytes, bytes] = {}
        self._room = _MOST_ADDED
        self._descriptor = -1
        self._is_open = False

    def compile(self, pattern: str | bytes, flags: int) -> re.Pattern[Any]:
        """Return the compiled pattern; raises `re.error` as `re.compile` does."""
        if isinstance(pattern, bytes):
            return re.compile(pattern, flags)
        if not self._is_open:
            self._open()
        flags = int(flags)
        key = source_hash(f"{flags}:{pattern}".encode(errors="surrogatepass"))
        try:
            return self._kept(pattern, key) or self._made(pattern, flags, key)
        except (ImportError, AttributeError, TypeError, ValueError, EOFError, OverflowError, RuntimeError, OSError):
            return re.compile(pattern, flags)

    def keep(self) -> None:
        """Write down what was added, whole or not at all."""
        if not self._added or sys.dont_write_bytecode:
            return
        is_full = len(self._places) + len(self._added) > _MOST
        places = {} if is_full else dict(self._places)
        end = before = sum(length for _, length, _ in places.values())
        for key, code in self._added.items():
            places[key] = (end, len(code), source_hash(code))
            end += len(code)
        head = marshal.dumps((_fingerprint(), places))
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(exist_ok=True)
            with beside.open("wb") as file:
                file.writelines([len(head).to_bytes(_NUMBER, "little"), source_hash(head), head])
                for at in range(0, before, _PART):
                    file.write(os.pread(self._descriptor, min(_PART, before - at), self._start + at))
                file.writelines(self._added.values())
            beside.replace(self._path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
        self._added = {}

    def _open(self) -> None:
        """Look what is kept, when the first pattern is asked for."""
        self._is_open = True
        try:
            self._descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
            length = int.from_bytes(os.pread(self._descriptor, _NUMBER, 0), "little")
            head = os.pread(self._descriptor, length, 2 * _NUMBER)
            if os.pread(self._descriptor, _NUMBER, _NUMBER) == source_hash(head):
                fingerprint, places = marshal.loads(head)  # noqa: S302 - as trusted as byte code
                if fingerprint == _fingerprint():
                    self._places, self._start = places, 2 * _NUMBER + length
        except (OSError, ValueError, EOFError, TypeError, OverflowError, MemoryError):
            self._places = {}

    def _read(self, key: bytes) -> bytes | None:
        """What was kept under a key, if it is whole."""
        at, length, told = self._places[key]
        code = os.pread(self._descriptor, length, self._start + at)
        return code if source_hash(code) == told else None

    def _kept(self, pattern: str, key: bytes) -> re.Pattern[str] | None:
        code = self._read(key) if key in self._places else None
        if code is None:
            return None
        flags, numbers, groups, names, order = marshal.loads(code)  # noqa: S302 - as trusted as byte code
        made: re.Pattern[str] = import_module("_sre").compile(
            pattern, flags, array("I", numbers).tolist(), groups, names, order
        )
        return made

    def _made(self, pattern: str, flags: int, key: bytes) -> re.Pattern[str]:
        """Compile a pattern as `re.compile` does, and remember what came of it."""
        parsed = import_module("re._parser").parse(pattern, flags)
        code = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001 - there is no public way to it
        names = parsed.state.groupdict
        order: list[str | None] = [None] * parsed.state.groups
        for name, number in names.items():
            order[number] = name
        parts = (flags | parsed.state.flags, code, parsed.state.groups - 1, names, tuple(order))
        made: re.Pattern[str] = import_module("_sre").compile(pattern, *parts)
        if self._room > 0:
            self._added[key] = marshal.dumps((parts[0], array("I", code).tobytes(), *parts[2:]))
            self._room -= len(self._added[key])
        return made


def _fingerprint() -> tuple[int, str, int]:
    """What a kept pattern depends on beside itself."""
    return _FORMAT, sys.version, import_module("_sre").MAGIC


patterns = CompiledPatterns(Path(cache_from_source(__file__)).with_suffix(".patterns"))
