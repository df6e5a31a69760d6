"""What follows from a table: target, features, split, metric, and what is left out with its reason."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.look import Look
from portfolio_kit.scaffold.profile.show import shown
from tests.scaffold.profile.kit import ROWS, people, profiled, reasons


def test_a_class_gets_its_positive_one_by_name_and_a_metric_for_its_balance(tmp_path: Path) -> None:
    made = profiled(tmp_path / "t.csv", people(), "Churned")
    assert (made.target.task, made.target.positive, made.target.metric) == ("classification", "Yes", "roc_auc")


def test_a_rare_class_is_judged_by_average_precision(tmp_path: Path) -> None:
    table = {"x": [*range(ROWS)], "y": ["good"] * (ROWS - 20) + ["bad"] * 20}
    random.seed(0)
    random.shuffle(table["x"])
    made = profiled(tmp_path / "t.csv", table, "y")
    assert (made.target.positive, made.target.metric) == ("bad", "average_precision")


def test_a_number_is_a_regression_and_knows_whether_it_can_be_negative(tmp_path: Path) -> None:
    prices = {"x": [*range(ROWS)][::-1], "y": [number * 1.5 % 17 for number in range(ROWS)]}
    assert profiled(tmp_path / "t.csv", prices, "y").target.floor
    assert profiled(tmp_path / "t.csv", prices, "y").target.task == "regression"
    assert not profiled(tmp_path / "t.csv", prices | {"y": [-1, *prices["y"][1:]]}, "y").target.floor


def test_numbers_that_name_classes_are_classes(tmp_path: Path) -> None:
    table = {"x": [number * 7 % 13 for number in range(ROWS)], "quality": [number % 5 for number in range(ROWS)]}
    assert profiled(tmp_path / "t.csv", table, "quality").target.task == "regression"
    assert profiled(tmp_path / "t.csv", table, "quality", task="classification").target.task == "classification"
    renamed = {"x": table["x"], "class": table["quality"]}
    assert profiled(tmp_path / "t.csv", renamed, "class").target.task == "classification"


def test_every_column_is_used_audited_or_left_out_with_its_reason(tmp_path: Path) -> None:
    made = profiled(tmp_path / "t.csv", people(), "Churned")
    assert [column.original for column in made.features] == ["Monthly charges", "Contract"]
    assert [column.original for column in made.audited] == ["age", "Sex"]
    assert reasons(made) == {
        "Customer ID": "different in every row: it identifies, it doesn't explain",
        "E-Mail": "personal data: e-mail addresses; not copied",
        "age": "may describe people: for the fairness report only",
        "Sex": "may describe people: for the fairness report only",
        "Country": "the same in every row",
        "left_the_company": "repeats the target",
    }


@pytest.mark.parametrize(
    "name", ["Geschlecht", "âge", "sexo", "kön", "код пол", "race", "DateOfBirth", "PLZ", "estado civil", "zip_code"]
)
def test_sensitive_columns_are_known_in_several_languages(tmp_path: Path, name: str) -> None:
    table = {
        name: [number % 3 for number in range(ROWS)],
        "x": [*range(ROWS)][::-1],
        "y": [n * 7 % 11 for n in range(ROWS)],
    }
    made = profiled(tmp_path / "t.csv", table, "y")
    assert [column.original for column in made.audited] == [name]


@pytest.mark.parametrize("name", ["garage", "sextant", "average", "passenger", "percentage", "product name"])
def test_parts_of_words_are_no_reason(tmp_path: Path, name: str) -> None:
    table = {name: [number % 3 for number in range(ROWS)], "y": [n * 7 % 11 for n in range(ROWS)]}
    made = profiled(tmp_path / "t.csv", table, "y")
    assert [column.original for column in made.features] == [name]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("contact", [f"+31 20 555 {number:04}" for number in range(ROWS)]),
        ("contact", [f"(020) 555-{number:04}" for number in range(ROWS)]),
        ("login", [f"10.0.0.{number}" for number in range(ROWS)]),
        ("Nachname", [f"Name{number}" for number in range(ROWS)]),
        ("name", [f"Person {number}" for number in range(ROWS)]),
        ("konto", [f"NL91ABNA04171643{number:02}" for number in range(100)] * 2),
    ],
)
def test_personal_data_is_found_by_name_and_by_form(tmp_path: Path, name: str, values: list[str]) -> None:
    table = {name: values, "x": [*range(ROWS)][::-1], "y": [n * 7 % 11 for n in range(ROWS)]}
    assert reasons(profiled(tmp_path / "t.csv", table, "y"))[name].startswith("personal data")


@pytest.mark.parametrize(
    "name",
    ["Vorname", "first_name", "LastName", "Kundenname", "Ansprechpartner", "Sachbearbeiter", "prénom"],
)
def test_names_of_people_are_personal_however_few_there_are(tmp_path: Path, name: str) -> None:
    table = {
        name: [f"Anna{'bcdefg'[number % 6]}" for number in range(ROWS)],
        "x": [*range(ROWS)][::-1],
        "y": [n * 7 % 11 for n in range(ROWS)],
    }
    assert reasons(profiled(tmp_path / "t.csv", table, "y"))[name].startswith("personal data")


@pytest.mark.parametrize(
    "values",
    [
        [f"call {number}, or write to a{number}@example.org" for number in range(ROWS)],
        [f"{'ABCDEFGHIJKLMNOPQRST'[number % 20]}nna Li{'abcdefghij'[number // 20]}" for number in range(ROWS)],
    ],
    ids=["an e-mail address in a text", "full names"],
)
def test_texts_that_hold_people_are_named_as_personal(tmp_path: Path, values: list[str]) -> None:
    table = {"remark": values, "x": [*range(ROWS)][::-1], "y": [n * 7 % 11 for n in range(ROWS)]}
    made = profiled(tmp_path / "t.csv", table, "y")
    assert "Personal data stays out of the project: remark" in shown(made, Look(width=100))


def test_a_date_is_no_telephone_number(tmp_path: Path) -> None:
    table: dict[str, list[object]] = {
        "when": [f"2026-01-{number % 28 + 1:02} at noon" for number in range(ROWS)],
        "y": [n * 7 % 11 for n in range(ROWS)],
        "x": [n * 3 % 13 for n in range(ROWS)],
    }
    assert "personal" not in reasons(profiled(tmp_path / "t.csv", table, "y")).get("when", "")


def test_a_number_that_separates_the_classes_is_a_leak(tmp_path: Path) -> None:
    table = people()
    table["refund"] = [100 + number if left == "Yes" else number % 50 for number, left in enumerate(table["Churned"])]
    assert reasons(profiled(tmp_path / "t.csv", table, "Churned"))["refund"].startswith("predicts the target alone")


@pytest.mark.parametrize(
    "value",
    [lambda n: f"r{n % 7}", lambda n: n * 7 % 31, lambda n: f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}"],
    ids=["words", "numbers", "dates"],
)
@pytest.mark.parametrize("every", [1, 3])
def test_a_column_that_is_only_filled_for_one_class_is_a_leak(
    tmp_path: Path, value: Callable[[int], object], every: int
) -> None:
    table = people()
    table["ended"] = [
        value(number) if left == "Yes" and number % every == 0 else None for number, left in enumerate(table["Churned"])
    ]
    said = reasons(profiled(tmp_path / "t.csv", table, "Churned"))["ended"]
    assert said == "filled for one class only: known only afterwards?"


def test_a_number_that_moves_for_one_class_only_is_a_leak(tmp_path: Path) -> None:
    table = people()
    left = [one == "Yes" for one in table["Churned"]]
    table["week"] = [number % 50 if gone and number % 9 else 52 for number, gone in enumerate(left)]
    table["visits"] = [number % 3 if number % 5 == 0 else 0 for number in range(ROWS)]
    found = reasons(profiled(tmp_path / "t.csv", table, "Churned"))
    assert found["week"] == "other than 52 for one class only: known only afterwards?"
    assert "visits" not in found


def test_a_number_that_nearly_separates_the_classes_is_kept_and_asked_about(tmp_path: Path) -> None:
    table = people()
    table["refund"] = [random.gauss(4 * (left == "Yes"), 1) for left in table["Churned"]]
    made = profiled(tmp_path / "t.csv", table, "Churned")
    assert [column.original for column in made.doubtful] == ["refund"]
    assert "refund" in [column.original for column in made.features]
    assert "Nearly tells the target alone: refund." in shown(made, Look(width=120))


def test_where_a_class_is_rare_a_column_that_says_nothing_is_no_leak(tmp_path: Path) -> None:
    random.seed(9)
    table: dict[str, list[object]] = {
        "shop": [random.choice("abcde") for _ in range(30_000)],
        "note": [random.choice([1, 2, None]) for _ in range(30_000)],
        "fraud": [int(number % 1500 == 0) for number in range(30_000)],
    }
    assert reasons(profiled(tmp_path / "t.csv", table, "fraud")) == {}


def test_a_rare_sign_of_one_class_is_no_leak(tmp_path: Path) -> None:
    table = people()
    of_left = [number for number, one in enumerate(table["Churned"]) if one == "Yes"]
    table["complaints"] = [number % 4 + 1 if number in of_left[:25] else 0 for number in range(ROWS)]
    assert "complaints" not in reasons(profiled(tmp_path / "t.csv", table, "Churned"))


def test_gaps_by_chance_are_no_leak(tmp_path: Path) -> None:
    table = people()
    table["Contract"] = [word if number % 3 else None for number, word in enumerate(table["Contract"])]
    assert "Contract" not in reasons(profiled(tmp_path / "t.csv", table, "Churned"))


def test_a_number_that_is_mostly_a_share_of_the_target_is_a_leak(tmp_path: Path) -> None:
    random.seed(4)
    paid = [round(random.lognormvariate(5, 1), 2) for _ in range(ROWS)]
    table = {
        "deducted": [round(0.9 * value, 2) if number % 10 else 0 for number, value in enumerate(paid)],
        "about": [value * random.uniform(0.5, 1.5) for value in paid],
        "paid": paid,
    }
    assert reasons(profiled(tmp_path / "t.csv", table, "paid")) == {
        "deducted": "0.9 times the target in most rows: known only afterwards?"
    }


def test_two_numbers_that_hardly_vary_are_no_multiple_of_each_other(tmp_path: Path) -> None:
    random.seed(4)
    table = {
        "latitude": [51.9 + random.gauss(0, 0.02) for _ in range(ROWS)],
        "longitude": [4.5 + random.gauss(0, 0.002) for _ in range(ROWS)],
    }
    assert reasons(profiled(tmp_path / "t.csv", table, "longitude")) == {}


def test_columns_that_add_up_to_the_target_are_leaks(tmp_path: Path) -> None:
    random.seed(3)
    casual, members = ([random.randint(0, 99) for _ in range(ROWS)] for _ in range(2))
    table = {
        "casual": casual,
        "members": members,
        "z": casual[::-1],
        "rentals": [a + b for a, b in zip(casual, members, strict=True)],
    }
    assert set(reasons(profiled(tmp_path / "t.csv", table, "rentals"))) == {"casual", "members"}


def test_a_column_that_is_there_twice_is_used_once(tmp_path: Path) -> None:
    table = people()
    table["charges again"] = table["Monthly charges"]
    assert reasons(profiled(tmp_path / "t.csv", table, "Churned"))["charges again"] == "the same as monthly_charges"


def test_a_column_that_hardly_ever_differs_is_left_out(tmp_path: Path) -> None:
    table = people()
    table["flag"] = [int(number >= ROWS - 3) for number in range(ROWS)]
    table["word"] = ["odd" if number < 5 else "usual" for number in range(ROWS)]
    found = reasons(profiled(tmp_path / "t.csv", table, "Churned"))
    assert found["flag"] == found["word"] == "nearly always the same"


def test_rows_of_one_customer_stay_together(tmp_path: Path) -> None:
    table = people()
    table["Customer ID"] = [f"C{number // 4}" for number in range(ROWS)]
    split = profiled(tmp_path / "t.csv", table, "Churned").split
    assert (split.by, split.column.original if split.column else "") == ("group", "Customer ID")


def test_rows_with_a_date_are_held_out_by_time(tmp_path: Path) -> None:
    table = people()
    table["signed"] = [f"2026-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}" for number in range(ROWS)]
    split = profiled(tmp_path / "t.csv", table, "Churned").split
    assert (split.by, split.column.original if split.column else "") == ("time", "signed")


@pytest.mark.parametrize("written", [lambda year: year, float], ids=["1990", "1990.0"])
def test_rows_in_the_order_of_their_years_are_held_out_by_time(
    tmp_path: Path, written: Callable[[int], object]
) -> None:
    table = people() | {"year": [written(1990 + number // 10) for number in range(ROWS)]}
    split = profiled(tmp_path / "t.csv", table, "Churned").split
    assert (split.by, split.column.original if split.column else "") == ("time", "year")


def test_a_date_after_which_nothing_happens_decides_no_split(tmp_path: Path) -> None:
    table = people()
    order = sorted(range(ROWS), key=lambda row: str(table["Churned"][row]))
    table = {name: [values[row] for row in order] for name, values in table.items()}
    table["signed"] = [f"{2000 + number // 12}-{number % 12 + 1:02}-01" for number in range(ROWS)]
    split = profiled(tmp_path / "t.csv", table, "Churned").split
    assert (split.by, split.reason) == ("random", "by 'signed', some stretch of time would have a single class")


@pytest.mark.parametrize("name", ["count", "value", "group", "target", "len"])
def test_a_column_may_be_called_as_what_is_counted_with(tmp_path: Path, name: str) -> None:
    table = people() | {name: ["few" if number % 3 else "many" for number in range(ROWS)]}
    assert name in [column.original for column in profiled(tmp_path / "t.csv", table, "Churned").features]


def test_the_person_decides(tmp_path: Path) -> None:
    made = profiled(
        *(tmp_path / "t.csv", people(), "Churned"),
        positive="No",
        split="group:Customer ID",
        use=("age",),
        leave_out=("Contract", "Sex"),
    )
    assert made.target.positive == "No"
    assert made.split.by == "group"
    assert [column.original for column in made.features] == ["age", "Monthly charges"]
    assert [column.original for column in made.audited] == ["age"]


@pytest.mark.parametrize(
    ("change", "target", "said"),
    [
        ({"Churned": [None] * ROWS}, "Churned", "missing in every row"),
        ({"Churned": ["Yes"] * ROWS}, "Churned", "the same in every row"),
        ({"Churned": [f"word {number}" for number in range(ROWS)]}, "Churned", "different in every row"),
        ({"Churned": [f"word {number // 2}" for number in range(ROWS)]}, "Churned", "100 classes"),
        ({"Churned": ["Yes"] * 3 + ["No"] * (ROWS - 3)}, "Churned", "3 rows"),
        ({}, "churn", "no column 'churn'; it has Customer ID, E-Mail"),
        (
            {"Churned": [f"2026-01-{number % 28 + 1:02}" for number in range(ROWS)]},
            "Churned",
            "neither a class nor a number",
        ),
    ],
)
def test_a_target_that_cannot_be_learned_gets_one_clear_line(
    tmp_path: Path, change: dict[str, list[object]], target: str, said: str
) -> None:
    with pytest.raises(UserError, match=said) as refusal:
        profiled(tmp_path / "t.csv", people() | change, target)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"positive": "Maybe"}, "never 'Maybe'"),
        ({"split": "weekly"}, "random, group:COLUMN or time:COLUMN"),
        ({"split": "group:nothing"}, "no column 'nothing'"),
        ({"split": "time:Contract"}, "fewer than 20"),
        ({"use": ("Customer ID",)}, "cannot be used"),
        ({"leave_out": ("Monthly charges", "Contract")}, "no column is left"),
        ({"task": "regression"}, "holds texts"),
    ],
)
def test_a_choice_that_does_not_hold_gets_one_clear_line(tmp_path: Path, choices: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        profiled(tmp_path / "t.csv", people(), "Churned", **choices)


def test_few_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="at least 60"):
        profiled(tmp_path / "t.csv", people(40), "Churned")


def test_a_wide_table_keeps_what_makes_a_request(tmp_path: Path) -> None:
    random.seed(5)
    table = {f"g{number}": [random.random() for _ in range(ROWS)] for number in range(500)}
    made = profiled(tmp_path / "t.csv", table | {"y": [random.random() for _ in range(ROWS)]}, "y")
    assert len(made.features) == 40
    assert len(made.left_out) == 460


def test_classes_of_a_third_and_two_are_not_called_balanced(tmp_path: Path) -> None:
    table = people() | {"Churned": ["Yes" if number % 3 else "No" for number in range(ROWS)]}
    text = shown(profiled(tmp_path / "t.csv", table, "Churned"), Look(width=100))
    assert "judged by  ROC AUC (ranks well, as neither class is rare)" in text


def test_of_what_may_describe_people_only_what_is_no_feature_is_said_to_be_unseen(tmp_path: Path) -> None:
    text = shown(profiled(tmp_path / "t.csv", people(), "Churned", use=("age",)), Look(width=200))
    assert "May describe people: age, Sex. Errors are compared by it. The model doesn't see Sex unless" in text


def test_it_is_shown_within_the_width_and_without_what_steers_a_terminal(tmp_path: Path) -> None:
    table = people()
    table["\x1b[31mred\x1b[0m"] = ["\x1b[2J" if number % 2 else "b" for number in range(ROWS)]
    text = shown(profiled(tmp_path / "t.csv", table, "Churned"), Look(width=100))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 110
    assert "person1@example.org" not in text
    assert "Personal data stays out of the project: E-Mail" in text
