"""A case study as a PDF of one or two pages: tagged, with its text, its figures' words and its origin in it."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from portfolio_kit.case_study.markdown import EXTRA
from portfolio_kit.case_study.page import Code, Picture, Table, Text, every
from portfolio_kit.case_study.study import Study
from portfolio_kit.errors import UserError
from portfolio_kit.repository.text import decoded

_LOOK = Path(__file__).with_name("page.typ")
_PAGES = 2
_LONGEST = 60
_MOST_COLUMNS = 12
_ROUNDED = 10
_UNSHOWN = re.compile(r'the text `"(?:\\u\{(\w+)\}|(.+?))"` could not be displayed', re.DOTALL)
# Words that no line may be wide enough for, and that no hyphen belongs in: addresses, paths, names of columns.
_LONG = re.compile(r"\S{24,}")
_JOINT = re.compile(r"[/_.=&?:,;|](?=\S)|[^\s/_.=&?:,;|-]{48}(?=\S)")


def typeset(study: Study) -> bytes:
    """Return the PDF of a case study; the same study gives the same bytes.

    Raises UserError when it takes more than two pages, when no font has a script of it, when a figure is broken, and
    when the package that typesets is missing.
    """
    if find_spec("typst") is None:
        raise UserError(EXTRA)
    for block in every(study.page.blocks):
        if isinstance(block, Table) and len(block.columns) > _MOST_COLUMNS:
            columns = f"a table of {len(block.columns)} columns: a page holds at most {_MOST_COLUMNS}"
            raise UserError(f"{study.where}:{block.line} is {columns}")
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copyfile(_LOOK, folder / "page.typ")
        files = {}
        for number, (target, figure) in enumerate(sorted(study.figures.items()), start=1):
            files[target] = f"figure-{number}.{figure.kind}"
            (folder / files[target]).write_bytes(figure.content)
        (folder / "page.json").write_text(json.dumps(_data(study, files)), encoding="utf-8")
        failed = _typeset(folder, int(study.written.timestamp()))
        if failed:
            raise UserError(_complaint(study, files, failed))
        return (folder / "page.pdf").read_bytes()


def _typeset(folder: Path, seconds: int) -> dict[str, Any]:
    """Run the typesetter on the folder, in a process that can be ended, and return what failed."""
    program = [
        sys.executable,
        "-P",
        "-m",
        "portfolio_kit.case_study.typesetting",
        str(folder),
        str(_PAGES),
        str(seconds),
    ]
    try:
        done = subprocess.run(program, capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"it was not done after {_LONGEST} seconds"}
    try:
        outcome = json.loads(done.stdout)
    except ValueError:
        return {"error": "the typesetter ended without a word"}
    return outcome if isinstance(outcome, dict) else {}


def _complaint(study: Study, files: dict[str, str], failed: dict[str, Any]) -> str:
    if "pages" in failed:
        return _too_long(study, failed["pages"])
    if "figure" in failed:
        target = next(target for target, file in files.items() if file == failed["figure"])
        line = next(picture.line for picture in study.page.pictures if picture.target == target)
        return f"{study.where}:{line}: the figure {target} cannot be shown: {failed['error']}"
    unshown = _UNSHOWN.search(failed["error"])
    if unshown is None:
        return f"{study.where} cannot be typeset: {failed['error']}"
    character = chr(int(unshown[1], 16)) if unshown[1] else unshown[2][0]
    lines = (decoded(study.file.read_bytes()) or "").split("\n")
    line = next((number for number, text in enumerate(lines, start=1) if character in text), 1)
    return (
        f"{study.where}:{line}: no font here has {character!r}: leave it out, install a font that has it, "
        "or make the page with `portfolio-kit case-study html`"
    )


def _too_long(study: Study, pages: float) -> str:
    over, count = max(pages - _PAGES, 0.1), study.page.words
    cut = math.ceil(count * over / pages / _ROUNDED) * _ROUNDED
    figures = ", or a figure" if study.figures else ""
    return (
        f"{study.where} takes {pages:.1f} pages, and may take {_PAGES}: cut {over:.1f} pages, "
        f"about {cut:,} of its {count:,} words{figures}"
    )


def _data(study: Study, files: dict[str, str]) -> dict[str, Any]:
    """What the look of the page is given."""
    page = study.page
    byline = [*([(Text(page.author),)] if page.author else []), *page.byline, (Text(study.day),)]
    return {
        "title": page.title,
        "author": page.author,
        "description": study.description,
        "keywords": study.keywords,
        "language": page.language,
        "byline": _plain(byline, files),
        "blocks": _plain(page.blocks, files),
    }


def _plain(value: object, files: dict[str, str]) -> Any:
    """Return a part of a page as JSON has it, with the name of its class."""
    if isinstance(value, tuple | list):
        return [_plain(item, files) for item in value]
    if isinstance(value, Picture):
        return {"file": files[value.target], "alternative": value.alternative, "caption": value.caption}
    if isinstance(value, Text | Code):
        return {"kind": type(value).__name__, "text": _LONG.sub(_breakable, value.text)}
    if dataclasses.is_dataclass(value):
        parts = {part.name: _plain(getattr(value, part.name), files) for part in dataclasses.fields(value)}
        return {"kind": type(value).__name__, **parts}
    return value


def _breakable(word: re.Match[str]) -> str:
    return _JOINT.sub(lambda joint: f"{joint[0]}\u200b", word[0])
