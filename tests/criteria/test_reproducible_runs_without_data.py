"""What keeps a stranger from making results again: data that only its author has, and servers that only they run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.boats import DATA, TRAIN, Files, judged
from tests.criteria.kit import notebook

FIT = "from sklearn.linear_model import LogisticRegression\n\n\ndef train(x, y):\n    return LogisticRegression().fit(x, y)\n"
NOTEBOOK = 'import pandas as pd\nfrom train import train\n\nboats = pd.read_csv("data/boats.csv")\n'
USE = 'train(boats[["mast"]], boats["sold"])\n'


def test_the_file_that_is_lacking_is_named_where_it_is_read_and_not_where_nothing_is(tmp_path: Path) -> None:
    found = judged("reproducible-runs", tmp_path, {"train.py": FIT, "eda.ipynb": notebook((NOTEBOOK + USE, ""))})
    assert found.level == 0
    assert "data/boats.csv is neither in the repository" in found.reason
    assert [place.path for place in found.evidence] == ["eda.ipynb"]


@pytest.mark.parametrize(
    "writing",
    [
        'boats.to_csv("data/clean.csv")\n',
        'OUT = "data/clean.csv"\nboats.to_csv(OUT)\n',
        'def keep(table, path="data/clean.csv"):\n    table.to_csv(path)\n\n\nkeep(boats)\n',
    ],
    ids=["by its name", "by a constant", "by a default"],
)
def test_a_file_that_the_code_writes_is_not_asked_for(writing: str, tmp_path: Path) -> None:
    again = 'clean = pd.read_csv("data/clean.csv")\ntrain(clean[["mast"]], clean["sold"])\n'
    raw = NOTEBOOK.replace("boats.csv", "raw.csv")
    written: Files = {"train.py": FIT, "make.ipynb": notebook((again, ""), (raw + writing, ""))}
    found = judged("reproducible-runs", tmp_path / "written", written)
    assert "data/raw.csv, which make.ipynb" in (found.fix or "")
    read: Files = {"train.py": FIT, "make.ipynb": notebook((again, ""), (raw, ""))}
    assert "data/clean.csv, which make.ipynb" in (judged("reproducible-runs", tmp_path / "read", read).fix or "")


def test_a_path_of_ones_own_machine_in_another_notebook_is_told_with_it(tmp_path: Path) -> None:
    own = notebook(('print(open("/home/anna/boats/notes.txt").read())', ""))
    files: Files = {"train.py": FIT, "eda.ipynb": notebook((NOTEBOOK + USE, "")), "notes.ipynb": own}
    found = judged("reproducible-runs", tmp_path, files)
    assert "the path of your own machine at notes.ipynb" in (found.fix or "")
    assert "notes.ipynb" in {place.path for place in found.evidence}


TRACKED = 'import mlflow\n\nmlflow.set_tracking_uri("http://localhost:5000")\n' + TRAIN


def test_a_tracking_server_that_nothing_starts_stops_the_training(tmp_path: Path) -> None:
    found = judged("reproducible-runs", tmp_path, {"train.py": TRACKED, "data/boats.csv": DATA})
    assert found.level == 1
    assert "train.py:3 logs to a tracking server on its author's machine" in found.reason
    assert "./mlruns" in (found.fix or "")
    assert any("set_tracking_uri" in place.excerpt for place in found.evidence)


@pytest.mark.parametrize(
    "files",
    [
        {"train.py": TRACKED, "README.md": "# Boats\n\nFirst run `mlflow server --port 5000`.\n"},
        {"train.py": TRACKED, "compose.yaml": "services:\n  log:\n    image: ghcr.io/mlflow/mlflow\n"},
        {"train.py": TRACKED.replace("http://localhost:5000", "sqlite:///runs.db")},
    ],
    ids=["a text starts it", "a container does", "a file"],
)
def test_one_that_something_starts_does_not(files: dict[str, str], tmp_path: Path) -> None:
    found = judged("reproducible-runs", tmp_path, {**files, "data/boats.csv": DATA})
    assert "tracking server" not in found.reason


def test_an_upload_to_a_bucket_is_made_an_option(tmp_path: Path) -> None:
    sent = TRAIN + '\nimport boto3\n\nboto3.client("s3").upload_file("model.pkl", "boats", "model.pkl")\n'
    found = judged("reproducible-runs", tmp_path / "sent", {"train.py": sent, "data/boats.csv": DATA})
    line = sent[: sent.index("boto3.client")].count("\n") + 1
    assert f"make the upload at train.py:{line} an option" in (found.fix or "")
    kept = judged("reproducible-runs", tmp_path / "kept", {"train.py": TRAIN, "data/boats.csv": DATA})
    assert "upload" not in (kept.fix or "")


READS = "import pandas as pd\n\n\ndef read_boats(path):\n    return pd.read_csv(path)\n"
HANDED = TRAIN.replace('pd.read_csv("data/boats.csv")', 'read_boats("data/boats.csv")').replace(
    "import pandas as pd", "from reading import read_boats"
)


def test_a_file_that_a_reading_function_is_handed_is_named_with_the_rule_that_keeps_it_out(tmp_path: Path) -> None:
    files: Files = {"train.py": HANDED, "reading.py": READS, "Makefile": "train:\n\tpython train.py\n"}
    files |= {"README.md": "# Boats\n\nDataset: **Boats of the Coast**\n\n```bash\nmake train\n```\n"}
    found = judged("reproducible-runs", tmp_path / "kept", files | {".gitignore": "*.csv\n"})
    assert "how to get data/boats.csv, which train.py:7 reads" in found.reason
    assert "Commit such a sample with git add -f: .gitignore:1 keeps out *.csv." in (found.fix or "")
    assert "git add -f" not in (judged("reproducible-runs", tmp_path / "free", files).fix or "")


@pytest.mark.parametrize(("address", "is_told"), [("http://127.0.0.1:5000", True), ("sqlite:///runs.db", False)])
def test_a_server_under_a_name_is_told_beside_what_is_mended_first(address: str, is_told: bool, tmp_path: Path) -> None:
    tracked = f'import mlflow\n\nSERVER = "{address}"\nmlflow.set_tracking_uri(SERVER)\n' + TRAIN.replace(
        ", random_state=1)", ")"
    )
    files: Files = {
        "train.py": tracked,
        "data/boats.csv": DATA,
        "README.md": "# Boats\n\n```bash\npython train.py\n```\n",
    }
    found = judged("reproducible-runs", tmp_path, files)
    assert "Set a seed" in (found.fix or "")
    assert ("train.py:4 logs to a tracking server" in (found.fix or "")) is is_told
