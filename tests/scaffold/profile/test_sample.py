"""The rows that a project is given."""

from __future__ import annotations

import io
import random
from pathlib import Path

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from portfolio_kit.scaffold.profile.bounds import bounds
from portfolio_kit.scaffold.profile.profile import Profile
from portfolio_kit.scaffold.profile.sample import sample
from tests.scaffold.profile.kit import ROWS, people, profiled


def rows(made: Profile, most: int | None = None) -> pl.DataFrame:
    """The rows of a project as a table of texts."""
    return pl.read_csv(io.BytesIO(sample(made, most).content), infer_schema=False)


def test_it_holds_features_audited_columns_and_the_target_as_a_number(tmp_path: Path) -> None:
    table = rows(profiled(tmp_path / "t.csv", people(), "Churned"))
    assert table.columns == ["monthly_charges", "contract", "age", "sex", "churned"]
    assert set(table["churned"]) == {"0", "1"}


def test_nothing_personal_is_copied(tmp_path: Path) -> None:
    assert b"@" not in sample(profiled(tmp_path / "t.csv", people(), "Churned")).content


def test_rows_without_a_target_and_rows_that_are_there_twice_go(tmp_path: Path) -> None:
    table = people()
    table["Churned"][:5] = [None] * 5
    doubled = {name: [*values, *values[-3:]] for name, values in table.items() if name not in {"Customer ID", "E-Mail"}}
    made = sample(profiled(tmp_path / "t.csv", doubled, "Churned"))
    assert (made.without_target, made.duplicates, made.rows) == (5, 3, ROWS - 5)


def test_rows_of_few_values_are_no_slips(tmp_path: Path) -> None:
    random.seed(2)
    table = {"a": [random.choice("xy") for _ in range(ROWS)], "y": [random.choice(["Yes", "No"]) for _ in range(ROWS)]}
    assert sample(profiled(tmp_path / "t.csv", table, "y")).rows == ROWS


def test_a_large_table_is_drawn_from_the_same_way_every_time(tmp_path: Path) -> None:
    made = profiled(tmp_path / "t.csv", people(1000), "Churned")
    assert sample(made, 300).rows == 300
    assert sample(made, 300).content == sample(made, 300).content


def test_groups_are_drawn_whole(tmp_path: Path) -> None:
    table = people(1000)
    table["Customer ID"] = [f"C{number // 5}" for number in range(1000)]
    drawn = rows(profiled(tmp_path / "t.csv", table, "Churned"), 300)
    assert 250 <= len(drawn) <= 300
    assert set(drawn["customer_id"].value_counts()["count"]) == {5}


def test_the_column_of_groups_may_be_called_count(tmp_path: Path) -> None:
    table = people(1000) | {"count": [f"C{number // 5}" for number in range(1000)]}
    drawn = rows(profiled(tmp_path / "t.csv", table, "Churned", split="group:count"), 300)
    assert set(drawn["count"].value_counts(name="rows")["rows"]) == {5}


def test_moments_are_written_in_an_order_that_texts_have_too(tmp_path: Path) -> None:
    table = people()
    table["signed"] = [f"{number % 28 + 1:02}.{number // 28 % 12 + 1:02}.2026" for number in range(ROWS)]
    moments = rows(profiled(tmp_path / "t.csv", table, "Churned"))["signed"]
    assert moments.min() == "2026-01-01"
    assert moments.str.contains(r"^\d{4}-\d\d-\d\d$").all()


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
@example(1e12, 0.5)
def test_bounds_hold_what_was_seen(low: float, span: float) -> None:
    lower, upper = bounds(low, low + span)
    assert lower <= low <= low + span <= upper or upper == 0
    assert (lower >= 0) == (low >= 0)


def test_of_the_column_that_rows_are_grouped_by_only_numbers_are_copied(tmp_path: Path) -> None:
    holders = [f"Anna Li{'abcdefghij'[number % 10]}{'abcde'[number // 40]}" for number in range(ROWS)]
    made = profiled(
        tmp_path / "t.csv", people() | {"Versicherungsnehmer": holders}, "Churned", split="group:Versicherungsnehmer"
    )
    copied = rows(made)["versicherungsnehmer"].to_list()
    assert set(copied) == {str(number) for number in range(1, 51)}
    numbers = dict(zip(holders, copied, strict=True))
    assert copied == [numbers[holder] for holder in holders]
