"""Rosters as GitHub Classroom, nbgrader, Canvas and Moodle write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.cohort import roster
from portfolio_kit.cohort.roster import Entry
from portfolio_kit.errors import UserError

CLASSROOM = (
    "assignment_name,assignment_url,starter_code_url,github_username,roster_identifier,student_repository_name,"
    "student_repository_url,submission_timestamp,points_awarded,points_available\n"
    'churn,https://classroom.example/a,,ada-l,ada@example.org,churn-ada-l,https://github.com/course/churn-ada-l,"",0,10\n'
    "churn,https://classroom.example/a,,grace,,churn-grace,https://github.com/course/churn-grace,,0,10\n"
)


def entries(folder: Path, text: str) -> tuple[Entry, ...]:
    file = folder / "roster.csv"
    file.write_text(text, encoding="utf-8")
    return roster.read(file).entries


def test_the_grades_of_github_classroom_name_repositories_and_their_owners(tmp_path: Path) -> None:
    ada, grace = entries(tmp_path, CLASSROOM)
    assert (ada.name, ada.source) == ("ada@example.org", "https://github.com/course/churn-ada-l")
    assert ada.identifiers == {
        "assignment_name": "churn",
        "github_username": "ada-l",
        "roster_identifier": "ada@example.org",
    }
    # Who is in no roster is called by their account.
    assert grace.name == "grace"


def test_the_roster_of_github_classroom_names_no_repositories_and_says_where_they_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“Download grades”"):
        entries(tmp_path, "identifier,github_username,github_id,name\nada@example.org,ada-l,42,Ada\n")


def test_the_roster_of_github_classroom_with_a_column_of_repositories(tmp_path: Path) -> None:
    header = "identifier,github_username,github_id,name,repository\n"
    (ada,) = entries(tmp_path, header + "ada@example.org,ada-l,42,Ada,https://example.org/a\n")
    assert ada.name == "Ada"
    assert ada.identifiers == {"identifier": "ada@example.org", "github_username": "ada-l", "github_id": "42"}


def test_the_gradebook_of_nbgrader_keeps_who_somebody_is_and_no_grade(tmp_path: Path) -> None:
    header = (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,"
        "max_score,repository\n"
    )
    (ada,) = entries(
        tmp_path, f"{header}churn,,,s1,Lovelace,Ada,ada@example.org,3.0,0.0,3.0,10.0,https://example.org/a\n"
    )
    assert ada.name == "Ada Lovelace"
    assert ada.identifiers == {
        "assignment": "churn",
        "student_id": "s1",
        "last_name": "Lovelace",
        "first_name": "Ada",
        "email": "ada@example.org",
    }


def test_the_gradebook_of_canvas_has_rows_that_are_nobody(tmp_path: Path) -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Churn (77),Repository\n"
        "    Points Possible,,,,,10,\n"
        '"Lovelace, Ada",1,u1,ada,A,,https://example.org/a\n'
        '"Student, Test",9,,,A,,\n'
    )
    file = tmp_path / "canvas.csv"
    file.write_text(text, encoding="utf-8")
    found = roster.read(file)
    assert found.problems == ()
    (ada,) = found.entries
    assert ada.name == "Lovelace, Ada"
    assert list(ada.identifiers) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def test_the_participants_of_moodle(tmp_path: Path) -> None:
    text = (
        "First name,Surname,ID number,Email address,Repository\nAda,Lovelace,7,ada@example.org,https://example.org/a\n"
    )
    (ada,) = entries(tmp_path, text)
    assert (ada.name, ada.identifiers["ID number"]) == ("Ada Lovelace", "7")


def test_an_identifier_that_cannot_be_shown_is_a_problem_of_its_line(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(
        "student_id,repository\ns\x1b[1m,https://example.org/a\ns2,https://example.org/b\n", encoding="utf-8"
    )
    found = roster.read(file)
    assert [problem.line for problem in found.problems] == [2]
    assert [entry.name for entry in found.entries] == ["s2"]
