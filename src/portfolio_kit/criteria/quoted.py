"""What findings quote of a repository: that it really stands there, and that a reader finds it."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.code.syntax import error_line
from portfolio_kit.repository.data.secrets import masked
from portfolio_kit.repository.file import File, shortened
from portfolio_kit.repository.limits import counted
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, in_cell, on_page

_FEW = 3
_FIGURE = re.compile(r"\d+[.,]\d+|\d+(?= ?%)")


def is_there(repository: Repository, place: Evidence) -> bool:
    """Whether what a place quotes stands there, secrets written over."""
    notebook = _notebook(repository, place.path)
    if notebook is not None and place.cell is not None:
        return notebook.holds(place)
    paper = next((document for document in repository.papers if document.path == place.path), None)
    if paper is not None and place.whole:
        return place.excerpt.strip("…") in masked(" ".join(paper.source.split())) or place.excerpt.startswith("(")
    file = _file(repository, place.path)
    return file is not None and (file.evidence(place.line) == place or _is_part(file, place))


def _is_part(file: File, place: Evidence) -> bool:
    """Whether what is quoted is a part of its line, of which the beginning is left out."""
    line = file.lines[place.line - 1] if place.line <= len(file.lines) else ""
    quoted = place.excerpt.strip("…")
    return place.excerpt.startswith("…") and bool(quoted) and quoted in masked(" ".join(line.split()))


def readable(repository: Repository, finding: Finding) -> Finding:
    """Return a finding whose places are those that a reader sees: a notebook's cell and what stands in it, a file as a
    whole where it has no lines, and of a long line the part with the figure that the finding speaks of. No secret is
    left in its words.
    """
    said = f"{finding.reason} {finding.fix or ''}"
    evidence = tuple(_pointed(repository, _seen(repository, place), said) for place in finding.evidence)
    return replace(
        finding,
        reason=_words(repository, finding.reason, evidence),
        fix=None if finding.fix is None else _words(repository, finding.fix, evidence),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def unlikely(repository: Repository, target: str) -> str | None:
    """Return why this may not be the folder that was meant, None where there is code to judge."""
    if len(repository.repositories) > 1:
        each = "*/" if target in (".", "./") else f"{quote(target.rstrip('/'))}/*/"
        number = f"{len(repository.repositories)} git repositories"
        return f"This folder holds {number}, read here as if they were one: `portfolio-kit check {each}` checks each."
    if repository.modules:
        return None
    if not repository.files:
        return "There is no file to read here: is this the right folder?"
    tracked = ", and only what git tracks is read" if repository.commit else ""
    others = counted(len(repository.files), "other file")
    return f"There is no Python file and no notebook here, only {others}{tracked}: is this the right folder?"


def exposed(repository: Repository) -> str | None:
    """Return what comes before any point: a secret that whoever has the repository has, too."""
    key = next((secret for secret in repository.secrets if not secret.is_data), None)
    if key is None:
        return None
    place = _seen(repository, key.evidence)
    where = in_cell(place.path, place.cell, place.called) if place.cell else f"{place.path}:{place.line}"
    return f"Before anything else: {key.what} is committed, at {where}. Change it; deleting it is not enough."


def unparsed(repository: Repository) -> str | None:
    """Return what else comes before the score: Python files that do not parse, with the line that stops the parser."""
    paths = sorted(repository.budget.no_python, key=lambda path: (path.count("/"), path))
    if not paths:
        return None
    lines = [f"{path}:{line}" if (line := _stops_at(repository, path)) else path for path in paths[:_FEW]]
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    is_one = len(paths) == 1
    of_them = "is no valid Python: nothing in it counts" if is_one else "are no valid Python: nothing in them counts"
    return f"{', '.join(lines)}{more} {of_them} until that is repaired."


def _stops_at(repository: Repository, path: str) -> int | None:
    file = _file(repository, path)
    return error_line(file.text) if file is not None else None


def _seen(repository: Repository, place: Evidence) -> Evidence:
    notebook = _notebook(repository, place.path)
    return place if notebook is None or place.cell is not None else notebook.at_line(place.line)


def _pointed(repository: Repository, place: Evidence, said: str) -> Evidence:
    """Return the place with an excerpt that shows the first figure of the finding's words that is in its line."""
    file = _file(repository, place.path)
    if not place.excerpt.endswith("…") or place.cell is not None or file is None or place.line > len(file.lines):
        return place
    line = file.lines[place.line - 1]
    figures = [match[0] for match in _FIGURE.finditer(said)]
    if any(figure in place.excerpt for figure in figures):
        return place
    around = next((figure for figure in figures if figure in line), "")
    return replace(place, excerpt=shortened(line, around)) if around else place


def _words(repository: Repository, text: str, evidence: tuple[Evidence, ...]) -> str:
    """Return the words of a finding with its places as a reader finds them."""
    text = masked(text)
    for path in {place.path for place in evidence if place.whole} | {document.path for document in repository.papers}:
        for page in {int(match[1]) for match in re.finditer(rf"{re.escape(path)}:(\d{{1,9}})", text)}:
            text = re.sub(rf"{re.escape(path)}:{page}(?!\d)", on_page(path, page).replace("\\", r"\\"), text)
    if ".ipynb:" in text:
        for notebook in repository.notebooks:
            path = notebook.file.path
            for number in {int(match[1]) for match in re.finditer(rf"{re.escape(path)}:(\d{{1,9}})", text)}:
                known = [place.cell for place in evidence if (place.path, place.line) == (path, number)]
                cell = known[0] if known else notebook.at_line(number).cell
                seen = in_cell(path, cell, notebook.called(cell)).replace("\\", r"\\")
                text = re.sub(rf"{re.escape(path)}:{number}(?!\d)", seen, text)
    return text


def _notebook(repository: Repository, path: str) -> Notebook | None:
    if not path.endswith(".ipynb"):
        return None
    return next((notebook for notebook in repository.notebooks if notebook.file.path == path), None)


def _file(repository: Repository, path: str) -> File | None:
    return repository.by_path.get(path) or next((file for file in repository.runs if file.path == path), None)
