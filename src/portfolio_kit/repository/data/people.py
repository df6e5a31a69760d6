"""Whether the data is about people: decides where fairness applies and what privacy asks for.

The columns of the data speak first (in the files, and as the code names them), then the words of the texts.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.data.counted import Count
from portfolio_kit.repository.data.no_columns import keeps_accounts, no_columns
from portfolio_kit.repository.data.persons_listed import lists_persons
from portfolio_kit.repository.data.subjects import (
    COLUMNS,
    GROUP_COLUMNS,
    ILLNESSES,
    NAMED_PERSONS,
    NAMES,
    OF_SOMEBODY,
    OF_SOMEBODY_PLAIN,
    OF_WHOM,
    PEOPLE,
    REVIEWS,
    THINGS,
    WEAK_COLUMNS,
    WRITINGS,
)
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository

_IDENTIFIER = re.compile(r"[^\W\d][\w .-]{1,40}")
_LONGEST_NAME = 41
_TARGET = re.compile(r"y(?:_|$)|target|label", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_.\-]+")
_CELL = re.compile(r"[,;\t|]")
_TABLES = (".csv", ".tsv", ".data", ".xlsx", ".parquet", ".xls")
_MOST_TABLES = 40
_ENOUGH_COLUMNS = 2
_ENOUGH_WORDS = 3
# A column tells as much as eight words.
_COLUMN_WEIGHT = 8
_FILE_WEIGHT = 2
_FEW_WORDS = 60
# What people write is about things as well, and is still theirs.
_WRITINGS_WEIGHT = 3
_OVER_PEOPLE, _OVER_PEOPLE_WITHOUT_SIGNS = 2, 1.5


class Subject(NamedTuple):
    """What the data is about: how much speaks for people, things and writings, and where that shows.

    Columns are called as the data calls them: `signs` counts what may be columns of people besides, such as the labels
    of a form. `groups` are those that sort people into groups, with their places, and
    `identifying` those of committed tables that tell who somebody is.
    """

    columns: tuple[str, ...]
    signs: int
    people: int
    things: int
    writings: int
    evidence: tuple[Evidence, ...]
    thing_evidence: tuple[Evidence, ...]
    groups: tuple[tuple[str, Evidence], ...] = ()
    identifying: tuple[tuple[str, Evidence], ...] = ()
    thing_words: tuple[str, ...] = ()
    """The words for things that the texts say most, in the order of `thing_evidence`."""
    people_words: tuple[str, ...] = ()
    """The words for people that the texts say most, where `evidence` is of these."""
    reviews: int = 0
    """How much of what speaks for writings are words for reviews and news, which are about things."""

    @property
    def is_people(self) -> bool:
        """Whether the data is about people: by its columns, or by words that are more than those for things, and than
        those for reviews and news of things.
        """
        return self.signs >= _ENOUGH_COLUMNS or self.people > max(self.things, self.reviews, _ENOUGH_WORDS - 1)

    @property
    def is_things(self) -> bool:
        """Whether the data is about things, and neither about people nor about what they write."""
        return self.is_impersonal and self.things >= _ENOUGH_WORDS

    @property
    def is_impersonal(self) -> bool:
        """Whether nothing to speak of points to people or to what they write."""
        # Where no name of a column, or what may be one, is a person's, words tell sooner; so they do where one column
        # is called so, and no word bears it out.
        is_alone = self.signs == 1 and self.people == _COLUMN_WEIGHT
        over_people = _OVER_PEOPLE if self.signs and not is_alone else _OVER_PEOPLE_WITHOUT_SIGNS
        return not self.is_people and self.things >= max(over_people * self.people, _WRITINGS_WEIGHT * self.writings)


def subject(repository: Repository) -> Subject:
    """Return what the data of the repository is about."""
    named = _by_name(repository)
    columns = {key: name for key, name in named.items() if _is_personal(key)}
    groups = _groups(named)
    predicted = _targets(repository, groups)
    counted = list(columns) if any(key not in WEAK_COLUMNS for key in columns) else []
    counted.sort(key=lambda key: key in WEAK_COLUMNS)
    sure = [columns[key] for key in counted if columns[key].is_column]
    # What is shown is one table, where one has enough of them: the one with most.
    paths = Counter(name.place.path for name in sure)
    fullest = [name for name in sure if name.place.path == paths.most_common(1)[0][0]]
    sure = fullest if len(fullest) >= _ENOUGH_COLUMNS else sure
    people, things, writings = counts = Count(PEOPLE), Count(THINGS), Count(WRITINGS)
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
    # That a gas can bring on an illness says nothing of who is in the data.
    identifying = tuple(_identifying(repository))
    written = [name for name, _ in identifying] + [name.written for name in sure]
    told_of = 0 if people.only(ILLNESSES) and not counted else people.total
    # Rows that are somebody's each are about people, whatever the columns are called.
    signs = max(len(counted), _ENOUGH_COLUMNS if any(map(lists_persons, _tables(repository))) else 0)
    return Subject(
        tuple(dict.fromkeys(written)) if sure else (),
        signs,
        told_of + _COLUMN_WEIGHT * len(counted),
        things.total,
        writings.total,
        tuple([name.place for name in sure[:3]] or people.places or [columns[key].place for key in counted[:3]]),
        tuple(things.places),
        tuple(groups[name] for name in GROUP_COLUMNS if name in groups and name not in predicted),
        identifying,
        things.words,
        () if sure else people.words,
        writings.of(REVIEWS),
    )


def _tables(repository: Repository) -> list[File]:
    return [file for file in repository.files if file.suffix in _TABLES and file.size][:_MOST_TABLES]


def _header(file: File) -> str:
    return file.head.split("\n", 1)[0]


class _Name(NamedTuple):
    """What may be the name of a column, and where; `is_column` is whether the data or a use of it says that it is."""

    written: str
    place: Evidence
    is_column: bool


def _by_name(repository: Repository) -> dict[str, _Name]:
    """What may be the names of columns, without separators and in lower case, each where it surely is one if any."""
    found: dict[str, _Name] = {}
    for name in _named(repository):
        key = _normal(name.written)
        if key not in found or (name.is_column and not found[key].is_column):
            found[key] = name
    return found


def _groups(named: dict[str, _Name]) -> dict[str, tuple[str, Evidence]]:
    found: dict[str, tuple[str, Evidence]] = {}
    for key, name in named.items():
        if name.is_column and (group := _group(key)):
            found.setdefault(group, (name.written, name.place))
    return found


def _named(repository: Repository) -> Iterator[_Name]:
    """What tables call their columns, then the strings of the code that may be such names."""
    for file in _tables(repository):
        for cell in _cells(_header(file)):
            yield _Name(cell, file.evidence(1), is_column=True)
    # Where the program names a column; what only its tests name is of made-up rows.
    for module in sorted(repository.modules, key=lambda module: is_test(module.path)):
        if keeps_accounts(module):
            continue
        known = [
            (text, line)
            for text, line in module.strings
            # Code asks for the name of an account as well.
            if len(text) <= _LONGEST_NAME
            and _normal(text) != "username"
            and _is_known(text)
            and _IDENTIFIER.fullmatch(text)
        ]
        others = no_columns(module) if known else set()
        for text, line in known:
            is_column = (text, line) not in others and (text, 0) not in others and not is_test(module.path)
            yield _Name(text, module.evidence(line), is_column)


def _is_known(text: str) -> bool:
    name = _normal(text)
    return _is_personal(name) or name in GROUP_COLUMNS


def _is_personal(name: str) -> bool:
    return (
        name in COLUMNS
        or bool(OF_SOMEBODY.fullmatch(name))
        or bool((whole := OF_WHOM.fullmatch(name)) and whole[1] in (*GROUP_COLUMNS, *COLUMNS, "income", "name", "id"))
    )


def _group(name: str) -> str:
    """The column that sorts people into groups which a name stands for: `genderofrespondent` is `gender`."""
    if name in GROUP_COLUMNS:
        return name
    whole = OF_WHOM.fullmatch(name) or OF_SOMEBODY_PLAIN.fullmatch(name)
    return whole[1] if whole and whole[1] in GROUP_COLUMNS else ""


def _targets(repository: Repository, groups: Iterable[str]) -> set[str]:
    """The columns that the code takes for what is predicted: `y = data["education"]`."""
    if not groups:
        return set()
    return {
        _normal(text)
        for module in repository.modules
        for node in module.assignments
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and _TARGET.match(target.id) and isinstance(node.value, ast.Subscript)
        if (text := string(node.value.slice))
    }


def _identifying(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    """The columns of committed tables that tell who somebody is."""
    for file in _tables(repository):
        cells = _cells(_header(file))
        of_people = bool(personal_columns(_header(file)))
        for cell in cells:
            name = _normal(cell)
            if name in NAMED_PERSONS or (of_people and name in NAMES):
                yield cell, file.evidence(1)


def personal_columns(header: str) -> list[str]:
    """Return the columns of a table's header that only people have, without separators and in lower case."""
    return [name for cell in _cells(header) if _is_personal(name := _normal(cell))]


def _cells(header: str) -> list[str]:
    return [cell.strip(" \"'\r\ufeff") for cell in _CELL.split(header[:4000])]


@lru_cache(maxsize=2048)
def _normal(text: str) -> str:
    return _SEPARATORS.sub("", text).lower()
