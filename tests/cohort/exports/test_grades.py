"""Grade files for learning management systems."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from portfolio_kit.cohort.exports.grades import Scale, grades, scale_of
from portfolio_kit.cohort.exports.rows import exported
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store


def rows(store: Store, scale: str | None = None, title: str | None = None) -> list[list[str]]:
    stream = io.BytesIO()
    with store.reading() as session:
        grades(stream, exported(session, 1, in_full=False), scale_of(scale), title)
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))


def identify(store: Store, *identifiers: dict[str, str]) -> None:
    with store.writing() as session:
        for number, each in enumerate(identifiers, start=1):
            session.get_one(tables.Repository, number).identifiers = each


@pytest.mark.parametrize(
    ("scale", "score", "grade"),
    [
        (None, 87.5, "87.5"),
        ("20", 87.5, "17.5"),
        ("7", 33.3, "2.33"),
        ("1.5", 50.0, "0.75"),
        ("percent", 87.5, "87.5%"),
        ("10", 0.0, "0"),
        ("1000", 100.0, "1000"),
        ("10", 0.05, "0.01"),
        ("20", None, ""),
    ],
)
def test_a_score_becomes_points_or_per_cent(scale: str | None, score: float | None, grade: str) -> None:
    assert scale_of(scale).grade(score) == grade


def test_points_are_of_a_hundred_where_nobody_says() -> None:
    assert scale_of(None) == Scale(Decimal(100))


def test_overrides_count_and_what_failed_or_waits_is_empty_and_not_zero(store: Store) -> None:
    assert rows(store, "20") == [
        ["student_id", "email", "name", "Grade"],
        ["s0", "ada@example.org", "Ada", "20"],
        ["s1", "grace@example.org", "Grace", ""],
        ["s2", "chen@example.org", "Chen", ""],
    ]


def test_github_classrooms_names_come_back(store: Store) -> None:
    identify(
        store, *({"roster_identifier": f"{number}@example.org", "github_username": f"u{number}"} for number in range(3))
    )
    assert rows(store, title="churn")[:2] == [
        ["roster_identifier", "github_username", "name", "churn"],
        ["0@example.org", "u0", "Ada", "100"],
    ]


def test_nbgrader_has_the_score_and_what_it_is_of(store: Store) -> None:
    identify(store, *({"assignment": "churn", "student_id": f"s{number}"} for number in range(3)))
    assert rows(store, "10")[:2] == [
        ["assignment", "student_id", "name", "score", "max_score"],
        ["churn", "s0", "Ada", "10", "10"],
    ]


def test_canvas_has_a_row_of_possible_points_and_no_column_that_it_does_not_know(store: Store) -> None:
    identify(store, *({"Student": "Lovelace, Ada", "ID": "1", "Section": "A"} for _ in range(3)))
    assert rows(store, "10", "Churn (77)")[:3] == [
        ["Student", "ID", "Section", "Churn (77)"],
        ["    Points Possible", "", "", "10"],
        ["Lovelace, Ada", "1", "A", "10"],
    ]


def test_what_only_some_rows_have_is_a_column_too(store: Store) -> None:
    identify(store, {"email": "a@example.org"}, {"student_id": "s1"}, {})
    assert [row[:2] for row in rows(store)] == [["email", "student_id"], ["a@example.org", ""], ["", "s1"], ["", ""]]


def test_nothing_stands_before_the_first_title(store: Store) -> None:
    stream = io.BytesIO()
    with store.reading() as session:
        grades(stream, exported(session, 1, in_full=False), scale_of(None))
    assert stream.getvalue().startswith(b"student_id,")


def test_what_a_roster_says_comes_back_character_by_character(store: Store) -> None:
    identify(store, {"Email address": "=1+1@example.org"}, {"Email address": "-ann@example.org"}, {})
    with store.writing() as session:
        session.get_one(tables.Repository, 1).name = "=1+1"
    assert [row[:2] for row in rows(store)[1:3]] == [["=1+1@example.org", "=1+1"], ["-ann@example.org", "Grace"]]


def test_a_name_that_is_only_the_repositorys_own_runs_in_no_spreadsheet(store: Store) -> None:
    with store.writing() as session:
        repository = session.get_one(tables.Repository, 1)
        repository.name, repository.source = "=1+1", "/cohort/=1+1"
    assert rows(store)[1][2] == "'=1+1"
