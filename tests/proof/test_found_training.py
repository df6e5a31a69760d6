"""How a project is trained: each way that its files tell or show, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

from portfolio_kit.proof.found.makefile import as_it_is
from portfolio_kit.proof.found.training import trained_in, training
from portfolio_kit.proof.model import Command
from tests.criteria.kit import notebook, repository

TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

data = pd.read_csv("data/rows.csv")
model = LogisticRegression().fit(data[["a"]], data["b"])
print("F1:", f1_score(data["b"], model.predict(data[["a"]])))
"""
PREPARE = 'import pandas as pd\n\npd.read_csv("data/raw.csv").dropna().to_csv("data/rows.csv")\n'


def shown(folder: Path, files: Mapping[str, str | bytes], below: str = "") -> list[list[str]]:
    return [[command.shown for command in way.commands] for way in training(repository(folder, files), below)]


def test_a_makefile_comes_first_then_the_script(tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "Makefile": "help:\n\techo\n\ntrain:\n\tpython train.py\n"}
    assert shown(tmp_path, files) == [["make train"], ["python train.py"]]


def test_a_target_of_another_name_counts_where_it_trains(tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "Makefile": "all:\n\tpython train.py\n\nrun:\n\tpython app.py\n"}
    assert shown(tmp_path, files)[0] == ["make all"]


def test_the_stages_of_dvc_run_in_the_order_that_they_need(tmp_path: Path) -> None:
    dvc = (
        "stages:\n  train:\n    cmd: python train.py --depth ${model.depth}\n    deps: [data/rows.csv]\n"
        "  prepare:\n    cmd: python prepare.py\n    outs:\n      - data/rows.csv\n"
    )
    files = {"train.py": TRAIN, "prepare.py": PREPARE, "dvc.yaml": dvc, "params.yaml": "model:\n  depth: 3\n"}
    assert shown(tmp_path, files)[0] == ["python prepare.py", "python train.py --depth 3"]


def test_stages_that_need_each_other_end(tmp_path: Path) -> None:
    dvc = (
        "stages:\n  a:\n    cmd: python train.py\n    deps: [y]\n    outs: [x]\n"
        "  b:\n    cmd: python b.py\n    deps: [x]\n    outs: [y]\n"
    )
    assert shown(tmp_path, {"train.py": TRAIN, "dvc.yaml": dvc})[0] == ["python train.py", "python b.py"]


def test_the_entry_of_an_mlproject_with_its_defaults(tmp_path: Path) -> None:
    text = (
        "name: a\nentry_points:\n  main:\n    parameters:\n      depth: {type: int, default: 4}\n"
        '    command: "python train.py --depth {depth}"\n'
    )
    assert shown(tmp_path, {"train.py": TRAIN, "MLproject": text})[0] == ["python train.py --depth 4"]


def test_a_command_that_installing_makes(tmp_path: Path) -> None:
    files = {
        "src/churn/train.py": f"def main():\n{indent(TRAIN, '    ')}\n\nif __name__ == '__main__':\n    main()\n",
        "src/churn/__init__.py": "",
        "pyproject.toml": '[project]\nname = "churn"\n[project.scripts]\nchurn-train = "churn.train:main"\n',
    }
    assert shown(tmp_path, files)[0] == ["churn-train"]


def test_what_the_readme_types_before_the_training_belongs_to_it(tmp_path: Path) -> None:
    readme = (
        "# A\n\n```bash\npython prepare.py\npython eda_pairs.py\npython train.py \\\n  --fast\npython app.py\n```\n"
    )
    files = {
        "train.py": TRAIN,
        "prepare.py": PREPARE,
        "app.py": "print(1)\n",
        "eda_pairs.py": "print(1)\n",
        "README.md": readme,
    }
    assert shown(tmp_path, files)[0] == ["python prepare.py", "python train.py --fast"]


def test_a_command_with_a_gap_to_fill_is_none(tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": "```\npython train.py --data <your-file>\npython train.py --help\n```\n"}
    assert shown(tmp_path, files) == [["python train.py"]]


def test_a_script_is_run_from_where_its_data_is(tmp_path: Path) -> None:
    assert shown(tmp_path / "a", {"src/train.py": TRAIN, "data/rows.csv": "a,b\n1,0\n"}) == [["python src/train.py"]]
    files = {"src/train.py": TRAIN.replace("data/rows", "../data/rows"), "data/rows.csv": "a,b\n1,0\n"}
    assert shown(tmp_path / "b", files) == [["cd src && python train.py"]]


def test_a_script_of_a_package_is_run_as_a_module(tmp_path: Path) -> None:
    files = {"src/train.py": f"from src.rows import rows\n{TRAIN}", "src/rows.py": "rows = 1\n", "src/__init__.py": ""}
    assert shown(tmp_path, files) == [["python -m src.train"]]


def test_an_app_that_trains_is_no_training(tmp_path: Path) -> None:
    assert shown(tmp_path, {"app.py": f"import streamlit as st\n{TRAIN}"}) == []


def test_notebooks_run_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    files = {
        "notebooks/10_train.ipynb": notebook((TRAIN, "")),
        "notebooks/2_clean.ipynb": notebook((PREPARE, "")),
        "notebooks/11_plots.ipynb": notebook(("print(1)", "")),
        "data/raw.csv": "a\n1\n",
    }
    found = [command.arguments[-1] for way in training(repository(tmp_path, files)) for command in way.commands]
    assert [name.rpartition("/")[2] for name in found] == ["2_clean.ipynb", "10_train.ipynb"]


def test_a_notebook_runs_where_its_data_is(tmp_path: Path) -> None:
    files = {"notebooks/a.ipynb": notebook((TRAIN, "")), "data/rows.csv": "a,b\n1,0\n"}
    assert shown(tmp_path, files) == [["jupyter execute --inplace notebooks/a.ipynb"]]


def test_of_several_projects_only_the_one_that_is_proven_is_trained(tmp_path: Path) -> None:
    files = {"one/train.py": TRAIN, "two/train.py": TRAIN}
    assert trained_in(repository(tmp_path, files)) == "one"
    assert shown(tmp_path, files, "one") == [["python one/train.py"]]


def test_the_author_says_how(tmp_path: Path) -> None:
    commands = '["python train.py --fast", ["python", "a b.py"], "cat a | sh"]'
    table = f"[tool.portfolio-kit.prove.training]\ncommands = {commands}\n"
    files = {"train.py": TRAIN, "pyproject.toml": table}
    assert shown(tmp_path, files) == [["python train.py --fast", "python 'a b.py'", "sh -c 'cat a | sh'"]]


def test_make_is_told_that_the_environment_is_there(tmp_path: Path) -> None:
    text = (
        "READY := .venv/.ready\n\n$(READY): requirements.txt\n\tpython3 -m venv .venv\n"
        "\t.venv/bin/pip install -r requirements.txt\n\ttouch $@\n\ntrain: $(READY)\n\t.venv/bin/python train.py\n"
    )
    read = repository(tmp_path, {"Makefile": text})
    run = as_it_is(read, Command(("make", "train")), "/environment")
    assert run.arguments[3:] == ("sh", "make", "-o", ".venv/.ready", "train")
    assert "ln -s /environment .venv" in run.arguments[2]


def test_the_folder_of_an_environment_is_known_however_it_is_written(tmp_path: Path) -> None:
    for number, line in enumerate(["BIN := $(CURDIR)/.venv/bin", "VENV = venv", "\tvenv/bin/python a.py"]):
        read = repository(tmp_path / str(number), {"Makefile": f"train:\n\techo\n\n{line}\n"})
        assert "ln -s /environment" in as_it_is(read, Command(("make", "train")), "/environment").arguments[2]
