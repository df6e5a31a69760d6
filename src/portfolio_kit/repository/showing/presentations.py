"""Presentations that are committed: slides with charts or pictures, to be looked at without running anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

_SLIDES = re.compile(
    r"slides?(?![a-z])|presentation|poster|pitch|(?<![a-z])deck|apresenta|presentaci|pr[äa]sentation|presentazione|presentasi",
    re.IGNORECASE,
)
# What the archive of a file of slides lists where there is a chart or a picture on them.
_SHOWS = (b"ppt/charts/", b"ppt/media/")


def presentations(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the files of slides with a chart or picture on them, and the PDFs that are called a presentation or go with
    one.
    """
    files = list(files)
    slides = [file for file in files if file.suffix == ".pptx" and any(mark in file.packed for mark in _SHOWS)]
    beside = {(file.folder, file.stem) for file in slides}
    yield from (file.evidence() for file in slides)
    for file in files:
        if file.suffix == ".pdf" and file.size and ((file.folder, file.stem) in beside or _SLIDES.search(file.stem)):
            yield file.evidence()
