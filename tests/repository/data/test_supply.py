"""How a stranger gets the data: stores of DVC that only their owner reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import repository

BUCKET = "['remote \"kept\"']\n    url = s3://harbour/boats\n"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (BUCKET, False),
        ("['remote \"kept\"']\n    url = gs://harbour\n", False),
        (BUCKET + "    allow_anonymous_login = true\n", True),
        ("['remote \"kept\"']\n    url = https://dagshub.com/ann/boats.dvc\n", True),
        (f"[core]\n    remote = kept\n['remote \"shared\"']\n    url = gdrive://1abc\n{BUCKET}", False),
        (f"[core]\n    remote = shared\n['remote \"shared\"']\n    url = gdrive://1abc\n{BUCKET}", True),
    ],
)
def test_a_bucket_that_asks_for_keys_gives_nothing_to_a_stranger(settings: str, expected: bool, tmp_path: Path) -> None:
    files = {
        "README.md": "# Boats\n\n```bash\ndvc pull\n```\n",
        "train.py": 'import pandas as pd\n\nboats = pd.read_csv("data/boats.csv")\n',
        "data/boats.csv.dvc": "outs:\n- md5: 1\n  path: boats.csv\n",
        ".dvc/config": settings,
    }
    assert bool(repository(tmp_path, files).supply.instructions) is expected
