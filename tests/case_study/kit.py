"""A repository with a case study and figures, as a test needs it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from portfolio_kit.case_study.html import published
from portfolio_kit.case_study.pdf import typeset
from portfolio_kit.case_study.study import study_of

HEAD = """\
# Empty docks: which stations run dry

*Ada Lovelace · [Code](https://github.com/ada/docks) · [Live](https://docks.example.org)*

"""
STUDY = f"""\
{HEAD}## Problem

Commuters find no bike on one morning in four. The operator pays 35 pounds for every hour.

## Approach

Eighteen months of counts, split by week.

## Results

<!-- result:results -->

| Model | MAE | Hours empty |
| --- | ---: | ---: |
| Mean of the weekday | 4.7<br>4.1–5.3 | 118 |
| **Boosting** | 3.2<br>2.9–3.5 | 52 |

<!-- /result -->

![Error by hour: highest at eight](../reports/error.png)

## Lessons learned

My first split put neighbouring rows into both halves.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


def png(width: int = 20, height: int = 10) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def repository(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a case study and other files below `folder`; reports/error.png is there."""
    everything = {"docs/case-study.md": text, "reports/error.png": png(), **(files or {})}
    for name, content in everything.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def html_of(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> str:
    """The web page of a repository with this case study."""
    return published(study_of(repository(folder, text, files)))


def pdf_of(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> PdfReader:
    """The PDF of a repository with this case study."""
    return PdfReader(io.BytesIO(typeset(study_of(repository(folder, text, files)))))


def words_of(reader: PdfReader) -> str:
    """The text that a reader of the PDF can select, its lines joined."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00ad\n", "").replace("\u200b", "").split())


def catalogue(reader: PdfReader) -> dict[str, Any]:
    """What a PDF says of itself as a whole."""
    return reader.root_object


def tags_of(reader: PdfReader) -> list[dict[str, Any]]:
    """The elements of the tree that a screen reader goes through, in order."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(catalogue(reader)["/StructTreeRoot"]))
