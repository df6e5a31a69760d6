"""Commands that train: what they need from whoever types them, and what only looks like a command that runs through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.boats import DATA, README, TRAIN, WHOLE, Files, judged
from tests.criteria.kit import notebook


def level(folder: Path, files: Files) -> int | None:
    return judged("reproducible-runs", folder, files).level


def test_a_run_that_waits_for_somebody_to_type_is_not_whole(tmp_path: Path) -> None:
    asking = 'name = input("Which column? ")\n' + TRAIN
    finding = judged("reproducible-runs", tmp_path / "asks", WHOLE | {"train.py": asking})
    assert finding.level == 1
    assert "train.py:1 waits" in finding.reason
    assert "train.py:1" in (finding.fix or "")
    cells = notebook(('import sys\nlevel = input("Level? ")', ""), (TRAIN, ""))
    files: Files = {"README.md": "# Boats\n\n```bash\nbash run.sh\n```\n", "train.ipynb": cells, "data/boats.csv": DATA}
    files["run.sh"] = "jupyter nbconvert --to notebook --execute train.ipynb\n"
    assert level(tmp_path / "notebook", files) == 1


@pytest.mark.parametrize(
    "code",
    [
        'def show():\n    print(input("Again? "))\n\n\n' + TRAIN,
        TRAIN + 'if "--ask" in __import__("sys").argv:\n    print(input("Again? "))\n',
        "def input(name):\n    return name\n\n\ninput('a')\n" + TRAIN,
    ],
)
def test_a_question_that_is_not_put_or_not_always_keeps_nobody_waiting(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, WHOLE | {"train.py": code}) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("python train.py", 1), ("python train.py --data data/boats.csv", 2), ("python train.py -d=data/boats.csv", 2)],
)
def test_a_command_that_leaves_out_a_required_option_does_not_start(typed: str, expected: int, tmp_path: Path) -> None:
    parser = (
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("-d", "--data", required=True)\noptions = parser.parse_args()\n'
    )
    files = WHOLE | {"README.md": README.replace("python train.py", typed), "train.py": parser + TRAIN}
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == expected
    assert expected != 1 or "--data" in finding.reason


OPTIONS = (
    "import argparse\n\nparser = argparse.ArgumentParser()\n"
    'parser.add_argument("-d", "--days", type=int, default=7)\noptions = parser.parse_args()\n'
)


@pytest.mark.parametrize(
    ("typed", "parser", "expected"),
    [
        ("python train.py --weeks 8", OPTIONS, 1),
        ("cd ../training/.. && python train.py --weeks 8", OPTIONS, 1),
        ("python train.py --days 8", OPTIONS, 2),
        ("python train.py --day=8 && python -m http.server --bind 127.0.0.1", OPTIONS, 2),
        ("python train.py  # give --weeks once it is there", OPTIONS, 2),
        ("python train.py --weeks 8", OPTIONS.replace("parse_args()", "parse_known_args()"), 2),
        ("python train.py --weeks 8", OPTIONS.replace('"--days"', '"--" + "days"'), 2),
        ("python train.py --weeks 8", OPTIONS.replace("options =", "common.add_weeks(parser)\noptions ="), 2),
    ],
)
def test_a_command_with_an_option_that_its_program_does_not_know_is_refused(
    typed: str, parser: str, expected: int, tmp_path: Path
) -> None:
    files = WHOLE | {
        "README.md": README.replace("python train.py", typed),
        "train.py": "import common\n" + parser + TRAIN,
    }
    files["common.py"] = 'def add_weeks(parser):\n    parser.add_argument("--weeks")\n'
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == expected
    assert expected != 1 or "--weeks, which train.py:6 does not know" in finding.reason


def test_data_that_is_read_where_it_does_not_lie_is_named(tmp_path: Path) -> None:
    files = WHOLE | {"train.py": TRAIN.replace("data/boats.csv", "boats.csv")}
    finding = judged("reproducible-runs", tmp_path / "elsewhere", files)
    assert finding.level == 1
    assert "data/boats.csv" in finding.reason
    beside = {name.replace("train.py", "data/train.py"): content for name, content in files.items()}
    beside["README.md"] = README.replace("python train.py", "cd data && python train.py")
    assert level(tmp_path / "beside", beside) == 2


@pytest.mark.parametrize("typed", ['"train boats.py"', "'train boats.py'", "train\\ boats.py"])
def test_a_script_with_a_space_in_its_name_is_found(typed: str, tmp_path: Path) -> None:
    files: Files = {
        "README.md": README.replace("train.py", typed),
        "train boats.py": TRAIN,
        "data/boats.csv": DATA,
    }
    assert level(tmp_path, files) == 2


def test_a_script_that_types_the_steps_for_a_shell_runs_them(tmp_path: Path) -> None:
    started = (
        'import subprocess\n\n\ndef run(line):\n    subprocess.run(line, shell=True)\n\n\nrun("python -m src.train")\n'
    )
    files: Files = {"src/__init__.py": "", "src/train.py": TRAIN, "run_all.py": started, "data/boats.csv": DATA}
    finding = judged("reproducible-runs", tmp_path / "untold", files | {"README.md": "# Boats\n"})
    assert finding.level == 1
    assert "run_all.py" in (finding.fix or "")
    told = files | {"README.md": "# Boats\n\n```bash\npython run_all.py\n```\n"}
    assert level(tmp_path / "told", told) == 2


def test_without_a_command_the_advice_names_what_is_unseeded_as_well(tmp_path: Path) -> None:
    files = WHOLE | {
        "README.md": "# Boats\n",
        "train.py": TRAIN.replace(", random_state=1", "").replace("random_state=1", ""),
    }
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == 1
    assert "seed for what train.py:8 and :9 draw" in (finding.fix or "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("python train.py --depth 3 …", 1), ("python train.py --depth 3 ...", 1), ("python train.py", 2)],
)
def test_a_command_that_breaks_off_is_not_written_down(typed: str, expected: int, tmp_path: Path) -> None:
    finding = judged("reproducible-runs", tmp_path, WHOLE | {"README.md": README.replace("python train.py", typed)})
    assert finding.level == expected
    assert expected == 2 or "behind the dots" in finding.reason


def test_all_that_draws_without_a_seed_is_listed(tmp_path: Path) -> None:
    unseeded = TRAIN.replace(", random_state=1", "").replace("random_state=1", "")
    finding = judged("reproducible-runs", tmp_path, WHOLE | {"train.py": unseeded})
    assert finding.level == 1
    assert "train.py:8 and :9 draw at random" in finding.reason


def test_a_script_on_the_side_is_not_the_run_that_is_told_of(tmp_path: Path) -> None:
    both = README.replace("python train.py", "python smoke.py\npython train.py")
    finding = judged("reproducible-runs", tmp_path, WHOLE | {"README.md": both, "smoke.py": TRAIN})
    assert finding.level == 2
    assert "runs train.py" in finding.reason


def test_training_by_hand_that_stops_is_not_said_to_be_rerun(tmp_path: Path) -> None:
    reads = "import pickle\n\nwith open('rows.pkl', 'rb') as file:\n    rows = pickle.load(file)\n\n" + TRAIN
    files = WHOLE | {"README.md": "# Boats\n", "train.py": reads}
    finding = judged("reproducible-runs", tmp_path / "absent", files)
    assert finding.level == 1
    assert "rows.pkl, which is not here and which no code writes" in finding.reason
    writes = files | {"rows.py": "import pickle\n\npickle.dump([1], open('rows.pkl', 'wb'))\n"}
    finding = judged("reproducible-runs", tmp_path / "written", writes)
    assert "by hand" in finding.reason


def test_a_request_to_train_is_no_missing_command(tmp_path: Path) -> None:
    body = "".join(f"    {line}\n" for line in TRAIN.splitlines() if line)
    app = f"from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post('/train')\ndef train():\n{body}    return 1\n"
    readme = "# Boats\n\n```bash\nuvicorn app:app\ncurl -X POST http://localhost:8000/train\n```\n"
    files: Files = {"README.md": readme, "app.py": app, "data/boats.csv": DATA}
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == 1
    assert "README.md:5" in finding.reason


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, 0),
        ({"harbour/learning.py": "def learn(rows):\n    return rows\n"}, 1),
        ({"again.ipynb": notebook((TRAIN, ""))}, 1),
    ],
    ids=["gone", "there", "another trains without it"],
)
def test_a_notebook_that_imports_modules_of_the_project_that_are_gone_cannot_be_rerun(
    more: Files, expected: int, tmp_path: Path
) -> None:
    cells = notebook(("from harbour.tidy import tidied\nfrom harbour.learning import learn", ""), (TRAIN, ""))
    files: Files = {"README.md": "# Boats\n", "train.ipynb": cells, "data/boats.csv": DATA}
    files |= {"harbour/tidy.py": "def tidied(rows):\n    return rows.dropna()\n", **more}
    finding = judged("reproducible-runs", tmp_path, files)
    assert finding.level == expected
    assert ("cell 1 imports harbour/learning, which is not there" in finding.reason) == (expected == 0)


def test_a_script_that_imports_a_module_that_is_gone_cannot_be_rerun_where_no_command_does(tmp_path: Path) -> None:
    files = WHOLE | {"train.py": f"from .tidy import tidied\n{TRAIN}"}
    assert level(tmp_path / "told", files) == 1
    assert level(tmp_path / "by hand", files | {"README.md": "# Boats\n"}) == 0


@pytest.mark.parametrize(
    ("more", "told", "expected"),
    [
        ({}, "", 1),
        ({}, "\nFirst, `python tidy.py`.\n", 2),
        ({}, "\n- tidy.py: tidies the rows\n", 2),
        ({"tidied.csv": DATA}, "", 2),
        ({"Makefile": "all:\n\tpython tidy.py\n\tpython train.py\n"}, "", 2),
        ({"tidy.py": "import pandas as pd\n\nprint(pd.read_csv('data/boats.csv'))\n"}, "\nGet tidied.csv.\n", 2),
    ],
    ids=["left out", "told", "named", "here", "a task", "made by nobody"],
)
def test_a_table_that_only_a_script_makes_which_nobody_tells_of_is_a_step_not_written_down(
    more: Files, told: str, expected: int, tmp_path: Path
) -> None:
    tidy = "import pandas as pd\n\npd.read_csv('data/boats.csv').dropna().to_csv('tidied.csv')\n"
    files = WHOLE | {"train.py": TRAIN.replace("data/boats.csv", "tidied.csv"), "tidy.py": tidy}
    finding = judged("reproducible-runs", tmp_path, files | {"README.md": README + told, **more})
    assert finding.level == expected
    assert ("reads tidied.csv, which tidy.py makes, and nothing says to run that" in finding.reason) == (expected == 1)


STANDING_IN = """\
import joblib
import numpy as np
import streamlit as st
from pathlib import Path
from sklearn.ensemble import RandomForestClassifier

if Path("model.joblib").exists():
    model = joblib.load("model.joblib")
else:
    rng = np.random.default_rng(1)
    model = RandomForestClassifier(random_state=1).fit(rng.normal(size=(60, 2)), rng.integers(0, 2, 60))
st.write(model.predict([[st.number_input("hull"), st.number_input("mast")]]))
"""


def test_an_app_is_not_told_to_measure_what_stands_in_for_the_model(tmp_path: Path) -> None:
    files = {"README.md": README.replace("python train.py", "streamlit run app.py"), "app.py": STANDING_IN}
    files["learn.ipynb"] = notebook((TRAIN, "0.8"))
    finding = judged("reproducible-runs", tmp_path, {**files, "data/boats.csv": DATA})
    assert finding.level == 1
    assert str(finding.fix).startswith("Move the training of learn.ipynb into a script")


def test_an_app_that_learns_from_the_data_is_told_to_measure(tmp_path: Path) -> None:
    learning = "\n".join(line for line in TRAIN.splitlines() if "f1_score" not in line)
    asking = "st.write(model.predict([[st.number_input('hull'), 2]]))"
    app = f"import numpy as np\nimport streamlit as st\n{learning}\n{asking}\n"
    files = {"README.md": README.replace("python train.py", "streamlit run app.py"), "app.py": app}
    finding = judged("reproducible-runs", tmp_path, {**files, "data/boats.csv": DATA})
    assert finding.level == 1
    assert finding.fix == "Let app.py measure the model that it trains, and print or save the metrics."


@pytest.mark.parametrize("measures", [True, False])
def test_a_training_that_measures_nothing_is_to_do_so_before_a_command_prints_it(
    measures: bool, tmp_path: Path
) -> None:
    code = TRAIN if measures else "".join(line for line in TRAIN.splitlines(keepends=True) if "f1_score" not in line)
    fix = judged("reproducible-runs", tmp_path, {"train.py": code, "data/boats.csv": DATA}).fix or ""
    assert fix.startswith("Write down one command" if measures else "Let train.py measure the model that it trains")
    assert "in the README or a Makefile" in fix
