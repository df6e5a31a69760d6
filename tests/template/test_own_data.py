"""A project from a table of one's own holds for any table: its files can be read, its code is clean, it lives."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from portfolio_kit.scaffold.new import new
from portfolio_kit.scaffold.own_data import own_data
from portfolio_kit.scaffold.templates import installed
from tests.scaffold.profile.kit import people, write

Table = dict[str, list[object]]
ROWS = 300
MOST_FILES, LONGEST_MODULE = 50, 150
# Beside a project of the template's own: what 40 columns take in the schema, and what has to hold for any table.
MOST_PYTHON = 1_300

HOSTILE = [
    *("class", "__init__", 'a "quoted" | name', "back\\slash `tick`", "{{ project_name }}", "{% raw %}", "new\nline"),
    *(
        "🙂",
        "<!-- result:results -->",
        "x" * 200,
        "a b",
        "a-b",
        "self",
        "str",
        "Größe (€)",
        "年龄组",
        "'); DROP TABLE --",
    ),
]
TOO_GOOD = "; a figure this good is rare: look for a column that knows the answer"
WORDS = ['5" | pipe', "it's", "back\\slash", "<b>", "{{ x }}", "None?", "漢字漢字漢字", "#1"]


NOTEBOOK = """
import os, nbclient, nbformat
os.environ["PYTHONPATH"] = os.path.abspath("src")
book = nbformat.read("notebooks/exploration.ipynb", 4)
nbclient.NotebookClient(book, resources={"metadata": {"path": "notebooks"}}).execute()
assert any("image/png" in output.get("data", {}) for cell in book.cells for output in cell.get("outputs", []))
"""


def drawn(choices: Sequence[object], rows: int = ROWS) -> list[object]:
    """Values drawn at random."""
    return [random.choice(choices) for _ in range(rows)]


def classes() -> Table:
    """Two classes, words and numbers, two columns that describe people."""
    return people(ROWS)


def numbers_only() -> Table:
    """A number from numbers, some missing."""
    random.seed(2)
    table: Table = {f"x{number}": [random.gauss(0, 10**number) for _ in range(ROWS)] for number in range(-3, 4)}
    table["x1"] = [None if row % 9 == 0 else value for row, value in enumerate(table["x1"])]
    table["y"] = [float(str(a)) * 1e-4 + random.gauss(0, 1e-4) for a in table["x0"]]
    return table


def words_only() -> Table:
    """A class from nothing but words."""
    random.seed(3)
    colours = drawn(["red", "green", "blue"])
    edible = [random.random() < (0.8 if colour == "red" else 0.3) for colour in colours]
    return {"cap": drawn(["flat", "bell"]), "colour": colours, "edible": [str(one) for one in edible]}


def of_time() -> Table:
    """A number that follows the days, with a column that describes people."""
    random.seed(4)
    return {
        "day": [f"{row % 28 + 1:02}/{row // 28 + 1:02}/2025" for row in range(ROWS)],
        "sex": drawn(["f", "m"]),
        "temperature": [round(random.gauss(15, 8), 1) for _ in range(ROWS)],
        "sold": [row / 10 + random.random() * 5 - 20 for row in range(ROWS)],
    }


def of_groups() -> Table:
    """A rare class, with several rows of each patient."""
    random.seed(5)
    doses = [random.randint(0, 9) for _ in range(ROWS * 2)]
    sick = ["sick" if random.random() < dose / 40 else "well" for dose in doses]
    return {"patient id": [row // 4 for row in range(ROWS * 2)], "dose": doses, "state": sick}  # type: ignore[dict-item]


def hostile() -> Table:
    """Names, words, and a class that mean something to every language they are written into."""
    random.seed(6)
    table: Table = {
        name: drawn(WORDS) if number % 2 else [random.gauss(0, 1) for _ in range(ROWS)]
        for number, name in enumerate(HOSTILE)
    }
    return table | {'tar"get | {{ x }}': drawn(['ye"s | <!-- /result --> {{ 1 }}', "no\\pe"])}


def wide() -> Table:
    """More columns than a request can have."""
    random.seed(7)
    table: Table = {
        f"a rather long name of a column {row:03}": [random.random() for _ in range(ROWS)] for row in range(200)
    }
    return table | {"kind": drawn(["a", "b", "c"])}


def noise() -> Table:
    """Nothing that predicts anything."""
    random.seed(8)
    return {"x": [random.random() for _ in range(ROWS)], "y": drawn(["yes", "no"])}


TABLES: dict[str, tuple[Callable[[], Table], str]] = {
    "classes": (classes, "Churned"),
    "numbers-only": (numbers_only, "y"),
    "words-only": (words_only, "edible"),
    "of-time": (of_time, "sold"),
    "of-groups": (of_groups, "state"),
    "hostile": (hostile, 'tar"get | {{ x }}'),
    "wide": (wide, "kind"),
    "noise": (noise, "y"),
}
every_table = pytest.mark.parametrize("name", TABLES)

Make = Callable[[str], Path]
Interval = tuple[float, float, float]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The project of a table, made once."""

    @cache
    def made(name: str) -> Path:
        columns, target = TABLES[name]
        folder = tmp_path_factory.mktemp("own")
        file = write(folder / "table {{ x }} | `of` mine.csv", columns())
        own = own_data(file, target, {}, ask=False)
        return new(installed(), folder / "project", own.answers, files=own.files).path

    return made


def run(project: Path, python: Path, *arguments: str) -> str:
    """Run Python in a project, as `make` does but without an installation; what it says, if it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"PYTHONPATH": "src", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"MPLCONFIGDIR": str(project.parent / "matplotlib")}
    done = subprocess.run(
        [python, *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@every_table
def test_its_files_can_be_read_and_nothing_of_the_template_is_left(make: Make, name: str) -> None:
    project = make(name)
    files = [path for path in project.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) <= MOST_FILES
    for path in files:
        text = path.read_text("utf-8")
        match path.suffix:
            case ".py":
                ast.parse(text)
            case ".toml":
                tomllib.loads(text)
            case ".yml" | ".yaml":
                yaml.safe_load(text)
            case ".ipynb":
                json.loads(text)
            case ".csv":
                continue
        assert path.suffix != ".jinja"
        if path.name not in {".copier-answers.yml", "ci.yml", "schema.py"}:
            assert not re.search(r"(?<!\\)\{[{%](?!\\)", text) or path.suffix == ".py", path
    card = (project / "MODEL_CARD.md").read_text("utf-8")
    assert yaml.safe_load(card.split("---\n")[1])["model-index"][0]["name"] == "project"


@every_table
def test_its_python_is_formatted_lint_clean_and_short(make: Make, name: str) -> None:
    project = make(name)
    for arguments in (["format", "--check", "--diff"], ["check"]):
        command = [sys.executable, "-m", "ruff", *arguments, "--no-cache"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    lines = {path.name: len(path.read_text().splitlines()) for path in project.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}
    assert sum(lines.values()) < MOST_PYTHON


@every_table
def test_its_pages_show_no_number_that_was_not_measured(make: Make, name: str) -> None:
    project = make(name)
    for page in ("README.md", "MODEL_CARD.md", "docs/case-study.md"):
        text = (project / page).read_text("utf-8")
        for mark, value in re.findall(r"<!-- result:([\w-]+) -->(.*?)<!-- /result -->", text, re.DOTALL):
            assert mark in {"request", "costs"} or not re.search(r"\d", value), (page, mark, value)
        assert text.count("<!-- result:") == text.count("<!-- /result -->")


@pytest.mark.parametrize(
    ("chosen", "linear", "said"),
    [
        ((0.80, 0.85, 0.90), (0.70, 0.74, 0.78), "better than the baseline and than every simpler model here"),
        (
            (0.80, 0.85, 0.90),
            (0.75, 0.80, 0.85),
            "better than the baseline, with no clear difference to logistic regression",
        ),
        (
            (0.80, 0.85, 0.90),
            (0.81, 0.86, 0.91),
            "better than the baseline, but no better than logistic regression, which `config.toml` can choose",
        ),
        (
            (0.98, 1.0, 1.0),
            (0.70, 0.74, 0.78),
            "better than the baseline and than every simpler model here" + TOO_GOOD,
        ),
        ((0.45, 0.55, 0.65), (0.40, 0.50, 0.60), "no better than the baseline, as far as these rows can tell"),
    ],
)
def test_it_claims_no_difference_that_the_intervals_do_not_show(
    make: Make, tmp_path: Path, chosen: Interval, linear: Interval, said: str
) -> None:
    package = tmp_path / "alone"
    package.mkdir()
    (package / "evaluate.py").write_text('METRIC = "roc_auc"\n')
    (package / "facts.py").write_bytes((make("noise") / "src/project/facts.py").read_bytes())
    intervals = {"dummy": (0.5, 0.5, 0.5), "rule": (0.55, 0.6, 0.65), "linear": linear, "gradient_boosting": chosen}
    holdout = {
        name: {"roc_auc": dict(zip(("low", "value", "high"), interval, strict=True))}
        for name, interval in intervals.items()
    }
    metrics = json.dumps({"chosen": "gradient_boosting", "holdout": holdout})
    code = f"from alone.facts import verdict; print(verdict({metrics}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


def test_what_the_table_says_cannot_break_out_of_a_page(make: Make) -> None:
    project = make("hostile")
    for page in ("README.md", "data/README.md", "MODEL_CARD.md"):
        text = (project / page).read_text("utf-8")
        rows = [line for line in text.splitlines() if line.startswith("| ")]
        assert "<b>" not in text
        assert "<!-- result:results --> |" not in "\n".join(rows)
    card = (project / "data/README.md").read_text("utf-8")
    columns = [line for line in card.splitlines() if line.startswith("| `")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in columns} == {5}


@pytest.mark.slow
@every_table
def test_its_life(make: Make, project_python: Path, name: str) -> None:
    """Training, the report, types, its own tests; and training again says the same."""
    project = make(name)
    run(project, project_python, "-m", "project.train")
    run(project, project_python, "-m", "project.report")
    run(project, project_python, "-m", "mypy")
    run(project, project_python, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    for page in ("README.md", "MODEL_CARD.md", "docs/case-study.md"):
        text = (project / page).read_text("utf-8")
        assert "not measured yet" not in text.lower()
        assert "--><!-- /result -->" not in text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hostile", "of-time"])
def test_its_notebook_runs(make: Make, project_python: Path, name: str) -> None:
    project = make(name)
    run(project, project_python, "-m", "project.train")
    run(project, project_python, "-c", NOTEBOOK)


@pytest.mark.slow
def test_a_model_of_noise_is_said_to_be_no_better(make: Make, project_python: Path) -> None:
    project = make("noise")
    run(project, project_python, "-m", "project.train")
    run(project, project_python, "-m", "project.report")
    assert "**<!-- result:verdict -->no better than the baseline" in (project / "README.md").read_text("utf-8")
