"""Whether the data is about people: decides where fairness applies and what privacy asks for.

The columns of the data speak first (in the files, and as the code names them), then the words of the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.subjects import COLUMNS, PEOPLE, THINGS, WEAK_COLUMNS, WRITINGS, Words
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.markdown import Document
    from portfolio_kit.repository.repository import Repository

_IDENTIFIER = re.compile(r"[^\W\d][\w .-]{1,40}")
_LONGEST_NAME = 41
_SEPARATORS = re.compile(r"[\s_.\-]+")
_CELL = re.compile(r"[,;\t|]")
_LETTERS = re.compile(r"[^\W\d_]+")
_TABLES = (".csv", ".tsv", ".data", ".xlsx", ".parquet", ".xls")
_MOST_TABLES = 40
_ENOUGH_COLUMNS = 2
_ENOUGH_WORDS = 3
# A word that a text repeats tells no more than one that it says a dozen times; a column tells as much as eight words.
_CAP = 12
_COLUMN_WEIGHT = 8
_HEADING_WEIGHT = 3
_FILE_WEIGHT = 2
_FEW_WORDS = 60
# What people write is about things as well, and is still theirs.
_WRITINGS_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What the data is about: how much speaks for people, things and writings, and where that shows."""

    columns: tuple[str, ...]
    people: int
    things: int
    writings: int
    evidence: tuple[Evidence, ...]
    thing_evidence: tuple[Evidence, ...]

    @property
    def is_people(self) -> bool:
        """Whether the data is about people."""
        return len(self.columns) >= _ENOUGH_COLUMNS or self.people > max(self.things, _ENOUGH_WORDS - 1)

    @property
    def is_things(self) -> bool:
        """Whether the data is about things, and neither about people nor about what they write."""
        return self.is_impersonal and self.things >= _ENOUGH_WORDS

    @property
    def is_impersonal(self) -> bool:
        """Whether nothing to speak of points to people or to what they write."""
        return not self.is_people and self.things >= max(2 * self.people, _WRITINGS_WEIGHT * self.writings)


class _Count:
    """How often some words are said, and where first."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._counts: dict[str, int] = {}
        self.places: list[Evidence] = []

    @property
    def total(self) -> int:
        """The sum of all words' counts, each up to what repeating tells."""
        return sum(min(count, _CAP) for count in self._counts.values())

    def document(self, document: Document) -> None:
        """Count the words of a text, headings more."""
        for word, positions in document.index.items():
            if self._words.has(word):
                heavy = sum(document.lines[position].kind == "heading" for position in positions)
                self._add(word, len(positions) + (_HEADING_WEIGHT - 1) * heavy)
                if len(self.places) < _ENOUGH_WORDS:
                    self.places.append(document.evidence(document.lines[positions[0]].number))
        if document.is_unspaced:
            for term in self._words.terms:
                if count := document.source.count(term):
                    self._add(term, count)
                    self.places.append(
                        document.evidence(document.source.count("\n", 0, document.source.index(term)) + 1)
                    )

    def text(self, text: str, weight: int) -> None:
        """Count the words of a few words of text."""
        for word in _LETTERS.findall(text.lower()):
            if self._words.has(word):
                self._add(word, weight)
        for term in self._words.terms:
            if term in text:
                self._add(term, weight)

    def _add(self, word: str, count: int) -> None:
        self._counts[word] = self._counts.get(word, 0) + count


def subject(repository: Repository) -> Subject:
    """Return what the data of the repository is about."""
    columns: dict[str, Evidence] = {}
    for name, place in _columns(repository):
        columns.setdefault(name, place)
    strong = tuple(name for name in columns if name not in WEAK_COLUMNS)
    counted = (*strong, *(name for name in columns if name in WEAK_COLUMNS)) if strong else ()
    people, things, writings = counts = _Count(PEOPLE), _Count(THINGS), _Count(WRITINGS)
    for document in repository.texts:
        for count in counts:
            count.document(document)
    told = [f"{file.stem} {_header(file)[:2000]}" for file in _tables(repository)]
    for text in told:
        for count in counts:
            count.text(text, _FILE_WEIGHT)
    if sum(document.words for document in repository.texts) < _FEW_WORDS:
        # Where no text tells, what the code says to its user does.
        for text in (text[:2000] for module in repository.modules for text, _ in module.strings):
            for count in counts:
                count.text(text, 1)
    return Subject(
        counted,
        people.total + _COLUMN_WEIGHT * len(counted),
        things.total,
        writings.total,
        tuple([columns[name] for name in counted[:3]] or people.places),
        tuple(things.places),
    )


def _tables(repository: Repository) -> list[File]:
    return [file for file in repository.files if file.suffix in _TABLES and file.size][:_MOST_TABLES]


def _header(file: File) -> str:
    return file.head.split("\n", 1)[0]


def _columns(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    """The people's columns, in tables first, then as the code names them."""
    for file in _tables(repository):
        for name in personal_columns(_header(file)):
            yield name, file.evidence(1)
    for module in repository.modules:
        for text, line in module.strings:
            if len(text) <= _LONGEST_NAME and _normal(text) in COLUMNS and _IDENTIFIER.fullmatch(text):
                yield _normal(text), module.evidence(line)


def personal_columns(header: str) -> list[str]:
    """Return the columns of a table's header that only people have, without separators and in lower case."""
    return [name for cell in _CELL.split(header[:4000]) if (name := _normal(cell.strip(" \"'"))) in COLUMNS]


def _normal(text: str) -> str:
    return _SEPARATORS.sub("", text).lower()
