from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.criteria.judge import CRITERIA, judge
from portfolio_kit.errors import UserError
from portfolio_kit.reports.explanation import explanation
from portfolio_kit.rubric.own import known, read
from portfolio_kit.rubric.rubric import Rubric, chosen
from tests.criteria.kit import repository


def rubric(folder: Path, text: str) -> Rubric:
    file = folder / "cohort.toml"
    file.write_text(text)
    return chosen(str(file))


def test_an_empty_file_is_the_article_rubric_under_another_name(tmp_path: Path) -> None:
    own = rubric(tmp_path, "")

    assert own.name == "cohort"
    assert own.criteria == chosen("article").criteria


def test_points_and_titles_are_changed(tmp_path: Path) -> None:
    own = rubric(tmp_path, '[criteria.readme]\npoints = 10\ntitle = "Front page"\n')

    assert (own.criterion("readme").points, own.criterion("readme").title) == (10, "Front page")
    assert own.criterion("readme").earned(1) == 5


def test_a_dropped_criterion_is_gone_and_its_reason_is_shown(tmp_path: Path) -> None:
    own = rubric(tmp_path, '[criteria.fairness]\ndrop = "comes up next term"\n')
    card = judge(repository(tmp_path / "project", {"README.md": "# P"}), own, "p")

    assert "fairness" not in [item.criterion.id for item in card.judged]
    assert "fairness is not judged: comes up next term" in card.notes
    assert card.possible == 98


def test_combined_criteria_take_the_place_of_their_parts(tmp_path: Path) -> None:
    own = rubric(
        tmp_path,
        """
        [criteria.service]
        title = "A service in a container"
        pillar = "production"
        points = 8
        from = ["serving-endpoint", { criterion = "containerization", levels = [0, 2, 2] }]
        """,
    )

    assert own.criterion("service").combine == "least"
    assert {"serving-endpoint", "containerization"}.isdisjoint(criterion.id for criterion in own.criteria)
    assert sum(criterion.points for criterion in own.criteria) == 100 - 9 + 8


def test_a_part_that_is_named_itself_stays(tmp_path: Path) -> None:
    own = rubric(tmp_path, '[criteria.both]\npoints = 1\nfrom = ["readme"]\n[criteria.readme]\npoints = 3\n')

    assert own.criterion("readme").points == 3
    assert own.criterion("both").points == 1


def test_a_sum_is_worth_what_its_parts_are(tmp_path: Path) -> None:
    own = rubric(
        tmp_path,
        """
        [criteria.habits]
        combine = "sum"
        from = [
          { criterion = "automated-tests", points = [0, 1, 2] },
          { criterion = "pre-commit-hooks", points = [0, 0, 1] },
        ]
        """,
    )

    assert own.criterion("habits").points == 3


def test_another_rubric_may_be_the_base_and_its_grades_keep_their_proportion(tmp_path: Path) -> None:
    own = rubric(
        tmp_path,
        'base = "ml-zoomcamp"\n[criteria.model-training]\npoints = 6\n[criteria.reproducibility]\npoints = 3\n',
    )

    assert [part.points for part in own.criterion("model-training").parts] == [(0, 2, 4), (0, 0, 2)]
    assert own.criterion("reproducibility").earns == (0, 0, 3)


def test_a_pillar_of_its_own(tmp_path: Path) -> None:
    own = rubric(
        tmp_path, '[pillars]\ncourse = "Course work"\n[criteria.x]\npillar = "course"\npoints = 2\nfrom = ["linter"]\n'
    )

    assert own.pillars[-1].title == "Course work"
    assert own.criteria[-1].id == "x"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = 1", r"x: give one of base, title, criteria, pillars"),
        ('base = "mine"', r"base: give one of article, ml-zoomcamp"),
        ("criteria = 3", r"criteria: give a table"),
        ("[criteria.readme]\npoint = 3", r"criteria.readme.point: give one of points, title"),
        ("[criteria.readme]\npoints = 'many'", r"criteria.readme.points: give a number from 0 to 1000"),
        ("[criteria.readme]\npoints = -1", r"criteria.readme.points: give a number"),
        ("[criteria.readme]\npoints = true", r"criteria.readme.points: give a number"),
        ("[criteria.readme]\npoints = inf", r"criteria.readme.points: give a number"),
        ("[criteria.readme]\npoints = nan", r"criteria.readme.points: give a number"),
        ("[criteria.readme]\npoints = 0", r"criteria.readme.points: give a number above 0 .*`drop`"),
        ("[criteria.readmee]\npoints = 1", r"criteria.readmee: give a criterion of article \(readme, "),
        ("[criteria.readme]\ndrop = ''", r"criteria.readme.drop: give a text that is not empty"),
        ("[criteria.readme]\ndrop = 'x'\npoints = 3", r"criteria.readme.points: give one of drop"),
        ("[criteria.readme]\ncombine = 'any'", r"criteria.readme.combine: give it only beside `from`"),
        ("[criteria.readme]\nlevels = ['a', 'b']", r"criteria.readme.levels: give a list of 3 texts"),
        ("[criteria.readme]\npillar = 'x'", r"criteria.readme.pillar: give one of show, impact"),
        ("[criteria.x]\nfrom = []", r"criteria.x.from: give a list of criteria"),
        ("[criteria.x]\nfrom = ['linter']", r"criteria.x.points: give a number above 0"),
        ("[criteria.x]\npoints = 1\nfrom = ['lint']", r"criteria.x.from\[0\].criterion: give one of automated-tests"),
        ("[criteria.x]\npoints = 1\nfrom = ['linter']\ncombine = 'some'", r"x.combine: give one of all, any, least"),
        ("[criteria.x]\npoints = 1\nfrom = [{criterion = 'linter', levels = [0, 3, 2]}]", r"levels: give three levels"),
        ("[criteria.x]\npoints = 1\nfrom = [{criterion = 'linter', levels = [1, 1, 2]}]", r"let `levels` begin with 0"),
        ("[criteria.readme]\npoints = 9\nearns = [0, 0, 1]", r"points is 9, but what can be earned is 1"),
        ("[criteria.readme]\nearns = [1, 0, 6]", r"do not fall"),
        ("a = [", r"not TOML"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_one_line_that_names_file_key_and_what_is_allowed(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(UserError, match=complaint) as raised:
        rubric(tmp_path, text)

    assert str(raised.value).startswith(f"{tmp_path}/cohort.toml: ")
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Is a directory"):
        chosen(str(tmp_path))


def test_a_rubric_without_criteria_is_refused(tmp_path: Path) -> None:
    every = "\n".join(f'[criteria.{criterion.id}]\ndrop = "x"' for criterion in chosen("article").criteria)

    with pytest.raises(UserError, match="at least one criterion"):
        rubric(tmp_path, every)


def test_from_may_name_every_criterion_that_has_a_function() -> None:
    assert known() == set(CRITERIA)


@given(content=st.binary(max_size=300) | st.text("[]{}=.,'\"criteapontsdfrm \n0123", max_size=200).map(str.encode))
def test_any_file_is_a_rubric_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    complaint = ""
    try:
        criteria = read(file).criteria
    except UserError as error:
        complaint = str(error)
    assert complaint or criteria
    assert "\n" not in complaint


def test_a_combination_stands_where_its_first_part_does(tmp_path: Path) -> None:
    own = rubric(tmp_path, '[criteria.x]\npoints = 2\nfrom = ["containerization", "readme"]\n')

    assert own.criterion("x").pillar == "production"


def test_a_file_that_names_no_base_is_said_to_start_from_the_article(tmp_path: Path) -> None:
    said = "cohort.toml names no base, so it starts from the article rubric"
    card = judge(repository(tmp_path / "project", {"a.py": "x = 1\n"}), rubric(tmp_path, 'title = "Cohort 7"\n'), "p")

    assert said in card.notes
    assert rubric(tmp_path, 'base = "article"\n').remarks == ()


def test_what_is_left_out_is_listed_and_explained_with_its_reason(tmp_path: Path) -> None:
    own = rubric(tmp_path, 'title = "Cohort 7"\n[criteria.fairness]\ndrop = "comes up next term"\n')

    assert re.search(r"Left out\n  fairness +comes up next term\n", explanation(own, []))
    told = explanation(own, ["fairness"])
    assert told.startswith("Cohort 7 leaves it out: comes up next term\n")
    assert "The levels" in told


def test_what_to_type_next_names_the_file(tmp_path: Path) -> None:
    own = rubric(tmp_path, "")

    assert f"portfolio-kit explain --rubric {tmp_path}/cohort.toml CRITERION says more." in explanation(own, [])
    with pytest.raises(UserError, match=r"`portfolio-kit explain --rubric .*cohort.toml` lists them"):
        explanation(own, ["zzz"])


def test_a_part_is_explained_by_what_it_is_a_part_of(tmp_path: Path) -> None:
    own = rubric(tmp_path, '[criteria.x]\npoints = 2\nfrom = ["containerization", "readme"]\n')

    assert explanation(own, ["containerization"]).startswith(
        "cohort judges containerization as a part of x:\n\nx (x)\n"
    )
