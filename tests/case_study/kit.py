"""Three small repositories as people have them, and the answers that their authors gave to the questions of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.repository import read
from tests.criteria.kit import notebook

ANSWERS = Path(__file__).parent / "answers"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)

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
