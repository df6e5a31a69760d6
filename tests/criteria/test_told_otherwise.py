"""Honest projects told and coded in other ways, and hollow ones that look the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.deployment import reasons
from portfolio_kit.criteria.production.automated_tests import automated_tests
from portfolio_kit.criteria.production.containerization import containerization
from portfolio_kit.criteria.show.data_access import data_access
from portfolio_kit.criteria.show.demo import demo
from portfolio_kit.criteria.show.environment import environment
from portfolio_kit.criteria.story.case_study import content
from portfolio_kit.criteria.unique.originality import originality
from portfolio_kit.repository.results.outcomes import outcome
from portfolio_kit.repository.running.commands import INSTALL
from portfolio_kit.repository.showing.demos import typed_answers
from tests.criteria.kit import repository

READS = "import pandas as pd\n\nbees = pd.read_csv('data/hives.csv')\nprint(bees.describe())\n"
ROWS = "hive,weight,swarmed\n1,34.2,0\n2,29.8,1\n3,31.0,0\n"
RULED = "Hives\n=====\n\nWhat came out\n-------------\n\n====  ======  ====\n..    recall  n\n====  ======  ====\n"
RULED += "ours  0.81    40\n====  ======  ====\n"


@pytest.mark.parametrize(
    ("name", "is_readme"),
    [
        ("LISEZMOI.md", True),
        ("LIESMICH.rst", True),
        ("LEEME.md", True),
        ("BACAMAN.md", True),
        ("CHANGELOG.md", False),
        ("TODO.md", False),
        ("notes.md", False),
    ],
)
def test_a_readme_has_its_name_in_the_language_of_its_author(name: str, is_readme: bool, tmp_path: Path) -> None:
    found = repository(tmp_path, {name: "# Ruches\n\nQuelles ruches essaiment ?\n"}).readme
    assert (found is not None) == is_readme


def test_a_table_between_rules_of_columns_is_read(tmp_path: Path) -> None:
    read = repository(tmp_path, {"README.rst": RULED})
    assert outcome(read.documents, ()) is not None
    assert outcome(repository(tmp_path / "other", {"README.rst": RULED.replace("0.81", "soon")}).documents, ()) is None


@pytest.mark.parametrize(("recipe", "installs"), [("pip install -r requirements.txt", True), ("echo pip", False)])
def test_a_task_installs_where_its_recipe_does(recipe: str, installs: bool, tmp_path: Path) -> None:
    files = {"README.md": "# Hives\n\n```\nmake richten\n```\n", "Makefile": f"richten:\n\t{recipe}\n"}
    assert any(INSTALL in command.purposes for command in repository(tmp_path, files).commands) == installs


@pytest.mark.parametrize(("table", "level"), [(ROWS, 2), ("hive,weight,swarmed,temperature,beekeeper,apiary\n", 0)])
def test_a_table_of_column_names_alone_is_no_data(table: str, level: int, tmp_path: Path) -> None:
    assert data_access(repository(tmp_path, {"look.py": READS, "data/hives.csv": table})).level == level


@pytest.mark.parametrize(("path", "level"), [("/home/ines/bees/all.parquet", 1), ("data/all.parquet", 2)])
def test_data_beside_a_table_on_the_authors_disk_is_not_what_is_read(path: str, level: int, tmp_path: Path) -> None:
    code = f"import pandas as pd\n\nPLACE = '{path}'\nprint(pd.read_parquet(PLACE))\n"
    files = {"look.py": code, "data/people.csv": "name,street\nAda,Main 1\nBo,Long Street 12\nCleo,Short Street 3\n"}
    assert data_access(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(("line", "level"), [("curl -O https://bees.example.net/hives.csv", 2), ("sleep 2", 0)])
def test_a_shell_script_that_only_talks_fetches_nothing(line: str, level: int, tmp_path: Path) -> None:
    files = {
        "look.py": READS,
        "get_data.sh": f"#!/bin/sh\nset -e\nmkdir -p data\necho Downloading\n{line}\necho Done\n",
        "README.md": "# Hives\n\n```\nmake_data=1\nbash get_data.sh\npython get_data.py\n```\n",
    }
    found = repository(tmp_path, files).supply
    script = [command for command in repository(tmp_path, files).commands if "get_data.sh" in command.text]
    assert script
    assert all(found._may_bring(command) == (level == 2) for command in script)


@pytest.mark.parametrize(("list_of", "level"), [("-r requirements.txt ", 1), ("", 2)])
def test_what_an_image_adds_to_a_list_the_list_lacks(list_of: str, level: int, tmp_path: Path) -> None:
    files = {
        "look.py": "import numpy\nimport lightgbm\n\nprint(lightgbm.train(numpy.ones(3)))\n",
        "requirements.txt": "numpy==1.26.4\n",
        "Dockerfile": f"FROM python:3.11\nRUN pip install {list_of}lightgbm==4.3.0\n",
    }
    assert environment(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(
    ("block", "shows"),
    [
        ("> the queen has left the hive\nswarm  0.91\nfine   0.09", True),
        (">>> ask the queen now\nswarm  0.91", False),
        ("> the queen has left the hive\nthank you", False),
    ],
)
def test_what_is_typed_and_answered_is_a_sample(block: str, shows: bool, tmp_path: Path) -> None:
    read = repository(tmp_path, {"README.md": f"# Hives\n\n```\n{block}\n```\n"})
    assert bool(list(typed_answers(read.documents))) == shows
    assert demo(read).level == 0


PACKAGE = {
    "core/pyproject.toml": "[project]\nname = 'hives'\nversion = '1'\n",
    "core/src/hives/__init__.py": "from math import sqrt\n\nROOT = sqrt(4)\n",
    "api/main.py": "from fastapi import FastAPI\nfrom hives import ROOT\n\napp = FastAPI(title=str(ROOT))\n",
    "requirements.txt": "fastapi==0.110\nuvicorn==0.29\n",
}


@pytest.mark.parametrize(("install", "level"), [(" './core[all]'", 2), ("", 1)])
def test_a_package_in_a_folder_is_found_where_the_image_installs_it(install: str, level: int, tmp_path: Path) -> None:
    dockerfile = (
        "FROM python:3.11\nWORKDIR /app\nCOPY core core\nCOPY requirements.txt .\n"
        f"RUN pip install -r requirements.txt{install}\nCOPY api api\n"
        'CMD ["uvicorn", "--app-dir", "api", "main:app"]\n'
    )
    assert containerization(repository(tmp_path, {**PACKAGE, "Dockerfile": dockerfile})).level == level


SCORED = """\
import torch
from net import Net


def nightly(inbox, home):
    saved = torch.load(home / "w.pt")
    net = Net()
    net.load_state_dict(saved)
    return chances(net, inbox)


def chances(net, rows):
    return net(torch.tensor(rows)).sigmoid()
"""
CHECKS = "from job import nightly\n\n\ndef test_night(tmp_path):\n    assert len(nightly([[1.0]], tmp_path)) == 1\n"


@pytest.mark.parametrize(("code", "asks"), [(SCORED, True), (SCORED.replace("chances(net, inbox)", "inbox"), False)])
def test_a_function_that_hands_on_what_it_loaded_is_inference(code: str, asks: bool, tmp_path: Path) -> None:
    files = {"job.py": code, "net.py": "import torch\n\nNet = torch.nn.Identity\n", "tests/test_job.py": CHECKS}
    assert [test.exercises_inference for test in repository(tmp_path, files).tests.found] == [asks]


@pytest.mark.parametrize(
    "test",
    [
        "def test_it(tmp_path):\n    out = tmp_path / 'out.csv'\n    out.write_text('ok')\n    assert 'ok' in out.read_text()\n",
        "def test_it():\n    from bees.trainer import fit\n\n    assert fit() > 0\n",
    ],
)
def test_own_files_and_modules_that_are_absent_are_nothing_of_the_project(test: str, tmp_path: Path) -> None:
    files = {"bees/job.py": "OUT = 'out.csv'\nprint(OUT)\n", "bees/__init__.py": "", "tests/test_job.py": test}
    assert automated_tests(repository(tmp_path, files)).level == 0


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It is hosted on the club's own machine, and the price of that is that I must be there.", True),
        ("Trees need less tuning because they split.", False),
    ],
)
def test_why_this_and_not_that_is_of_the_deployment_by_its_answer(text: str, gives: bool, tmp_path: Path) -> None:
    files = {"README.md": f"# Hives\n\n## Why Bottle and not Quart\n\n{text}\n", "Dockerfile": "FROM python:3.11\n"}
    assert bool(list(reasons(repository(tmp_path, files)))) == gives


HOLLOW = """\
# Estudo de caso

## O problema
As equipes perdem tempo e precisam decidir melhor, porque o mercado muda sempre e quem espera fica para trás, e isso custa caro a todos.

## A abordagem
Primeiro ouvimos as pessoas, depois limpamos os dados com cuidado e treinamos vários modelos, dos simples aos complexos, sempre com método.
Cada escolha foi discutida pela equipe, e cada etapa foi registrada para que outros possam seguir o caminho com clareza e segurança.

## Os resultados
O desempenho superou o esperado, melhor do que antes, e os usuários ficaram muito satisfeitos com a solução entregue a eles.

## Lições aprendidas
Aprendemos que os dados são a base de tudo e que nem sempre o modelo complexo ganha, porque o simples costuma bastar na prática.
Alguns testes falharam, mas com cada um deles aprendemos algo novo, e na próxima vez faríamos tudo com mais calma desde o começo.
"""


def test_a_story_that_points_at_nothing_is_none_in_any_language(tmp_path: Path) -> None:
    files = {"fit.py": READS, "docs/estudo_de_caso.md": HOLLOW}
    assert content(repository(tmp_path, files)).level == 0
    told = HOLLOW.replace("superou o esperado", "subiu de 0,61 para 0,74 nas 120 colmeias")
    assert content(repository(tmp_path / "told", {**files, "docs/estudo_de_caso.md": told})).level != 0


def test_sums_of_ones_own_on_data_that_is_here_are_work(tmp_path: Path) -> None:
    sums = "import json\n\nROWS = json.load(open('data/hives.csv'))\nfor row in ROWS:\n    print("
    sums += " + ".join(f"row[{number}] * {number}" for number in range(9)) + ")\n"
    assert repository(tmp_path, {"rank.py": sums, "data/hives.csv": ROWS}).has_work
    assert not repository(tmp_path / "without", {"rank.py": sums}).has_work
    assert originality(repository(tmp_path / "small", {"rank.py": sums, "data/hives.csv": ROWS})).level == 1
