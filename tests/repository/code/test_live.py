"""What of a project's code runs, and what is only written down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import TRAIN
from tests.criteria.kit import notebook, repository

FIT = "from sklearn.svm import SVC\n\ndef train(x, y):\n    return SVC().fit(x, y)\n"
CLASS = "from sklearn.svm import SVC\n\nclass Trainer:\n    def run(self, x, y):\n        return SVC().fit(x, y)\n"

RUN: dict[str, Mapping[str, str]] = {
    "called at the top": {"train.py": FIT + "\ntrain([], [])\n"},
    "called in the main block": {"train.py": FIT + "\nif __name__ == '__main__':\n    train([], [])\n"},
    "called by a chain that begins at the top": {"train.py": FIT + "\ndef main():\n    train([], [])\n\nmain()\n"},
    "called from another script": {"steps.py": FIT, "main.py": "from steps import train\ntrain([], [])\n"},
    "called under another name": {"steps.py": FIT, "main.py": "from steps import train as fit\nfit([], [])\n"},
    "called through its module": {"steps.py": FIT, "main.py": "import steps\nsteps.train([], [])\n"},
    "handed to somebody": {"train.py": FIT + "\nfrom airflow import Task\nTask(python_callable=train)\n"},
    "a command of a CLI": {"train.py": FIT.replace("def train", "import click\n\n@click.command()\ndef train") + "\ntrain()\n"},
    "a task of a flow": {"train.py": FIT.replace("def train", "from prefect import flow\n\n@flow\ndef train")},
    "a console script": {"pkg/steps.py": FIT, "pyproject.toml": "[project.scripts]\nfit = 'pkg.steps:train'\n"},
    "a console script of setup.py": {"pkg/steps.py": FIT, "setup.py": "setup(entry_points=['fit = pkg.steps:train'])\n"},
    "called by a Makefile": {"steps.py": FIT, "Makefile": "fit:\n\tpython -c 'from steps import train; train([], [])'\n"},
    "started by Fire": {"train.py": FIT + "\nimport fire\nfire.Fire()\n"},
    "looked up by its name": {"train.py": FIT + "\nimport sys\nglobals()['train']([], [])\n"},
    "called through a table": {"train.py": FIT + "\nSTEPS = {'train': train}\nSTEPS['train']([], [])\n"},
    "a lambda that is called": {"train.py": "from sklearn.svm import SVC\nfit = lambda x, y: SVC().fit(x, y)\nfit([], [])\n"},
    "a lambda that is handed on": {"train.py": "from sklearn.svm import SVC\nlist(map(lambda x: SVC().fit(x, x), [1]))\n"},
    "a method that is called": {"train.py": CLASS + "\nTrainer().run([], [])\n"},
    "a method that its class calls": {
        "train.py": CLASS + "\n    def __call__(self):\n        self.run([], [])\n\nTrainer()()\n"
    },
    "a method of a library's class": {
        "train.py": "from lib import Step\n" + CLASS.replace("Trainer:", "Trainer(Step):") + "\nTrainer()\n"
    },
    "a class named in the settings": {
        "pkg/steps.py": CLASS.replace("run", "__init__"), "conf/model.yaml": "_target_: pkg.steps.Trainer\n"
    },
    "what a host calls": {"train.py": FIT.replace("train", "lambda_handler")},
}  # fmt: skip


def trained(folder: Path, files: Mapping[str, str]) -> bool:
    return bool(repository(folder, files).stages.in_scripts[TRAIN])


@pytest.mark.parametrize("how", RUN)
def test_what_something_starts_runs(how: str, tmp_path: Path) -> None:
    assert trained(tmp_path, RUN[how])


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "\ndef main():\n    train([], [])\n",
        "\nclass Main:\n    def run(self):\n        train([], [])\n",
        "\ntrain\n",
        "\ndef other(train):\n    return train\n",
    ],
    ids=["nobody", "a function that nobody calls", "a class that nobody makes", "its bare name", "another's argument"],
)
def test_what_only_idle_code_names_does_not_run(rest: str, tmp_path: Path) -> None:
    assert not trained(tmp_path, {"train.py": FIT + rest})


def test_a_name_means_the_modules_own_function(tmp_path: Path) -> None:
    other = "def train(x, y):\n    print(x, y)\n\ntrain(1, 2)\n"
    assert not trained(tmp_path, {"steps.py": FIT, "main.py": other})


def test_what_only_a_notebook_calls_is_the_notebooks(tmp_path: Path) -> None:
    found = repository(
        tmp_path, {"steps.py": FIT, "a.ipynb": notebook(("from steps import train\ntrain([], [])", ""))}
    ).stages
    assert found.in_notebooks[TRAIN]
    assert not found.in_scripts[TRAIN]


def test_what_only_a_test_calls_is_no_part_of_the_pipeline(tmp_path: Path) -> None:
    test = "from steps import train\n\ndef test_train():\n    assert train([], [])\n"
    assert not trained(tmp_path, {"steps.py": FIT, "tests/test_steps.py": test})
