"""Committed tables that list persons: each row with a name, and with how to reach or recognise who is called so.

A list of restaurants has names, streets and telephone numbers too: somebody is a person where a column is of persons
only, such as a birthday.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

_TABLES = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 20_000
_ROWS = 6
_FEWEST_ROWS = 2
_FEWEST_DIGITS = 7
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(
    r"(?:full|customer|client|patient|employee|student|member|guest|user|contact|person)?names?|nomes?|nomecompleto|nama\w*"
    r"|nombres?|noms?|nome|namen?|adsoyad|isim|фио|имя|姓名|applicant|recipient|customer|client|patient|employee|borrower"
    r"|tenant|guest|resident|cardholder|holder|addressee|surname|lastname|sobrenome|apellidos?|nachname|soyad\w*|фамилия"
)
# A person is called so, and nothing else is: two words or more of letters, each with a capital but for a "van der".
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:[a-z]{2,4}|[^\W\d_a-z][\w'’.-]*)){1,4}")
_OF_PERSONS = re.compile(
    r"applicant|recipient|customername|patient\w*|employee\w*|studentname|guestname|borrower|tenant|resident|cardholder"
    r"|addressee|surname|lastname|firstname|sobrenome|apellidos?|soyad\w*|фамилия|ssn|cpf|nik|dni|tckimlik\w*|nationalid"
    r"|passport\w*|dob|dateofbirth|birth\w*|nascimento|datanascimento|fechanacimiento|geburts\w*|naissance|tanggallahir"
    r"|dogumtarihi|датарождения|gender|sex|sexo|kelamin|jeniskelamin|cinsiyet|age|idade|edad|umur|yas|marital\w*"
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
    """Whether a table lists persons, each by a name and by a mail address, a number or a street."""
    if file.suffix not in _TABLES or not file.size:
        return False
    lines = file.head[:_LONGEST].split("\n")
    header = lines[0]
    delimiter = max(_DELIMITERS, key=header.count)
    titles = [_NO_WORD.sub("", title).lower() for title in header.split(delimiter)]
    named = [at for at, title in enumerate(titles) if _NAMED.fullmatch(title)]
    if not named or not any(map(_OF_PERSONS.fullmatch, titles)):
        return False
    rows = [row for row in csv.reader(lines[1 : _ROWS + 1], delimiter=delimiter) if len(row) == len(titles)]
    return (
        len(rows) >= _FEWEST_ROWS
        and any(all(_NAME.fullmatch(row[at].strip()) and not _MASKED.search(row[at]) for row in rows) for at in named)
        and _are_reached(titles, rows)
    )


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
