"""data-access: which file is told to be had, and what the rules of git say to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.data_access import data_access
from tests.criteria.kit import notebook, repository

TRAIN = (
    "import pandas as pd\nfrom sklearn.linear_model import Ridge\n\n"
    "table = pd.read_csv('data/ready.csv')\nRidge().fit(table, table['price'])\n"
)
RAW = "import pandas as pd\n\nboats = pd.read_csv('data/boats.csv').dropna()\n"
KEEP = "def keep(boats, place='data/ready.csv'):\n    boats.to_csv(place)\n"


def fix(path: Path, files: dict[str, str | bytes]) -> str:
    finding = data_access(repository(path, files))
    assert finding.level == 0
    return str(finding.fix)


@pytest.mark.parametrize(
    "writing",
    ["boats.to_csv('data/ready.csv')\n", "OUT = 'data/ready.csv'\nboats.to_csv(OUT)\n", KEEP],
    ids=["named", "by a name", "by default"],
)
def test_the_raw_file_is_to_be_had_and_not_what_the_project_writes(writing: str, tmp_path: Path) -> None:
    assert "(a_train.py:4 reads data/ready.csv)" in fix(tmp_path / "raw", {"a_train.py": TRAIN, "look.py": RAW})
    made = fix(tmp_path / "made", {"a_train.py": TRAIN, "look.py": RAW + writing})
    assert "(look.py:3 reads data/boats.csv)" in made


def test_a_raw_file_that_a_function_of_the_project_is_told_is_found(tmp_path: Path) -> None:
    look = notebook(("import tools\nboats = tools.load_boats('boats.csv')\n", ""))
    files: dict[str, str | bytes] = {"train.py": TRAIN, "tools.py": KEEP, "look.ipynb": look}
    assert "reads boats.csv)" in fix(tmp_path / "told", files)
    said = notebook(("import tools\ntools.say('boats.csv')\n", ""))
    assert "reads data/ready.csv)" in fix(tmp_path / "said", {**files, "look.ipynb": said})


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("*.pyc\n/data/\n", " (with git add -f: .gitignore:2 keeps out /data/)"),
        ("*.csv\n", " (with git add -f: .gitignore:1 keeps out *.csv)"),
        ("# no data/\nlogs/\n", ""),
        ("data/*\n!data/ready.csv\n", ""),
    ],
)
def test_a_sample_where_the_rules_of_git_keep_it_out_is_to_be_forced(rules: str, said: str, tmp_path: Path) -> None:
    assert f"Commit a sample of the data{said}, add a script" in fix(tmp_path, {"train.py": TRAIN, ".gitignore": rules})


def test_a_file_without_a_folder_is_looked_for_in_the_one_for_data(tmp_path: Path) -> None:
    code = TRAIN.replace("data/ready.csv", "ready.csv")
    assert ".gitignore:1 keeps out data)" in fix(tmp_path, {"train.py": code, ".gitignore": "data\n"})


def test_the_file_that_the_training_script_reads_is_told_before_one_of_another_script(tmp_path: Path) -> None:
    beside = "import pandas as pd\n\nprint(pd.read_csv('other/boats.csv'))\n"
    assert "train.py:4 reads data/ready.csv" in fix(tmp_path / "script", {"a_look.py": beside, "train.py": TRAIN})
    fitting: dict[str, str | bytes] = {"a_look.py": beside, "train.ipynb": notebook((TRAIN, ""))}
    assert "a_look.py:3 reads other/boats.csv" in fix(tmp_path / "notebook", fitting)
