"""Forms with files in them, as browsers send them."""

from __future__ import annotations

import mimetypes
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_BOUNDARY = "portfolio-kit-7d1c9f3e5b"
_SIDE = 64


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a form; with `file` the name of a file."""

    name: str
    content: bytes
    file: str = ""


def encoded(parts: Iterable[Part]) -> tuple[str, bytes]:
    """Return the media type of a form, and its body."""
    body = bytearray()
    for part in parts:
        head = f'Content-Disposition: form-data; name="{_plain(part.name)}"'
        if part.file:
            media = mimetypes.guess_type(part.file)[0] or "application/octet-stream"
            head += f'; filename="{_plain(part.file)}"\r\nContent-Type: {media}'
        body += f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + part.content + b"\r\n"
    body += f"--{_BOUNDARY}--\r\n".encode()
    return f"multipart/form-data; boundary={_BOUNDARY}", bytes(body)


def picture() -> bytes:
    """A small picture, for services that ask for one: grey, from dark to light."""
    rows = b"".join(b"\0" + bytes(3 * [4 * row])[:3] * _SIDE for row in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _plain(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "").replace("\n", "")
