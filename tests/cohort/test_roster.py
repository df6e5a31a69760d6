"""Cohort files as mentors write them, and what is wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort import roster
from portfolio_kit.cohort.roster import Entry
from portfolio_kit.errors import UserError


def written(folder: Path, text: str | bytes, name: str = "spring.csv") -> Path:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_a_row_gives_name_repository_sub_folder_and_tags(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "name,repository,sub-folder,tags\nAda,https://example.org/ada/churn.git,project/ml,evening; Python\n",
    )
    found = roster.read(file)
    assert found.name == "spring"
    assert found.entries == (
        Entry("Ada", "https://example.org/ada/churn.git", "project/ml", ("evening", "Python"), {}, 2),
    )
    assert found.problems == ()


def test_a_folder_is_looked_for_beside_the_cohort_file(tmp_path: Path) -> None:
    (entry,) = roster.read(written(tmp_path, "name,repository\nAda,repos/ada\n")).entries
    assert entry.source == str(tmp_path / "repos" / "ada")


def test_a_folder_has_its_whole_path_for_whoever_works_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "name,repository\nAda,repos/ada\n")
    (tmp_path / "cohort" / "ada").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert roster.read(Path("spring.csv")).entries[0].source == str(tmp_path / "repos" / "ada")
    assert roster.read(Path("cohort")).entries[0].source == str(tmp_path / "cohort" / "ada")


@pytest.mark.parametrize("header", ["repository", "Repository URL", "repo", "GIT_URL"])
def test_columns_are_known_by_the_names_that_people_give_them(header: str, tmp_path: Path) -> None:
    (entry,) = roster.read(written(tmp_path, f"Name,{header}\nAda,https://example.org/a\n")).entries
    assert entry.source == "https://example.org/a"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_of_other_countries_separate_by_other_signs(delimiter: str, tmp_path: Path) -> None:
    rows = (("name", "repository", "tags"), ("Ada", "https://example.org/a", "x|y"))
    (entry,) = roster.read(written(tmp_path, "\n".join(map(delimiter.join, rows)))).entries
    assert (entry.name, entry.tags) == ("Ada", ("x", "y"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_in_the_encodings_that_spreadsheets_write(encoding: str, tmp_path: Path) -> None:
    text = "name,repository\nZoë Łuk,https://example.org/a\n"
    (entry,) = roster.read(written(tmp_path, text.encode(encoding))).entries
    assert entry.name == "Zoë Łuk"


def test_a_name_as_excel_saves_it_where_nobody_asks_for_utf_8(tmp_path: Path) -> None:
    text = "name;repository\nZoë Müller;https://example.org/a\n"
    (entry,) = roster.read(written(tmp_path, text.encode("cp1252"))).entries
    assert entry.name == "Zoë Müller"


def test_a_name_that_is_not_given_is_that_of_the_repository(tmp_path: Path) -> None:
    file = written(tmp_path, "name,repository\n,https://example.org/ada/churn.git\n,repos/grace\n")
    assert [entry.name for entry in roster.read(file).entries] == ["churn", "grace"]


def test_a_list_of_urls_needs_no_header(tmp_path: Path) -> None:
    text = "# evening group\nhttps://example.org/ada/churn\n\nssh://git@example.org/grace/fraud.git\n"
    file = written(tmp_path, text, "urls.txt")
    assert [(entry.name, entry.line) for entry in roster.read(file).entries] == [("churn", 2), ("fraud", 4)]


def test_every_folder_of_a_folder_is_a_repository(tmp_path: Path) -> None:
    for name in ("grace", "ada", ".cache"):
        (tmp_path / "spring" / name).mkdir(parents=True)
    (tmp_path / "spring" / "notes.txt").write_text("hello")
    found = roster.read(tmp_path / "spring")
    assert found.name == "spring"
    assert [(entry.name, entry.source) for entry in found.entries] == [
        ("ada", str(tmp_path / "spring" / "ada")),
        ("grace", str(tmp_path / "spring" / "grace")),
    ]


def test_a_bad_row_is_named_by_its_line_and_the_good_ones_go_on(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "name,repository,subfolder,tags\n"
        "Ada,https://example.org/a\n"
        "Ada,https://example.org/b\n"
        ",\n"
        ",,,evening\n"
        "Joan,http://example.org/c\n"
        "Mary,https://example.org/d,../../etc\n"
        '"Rosa\x07",https://example.org/e\n'
        "Zoë,https://example.org/f\n",
    )
    found = roster.read(file)
    assert [entry.name for entry in found.entries] == ["Ada", "Zoë"]
    assert [(problem.line, problem.what) for problem in found.problems] == [
        (3, "the name Ada is already on line 2"),
        (5, "names no repository"),
        (6, "http://example.org/c cannot be cloned: give an https, ssh or file URL"),
        (7, "the sub-folder ../../etc is not a path inside the repository"),
        (8, "a name has at most 200 characters, all of which can be shown"),
    ]


def test_somebody_without_a_repository_is_in_the_cohort_all_the_same(tmp_path: Path) -> None:
    found = roster.read(written(tmp_path, "name,email,repository\nAda,a@x.org,https://x.org/a\nGrace,g@x.org,\n"))
    assert [(entry.name, entry.source) for entry in found.entries] == [("Ada", "https://x.org/a"), ("Grace", "")]


def test_a_row_with_more_fields_than_the_header_loses_nothing_silently(tmp_path: Path) -> None:
    text = "name;repository;tags\nAda;https://x.org/a;evening; python\nGrace;https://x.org/b;evening;;\n"
    found = roster.read(written(tmp_path, text))
    assert [entry.name for entry in found.entries] == ["Grace"]
    assert [(problem.line, problem.what) for problem in found.problems] == [
        (2, "has 4 fields, the header 3: put a field that holds a semicolon in quotes")
    ]


def test_a_row_over_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    file = written(tmp_path, 'name,repository\n"Ada\nLovelace",https://example.org/a\nGrace,https://example.org/b\n')
    found = roster.read(file)
    assert [problem.line for problem in found.problems] == [2]
    assert [(entry.name, entry.line) for entry in found.entries] == [("Grace", 4)]


def test_a_problem_never_shows_a_password(tmp_path: Path) -> None:
    file = written(tmp_path, "name,repository\nAda,ftp://ada:s3cret@example.org/a\nGrace,https://example.org/b\n")
    (problem,) = roster.read(file).problems
    assert "s3cret" not in problem.what


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "names no repository that can be reviewed: nothing is in it"),
        ("name,repository\n", "nothing is in it"),
        ("name,repository\nAda,\n", "line 2: names no repository"),
        ("student,score\nAda,3\n", "no column of its header is called repository"),
        (b"name,repository\nZo\xeb\x81,https://example.org/a\n", "line 2 is not in UTF-8"),
    ],
)
def test_a_file_without_any_repository_is_said_in_one_line(text: str | bytes, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=complaint):
        roster.read(written(tmp_path, text))


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="give a CSV file, a list of URLs or a folder of repositories"):
        roster.read(tmp_path / "spring.csv")


def test_a_single_repository_is_no_cohort(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(UserError, match="is one repository, not a folder of them"):
        roster.read(tmp_path)


@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_gives_entries_and_problems(text: str) -> None:
    entries, problems = roster.parsed(f"name,repository,tags\n{text}", Path("any.csv"))
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names))
    assert all(name.strip() and len(name) <= 200 for name in names)
    assert all(problem.line > 1 for problem in problems)
