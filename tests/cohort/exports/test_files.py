"""Scores and findings in files for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.exports import json_lines, scores_csv
from portfolio_kit.cohort.exports.cells import write
from portfolio_kit.cohort.exports.rows import criteria, exported
from portfolio_kit.cohort.store.opened import Store


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def scores(store: Store) -> list[dict[str, str]]:
    stream = io.BytesIO()
    with store.reading() as session:
        scores_csv.scores(stream, exported(session, 1), criteria(session, 1))
    return table(stream.getvalue())


def test_every_listed_repository_has_a_row_in_the_order_of_the_cohort(store: Store) -> None:
    assert [(row["name"], row["state"]) for row in scores(store)] == [
        ("Ada", "scored"),
        ("Grace", "failed"),
        ("Chen", "waiting"),
    ]


def test_the_score_that_counts_stands_beside_the_tools(store: Store) -> None:
    ada = scores(store)[0]
    assert (ada["score"], ada["score_by_tool"], ada["overrides"], ada["comments"]) == ("100", "80", "1", "1")
    assert (ada["readme"], ada["tests"], ada["met"], ada["partial"]) == ("2", "2", "2", "0")
    assert (ada["tags"], ada["commit"], ada["reviewed"]) == ("evening", "c0ffee", "2026-03-03T12:30:00+00:00")


def test_what_failed_has_a_reason_and_no_score(store: Store) -> None:
    grace = scores(store)[1]
    assert (grace["score"], grace["score_by_tool"], grace["met"], grace["readme"]) == ("", "", "", "")
    assert grace["failure"] == "not found"


def test_findings_say_what_the_tool_and_what_the_mentor_says(store: Store) -> None:
    stream = io.BytesIO()
    with store.reading() as session:
        scores_csv.findings(stream, exported(session, 1))
    readme, tests = table(stream.getvalue())
    assert (readme["criterion"], readme["status"], readme["mentor"]) == ("readme", "met", "")
    assert (tests["status"], tests["status_by_tool"], tests["mentor_says"]) == (
        "met",
        "partial",
        "The notebook checks it.",
    )
    assert tests["evidence"] == "README.md:3"


def test_a_reason_is_no_formula(store: Store) -> None:
    stream = io.BytesIO()
    with store.reading() as session:
        scores_csv.findings(stream, exported(session, 1))
    assert table(stream.getvalue())[0]["reason"] == "'=SUM(readme)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1d1"])
def test_what_a_spreadsheet_would_run_has_an_apostrophe_in_front(text: str) -> None:
    stream = io.BytesIO()
    write(stream, [[text]])
    (row,) = csv.reader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row[0].startswith("'")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_is_a_cell_on_a_line_of_its_own_that_is_no_formula(cells: list[str]) -> None:
    stream = io.BytesIO()
    write(stream, [cells])
    assert stream.getvalue().count(b"\n") == 1
    (row,) = csv.reader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert len(row) == len(cells)
    assert all(cell[:1] not in set("=+-@\t\r\n") for cell in row if cell)


def test_numbers_are_written_as_they_are() -> None:
    stream = io.BytesIO()
    write(stream, [[0.1 + 0.2, 12.0, -1, None]])
    assert stream.getvalue() == b"0.3,12,-1,\r\n"


def test_json_lines_hold_everything_that_was_found_and_said(store: Store) -> None:
    stream = io.BytesIO()
    with store.reading() as session:
        json_lines.json_lines(stream, exported(session, 1))
    ada, grace, chen = map(json.loads, stream.getvalue().decode().splitlines())
    assert ada["schema"] == "portfolio-kit/reviewed/1"
    assert (ada["score"], ada["score_by_tool"]) == (100.0, 80.0)
    tests = ada["criteria"][1]
    assert (tests["level"], tests["level_by_tool"], tests["override"]["author"]) == (2, 1, "Mentor")
    assert tests["evidence"] == [{"path": "README.md", "line": 3, "cell": None, "excerpt": "# Churn"}]
    assert ada["comments"][0]["text"] == "Well done."
    assert ada["identifiers"] == {"student_id": "s0", "email": "ada@example.org"}
    assert grace["failure"] == {"kind": "clone", "reason": "not found"}
    assert (chen["state"], chen["score"], chen["criteria"]) == ("waiting", None, [])


def test_parquet_has_a_row_for_each_criterion_and_for_each_repository_without_a_score(store: Store) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from portfolio_kit.cohort.exports.parquet import parquet

    stream = io.BytesIO()
    with store.reading() as session:
        parquet(stream, exported(session, 1))
    rows = pq.read_table(io.BytesIO(stream.getvalue())).to_pylist()
    assert [(row["name"], row["criterion"], row["level"], row["level_by_tool"]) for row in rows] == [
        ("Ada", "readme", 2, 2),
        ("Ada", "tests", 2, 1),
        ("Grace", None, None, None),
        ("Chen", None, None, None),
    ]
    assert rows[0]["reviewed"] == datetime(2026, 3, 3, 12, 30, tzinfo=UTC)
    assert rows[0]["tags"] == ["evening"]
