"""Files as people have them: delimiters, encodings, decimal commas, dates, spreadsheets' quirks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.profile.reading import read
from tests.scaffold.profile.kit import write


def column(path: Path, name: str) -> pl.Series:
    """The values of one column of a file."""
    return read(path).frame[name]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path / "t.csv", {"a": [1, 2, 3], "b": ["x, y", "z; w", "v | u"]}, delimiter)
    assert read(path).frame.to_dict(as_series=False) == {"a": [1, 2, 3], "b": ["x, y", "z; w", "v | u"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "t.csv", {"Größe": [1, 2], "Ort": ["München", "Genève"]}, encoding=encoding)
    table = read(path)
    assert table.originals == {"groesse": "Größe", "ort": "Ort"}
    assert table.frame["ort"].to_list() == ["München", "Genève"]


def test_an_encoding_that_shows_only_late_is_found(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"x,1\n" * 300_000 + "Müller,2\n".encode("cp1252"))
    assert column(path, "a")[-1] == "Müller"


@pytest.mark.parametrize(
    ("texts", "delimiter", "numbers"),
    [
        (["1,5", "2,25", "3"], ";", [1.5, 2.25, 3.0]),
        (["1.234,50", "12,00", "7"], ";", [1234.5, 12.0, 7.0]),
        (["1,234.50", "12", "7.5"], ",", [1234.5, 12.0, 7.5]),
        (["1,234", "5,678", "12"], ",", [1234, 5678, 12]),
        (["0,123", "1,456", "2,789"], ";", [0.123, 1.456, 2.789]),
        (["1 234,5", "12", "7"], ";", [1234.5, 12.0, 7.0]),
        (["$1,200", "$35.5", "-$7"], ",", [1200.0, 35.5, -7.0]),
        (["12 %", "7.5 %", "3 %"], ",", [12.0, 7.5, 3.0]),
        (["1e3", "-2.5E-1", "+4"], ",", [1000.0, -0.25, 4.0]),
    ],
)
def test_numbers_are_read_as_they_are_meant(
    tmp_path: Path, texts: list[str], delimiter: str, numbers: list[float]
) -> None:
    path = write(tmp_path / "t.csv", {"n": texts, "k": ["x", "y", "z"]}, delimiter)
    assert column(path, "n").to_list() == numbers


def test_codes_with_leading_zeros_stay_texts(tmp_path: Path) -> None:
    assert column(write(tmp_path / "t.csv", {"zip": ["01234", "98765"], "k": [1, 2]}), "zip").to_list() == [
        "01234",
        "98765",
    ]


def test_what_stands_for_nothing_is_missing(tmp_path: Path) -> None:
    values = ["1", "NA", "#N/A", "", "null", "4"]
    assert column(write(tmp_path / "t.csv", {"n": values, "k": list("abcdef")}), "n").to_list() == [
        *(1, None, None, None, None, 4)
    ]


def test_a_few_strange_words_between_numbers_are_missing_and_many_are_not(tmp_path: Path) -> None:
    few = write(tmp_path / "few.csv", {"n": ["unknown", *map(str, range(99))], "k": ["a"] * 100})
    many = write(tmp_path / "many.csv", {"n": ["unknown"] * 30 + [str(n) for n in range(70)], "k": ["a"] * 100})
    assert column(few, "n").dtype == pl.Int64
    assert column(few, "n").null_count() == 1
    assert column(many, "n").dtype == pl.String


def test_a_column_that_changes_its_kind_late_loses_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", {"n": [*range(5000), 0.5], "m": [*range(5000), "x"], "k": ["a"] * 5001})
    frame = read(path).frame
    assert frame["n"][-1] == 0.5
    assert frame["m"].null_count() in {0, 1}
    assert frame["m"].dtype in {pl.String, pl.Int64}


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["2026-03-04", "2026-12-31"], datetime(2026, 3, 4)),  # noqa: DTZ001 - moments without a zone
        (["2026/03/04", "2026/12/31"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["04.03.2026", "31.12.2026"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["03/04/2026", "12/31/2026"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["04/03/2026", "31/12/2026"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["2026-03-04 10:30:00", "2026-12-31 00:00:01"], datetime(2026, 3, 4, 10, 30)),  # noqa: DTZ001
        (["2026-03-04T10:30:00Z", "2026-12-31T00:00:01Z"], datetime(2026, 3, 4, 10, 30)),  # noqa: DTZ001
        (["2026-03-04 10:30:00 UTC", "2026-12-31 00:00:01 UTC"], datetime(2026, 3, 4, 10, 30)),  # noqa: DTZ001
        (["3/4/2026 1:05 PM", "12/31/2026 9:00 AM"], datetime(2026, 3, 4, 13, 5)),  # noqa: DTZ001
        (["04.03.26", "31.12.99"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["3/4/26", "12/31/26"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["04-Mar-26", "31-Dec-26"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["Mar 4 2026", "Dec 31 2026"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["March 4, 2026", "May 31, 2026"], datetime(2026, 3, 4)),  # noqa: DTZ001
        (["2026-03", "2026-12"], datetime(2026, 3, 1)),  # noqa: DTZ001
        (["03/2026", "12/2026"], datetime(2026, 3, 1)),  # noqa: DTZ001
        (["Mar 2026", "Dec 2026"], datetime(2026, 3, 1)),  # noqa: DTZ001
    ],
)
def test_dates_are_read(tmp_path: Path, texts: list[str], first: datetime) -> None:
    assert column(write(tmp_path / "t.csv", {"d": texts, "k": [1, 2]}), "d")[0] == first


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(
        'sep=;\r\nName;Name;;Wert\r\n"Zeile\r\nzwei";x;1;"1,5"\r\n"a ""b"" c";y;2;#DIV/0!\r\n'.encode("cp1252")
    )
    table = read(path)
    assert table.originals == {"name": "Name", "name_2": "Name", "column_3": "column 3", "wert": "Wert"}
    assert table.frame["name"].to_list() == ["Zeile\r\nzwei", 'a "b" c']
    assert table.frame["wert"].to_list() == [1.5, None]


def test_parquet_is_read(tmp_path: Path) -> None:
    frame = pl.DataFrame({"n": [1, 2], "x": [0.5, float("inf")], "b": [True, None], "d": [datetime(2026, 1, 1)] * 2})  # noqa: DTZ001
    frame.write_parquet(tmp_path / "t.parquet")
    assert read(tmp_path / "t.parquet").frame.to_dict(as_series=False) == {
        "n": [1, 2],
        "x": [0.5, None],
        "b": ["true", None],
        "d": [datetime(2026, 1, 1)] * 2,  # noqa: DTZ001
    }


def test_words_and_moments_of_parquet_are_read_whatever_their_type(tmp_path: Path) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    frame = pl.DataFrame(
        {
            "word": pl.Series(["a", "b"], dtype=pl.Categorical),
            "level": pl.Series(["low", "high"], dtype=pl.Enum(["low", "high"])),
            "at": pl.Series([day, day], dtype=pl.Datetime("ms", "UTC")),
            "on": [day.date()] * 2,
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    moment = day.replace(tzinfo=None)
    assert read(tmp_path / "t.parquet").frame.to_dict(as_series=False) == {
        "word": ["a", "b"],
        "level": ["low", "high"],
        "at": [moment] * 2,
        "on": [moment] * 2,
    }


def test_thousands_of_columns_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", {f"gene {number}": [number, 1] for number in range(3000)})
    assert read(path).frame.shape == (2, 3000)


def bad(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that are no table, and what is said of each."""
    contents = {
        "empty": (b"", "is empty"),
        "blank": (b" \n\n", "is empty"),
        "header": (b"a,b\n", "no rows"),
        "one": (b"a\n1\n2\n", "single column"),
        "binary": (bytes(range(256)) * 20, "not a table as text"),
        "excel": (b"PK\x03\x04" + b"x" * 99, "Excel workbook"),
        "gzip": (b"\x1f\x8b" + b"x" * 99, "compressed"),
        "json": (b'[\n  {"a": 1, "b": 2}]', "JSON"),
        "page": (b"<!DOCTYPE html>\n<html><p>Not, found", "a web page"),
        "lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull"),
        "parquet": (b"PAR1" + b"x" * 99, "cannot be read"),
        "ragged": (b"a,b\n1,2\n1,2,3,4\n", "row 2 has 4 fields, the header 2"),
    }
    found = {}
    for name, (content, said) in contents.items():
        (folder / name).write_bytes(content)
        found[name] = (folder / name, said)
    with (folder / "huge").open("wb") as file:
        file.write(b"a,b\n1,2\n")
        file.truncate(5 * 2**30)
    return found | {
        "folder": (folder, "is a folder"),
        "missing": (folder / "no such file", "does not exist"),
        "huge": (folder / "huge", "5.0 GiB"),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("empty", "blank", "header", "one", "binary", "excel", "gzip", "json", "page", "lfs", "parquet", "ragged"),
        *("folder", "missing", "huge"),
    ],
)
def test_what_is_no_table_gets_one_clear_line(tmp_path: Path, name: str) -> None:
    path, said = bad(tmp_path)[name]
    with pytest.raises(UserError, match=said) as refusal:
        read(path)
    assert "\n" not in str(refusal.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    try:
        table = read(tmp_path / "t.csv")
    except UserError:
        return
    assert len(table.originals) == table.frame.width > 1
    assert (tmp_path / "t.csv").read_bytes() == content
