"""data-access: how a stranger gets the data that the code reads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from portfolio_kit.criteria.show.data_access import data_access
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

TABLE = "hour,temperature,rentals\n" + "\n".join(f"{hour},{hour / 2},{hour * 7}" for hour in range(24)) + "\n"
CODE = 'import pandas as pd\n\ntable = pd.read_csv("data/rentals.csv")\n'
README = "# Bike demand\n\nPredicts rentals.\n\n"


def judged(folder: Path, files: dict[str, str | bytes]) -> Finding:
    return data_access(repository(folder, {"train.py": CODE, "README.md": README, **files}))


def test_data_that_is_nowhere_is_missing(tmp_path: Path) -> None:
    finding = judged(tmp_path, {})
    assert finding.level == 0
    assert finding.fix is not None
    assert "train.py:3 reads data/rentals.csv" in finding.fix


@pytest.mark.parametrize("name", ["data/rentals.csv", "data/raw/other.csv", "rentals.csv", "data/rentals.zip"])
def test_data_in_the_repository(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {name: TABLE}).level == 2


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "tests/fixtures/rows.csv", "data/README.md", "models/weights.npy", "app.db"],
)
def test_other_files_are_no_data(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {name: TABLE}).level == 0


@pytest.mark.parametrize(
    "header",
    ["model,accuracy,f1", "hour,rentals,predicted", "feature,importance", "areaUnderROC,IDF_26fd2ccf9a72__minDocFreq"],
)
def test_what_came_out_is_no_data(tmp_path: Path, header: str) -> None:
    table = header + "\n" + "forest,0.9,0.8\n" * 9
    assert judged(tmp_path, {"data/out.csv": table}).level == 0


def test_the_parameters_of_a_model_that_spark_saved_are_no_data(tmp_path: Path) -> None:
    table = {"out/best/stages/0_trees/data/part-00000-a.snappy.parquet": b"PAR1" + b"x" * 900}
    inside: dict[str, str | bytes] = {**table, "out/best/stages/0_trees/metadata/part-00000": '{"class": "trees"}\n'}
    assert judged(tmp_path / "model", inside).level == 0
    beside: dict[str, str | bytes] = {**table, "out/other/metadata/part-00000": '{"class": "trees"}\n'}
    assert judged(tmp_path / "table", beside).level == 2


@pytest.mark.parametrize(
    ("names", "level"),
    [(("m/model.pkl", "m/metadata.json"), 0), (("m/model.pkl", "m/rentals.csv"), 2), (("m/metadata.json",), 2)],
)
def test_an_archive_of_a_model_is_no_data(tmp_path: Path, names: tuple[str, ...], level: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, TABLE)
    assert judged(tmp_path, {"bikes.zip": made.getvalue()}).level == level


def test_what_only_is_called_an_archive_is_looked_into_without_harm(tmp_path: Path) -> None:
    assert judged(tmp_path, {"bikes.zip": b"PK\x03\x04" + b"x" * 900}).level == 2


def test_an_empty_table_is_none(tmp_path: Path) -> None:
    assert judged(tmp_path, {"data/rentals.csv": "", "data/more.csv": "a\n"}).level == 0


def test_another_table_than_the_one_that_is_read_is_a_part(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"stations.csv": TABLE})
    assert finding.level == 1
    assert finding.reason == "The file stations.csv is here, but not what the code reads."


def test_a_collection_of_pictures(tmp_path: Path) -> None:
    pictures: dict[str, str | bytes] = {
        f"data/train/cats/{number}.jpg": b"\xff\xd8" + b"x" * 200 for number in range(30)
    }
    assert judged(tmp_path, pictures).level == 2


def test_a_folder_for_each_class_is_one_collection(tmp_path: Path) -> None:
    pictures: dict[str, str | bytes] = {
        f"samples/{name}/{number}.jpg": b"\xff\xd8" + b"x" * 200 for name in "abcdefgh" for number in range(3)
    }
    finding = judged(tmp_path, pictures)
    assert finding.level == 2
    assert finding.reason == "The folder samples holds 24 files of data."


def test_pictures_of_a_page_are_no_collection(tmp_path: Path) -> None:
    pictures: dict[str, str | bytes] = {f"frontend/img/{number}.png": b"\x89PNG" + b"x" * 200 for number in range(40)}
    assert judged(tmp_path, pictures).level == 0


@pytest.mark.parametrize(
    "code",
    [
        "from sklearn.datasets import fetch_california_housing\nhouses = fetch_california_housing()\n",
        "import seaborn as sns\ntable = sns.load_dataset('penguins')\n",
        "import yfinance as yf\nprices = yf.download('AAPL')\n",
        "import kagglehub\npath = kagglehub.dataset_download('a/b')\n",
        "from datasets import load_dataset\nimport datasets\nrows = datasets.load_dataset('imdb')\n",
        "import pandas as pd\ntable = pd.read_csv('https://rentals.test/rentals.csv')\n",
        "import pandas as pd\nURL = 'https://rentals.test/rentals.csv'\ntable = pd.read_csv(URL)\n",
        "import urllib.request\nurllib.request.urlretrieve('https://rentals.test/a.zip', 'a.zip')\n",
        (
            "import requests\ndef download():\n"
            "    return requests.get('https://rentals.test/rentals').content\ndownload()\n"
        ),
        "from sodapy import Socrata\nrows = Socrata('data.rentals.test', None).get('abcd-1234')\n",
        "from google_play_scraper import reviews\nrows, _ = reviews('org.example')\n",
        (
            "import pandas as pd\nfrom sklearn.datasets import make_classification\nX, y = make_classification(1000)\n"
            "pd.DataFrame(X).to_csv('data/rentals.csv')\n"
        ),
    ],
)
def test_code_that_fetches_or_generates_it(tmp_path: Path, code: str) -> None:
    assert judged(tmp_path, {"get.py": code}).level == 2


@pytest.mark.parametrize(
    "code",
    [
        "import requests\nURL = 'https://drive.google.com/uc?id=YOUR_FILE_ID'\nopen('a', 'wb').write(requests.get(URL).content)\n",
        (
            "import os\nimport urllib.request\nURL = os.getenv('DATA_URL', 'https://example.com/rentals/data.zip')\n"
            "urllib.request.urlretrieve(URL, 'data.zip')\n"
        ),
        "import gdown\ngdown.download(id='FILE_ID', output='data/rentals.csv')\n",
        "import kagglehub\npath = kagglehub.dataset_download('your-username/your-dataset')\n",
        "import pandas as pd\ntable = pd.read_csv('https://raw.githubusercontent.com/your-name/rentals/rentals.csv')\n",
    ],
)
def test_an_address_that_was_never_filled_in_brings_nothing(tmp_path: Path, code: str) -> None:
    files: dict[str, str | bytes] = {"get.py": code, "README.md": f"{README}```\npython get.py\n```\n"}
    assert judged(tmp_path, files).level == 0


@pytest.mark.parametrize(
    "command", ["wget https://example.com/rentals/data.csv", "kaggle datasets download -d your-username/your-dataset"]
)
def test_nor_does_a_command_with_a_gap(tmp_path: Path, command: str) -> None:
    assert judged(tmp_path, {"README.md": f"{README}```\n{command}\n```\n"}).level == 0


def test_numbers_that_are_made_up_beside_the_data_are_not_the_data(tmp_path: Path) -> None:
    code = "from sklearn.datasets import make_classification\nX, y = make_classification(1000)\nprint(X.mean())\n"
    assert judged(tmp_path, {"baseline.py": code}).level == 0


@pytest.mark.parametrize(
    ("heading", "expected"), [("### Download", 2), ("## Results", 1), ("### Download\n\n## Results", 1)]
)
def test_instructions_go_on_below_the_heading_of_a_part(tmp_path: Path, heading: str, expected: int) -> None:
    text = f"## Data\n\nhttps://www.kaggle.com/datasets/ann/rentals\n\n{heading}\n\nCopy `rentals.csv` here.\n"
    assert judged(tmp_path, {"README.md": README + text}).level == expected


def test_what_was_installed_before_is_no_place_for_the_data(tmp_path: Path) -> None:
    text = "Install `requirements.txt`.\n\n## Data\n\nFrom https://www.kaggle.com/datasets/ann/rentals, as it is.\n"
    assert judged(tmp_path, {"README.md": README + text}).level == 1


def test_a_table_that_came_out_of_the_code_did_not_go_in(tmp_path: Path) -> None:
    made = "import csv\n\nwith open(OUT / 'parts.csv', 'w') as file:\n    csv.writer(file).writerow([1, 2])\n"
    read = "import pandas as pd\ntable = pd.read_csv(path)\n"
    table = "0.1,0.2\n" * 20
    assert judged(tmp_path / "a", {"train.py": read, "parts.py": made, "out/parts.csv": table}).level == 0
    assert judged(tmp_path / "b", {"train.py": read, "out/parts.csv": table}).level == 2


def test_an_address_in_the_settings(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config.py": "DATA_URL = 'https://rentals.test/rentals.csv'\n",
        "ingest.py": (
            "import requests\nfrom config import DATA_URL\n\ndef download(url=DATA_URL):\n"
            "    return requests.get(url).content\n\n\nopen('rentals.csv', 'wb').write(download())\n"
        ),
    }
    assert judged(tmp_path, files).level == 2


def test_an_address_that_is_put_together(tmp_path: Path) -> None:
    code = (
        "import requests\n\ndef download_rentals(year):\n    base = 'https://files.rentals.test/trips'\n"
        "    url = f'{base}/{year}'\n    open('rentals', 'wb').write(requests.get(url).content)\n\ndownload_rentals(2024)\n"
    )
    assert judged(tmp_path, {"get.py": code}).level == 2


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ("source:\n  url: https://files.rentals.test/rentals.csv\n", 2),
        ("source:\n  url: data/rentals.csv\nhome: https://rentals.test\n", 0),
    ],
)
def test_an_address_in_a_file_of_settings_that_the_code_reads(tmp_path: Path, settings: str, level: int) -> None:
    code = (
        "import pandas as pd\nimport yaml\n\nparams = yaml.safe_load(open('params.yaml'))\n"
        "data_url = params['source']['url']\ntable = pd.read_csv(data_url)\n"
    )
    assert judged(tmp_path, {"ingest.py": code, "params.yaml": settings}).level == level


IN_PARTS = 'base_url: "https://files.rentals.test/monthly"\npattern: "rentals_{year}-{month:02d}.parquet"\n'


@pytest.mark.parametrize(
    ("settings", "function", "level"),
    [
        (IN_PARTS, "download_month", 2),
        (IN_PARTS, "ask", 0),
        (IN_PARTS.replace("https://files.rentals.test", "http://minio:9000"), "download_month", 0),
        (IN_PARTS.replace("rentals_{year}-{month:02d}.parquet", "data/rentals.parquet"), "download_month", 2),
    ],
    ids=["told to be fetched", "asked for something", "a server of its own", "a file that lies there"],
)
def test_an_address_and_a_file_that_settings_give_apart(
    tmp_path: Path, settings: str, function: str, level: int
) -> None:
    code = (
        "import requests\nimport yaml\n\nSETTINGS = yaml.safe_load(open('steps.yaml'))\n\n\n"
        f"def {function}(url, path):\n    open(path, 'wb').write(requests.get(url).content)\n\n\n"
        f"name = SETTINGS['pattern'].format(year=2024, month=1)\n{function}(SETTINGS['base_url'] + '/' + name, name)\n"
    )
    assert judged(tmp_path, {"months.py": code, "steps.yaml": settings}).level == level


def test_an_address_in_settings_that_nothing_reads_fetches_nothing(tmp_path: Path) -> None:
    code = "import pandas as pd\n\ndef load(url):\n    return pd.read_csv(url)\n"
    files: dict[str, str | bytes] = {"ingest.py": code, "other.yaml": "url: https://files.rentals.test/rentals.csv\n"}
    assert judged(tmp_path, files).reason.startswith("other.yaml only links to")


@pytest.mark.parametrize(
    ("code", "level"),
    [("PATH = 'data/BikeRentals'\n", 2), ("PATH = 'data/Bike' + 'Rentals.csv'\n", 0)],
)
def test_data_without_suffix_that_the_code_names(tmp_path: Path, code: str, level: int) -> None:
    assert judged(tmp_path, {"data/BikeRentals": TABLE * 20, "config.py": code}).level == level


@pytest.mark.parametrize(
    "code",
    [
        "import requests\nrequests.post('http://localhost:8000/predict', json={'hour': 3})\n",
        "import requests\nweather = requests.get('https://api.rentals.test/v1/now').json()\n",
        "# import kagglehub\n# kagglehub.dataset_download('a/b')\n",
        "import requests\nimport streamlit\nfacts = requests.get('https://api.rentals.test/data/facts.json').json()\n",
        "HELP = 'run kagglehub.dataset_download(...)'\n",
        "import numpy as np\nnoise = np.random.normal(size=3)\n",
    ],
)
def test_code_that_fetches_no_data(tmp_path: Path, code: str) -> None:
    assert judged(tmp_path, {"app.py": code}).level == 0


def test_a_script_that_generates_it(tmp_path: Path) -> None:
    lines = [
        "import numpy as np",
        "import pandas as pd",
        "rng = np.random.default_rng(0)",
        "a = rng.normal(size=9)",
        "b = rng.normal(size=9)",
    ]
    lines += ["c = rng.uniform(size=9)", "pd.DataFrame({'a': a, 'b': b, 'c': c}).to_csv('data/rentals.csv')", ""]
    assert judged(tmp_path, {"generate_data.py": "\n".join(lines)}).level == 2


def test_a_notebook_that_draws_what_it_learns_from(tmp_path: Path) -> None:
    draws = (
        "import numpy as np\nimport pandas as pd\nheat = np.random.normal(70, 8, 500)\nwear = np.random.normal(1, 2, 500)\n"
        "broken = np.random.random(500) < 0.2\ndata = pd.DataFrame({'heat': heat, 'wear': wear, 'broken': broken})\n"
    )
    learns = "from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(data[['heat']], data['broken'])\n"
    assert judged(tmp_path, {"machines.ipynb": notebook((draws, ""), (learns, ""))}).level == 2


DRAWN = """\
import numpy as np
import pandas as pd


def years(seed=4):
    rng = np.random.default_rng(seed)
    rain, sun = rng.gamma(2, 9, 300), rng.normal(6, 2, 300)
    return pd.DataFrame({"rain": rain, "sun": sun, "hay": 3 + 0.1 * rain + rng.normal(0, 1, 300)})
"""
LEARNS = (
    "from sklearn.linear_model import Ridge\nfrom meadow import years\n\nd = years()\nRidge().fit(d[['rain']], d.hay)\n"
)


@pytest.mark.parametrize(
    ("learns", "level"),
    [(LEARNS, 2), (LEARNS.replace("d = years()", "import pandas as pd\nyears()\nd = pd.read_csv('hay.csv')"), 0)],
)
def test_what_is_drawn_is_the_data_where_nothing_reads_any(learns: str, level: int, tmp_path: Path) -> None:
    assert data_access(repository(tmp_path, {"meadow.py": DRAWN, "learn.py": learns})).level == level


def test_noise_that_is_added_to_data_that_is_read_makes_none(tmp_path: Path) -> None:
    code = (
        "import numpy as np\nimport pandas as pd\ndata = pd.read_csv('machines.csv')\n"
        "noise = [np.random.normal(), np.random.normal(), np.random.normal()]\npd.DataFrame(noise)\nmodel.fit(data, noise)\n"
    )
    assert judged(tmp_path, {"machines.py": code}).level == 0


def test_a_notebook_that_downloads_it(tmp_path: Path) -> None:
    assert judged(tmp_path, {"look.ipynb": notebook(("!wget https://rentals.test/rentals.csv", ""))}).level == 2


@pytest.mark.parametrize(
    "text",
    [
        "Download it from [Kaggle](https://www.kaggle.com/datasets/a/bikes) and put `rentals.csv` into `data/`.",
        "```bash\nkaggle datasets download -d a/bikes -p data --unzip\n```",
        "Baixe os dados de https://www.kaggle.com/datasets/a/bikes e coloque na pasta data/.",
        "Descarga los datos de https://archive.ics.uci.edu/dataset/275 y guarda el archivo en data/.",
        "Get [the bikes](https://www.kaggle.com/datasets/a/bikes):\n\n```\ndata/\n  rentals.csv\n```",
        "数据来自 https://www.kaggle.com/datasets/a/bikes，下载后放到 data/ 目录。",
    ],
)
def test_exact_instructions(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"README.md": f"{README}## Data\n\n{text}\n"}).level == 2


@pytest.mark.parametrize(
    "text",
    [
        "Data: https://www.kaggle.com/datasets/a/bikes",
        "We use the Bike Sharing data set of the UCI repository.",
        "Digits of the MNIST data set.",
        "From [Kaggle](https://www.kaggle.com/datasets/a/bikes).\n\n## Structure\n\n```\ndata/\nsrc/\n```",
        "Data: https://www.kaggle.com/datasets/a/bikes\n\n```bash\npython train.py generate\n```",
    ],
)
def test_a_bare_source_is_a_part(tmp_path: Path, text: str) -> None:
    finding = judged(tmp_path, {"README.md": f"{README}## Data\n\n{text}\n"})
    assert finding.level == 1
    assert finding.fix is not None
    assert "train.py:3 reads data/rentals.csv" in finding.fix


@pytest.mark.parametrize("folder", ["code", "learn"])
def test_somebody_s_notebook_beside_the_data_names_no_source(folder: str, tmp_path: Path) -> None:
    text = f"How to balance the data: https://www.kaggle.com/{folder}/someone/imbalanced-data"
    assert judged(tmp_path, {"README.md": f"{README}## Data\n\n{text}\n"}).level == 0


def test_a_script_that_only_reads_what_must_be_there_brings_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": f"{README}We use the Bike Sharing data set of the UCI repository.\n\n```\npython make_dataset.py\n```\n",
        "make_dataset.py": CODE + "table.dropna().to_csv('data/clean.csv')\n",
    }
    assert judged(tmp_path, files).level == 1


def test_the_installer_of_a_tool_is_no_data(tmp_path: Path) -> None:
    text = "```bash\ncurl -LsSf https://astral.sh/uv/install.sh | sh\ncurl -X POST http://localhost:8000/data\n```"
    assert judged(tmp_path, {"README.md": f"{README}{text}\n"}).level == 0


def test_instructions_for_no_code_are_nothing(tmp_path: Path) -> None:
    text = "Download https://www.kaggle.com/datasets/a/bikes and put `rentals.csv` into `data/`."
    assert data_access(repository(tmp_path, {"README.md": README + text})).level == 0


def test_stop_words_are_no_data(tmp_path: Path) -> None:
    code = "import pandas as pd\nfrom nltk.corpus import stopwords\n"
    code += "words = stopwords.words('english')\npd.read_csv('data/mails.csv')\n"
    assert data_access(repository(tmp_path, {"train.py": code})).level == 0


def test_an_address_may_be_handed_to_what_downloads(tmp_path: Path) -> None:
    code = "import requests\n\n\ndef read(address):\n    return requests.get(address, timeout=5).content\n\n\nread('https://data.rentals.test/counts.zip')\n"
    assert data_access(repository(tmp_path, {"get.py": code})).level == 2


def test_what_is_sent_to_a_service_is_not_fetched(tmp_path: Path) -> None:
    text = "```bash\ncurl -X POST https://ada-data-bikes.hf.space/predict -d '{\"hour\": 8}'\n```"
    assert judged(tmp_path, {"README.md": f"{README}{text}\n"}).level == 0


def test_what_a_stand_in_of_the_tests_draws_is_no_data(tmp_path: Path) -> None:
    code = (
        "import numpy as np\nimport pandas as pd\n\n\nclass MockLoader:\n    def load(self):\n"
        "        draw = np.random.rand\n        return pd.DataFrame({'a': np.random.rand(9), 'b': np.random.rand(9),"
        " 'c': np.random.rand(9)})\n\n\npd.read_csv('data/rentals.csv')\n"
    )
    assert judged(tmp_path, {"train.py": code}).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "Download `rentals.csv` from the [releases](https://github.com/ann/bikes/releases) to `data/rentals.csv`.",
        "Download rentals.csv (https://ann.test/bikes) and put it into data/.",
        "1. Open https://ann.test/bikes and download `rentals.csv`.\n2. Save it as `raw/rentals.csv`.",
        "Baja `rentals.csv` de [la página](https://ann.test/bikes) y guárdalo en `datos/`.",
        "Lade `rentals.csv` von https://ann.test/bikes nach `daten/rentals.csv`.",
        "Pegue o ficheiro `rentals.csv` em https://ann.test/bikes e coloque em `dados/`.",
        "`data/rentals.csv` este de găsit la https://ann.test/bikes",
        "## Dataset\n\n```\ndata/\n  rentals.csv\n```\n\nIt is.\n\nBy day.\n\n[The dataset](https://github.com/ann/bikes/releases)",
    ],
)
def test_which_file_goes_from_which_page_to_which_folder_is_exact(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"README.md": README + text}).level == 2


@pytest.mark.parametrize(
    "text",
    [
        # No page, no file, no folder, another file than the one that is read, and a gap.
        "Download `rentals.csv` to `data/rentals.csv`.",
        "Download the tool from https://ann.test/bikes and run it in `data/`.",
        "Download `rentals.csv` from https://ann.test/bikes.",
        "Download `manual.zip` from https://ann.test/bikes to `docs/`.",
        "Download `rentals.csv` from https://example.com/bikes to `data/`.",
        "`data/other.csv` este de găsit la https://ann.test/bikes",
        "The program is in the [releases](https://github.com/ann/bikes/releases); `data/` is its folder.",
    ],
)
def test_instructions_with_a_part_missing_are_not_exact(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"README.md": README + text}).level != 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Download MovieLens (latest) and unpack its tables into `data/raw/`.", 2),
        ("Download MovieLens and read on.", 1),
        ("Download the data from Kaggle into `data/raw/`.", 1),
    ],
)
def test_a_data_set_that_is_known_by_its_name_needs_no_link_where_its_folder_is_told(
    tmp_path: Path, text: str, level: int
) -> None:
    assert judged(tmp_path, {"README.md": f"{README}## Data\n\n{text}\n"}).level == level


@pytest.mark.parametrize(
    ("line", "is_fetched"),
    [
        ("kaggle datasets download -d a/rentals \\\n  --path data --unzip", True),
        ("wget https://files.rentals.test/rentals.csv -P data", True),
        ("curl -I https://files.rentals.test/rentals.csv", False),
        ("kaggle datasets download -d <your-dataset>", False),
        ("wget https://get.tools.test/install.sh", False),
        ("wget https://get.tools.test/virtual-machine.tar.gz", False),
        ("wget https://files.rentals.test/rentals-data.tar.gz", True),
        ("echo kaggle datasets download", False),
    ],
)
def test_a_script_that_fetches_needs_no_text_that_speaks_of_it(tmp_path: Path, line: str, *, is_fetched: bool) -> None:
    finding = judged(tmp_path, {"scripts/get.sh": f"#!/bin/sh\nmkdir -p data\n{line}\n"})
    assert (finding.level == 2) == is_fetched
    if is_fetched:
        assert finding.reason == "The code of scripts/get.sh fetches the data."
        assert finding.evidence[0].line == 3


def test_a_private_source_gives_nobody_the_data(tmp_path: Path) -> None:
    text = "Third place in a private Kaggle competition."
    finding = judged(tmp_path, {"README.md": f"{README}{text}\n"})
    assert finding.level == 0
    assert "the data is private" in finding.reason
    assert (finding.fix or "").startswith("Commit a sample that you may share")


def test_a_link_is_called_a_link_and_a_name_a_name(tmp_path: Path) -> None:
    linked = judged(tmp_path / "linked", {"README.md": f"{README}Data: https://www.kaggle.com/datasets/a/bikes\n"})
    named = judged(tmp_path / "named", {"README.md": f"{README}Digits of the MNIST data set.\n"})
    assert "only links to the source" in linked.reason
    assert "only names the source" in named.reason


def test_data_in_a_bucket_of_the_project_is_said_to_lie_there(tmp_path: Path) -> None:
    code = "import pandas as pd\n\nrows = pd.read_parquet('s3://own-rentals/rows.parquet')\n"
    finding = judged(tmp_path, {"train.py": code})
    assert finding.level == 0
    assert finding.reason == "The data that train.py:3 reads lies in a store of the project's own; no sample is here."


def test_what_dvc_stands_in_for_is_asked_to_be_pushed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "data/rentals.csv.dvc": "outs:\n- md5: 1f\n  path: rentals.csv\n",
        ".dvc/config": "",
    }
    finding = judged(tmp_path, files)
    assert "data/rentals.csv.dvc only points to the data, and no storage" in finding.reason
    assert "dvc push" in (finding.fix or "")


def test_an_address_in_a_message_beside_a_local_file_fetches_nothing(tmp_path: Path) -> None:
    code = (
        'import pandas as pd\n\nPAGE = "https://www.kaggle.com/c/rentals/data"\n\n\n'
        'def load(path):\n    if not path:\n        raise ValueError("see " + PAGE)\n    return pd.read_csv(path)\n\n\nload("r.csv")\n'
    )
    assert judged(tmp_path, {"train.py": code}).level != 2


def test_a_command_that_writes_predictions_brings_no_data(tmp_path: Path) -> None:
    code = "import random\n\nprint(random.random())\n"
    readme = f"{README}```bash\npython generate_submission.py\n```\n"
    assert judged(tmp_path, {"README.md": readme, "generate_submission.py": code}).level == 0


def test_what_asks_for_the_data_is_shown_and_not_what_reads_it_later(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nimport requests\nfrom settings import DATA_URL, ROWS\n\n\n"
        "def download_data(url=DATA_URL):\n    open(ROWS, 'wb').write(requests.get(url).content)\n\n\n"
        "def load(path=ROWS):\n    return pd.read_csv(path)\n\n\ndownload_data()\nload()\n"
    )
    settings = 'DATA_URL = "https://files.rentals.test/rentals.csv"\nROWS = "data/rentals.csv"\n'
    finding = judged(tmp_path, {"get.py": code, "settings.py": settings})
    assert finding.level == 2
    assert finding.evidence[0].line == 7


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Trips of the NYC taxi dataset.\n\nThe dataset used here is private and cannot be shared.", 0),
        ("Our data may not be published.", 0),
        ("Trips of the NYC taxi dataset.\n\nThe fare column is private to each driver.", 1),
        ("Data from Kaggle.\n\nThe raw data cannot be shared here.", 1),
        ("Trips of the NYC taxi dataset.\n\nThe raw data cannot be published here because of its size.", 1),
    ],
    ids=["a known name", "no source", "a column", "a publisher", "its size"],
)
def test_data_that_is_said_to_be_withheld_is_to_be_had_by_no_name(tmp_path: Path, text: str, level: int) -> None:
    code = "import pandas as pd\n\ntable = pd.read_csv('trips.csv')\n"
    finding = judged(tmp_path, {"train.py": code, "README.md": f"# Trips\n\n{text}\n"})
    assert finding.level == level
    if not level:
        assert finding.reason.startswith("By README.md:")
        assert "made-up rows" in str(finding.fix)


@pytest.mark.parametrize(
    ("columns", "level"), [("run,classifier__depth", 0), ("run,param_depth", 0), ("run,sea__depth", 2)]
)
def test_a_table_of_what_was_tried_is_no_data(tmp_path: Path, columns: str, level: int) -> None:
    code = "import pandas as pd\n\ntable = pd.read_csv(path)\n"
    finding = judged(tmp_path, {"train.py": code, "tried/all.csv": columns + "\n1,2\n" * 30})
    assert finding.level == level


@pytest.mark.parametrize(("said", "level"), [("[3] figure 2.A", 0), ("Figure 4 of the report", 0), ("Town hall", 1)])
def test_what_a_picture_was_taken_from_is_no_source_of_the_data(tmp_path: Path, said: str, level: int) -> None:
    code = "import pandas as pd\n\ntable = pd.read_csv('rentals.csv')\n"
    text = f"# Rentals\n\nBicycles by the hour.\n\nSource: {said}\n"
    assert judged(tmp_path, {"train.py": code, "README.md": text}).level == level


def test_a_page_that_is_called_the_source_below_where_its_file_goes(tmp_path: Path) -> None:
    told = "## Dados\n\nBaixe o CSV das bicicletas e salve em:\n\n```\ndata/raw/rentals.csv\n```\n\nFonte: bikes.org/rows/all\n"
    finding = judged(tmp_path / "told", {"README.md": f"# Bike demand\n\n{told}"})
    assert finding.level == 2
    assert finding.evidence[0].line == 5
    assert (
        judged(tmp_path / "no_page", {"README.md": f"# Bikes\n\n{told.replace('Fonte: bikes.org/rows/all', '')}"}).level
        == 0
    )


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (": pegue `rentals.csv` e coloque em `data/raw/`", 2),
        (": hour by hour, which we liked", 1),
        (": the model is in models/best.pkl", 1),
    ],
)
def test_a_link_to_a_data_set_with_a_file_and_its_folder_in_any_verbs(tmp_path: Path, said: str, level: int) -> None:
    readme = f"# Bikes\n\n- Dataset: [Hourly rentals](https://code.rentals.test/club/rentals){said}\n"
    assert judged(tmp_path, {"README.md": readme}).level == level


def test_what_a_hub_calls_a_data_set_is_an_address(tmp_path: Path) -> None:
    told = "# Data\n\n- Source: Kaggle hourly rentals (`bikeclub/hourly-rentals`)\n- Place: `data/raw/rentals/`\n"
    assert judged(tmp_path / "told", {"README.md": told}).level == 2
    assert judged(tmp_path / "bare", {"README.md": told.replace("(`bikeclub/hourly-rentals`)", "")}).level != 2


def test_a_command_that_is_told_of_is_no_instruction(tmp_path: Path) -> None:
    files = {".dvc/config": "['remote \"store\"']\n    url = gs://rentals-of-ours\n"}
    told = "# Bikes\n\nWhen we ran `dvc pull` in the cloud, it got stuck, so we copied the rows by hand.\n"
    assert judged(tmp_path / "told", {**files, "README.md": told}).level == 0
    order = "# Bikes\n\nRun `dvc pull` to get the rows.\n"
    assert judged(tmp_path / "order", {**files, "README.md": order}).level == 2


def test_a_table_of_labels_is_no_data_without_its_pictures(tmp_path: Path) -> None:
    code = 'import pandas as pd\n\ntable = pd.read_csv("data/labels.csv")\n'
    labels = "id,label\n" + "".join(f"scan_{number},ill\n" for number in range(20))
    assert judged(tmp_path / "labels", {"train.py": code, "data/labels.csv": labels}).level == 0
    rows = labels.replace("id,label", "hour,label")
    assert judged(tmp_path / "rows", {"train.py": code, "data/labels.csv": rows}).level == 2


def test_a_dump_of_a_database_with_rows_is_data(tmp_path: Path) -> None:
    code = 'import pandas as pd\n\ntable = pd.read_sql("SELECT * FROM rentals", ENGINE)\n'
    rows = "INSERT INTO rentals (hour, count) VALUES (7, 49);\n" * 900
    assert judged(tmp_path / "rows", {"train.py": code, "db/rentals.sql": rows}).level == 2
    tables = "".join(f"CREATE TABLE rentals_{number} (hour integer, count integer);\n" for number in range(900))
    assert judged(tmp_path / "tables", {"train.py": code, "db/rentals.sql": tables}).level == 0


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ("data:\n  exchange_url: https://api.rentals.test\n", 2),
        ("data:\n  exchange_url: http://rentals:8000\n", 0),
        ("data:\n  another_url: https://api.rentals.test\n", 0),
    ],
)
def test_code_that_collects_asks_the_address_of_a_setting(tmp_path: Path, settings: str, level: int) -> None:
    code = (
        "import requests\nimport yaml\n\nCONFIG = yaml.safe_load(open('bikes.yaml'))\n\n\n"
        "def hours(day):\n    base = CONFIG['data']['exchange_url']\n"
        "    return requests.get(f'{base}/rentals/{day}').json()\n\n\nhours(1)\n"
    )
    assert judged(tmp_path, {"data_ingestion.py": code, "bikes.yaml": settings}).level == level


def test_that_a_database_is_read_instead_of_what_is_here_is_said(tmp_path: Path) -> None:
    code = 'import pandas as pd\n\ntable = pd.read_sql("SELECT * FROM rentals", ENGINE)\n'
    finding = judged(tmp_path / "database", {"train.py": code, "data/rentals.csv": TABLE})
    assert finding.level == 2
    assert finding.reason.endswith("data/rentals.csv; train.py:3 reads a database instead.")
    assert "database" not in judged(tmp_path / "file", {"data/rentals.csv": TABLE}).reason


def test_what_was_handed_in_is_not_the_data_that_is_shown_first(tmp_path: Path) -> None:
    files = {"data/a_submission.csv": "Id,left\n" + "1,0\n" * 90, "data/raw/members.csv": "age,left\n" + "31,0\n" * 90}
    tables = repository(tmp_path, files).supply.tables
    assert [file.path for file in tables] == ["data/raw/members.csv", "data/a_submission.csv"]
