"""data-access and data-lineage: tables beside pictures, sites that are crawled, and sources that a sentence names."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.responsible.data_lineage import data_lineage
from portfolio_kit.criteria.show.data_access import data_access
from tests.criteria.kit import repository

PICTURES = "from torchvision.datasets import ImageFolder\n\nboats = ImageFolder('data/boats')\n"
CURVE = "Layer,Weight\n" + "".join(f"{number}.weight,0.{number}5\n" for number in range(9))
LABELS = "boat,kind,harbour\n" + "".join(f"b{number}.png,{number % 3},north\n" for number in range(30))
CRAWLS = """\
import pandas as pd
from selenium import webdriver
from settings import FIRST_PAGE

driver = webdriver.Firefox()
driver.get(FIRST_PAGE)
pd.DataFrame({"fee": [row.text for row in driver.find_elements("css", ".fee")]}).to_csv("fees.csv")
"""


def access(folder: Path, files: dict[str, str | bytes]) -> int | None:
    return data_access(repository(folder, files)).level


def lineage(folder: Path, files: dict[str, str | bytes]) -> int | None:
    return data_lineage(repository(folder, files)).level


def test_a_table_beside_pictures_that_are_not_here_is_no_data(tmp_path: Path) -> None:
    assert access(tmp_path / "curve", {"learn.py": PICTURES, "data/tables/layers.csv": CURVE}) == 0
    assert access(tmp_path / "labels", {"learn.py": PICTURES, "data/labels.csv": LABELS}) == 0


def test_a_table_that_is_read_beside_pictures_is_data(tmp_path: Path) -> None:
    reads = f"{PICTURES}\nimport pandas as pd\n\nkinds = pd.read_csv('data/labels.csv')\n"
    assert access(tmp_path / "read", {"learn.py": reads, "data/labels.csv": LABELS}) == 2
    table = "import pandas as pd\n\nkinds = pd.read_csv(path)\n"
    assert access(tmp_path / "table", {"learn.py": table, "data/labels.csv": LABELS}) == 2


@pytest.mark.parametrize(("name", "level"), [("boats.onnx.data", 0), ("boats.data", 2)])
def test_what_a_network_keeps_beside_itself_is_no_data(name: str, level: int, tmp_path: Path) -> None:
    code = "import pandas as pd\n\nrows = pd.read_csv(path)\n"
    assert access(tmp_path, {"learn.py": code, f"docs/{name}": LABELS}) == level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Pictures are scaled to the ImageNet input spec of the network.", 0),
        ("Each picture is centred by the ImageNet channel statistics.", 0),
        ("The pictures are 4000 images of ImageNet.", 1),
    ],
)
def test_how_a_network_takes_pictures_is_no_source(line: str, level: int, tmp_path: Path) -> None:
    assert lineage(tmp_path, {"learn.py": PICTURES, "README.md": f"# Boats\n\n## Data\n\n{line}\n"}) == level


@pytest.mark.parametrize(
    ("address", "level"),
    [("https://harbours.org/fees", 1), ("http://localhost:8501", 0), ("https://example.com/fees", 0)],
)
def test_the_site_that_a_crawler_reads_is_the_source(address: str, level: int, tmp_path: Path) -> None:
    settings = f"FIRST_PAGE = '{address}'\n"
    assert lineage(tmp_path, {"crawl.py": CRAWLS, "settings.py": settings}) == level


def test_a_site_that_the_crawler_does_not_take_is_none(tmp_path: Path) -> None:
    settings = "FIRST_PAGE = open('page').read()\nHELP_PAGE = 'https://harbours.org/help'\n"
    assert lineage(tmp_path / "other", {"crawl.py": CRAWLS, "settings.py": settings}) == 0
    spider = "import scrapy\n\n\nclass Fees(scrapy.Spider):\n    start_urls = ['https://harbours.org/fees']\n"
    assert lineage(tmp_path / "spider", {"spider.py": spider}) == 1
    looks = CRAWLS.partition("pd.DataFrame")[0]
    assert lineage(tmp_path / "kept", {"look.py": looks, "settings.py": "FIRST_PAGE = 'https://harbours.org'\n"}) == 0


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("It predicts fees from the harbour data set of Kaggle. It is deployed and can be uploaded to.", 1),
        ("It predicts fees from a data set. It is uploaded to Kaggle by a script.", 0),
        ("It predicts fees. The data is uploaded to Kaggle and deployed.", 0),
    ],
)
def test_a_source_is_named_in_a_sentence_of_its_own(text: str, level: int, tmp_path: Path) -> None:
    code = "import pandas as pd\n\nrows = pd.read_csv('fees.csv')\n"
    files: dict[str, str | bytes] = {"learn.py": code, "README.md": f"# Fees\n\n{text}\n"}
    assert lineage(tmp_path, files) == level
    assert data_access(repository(tmp_path / "again", files)).level == level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("- **Training Data**: Advanced Harbour Fees dataset", 1),
        ("- **Training Data**: our harbour dataset", 0),
        ("- **Training Data**: Raw Harbour dataset", 0),
        ("- **Pages**: Advanced Harbour Fees dataset", 0),
    ],
)
def test_the_title_of_a_data_set_that_a_model_learned_from_is_its_source(line: str, level: int, tmp_path: Path) -> None:
    code = "import pandas as pd\n\nrows = pd.read_csv('fees.csv')\n"
    assert lineage(tmp_path, {"learn.py": code, "README.md": f"# Fees\n\n## Model\n\n{line}\n"}) == level


@pytest.mark.parametrize(
    ("comment", "level"),
    [
        ("Generated sample records of fees", 1),
        ("Generated reports on sample fees", 0),
        ("Samples that were handed in", 0),
    ],
)
def test_what_a_tree_of_files_calls_generated_samples_is_made(comment: str, level: int, tmp_path: Path) -> None:
    code = "import pandas as pd\n\nrows = pd.read_csv('fees.csv')\n"
    tree = f"```\nfees/\n├── data/\n│   └── demo/    # {comment}\n└── learn.py\n```\n"
    assert lineage(tmp_path, {"learn.py": code, "README.md": f"# Fees\n\n## Files\n\n{tree}"}) == level
