"""The text of a PDF, read by pypdf in a process of its own that can be ended: a document may be made to hang it."""

from __future__ import annotations

import subprocess
import sys

from portfolio_kit.repository.limits import LIMITS

_MOST_PAGES = 40
# By the clock, for a machine that is busy; the processor time is what ends a document that hangs.
_SECONDS = 20.0
_PROCESSOR = 3
_MEMORY = 512 << 20


def text_of(content: bytes) -> str:
    """Return the text of a PDF, with a form feed where a page ends; empty where it cannot be read in time."""
    if not content.startswith(b"%PDF"):
        return ""
    program = [sys.executable, "-P", "-m", __name__]
    try:
        told = subprocess.run(program, input=content, capture_output=True, timeout=_SECONDS, check=False).stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    return told.decode("utf-8", "replace")[: LIMITS.document].strip()


def _read() -> None:
    """Write the text of the PDF on standard input, page by page: what was read before a limit is not lost."""
    import io
    import logging

    _limit()
    from pypdf import PdfReader

    logging.disable()
    room = LIMITS.document
    for page in PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages[:_MOST_PAGES]:
        text = page.extract_text()[:room].replace("\f", " ")
        room -= len(text)
        sys.stdout.buffer.write(f"{text}\n\f".encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        if room <= 0:
            break


def _limit() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits: there the clock alone ends it.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _read()
