"""Data lineage: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.finding import Finding
from tests.criteria.members import TRAIN, judged


class TestDataLineage:
    def test_a_file_name_is_no_source(self, tmp_path: Path) -> None:
        finding = judged(
            "data-lineage", tmp_path, {"train.py": TRAIN, "README.md": "# Members\n\nThe data is in members.csv.\n"}
        )
        assert finding.level == 0
        assert "train.py:6" in (finding.fix or "")

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("- Kaggle für ähnliche Datensätze (datasets) als Inspiration", 0),
            ("Kaggle's gym data set as an inspiration.", 0),
            ("- Kaggle für den Datensatz (dataset)", 1),
        ],
    )
    def test_what_only_gave_the_idea_is_no_source(self, sentence: str, expected: int, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# Members\n\n## Thanks\n\n{sentence}\n"}
        assert judged("data-lineage", tmp_path, files).level == expected

    @pytest.mark.parametrize(
        "files",
        [
            {"README.md": "The data set is from Kaggle.\n"},
            {"README.md": "Data: [members](https://archive.ics.uci.edu/dataset/1/members)\n"},
            {"train.py": 'import pandas as pd\npd.read_csv("https://members.test/members/data.csv")\n'},
            {"train.py": "from sklearn.datasets import load_wine\nload_wine()\n"},
            {"README.md": "We classify the digits of the MNIST data set.\n"},
            {"load.py": '"""Read the NASA C-MAPSS data set."""\n'},
            {"fetch.sh": "kaggle datasets download -d club/members\n"},
            {"README.md": "Os dados foram coletados por uma pesquisa no clube.\n"},
            {"README.md": "Die Daten stammen aus einer Umfrage des Vereins.\n"},
            {"README.md": "数据来自俱乐部的会员系统。\n"},
            {"README.md": "Pegue o ficheiro members.csv em https://opendata.lisboa.test/socios\n"},
            {"README.md": "The dataset is published by the European Central Bank.\n"},
            {"README.md": "Les données viennent de la mairie.\n"},
            {"README.md": "members.csv has 240 rows, a sample of the export from the club's till system.\n"},
            {"README.md": "# Boats\n\n**Source:** Harbour office\n\nThe data.\n"},
        ],
    )
    def test_a_named_source_is_half(self, files: dict[str, str | bytes], tmp_path: Path) -> None:
        assert judged("data-lineage", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("comes from https://example.com/members (CC BY 4.0, version 2)", 0),
            ("comes from https://clubs.test/members (CC BY 4.0, version 2)", 2),
            ("comes from Kaggle, see https://example.com/members", 1),
        ],
    )
    def test_an_address_that_is_kept_for_examples_is_no_source(
        self, source: str, expected: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "README.md": f"# Members\n\n## Data\n\nThe data {source}.\n",
            "train.py": TRAIN,
        }
        assert judged("data-lineage", tmp_path, files).level == expected

    def test_a_source_with_terms_and_scripted_steps_is_whole(self, tmp_path: Path) -> None:
        readme = "# Members\n\n## Data\n\nFrom [Kaggle](https://www.kaggle.com/datasets/club/members), under CC BY 4.0, downloaded on 3 May.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 2

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Reuse of this database is unlimited with retention of the copyright notice.", 2),
            ("The prepared data is kept in a cache for reuse.", 1),
        ],
    )
    def test_that_the_data_may_be_reused_are_terms_and_to_reuse_it_is_none(
        self, sentence: str, expected: int, tmp_path: Path
    ) -> None:
        readme = f"# Members\n\n## Data\n\n[Members](https://www.kaggle.com/datasets/club/members). {sentence}\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == expected

    def test_the_evidence_is_the_line_that_names_the_source(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\nThe data was collected by us from many places.\n\n"
            "## Data\n\nWe use [members](https://www.kaggle.com/datasets/club/members).\n\n"
            "## Settings\n\n`max_samples` is how many rows of the data are obtained by drawing.\n"
        )
        compose = "services:\n  api:\n    healthcheck:\n      test: curl -f http://localhost:8000/health\n"
        files: dict[str, str | bytes] = {"README.md": readme, "docker-compose.yml": compose, "train.py": TRAIN}
        finding = judged("data-lineage", tmp_path, files)
        assert [(place.path, place.line) for place in finding.evidence] == [("README.md", 7)]
        assert "README.md:7" in (finding.fix or "")

    def test_the_line_that_is_labelled_as_the_source_comes_before_a_name_in_passing(self, tmp_path: Path) -> None:
        readme = "# Sales\n\nForecasts of the Rossmann sales data.\n\nSource: Kaggle - Rossmann Store Sales\n"
        found = judged("data-lineage", tmp_path, {"README.md": readme})
        assert found.evidence[0].line == 5
        assert "the name of the data's licence, its version, or the day" in (found.fix or "")

    def test_what_an_app_draws_for_its_visitors_is_not_what_made_the_data(self, tmp_path: Path) -> None:
        draws = "rows = [(random.random(), random.choice('ab'), random.randint(1, 9)) for _ in range(9)]\n"
        writes = "pd.DataFrame(rows).to_csv('data.csv')\n"
        app = f"import random\nimport pandas as pd\nimport streamlit\n\n\ndef generate_batch():\n    {draws}    {writes}\n\ngenerate_batch()\n"
        makes = f"import random\nimport pandas as pd\n\nrandom.seed(1)\n{draws}{writes}"
        found = judged("data-lineage", tmp_path, {"app.py": app, "generate_data.py": makes, "train.py": TRAIN})
        assert found.evidence[0].path == "generate_data.py"
        assert "random.random()" in found.evidence[0].excerpt

    @pytest.mark.parametrize("what", ["The collection is", "The messages are", "The data is"])
    def test_terms_of_the_data_by_whatever_name_are_its_terms(self, tmp_path: Path, what: str) -> None:
        readme = f"# Spam\n\n{what} published under CC BY 4.0 by UCI.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 2

    def test_asking_the_own_service_fetches_no_data(self, tmp_path: Path) -> None:
        makefile = "ask:\n\tcurl -X POST http://localhost:8000/predict\n"
        assert judged("data-lineage", tmp_path, {"Makefile": makefile, "train.py": TRAIN}).level == 0

    def test_the_evidence_shows_the_licence_and_the_steps(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\n## Data\n\nVersion 3 of the data is used.\n\n"
            "From [Kaggle](https://www.kaggle.com/datasets/club/members).\n\nIts licence is CC BY 4.0.\n"
        )
        code = "import pandas as pd\n\nages = pd.Series([1]).astype(int)\n" + TRAIN
        finding = judged("data-lineage", tmp_path, {"README.md": readme, "train.py": code})
        assert finding.level == 2
        assert [place.line for place in finding.evidence[:2]] == [7, 9]
        assert "dropna" in finding.evidence[2].excerpt

    def test_the_codes_licence_is_not_the_datas(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe data is from Kaggle.\n\n## License\n\nThis project is under the MIT licence.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 1

    @pytest.mark.parametrize(
        "sentence",
        [
            "Features extracted from the data are scaled.",
            "Data taken from the form is validated.",
            "The backbone has weights pretrained on the ImageNet data set.",
            "Generated data files are stored in outputs/.",
            "Data source: data/members.csv",
            "Stop words of nltk are taken out of the data.",
        ],
    )
    def test_what_is_done_with_the_data_is_no_source(self, sentence: str, tmp_path: Path) -> None:
        code = TRAIN + "from nltk.corpus import stopwords\n\nstopwords.words('english')\n"
        assert judged("data-lineage", tmp_path, {"README.md": f"# M\n\n{sentence}\n", "train.py": code}).level == 0

    def test_a_service_that_is_deployed_to_is_no_source(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe app is deployed as a Hugging Face space.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The dataset is taken from https://www.kaggle.com/datasets/ada/loans and the model is deployed with Docker.",
        "Data: https://www.kaggle.com/datasets/ada/bank-account-fraud",
    ],
)
def test_an_address_of_data_is_a_source_whatever_else_its_line_says(sentence: str, tmp_path: Path) -> None:
    assert judged("data-lineage", tmp_path, {"README.md": f"# Loans\n\n{sentence}\n"}).level == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("| Field | Value |\n|---|---|\n| Source | Kaggle |\n| License | CC BY 4.0 |", 2),
        (
            "```bibtex\n@dataset{loans,\n  doi = {10.17632/ab.2},\n  url = {https://data.mendeley.com/datasets/ab/2}\n}\n```",
            2,
        ),
        ("The images are those of the ExDark dataset.", 1),
        ("| Source | Survey data of the county council |", 1),
        ("Patches are extracted with a stride of 32 pixels.", 0),
        ("The data is recorded at an hourly frequency.", 0),
        ("Unlike synthetic datasets, this dataset is realistic.", 0),
        ("| Source | Departure city |", 0),
    ],
)
def test_terms_and_names_of_data_wherever_they_stand(text: str, level: int, tmp_path: Path) -> None:
    readme = f"# Loans\n\n## Dataset\n\n{text}\n"
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": readme}).level == level


def test_where_weights_come_from_is_no_source_of_data(tmp_path: Path) -> None:
    text = "# Cats\n\nDownload the pre-trained weights for images from https://drive.google.com/file/d/1a2b3c/view\n"
    assert judged("data-lineage", tmp_path, {"README.md": text}).level == 0


def test_a_number_at_openml_is_a_version(tmp_path: Path) -> None:
    text = "# Credit\n\n## Data\n\nThe data set comes from OpenML (`credit-g` v1).\n"
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": text}).level == 2


@pytest.mark.parametrize(("seed", "level"), [("np.random.seed(7)\n", 2), ("", 1)])
def test_data_that_a_script_makes_has_its_version_in_the_seed(seed: str, level: int, tmp_path: Path) -> None:
    script = (
        f"import numpy as np\nimport pandas as pd\n\n{seed}"
        "visits = np.random.poisson(4, 100)\nage = np.random.randint(18, 90, 100)\n"
        "left = np.random.binomial(1, 0.2, 100)\n"
        'pd.DataFrame({"visits": visits, "age": age, "left": left}).to_csv("data/members.csv")\n'
    )
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "generate_data.py": script}).level == level


def test_the_seed_is_shown_where_the_data_is_made_and_not_where_something_else_is_drawn(tmp_path: Path) -> None:
    making = (
        "import numpy as np\nimport pandas as pd\n\nnp.random.seed(7)\n"
        "visits = np.random.poisson(4, 100)\nage = np.random.randint(18, 90, 100)\n"
        'pd.DataFrame({"visits": visits, "age": age}).to_csv("data/members.csv")\n'
    )
    drift = "import numpy as np\n\nnp.random.seed(1)\nprint(np.random.normal(0, 1, 50).mean())\n"
    finding = judged("data-lineage", tmp_path, {"train.py": TRAIN, "generate_data.py": making, "a_check.py": drift})
    assert finding.level == 2
    assert [place.path for place in finding.evidence][1] == "generate_data.py"


@pytest.mark.parametrize(
    "sentence",
    ["A notebook was provided with the work on the data of another.", "Many data sets are only artificially high."],
)
def test_words_that_only_sound_like_a_source_are_none(sentence: str, tmp_path: Path) -> None:
    assert judged("data-lineage", tmp_path, {"README.md": f"# Flights\n\n{sentence}\n"}).level == 0


class TestTermsToWrite:
    """What is asked for beside a source can be followed."""

    def test_rules_are_spoken_of_where_there_is_a_competition(self, tmp_path: Path) -> None:
        for name, address, is_one in (("c", "competitions/sales", True), ("d", "datasets/a/sales", False)):
            files: dict[str, str | bytes] = {"README.md": f"# Sales\n\nData: https://www.kaggle.com/{address}\n"}
            assert ("rules of the competition" in (judged("data-lineage", tmp_path / name, files).fix or "")) == is_one

    def test_steps_that_a_text_describes_are_not_asked_for(self, tmp_path: Path) -> None:
        source = "# Sales\n\nData: https://www.kaggle.com/datasets/a/sales\n"
        steps = "\n## Data preparation\n\n1. Rows without a price go.\n2. Days become weeks.\n3. Shops become codes.\n"
        silent = judged("data-lineage", tmp_path / "silent", {"README.md": source})
        told = judged("data-lineage", tmp_path / "told", {"README.md": source + steps})
        assert "Script or describe the steps" in (silent.fix or "")
        assert "Script or describe the steps" not in (told.fix or "")

    def test_steps_that_a_text_describes_lead_from_a_source_with_its_terms(self, tmp_path: Path) -> None:
        source = "# Sales\n\n## Data\n\nFrom https://www.kaggle.com/datasets/a/sales, under CC BY 4.0.\n"
        steps = "\n## Data cleaning\n\n- Rows without a price go.\n- Days become weeks.\n- Shops become codes.\n"
        assert judged("data-lineage", tmp_path / "silent", {"README.md": source}).level == 1
        assert judged("data-lineage", tmp_path / "told", {"README.md": source + steps}).level == 2

    def test_private_data_has_an_owner_and_no_public_licence(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"README.md": "# Sales\n\nThe data is of a private Kaggle competition.\n"}
        fix = judged("data-lineage", tmp_path, files).fix or ""
        assert "whose data it is" in fix

    def test_a_tool_before_the_word_data_set_is_no_name_of_one(self, tmp_path: Path) -> None:
        for name, text, level in (("tool", "PyTorch datasets and loaders.", 0), ("name", "the ExDark dataset.", 1)):
            found = judged("data-lineage", tmp_path / name, {"README.md": f"# Night\n\nTrained with {text}\n"})
            assert found.level == level


class TestWhatNamesASource:
    """A provider, an address, a title or a label names it; what the data is about, a path or a gap does not."""

    def lineage(self, folder: Path, readme: str, **files: str) -> Finding:
        return judged(
            "data-lineage",
            folder,
            {"README.md": readme, **{name.replace("__", "/") + ".py": text for name, text in files.items()}},
        )

    @pytest.mark.parametrize(
        ("readme", "expected"),
        [
            ("# Telco customer churn: exploratory data analysis\n\nWho leaves.\n", 0),
            ("# Churn\n\nWe learn from the Telco Customer Churn dataset.\n", 1),
            ("# Trips\n\nThis pipeline predicts how long NYC taxi trips take from data of each day.\n", 0),
        ],
    )
    def test_what_the_data_is_about_is_a_name_beside_a_word_for_a_data_set(
        self, readme: str, expected: int, tmp_path: Path
    ) -> None:
        assert self.lineage(tmp_path, readme).level == expected

    def test_an_address_with_a_gap_is_none(self, tmp_path: Path) -> None:
        readme = "# Buyers\n\n- Data link: https://www.kaggle.com/datasets/??\n"
        assert self.lineage(tmp_path, readme).level == 0
        (tmp_path / "README.md").write_text("# Buyers\n\n- Data link: https://www.kaggle.com/datasets/club/buyers\n")
        assert finding_of(read(tmp_path), "data-lineage").level == 1

    def test_the_path_of_a_file_names_nobody(self, tmp_path: Path) -> None:
        code = "import pandas as pd\n\ndata = pd.read_csv('data/orders_kaggle.csv')\n"
        assert self.lineage(tmp_path, "# Orders\n", load=code).level == 0
        said = code.replace("\n\n", "\n# the data is a table from Kaggle\n\n")
        assert self.lineage(tmp_path, "# Orders\n", load=said).level == 1

    def test_a_word_for_data_beside_any_address_is_no_source(self, tmp_path: Path) -> None:
        readme = (
            "# Orders\n\nThis dataset is kept simple. What counts is told in the "
            "[rules of the course](https://pages.test/spreadsheets/e/42).\n"
        )
        assert self.lineage(tmp_path, readme).level == 0
        readme += "\nThe dataset is [from the harbour office](https://harbour.test/open/boats).\n"
        finding = self.lineage(tmp_path, readme)
        assert finding.level == 1
        assert [place.line for place in finding.evidence] == [5]

    def test_what_is_posted_to_a_service_fetches_nothing(self, tmp_path: Path) -> None:
        code = (
            "import requests\n\nEXAMPLE = 'about https://pages.test/docs/data.csv'\n\n"
            "def ask(url, rows):\n    return requests.post(url, json={'instances': rows})\n"
        )
        assert self.lineage(tmp_path, "# Boats\n", ask=code).level == 0

    def test_what_a_tutorial_loads_beside_the_project_is_not_its_data(self, tmp_path: Path) -> None:
        wine = "import pandas as pd\n\nwine = pd.read_csv('https://archive.ics.uci.edu/wine.csv')\n"
        own = "import pandas as pd\n\ndata = pd.read_csv('data/use.csv')\n"
        assert self.lineage(tmp_path, "# Energy\n", tutorials__wine=wine, train=own).level == 0

    def test_a_project_that_is_all_tutorials_has_the_data_of_them(self, tmp_path: Path) -> None:
        wine = "import pandas as pd\n\nwine = pd.read_csv('https://archive.ics.uci.edu/wine.csv')\n"
        assert self.lineage(tmp_path, "# Wine\n", tutorials__wine=wine).level == 1

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Dataset: **Boats of the North - Used Ferries**", 1),
            ("Dataset: **orders of last year**", 0),
            ("Dataset: Train and Test", 0),
            ("The dataframe was obtained from Kaggle.", 1),
        ],
    )
    def test_a_title_names_the_data(self, line: str, expected: int, tmp_path: Path) -> None:
        assert self.lineage(tmp_path, f"# Ferries\n\n{line}\n").level == expected

    def test_the_address_of_the_repository_itself_tells_no_origin(self, tmp_path: Path) -> None:
        folder = tmp_path / "ferry-forecasts"
        code = "import pandas as pd\n\ndata = pd.read_csv('https://raw.githubusercontent.com/me/{}/main/trips.csv')\n"
        assert self.lineage(folder, "# Ferries\n", load=code.format("ferry-forecasts")).level == 0
        assert self.lineage(folder, "# Ferries\n", load=code.format("open-harbour-data")).level == 1

    def test_private_data_that_is_only_described_has_no_source(self, tmp_path: Path) -> None:
        readme = "# Taxis\n\nWe look at the NYC Taxi dataset.\n\nThe dataset of this project is private.\n"
        finding = self.lineage(tmp_path, readme)
        assert finding.level == 0
        assert "private" in finding.reason
        assert "README.md:5" in (finding.fix or "")
        assert "who allows you" in (finding.fix or "")
        from_whom = readme.replace("NYC Taxi dataset", "NYC Taxi dataset of the department of transport")
        assert self.lineage(tmp_path, from_whom).level == 1


class TestWhatIsAVersionOrTerms:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("We use [MovieLens 25M](https://grouplens.org/datasets/movielens/25m/).", 2),
            ("We use [MovieLens](https://grouplens.org/datasets/movielens/).", 1),
            ("The data is the Zenodo 7766691 archive of the harbour.", 2),
            ("The data is in a Zenodo archive of the harbour.", 1),
            ("From Kaggle: this dataset should only be used for teaching purposes.", 2),
            ("From Kaggle: this dataset should be split before it is used.", 1),
        ],
    )
    def test_an_edition_a_record_and_a_purpose(self, line: str, expected: int, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"README.md": f"# Films\n\n## Data\n\n{line}\n", "train.py": TRAIN}
        assert judged("data-lineage", tmp_path, files).level == expected

    def test_the_hash_of_the_whole_folder_of_data_is_its_version(self, tmp_path: Path) -> None:
        readme = "# Films\n\n## Data\n\nFrom https://www.kaggle.com/datasets/club/films\n"
        files: dict[str, str | bytes] = {"README.md": readme, "train.py": TRAIN}
        kept = "outs:\n- md5: 3a241770acae5effbd42271310faed4e.dir\n  path: data\n"
        assert judged("data-lineage", tmp_path / "model", {**files, "models.dvc": kept}).level == 1
        finding = judged("data-lineage", tmp_path / "data", {**files, "data.dvc": kept})
        assert finding.level == 2
        assert "data.dvc" in [place.path for place in finding.evidence]


SUM = "1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014"


class TestChecksumsOfData:
    README = "# Films\n\n## Data\n\nFrom https://www.kaggle.com/datasets/club/films\n"
    FETCH = 'import hashlib\nimport urllib.request\n\nurllib.request.urlretrieve("https://films.test/films.csv", "films.csv")\n'

    @pytest.mark.parametrize(
        ("path", "level"),
        [("data/films.csv", 2), ("data/raw", 2), ("films.zip", 2), ("data/metrics.json", 1), ("src/train.py", 1)],
    )
    def test_the_lock_of_dvc_keeps_the_version_of_data_and_of_nothing_else(
        self, path: str, level: int, tmp_path: Path
    ) -> None:
        lock = f"stages:\n  load:\n    cmd: python load.py\n    outs:\n    - path: {path}\n      hash: md5\n      md5: e90efcb83d\n"
        files: dict[str, str | bytes] = {"README.md": self.README, "train.py": TRAIN, "dvc.lock": lock}
        assert judged("data-lineage", tmp_path, files).level == level

    @pytest.mark.parametrize(
        ("files", "level"),
        [
            ({"load.py": f'{FETCH}SUM = "{SUM}"\n'}, 2),
            (
                {
                    "load.py": f"{FETCH}import settings\n\nassert settings.SHA256\n",
                    "settings.py": f'SHA256 = "{SUM}"\n',
                },
                2,
            ),
            # A key, and the sum of something that is not fetched here.
            ({"load.py": f'{FETCH.replace("import hashlib", "")}KEY = "{SUM}"\n'}, 1),
            ({"load.py": FETCH, "settings.py": f'MODEL_SHA256 = "{SUM}"\n'}, 1),
        ],
    )
    def test_code_that_compares_what_it_fetched_with_a_checksum_gives_its_version(
        self, files: dict[str, str | bytes], level: int, tmp_path: Path
    ) -> None:
        finding = judged("data-lineage", tmp_path, {"README.md": self.README, "train.py": TRAIN, **files})
        assert finding.level == level
        assert ("with its checksum" in finding.reason) == (level == 2)

    @pytest.mark.parametrize(
        ("below", "level"),
        [
            (f"The file is pinned by SHA-256:\n\n```text\n{SUM}\n```\n", 2),
            (f"MD5: {SUM[:32]}\n", 2),
            (f"The commit was {SUM[:40]}.\n", 1),
            (f"## Deployment\n\nThe image is `api@sha256:{SUM}`.\n", 1),
        ],
    )
    def test_a_checksum_that_stands_below_the_source_is_its_version(
        self, below: str, level: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {"README.md": f"{self.README}\n{below}", "train.py": TRAIN}
        assert judged("data-lineage", tmp_path, files).level == level

    def test_a_checksum_names_no_source(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"README.md": f"# Films\n\n## Data\n\nSHA-256: {SUM}\n", "train.py": TRAIN}
        assert judged("data-lineage", tmp_path, files).level == 0


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Download the Kaggle Bank Account Opening dataset into data/raw.", 1),
        ("You need a Kaggle account for the data.", 0),
        ("Log in with your Kaggle account to see the dashboard's data.", 0),
    ],
)
def test_accounts_that_the_data_is_about_are_not_those_that_one_logs_in_with(
    sentence: str, level: int, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# Members\n\n{sentence}\n"}
    assert judged("data-lineage", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("We use the data of the Coastal Crew Health Survey.", 1),
        ("Se utiliza la Encuesta Nacional de Pesca como fuente de datos.", 1),
        ("Os dados são da Pesquisa Nacional de Clubes.", 1),
        ("O Censo Agrícola tem os dados de todas as quintas.", 1),
        ("The data is of a survey.", 0),
        ("Se hizo una encuesta, y los datos se guardan en un CSV.", 0),
    ],
)
def test_a_survey_by_its_title_is_a_source(sentence: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# Members\n\n{sentence}\n"}
    assert judged("data-lineage", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("reading", "level"),
    [
        ('try:\n    data = pd.read_csv("members.csv")\nexcept FileNotFoundError:\n    ', 0),
        ("", 1),
        ("try:\n    print(pd.__version__)\nexcept AttributeError:\n    raise\nelse:\n    ", 1),
    ],
)
def test_what_is_made_up_where_a_table_is_missing_tells_no_origin(reading: str, level: int, tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom sklearn.datasets import make_classification\n"
        f"from sklearn.linear_model import LogisticRegression\n{reading}"
        "x, y = make_classification(random_state=1)\nLogisticRegression().fit(x, y)\n"
    )
    finding = judged("data-lineage", tmp_path, {"train.py": code, "README.md": "# Members\n"})
    assert (finding.level or 0) >= level
    assert (finding.level == 0) == (level == 0)


@pytest.mark.parametrize(
    ("row", "level"),
    [("| region | Derived from postal codes |", 0), ("| Visits | Taken from the turnstile log |", 1)],
)
def test_what_a_column_is_derived_from_is_no_source_of_the_data(row: str, level: int, tmp_path: Path) -> None:
    table = f"| Name | Description |\n|---|---|\n{row}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# Members\n\n## Dataset\n\n{table}"}
    assert judged("data-lineage", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("`data/members.csv` is IBM's gym sample, published for learning.", 1),
        ("It predicts Telco customer churn for the sample of today.", 0),
    ],
)
def test_who_owns_a_sample_is_its_source(said: str, level: int, tmp_path: Path) -> None:
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": f"# Gym\n\n{said}\n"}).level == level


class TestWhatIsBesideTheSource:
    """What is given beside the source is called what it is, and what only depends on a licence is none."""

    SOURCE = "# Members\n\nThe data set is from [Kaggle](https://www.kaggle.com/datasets/club/members)"

    @pytest.mark.parametrize(
        ("said", "called"),
        [
            (", under the licence CC BY 4.0", "its licence"),
            (", downloaded on 12 April 2024", "its day of download"),
            (", version 3", "its version"),
            (", which by its terms is for teaching only", "its terms"),
        ],
    )
    def test_it_is_called_what_it_is(self, said: str, called: str, tmp_path: Path) -> None:
        finding = judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": f"{self.SOURCE}{said}.\n"})
        assert finding.level == 2
        assert f"given with {called}," in finding.reason

    @pytest.mark.parametrize(
        "said",
        [
            "; the rows stay here unless the licence allows to hand them on",
            ". The licence of the data set must record what may be handed on",
            ". The licence of the data set, for research or teaching, remains to be selected",
        ],
    )
    def test_what_depends_on_a_licence_is_none(self, said: str, tmp_path: Path) -> None:
        finding = judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": f"{self.SOURCE}{said}.\n"})
        assert finding.level == 1

    def test_a_description_of_data_gives_its_terms_wherever_they_stand(self, tmp_path: Path) -> None:
        told = (
            "# Summary\n\nRatings of MovieLens users.\n\n# Usage licence\n\nThe data set may be used for any research.\n\n"
            "# Citing\n\nCite the MovieLens paper: doi: 10.1/2827872\n"
        )
        finding = judged("data-lineage", tmp_path, {"train.py": TRAIN, "data/raw/README.md": told})
        assert finding.level == 2
        assert [place.line for place in finding.evidence][:2] == [3, 7]

    def test_a_note_with_an_address_names_the_source(self, tmp_path: Path) -> None:
        files = {"train.py": TRAIN, "README.md": "# Members\n"}
        note = {"notes/link.txt": "https://www.kaggle.com/club/members?select=all.csv\n"}
        assert judged("data-lineage", tmp_path / "note", {**files, **note}).level == 1
        other = {"notes/link.txt": "https://www.members.test/club\n"}
        assert judged("data-lineage", tmp_path / "other", {**files, **other}).level == 0

    @pytest.mark.parametrize(
        ("line", "level"),
        [
            ("The data: POS exports of the desk, merged by month.", 1),
            ("**数据集**: Members-10 (10类会员，26,179行)", 1),
            ("According to data from NASA, every fifth member leaves.", 0),
            ("The desk exports nothing, and the data is in a table.", 0),
        ],
    )
    def test_lines_that_name_a_source_and_those_that_do_not(self, line: str, level: int, tmp_path: Path) -> None:
        files = {"train.py": TRAIN, "README.md": f"# Members\n\n{line}\n"}
        if "数" in line:
            files["README.md"] = f"# 会员流失预测\n\n本项目预测会员流失，帮助服务团队。\n\n{line}\n"
        assert judged("data-lineage", tmp_path, dict(files)).level == level

    @pytest.mark.parametrize(
        ("address", "level"), [("drive.google.com/uc?id=1a2b", 0), ("zenodo.org/records/77/m.csv", 1)]
    )
    def test_a_drive_that_code_fetches_from_names_no_source(self, address: str, level: int, tmp_path: Path) -> None:
        code = f'import gdown\nimport pandas as pd\n\nADDRESS = "https://{address}"\n'
        code += "gdown.download(ADDRESS)\n" if not level else "pd.read_csv(ADDRESS)\n"
        files: dict[str, str | bytes] = {"get.py": code, "README.md": "# Members\n"}
        assert judged("data-lineage", tmp_path, files).level == level

    @pytest.mark.parametrize(
        "sentence",
        [
            "A competição Gym Members do Kaggle pede que se preveja quem sai.",
            "La compétition Gym Members de Kaggle demande qui part.",
            "Der Kaggle-Wettbewerb Gym Members fragt, wer geht.",
            "La competencia Gym Members de Kaggle pide predecir quién se va.",
        ],
    )
    def test_a_competition_is_a_source_in_other_languages_too(self, sentence: str, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# Gym\n\n{sentence}\n"}
        assert judged("data-lineage", tmp_path, files).level == 1


@pytest.mark.parametrize(
    ("name", "kept", "level"),
    [("check_drift.py", "new_members.csv", 0), ("generate_members.py", "data/members.csv", 1)],
)
def test_what_a_watch_over_drift_is_tried_with_is_not_the_origin_of_the_data(
    name: str, kept: str, level: int, tmp_path: Path
) -> None:
    draws = (
        "import numpy as np\nimport pandas as pd\n\n\ndef generate_members(number):\n"
        '    return pd.DataFrame({"age": np.random.normal(40, 9, number), "visits": np.random.poisson(4, number),\n'
        '        "left": np.random.choice(2, number), "months": np.random.poisson(9, number)})\n\n\n'
        f'generate_members(200).to_csv("{kept}")\n'
    )
    files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": "# Members\n\nWho leaves the gym?\n", name: draws}
    assert judged("data-lineage", tmp_path, files).level == level


ADDRESS = (
    "import requests\n\n\ndef fetch(url):\n    return requests.get(url).text\n\n\n"
    'open("members.csv", "w").write(fetch("https://members.test/club/members.csv"))\n'
)


def test_a_source_in_code_is_shown_by_its_address(tmp_path: Path) -> None:
    found = judged("data-lineage", tmp_path, {"fetch.py": ADDRESS, "train.py": TRAIN})
    assert found.level == 1
    assert "https://members.test" in found.evidence[0].excerpt
    assert "the source that fetch.py:8 names" in (found.fix or "")


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ('{"dataset": "Club members", "version": "1.2"}', True),
        ('{"name": "members-app", "version": "1.2"}', False),
        ('{"dataset": "Club members", "version": "{{ version }}"}', False),
    ],
    ids=["of the data", "of a package", "not filled in"],
)
def test_a_version_that_a_file_gives_the_data_is_not_denied(told: str, is_told: bool, tmp_path: Path) -> None:
    found = judged("data-lineage", tmp_path, {"fetch.py": ADDRESS, "train.py": TRAIN, "metadata.json": told})
    assert found.level == 1
    assert ("metadata.json:1 gives a version (1.2)" in found.reason) == is_told


@pytest.mark.parametrize(
    ("heading", "line", "level"),
    [
        ("Acknowledgements", "Lakeside Rowing Bank (reference dataset)", 1),
        ("Agradecimientos", "Banco Lago Azul (base de datos de referencia)", 1),
        ("Thanks", "Lakeside Rowing Bank for sharing the dataset", 1),
        ("Acknowledgements", "Lakeside University", 0),
        ("Acknowledgements", "Pandas for working with data", 0),
        ("Structure", "Loader (dataset and tests)", 0),
    ],
)
def test_whom_a_project_thanks_for_its_data_is_the_source(heading: str, line: str, level: int, tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": f"# Members\n\n## {heading}\n\n- {line}\n"}
    assert judged("data-lineage", tmp_path, dict(files)).level == level


@pytest.mark.parametrize(
    ("command", "level"),
    [
        ("kubectl apply -f https://raw.githubusercontent.com/ingress/nginx/main/deploy.yaml", 0),
        ("curl -O https://raw.githubusercontent.com/rowing/open-data/main/members.csv", 1),
    ],
)
def test_what_a_cluster_applies_is_no_data(command: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "Makefile": f"setup:\n\t{command}\n"}
    assert judged("data-lineage", tmp_path, files).level == level
