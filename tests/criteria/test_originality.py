"""Originality: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.data.exercises import exercises
from portfolio_kit.repository.models.decisions import decisions
from portfolio_kit.repository.texts.placeholders import placeholders
from tests.criteria.boats import DATA, README, TRAIN, WHOLE, Files, judged
from tests.criteria.kit import notebook, repository

LONG, LARGE = (
    "\n".join(
        f"def step_{number}(value):\n    return value + {number}\n\n\nprint(step_{number}(1))\n" for number in steps
    )
    for steps in (range(80), range(200))
)
SENTENCE = "We sort the boats of our harbour by how soon they sell, because the crane is booked by the day. "
TEXT = "# Boats\n\n" + 12 * SENTENCE
TITANIC = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Embarked\n1,0,3,x,m,22,1,0,S\n"
GATHERS = """\
import glob
import pandas as pd

rows = None
for path in glob.glob("series/*.csv"):
    one = pd.read_csv(path)
    rows = one if rows is None else pd.{joins}
rows.to_csv("gold.csv")
"""
JOINED = "merge(rows, one, on='day', how='outer')"


def _series(row: str, number: int) -> str:
    return "## Series\n\n| file | from |\n|---|---|\n" + "".join(row.format(n=n) for n in range(number))


def long_function(name: str) -> str:
    return (
        f"def {name}(rows):\n" + "".join(f"    rows = rows + {number}\n" for number in range(9)) + "    return rows\n"
    )


class TestOriginality:
    def test_an_own_problem_in_text_and_code_is_whole(self, tmp_path: Path) -> None:
        assert (
            judged(
                "originality", tmp_path, {"README.md": TEXT, "train.py": TRAIN + LARGE, "data/boats.csv": DATA}
            ).level
            == 2
        )

    def test_an_own_problem_with_places_left_to_fill_in_is_half(self, tmp_path: Path) -> None:
        left = TEXT + "\n- [Insert plot here]\n\n- F1 of XX %\n\n- git clone https://github.com/your-username\n"
        files: Files = {"README.md": left, "train.py": TRAIN + LARGE, "data/boats.csv": DATA}
        assert judged("originality", tmp_path, files).level == 1

    def test_words_without_code_are_nothing(self, tmp_path: Path) -> None:
        assert judged("originality", tmp_path, {"README.md": TEXT, "train.py": "# TODO\n"}).level == 0

    @pytest.mark.parametrize(
        "files",
        [
            {"data/train.csv": TITANIC},
            {"iris.py": "from sklearn.datasets import load_iris\nload_iris()\n"},
            {"README.md": "# Prediksi harga rumah\n\nData: Ames house prices dari Kaggle.\n" + TEXT},
            {"notebook.ipynb": notebook(("print(df[['SeniorCitizen', 'MonthlyCharges', 'TotalCharges']])", ""))},
            {"spam.csv": "Category,Message\nham,hello\n"},
            {"README.md": "# Классификация MNIST\n" + TEXT},
        ],
    )
    def test_a_standard_exercise_is_half(self, files: Files, tmp_path: Path) -> None:
        finding = judged("originality", tmp_path, {"README.md": TEXT, "train.py": TRAIN + LONG, **files})
        assert finding.level == 1

    def test_decisions_beyond_the_exercise_make_it_ones_own(self, tmp_path: Path) -> None:
        code = "def expected_cost(threshold):\n    return threshold\n\n\ndef tune_threshold():\n    return expected_cost(1)\n\n\ntune_threshold()\n"
        finding = judged(
            "originality",
            tmp_path,
            {"README.md": TEXT, "data/train.csv": TITANIC, "train.py": TRAIN + LONG, "costs.py": code},
        )
        assert finding.level == 2

    def test_so_does_a_story_that_tells_what_was_learnt(self, tmp_path: Path) -> None:
        story = (Path(__file__).parents[1] / "fixtures" / "case_studies" / "good" / "bakery.md").read_text()
        called = (
            "\nCOLUMNS = ['sales', 'weather', 'school', 'product', 'weekday', 'loaves', 'bakery', 'shelf', 'hours']\n"
        )
        files: Files = {"README.md": TEXT, "data/train.csv": TITANIC, "train.py": TRAIN + LARGE + called}
        assert judged("originality", tmp_path / "silent", files).level == 1
        assert judged("originality", tmp_path / "told", {**files, "docs/case-study.md": story}).level == 2

    def test_an_exercise_named_in_passing_is_not_the_projects(self, tmp_path: Path) -> None:
        readme = TEXT + "\nUnlike the usual Titanic, we count boats that float.\n"
        assert judged("originality", tmp_path, {"README.md": readme, "train.py": TRAIN + LARGE}).level == 2

    def test_an_exercise_in_a_few_lines_is_nothing(self, tmp_path: Path) -> None:
        readme = "# Titanic\n\nWho survives.\n"
        finding = judged("originality", tmp_path, {"README.md": readme, "train.csv": TITANIC, "train.py": TRAIN})
        assert finding.level == 0
        assert "Titanic" in (finding.fix or "")

    @pytest.mark.parametrize(
        ("said", "level"),
        [
            ("This project follows the tutorial of a video channel.", 0),
            ("The code is based on a YouTube video about boats.", 0),
            ("This is where the original code came from, and I make no claim to it.", 0),
            ("See the tutorial for how to moor a boat.", 1),
            ("Follow the instructions in this video to deploy the image on a server.", 1),
            ("You can learn how to start the service by following this video.", 1),
        ],
    )
    def test_a_small_project_that_says_it_follows_a_tutorial_is_nothing(
        self, said: str, level: int, tmp_path: Path
    ) -> None:
        files: Files = {"README.md": f"{TEXT}\n\n{said}\n", "train.py": TRAIN + LONG}
        assert judged("originality", tmp_path, files).level == level

    def test_filler_of_a_page_is_a_placeholder(self, tmp_path: Path) -> None:
        files: Files = {
            "train.csv": TITANIC,
            "train.py": TRAIN,
            "templates/about.html": "<p>Lorem ipsum dolor sit amet</p>",
        }
        assert judged("originality", tmp_path, files).level == 0

    def test_a_template_whose_questions_are_unanswered_is_nothing(self, tmp_path: Path) -> None:
        questions = "\n".join(f"## Part {number}\n\nTODO: say what you decided here.\n" for number in range(12))
        finding = judged("originality", tmp_path, {"README.md": TEXT + questions, "train.py": TRAIN + LONG})
        assert finding.level == 0
        assert "README.md" in (finding.fix or "")

    def test_a_key_that_each_reader_has_to_put_in_is_no_placeholder(self, tmp_path: Path) -> None:
        readme = TEXT + "\n".join(
            f"\n    export API_KEY_{number}=<your key>\n    TOKEN=your_token\n" for number in range(14)
        )
        assert judged("originality", tmp_path, {"README.md": readme, "train.py": TRAIN + LARGE}).level == 2

    def test_a_courses_notebook_with_its_gaps_is_nothing(self, tmp_path: Path) -> None:
        book = notebook(
            "## TODO: explain",
            ("# YOUR CODE HERE\nprint(1)", ""),
            "**Question 1** Why?",
            "**Answer:** because",
            (TRAIN, ""),
        )
        assert judged("originality", tmp_path, {"course.ipynb": book}).level == 0

    def test_little_code_on_no_known_exercise_shows_no_decisions(self, tmp_path: Path) -> None:
        finding = judged("originality", tmp_path, {"README.md": TEXT, "train.py": TRAIN + LONG})
        assert finding.level == 1
        assert "train.py" in (finding.fix or "")

    def test_a_decision_that_the_code_shows_is_enough(self, tmp_path: Path) -> None:
        code = TRAIN + "from sklearn.model_selection import GroupKFold\n\nprint(GroupKFold(3))\n"
        assert judged("originality", tmp_path, {"README.md": TEXT, "train.py": code}).level == 2

    def test_a_template_whose_modules_are_empty_is_nothing(self, tmp_path: Path) -> None:
        empty: Files = {f"src/{name}.py": "" for name in ("make_dataset", "build_features", "train_model")}
        finding = judged("originality", tmp_path, {"README.md": "# Boats\n", "train.py": TRAIN, **empty})
        assert finding.level == 0
        assert "src/make_dataset.py" in (finding.fix or "") or "src/build_features.py" in (finding.fix or "")

    def test_results_left_to_fill_in_are_placeholders(self, tmp_path: Path) -> None:
        readme = "# Titanic\n\nAccuracy: XX.XX%\n"
        finding = judged("originality", tmp_path, {"README.md": readme, "train.csv": TITANIC, "train.py": TRAIN + LONG})
        assert finding.level == 0

    def test_what_an_unanswered_case_study_asks_is_not_left_in_the_project(self, tmp_path: Path) -> None:
        asks = "# Boats\n\n" + "> **TODO:** What failed?\n\n" * 13
        files: Files = {"README.md": TEXT, "train.py": TRAIN + LARGE, "data/boats.csv": DATA}
        beside = {**files, "docs/case-study.md": asks}
        assert judged("originality", tmp_path / "with", beside) == judged("originality", tmp_path / "without", files)
        assert judged("originality", tmp_path / "notes", {**files, "docs/notes.md": asks}).level == 0
        also = {**beside, "README.md": TEXT + "\n> **TODO:** Who has this problem?\n"}
        assert judged("originality", tmp_path / "template", also).level == 0

    def test_a_clone_address_left_in_a_project_of_some_size_is_not_all_there_is(self, tmp_path: Path) -> None:
        readme = "# Titanic\n\n```\ngit clone https://github.com/your_username/titanic.git\n```\n"
        files: Files = {"README.md": readme, "train.csv": TITANIC, "train.py": TRAIN + LONG}
        assert judged("originality", tmp_path, files).level == 1


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("app.py", "from fastapi import FastAPI\n\napp = FastAPI()\n\n\ndef ask(row):\n    return [row.sibsp, row.parch, row.pclass]\n", 7),
        ("app.py", "import pandas\n\nt = pandas.read_csv('t.csv')\nt.drop_duplicates(subset=['SibSp', 'Parch', 'Pclass'])\n", 4),
        ("titanic_model.py", "import pandas\n\nprint(1)\nt = pandas.read_csv('train.csv')\n", 4),
    ],
)  # fmt: skip
def test_a_standard_exercise_is_shown_by_its_data_never_by_an_import(
    name: str, code: str, line: int, tmp_path: Path
) -> None:
    exercise = next(exercises(repository(tmp_path, {name: code})))
    assert (exercise.evidence.path, exercise.evidence.line) == (name, line)


@pytest.mark.parametrize(
    ("row", "number", "joins", "expected"),
    [
        ("| s{n}.csv | [page](https://bank.test/series/{n}) |\n", 8, JOINED, 2),
        # Few sources, tools in place of data, one page for all, and nothing that puts them together.
        ("| s{n}.csv | [page](https://bank.test/series/{n}) |\n", 3, JOINED, 1),
        ("| tool {n} | [page](https://tools.test/{n}) |\n", 8, JOINED, 1),
        ("| s{n}.csv | [page](https://bank.test/series) |\n", 8, JOINED, 1),
        ("| s{n}.csv | [page](https://bank.test/series/{n}) |\n", 8, "DataFrame(one)", 1),
    ],
)
def test_data_from_many_sources_is_ones_own_however_a_notebook_is_called(
    tmp_path: Path, row: str, number: int, joins: str, expected: int
) -> None:
    files: Files = {
        "README.md": TEXT,
        "docs/series.md": _series(row, number),
        "gather.py": GATHERS.format(joins=joins) + LONG,
        "notebooks/gold-price-prediction.ipynb": notebook((TRAIN, "")),
    }
    assert judged("originality", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("source", "is_exercise"),
    [
        ("The data comes from https://opendata.harbour.test/docks.csv", False),
        ("The data comes from https://www.kaggle.com/datasets/ann/docks", True),
        ("The data is the one that everybody uses.", True),
    ],
)
def test_a_title_like_an_exercise_over_data_from_a_page_of_its_own_is_none(
    source: str, is_exercise: bool, tmp_path: Path
) -> None:
    found = exercises(repository(tmp_path, {"README.md": f"# Bike sharing\n\n{source}\n", "train.py": TRAIN}))
    assert bool(list(found)) is is_exercise


def test_data_that_everybody_has_is_the_exercise_beside_other_sources(tmp_path: Path) -> None:
    files: Files = {
        "README.md": TEXT,
        "docs/series.md": _series("| s{n}.csv | [page](https://bank.test/series/{n}) |\n", 8),
        "gather.py": GATHERS.format(joins=JOINED) + LONG,
        "train.py": TRAIN,
        "data/train.csv": TITANIC,
    }
    assert judged("originality", tmp_path, files).level == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("euros_que_cuesta", "costs and benefits"), ("kerugian_per_hari", "costs and benefits"),
        ("choisir_le_seuil", "a threshold"), ("umbral_optimo", "a threshold"), ("intervalo_de_confianza", "an interval"),
        ("leer_datos", ""), ("grafico_del_precio", ""), ("progreso", ""), ("strategy", ""),
    ],
)  # fmt: skip
def test_a_decision_may_be_named_in_any_of_the_languages(name: str, kind: str, tmp_path: Path) -> None:
    code = f"def {name}(x):\n    return x\n"
    found = decisions(repository(tmp_path / "run", {"rules.py": f"{code}\n\nprint({name}(1))\n"}))
    assert list(found) == ([kind] if kind else [])
    idle = {"rules.py": code, "train.py": "import pandas\n\nprint(pandas.read_csv('a.csv'))\n"}
    assert not decisions(repository(tmp_path / "idle", idle))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (
            "missed = ((y == 1) & ~said).sum()\nalarms = ((y == 0) & said).sum()\nbill = missed * 300 + alarms * 4",
            "costs",
        ),
        ("a, b, c, d = confusion_matrix(y, said).ravel()\nbill = b * 4 + c * 300", "costs"),
        ("gap = y - said\nbill = np.where(gap > 0, gap * 0.7, gap * -0.1).mean()", "costs"),
        ("at = min(np.linspace(0, 1, 20), key=lambda one: bill(y, risk >= one))", "threshold"),
        ("p, r, at = precision_recall_curve(y, risk)\nbest = at[np.argmax(p + r)]", "threshold"),
        ("def halves(t):\n    return t[t.day < 9], t[t.day >= 9]\n\n\nhalves(data)", "split"),
        ("def split_by_month(t):\n    return ranked(t)\n\n\nsplit_by_month(data)", "split"),
    ],
)
def test_a_decision_is_told_by_how_it_reckons(code: str, kind: str, tmp_path: Path) -> None:
    found = decisions(repository(tmp_path, {"decide.py": code + "\n"}))
    assert [name for name in found if kind in name]


@pytest.mark.parametrize(
    "code",
    [
        "a, b, c, d = confusion_matrix(y, said).ravel()\nf2 = 5 * d / (5 * d + 4 * c + b)",
        "a, b, c, d = confusion_matrix(y, said).ravel()\nkappa = (a + b) * (a + c) + (c + d) * (b + d)",
        "price = np.where(town == 'Ems', rent * 1.1, 4).mean()",
        "for rate in np.linspace(0, 1, 20):\n    fit(rate)",
        "young = data[data.age < 30]\nold = data[data.age >= 30]\nplot(young, old)",
        "def split_by_ratio(t):\n    return t\n\n\nsplit_by_ratio(data)",
    ],
)
def test_what_only_looks_like_a_decision_is_none(code: str, tmp_path: Path) -> None:
    assert not decisions(repository(tmp_path, {"decide.py": code + "\n"}))


def test_servers_and_buckets_that_are_written_out_are_a_decision(tmp_path: Path) -> None:
    block = 'variable "x" {}\n' + 'resource "aws_s3_bucket" "b" {\n}\n' * 3
    assert not decisions(repository(tmp_path / "few", {"main.tf": block, "a.py": "print(1)\n"}))
    files: Files = {"main.tf": block, "more.tf": block, "a.py": "print(1)\n"}
    assert "infrastructure of its own" in decisions(repository(tmp_path / "many", files))


@pytest.mark.parametrize(
    ("section", "is_open"),
    [
        ("## Results\n\nTo be added soon.\n", True),
        ("## Résultats\nÀ compléter\n\n## Suite\n\nRien.\n", True),
        ("## Results\n\nF1 is 0.8; the rest is to be added.\n", False),
        ("## Licence\n\nTBD\n", False),
    ],
)
def test_results_that_are_still_to_come_are_left_to_fill_in(section: str, is_open: bool, tmp_path: Path) -> None:
    files: Files = WHOLE | {"README.md": README + section, "more.py": "print(1)\n" * 700}
    finding = judged("originality", tmp_path, files)
    assert ("still to be written" in finding.reason) == is_open
    assert finding.level == (1 if is_open else 2)


@pytest.mark.parametrize(
    ("name", "is_exercise"), [("play_tennis_dataset", True), ("playtennis", True), ("tennis_matches", False)]
)
def test_the_table_of_the_first_lesson_on_trees_is_a_standard_exercise(
    name: str, is_exercise: bool, tmp_path: Path
) -> None:
    found = exercises(repository(tmp_path, {f"data/{name}.csv": "day,court\n1,2\n", "train.py": TRAIN}))
    assert bool(list(found)) is is_exercise


def test_an_exercise_is_named_by_whole_words(tmp_path: Path) -> None:
    files: Files = {"spam_classifier.py": "print(open('mail').read())\n"}
    assert next(exercises(repository(tmp_path, files))).name == "spam classifier"


class TestWhatIsOwn:
    """What is shown for work of one's own is work of one's own."""

    def test_functions_are_named_and_no_first_call_is_shown(self, tmp_path: Path) -> None:
        code = "import sys\n\nsys.path.append('lib')\n\n\n" + long_function("weigh_tides") + "\n\nweigh_tides([1])\n"
        finding = judged("originality", tmp_path, {"README.md": TEXT, "train.py": code + TRAIN + LARGE})
        assert finding.level == 2
        assert "weigh_tides()" in finding.reason
        assert not any("sys.path" in place.excerpt for place in finding.evidence)
        assert any("def weigh_tides" in place.excerpt for place in finding.evidence)

    def test_a_function_that_a_notebook_drafts_is_named_once_and_shown_in_its_module(self, tmp_path: Path) -> None:
        code = long_function("weigh_tides") + "\n\nweigh_tides([1])\n"
        draft = notebook("# Tides", (code, ""))
        files: Files = {"README.md": TEXT, "tides.py": code, "draft.ipynb": draft, "train.py": TRAIN + LARGE}
        finding = judged("originality", tmp_path, files)
        assert finding.reason.count("weigh_tides()") == 1
        assert any(place.path == "tides.py" for place in finding.evidence)

    def test_a_function_that_every_project_has_is_not_shown(self, tmp_path: Path) -> None:
        code = long_function("load_rows") + "\n\nload_rows([1])\n"
        finding = judged("originality", tmp_path, {"README.md": TEXT, "train.py": code + TRAIN + LARGE})
        assert "load_rows()" not in finding.reason

    @pytest.mark.parametrize(
        ("lines", "table", "level"), [(400, "hull,mast\n1,2\n", 2), (100, "hull,mast\n1,2\n", 1), (400, TITANIC, 1)]
    )
    def test_a_common_theme_is_own_work_in_long_scripts_where_no_data_says_otherwise(
        self, tmp_path: Path, lines: int, table: str, level: int
    ) -> None:
        long = "".join(f"def rig_{n}(a):\n    b = a + {n}\n    return b\n\n\nprint(rig_{n}(1))\n" for n in range(lines))
        text = TEXT.replace("# Boats", "# Titanic boats")
        finding = judged(
            "originality", tmp_path, {"README.md": text, "train.py": TRAIN + long, "data/boats.csv": table}
        )
        assert finding.level == level
        assert ("Its theme is a common one (Titanic)" in finding.reason) == (level == 2)

    def test_money_that_is_predicted_is_no_decision(self, tmp_path: Path) -> None:
        for name, is_cost in (("RepairCostModel", False), ("cost_of_misses", True)):
            code = f"\n\ndef {name}(row):\n    return row\n\n\n{name}(1)\n"
            made = decisions(repository(tmp_path / name, {"README.md": TEXT, "train.py": TRAIN + code}))
            assert ("costs and benefits" in made) == is_cost

    def test_a_remedy_asks_for_no_decision_that_is_there(self, tmp_path: Path) -> None:
        code = "\n\ndef best_threshold(rows):\n    return rows\n\n\nbest_threshold([1])\n"
        files: Files = {"README.md": TEXT, "train.csv": TITANIC, "train.py": TRAIN + LONG + code}
        ideas = (judged("originality", tmp_path, files).fix or "").partition(", such as ")[2]
        assert ideas
        assert "threshold" not in ideas

    def test_where_there_is_no_python_that_is_said(self, tmp_path: Path) -> None:
        finding = judged("originality", tmp_path, {"README.md": TEXT, "fit.R": "lm(sold ~ hull, boats)\n"})
        assert "no Python code" in finding.reason

    def test_a_name_that_only_begins_like_a_cost_is_no_decision(self, tmp_path: Path) -> None:
        for name, is_cost in (("CustomTransform", False), ("custo_medio", True)):
            code = f"class {name}:\n    pass\n"
            made = decisions(repository(tmp_path / name, {"README.md": TEXT, "train.py": TRAIN + code}))
            assert ("costs and benefits" in made) == is_cost

    def test_a_threshold_for_each_of_some_is_a_decision_and_one_that_is_printed_none(self, tmp_path: Path) -> None:
        for name, is_one in (("threshold_for_old_boats", True), ("print_threshold", False)):
            code = f"\n\ndef {name}(row):\n    return row\n\n\n{name}(1)\n"
            made = decisions(repository(tmp_path / name, {"README.md": TEXT, "train.py": TRAIN + code}))
            assert ("a threshold" in made) == is_one

    def test_the_decision_that_is_there_is_told_with_its_place(self, tmp_path: Path) -> None:
        code = "\n\ndef best_threshold(rows):\n    return rows\n\n\nbest_threshold([1])\n"
        files: dict[str, str | bytes] = {"README.md": TEXT, "train.csv": TITANIC, "train.py": TRAIN + LONG + code}
        finding = judged("originality", tmp_path, files)
        assert finding.level == 1
        assert "with one decision of its own: a chosen threshold" in finding.reason
        assert "beside a chosen threshold (train.py:" in (finding.fix or "")

    def test_a_form_of_values_that_is_quoted_is_no_placeholder(self, tmp_path: Path) -> None:
        for name, text, is_left in (("quoted", 'a share such as "XX %" is cut', False), ("left", "recall XX %", True)):
            found = list(placeholders(repository(tmp_path / name, {"README.md": f"# Boats\n\n{text}\n"})))
            assert bool(found) == is_left


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("```bash\ncd <repo-base-dir>\n```", False),
        ("```bash\ngit clone <repository-url>\n```", True),
        ("Run it from <project-folder> on.", True),
        ("```python\n# TODO: support boats with oars\n```", False),
        ("TODO: say what came out", True),
        ("- TODO", True),
        ("O objetivo é alinhar TODO o time antes de começar.", False),
        ("A figure that no run gave stays `TODO`, never a guess.", False),
    ],
)
def test_what_a_command_or_an_example_leaves_open_is_the_readers(text: str, is_left: bool, tmp_path: Path) -> None:
    found = list(placeholders(repository(tmp_path, {"README.md": f"# Boats\n\n{text}\n"})))
    assert bool(found) is is_left


def test_what_a_form_still_asks_for_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN + LARGE, "data/boats.csv": DATA}
    for name, row, is_told in (
        ("left", "_preencher_", True),
        ("group", "[Group Names Here]", True),
        ("filled", "Ana", False),
    ):
        finding = judged(
            "originality", tmp_path / name, {**files, "README.md": f"{TEXT}\n\n| who |\n|---|\n| {row} |\n"}
        )
        assert finding.level == 2
        assert (f"“{row}” is not filled in at README.md:" in finding.reason) is is_told


def test_an_exercise_with_a_decision_whose_reason_is_told_is_met(tmp_path: Path) -> None:
    code = (
        "\n\ndef seats_for_families(rows, most):\n    return [row for row in rows if row < most]\n\n\n"
        "def best_threshold(rows):\n    return rows\n\n\nprint(best_threshold(seats_for_families(model.predict(x_test), 3)))\n"
    )
    files: dict[str, str | bytes] = {"train.csv": TITANIC, "train.py": TRAIN + code}
    why = "\nWe keep the seats of a boat for families, because a child alone is lost.\n"
    finding = judged("originality", tmp_path / "a", {**files, "README.md": TEXT + why})
    assert finding.level == 2
    assert "what seats_for_families() decides, with the reason at README.md:" in finding.reason
    half = judged("originality", tmp_path / "b", {**files, "README.md": TEXT})
    assert half.level == 1
    assert "say in the README what the function decides and why" in (half.fix or "")


@pytest.mark.parametrize(
    ("name", "is_own"), [("FocalLoss", False), ("RankBlend", False), ("Stacking", False), ("WalkForward", True)]
)
def test_a_method_that_every_library_has_is_no_decision(name: str, is_own: bool, tmp_path: Path) -> None:
    code = f"class {name}:\n    def forward(self, boats):\n        return boats\n\n\nprint({name}().forward(1))\n"
    made = decisions(repository(tmp_path, {"README.md": TEXT, "train.py": TRAIN + code}))
    assert ("a method of its own" in made) == is_own


@pytest.mark.parametrize(
    ("columns", "expected"),
    [(("Pclass", "SibSp", "Parch"), 1), (("Pclass", "mast", "hull"), 2)],
    ids=["three of them", "one"],
)
def test_a_standard_exercise_is_known_by_the_columns_that_settings_list(
    columns: tuple[str, ...], expected: int, tmp_path: Path
) -> None:
    settings = "data:\n  columns:\n" + "".join(f"    - '{column}'\n" for column in columns)
    files: Files = {"README.md": TEXT, "train.py": TRAIN + LARGE, "config/data.yaml": settings, "data/boats.csv": DATA}
    found = judged("originality", tmp_path, files)
    assert found.level == expected
    if expected == 1:
        assert "the columns that config/data.yaml names" in found.reason
        assert found.evidence[0].excerpt == "- 'Pclass'"


def test_where_a_decision_is_to_be_seen_is_said_by_the_script_that_trains(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom sklearn.ensemble import RandomForestClassifier\n\n"
        'table = pd.read_csv("data/titanic.csv")\n'
        'RandomForestClassifier(random_state=1).fit(table[["Pclass", "SibSp"]], table["Survived"])\n'
    )
    looks = "".join(f"print({number})\n" for number in range(80))
    files = {"fit/forest.py": code, "looks.py": looks, "README.md": "# Titanic\n\nWho survived the Titanic.\n"}
    fix = finding_of(repository(tmp_path, files), "originality").fix or ""
    assert "Write each as a function that fit/forest.py calls" in fix
