"""Committed tables, records and outputs that list persons: each row with a name, and with how to reach or recognise
who is called so.

A list of restaurants has names, streets and telephone numbers too: somebody is a person where a column is of persons
only, such as a birthday.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

_TABLES = (".csv", ".tsv")
_RECORDS = (".jsonl", ".ndjson")
_APART = re.compile(r" {2,}|\t")
_DELIMITERS = ",;\t|"
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 20_000
_ROWS = 6
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_FEWEST_DIGITS = 7
_FEWEST_NAMED, _SHORTEST_PART = 3, 3
_TWO, _OF_THREE = 2, 3
_OF_FIRMS = re.compile(
    r"compan|compañ|firm|empresa|entreprise|unternehm|aziend|perusahaan|shop|store|restaurant|hotel|business|organi[sz]"
    r"|school|supplier|vendor|brand|loja|tienda|laden|negozio|venue|club|museum"
)
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(
    r"(?:full|customer|client|patient|employee|student|member|guest|user|contact|person)?names?|nomes?|nomecompleto|nama\w*"
    r"|nombres?|noms?|nome|namen?|adsoyad|isim|фио|имя|姓名|applicant|recipient|customer|client|patient|employee|borrower"
    r"|tenant|guest|resident|cardholder|holder|addressee|surname|lastname|sobrenome|apellidos?|nachname|soyad\w*|фамилия"
    r"|manager"
)
_MAY_NAME = re.compile(
    r"nam[ae]|nom|manager|client|patient|applicant|recipient|soyad|isim|имя|фио|姓名|customer|employee|guest|tenant|holder",
    re.IGNORECASE,
)
# A person is called so, and nothing else is: two words or more of letters, each with a capital but for a "van der".
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:[a-z]{2,4}|[^\W\d_a-z][\w'’.-]*)){1,4}")
_OF_PERSONS = re.compile(
    r"applicant|recipient|customername|patient\w*|employee\w*|studentname|guestname|borrower|tenant|resident|cardholder"
    r"|addressee|surname|lastname|firstname|sobrenome|apellidos?|soyad\w*|фамилия|ssn|cpf|nik|dni|tckimlik\w*|nationalid"
    r"|passport\w*|dob|dateofbirth|birth\w*|nascimento|datanascimento|fechanacimiento|geburts\w*|naissance|tanggallahir"
    r"|dogumtarihi|датарождения|gender|sex|sexo|kelamin|jeniskelamin|cinsiyet|homeaddress|age|idade|edad|umur|yas|marital\w*"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_OF_MAIL = re.compile(r"(?:e?mail|correo)\w*")
_OF_NUMBER = re.compile(
    r"(?:phone|tel(?:efon|ephone|efone|éfono)?|mobile|cell|celular|handy|gsm|телефон)\w*|nohp|ssn|cpf|nik|dni|tckimlik\w*"
    r"|nationalid|passport\w*|iban"
)
_OF_STREET = re.compile(r"street\w*|(?:home)?address|adres\w*|alamat|endere[cç]o|direcci[oó]n|rua|stra(?:ss|ß)e|адрес")
_STREET = re.compile(r"[^\W\d_]{3,}.*\d|\d.*[^\W\d_]{3,}")
_MASKED = re.compile(r"\*{2,}|[Xx]{3,}|<\w+>|\[\w+\]|redacted|anonym", re.IGNORECASE)


def lists_persons(file: File) -> bool:
    """Whether a table, or a file of records a line, lists persons: each by a name and by a mail address, a number or a
    street.
    """
    if not file.size:
        return False
    lines = file.head[:_LONGEST].split("\n")
    if file.suffix in _RECORDS:
        return _are_persons(*_records(lines))
    if file.suffix not in _TABLES:
        return False
    delimiter = max(_DELIMITERS, key=lines[0].count)
    titles = lines[0].split(delimiter)
    return _are_persons(titles, list(csv.reader(lines[1 : _ROWS + 1], delimiter=delimiter)))


def prints_persons(output: str) -> bool:
    """Whether a table that a program printed, its columns two blanks apart, lists persons."""
    # Most outputs are figures.
    if not _MAY_NAME.search(output, 0, _LONGEST):
        return False
    lines = [_APART.split(line.strip()) for line in output[:_LONGEST].split("\n")]
    for at, titles in enumerate(lines[:-_FEWEST_ROWS]):
        if len(titles) >= _FEWEST_COLUMNS and any(_NAMED.fullmatch(_plain(title)) for title in titles):
            # The numbers of the rows have no title.
            rows = [row[-len(titles) :] for row in lines[at + 1 : at + 1 + _ROWS] if len(row) - len(titles) in (0, 1)]
            if _are_persons(titles, rows):
                return True
    return False


def _records(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The keys of the first record of a file of them, and the values that the first few have for these keys."""
    titles: list[str] = []
    rows: list[list[str]] = []
    for line in lines[:_ROWS]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            titles = titles or list(record)
            rows.append([str(record.get(title, "")) for title in titles])
    return titles, rows


def _plain(title: str) -> str:
    return _NO_WORD.sub("", title).lower()


def _are_persons(called: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether rows below titles are of persons, each with a name and with how to reach who is called so."""
    titles = [_plain(title) for title in called]
    if _are_written_to(titles, cells):
        return True
    named = [at for at, title in enumerate(titles) if _NAMED.fullmatch(title)]
    if not named or not any(map(_OF_PERSONS.fullmatch, titles)):
        return False
    rows = [row for row in cells if len(row) == len(titles)]
    return (
        len(rows) >= _FEWEST_ROWS
        and any(all(_NAME.fullmatch(row[at].strip()) and not _MASKED.search(row[at]) for row in rows) for at in named)
        and _are_reached(titles, rows)
    )


def _are_written_to(titles: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have somebody's name and a mail address that is made of it, whatever the columns are called.

    A shop's address is made of its name as well; what is called a company or a shop is none.
    """
    rows = [[cell.strip() for cell in row] for row in cells if len(row) == len(titles)]
    if len(rows) < _FEWEST_NAMED or any(map(_OF_FIRMS.search, titles)):
        return False
    mails = [at for at in range(len(titles)) if all(map(_MAIL.fullmatch, (row[at] for row in rows)))]
    named = [at for at in range(len(titles)) if all(_NAME.fullmatch(row[at]) for row in rows)]
    return any(
        sum(_is_made_of(row[mail], row[name]) for row in rows) * _OF_THREE >= _TWO * len(rows)
        for mail in mails
        for name in named
    )


def _is_made_of(mail: str, name: str) -> bool:
    """Whether the first part of an address, at a host that is not kept for examples, holds a part of a name."""
    before, _, host = mail.lower().partition("@")
    parts = [part for part in _NO_WORD.split(name.lower()) if len(part) >= _SHORTEST_PART]
    return not host.startswith("example.") and any(part in before for part in parts)


def _are_reached(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row tells how to reach or recognise somebody."""
    for at, title in enumerate(titles):
        cells = [row[at].strip() for row in rows]
        if any(map(_MASKED.search, cells)):
            continue
        if (
            (_OF_MAIL.fullmatch(title) and all(map(_MAIL.fullmatch, cells)))
            or (_OF_NUMBER.fullmatch(title) and all(len(_DIGIT.findall(cell)) >= _FEWEST_DIGITS for cell in cells))
            or (_OF_STREET.fullmatch(title) and all(map(_STREET.search, cells)))
        ):
            return True
    return False
