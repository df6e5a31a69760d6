"""Repositories as people have them, the answers that their authors gave to the questions of the page, and what comes of it."""

from __future__ import annotations

import io
import json
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from portfolio_kit.case_study.html import published
from portfolio_kit.case_study.pdf import typeset
from portfolio_kit.case_study.study import study_of
from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.repository import read
from tests.criteria.kit import notebook

ANSWERS = Path(__file__).parent / "answers"
HEAD = """\
# Empty docks: which stations run dry

*Ada Lovelace · [Code](https://github.com/ada/docks) · [Live](https://docks.example.org)*

"""
STUDY = f"""\
{HEAD}## Problem

Commuters find no bike on one morning in four. The operator pays 35 pounds for every hour.

## Approach

Eighteen months of counts, split by week.

## Results

<!-- result:results -->

| Model | MAE | Hours empty |
| --- | ---: | ---: |
| Mean of the weekday | 4.7<br>4.1–5.3 | 118 |
| **Boosting** | 3.2<br>2.9–3.5 | 52 |

<!-- /result -->

![Error by hour: highest at eight](../reports/error.png)

## Lessons learned

My first split put neighbouring rows into both halves.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


def png(width: int = 20, height: int = 10) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# A picture of the size that charts have.
PNG = png() + bytes(600)

NOTEBOOK_ONLY: Mapping[str, str | bytes] = {
    "README.md": "# Street trees that will not survive\n\nBy Mina Okafor. One notebook, `trees.ipynb`, on the city's tree register.\n\n"
    "The register comes from the [open data portal](https://opendata.example-city.org/dataset/trees.csv) of the city.\n",
    "data/trees.csv": "tree_id,species,planted,girth,sealed,dead\n"
    + "1,lime,1998,71,0.4,0\n2,plane,2003,55,0.9,1\n" * 40,
    "trees.ipynb": notebook(
        "# Which street trees die?\n\nThe register, and whether each tree stood three years later.",
        (
            (
                "import pandas as pd\nfrom sklearn.dummy import DummyClassifier\nfrom sklearn.ensemble import RandomForestClassifier\n"
                "from sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import train_test_split\n"
                "trees = pd.read_csv('data/trees.csv')\n"
                "train, test = train_test_split(trees, test_size=0.2, random_state=0)"
            ),
            "",
        ),
        (
            (
                "models = {'dummy': DummyClassifier(), 'logistic': LogisticRegression(), 'forest': RandomForestClassifier()}\n"
                "for name, model in models.items():\n    model.fit(train[['girth', 'sealed']], train.dead)\n"
                "    print(name, average_precision_score(test.dead, model.predict_proba(test[['girth', 'sealed']])[:, 1]))"
            ),
            "average precision of dummy: 0.061\naverage precision of logistic: 0.274\naverage precision of forest: 0.318\n",
        ),
    ),
}

SCRIPTS: Mapping[str, str | bytes] = {
    "README.md": "# Late parcels\n\n![Predicted against actual delay of the test weeks](figures/predicted_vs_actual.png)\n\n"
    "Try it: live demo at https://late-parcels.onrender.com/\n\n## Run\n\n```console\npython train.py\nuvicorn api:app\n```\n\n"
    "## Data\n\nThe depot's scans come from [Zenodo](https://zenodo.org/records/123456), under CC BY 4.0.\n",
    "pyproject.toml": '[project]\nname = "late-parcels"\nversion = "0"\nauthors = [{ name = "Jo Lindqvist" }]\n'
    'urls = { Repository = "https://github.com/jo/late-parcels" }\n',
    "data/scans.csv": "parcel,depot,weight,rain,delay\n" + "1,north,2.1,0.0,31\n2,south,0.4,3.2,75\n" * 30,
    "train.py": "import pandas as pd\nfrom sklearn.dummy import DummyRegressor\nfrom sklearn.ensemble import RandomForestRegressor\n"
    "from sklearn.linear_model import Ridge\nfrom sklearn.metrics import mean_absolute_error\n"
    "from sklearn.model_selection import train_test_split\n\nscans = pd.read_csv('data/scans.csv')\n"
    "train, test = train_test_split(scans, random_state=0)\nrows = []\n"
    "for model in [DummyRegressor(), Ridge(), RandomForestRegressor(random_state=0)]:\n"
    "    model.fit(train[['weight', 'rain']], train.delay)\n"
    "    rows.append((type(model).__name__, mean_absolute_error(test.delay, model.predict(test[['weight', 'rain']]))))\n"
    "pd.DataFrame(rows, columns=['model', 'mae']).to_csv('results/comparison.csv', index=False)\n",
    "api.py": "import joblib\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = joblib.load('model.joblib')\n\n\n"
    "@app.get('/health')\ndef health():\n    return {'status': 'ok'}\n\n\n"
    "@app.post('/delay')\ndef delay(parcel: dict):\n    return {'minutes': float(model.predict([[parcel['weight'], parcel['rain']]])[0])}\n",
    "results/comparison.csv": "model,mae,rmse,r2\nDummyRegressor,41.30,58.10,0.0\nRidge,29.84,44.02,0.43\n"
    "RandomForestRegressor,22.41,35.77,0.62\n",
    "figures/predicted_vs_actual.png": PNG,
    "figures/logo.png": PNG,
}  # fmt: skip

PORTUGUESE: Mapping[str, str | bytes] = {
    "README.md": "# Previsão de evasão no cursinho popular\n\nAutora: Luísa de Almeida Prado\n\n"
    "Modelo que estima quais alunas e alunos vão abandonar o cursinho antes do vestibular.\n\n## Dados\n\n"
    "Fonte dos dados: planilhas de presença do próprio cursinho, anonimizadas, de 2019 a 2024.\n",
    "dados/presenca.csv": "aluno,faltas,nota,trabalha,evadiu\n" + "1,3,6.5,0,0\n2,11,4.0,1,1\n" * 30,
    "treino.py": "import pandas as pd\nimport yaml\nfrom sklearn.dummy import DummyClassifier\n"
    "from sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import f1_score, recall_score\n\n"
    "dados = pd.read_csv('dados/presenca.csv')\nmodelo = LogisticRegression().fit(dados[['faltas', 'nota']], dados.evadiu)\n"
    "previsto = modelo.predict(dados[['faltas', 'nota']])\n"
    "yaml.safe_dump({'recall': float(recall_score(dados.evadiu, previsto))}, open('metricas.yaml', 'w'))\n",
    "metricas.yaml": "teste:\n  baseline:\n    recall: 0.50\n    precision: 0.21\n"
    "  regressão logística:\n    recall: {value: 0.78, low: 0.69, high: 0.86}\n    precision: 0.47\n",
}  # fmt: skip


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put files below a folder, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def answered(page: Path, answers: str) -> None:
    """Put an author's answers, by the headings of the page, in the place of the questions below them.

    Where the page had no metrics file to show, the question for one goes too, with its marks.
    """
    text = re.sub(r"<!-- result:[^>]*-->\n\n(?:>.*\n)+\n<!-- /result -->\n", "", page.read_text(encoding="utf-8"))
    for part in re.split(r"^## ", (ANSWERS / answers).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, words = part.partition("\n")
        before, heading, after = text.partition(f"## {title}\n")
        assert heading, title
        text = before + heading + re.sub(r"(?:^>.*\n)+", f"{words.strip()}\n", after, count=1, flags=re.MULTILINE)
    page.write_text(text, encoding="utf-8")


def level(folder: Path, criterion: str) -> int | None:
    """What the checker makes of a repository."""
    finding = finding_of(read(folder), criterion)
    assert not finding.error, finding.reason
    return finding.level


def metrics(**models: float) -> str:
    """A metrics file that gives one metric of some models."""
    return json.dumps({name: {"f1": value} for name, value in models.items()})


def repository(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a case study and other files below `folder`; reports/error.png is there."""
    return written(folder, {"docs/case-study.md": text, "reports/error.png": png(), **(files or {})})


def html_of(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> str:
    """The web page of a repository with this case study."""
    return published(study_of(repository(folder, text, files)))


def pdf_of(folder: Path, text: str = STUDY, files: Mapping[str, str | bytes] | None = None) -> PdfReader:
    """The PDF of a repository with this case study."""
    return PdfReader(io.BytesIO(typeset(study_of(repository(folder, text, files)))))


def words_of(reader: PdfReader) -> str:
    """The text that a reader of the PDF can select, its lines joined."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00ad\n", "").replace("\u200b", "").split())


def catalogue(reader: PdfReader) -> dict[str, Any]:
    """What a PDF says of itself as a whole."""
    return reader.root_object


def tags_of(reader: PdfReader) -> list[dict[str, Any]]:
    """The elements of the tree that a screen reader goes through, in order."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(catalogue(reader)["/StructTreeRoot"]))
