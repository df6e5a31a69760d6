"""data-access and data-lineage: files that the project itself makes, and sources that nobody can reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.responsible.data_lineage import data_lineage
from portfolio_kit.criteria.show.data_access import data_access
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from tests.criteria.kit import repository

ROWS = "day,catch,wind,boat\n" + "\n".join(f"{n},{n * 2},{n % 5},b{n % 3}" for n in range(30)) + "\n"
CUT = """\
import pandas as pd


def catches(path="{path}"):
    return pd.read_csv(path)


catches().to_pickle("work/weeks.pkl")
"""
LEARN = 'import pandas as pd\n\nweeks = pd.read_pickle("work/weeks.pkl")\n'


def access(folder: Path, files: dict[str, str | bytes]) -> int | None:
    return data_access(repository(folder, files)).level


def test_what_the_step_before_writes_needs_not_be_here(tmp_path: Path) -> None:
    assert access(tmp_path, {"cut.py": CUT.format(path="lake/rows.csv"), "learn.py": LEARN, "lake/rows.csv": ROWS}) == 2


def test_what_nothing_writes_has_to_be_here(tmp_path: Path) -> None:
    assert access(tmp_path, {"learn.py": LEARN, "lake/rows.csv": ROWS}) == 1


def test_a_stage_of_dvc_makes_what_it_says(tmp_path: Path) -> None:
    dvc = "stages:\n  cut:\n    cmd: ./cut\n    outs:\n      - work/weeks.pkl\n"
    assert access(tmp_path, {"dvc.yaml": dvc, "learn.py": LEARN, "lake/rows.csv": ROWS}) == 2


@pytest.mark.parametrize(
    ("row", "level"), [('table["boat"], table["wind"], table["year"]', 2), ('table["age"], table["year"]', 0)]
)
def test_a_table_with_other_columns_that_nobody_names(row: str, level: int, tmp_path: Path) -> None:
    code = f'import pandas as pd\n\ntable = pd.read_csv("data/people.csv")\nprint({row})\n'
    assert access(tmp_path, {"learn.py": code, "data/rows.csv": ROWS}) == level


@pytest.mark.parametrize(
    ("host", "level"), [("http://10.1.2.3:80", 0), ("http://disk.lan", 0), ("https://lake.org", 2)]
)
def test_an_address_of_a_private_network_gives_nothing(host: str, level: int, tmp_path: Path) -> None:
    code = f'import requests\n\n\ndef download():\n    return requests.get("{host}/rows.csv").content\n\n\ndownload()\n'
    assert access(tmp_path, {"fetch.py": code}) == level


@pytest.mark.parametrize(("file", "level"), [("FILE_4711", 2), ("YOUR_FILE_ID", 0)])
def test_an_address_whose_gap_was_never_filled_in(file: str, level: int, tmp_path: Path) -> None:
    code = (
        f'import requests\n\nFILE = "{file}"\nURL = "https://drive.google.com/uc?id={{}}"\n\n\n'
        "def fetch():\n    return requests.get(URL.format(FILE)).content\n\n\nfetch()\n"
    )
    assert access(tmp_path, {"fetch.py": code}) == level


@pytest.mark.parametrize(("settings", "level"), [("", 0), ("*.csv filter=lfs diff=lfs\n", 2)])
def test_a_pointer_counts_where_git_is_told_of_it(settings: str, level: int, tmp_path: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 84199\n"
    code = 'import pandas as pd\n\nprint(pd.read_csv("data/rows.csv"))\n'
    assert access(tmp_path, {"learn.py": code, "data/rows.csv": pointer, ".gitattributes": settings}) == level


@pytest.mark.parametrize(("line", "level"), [("curl -sIL $URL > /dev/null && echo done", 1), ("curl -LO $URL", 2)])
def test_asking_whether_it_is_there_brings_nothing(line: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Voices\n\n## Data\n\nRAVDESS recordings.\n\n    bash scripts/download_data.sh\n",
        "scripts/download_data.sh": f"URL=https://zenodo.org/record/1188976\n{line}\n",
        "learn.py": "import librosa\n\nprint(librosa.load('a.wav'))\n",
    }
    assert access(tmp_path, files) == level


@pytest.mark.parametrize(("body", "level"), [("print(f'Go to {PLACE}')", 1), ("urlretrieve(PLACE, 'rows.csv')", 2)])
def test_a_task_that_only_says_where_to_go_brings_nothing(body: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Lake\n\n## Data\n\nCatches by the open data portal of the lake.\n\n    make data\n",
        "Makefile": "data:\n\tpython get.py\n",
        "get.py": f"from os import path\nPLACE = 'https://opendata.lake.org'\n{body}\n".replace(
            "from os", "from urllib.request import urlretrieve\nfrom os" if level == 2 else "from os"
        ),
        "learn.py": 'import pandas as pd\n\nprint(pd.read_csv("rows.csv"))\n',
    }
    assert access(tmp_path, files) == level


def test_a_generator_of_any_name_makes_data(tmp_path: Path) -> None:
    code = (
        "import numpy as np\nimport pandas as pd\n\n\ndef invent(n):\n    dice = np.random.default_rng(3)\n"
        "    return pd.DataFrame({'a': dice.normal(size=n), 'b': dice.integers(9, size=n), 'c': dice.random(n)})\n\n\n"
        "invent(9).to_csv('rows.csv')\n"
    )
    assert access(tmp_path, {"cli.py": code, "learn.py": 'import pandas as pd\n\npd.read_csv("rows.csv")\n'}) == 2


@pytest.mark.parametrize(("written", "level"), [("letters/letters.csv", 2), ("letters/others.csv", 0)])
def test_a_script_that_draws_the_very_file_that_is_read_makes_data_whatever_it_is_called(
    written: str, level: int, tmp_path: Path
) -> None:
    code = (
        "import csv\nimport random\n\n\ndef main():\n    rows = []\n    for number in range(9):\n"
        "        rows.append([random.choice('ab'), random.choice('cd'), random.random()])\n"
        f"    with open('{written}', 'w') as file:\n        csv.writer(file).writerows(rows)\n\n\nmain()\n"
    )
    files: dict[str, str | bytes] = {
        "put_together.py": code,
        "learn.py": 'import pandas as pd\n\npd.read_csv("letters/letters.csv")\n',
    }
    assert access(tmp_path, files) == level


LINEAGE = 'import pandas as pd\n\nprint(pd.read_csv("data/rows.csv").dropna())\n'


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Rows exported from the harbour's books under a written agreement with the master.", 2),
        ("Rows exported from the harbour's books (this project only, no passing on).", 2),
        ("[CREMA-D](https://github.com/a/CREMA-D) recordings, Open Database License 1.0.", 2),
        ("Rows exported from the harbour's books.", 1),
    ],
)
def test_terms_in_other_words(text: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"README.md": f"# Lake\n\n## Data\n\n{text}\n", "learn.py": LINEAGE}
    assert data_lineage(repository(tmp_path, {**files, "data/rows.csv": ROWS})).level == level


@pytest.mark.parametrize(("pointer", "level"), [("data/raw.dvc", 2), ("models/net.dvc", 1)])
def test_what_dvc_keeps_of_the_data_is_its_version(pointer: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Lake\n\n## Data\n\nhttps://www.kaggle.com/datasets/lake/catches\n",
        "learn.py": LINEAGE,
        pointer: "outs:\n- md5: 40135225166b334bffc53c5ae5993437.dir\n  path: raw\n",
    }
    assert data_lineage(repository(tmp_path, files)).level == level


def test_a_stand_in_for_a_file_that_is_here_is_no_source(tmp_path: Path) -> None:
    made = (
        "import numpy as np\n\nnp.random.seed(1)\n\n\ndef sample_data():\n    return pd.DataFrame({'a': np.random.rand(9), "
        "'b': np.random.rand(9), 'c': np.random.randint(9)})\n\n\nprint(sample_data())\n"
    )
    files: dict[str, str | bytes] = {"learn.py": LINEAGE + made, "data/rows.csv": ROWS}
    assert data_lineage(repository(tmp_path, files)).level == 0


def test_a_list_of_sources_in_code_names_them(tmp_path: Path) -> None:
    code = LINEAGE + 'sources = ["Harbour Office", "Met Office"]\n'
    assert data_lineage(repository(tmp_path, {"learn.py": code, "data/rows.csv": ROWS})).level == 1
    assert data_lineage(repository(tmp_path / "b", {"learn.py": LINEAGE + 'sources = ["a"]\n'})).level == 0


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("git clone --depth 1 https://github.com/lab/CREMA-D", 2),
        ("git clone --depth 1 https://github.com/lab/tools", 0),
        ("wget https://lab.org/voices.zip", 2),
        ("ls voices", 0),
    ],
)
def test_what_a_shell_is_told_by_code(line: str, level: int, tmp_path: Path) -> None:
    code = f"import subprocess\n\nsubprocess.run({line!r}, shell=True, check=True)\n"
    assert access(tmp_path, {"get.py": code}) == level


@pytest.mark.parametrize(
    ("command", "level"),
    [
        ("cd /opt\\nwget -r https://lab.org/voices/", 2),
        ("curl -sSL https://lab.org/voices.zip > voices.zip", 2),
        ("curl -X POST https://lab.org/ready", 0),
        ("python clean.py", 0),
    ],
)
def test_what_the_shell_of_a_task_of_airflows_is_told(command: str, level: int, tmp_path: Path) -> None:
    code = (
        "from airflow.operators.bash import BashOperator\n\n"
        f'fetch = BashOperator(task_id="fetch", bash_command="""{command}""")\n'
    )
    assert access(tmp_path, {"dags/voices.py": code}) == level


@pytest.mark.parametrize(
    ("files", "level"),
    [
        ({"README.md": "# Boats\n\n## Data\n\nWritten after the [template](https://github.com/cards/blob/main/datasets/card_template.md).\n"}, 0),
        ({"README.md": "# Boats\n\n## Data\n\nSee the [rows](https://github.com/boats/blob/main/datasets/card.md).\n"}, 1),
        ({"README.md": "# Boats\n\n## Data\n\nRare boats are weighted, avoiding unrealistic synthetic data.\n"}, 0),
        ({"README.md": "# Boats\n\n## Data\n\nRare boats are weighted, with synthetic data for the rest.\n"}, 1),
        ({"README.md": "# Boats\n\n## Data\n\nThe images of the answer are sourced from `assets/names.json`.\n"}, 0),
        ({"README.md": "# Boats\n\n## Data\n\nThe images were collected manually from the harbour office.\n"}, 1),
        ({"set_up.sh": "pip install tool==3 --constraint https://raw.githubusercontent.com/tool/constraints.txt\n"}, 0),
        ({"set_up.sh": "curl -O https://raw.githubusercontent.com/boats/rows.csv\n"}, 1),
    ],
)  # fmt: skip
def test_what_is_only_spoken_of_beside_data_is_no_source(files: dict[str, str], level: int, tmp_path: Path) -> None:
    assert data_lineage(repository(tmp_path, {"learn.py": LINEAGE, "data/rows.csv": ROWS, **files})).level == level


def test_the_licence_in_the_card_of_a_data_set_is_that_of_the_source_it_names(tmp_path: Path) -> None:
    card = "# Boats\n\n## Data\n\n[Boats](https://www.kaggle.com/datasets/ann/boats).\n\n## Licence\n\nCC BY 4.0\n"
    files = {"learn.py": LINEAGE, "data/rows.csv": ROWS}
    for name, lines in (("docs/dataset-card.md", [5, 9]), ("docs/notes.md", [5])):
        found = data_lineage(repository(tmp_path / name[:8], {**files, name: card}))
        assert [place.line for place in found.evidence if place.path == name] == lines


CAVEAT = "## Pictures\n\nThis is **not** about houses: the Sentinel-2 data will not resolve single boats."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # What the data can't tell, and where the project gives it away again, are not whence it comes.
        (f"{CAVEAT}\n\n## Data\n\nThe data comes from the harbour office. Do not pass it on.\n", 9),
        (
            "## Data\n\n[Dataset](https://github.com/ann/boats/releases)\n\n## Origin\n\nData collected from the office.\n",
            9,
        ),
        # Where nothing else is said, that is the place.
        (f"{CAVEAT}\n", 5),
    ],
)
def test_a_source_is_shown_where_a_text_says_that_it_is_one(tmp_path: Path, text: str, line: int) -> None:
    found = data_lineage(repository(tmp_path, {"README.md": f"# Boats\n\n{text}", "learn.py": LEARN}))
    assert found.level == 1
    assert found.evidence[0].line == line


@pytest.mark.parametrize(
    ("store", "level"),
    [
        ("url = s3://rows/lake", 2),
        ("url = /mnt/nas/lake", 0),
        ("url = C:\\Users\\me\\lake", 0),
        ("url = s3://rows\n    endpointurl = http://127.0.0.1:9000", 0),
    ],
)
def test_data_that_is_stored_on_its_authors_machine_is_pulled_by_nobody(store: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Lake\n\n## Data\n\n```bash\ndvc pull\n```\n",
        ".dvc/config": f"['remote \"rows\"']\n    {store}\n",
        "cut.py": CUT.format(path="lake/rows.csv"),
    }
    assert access(tmp_path, files) == level


def test_models_that_git_lfs_keeps_are_no_data(tmp_path: Path) -> None:
    files = {
        "README.md": "# Skin\n\nThe trained models are kept with Git LFS. Get them:\n\n```\ngit lfs pull\n```\n",
        ".gitattributes": "*.keras filter=lfs diff=lfs\n",
    }
    assert data_access(repository(tmp_path, files)).level == 0


APP = "import streamlit as st\nimport numpy as np\nimport pandas as pd\nfrom sklearn.svm import SVC\n\nrng = np.random.default_rng(0)\n"
DRAWN = (
    "table = pd.DataFrame({'a': rng.normal(size=9), 'b': rng.normal(size=9), 'y': rng.integers(0, 2, 9)})\n"
    "st.write(SVC().fit(table[['a', 'b']], table['y']).predict(table[['a', 'b']]))\n"
)
READING = "import pandas as pd\nfrom sklearn.svm import SVC\n\nrows = pd.read_csv('loans.csv')\nSVC().fit(rows[['a']], rows['y'])\n"


@pytest.mark.parametrize(("other", "level"), [({"train.py": READING}, 0), ({}, 2)])
def test_what_an_app_draws_to_show_itself_is_not_what_other_code_learns_from(
    other: dict[str, str], level: int, tmp_path: Path
) -> None:
    assert data_access(repository(tmp_path, {"app.py": APP + DRAWN, **other})).level == level


NAMED = "# Boats\n\n## Data\n\n{text}\n"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Download the Kaggle Harbour Bank Account Fraud dataset and place `loans.csv` inside `data/raw/`.", 2),
        ("Baixe o dataset “Carteiras de Lisboa” do Kaggle e coloque `loans.csv` em `dados/`.", 2),
        ("1. Download the Harbour Bank Loans dataset from Kaggle.\n2. Put `loans.csv` into `data/`.", 2),
        ("Download the Harbour Bank Loans dataset from Kaggle.\n\n## Run\n\nPut `loans.csv` into `data/`.", 1),
        ("Download the Harbour Bank Loans dataset from Kaggle.", 1),
        ("Download the Harbour Bank Loans dataset from Kaggle and read `loans.csv`.", 1),
        ("Download the dataset from Kaggle and place `loans.csv` inside `data/raw/`.", 1),
        ("Download The CSV Files From Kaggle and place `loans.csv` inside `data/raw/`.", 1),
    ],
    ids=[
        "all of it",
        "in Portuguese",
        "in two steps",
        "below another heading",
        "the name alone",
        "no folder",
        "no name",
        "capitals of a title",
    ],
)
def test_a_data_set_of_a_hub_needs_no_link_where_its_name_its_file_and_the_folder_are_told(
    text: str, level: int, tmp_path: Path
) -> None:
    assert access(tmp_path, {"train.py": READING, "README.md": NAMED.format(text=text)}) == level


@pytest.mark.parametrize(
    ("text", "level"), [("The data set is Kaggle's bank account fraud.", 1), ("Sign in with your Kaggle account.", 0)]
)
def test_an_account_that_is_to_be_made_is_no_source_but_one_of_a_bank_may_be_in_it(
    text: str, level: int, tmp_path: Path
) -> None:
    assert access(tmp_path, {"train.py": READING, "README.md": NAMED.format(text=text)}) == level


MADE_UP = "from sklearn.datasets import make_classification\n"
FALLING_BACK = (
    f"{MADE_UP}import pandas as pd\nfrom sklearn.svm import SVC\n\ntry:\n    {{first}}\nexcept {{error}}:\n"
    "    x, y = make_classification(n_samples=900, n_features=9)\nSVC().fit(x, y)\n"
)


@pytest.mark.parametrize(
    ("first", "error", "level"),
    [
        ("x, y = split(pd.read_csv('loans.csv'))", "FileNotFoundError", 0),
        ("x, y = split(int(size))", "ValueError", 2),
    ],
)
def test_what_is_made_up_where_the_data_cannot_be_read_is_not_the_data(
    first: str, error: str, level: int, tmp_path: Path
) -> None:
    assert access(tmp_path, {"train.py": FALLING_BACK.format(first=first, error=error)}) == level


@pytest.mark.parametrize(("name", "level"), [("loans.csv", 1), ("boats.csv", 0)])
def test_a_table_of_the_tests_shows_what_the_code_takes_where_it_is_called_so(
    name: str, level: int, tmp_path: Path
) -> None:
    assert access(tmp_path, {"train.py": READING, f"tests/mocks/{name}": ROWS}) == level


@pytest.mark.parametrize(("content", "level"), [(b"$FL2@(#) SPSS DATA FILE", 1), (b"CAUTION! These are settings.", 0)])
def test_a_table_of_spss_begins_as_one(content: bytes, level: int, tmp_path: Path) -> None:
    assert access(tmp_path, {"train.py": READING, "boats.sav": content.ljust(99)}) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("A SQLite3 database in binary format.", 0),
        ("It is kept in a DuckDB database.", 0),
        ("The rows are those of the MIT-BIH database.", 1),
    ],
)
def test_what_keeps_data_is_no_source_of_it(text: str, level: int, tmp_path: Path) -> None:
    assert access(tmp_path, {"train.py": READING, "README.md": NAMED.format(text=text)}) == level


LOADING = "import pandas as pd\n\n{comment}\nloans = pd.read_csv('loans.csv')\nprint(loans.describe())\n"


@pytest.mark.parametrize(
    ("comment", "level"),
    [
        ("# Download from: https://lending.example/c/2019\n# Files needed: loans.csv, towns.csv", 2),
        ("# loans.csv is https://www.kaggle.com/datasets/lab/loans-of-2019", 2),
        ("# Download from: https://lending.example/c/2019\n# Files needed: towns.csv", 1),
        ("# loans.csv, how to read it: https://lending.example/read", 1),
        ("# Download loans.csv from http://192.168.0.4/loans", 1),
        ("# Download from: https://lending.example/c/2019\nprint()\n# loans.csv", 1),
    ],
    ids=["told below", "a data set", "another file", "a page about it", "own network", "two comments"],
)
def test_a_comment_beside_the_code_that_reads_a_file_says_how_to_get_it(
    comment: str, level: int, tmp_path: Path
) -> None:
    told = "# Loans\n\nThe data set is on [Kaggle](https://www.kaggle.com/datasets/lab/loans-of-2019).\n"
    files = {"train.py": LOADING.format(comment=comment), "README.md": told}
    finding = data_access(repository(tmp_path, files))
    assert finding.level == level
    if level == 2:
        assert finding.reason == "A comment in the code of train.py says how to get the data."
        assert finding.evidence[0].line == 3


def test_what_the_training_reads_is_asked_for_before_what_watches_it(tmp_path: Path) -> None:
    told = "# Loans\n\nThe data set is on [Kaggle](https://www.kaggle.com/datasets/lab/loans-of-2019).\n"
    learning = LOADING.format(comment="") + "from sklearn.svm import SVC\nSVC().fit(loans[['age']], loans['due'])\n"
    watching = "import pandas as pd\n\nprint(pd.read_csv('kept.csv').isna().mean())\n"
    finding = data_access(repository(tmp_path, {"a_drift.py": watching, "train.py": learning, "README.md": told}))
    assert finding.level == 1
    assert "(train.py:4 reads loans.csv)" in str(finding.fix)


PRICES = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

from settings import Settings

boats = pd.read_csv(Settings().rows)
model = Ridge().fit(boats[["hull"]], boats["price"])
print(r2_score(boats["price"], model.predict(boats[["hull"]])))
"""
SETTINGS = 'class Settings:\n    rows: str = "catch/boats.csv"\n'
TALES = """\
from datasets import load_dataset
from sklearn.linear_model import LogisticRegression

tales = load_dataset("someone/tales", split="train").to_pandas()
LogisticRegression().fit(tales[["length"]], tales["kind"])
"""
RUN = "# Boats\n\nPrices of boats.\n\n```bash\npython prices.py\n```\n"
OF_BOATS = {"README.md": RUN, "prices.py": PRICES, "settings.py": SETTINGS, "tales.py": TALES}


def test_what_is_fetched_for_a_model_beside_the_projects_is_not_its_data(tmp_path: Path) -> None:
    found = repository(tmp_path, OF_BOATS)
    assert [judge(found).level for judge in (data_access, reproducible_runs, data_lineage)] == [0, 0, 0]
    assert data_access(found).reason.startswith("prices.py:7 reads catch/boats.csv for the project's model")
    assert "tales.py:4 fetches is the data of another model" in data_access(found).reason


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"catch/boats.csv": ROWS}, 2),
        ({"tales.py": TALES + 'tales.to_csv("catch/boats.csv")\n'}, 2),
        ({"prices.py": "import tales\n" + PRICES}, 2),
        ({"tales.py": TALES.replace("LogisticRegression().fit", "print")}, 2),
        ({"README.md": RUN + "\nThe rows are from https://www.kaggle.com/datasets/someone/boats.\n"}, 1),
    ],
)
def test_what_may_be_fetched_for_the_projects_model_is_its_data(
    changed: dict[str, str | bytes], expected: int, tmp_path: Path
) -> None:
    assert access(tmp_path, {**OF_BOATS, **changed}) == expected


ASKED = 'import pandas as pd\n\nrows = pd.read_sql("SELECT * FROM catches", ENGINE)\nrows.dropna()\n'
LINKED = "# Catches\n\nThe data set is [on Kaggle](https://www.kaggle.com/datasets/ada/catches-of-the-bay).\n"
UPLOADS = "import pandas as pd\nimport streamlit as st\n\nst.write(pd.read_csv(st.file_uploader('Rows')))\n"


def test_a_database_that_nothing_fills_from_the_source_wants_a_script_that_does(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"README.md": LINKED, "learn/rows.py": ASKED, "app.py": UPLOADS}
    found = data_access(repository(tmp_path / "asked", files | {"drift/watch.py": ASKED}))
    assert found.level == 1
    assert "learn/rows.py:3 reads a database" in found.reason
    assert "loads the downloaded file into the table that learn/rows.py:3 reads" in (found.fix or "")
    read = ASKED.replace('read_sql("SELECT * FROM catches", ENGINE)', "read_csv(PATH)")
    found = data_access(repository(tmp_path / "read", files | {"learn/rows.py": read}))
    assert "which file to download" in (found.fix or "")


def test_an_instruction_is_shown_by_the_line_that_tells_to_bring_the_data(tmp_path: Path) -> None:
    link = "https://www.kaggle.com/c/catches-of-the-bay"
    readme = f"# Catches\n\nFor the contest {link}: it writes `answer.csv`.\n\n"
    told = f"## Before\n\nDownload and unpack the [data]({link}/data) into the folder `data`.\n"
    found = data_access(repository(tmp_path / "told", {"README.md": readme + told, "learn.py": LEARN}))
    assert [place.line for place in found.evidence] == [7]
    found = data_access(repository(tmp_path / "linked", {"README.md": readme, "learn.py": LEARN}))
    assert [place.line for place in found.evidence] == [3]
