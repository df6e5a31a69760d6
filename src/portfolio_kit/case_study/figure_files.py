"""The files of the figures that a case study shows, checked to be what a page can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote

from portfolio_kit.case_study.page import Page, Picture
from portfolio_kit.errors import UserError

Kind: TypeAlias = Literal["png", "jpg", "webp", "svg"]

_MOST = 12
_LARGEST = 8 * 1024 * 1024
_LARGEST_DRAWING = 1024 * 1024
_MOST_PIXELS = 40_000_000
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_DRAWING = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL)
# What a drawing may not hold, in words for its author: the page would show it without, or never be done.
_UNFIT = (
    (re.compile(rb"<!ENTITY", re.IGNORECASE), "declares entities"),
    (re.compile(rb"<script", re.IGNORECASE), "holds a script"),
    (re.compile(rb"<foreignObject", re.IGNORECASE), "holds HTML, which only browsers show"),
    (re.compile(rb"(?:href\s*=\s*[\"']\s*|url\(\s*[\"']?)(?!#|data:)[^\s\"')]", re.IGNORECASE), "takes in other files"),
)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class Figure:
    """The content of a figure, its path from the root of the repository, and its size in pixels where it has one."""

    path: str
    kind: Kind
    content: bytes
    width: int | None = None
    height: int | None = None


def figures(page: Page, file: Path, root: Path, where: str) -> dict[str, Figure]:
    """Return the figures of a page by their targets; the page is `file`, named `where`, of the repository at `root`.

    Raises UserError when one is missing, lies outside of the repository, says nothing to who cannot see it, or is
    nothing that a page can hold.
    """
    if len(page.pictures) > _MOST:
        raise UserError(f"{where} has {len(page.pictures)} figures: two pages hold at most {_MOST}")
    return {picture.target: _figure(picture, file, root.resolve(), where) for picture in page.pictures}


def _figure(picture: Picture, file: Path, root: Path, where: str) -> Figure:
    about = f"{where}:{picture.line}: the figure {picture.target or '(unnamed)'}"
    if not picture.alternative:
        raise UserError(f"{about} says nothing to a reader who cannot see it: write what it shows, ![like this](…)")
    if _ELSEWHERE.match(picture.target):
        raise UserError(f"{about} is not in the repository: save it there, and name its path")
    target = unquote(picture.target).partition("#")[0].partition("?")[0].replace("\\", "/")
    try:
        path = (root / target.lstrip("/") if target.startswith("/") else file.parent / target).resolve()
        if not path.is_relative_to(root):
            raise UserError(f"{about} lies outside of the repository: copy it into it")
        if not target or not path.is_file():
            raise UserError(f"{about} is missing: there is no such file")
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{about} is larger than {_LARGEST // 1024**2} MB: save it smaller")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UserError(f"{about} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    kind = _kind(content)
    if kind is None:
        raise UserError(f"{about} is no PNG, JPEG, WebP or SVG: save it as one")
    if kind == "svg":
        return Figure(path.relative_to(root).as_posix(), kind, _drawing(content, about))
    width, height = _size(content, kind)
    if not 0 < width * height <= _MOST_PIXELS:
        raise UserError(f"{about} is {width} by {height} pixels: save it with at most {_MOST_PIXELS // 10**6} million")
    return Figure(path.relative_to(root).as_posix(), kind, content, width, height)


def _kind(content: bytes) -> Kind | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return "svg" if _DRAWING.match(content.removeprefix(b"\xef\xbb\xbf")[:10_000]) else None


def _drawing(content: bytes, about: str) -> bytes:
    if len(content) > _LARGEST_DRAWING:
        raise UserError(f"{about} is a drawing larger than {_LARGEST_DRAWING // 1024**2} MB: save it as PNG")
    for pattern, words in _UNFIT:
        if pattern.search(content):
            raise UserError(f"{about} is a drawing that {words}: save it as PNG")
    return content


def _size(content: bytes, kind: Kind) -> tuple[int, int]:
    """Return width and height as the head of the file gives them; 0 where it is cut off."""
    if kind == "png":
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if kind == "webp":
        return _size_of_webp(content)
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:  # noqa: PLR2004
        marker = content[position + 1]
        if marker in _FRAMES:
            return int.from_bytes(content[position + 7 : position + 9]), int.from_bytes(
                content[position + 5 : position + 7]
            )
        position += (
            1
            if marker == 0xFF  # noqa: PLR2004
            else 2
            if marker in _ALONE
            else 2 + int.from_bytes(content[position + 2 : position + 4])
        )
    return 0, 0


def _size_of_webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
