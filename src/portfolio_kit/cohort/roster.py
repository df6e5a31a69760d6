"""The cohort file: which repositories, and whose.

A CSV file with a header, a list of folders and git URLs, or a folder of repositories. What is wrong is a problem of its
line; the other lines are good.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.cohort.roster_formats import Layout, called_by, is_student, layout, without_repositories
from portfolio_kit.errors import UserError
from portfolio_kit.repository import address

_LARGEST = 64 << 20
_LONGEST_NAME = 200
_LONGEST_TAG = 100
_LONGEST_IDENTIFIER = 300
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NONE = "names no repository"
_SIGNS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_TAGS = re.compile(r"[;,|]")
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A repository of the cohort. `source` is its folder or git URL, empty where somebody has none yet; `line` is where
    the cohort file names it.
    """

    name: str
    source: str
    subfolder: str = ""
    tags: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that names no repository, and why."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Roster:
    """What a cohort file says. `file` is it, or the folder that holds the repositories."""

    name: str
    file: Path
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


def read(file: Path) -> Roster:
    """Read a cohort file or a folder of repositories. Raises UserError when there is none, or nothing in it is good."""
    if file.is_dir():
        found: tuple[list[Entry], list[Problem]] = _of_folder(file), []
    else:
        found = parsed(_text(file), file)
    entries, problems = found
    name = file.resolve().name if file.is_dir() else file.stem
    if not any(entry.source for entry in entries):
        unnamed = [Problem(entry.line, _NONE) for entry in entries]
        first = min([*unnamed, *problems], key=lambda problem: problem.line, default=None)
        reason = f"line {first.line}: {first.what}" if first else "nothing is in it"
        raise UserError(f"{file} names no repository that can be reviewed: {reason}")
    return Roster(name, file, tuple(entries), tuple(problems))


def _of_folder(folder: Path) -> list[Entry]:
    if (folder / ".git").exists():
        raise UserError(f"{folder} is one repository, not a folder of them: `portfolio-kit check` looks at one")
    found = sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    return [Entry(each.name, str(each.absolute()), line=number) for number, each in enumerate(found, start=1)]


def _text(file: Path) -> str:
    if not file.exists():
        raise UserError(f"there is no {file}: give a CSV file, a list of URLs or a folder of repositories")
    with file.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UserError(f"{file} is larger than {_LARGEST >> 20} MB, which no cohort is")
    try:
        return content.decode(_BYTE_ORDER_MARKS.get(content[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        place = error.start
    try:
        # What Excel writes in much of Europe and America where nobody asks for “CSV UTF-8”.
        return content.decode("cp1252")
    except UnicodeDecodeError:
        line = content.count(b"\n", 0, place) + 1
        raise UserError(f"{file}: line {line} is not in UTF-8: save it as “CSV UTF-8”") from None


def parsed(text: str, file: Path) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of a file's text and the problems of its lines. Raises UserError for a header without a column
    of repositories.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_SIGNS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    columns = layout(header)
    if "repository" in columns.meanings:
        return _checked(_rows(text, delimiter, columns), file.parent)
    if header and file.suffix.lower() in (".csv", ".tsv"):
        raise UserError(f"{file}: {without_repositories(columns)}")
    return _checked(_lines(text), file.parent)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def _rows(text: str, delimiter: str, columns: Layout) -> Iterator[_Row]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    width, line = 0, 1
    while True:
        start = line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(start, {}, problem=f"is not CSV: {error}")
            cells = []
        line = reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if not width:
            width = len(cells)
            continue
        said = {title: cells[at].strip() for title, at in columns.identifiers.items() if at < len(cells)}
        if any(cell.strip() for cell in cells[width:]):
            what = f"has {len(cells)} fields, the header {width}: put a field that holds {_SIGNS[delimiter]} in quotes"
            yield _Row(start, {}, problem=what)
        elif is_student(said):
            yield _Row(
                start, {meaning: cells[at].strip() for meaning, at in columns.meanings.items() if at < len(cells)}, said
            )


def _lines(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _Row(number, {"repository": line.strip()})


def _checked(rows: Iterable[_Row], folder: Path) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    for row in rows:
        found = row.problem or _entry(row, folder)
        if isinstance(found, str):
            problems.append(Problem(row.line, found))
        elif found.name in lines:
            problems.append(Problem(row.line, f"the name {found.name} is already on line {lines[found.name]}"))
        else:
            lines[found.name] = row.line
            entries.append(found)
    return entries, problems


def _entry(row: _Row, folder: Path) -> Entry | str:
    """Return the entry of a row, or what is wrong with it."""
    try:
        source, called = _source(row.cells.get("repository", ""), folder)
    except UserError as error:
        return str(error)
    name = row.cells.get("name") or called_by(row.identifiers) or called
    if not name:
        return _NONE
    if len(name) > _LONGEST_NAME or _UNSHOWABLE.search(name):
        return f"a name has at most {_LONGEST_NAME} characters, all of which can be shown"
    subfolder = row.cells.get("subfolder", "").replace("\\", "/").strip("/")
    subfolder = "" if subfolder == "." else subfolder
    if subfolder and {"", ".", ".."}.intersection(subfolder.split("/")):
        return f"the sub-folder {subfolder} is not a path inside the repository"
    tags = tuple(dict.fromkeys(tag for part in _TAGS.split(row.cells.get("tags", "")) if (tag := part.strip())))
    limits = [(tag, _LONGEST_TAG) for tag in tags] + [(text, _LONGEST_IDENTIFIER) for text in row.identifiers.values()]
    if _UNSHOWABLE.search(subfolder) or any(len(text) > most or _UNSHOWABLE.search(text) for text, most in limits):
        return "a sub-folder, a tag or an identifier is too long, or holds characters that cannot be shown"
    return Entry(name, source, subfolder, tags, row.identifiers, row.line)


def _source(text: str, folder: Path) -> tuple[str, str]:
    """Return the folder or URL that a cell names, and what the repository is called; nothing for an empty cell.

    Raises UserError.
    """
    if not text:
        return "", ""
    if address.is_url(text):
        address.check_url(text)
        return text, address.name(text)
    if _UNSHOWABLE.search(text):
        raise UserError("the repository holds characters that cannot be shown")
    try:
        path = (folder / Path(text).expanduser()).absolute()
        return str(path), path.resolve().name
    except (OSError, RuntimeError) as error:
        raise UserError(f"{text} is no folder: {error}") from None
