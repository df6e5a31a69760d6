"""readme: what a stranger learns from the README that a visitor sees first."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.readme import readme
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

PURPOSE = """\
# Bike demand

This project predicts how many bikes people will rent in the next hour, so that the operator can move them to the
stations where they will be missing. It learns from two years of hourly counts and the weather of each hour.
"""
INSTALL = "\n## Installation\n\n```bash\npip install -r requirements.txt\n```\n"
RUN = "\n## Usage\n\n```bash\npython train.py\n```\n"
RESULT = "\n## Results\n\nThe MAE on the held-out month is 41.2 bikes.\n"
CODE = {"train.py": "print('trained')\n"}


def judged(folder: Path, text: str, **more: str) -> Finding:
    return readme(repository(folder, {"README.md": text, **CODE, **more}))


def test_without_a_readme_there_is_nothing(tmp_path: Path) -> None:
    assert readme(repository(tmp_path, CODE)).level == 0


@pytest.mark.parametrize("text", ["# Bike demand\n", "# Bike demand\n\nPredicts bikes. Made for a course.\n", " \n"])
def test_a_title_and_a_sentence_are_nothing(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, text).level == 0


@pytest.mark.parametrize(("sentence", "count"), [("Bikes.", "1 word:"), ("Predicts bikes.", "2 words:")])
def test_the_words_of_a_readme_are_counted_as_one_says_it(tmp_path: Path, sentence: str, count: str) -> None:
    assert f" {count} hardly more" in judged(tmp_path, f"# Bike demand\n\n{sentence}\n").reason


def test_links_alone_are_nothing(tmp_path: Path) -> None:
    links = "\n".join(
        f"- [Chapter {number} of the course about machine learning](https://example.org/{number})"
        for number in range(30)
    )
    assert judged(tmp_path, f"# Links\n\n{links}\n").level == 0


def test_everything_is_met(tmp_path: Path) -> None:
    finding = judged(tmp_path, PURPOSE + INSTALL + RUN + RESULT)
    assert finding.level == 2
    assert [place.excerpt for place in finding.evidence[:2]] == ["pip install -r requirements.txt", "python train.py"]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (PURPOSE + RUN + RESULT, "how to install it"),
        (PURPOSE + INSTALL + RESULT, "how to run it"),
        (PURPOSE + INSTALL + RUN, "what came out"),
    ],
)
def test_what_a_stranger_lacks_is_named(tmp_path: Path, text: str, lacks: str) -> None:
    finding = judged(tmp_path, text)
    assert finding.level == 1
    assert finding.fix is not None
    assert lacks in finding.fix


def test_a_command_for_a_script_that_is_not_there_runs_nothing(tmp_path: Path) -> None:
    finding = judged(tmp_path, PURPOSE + INSTALL + RUN.replace("train.py", "learn.py") + RESULT)
    assert finding.level == 1
    assert finding.fix is not None
    assert "learn.py" in finding.fix


def test_an_application_that_is_not_there_runs_nothing(tmp_path: Path) -> None:
    run = RUN.replace("python train.py", "uvicorn api.main:app --reload")
    assert judged(tmp_path, PURPOSE + INSTALL + run + RESULT).level == 1


def test_a_script_may_be_started_in_a_folder_of_its_own(tmp_path: Path) -> None:
    text = PURPOSE + INSTALL + RUN.replace("train.py", "learn.py") + RESULT
    assert judged(tmp_path, text, **{"src/learn.py": "print(1)\n"}).level == 2


def test_a_picture_shows_what_came_out(tmp_path: Path) -> None:
    text = PURPOSE + INSTALL + RUN + "\n![Predicted and real demand](images/forecast.png)\n"
    assert judged(tmp_path, text, **{"images/forecast.png": "png" * 300}).level == 2


@pytest.mark.parametrize(
    "picture",
    [
        "![Forecast](images/missing.png)",
        "![Architecture](images/architecture.png)",
        "![Screenshot](images/model_architecture.png)",
        "![Logo](images/logo.png)",
        "![build](https://img.shields.io/badge/accuracy-99%25-green)",
        '<img src="https://example.org/stock-photo.jpg" width="100%">',
    ],
)
def test_a_picture_that_shows_no_result_is_none(tmp_path: Path, picture: str) -> None:
    files = {f"images/{name}.png": "png" * 300 for name in ("architecture", "model_architecture", "logo")}
    assert judged(tmp_path, f"{PURPOSE}{INSTALL}{RUN}\n{picture}\n", **files).level == 1


@pytest.mark.parametrize(
    ("file", "command"),
    [("requirements.txt", " (pip install -r requirements.txt)"), ("uv.lock", " (uv sync)"), ("notes.txt", "")],
)
def test_the_command_that_installs_is_named_where_a_file_tells_it(tmp_path: Path, file: str, command: str) -> None:
    assert (
        judged(tmp_path, PURPOSE + RUN + RESULT, **{file: "pandas==2.2\n"}).fix
        == f"Add to README.md: how to install it{command}."
    )


@pytest.mark.parametrize(("line", "expected"), [("* AUC_ROC: 0.625", 2), ("* MIN_RECALL: 0.625", 1)])
def test_a_metric_in_capitals_is_a_result_and_a_setting_none(tmp_path: Path, line: str, expected: int) -> None:
    assert judged(tmp_path, f"{PURPOSE}{INSTALL}{RUN}\n## Numbers\n\n{line}\n").level == expected


def test_a_sample_answer_shows_what_comes_out(tmp_path: Path) -> None:
    answer = '\nThe API answers:\n\n```json\n{"predicted_rentals": 231}\n```\n'
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + answer).level == 2


def test_a_confidence_level_is_no_result(tmp_path: Path) -> None:
    text = PURPOSE + INSTALL + RUN + "\nIt reports the MAE with a 95% confidence interval.\n"
    assert judged(tmp_path, text).level == 1


def test_results_may_be_a_list_of_models(tmp_path: Path) -> None:
    text = (
        PURPOSE + INSTALL + RUN + "\n## Training\n\nThese were the results:\n\n- Linear model: 0.812\n- Forest: 0.864\n"
    )
    assert judged(tmp_path, text).level == 2


def test_settings_are_no_results(tmp_path: Path) -> None:
    text = PURPOSE + INSTALL + RUN + "\n## Performance\n\n- Learning rate: 0.05\n- Dropout: 0.25\n"
    assert judged(tmp_path, text).level == 1


@pytest.mark.parametrize(
    "sentences",
    [
        "Install the required libraries. Open the notebook and run all cells.",
        "Instale as bibliotecas do projeto. Execute o notebook até o fim.",
        "Instala las dependencias. Ejecuta el notebook completo.",
        "Installez les dépendances. Ouvrez le notebook et lancez-le.",
        "Installieren Sie die Abhängigkeiten. Die Notebooks in Jupyter öffnen und ausführen.",
        "Installa le dipendenze. Apri il notebook.",
        "Instal pustaka yang diperlukan. Jalankan notebook.",
        "Установите зависимости. Запустите ноутбук.",
        "安装依赖。打开 notebook 并运行。",
        "Bağımlılıkları yükleyin. Notebook dosyasını çalıştırın.",
    ],
)
def test_sentences_in_many_languages_say_how(tmp_path: Path, sentences: str) -> None:
    assert judged(tmp_path, f"{PURPOSE}\n## How\n\n{sentences}\n{RESULT}").level == 2


def test_a_container_installs_and_runs(tmp_path: Path) -> None:
    commands = "\n## Run\n\n```\ndocker build -t bikes .\ndocker run -p 8000:8000 bikes\n```\n"
    assert judged(tmp_path, PURPOSE + commands + RESULT).level == 2


def test_a_database_that_is_started_runs_nothing_of_the_project(tmp_path: Path) -> None:
    text = f"{PURPOSE}{INSTALL}\n## Usage\n\n```bash\ndocker-compose up -d\n```\n{RESULT}"
    compose = "services:\n  db:\n    image: postgres:14\n  grafana:\n    image: grafana/grafana\n"
    assert judged(tmp_path, text, **{"docker-compose.yml": compose}).level == 1


def test_a_video_of_a_course_does_not_show_what_came_out(tmp_path: Path) -> None:
    video = "\n[Set-up of the server](https://www.youtube.com/watch?v=abc&list=PL3&index=3)\n"
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + video).level == 1


@pytest.mark.parametrize("name", ["ReadMe.md", "README.rst", "README.txt", "readme.markdown", "README.en.md"])
def test_it_may_have_any_of_the_usual_names(tmp_path: Path, name: str) -> None:
    assert readme(repository(tmp_path, {name: PURPOSE + INSTALL + RUN + RESULT, **CODE})).level == 2


def test_it_may_stand_in_the_folder_that_holds_the_project(tmp_path: Path) -> None:
    files = {f"bikes/{name}": text for name, text in {"README.md": PURPOSE + INSTALL + RUN + RESULT, **CODE}.items()}
    assert readme(repository(tmp_path, files)).level == 2


def test_one_about_a_corner_of_the_project_is_none(tmp_path: Path) -> None:
    files = {"data/README.md": PURPOSE + INSTALL + RUN + RESULT, **CODE, "evaluate.py": "print(2)\n"}
    assert readme(repository(tmp_path, files)).level == 0


def test_what_a_framework_left_is_none(tmp_path: Path) -> None:
    text = "This is a project bootstrapped with `create-next-app`.\n\n## Getting Started\n\n```\nnpm run dev\n```\n"
    assert judged(tmp_path, text).level == 0


def test_a_story_about_code_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert readme(repository(tmp_path, {"README.md": PURPOSE + INSTALL + RUN + RESULT})).level == 0


def test_promises_are_no_instructions(tmp_path: Path) -> None:
    text = PURPOSE + "\n## Installation\n\nTODO\n\n## Usage\n\nComing soon\n\n## Results\n\nAccuracy: XX%\n"
    finding = judged(tmp_path, text)
    assert finding.level == 1
    assert finding.fix is not None
    assert "how to install it, how to run it and what came out" in finding.fix


@pytest.mark.parametrize(
    "line",
    [".venv/bin/pip install -r requirements.txt", "venv\\Scripts\\python.exe -m pip install -r requirements.txt"],
)
def test_a_program_may_be_called_from_the_folder_of_its_environment(tmp_path: Path, line: str) -> None:
    install = f"\n## Install\n\n```console\npython -m venv .venv && {line}\n```\n"
    assert judged(tmp_path, PURPOSE + install + RUN + RESULT).level == 2


def test_what_a_program_printed_shows_what_came_out(tmp_path: Path) -> None:
    printed = "\n## Example output\n\n```\nStation A: 12.5\n```\n"
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + printed).level == 2


def test_three_backticks_around_a_word_do_not_swallow_the_rest(tmp_path: Path) -> None:
    text = PURPOSE + "\nIt needs\n```pandas```\nand more.\n" + INSTALL + RUN + RESULT
    assert judged(tmp_path, text).level == 2


def test_what_a_short_readme_lacks_is_not_said_to_be_there(tmp_path: Path) -> None:
    finding = judged(tmp_path, f"# Bike demand\n\nPredicts bikes.\n{INSTALL}{RUN}")
    assert finding.level == 1
    assert "does not say what the project is (in a few sentences) and what came out" in finding.reason


def test_a_readme_without_headings_is_told_so(tmp_path: Path) -> None:
    text = PURPOSE + "\n```bash\npip install -r requirements.txt\npython train.py\n```\n\nThe test MAE is 41.2 bikes.\n"
    finding = judged(tmp_path, text)
    assert (finding.level, finding.fix) == (1, "Add to README.md: headings.")
    assert finding.reason.endswith("says what the project is, and has no headings.")


def test_a_result_that_another_text_states_is_named_and_a_range_in_the_readme_is_told_apart(tmp_path: Path) -> None:
    ranged = PURPOSE + INSTALL + RUN + "\n## Results\n\n- **Accuracy:** 85-95%\n"
    alone = judged(tmp_path / "alone", ranged)
    assert "as one value (README.md:20 gives a range)" in (alone.fix or "")
    beside = judged(
        tmp_path / "beside", ranged, **{"docs/report.md": "# Report\n\nThe accuracy on the test set is 0.85.\n"}
    )
    assert "docs/report.md:3 states accuracy 0.85" in (beside.fix or "")


@pytest.mark.parametrize(
    "text",
    [
        "\n## Configuration\n\n```\nMIN_RECALL=0.80\n```\n",
        "\n## Evaluation\n\n| Part | Weight | Asks |\n|---|---|---|\n| Bikes | 30% | enough? |\n| Docks | 70% | free? |\n",
        "\n## Goal\n\nWe want to raise accuracy from a 71.5% baseline with weather and holidays.\n",
    ],
)
def test_what_is_asked_for_is_no_outcome(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + text).level == 1


def test_a_table_that_says_what_metrics_are_is_no_outcome(tmp_path: Path) -> None:
    table = "| Metric | What it is |\n|---|---|\n| F1-Score | The balance of precision and recall |\n| R2 | Explained variance |\n"
    assert judged(tmp_path, f"{PURPOSE}{INSTALL}{RUN}\n## Evaluation results\n\n{table}").level == 1


def test_a_table_of_results_without_weights_is_an_outcome(tmp_path: Path) -> None:
    text = "\n## Evaluation\n\n| Part | Share right |\n|---|---|\n| Bikes | 83% |\n| Docks | 71% |\n"
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + text).level == 2


@pytest.mark.parametrize(
    ("name", "level"),
    [("aws-api-archi", 1), ("inbound_rules", 1), ("tech-stack", 1), ("MLOps", 1), ("api-response", 2)],
)
def test_a_drawing_of_how_it_is_built_is_no_outcome(tmp_path: Path, name: str, level: int) -> None:
    text = f"{PURPOSE}{INSTALL}{RUN}\n![]({name}.png)\n"
    files: dict[str, str | bytes] = {"README.md": text, **CODE, f"{name}.png": b"\x89PNG" + b"x" * 900}
    assert readme(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(("place", "level"), [("README.md", 2), ("models/README.md", 1)])
def test_what_came_out_stands_in_the_readme_that_is_seen_first(tmp_path: Path, place: str, level: int) -> None:
    files = {"README.md": PURPOSE + INSTALL + RUN, "models/README.md": "# Models\n", **CODE}
    files[place] += RESULT
    assert readme(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(("command", "level"), [("python fetch.py", 1), ("python fetch.py\npython train.py", 2)])
def test_to_get_the_data_is_not_to_run_it(tmp_path: Path, command: str, level: int) -> None:
    text = f"{PURPOSE}{INSTALL}\n## Usage\n\n```bash\n{command}\n```\n{RESULT}"
    assert judged(tmp_path, text, **{"fetch.py": "print('fetched')\n"}).level == level


KEDRO = "# Bikes\n\n## Overview\n\nThis is your new Kedro project, which was generated using `kedro 0.19.1`.\n"
KEDRO += "\n## How to install dependencies\n\n```\npip install -r requirements.txt\n```\n"
KEDRO += "\n## How to run your Kedro pipeline\n\n```\nkedro run\n```\n"


@pytest.mark.parametrize(("more", "level"), [("", 0), ("\n## Results per dock\n\nThe MAE on May is 4.2 bikes.\n", 1)])
def test_what_a_generator_wrote_is_no_readme_until_something_is_added(tmp_path: Path, more: str, level: int) -> None:
    assert judged(tmp_path, KEDRO + more).level == level


@pytest.mark.parametrize("run", [RUN, RUN.replace("train.py", "-m train")])
def test_a_script_without_a_line_runs_nothing(tmp_path: Path, run: str) -> None:
    empty = judged(tmp_path, PURPOSE + INSTALL + run + RESULT, **{"train.py": "\n", "data.py": "print(1)\n"})
    assert empty.level == 1
    assert "is empty" in (empty.fix or empty.reason)
    assert judged(tmp_path / "other", PURPOSE + INSTALL + run + RESULT).level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# Laravel\n\nLaravel is a web application framework with expressive, elegant syntax, for the web.\n", 0),
        (
            "# Bikes\n\nA Laravel app that tells how many bikes people will rent in the next hour of the day, for them.\n",
            1,
        ),
        (
            (
                "# Bikes\n\nThis project predicts how many bikes people will rent in the next hour, so that the operator can "
                "move them to the stations where they will be missing.\n\n## About Laravel\n\n"
                "Laravel is a web application framework with expressive, elegant syntax.\n"
            ),
            1,
        ),
    ],
    ids=["a framework", "made with it", "left below"],
)
def test_the_text_of_a_framework_tells_nothing_of_the_project(text: str, level: int, tmp_path: Path) -> None:
    commands = "\n## Start\n\n```bash\ncomposer install\nphp artisan serve\n```\n"
    assert judged(tmp_path, text + (commands if level else "It is free. " * 30)).level == level


def test_what_is_quoted_of_others_is_the_outcome_only_where_nothing_else_is(tmp_path: Path) -> None:
    quoted = "\n## What others say\n\n> Forecasts of demand reach an accuracy of 0.93 in most towns.\n"
    finding = judged(tmp_path / "own", PURPOSE + INSTALL + RUN + quoted + RESULT)
    assert "41.2 bikes" in finding.evidence[2].excerpt
    assert judged(tmp_path / "alone", PURPOSE + INSTALL + RUN + quoted).evidence[2].excerpt.startswith(">")


def test_of_several_pictures_the_one_of_the_results_is_the_outcome(tmp_path: Path) -> None:
    shown = "\n## Set up\n\n![](images/editor.png)\n\n## Results\n\n![](images/held_out.png)\n"
    files = {f"images/{name}.png": "x" * 900 for name in ("editor", "held_out")}
    finding = judged(tmp_path, PURPOSE + INSTALL + RUN + shown, **files)
    assert finding.evidence[2].excerpt == "![](images/held_out.png)"


def test_a_remark_in_front_is_not_what_the_project_is(tmp_path: Path) -> None:
    title, _, said = PURPOSE.partition("\n\n")
    remark = "> ⚠️ **Note**: run this with Python 3.12 and nothing that is older than it.\n"
    (place,) = judged(tmp_path, f"{title}\n\n{remark}\n{said}{RUN}{RESULT}").evidence
    assert place.excerpt.startswith("This project predicts")


@pytest.mark.parametrize(
    ("command", "level"),
    [("call .\\run_everything.bat", 2), (".\\train.ps1", 2), ("setup_once.bat", 1), ("rem run_everything.bat", 1)],
)
def test_a_script_for_windows_runs_it(tmp_path: Path, command: str, level: int) -> None:
    run = f"\n## Usage\n\n```bat\n{command}\n```\n"
    finding = judged(tmp_path, PURPOSE + INSTALL + run + RESULT, **{"run_everything.bat": "python train.py\n"})
    assert finding.level == level


def test_readmes_of_parts_that_are_most_of_the_code_are_a_beginning(tmp_path: Path) -> None:
    parts = {
        f"{name}/{file}": text for name in ("bikes", "boats") for file, text in {"README.md": PURPOSE, **CODE}.items()
    }
    finding = readme(repository(tmp_path / "parts", {**parts, "more.py": "print('more')\n"}))
    assert finding.level == 1
    assert "only of parts, such as bikes/README.md and boats/README.md" in finding.reason
    corner = {f"{name}.py": "print('more')\n" for name in "abcdef"}
    assert readme(repository(tmp_path / "corner", {**parts, **corner})).level == 0


def test_a_result_that_only_the_readme_of_a_part_states_is_named(tmp_path: Path) -> None:
    part = {"boats/README.md": f"# Boats\n{RESULT}", "boats/train.py": "print('boats')\n"}
    finding = judged(tmp_path, PURPOSE + INSTALL + RUN, **part)
    assert finding.level == 1
    assert "boats/README.md:" in finding.reason
    assert "guess" not in finding.reason


def test_a_picture_of_the_web_page_above_everything_is_no_ornament(tmp_path: Path) -> None:
    text = PURPOSE.replace("\n\n", "\n\n![{}](docs/example.png)\n\n", 1) + INSTALL + RUN
    picture = {"docs/example.png": "x" * 900}
    assert judged(tmp_path / "page", text.replace("{}", "Example WebUI"), **picture).level == 2
    assert judged(tmp_path / "other", text.replace("{}", "Example"), **picture).level == 1


@pytest.mark.parametrize(
    ("imports", "run", "level"),
    [
        ("from src.tidy import clean\n", "uvicorn src.api:app", 1),
        ("from src.tidy import clean\n", "flask run --app src/api.py", 1),
        ("from src.tidy import clean\n", "python -m src.api", 1),
        ("from src.tidy import clean\n", "python src/api.py\npython train.py", 2),
        ("from src.wash import clean\n", "uvicorn src.api:app", 2),
        ("from .wash import clean\n", "python src/api.py", 1),
    ],
)
def test_a_command_for_what_cannot_be_imported_runs_nothing(imports: str, run: str, level: int, tmp_path: Path) -> None:
    files = {
        "src/__init__.py": "",
        "src/wash.py": "def clean(row):\n    return row\n",
        "src/api.py": f"from fastapi import FastAPI\n{imports}\napp = FastAPI()\n",
    }
    finding = judged(tmp_path, PURPOSE + INSTALL + f"\n## Usage\n\n```bash\n{run}\n```\n" + RESULT, **files)
    assert finding.level == level
    assert ("a run command that works (src/api.py:2 imports " in (finding.fix or "")) == (level == 1)


@pytest.mark.parametrize(
    ("image", "more", "level"),
    [
        ("rocker/rstudio", {}, 1),
        ("ann/bike-demand:1.2", {}, 2),
        ("ann/something", {"Dockerfile": "FROM python:3.12\nCOPY train.py .\nCMD python train.py\n"}, 2),
    ],
)
def test_an_image_of_others_runs_nothing_of_the_project(
    image: str, more: dict[str, str], level: int, tmp_path: Path
) -> None:
    run = f"\n## Usage\n\n```bash\ndocker run -p 80:80 {image}\n```\n"
    assert judged(tmp_path, PURPOSE + INSTALL + run + RESULT, **more).level == level


def test_a_sentence_in_the_readme_of_a_folder_makes_up_for_none(tmp_path: Path) -> None:
    title = "# Bike demand\n\nPredicts bikes. Made for a course.\n"
    assert judged(tmp_path / "sentence", title, **{"src/README.md": "# Code\n\nThe scripts are not run.\n"}).level == 0
    command = {"src/README.md": "# Code\n\n```bash\npython train.py\n```\n"}
    assert judged(tmp_path / "command", title, **command).level == 1


def test_a_link_to_where_it_runs_shows_not_what_came_out(tmp_path: Path) -> None:
    link = "\nLive demo: https://bikes.streamlit.app\n"
    assert judged(tmp_path / "link", PURPOSE + link + INSTALL + RUN).level == 1
    assert judged(tmp_path / "result", PURPOSE + link + INSTALL + RUN + RESULT).level == 2


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("With 30 users `/predict` answered with p95 48 ms.", 2),
        ("| /predict | p99: 1.2s |", 2),
        ("The target is p95 48 ms.", 1),
        ("Answers in p95 < 48 ms.", 1),
        ("Counts the p95 of 48 routes.", 1),
    ],
)
def test_how_fast_it_answered_under_load_came_out(line: str, level: int, tmp_path: Path) -> None:
    table = "| route | time |\n|---|---|\n" if line.startswith("|") else ""
    assert judged(tmp_path, f"{PURPOSE}{INSTALL}{RUN}\n## Load\n\n{table}{line}\n").level == level


@pytest.mark.parametrize(("above", "level"), [("## Expected output", 2), ("## Settings", 1), ("# Output of bikes", 1)])
def test_what_is_printed_may_stand_in_a_part_of_what_is_called_so(above: str, level: int, tmp_path: Path) -> None:
    printed = f"\n{above}\n\n### A small run\n\n```\nmodel    share\ntrees    ~75%\n```\n"
    assert judged(tmp_path, PURPOSE + INSTALL + RUN + printed).level == level
