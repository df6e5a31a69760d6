"""Typesets the page in a folder: a program of its own, so that a figure that never ends ends here.

It writes page.pdf there and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import math
import sys
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

from typst import Compiler, TypstError

# The largest of them with which the text fits on the pages; the page is then never smaller than can be read.
_SIZES = (11.0, 10.5, 10.0, 9.5)
_EASY_TO_READ = 10.0
_FEW_LINES = 0.3
_MEMORY = 4 * 1024**3


def main() -> None:
    """Typeset the page in a folder onto a number of pages, dated by seconds: what the command line names."""
    folder, pages, seconds = sys.argv[1:]
    _limit_memory()
    print(json.dumps(outcome(Path(folder), int(pages), int(seconds))))


def outcome(folder: Path, most: int, seconds: int) -> dict[str, Any]:
    """Write page.pdf and return nothing; or return what is wrong: how many pages it takes, which figure is broken."""
    failed = _broken(folder)
    if failed:
        return failed
    # Fonts that come with the typesetter look the same everywhere; the system's are for what those do not have.
    for fonts in ("own", "system"):
        failed = _typeset(folder, most, seconds, fonts)
        if "could not be displayed" not in failed.get("error", ""):
            break
    return failed


def _broken(folder: Path) -> dict[str, Any]:
    for figure in sorted(folder.glob("figure-*")):
        source = folder / "figure.typ"
        source.write_text(f'#image("{figure.name}")', encoding="utf-8")
        try:
            Compiler(source, root=folder, ignore_system_fonts=True).compile(format="pdf")
        except TypstError as error:
            return {"figure": figure.name, "error": " ".join(error.message.split())}
    return {}


def _typeset(folder: Path, most: int, seconds: int, fonts: str) -> dict[str, Any]:
    try:
        compiler, pages = _fitting(folder, most, fonts)
        if pages > most:
            return {"pages": pages}
        compiler.compile(output=folder / "page.pdf", format="pdf", pdf_standards=["ua-1"], timestamp=seconds)
    except TypstError as error:
        return {"error": " ".join(error.message.split())}
    return {}


def _fitting(folder: Path, most: int, fonts: str) -> tuple[Compiler, float]:
    """The page in the largest type with which it fits, the smallest where none does, and how many pages it takes.

    Where only a few lines would stand on the last page, a type that is hardly smaller saves it.
    """
    sizes = iter(_SIZES)
    compiler, pages = _in_type(folder, next(sizes), fonts)
    while math.ceil(pages) > most and (size := next(sizes, None)):
        compiler, pages = _in_type(folder, size, fonts)
    if pages - math.floor(pages) < _FEW_LINES:
        for size in takewhile(_EASY_TO_READ.__le__, sizes):
            smaller, fewer = _in_type(folder, size, fonts)
            if math.ceil(fewer) < math.ceil(pages):
                return smaller, fewer
    return compiler, pages


def _in_type(folder: Path, size: float, fonts: str) -> tuple[Compiler, float]:
    compiler = Compiler(
        folder / "page.typ",
        root=folder,
        ignore_system_fonts=fonts == "own",
        sys_inputs={"size": str(size), "fonts": fonts},
    )
    end = json.loads(compiler.query("<end>", field="value", one=True))
    return compiler, end["page"] - 1 + end["share"]


def _limit_memory() -> None:
    # Where there is no such limit, or a lower one, it stays as it is.
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
