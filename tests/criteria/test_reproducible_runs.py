"""Reproducible runs: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from tests.criteria.boats import DATA, README, TRAIN, WHOLE, Files, judged
from tests.criteria.kit import notebook, repository

NET = """\
import random

import numpy as np
import pandas as pd
import torch
from sklearn.metrics import f1_score


def fix(value):
    random.seed(value)
    np.random.seed(value)
    {more}


data = pd.read_csv("data/boats.csv")
fix(7)
order = torch.randperm(len(data), generator=torch.Generator().manual_seed(7))
net = torch.nn.Linear(2, 1)
net.train()
torch.nn.functional.mse_loss(net(torch.tensor(data[["hull", "mast"]].values)), torch.zeros(1)).backward()
print(f1_score(data["sold"], net(data) > 0))
"""
FLOW = "from prefect import flow\n\n\n@flow\ndef learn():\n" + "".join(
    f"    {line}\n" if line else "\n" for line in TRAIN.splitlines()
)


class TestReproducibleRuns:
    def test_a_documented_command_that_trains_measures_and_is_seeded_is_whole(self, tmp_path: Path) -> None:
        finding = judged("reproducible-runs", tmp_path, WHOLE)
        assert finding.level == 2
        assert finding.evidence[0].path == "README.md"

    @pytest.mark.parametrize(
        ("command", "imported", "expected"),
        [
            ("python boats/train.py", "from boats.tidy import clean", 1),
            ("python boats/train.py", "from .tidy import clean", 1),
            ("python boats/train.py", "from tidy import clean", 2),
            ("PYTHONPATH=. python boats/train.py", "from boats.tidy import clean", 2),
            ("python -m boats.train", "from boats.tidy import clean", 2),
            ("python -m boats.train", "from .tidy import clean", 2),
            ("cd boats && python -m train", "from .tidy import clean", 1),
        ],
    )
    def test_a_command_whose_imports_fail_as_it_runs_the_script_is_not_whole(
        self, command: str, imported: str, expected: int, tmp_path: Path
    ) -> None:
        files: Files = {
            "README.md": README.replace("python train.py", command),
            "boats/__init__.py": "",
            "boats/tidy.py": "def clean(rows):\n    return rows.dropna()\n",
            "boats/train.py": f"{imported}\n{TRAIN}",
            "data/boats.csv": DATA,
        }
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == expected
        if expected == 1:
            assert "boats/train.py:1 imports" in finding.reason
            assert finding.fix == "Run boats/train.py as a module of its package (`python -m`) at README.md:5."

    def test_what_can_be_installed_is_found_from_any_folder(self, tmp_path: Path) -> None:
        files: Files = {
            "README.md": README.replace("python train.py", "python boats/train.py"),
            "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\n',
            "boats/tidy.py": "def clean(rows):\n    return rows.dropna()\n",
            "boats/train.py": f"from boats.tidy import clean\n{TRAIN}",
            "data/boats.csv": DATA,
        }
        assert judged("reproducible-runs", tmp_path, files).level == 2

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("Makefile", "all: data train\n\ndata:\n\techo\n\ntrain:\n\tpython train.py\n"),
            ("dvc.yaml", "stages:\n  train:\n    cmd: python train.py\n"),
            ("MLproject", "entry_points:\n  main:\n    command: python train.py\n"),
            ("run.sh", "#!/bin/sh\npython train.py\n"),
            ("Dockerfile", "FROM python:3.12\nCOPY . .\nRUN python train.py\n"),
            (".github/workflows/ci.yml", "on: push\njobs:\n  train:\n    steps:\n      - run: python train.py\n"),
            ("README.md", "Run `make train`.\n"),
            ("README.md", "Run `uv run train.py`.\n"),
            ("README.md", "Run `python -m train`.\n"),
        ],
    )
    def test_wherever_the_command_is_written(self, name: str, text: str, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": "# Boats\n", name: text}
        if "make" in text:
            files["Makefile"] = "train:\n\tpython train.py\n"
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_the_training_may_lie_in_modules_that_the_command_leads_to(self, tmp_path: Path) -> None:
        code = (
            TRAIN.replace("data = pd", "def run():\n    data = pd")
            .replace("\nx_", "\n    x_")
            .replace("\nmodel", "\n    model")
        )
        code = code.replace("\nprint", "\n    print").replace("\njoblib", "\n    joblib")
        files: Files = {
            "README.md": "`python main.py`\n",
            "main.py": "from boats.training import run\n\nrun()\n",
            "boats/training.py": code,
            "data/boats.csv": DATA,
        }
        assert judged("reproducible-runs", tmp_path, files).level == 2

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            ("", 1),
            ("\n\nif __name__ == '__main__':\n    main()\n", 2),
            ("\n\nif __name__ == '__main__':\n    print('nothing to do')\n", 1),
        ],
    )
    def test_a_script_that_only_defines_functions_trains_nothing(
        self, start: str, expected: int, tmp_path: Path
    ) -> None:
        code = "from prefect import flow\n\n\n@flow\ndef main():\n    " + TRAIN.replace("\n", "\n    ").rstrip() + start
        files = {**WHOLE, "train.py": code, "deployment.yaml": "entrypoint: train.py:main\n"}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == expected

    @pytest.mark.parametrize(
        ("app", "start", "expected"),
        [
            ("import typer\n\napp = typer.Typer()\n\n\n@app.command()\n", "app()", 2),
            ("import typer\n\napp = typer.Typer()\n\n\n@app.command()\n", "", 1),
            ("import click\n\n\n@click.group()\ndef cli():\n    pass\n\n\n@cli.command()\n", "cli()", 2),
            ("import click\n\n\n@click.command()\n", "fit()", 2),
            ("import click\n\n\n@click.command()\n", "", 0),
            ("import hydra\n\n\n@hydra.main(config_name='a')\n", "fit()", 2),
            ("from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route('/fit')\n", "app.run()", 1),
            ("from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post('/fit')\n", "", 1),
            ("import fire\n\n\n", "fire.Fire(fit)", 2),
        ],
    )
    def test_what_is_registered_runs_where_that_is_started_and_a_route_never(
        self, app: str, start: str, expected: int, tmp_path: Path
    ) -> None:
        code = f"{app}def fit():\n    " + TRAIN.replace("\n", "\n    ").rstrip() + f"\n\n\n{start}\n"
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == expected

    @pytest.mark.parametrize(
        ("before", "expected"),
        [("if st.button('Train'):", 1), ("file = st.file_uploader('Table')\nif True:", 1), ("if st.balloons:", 2)],
    )
    def test_a_page_that_waits_for_its_visitor_trains_nothing_by_itself(
        self, before: str, expected: int, tmp_path: Path
    ) -> None:
        body = TRAIN[TRAIN.index("data =") :].replace("\n", "\n    ").rstrip()
        code = f"import streamlit as st\n{TRAIN[: TRAIN.index('data =')]}\n{before}\n    {body}\n"
        files = {**WHOLE, "README.md": "# Boats\n\n```\nstreamlit run train.py\n```\n", "train.py": code}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    @pytest.mark.parametrize(
        ("rules", "expected"),
        [
            ('rule fit:\n    shell: "python train.py {input}"\n', 2),
            ('rule fit:\n    shell:\n        """\n        python -m train\n        """\n', 2),
            ('rule fit:\n    script:\n        "train.py"\n', 2),
            ('rule fit:\n    shell: "python fit.py"\n', 1),
            ('rule fit:\n    # shell: "python train.py"\n    input: "a"\n', 1),
        ],
    )
    def test_the_rules_of_snakemake(self, rules: str, expected: int, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": "# Boats\n\n```\nsnakemake --cores 1\n```\n", "Snakefile": rules}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    @pytest.mark.parametrize(
        ("name", "text", "expected"),
        [
            ("pyproject.toml", '[tool.poe.tasks]\nfit = "python train.py"\n', 2),
            ("Taskfile.yaml", "version: '3'\ntasks:\n  fit: python train.py\n", 2),
            ("tasks.py", "from invoke import task\n\n\n@task\ndef fit(c):\n    c.run('python train.py')\n", 2),
            ("noxfile.py", "import nox\n\n\n@nox.session\ndef fit(s):\n    s.run('python', 'train.py')\n", 2),
            ("pyproject.toml", '[tool.poe.tasks]\nfit = "python fit.py"\n', 1),
            ("Makefile", "fit:\n\tcd src && python train.py\n", 1),
            ("Makefile", "fit:\n\tbash scripts/train.sh\n", 1),
            ("fit.sh", "cd boats && python train.py\n", 1),
            ("fit.sh", "cd data && python ../train.py\n", 2),
            ("notes.md", "Change it in train.py, or in other.py, train.py first.\n", 1),
        ],
    )
    def test_task_files_count_by_what_they_lead_to(self, name: str, text: str, expected: int, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": "# Boats\n", name: text}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_a_run_on_numbers_that_are_made_up_is_not_that_of_the_model(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.datasets import make_classification\nfrom sklearn.ensemble import RandomForestClassifier\n"
            "from sklearn.metrics import f1_score\n\nX, y = make_classification(100, random_state=1)\n"
            "model = RandomForestClassifier(random_state=1).fit(X, y)\nprint(f1_score(y, model.predict(X)))\n"
        )
        files = {**WHOLE, "README.md": "# Boats\n\n```\npython probe.py\n```\n", "probe.py": code}
        assert judged("reproducible-runs", tmp_path / "a", files).level == 1
        alone: Files = {"README.md": "# Boats\n\n```\npython probe.py\n```\n", "probe.py": code}
        assert judged("reproducible-runs", tmp_path / "b", alone).level == 2

    @pytest.mark.parametrize(
        ("said", "told", "expected"),
        [
            ("The data is on [Kaggle](https://www.kaggle.com/datasets/ann/boats).", README, 2),
            ("The data set of boats is from Kaggle.", README, 2),
            ("We use the Telco customer churn dataset.", README, 1),
            ("The data is on [Kaggle](https://www.kaggle.com/datasets/ann/boats).", "# Boats\n", 1),
        ],
        ids=["linked", "its giver named", "only what it is about", "no text tells of the run"],
    )
    def test_of_a_run_that_a_text_tells_of_the_source_of_the_data_is_enough(
        self, said: str, told: str, expected: int, tmp_path: Path
    ) -> None:
        files: Files = {"README.md": f"{told}\n{said}\n", "train.py": TRAIN, "Makefile": "all:\n\tpython train.py\n"}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == expected
        assert ("no text says how to get data/boats.csv, which train.py:7 reads" in finding.reason) == (expected == 1)

    def test_data_that_is_only_named_has_to_be_placed_by_hand(self, tmp_path: Path) -> None:
        named = "# Boats\n\nThe data is on [Kaggle](https://www.kaggle.com/datasets/ann/boats).\n"
        files: Files = {"README.md": named, "train.py": TRAIN, "Makefile": "all:\n\tpython train.py\n"}
        finding = judged("reproducible-runs", tmp_path / "a", files)
        assert finding.level == 1
        assert "no text says how to get data/boats.csv, which train.py:7 reads" in finding.reason
        assert "data/boats.csv" in (finding.fix or "")
        files["README.md"] = named.replace("boats).", "boats): put it into `data/boats.csv`.")
        assert judged("reproducible-runs", tmp_path / "b", files).level == 2

    @pytest.mark.parametrize(
        ("command", "code", "given", "expected"),
        [
            ("python train.py --config configs/boats.yaml", "", "", 1),
            ("python train.py --config configs/boats.yaml", "", "configs/boats.yaml", 2),
            ("python train.py", "import yaml\nyaml.safe_load(open('configs/boats.yaml'))\n", "", 1),
            ("python train.py", "import yaml\nyaml.safe_load(open('configs/boats.yaml'))\n", "configs/boats.yaml", 2),
            ("python train.py", "import yaml\nP = 'boats.yaml'\nyaml.safe_load(open(P))\n", "", 1),
            ("python train.py", "import yaml\nyaml.dump({}, open('boats.yaml', 'w'))\n", "", 2),
        ],
    )
    def test_settings_that_are_not_there_make_a_run_fail(
        self, command: str, code: str, given: str, expected: int, tmp_path: Path
    ) -> None:
        files = {**WHOLE, "README.md": README.replace("python train.py", command), "train.py": code + TRAIN}
        if given:
            files[given] = "rows: 9\n"
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == expected
        if expected == 1:
            assert "boats.yaml, which is not there" in finding.reason

    @pytest.mark.parametrize(
        ("settings", "expected"),
        [
            ("data: /home/ann/boats.csv\n", 0),
            ("data: 'C:\\Users\\ann\\boats.csv'\n", 0),
            ("data: /kaggle/input/boats\n", 0),
            ("data: data/boats.csv\n", 2),
            ("# data: /home/ann/boats.csv\ndata: data/boats.csv\n", 2),
            ("service: /var/log/boats\n", 2),
        ],
    )
    def test_a_path_of_the_author_s_machine_is_one_in_the_settings_too(
        self, settings: str, expected: int, tmp_path: Path
    ) -> None:
        code = "import yaml\nyaml.safe_load(open('config.yaml'))\n" + TRAIN
        files = {**WHOLE, "train.py": code, "config.yaml": settings}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_a_report_that_the_code_writes_is_no_settings(self, tmp_path: Path) -> None:
        code = TRAIN + "import json\njson.dump({'plot': 'a.png'}, open('summary.json', 'w'))\n"
        files = {**WHOLE, "train.py": code, "summary.json": '{"plot": "/home/ann/boats/a.png"}'}
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_a_command_that_leads_nowhere_is_named(self, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": README.replace("train.py", "scripts/train_model.py")}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "README.md:5 starts scripts/train_model.py, which is not there" in finding.reason

    def test_a_command_that_is_only_printed_is_not_shown(self, tmp_path: Path) -> None:
        makefile = "help:\n\t@echo   make train MORE='-v'  - Train\n\ntrain:\n\tpython train.py\n"
        finding = judged("reproducible-runs", tmp_path, {**WHOLE, "README.md": "# Boats\n", "Makefile": makefile})
        assert finding.level == 2
        assert finding.evidence[0].line == 5
        only_printed = {
            "README.md": "# Boats\n",
            "help.sh": "echo make train\n",
            "Makefile": "train:\n\techo train.py\n",
        }
        assert judged("reproducible-runs", tmp_path / "other", {**WHOLE, **only_printed}).level == 1

    @pytest.mark.parametrize(("title", "level"), [("Boat price prediction", 0), ("Boats of the harbour", 1)])
    def test_a_model_that_a_title_announces_and_no_code_trains_is_missing(
        self, title: str, level: int, tmp_path: Path
    ) -> None:
        code = 'import pandas as pd\n\nboats = pd.read_csv("data/boats.csv").fillna(0)\nboats.groupby("hull").mean()\n'
        files: Files = {"README.md": f"# {title}\n", "clean.py": code, "data/boats.csv": DATA}
        finding = reproducible_runs(repository(tmp_path, files))
        assert finding.level == level
        assert ("README.md:1 announces" in finding.reason) == (level == 0)

    def test_a_server_that_is_not_there_is_no_command_that_trains(self, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": README.replace("python train.py", "uvicorn api.main:app")}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "api.main" not in finding.reason
        assert "Write down one command" in (finding.fix or "")

    @pytest.mark.parametrize(
        ("name", "text", "expected"),
        [
            ("all.py", "import runpy\nrunpy.run_path('train.py')\n", 2),
            ("all.py", "import subprocess\nsubprocess.run(['python', 'train.py'], check=True)\n", 2),
            ("all.py", "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'train'], check=True)\n", 2),
            ("all.py", "import subprocess\n\n\ndef main():\n    subprocess.run(['python', 'train.py'])\n", 1),
            ("all.py", "import subprocess\nsubprocess.run(['python', 'fit.py'])\n", 1),
        ],
    )
    def test_a_script_that_starts_others_does_so_where_it_runs(
        self, name: str, text: str, expected: int, tmp_path: Path
    ) -> None:
        files = {**WHOLE, "README.md": "# Boats\n\n```\npython all.py\n```\n", name: text}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_a_command_that_installing_the_project_makes(self, tmp_path: Path) -> None:
        code = "def main():\n    " + TRAIN.replace("\n", "\n    ").rstrip() + "\n"
        project = '[project]\nname = "boats"\n[project.scripts]\nboats-train = "train:main"\n'
        files = {**WHOLE, "train.py": code, "pyproject.toml": project}
        files["README.md"] = "# Boats\n\n```bash\npip install -e .\nboats-train\n```\n"
        assert judged("reproducible-runs", tmp_path / "a", files).level == 2
        files["README.md"] = "# Boats\n\n```bash\nboats-fit\n```\n"
        assert judged("reproducible-runs", tmp_path / "b", files).level == 1

    @pytest.mark.parametrize(
        ("command", "script"),
        [
            ("python train.py --help", ""),
            ("bash run.sh", "exit 0\npython train.py\n"),
            ("bash run.sh", "# python train.py\n"),
        ],
    )
    def test_a_command_that_stops_before_the_training_is_none(self, command: str, script: str, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": f"# Boats\n\n```\n{command}\n```\n", "run.sh": script}
        assert judged("reproducible-runs", tmp_path, files).level == 1

    @pytest.mark.parametrize("command", ["python train.py", '["python", "train.py"]'])
    def test_a_service_that_trains(self, command: str, tmp_path: Path) -> None:
        compose = f"services:\n  train:\n    build: .\n    command: {command}\n"
        files = {**WHOLE, "README.md": "# Boats\n", "compose.yaml": compose}
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_a_dummy_learns_nothing(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.dummy import DummyClassifier\nfrom sklearn.metrics import f1_score\n\n"
            "data = pd.read_csv('data/boats.csv')\nmodel = DummyClassifier().fit(data[['hull']], data['sold'])\n"
            "print(f1_score(data['sold'], model.predict(data[['hull']])))\n"
        )
        files = {**WHOLE, "README.md": "# Boats\n\n```\npython dummy.py\n```\n", "dummy.py": code}
        assert judged("reproducible-runs", tmp_path, files).level == 1

    def test_a_seed_that_is_another_every_time_is_none(self, tmp_path: Path) -> None:
        code = "import time\n" + TRAIN.replace("random_state=1", "random_state=int(time.time())")
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    @pytest.mark.parametrize(
        ("other", "text", "expected"),
        [
            ("", "", 1),
            ("NOTES.md", "Put tidy.csv from the university's drive into `data/`.\n", 2),
            ("data/tidy.csv.dvc", "outs:\n- path: tidy.csv\n", 2),
        ],
    )
    def test_a_table_that_is_nowhere_beside_others(self, other: str, text: str, expected: int, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": TRAIN.replace("data/boats.csv", "data/tidy.csv")}
        if other:
            files[other] = text
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_an_app_that_shares_a_module_with_the_training_does_not_train(self, tmp_path: Path) -> None:
        shared = (
            "import joblib\nfrom sklearn.ensemble import RandomForestClassifier\nfrom sklearn.metrics import f1_score\n\n\n"
            "def train(x, y):\n    model = RandomForestClassifier(random_state=1).fit(x, y)\n"
            "    print(f1_score(y, model.predict(x)))\n\n\ndef load():\n    return joblib.load('model.joblib')\n"
        )
        files: Files = {
            "README.md": "`python app.py`\n",
            "app.py": "from boats import load\n\nprint(load().predict([[1, 2]]))\n",
            "boats.py": shared,
            "train.py": "import pandas as pd\nfrom boats import train\n\ndata = pd.read_csv('data/boats.csv')\n"
            "train(data[['hull']], data['sold'])\n",
            "data/boats.csv": DATA,
        }
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "no written-down command" in finding.reason

    @pytest.mark.parametrize(
        "command",
        ["dagster job execute -f boats/jobs.py -j boats", "dagster asset materialize -m boats.jobs --select '*'"],
    )
    def test_an_orchestrator_runs_the_file_that_it_is_given(self, command: str, tmp_path: Path) -> None:
        jobs = (
            "from dagster import Definitions, load_assets_from_modules\n\nfrom boats import assets\n\n"
            "defs = Definitions(assets=load_assets_from_modules([assets]))\n"
        )
        body = TRAIN.replace("\n", "\n    ").rstrip()
        files: Files = {
            "README.md": f"```\n{command}\n```\n",
            "boats/jobs.py": jobs,
            "boats/assets.py": f"from dagster import asset\n\n\n@asset\ndef model():\n    {body}\n",
            "data/boats.csv": DATA,
        }
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_a_function_that_is_handed_on_is_run(self, tmp_path: Path) -> None:
        code = "import click\nfrom training import train\n\nstep = click.command()(train)\nstep()\n"
        body = TRAIN.replace("\n", "\n    ").rstrip()
        files: Files = {
            "README.md": "`python pipeline.py`\n",
            "pipeline.py": code,
            "training.py": f"def train():\n    {body}\n",
            "data/boats.csv": DATA,
        }
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_python_does_not_run_a_file_named_without_its_suffix(self, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": "# Boats\n\n`python train`\n"}
        assert judged("reproducible-runs", tmp_path, files).level == 1

    def test_no_training_code_is_nothing(self, tmp_path: Path) -> None:
        files: Files = {
            "app.py": 'import joblib\n\nmodel = joblib.load("model.joblib")\nprint(model.predict([[1]]))\n',
            "README.md": "`python app.py`\n",
        }
        assert judged("reproducible-runs", tmp_path, files).level == 0

    def test_an_analysis_that_needs_no_model_can_be_rerun_by_hand(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\n\ndata = pd.read_csv('data/boats.csv').dropna().drop_duplicates()\n"
            "data['hull'] = data['hull'].fillna(1)\ndata['mast'] = data['mast'].fillna(2)\n"
            "kinds = pd.get_dummies(data['hull'])\nboth = data.merge(kinds, left_index=True, right_index=True)\n"
            "print(both.groupby('hull')['sold'].mean())\nprint(both.groupby('mast')['sold'].mean())\n"
            "print(both.groupby(['hull', 'mast'])['sold'].mean())\n"
        )
        finding = judged("reproducible-runs", tmp_path, {"analysis.py": code, "data/boats.csv": DATA})
        assert finding.level == 1
        assert "analysis.py" in (finding.fix or "")

    def test_but_not_where_a_model_from_elsewhere_is_used(self, tmp_path: Path) -> None:
        code = (
            "import joblib\nimport pandas as pd\n\ndata = pd.read_csv('data/boats.csv').dropna()\n"
            "print(joblib.load('model.joblib').predict(data))\n"
        )
        assert judged("reproducible-runs", tmp_path, {"app.py": code, "data/boats.csv": DATA}).level == 0

    @pytest.mark.parametrize(
        "path",
        [
            "C:\\\\Users\\\\ann\\\\boats.csv",
            "/home/ann/boats.csv",
            "/content/boats.csv",
            "/content/data/boats",
            "/Users/ann/work/boats.csv",
            "/content/drive/MyDrive/boats.csv",
        ],
    )
    def test_a_path_of_the_authors_machine_is_nothing(self, path: str, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": TRAIN.replace("data/boats.csv", path)}
        assert judged("reproducible-runs", tmp_path, files).level == 0

    def test_nor_is_such_a_path_in_all_that_the_commands_run(self, tmp_path: Path) -> None:
        local = TRAIN.replace("data/boats.csv", "/home/ann/boats.csv")
        finding = judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": local, "other.py": TRAIN})
        assert finding.level == 0
        assert "train.py:7" in (finding.fix or "")

    @pytest.mark.parametrize(
        "text",
        ["/users/me", "/home", "/app/model.joblib", "/Users", "https://example.org/home/ann/", "/data/boats.csv"],
    )
    def test_routes_and_paths_of_containers_are_none_of_these(self, text: str, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": f"{TRAIN}ROUTE = {text!r}\n"}
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_data_that_is_nowhere_is_nothing(self, tmp_path: Path) -> None:
        files: Files = {"README.md": README, "train.py": TRAIN}
        assert judged("reproducible-runs", tmp_path, files).level == 0

    def test_data_that_the_text_says_how_to_fetch_is_there(self, tmp_path: Path) -> None:
        readme = (
            README
            + "\nDownload boats.csv from [Kaggle](https://www.kaggle.com/datasets/boats/boats) and put it into data/boats.csv.\n"
        )
        assert judged("reproducible-runs", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 2

    def test_training_that_does_not_parse_is_nothing(self, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": "from boats_model import fit\n\nfit()\n", "boats_model.py": TRAIN + "def fit(:\n"}
        assert judged("reproducible-runs", tmp_path, files).level == 0

    def test_a_script_that_no_text_names_is_half(self, tmp_path: Path) -> None:
        finding = judged("reproducible-runs", tmp_path, {**WHOLE, "README.md": "# Boats\n"})
        assert finding.level == 1
        assert "train.py" in (finding.fix or "")

    def test_a_notebook_is_half(self, tmp_path: Path) -> None:
        files: Files = {"README.md": "# Boats\n", "boats.ipynb": notebook((TRAIN, "0.8")), "data/boats.csv": DATA}
        assert judged("reproducible-runs", tmp_path, files).level == 1

    def test_training_that_imports_what_is_not_there_is_half(self, tmp_path: Path) -> None:
        files: Files = {
            "README.md": "`python -m boats.train`\n",
            "boats/train.py": "from .rigging import sails\n" + TRAIN,
            "data/boats.csv": DATA,
        }
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "boats/rigging" in (finding.fix or "")

    def test_a_split_without_a_seed_is_half(self, tmp_path: Path) -> None:
        finding = judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": TRAIN.replace("random_state=1", "")})
        assert finding.level == 1
        assert "train.py:8" in (finding.fix or "")

    def test_a_seed_that_is_none_or_a_function_that_nobody_calls_is_no_seed(self, tmp_path: Path) -> None:
        code = (
            TRAIN.replace("random_state=1", "random_state=None")
            + "\n\ndef set_seed():\n    import numpy\n    numpy.random.seed(1)\n"
        )
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    @pytest.mark.parametrize(
        ("seeding", "expected"),
        [
            ("import random\n\nrandom.seed(1)\n", 1),
            ("import numpy\n\nrng = numpy.random.default_rng(1)\n", 1),
            ("import torch\n\ntorch.manual_seed(1)\n", 1),
            ("import numpy\n\nnumpy.random.seed(1)\n", 2),
            ("from transformers import set_seed\n\nset_seed(1)\n", 2),
            ("import numpy\n\n\ndef set_seed(number):\n    numpy.random.seed(number)\n\n\nset_seed(1)\n", 2),
            ("def set_seed(number):\n    print(number)\n\n\nset_seed(1)\n", 1),
            ("SEED = 1\n", 1),
        ],
    )
    def test_a_seed_counts_for_what_it_reaches(self, seeding: str, expected: int, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": seeding + TRAIN.replace(", random_state=1)\nmodel", ")\nmodel")}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    @pytest.mark.parametrize(
        ("before", "expected"), [("", 2), ("import random\n\nprint(random.choice([1, 2]))\n\n", 1)]
    )
    def test_a_generator_that_is_handed_over_is_seeded_where_it_is_made(
        self, before: str, expected: int, tmp_path: Path
    ) -> None:
        drawing = "def turned(rows, random):\n    return random.choice(rows)\n\n\n"
        made = "import numpy\n\nprint(turned([1, 2], numpy.random.default_rng(1)))\n"
        files = {**WHOLE, "train.py": before + drawing + TRAIN + made}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_a_network_needs_its_own_seed(self, tmp_path: Path) -> None:
        code = TRAIN + "import torch\n\nloss = torch.nn.Linear(1, 1)(torch.zeros(1))\nloss.backward()\n"
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    @pytest.mark.parametrize(("seed", "expected"), [("random_state=1", 2), ("", 1)])
    def test_a_network_beside_the_seeded_model_of_the_project_needs_none(
        self, seed: str, expected: int, tmp_path: Path
    ) -> None:
        beside = "import torch\n\n\ndef learn():\n    torch.nn.Linear(1, 1)(torch.zeros(1)).backward()\n"
        code = TRAIN.replace("RandomForestClassifier(random_state=1)", f"RandomForestClassifier({seed})")
        files = {**WHOLE, "train.py": f"from waves import learn\n{code}learn()\n", "waves.py": beside}
        assert judged("reproducible-runs", tmp_path, files).level == expected

    def test_a_trainer_that_seeds_itself_needs_no_other(self, tmp_path: Path) -> None:
        code = TRAIN + (
            "from transformers import Trainer, TrainingArguments\n\n"
            "trainer = Trainer(model, TrainingArguments('out', seed=1))\ntrainer.train()\n"
        )
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 2

    def test_and_with_it_is_whole(self, tmp_path: Path) -> None:
        code = (
            TRAIN
            + "import torch\n\ntorch.manual_seed(1)\nloss = torch.nn.Linear(1, 1)(torch.zeros(1))\nloss.backward()\n"
        )
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 2

    def test_a_command_that_measures_nothing_is_half(self, tmp_path: Path) -> None:
        code = "\n".join(line for line in TRAIN.split("\n") if "f1_score" not in line)
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    def test_a_model_without_a_seed_is_half(self, tmp_path: Path) -> None:
        code = TRAIN.replace("RandomForestClassifier(random_state=1)", "RandomForestClassifier()")
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    def test_another_command_may_measure(self, tmp_path: Path) -> None:
        code = "\n".join(line for line in TRAIN.split("\n") if "f1_score" not in line)
        files = {
            **WHOLE,
            "README.md": "# Boats\n\n```bash\npython train.py\npython evaluate.py\n```\n",
            "train.py": code,
            "evaluate.py": "from sklearn.metrics import f1_score\n\nprint(f1_score([0, 1], [0, 1]))\n",
        }
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_a_path_that_leads_out_of_the_repository_is_half(self, tmp_path: Path) -> None:
        files = {
            **WHOLE,
            "README.md": "# Boats\n\n```bash\npython src/train.py\n```\n",
            "src/train.py": TRAIN.replace("data/boats.csv", "../data/boats.csv"),
        }
        del files["train.py"]
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "root" in (finding.fix or "")

    def test_a_study_without_a_seeded_sampler_is_half(self, tmp_path: Path) -> None:
        code = TRAIN + "import optuna\n\noptuna.create_study().optimize(print)\n"
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": code}).level == 1

    def test_a_notebook_that_reads_from_the_root_of_a_disk_is_nothing(self, tmp_path: Path) -> None:
        book = notebook((TRAIN.replace("data/boats.csv", "/datasets/boats.csv"), "0.8"))
        files: Files = {"README.md": "# Boats\n", "boats.ipynb": book, "data/boats.csv": DATA}
        assert judged("reproducible-runs", tmp_path, files).level == 0

    def test_a_commented_out_command_is_none(self, tmp_path: Path) -> None:
        files = {**WHOLE, "README.md": "# Boats\n", "Makefile": "train:\n\t# python train.py\n"}
        assert judged("reproducible-runs", tmp_path, files).level == 1

    def test_a_command_that_only_predicts_does_not_train(self, tmp_path: Path) -> None:
        files = {
            **WHOLE,
            "README.md": "`python predict.py`\n",
            "predict.py": "import joblib\n\nprint(joblib.load('model.joblib').predict([[1, 2]]))\n",
        }
        assert judged("reproducible-runs", tmp_path, files).level == 1


def test_a_local_path_that_is_read_is_quoted_before_one_that_is_written(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom sklearn.svm import SVC\n\n"
        'pd.DataFrame().to_csv("C:/Users/ada/out/copy.csv")\n'
        'data = pd.read_csv(\n    "C:/Users/ada/in/data.csv",\n)\n'
        "SVC().fit(data[['a']], data['b'])\n"
    )
    finding = finding_of(repository(tmp_path, {"train.py": code}), "reproducible-runs")
    assert finding.level == 0
    assert finding.evidence[0].line == 6
    assert "train.py:6" in (finding.fix or "")


@pytest.mark.parametrize(("more", "expected"), [("pass", 1), ("torch.manual_seed(value)", 2)])
def test_a_generator_of_its_own_seeds_no_network(more: str, expected: int, tmp_path: Path) -> None:
    files = WHOLE | {"train.py": TRAIN + NET.format(more=more)}
    assert judged("reproducible-runs", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("data = data.sample(frac=1)", 1),
        ("data = data.sample(frac=1, random_state=3)", 2),
        ("print(data.sample(n=5))", 2),
        ("from sklearn.utils import shuffle\ndata = shuffle(data)", 1),
        ("from sklearn.model_selection import KFold\nfolds = KFold(5, shuffle=True)", 1),
        ("from sklearn.model_selection import KFold\nfolds = KFold(5)", 2),
    ],
)
def test_rows_that_are_shuffled_need_a_seed(drawn: str, expected: int, tmp_path: Path) -> None:
    files = WHOLE | {"train.py": TRAIN.replace("x_train, x_test", f"{drawn}\nx_train, x_test", 1)}
    assert judged("reproducible-runs", tmp_path, files).level == expected


@pytest.mark.parametrize(("seed", "expected"), [(", random_state=1", 2), ("", 1)])
def test_a_split_of_the_projects_own_is_seeded_where_it_draws(seed: str, expected: int, tmp_path: Path) -> None:
    own = (
        "from sklearn import model_selection\n\n\ndef train_test_split(x, y):\n"
        f"    return model_selection.train_test_split(x, y{seed})\n"
    )
    training = TRAIN.replace(
        "from sklearn.model_selection import train_test_split", "from parts import train_test_split"
    )
    files = WHOLE | {"parts.py": own, "train.py": training.replace('data["left"], random_state=1)', 'data["left"])')}
    assert judged("reproducible-runs", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("made", "expected"), [("RandomForestClassifier(random_state=1)", 2), ("keras.Sequential()", 1)]
)
def test_a_forest_beside_networks_draws_by_its_own_seed(made: str, expected: int, tmp_path: Path) -> None:
    training = TRAIN.replace("model = RandomForestClassifier(random_state=1).fit(", f"model = {made}\nmodel.fit(")
    files = WHOLE | {"train.py": f"from tensorflow import keras\n{training}"}
    assert judged("reproducible-runs", tmp_path, files).level == expected


def test_of_two_scripts_that_a_text_tells_to_run_both_are_seeded(tmp_path: Path) -> None:
    files = WHOLE | {
        "README.md": README + "\n```bash\npython second.py\n```\n",
        "second.py": TRAIN.replace("RandomForestClassifier(random_state=1)", "RandomForestClassifier()"),
    }
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == 1
    assert "second.py:9 draws at random" in finding.reason


@pytest.mark.parametrize(
    ("started", "said", "expected"),
    [
        ("learn.serve(name='boats')", "", 1),
        ("serve(learn.to_deployment(name='boats'))", "", 1),
        ("learn()", "", 2),
        ("serve(learn.to_deployment(name='boats'))", "\n```\nprefect deployment run learn/boats\n```\n", 2),
    ],
)
def test_a_deployment_that_nobody_starts_trains_nothing(started: str, said: str, expected: int, tmp_path: Path) -> None:
    files = WHOLE | {
        "README.md": README.replace("train.py", "put.py") + said,
        "train.py": FLOW,
        "put.py": f"from prefect import serve\n\nfrom train import learn\n\n{started}\n",
    }
    assert judged("reproducible-runs", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ('os.environ["BEST"]', 1),
        ('os.getenv("BEST")', 1),
        ('client.search_runs(["1"])[0].info.run_id', 2),
    ],
)
def test_settings_of_a_run_that_only_a_server_knows_are_lacking(run: str, expected: int, tmp_path: Path) -> None:
    asked = f"client = mlflow.MlflowClient()\nbest = client.get_run({run}).data.params\n"
    files = WHOLE | {"train.py": "import os\n\nimport mlflow\n\n" + asked + TRAIN}
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == expected
    assert ("tracking server" in finding.reason) == (expected == 1)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"pyproject.toml": '[tool.poetry]\nname = "boats"\npackage-mode = false\n'}, 1),
        ({"pyproject.toml": '[tool.poetry]\nname = "boats"\n'}, 2),
        ({"service/Dockerfile": "FROM python:3.12\nENV PYTHONPATH=.\n"}, 1),
        ({".env": "PYTHONPATH=.\n"}, 2),
    ],
)
def test_what_is_no_package_is_not_found_from_a_folder(settings: Files, expected: int, tmp_path: Path) -> None:
    files: Files = {
        "README.md": README.replace("train.py", "boats/train.py"),
        "boats/train.py": "from boats.tidy import clean\n" + TRAIN,
        "boats/tidy.py": "def clean(table):\n    return table\n",
        "data/boats.csv": DATA,
    }
    assert judged("reproducible-runs", tmp_path, files | settings).level == expected


def test_a_script_that_tests_from_outside_is_not_told_to_train(tmp_path: Path) -> None:
    files = WHOLE | {"README.md": "# Boats\n\n```bash\npython test_model_api.py\n```\n"}
    assert "no written-down command" in judged("reproducible-runs", tmp_path, files).reason


LEARNER = """\
from sklearn.linear_model import LogisticRegression


class Learner:
    def teach(self, rows, sold):
        self.model = LogisticRegression().fit(rows, sold)
        return self
"""
LEARNING = """\
import pandas as pd
from sklearn.metrics import f1_score

from learner import Learner


def main():
    data = pd.read_csv("data/boats.csv")
    learner = Learner().teach(data[["hull", "mast"]], data["sold"])
    print(f1_score(data["sold"], learner.model.predict(data[["hull", "mast"]])))


main()
"""


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"boats/learn.py": LEARNING}, "boats/learn.py"),
        ({"boats/learn.py": LEARNING.replace(".teach(", ".show(")}, "boats/learner.py"),
        ({}, "boats/learner.py"),
    ],
    ids=["a script calls it", "a script only imports it", "nothing imports it"],
)
def test_the_script_that_trains_by_a_class_is_what_can_be_rerun(
    more: dict[str, str], named: str, tmp_path: Path
) -> None:
    finding = reproducible_runs(repository(tmp_path, {"data/boats.csv": DATA, "boats/learner.py": LEARNER, **more}))
    assert finding.reason == f"{named} can be rerun by hand; no written-down command trains the model."
    if named != "boats/learner.py":
        assert finding.evidence[0].excerpt == "main()"
        assert finding.fix == (
            "Write down one command that runs the training of boats/learn.py and prints its metrics, in the README or "
            "a Makefile."
        )
