"""A project from a learner's own table, from the file to the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from portfolio_kit.cli import run
from portfolio_kit.errors import UserError
from portfolio_kit.look import Look
from portfolio_kit.scaffold.new import new
from portfolio_kit.scaffold.own_data import own_data
from portfolio_kit.scaffold.profile.ask import agreed
from portfolio_kit.scaffold.profile.profile import Choices, Profile
from portfolio_kit.scaffold.profile.reading import read
from portfolio_kit.scaffold.templates import ANSWERS, installed
from portfolio_kit.scaffold.update import update
from tests.kit import Kit, commit, git
from tests.scaffold.profile.kit import ROWS, people, write


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "customers.csv", people())


def test_it_is_made_from_the_command_line_and_the_file_stays_as_it_is(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashlib.sha256(table.read_bytes()).digest(), table.stat().st_mtime_ns
    made = tmp_path / "churn"

    assert run(["new", str(made), "--data", str(table), "--target", "Churned", "--defaults"]) == 0

    assert (hashlib.sha256(table.read_bytes()).digest(), table.stat().st_mtime_ns) == before
    said = capsys.readouterr().out
    assert "left_the_company  integer" in said
    assert said.index("make train") < said.index("make test") < said.index("make notebook")
    assert (made / "data/sample.csv").read_text().count("\n") == ROWS + 1
    assert 'TARGET = "churned"' in (made / "src/churn/schema.py").read_text()
    assert "data/sample.csv" in git(made, "ls-files").split()
    assert git(made, "status", "--porcelain") == ""


def test_its_record_is_small_and_holds_no_row(table: Path, tmp_path: Path) -> None:
    own = own_data(table, "Churned", {}, ask=False)
    text = (new(installed(), tmp_path / "churn", own.answers, files=own.files).path / ANSWERS).read_text()

    assert len(text) < 6000
    assert "@" not in text.replace("https://", "")
    assert "C00017" not in text
    assert yaml.safe_load(text)["profile"]["target"]["positive"] == "Yes"


def test_any_column_can_be_named_whatever_it_is_called(tmp_path: Path) -> None:
    odd = {"width, in mm": range(ROWS), 'a "b"': range(ROWS), "two\nlines": range(ROWS), "x": range(ROWS)}
    table = write(tmp_path / "t.csv", people() | {name: [*reversed(values)] for name, values in odd.items()})
    chosen = '"width, in mm", a "b", two\\nlines'
    left_out = own_data(table, "Churned", {"leave_out": chosen}, ask=False).answers["profile"]["left_out"]
    by_choice = [left["original"] for left in left_out if left["reason"] == "your choice"]
    assert by_choice == ["width, in mm", 'a "b"', "two lines"]


def test_choices_are_no_answers_of_the_template(table: Path) -> None:
    choices = {"positive": "No", "use": "age, Sex", "split": "random", "leave_out": "Contract", "rows": "100"}
    own = own_data(table, "Churned", {**choices, "license": "MIT"}, ask=False)

    assert set(own.answers) == {"license", "task", "profile"}
    assert own.answers["profile"]["target"]["positive"] == "No"
    assert [one["name"] for one in own.answers["profile"]["features"]] == ["age", "sex", "monthly_charges"]
    assert own.files["data/sample.csv"].count(b"\n") == 101


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--data", "{table}"], "go together"),
        (["--target", "Churned"], "go together"),
        (["--data", "{table}", "--target", "Churn"], "has no column 'Churn'"),
        (["--data", "{table}", "--target", "Churned", "-d", "rows=few"], "rows cannot be 'few'"),
        (["--data", "{table}", "--target", "Churned", "-d", "rows=50"], "at least 60"),
        (["--data", "{table}", "--target", "Churned", "-d", "colour=red"], "no question 'colour'"),
        (["--data", "{table}", "--target", "Churned", "--task", "forecasting"], "classification or regression"),
        (["--data", "{table}x", "--target", "Churned"], "does not exist"),
    ],
)
def test_a_wrong_call_gets_one_line_and_leaves_nothing(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    filled = [argument.format(table=table) for argument in arguments]

    assert run(["new", str(tmp_path / "churn"), *filled, "--defaults"]) == 2

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["customers.csv"]


def test_the_command_that_makes_the_sample_again_repeats_what_was_chosen(table: Path, tmp_path: Path) -> None:
    choices = {"positive": "No", "use": "age", "split": "random", "leave_out": "Contract, Sex"}
    own = own_data(table, "Churned", choices, ask=False)
    card = (new(installed(), tmp_path / "churn", own.answers, files=own.files).path / "data/README.md").read_text()

    chosen = "--target churned -d positive=No -d split=random -d use=age -d leave_out=contract,sex"
    assert f"$ portfolio-kit new again --data FILE {chosen} --defaults -d rows=all\n" in card


def test_what_is_in_the_sample_is_not_listed_as_left_out(table: Path) -> None:
    own = own_data(table, "Churned", {"split": "group:Customer ID"}, ask=False)

    left_out = [one["original"] for one in own.answers["profile"]["left_out"]]
    assert left_out == ["E-Mail", "Country", "left_the_company"]


def test_what_was_made_a_feature_is_not_said_to_be_none(table: Path, tmp_path: Path) -> None:
    own = own_data(table, "Churned", {"use": "age"}, ask=False)
    readme = (new(installed(), tmp_path / "churn", own.answers, files=own.files).path / "README.md").read_text()

    assert "`sex` is no feature of the model" in readme
    assert "`age`, `sex` may describe people." in readme


def test_a_misspelt_choice_is_refused_before_the_table_is_read_with_the_keys_that_there_are(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--data", str(table), "--target", "Churned", "--defaults", "-d", "leave_uot=age"]
    assert run(["new", str(tmp_path / "churn"), *arguments]) == 2
    captured = capsys.readouterr()
    assert "no question 'leave_uot': the keys are positive, split, use, leave_out, rows, " in captured.err
    assert captured.out == ""


def test_a_taken_destination_is_refused_before_the_table_is_read(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path), "--data", str(table), "--target", "Churned", "--defaults"]) == 2
    captured = capsys.readouterr()
    assert "not empty" in captured.err
    assert captured.out == ""


class Person:
    """Somebody at the terminal, who says what they are given to say."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.told: list[str] = []

    def asked(self, table: Path) -> Profile:
        """Show them the profile of a table, and return what they agree to."""
        told = {"look": Look(), "ask": lambda _: next(self.answers), "say": self.told.append}
        return agreed(read(table), "Churned", Choices(), **told)  # type: ignore[arg-type]


def test_return_takes_what_is_shown(table: Path) -> None:
    person = Person("")
    assert person.asked(table).target.positive == "Yes"
    assert "Monthly charges" in person.told[0]


def test_changes_are_shown_until_the_person_agrees(table: Path) -> None:
    person = Person(
        "?", "positive No", "use age, Sex", "leave out Contract", "split group:Customer ID", "leave out Sex", "y"
    )
    made = person.asked(table)
    assert (made.target.positive, made.split.by) == ("No", "group")
    assert [column.original for column in made.features] == ["age", "Monthly charges"]
    assert sum("customers.csv: " in text for text in person.told) == 6


def test_a_change_that_does_not_hold_is_said_and_the_rest_stays(table: Path) -> None:
    person = Person("positive No", "use nothing", "what?", "")
    assert person.asked(table).target.positive == "No"
    assert "no column 'nothing'" in "\n".join(person.told)
    assert "none of the changes" in "\n".join(person.told)


def test_no_ends_it(table: Path) -> None:
    with pytest.raises(UserError, match="nothing was written"):
        Person("n").asked(table)


def test_an_update_brings_it_to_a_newer_template(table: Path, kit: Kit, tmp_path: Path) -> None:
    folder = "template/{{own_data}}/"
    kit.write(
        {
            "copier.yml": (kit.tree / "copier.yml").read_text()
            + "profile:\n  type: yaml\n  default: '{}'\n"
            + '  when: "{{ profile is defined and profile.features is defined }}"\n'
            + "own_data:\n  type: str\n  default: \"{{ '.' if profile else '' }}\"\n  when: false\n",
            folder + "columns.txt.jinja": "{% for one in profile.features %}{{ one.name }}\n{% endfor %}",
        }
    )
    own = own_data(table, "Churned", {}, ask=False)
    project = new(kit.release("0.1.0"), tmp_path / "churn", own.answers, files=own.files).path
    assert (project / "columns.txt").read_text() == "monthly_charges\ncontract\n"
    commit(project, {"mine.txt": "kept\n"})
    sample = (project / "data/sample.csv").read_bytes()
    kit.write({folder + "columns.txt.jinja": "{% for one in profile.features %}- {{ one.original }}\n{% endfor %}"})

    result = update(kit.release("0.2.0"), project)

    assert result.conflicts == ()
    assert (project / "columns.txt").read_text() == "- Monthly charges\n- Contract\n"
    assert (project / "data/sample.csv").read_bytes() == sample


def test_a_record_that_unfolds_without_end_is_refused(table: Path, kit: Kit, tmp_path: Path) -> None:
    kit.write({"copier.yml": (kit.tree / "copier.yml").read_text() + "profile:\n  type: yaml\n  default: '{}'\n"})
    own = own_data(table, "Churned", {}, ask=False)
    project = new(kit.release("0.1.0"), tmp_path / "churn", own.answers, files=own.files).path
    record = yaml.safe_load((project / ANSWERS).read_text())
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    head = {key: record[key] for key in ("_commit", "_src_path")}
    commit(project, {ANSWERS: yaml.safe_dump(head) + bomb + "profile: *i\n"})

    with pytest.raises(UserError, match="profile"):
        update(kit.release("0.2.0"), project)
