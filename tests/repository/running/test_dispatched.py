"""Which code a command runs: a job that a word of it names, and no function that is only called like its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.running.written import written_commands
from tests.criteria.boats import Files, judged
from tests.criteria.kit import repository

MAIN = "import importlib\nimport sys\n\njob = importlib.import_module({name})\njob.run_job()\n"
JOB = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score


def run_job():
    boats = pd.read_csv("data/boats.csv")
    model = Ridge().fit(boats[["mast"]], boats["sold"])
    print(r2_score(boats["sold"], model.predict(boats[["mast"]])))
"""
BY_NAME = 'f"jobs.{sys.argv[1]}"'


def files(command: str, name: str = BY_NAME) -> Files:
    """A program that runs jobs by their names, and a README with a command."""
    return {
        "README.md": f"# Boats\n\n```bash\n{command}\n```\n",
        "app/main.py": MAIN.format(name=name),
        "app/jobs/train_model.py": JOB,
        "app/jobs/broken.py": "def run_job(:\n",
    }


def run(folder: Path, given: Files) -> set[str]:
    return {command.module.path for command in written_commands(repository(folder, given))}


@pytest.mark.parametrize(
    "name",
    [BY_NAME, '"jobs." + sys.argv[1]', '"jobs.%s" % sys.argv[1]', '"jobs.{}".format(sys.argv[1])'],
)
@pytest.mark.parametrize("command", ["python app/main.py train_model", "python app/main.py --job=train_model --fast"])
def test_the_job_that_a_word_of_the_command_names_is_run(name: str, command: str, tmp_path: Path) -> None:
    assert run(tmp_path, files(command, name)) == {"app/main.py", "app/jobs/train_model.py"}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("python app/main.py preprocess", BY_NAME),
        ("python app/main.py data/train_model.csv", BY_NAME),
        ("python app/main.py train_model", "sys.argv[1]"),
        ("python app/main.py train_model", '"jobs.broken"'),
    ],
    ids=["no such job", "a part of a path", "of no certain package", "always the same"],
)
def test_no_other_word_means_a_job(command: str, name: str, tmp_path: Path) -> None:
    assert run(tmp_path, files(command, name)) == {"app/main.py"}


@pytest.mark.parametrize(
    ("command", "ran"),
    [
        ("spark-submit --master local app/main.py train_model", {"app/main.py", "app/jobs/train_model.py"}),
        ("spark-submit --py-files=src.zip app/main.py", {"app/main.py"}),
        ("spark-submit --py-files app/main.py other.py", set()),
        ("echo spark-submit app/main.py", set()),
    ],
)
def test_spark_runs_the_program_behind_its_options(command: str, ran: set[str], tmp_path: Path) -> None:
    assert run(tmp_path, files(command)) == ran


def test_a_task_that_runs_such_a_job_is_a_command_that_trains(tmp_path: Path) -> None:
    data = {"data/boats.csv": "mast,sold\n" + "1,2\n" * 20}
    task = {"app/Makefile": "train:\n\tspark-submit main.py --job train_model\n\nother:\n\tspark-submit main.py\n"}
    given = files("make train")
    assert judged("reproducible-runs", tmp_path / "train", {**given, **data, **task}).level == 2
    other = {**given, **data, "app/Makefile": task["app/Makefile"].replace("--job train_model", "--job other")}
    assert "no written-down command" in judged("reproducible-runs", tmp_path / "other", other).reason


@pytest.mark.parametrize(
    ("main", "level"),
    [("def main():\n    print(hulls)\n", 1), ("def main():\n    fitting.main()\n", 2)],
    ids=["of its own", "of the other module"],
)
def test_a_function_of_the_same_name_in_another_module_is_not_run(main: str, level: int, tmp_path: Path) -> None:
    given: Files = {
        "README.md": "# Boats\n\n```bash\npython list_hulls.py\n```\n",
        "list_hulls.py": f'import fitting\nfrom fitting import hulls\n\n\n{main}\n\nif __name__ == "__main__":\n    main()\n',
        "fitting.py": JOB.replace("run_job", "main")
        + 'hulls = ["sloop"]\n\n\nif __name__ == "__main__":\n    main()\n',
        "data/boats.csv": "mast,sold\n" + "1,2\n" * 20,
    }
    assert judged("reproducible-runs", tmp_path, given).level == level
