"""Modules that Python can't import, as a module of the project that they need is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import repository


def test_a_relative_import_that_leads_nowhere_is_told_with_its_place(tmp_path: Path) -> None:
    found = repository(tmp_path, {"app/core/cycle.py": "import os\nfrom ..models import Forecaster\n"}).unimportable
    assert found["app/core/cycle.py"].words == "app/core/cycle.py:2 imports app/models, which is not there"


@pytest.mark.parametrize(
    ("imported", "absent"),
    [
        ("from shop.models.network import Net\n", "shop/models/network"),
        ("import shop.models.network as network\n", "shop/models/network"),
        ("from src.models import Net\n", "src/models"),
    ],
)
def test_an_import_from_a_package_of_the_project_that_leads_nowhere_is_told(
    imported: str, absent: str, tmp_path: Path
) -> None:
    files = {"shop/tidy.py": "def clean():\n    return 1\n", "train.py": f"from shop.tidy import clean\n{imported}"}
    assert (
        repository(tmp_path, files).unimportable["train.py"].words == f"train.py:2 imports {absent}, which is not there"
    )


@pytest.mark.parametrize(
    ("files", "imported"),
    [
        (
            {"mlflow/tidy.py": "x = 1\n", "other.py": "import mlflow.tidy\n"},
            "from mlflow.tracking import MlflowClient\n",
        ),
        ({"requirements.txt": "shop==1.0\n"}, "from shop.models import Net\n"),
        ({"elsewhere/shop/models.py": "x = 1\n"}, "from shop.models import Net\n"),
        ({"elsewhere/shop/models/__init__.py": ""}, "from shop.models import Net\n"),
        ({"shop/build/table.py": "x = 1\n"}, "from shop.build.table import x\n"),
        ({}, "try:\n    from shop.models import Net\nexcept ImportError:\n    Net = None\n"),
        ({}, "from shop._version import version\n"),
    ],
    ids=["a package of others", "declared", "in another folder", "a blank module", "left out", "guarded", "written"],
)
def test_what_another_folder_or_package_may_answer_is_not_judged(
    files: dict[str, str], imported: str, tmp_path: Path
) -> None:
    project = {"shop/tidy.py": "def clean():\n    return 1\n", "train.py": f"from shop.tidy import clean\n{imported}"}
    assert repository(tmp_path, project | files).unimportable == {}


def test_a_package_that_the_project_has_nothing_of_may_be_installed(tmp_path: Path) -> None:
    files = {"train.py": "from evidences.models import Net\n", "evidences/notes.md": "Notes.\n"}
    assert repository(tmp_path, files).unimportable == {}


@pytest.mark.parametrize(
    ("ignored", "more", "is_told"),
    [
        ("models/\n", {}, True),
        ("*.pkl\n", {}, False),
        ("*\n!train.py\n", {}, False),
        ("models/\n", {"lib/models/network.py": "class Net:\n    pass\n"}, False),
        ("models/\n", {"requirements.txt": "models==1.0\n"}, False),
    ],
    ids=["ignored", "not ignored", "all but some", "in another folder", "a package"],
)
def test_an_import_from_a_folder_that_git_leaves_out_leads_nowhere(
    ignored: str, more: dict[str, str], *, is_told: bool, tmp_path: Path
) -> None:
    files = {".gitignore": ignored, "train.py": "from models.network import Net\n", **more}
    assert ("train.py" in repository(tmp_path, files).unimportable) is is_told


@pytest.mark.parametrize(
    "importer",
    [
        "from app.cycle import start\n",
        "import app.cycle\n",
        "from app import cycle\n",
        "from app.cycle.inner import start\n",
    ],
)
def test_what_imports_it_cannot_be_imported_either(importer: str, tmp_path: Path) -> None:
    files = {"app/__init__.py": "", "app/cycle.py": "from .models import Forecaster\n", "main.py": importer}
    assert set(repository(tmp_path, files).unimportable) == {"app/cycle.py", "main.py"}


def test_a_package_that_cannot_be_imported_takes_its_modules_along(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "from .models import Forecaster\n",
        "app/tidy.py": "x = 1\n",
        "main.py": "import app.tidy\n",
    }
    assert set(repository(tmp_path, files).unimportable) == {"app/__init__.py", "main.py"}


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    from .models import Forecaster\nexcept ImportError:\n    Forecaster = None\n",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from .models import Forecaster\n",
        "def train():\n    from .models import Forecaster\n    return Forecaster()\n",
        "from .tidy import clean\n",
        "from . import tidy\n",
        "from .compiled import fast\n",
        "from ._version import version\n",
        "from .forecast_pb2 import Request\n",
        "from models import Forecaster\n",
        "from ...... import models\n",
        "from .left_out import table\n",
    ],
)
def test_what_may_well_be_imported(code: str, tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "", "pkg/run.py": code, "pkg/tidy.py": "def clean():\n    return 1\n", "pkg/compiled.pyx": "x = 1\n",
        "pkg/left_out/build/table.py": "x = 1\n",
    }  # fmt: skip
    assert repository(tmp_path, files).unimportable == {}


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("shop/train.py", "from .tidy import clean, scale\n"),
        ("shop/train.py", "from shop.tidy import scale\n"),
        ("shop/train.py", "from tidy import scale as change\n"),
        ("tests/test_tidy.py", "from shop.tidy import clean, scale\n"),
    ],
)
def test_a_name_that_a_module_does_not_define_is_told(place: str, code: str, tmp_path: Path) -> None:
    files = {"shop/tidy.py": "def clean():\n    return 1\n", place: code}
    absent = repository(tmp_path, files).unimportable[place]
    assert absent.words == f"{place}:1 imports scale from shop/tidy.py, which defines nothing of that name"
    assert absent.remedy == f"Define scale in shop/tidy.py, or correct the import at {place}:1."


@pytest.mark.parametrize(
    "tidy",
    [
        "def scale():\n    return 1\n",
        "class scale:\n    size = 1\n",
        "scale: int = 1\n",
        "clean, (scale, *rest) = 1, (2, 3)\n",
        "from numpy import median as scale\n",
        "from numpy import *\n",
        "try:\n    import scale\nexcept ImportError:\n    scale = None\n",
        "with open('x') as scale:\n    pass\n",
        "scale = lambda rows: rows\n",
        "def __getattr__(name):\n    return name\n",
        "globals()['scale'] = 1\n",
        "import sys\nsetattr(sys.modules[__name__], 'sc' + 'ale', 1)\n",
        "this is no Python\n",
        "",
    ],
)
def test_a_name_that_a_module_may_well_have(tidy: str, tmp_path: Path) -> None:
    files = {"shop/tidy.py": tidy, "shop/train.py": "from .tidy import scale\n"}
    assert "shop/train.py" not in repository(tmp_path, files).unimportable


@pytest.mark.parametrize(
    "more",
    [
        {"tidy/__init__.py": "scale = 1\n"},
        {"elsewhere/tidy.py": "scale = 1\n"},
        {"tidy/scale.py": "x = 1\n"},
        {"requirements.txt": "tidy==1.0\n"},
    ],
)
def test_a_name_that_something_else_may_have(more: dict[str, str], tmp_path: Path) -> None:
    files = {"tidy.py": "clean = 1\n", "train.py": "from tidy import scale\n"}
    assert set(repository(tmp_path / "alone", files).unimportable) == {"train.py"}
    assert repository(tmp_path / "with", files | more).unimportable == {}


def test_a_circle_of_imports_comes_to_an_end(tmp_path: Path) -> None:
    files = {
        "a.py": "import b\n",
        "b.py": "import c\n",
        "c.py": "import a\nimport pkg.d\n",
        "pkg/d.py": "from .gone import x\n",
    }
    assert set(repository(tmp_path, files).unimportable) == {"a.py", "b.py", "c.py", "pkg/d.py"}


@pytest.mark.parametrize(
    "code",
    [
        "class Reply:\n    rows: List[int]\n",
        "def ask(row: Row) -> int:\n    return 1\n",
        "@app.get('/')\ndef ask():\n    return 1\n",
        "table = pd.read_csv('a.csv')\n",
    ],
    ids=["annotated", "argument", "decorated", "called"],
)
def test_a_name_that_nothing_binds_stops_the_import(code: str, tmp_path: Path) -> None:
    assert (
        "which is neither imported nor defined there" in repository(tmp_path, {"a.py": code}).unimportable["a.py"].words
    )


@pytest.mark.parametrize(
    "code",
    [
        "from __future__ import annotations\n\n\nclass Reply:\n    rows: List[int]\n",
        "def ask():\n    return later\n",
        "try:\n    unicode\nexcept NameError:\n    unicode = str\n",
        "from tools import *\n\ntable = read('a.csv')\n",
        "size = big if False else 1\n",
    ],
    ids=["put off", "in a function", "tried", "whatever is imported", "a second choice"],
)
def test_a_name_that_may_be_bound_or_not_read_is_not_judged(code: str, tmp_path: Path) -> None:
    assert repository(tmp_path, {"a.py": code}).unimportable == {}


FOLDER = {"src/__init__.py": "", "src/steps/clean.py": "class Cleaner:\n    pass\n", "train.py": "print('train')\n"}


@pytest.mark.parametrize(
    ("path", "code"),
    [("train.py", "from src.steps import Cleaner\n"), ("src/run.py", "from .steps import Cleaner\n")],
)
def test_a_name_from_a_folder_without_an_init_file_is_told(path: str, code: str, tmp_path: Path) -> None:
    absent = repository(tmp_path, {**FOLDER, path: code}).unimportable[path]
    assert absent.words == f"{path}:1 imports Cleaner from the folder src/steps/, which has no __init__.py to define it"


@pytest.mark.parametrize(
    "more",
    [
        {"train.py": "from src.steps import clean\n"},
        {"train.py": "from src.steps.clean import Cleaner\n"},
        {"train.py": "from src.steps import Cleaner\n", "src/steps/__init__.py": "from .clean import Cleaner\n"},
    ],
)
def test_a_module_from_a_folder_or_a_name_from_a_package_is_imported(more: dict[str, str], tmp_path: Path) -> None:
    assert not repository(tmp_path, {**FOLDER, **more}).unimportable


LOGGED = {
    "etl/read.py": "from logs.logger import get_logger\nrows = []\n",
    "api/ask.py": "try:\n    from etl.read import rows\nexcept ImportError:\n    from etl.read import rows\n",
    "etl/write.py": "from logs.logger import get_logger\n",
}


def test_a_folder_such_as_projects_have_that_several_modules_import_from_is_told(tmp_path: Path) -> None:
    found = repository(tmp_path, LOGGED).unimportable
    assert found["etl/read.py"].words == "etl/read.py:1 imports logs/logger, which is not there"


def test_what_is_tried_twice_must_be_there(tmp_path: Path) -> None:
    assert "api/ask.py" in repository(tmp_path, LOGGED).unimportable
    once = {**LOGGED, "api/ask.py": "try:\n    from etl.read import rows\nexcept ImportError:\n    rows = []\n"}
    assert "api/ask.py" not in repository(tmp_path / "once", once).unimportable


@pytest.mark.parametrize(
    "more",
    [
        {"requirements.txt": "logs==1.0\n"},
        {".gitmodules": "[submodule 'logs']\n"},
        {"logs/notes.md": "Notes.\n"},
        {"etl/write.py": "import sys\nsys.path.insert(0, '../shared')\nfrom logs.logger import get_logger\n"},
        {"etl/write.py": "rows = 1\n"},
    ],
    ids=["declared", "a part of git's", "a folder", "from elsewhere", "one alone"],
)
def test_a_folder_that_may_be_elsewhere_is_not_judged(more: dict[str, str], tmp_path: Path) -> None:
    assert repository(tmp_path, LOGGED | more).unimportable == {}


@pytest.mark.parametrize(
    ("more", "absent"),
    [
        ({".gitignore": "models/\n"}, ["serve.py"]),
        ({".gitignore": "models/\n", "models/renting.py": "class Rents: ...\n"}, []),
        ({".gitignore": "models/\n", "requirements.txt": "models==2.0\n"}, []),
        ({".gitignore": "*.joblib\n"}, []),
    ],
    ids=["kept out", "committed all the same", "a package", "not spoken of"],
)
def test_a_module_of_a_folder_that_is_kept_out_is_told(more: dict[str, str], absent: list[str], tmp_path: Path) -> None:
    files = {"serve.py": "from models.renting import Rents\n", **more}
    assert list(repository(tmp_path, files).unimportable) == absent
