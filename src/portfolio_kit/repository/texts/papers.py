"""Reports about the project that are no plain text: the PDFs that a reader of the repository opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File, shortened
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.texts.pages import Laid, laid_out
from portfolio_kit.rubric.finding import Evidence

# What others wrote, or what is not about the project.
_OF_OTHERS = re.compile(
    r"(?:^|/)(?:data\w*|raw|input|refer\w*|literature|papers|books?|resources|assets|figures?|images?|logos?|plots?)/|"
    r"certific|resume|\bcv\b|licen[cs]e|assignment|instruc|guideline|brief|proposal|data[-_ ]?sheet|методическ|"
    r"requerimiento|requisito|enunciado|consigna|pautas|aufgabenstellung|[ée]nonc[ée]",
    re.IGNORECASE,
)
# The numbers of cells that a notebook's print has in its margin.
_CELL = re.compile(r"^[ \t]{0,40}(?:In|Out) ?\[\d{1,4}\]:", re.MULTILINE)
_CELLS = 3
_MOST, _DEEPEST, _SHORTEST = 3, 2, 1_000


def papers(files: Iterable[File]) -> Iterator[tuple[File, Laid]]:
    """Yield the reports that have a text, with it; the print of a notebook that is there is none, for what stands in it
    is the notebook's, its outputs among it.
    """
    files = list(files)
    notebooks = {file.stem for file in files if file.suffix == ".ipynb"}
    likely = [
        file
        for file in files
        if file.suffix == ".pdf" and file.path.count("/") <= _DEEPEST and not _OF_OTHERS.search(file.path)
    ]
    likely.sort(key=lambda file: (file.path.count("/"), file.path))
    if not likely:
        return
    # What runs programs is needed for a PDF alone.
    from portfolio_kit.repository.texts import pdf

    for file in likely[:_MOST]:
        text = pdf.text_of(file.packed)
        if file.stem in notebooks and len(_CELL.findall(text)) >= _CELLS:
            continue
        if len(text) >= _SHORTEST and file.budget.hold(file.path, text[: LIMITS.document]):
            yield file, laid_out(text)


def evidence(file: File, text: Laid, line: int) -> Evidence:
    """Return a line of a report's text as evidence: the file and the page, with what is said there."""
    lines = text.source.split("\n")
    told = shortened(lines[line - 1].lstrip("# ")) if 1 <= line <= len(lines) else ""
    page = text.pages[line - 1] if told else 1
    return Evidence(file.path, page, told or f"({file.size:,} bytes)", whole=True)
