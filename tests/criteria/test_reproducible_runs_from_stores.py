"""Reproducible runs: data that nothing here brings along, fills or says how to get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.boats import DATA, README, TRAIN, WHOLE, Files, judged

ENGINE = 'engine = create_engine("postgresql://ann:secret@localhost/harbour")\n'
FROM_TABLE = (
    TRAIN.replace('pd.read_csv("data/boats.csv")', 'pd.read_sql("SELECT * FROM old_boats", engine)')
    .replace("data = ", f"{ENGINE}data = ")
    .replace("import pandas as pd\n", "import pandas as pd\nfrom sqlalchemy import create_engine\n")
)
LOADING = (
    'import boto3\nimport pandas as pd\n\n\ndef boats():\n    client = boto3.client("s3")\n'
    '    found = client.get_object(Bucket="harbour", Key="boats.csv")\n    return pd.read_csv(found["Body"])\n'
)
FROM_BUCKET = "from loading import boats\n" + TRAIN.replace('pd.read_csv("data/boats.csv")', "boats()")


class TestTables:
    def test_a_table_that_nothing_fills_keeps_training_from_being_rerun_by_hand(self, tmp_path: Path) -> None:
        files: Files = {"README.md": "# Boats\n", "train.py": FROM_TABLE, "data/boats.csv": DATA}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 0
        assert "reads the table old_boats of a database, which nothing in the repository fills" in finding.reason
        assert finding.evidence[0].excerpt.startswith("data = pd.read_sql(")
        assert "Read data/boats.csv at train.py:9 instead" in (finding.fix or "")

    def test_a_written_down_command_does_not_fill_it(self, tmp_path: Path) -> None:
        finding = judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": FROM_TABLE})
        assert finding.level == 1
        assert "old_boats" in finding.reason

    def test_a_command_that_fails_by_its_imports_as_well_reruns_nothing(self, tmp_path: Path) -> None:
        inside = FROM_TABLE.replace("import joblib\n", "import joblib\nfrom harbour.hulls import LONGEST\n")
        readme = README.replace("train.py", "harbour/train.py")
        files: Files = {
            "README.md": readme,
            "harbour/train.py": inside,
            "harbour/hulls.py": "LONGEST = 9\n",
            "data/boats.csv": DATA,
        }
        finding = judged("reproducible-runs", tmp_path / "both", files)
        assert finding.level == 0
        assert "old_boats" in finding.reason
        assert "imports harbour.hulls" in finding.reason
        there = inside.replace('pd.read_sql("SELECT * FROM old_boats", engine)', 'pd.read_csv("data/boats.csv")')
        assert judged("reproducible-runs", tmp_path / "one", {**files, "harbour/train.py": there}).level == 1

    def test_a_comment_and_a_query_fill_nothing(self, tmp_path: Path) -> None:
        sql = "-- CREATE TABLE old_boats (hull int);\nselect * from old_boats;\n"
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": FROM_TABLE, "look.sql": sql}).level == 1

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("load.sql", "COPY old_boats FROM '/data/boats.csv' CSV HEADER;\n"),
            ("load.py", 'import pandas as pd\n\npd.read_csv("data/boats.csv").to_sql("old_boats", None)\n'),
            ("docs/setup.md", "# Setting up\n\nImport data/boats.csv into the table old_boats.\n"),
            ("harbour.sql.gz", "packed\n"),
        ],
    )
    def test_a_table_that_something_fills_or_tells_of_is_there(self, name: str, text: str, tmp_path: Path) -> None:
        assert judged("reproducible-runs", tmp_path, {**WHOLE, "train.py": FROM_TABLE, name: text}).level == 2

    def test_a_file_of_a_database_may_hold_it(self, tmp_path: Path) -> None:
        code = FROM_TABLE.replace("postgresql://ann:secret@localhost/harbour", "sqlite:///harbour.db")
        files: Files = {"README.md": README, "train.py": code, "data/boats.csv": DATA, "harbour.db": b"SQLite\0"}
        assert judged("reproducible-runs", tmp_path, files).level == 2


class TestBuckets:
    def test_a_bucket_that_nothing_fills_is_in_the_way(self, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": FROM_BUCKET, "loading.py": LOADING}
        finding = judged("reproducible-runs", tmp_path, files)
        assert finding.level == 1
        assert "loading.py:7 reads a bucket, which nothing in the repository fills" in finding.reason

    @pytest.mark.parametrize(
        "more",
        [
            {"upload.py": 'import boto3\n\nboto3.client("s3").upload_file("data/boats.csv", "harbour", "boats.csv")\n'},
            {"README.md": README + "\nUpload data/boats.csv to a bucket of yours first.\n"},
            {"loading.py": LOADING.replace('"s3")', '"s3", config=Config(signature_version=UNSIGNED))')},
        ],
    )
    def test_a_bucket_that_is_filled_told_of_or_open_is_not(self, more: Files, tmp_path: Path) -> None:
        files = {**WHOLE, "train.py": FROM_BUCKET, "loading.py": LOADING, **more}
        assert judged("reproducible-runs", tmp_path, files).level == 2


class TestUnplaced:
    BY_ARGUMENT = TRAIN.replace('"data/boats.csv"', "sys.argv[1]").replace(
        "import joblib", "import sys\n\nimport joblib"
    )

    def test_data_that_is_only_called_by_what_it_is_about_cannot_be_had(self, tmp_path: Path) -> None:
        named = README + "\n## Data\n\nThe data is the Telco customer churn dataset.\n"
        finding = judged("reproducible-runs", tmp_path, {"README.md": named, "train.py": self.BY_ARGUMENT})
        assert finding.level == 1
        assert "no text says how to get the data, which train.py:9 reads" in finding.reason
        assert "Say which file to download" in (finding.fix or "")

    @pytest.mark.parametrize(
        "more",
        [
            "It is at https://www.kaggle.com/datasets/ann/boats.\n",
            "Download and unpack it by hand below `data/raw/`.\n",
        ],
    )
    def test_a_link_or_where_to_put_it_is_enough(self, more: str, tmp_path: Path) -> None:
        named = README + "\n## Data\n\nThe data is the Telco customer churn dataset.\n" + more
        files: Files = {"README.md": named, "train.py": self.BY_ARGUMENT}
        assert judged("reproducible-runs", tmp_path, files).level == 2

    def test_who_gives_it_away_is_enough(self, tmp_path: Path) -> None:
        named = README + "\n## Data\n\nThe data is the Kaggle dataset Boats of the North.\n"
        files: Files = {"README.md": named, "train.py": self.BY_ARGUMENT}
        assert judged("reproducible-runs", tmp_path, files).level == 2
