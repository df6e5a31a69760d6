"""What Python refuses of a module, by the way in which it is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.code.launch import PROGRAM, Refused
from tests.criteria.kit import repository

DATA = {"shop/__init__.py": "", "shop/data.py": "import os\n", "shop/inner/deep.py": "from ..data import table\n"}


def refused(
    folder: Path, files: dict[str, str], file: str, name: str, *, root: str = "", is_open: bool = False
) -> Refused | None:
    found = repository(folder, files)

    def at(path: str) -> str | None:
        inside = path.lstrip("/")
        return inside if inside and found.exists(inside) else None

    return found.launch(at, (f"/{root}",), is_open=is_open).refused(f"/{file}", name)


@pytest.mark.parametrize(
    ("code", "name", "root"),
    [
        ("from .data import table\n", PROGRAM, "shop"),
        ("from .data import table\n", "train", "shop"),
        ("from . import data\n", PROGRAM, "shop"),
        ("from ..shop.data import table\n", "shop.train", ""),
    ],
)
def test_a_relative_import_needs_the_package_that_it_is_relative_to(
    code: str, name: str, root: str, tmp_path: Path
) -> None:
    found = refused(tmp_path, DATA | {"shop/train.py": code}, "shop/train.py", name, root=root, is_open=True)
    assert found is not None
    assert found.words.startswith("shop/train.py:1 imports .")


def test_a_program_finds_no_module_of_the_folder_above(tmp_path: Path) -> None:
    files = DATA | {"shop/train.py": "import os\n\nfrom shop.data import table\n"}
    found = refused(tmp_path, files, "shop/train.py", PROGRAM, root="shop")
    assert found is not None
    assert found.words == "shop/train.py:3 imports shop.data, which Python doesn't find when it is started so"


def test_what_is_imported_in_turn_is_followed(tmp_path: Path) -> None:
    files = DATA | {"shop/train.py": "import steps\n", "shop/steps.py": "from .data import table\n"}
    found = refused(tmp_path, files, "shop/train.py", PROGRAM, root="shop")
    assert found is not None
    assert found.evidence.path == "shop/steps.py"


@pytest.mark.parametrize(
    ("code", "name", "root"),
    [
        ("from .data import table\nfrom .inner import deep\n", "shop.train", ""),
        ("from shop.data import table\n", "shop.train", ""),
        ("from data import table\n", PROGRAM, "shop"),
        ("def train():\n    from .data import table\n", PROGRAM, "shop"),
        ("try:\n    from .data import table\nexcept ImportError:\n    from data import table\n", PROGRAM, "shop"),
        ("__package__ = 'shop'\nfrom .data import table\n", PROGRAM, "shop"),
        ("import sys\nsys.path.append('.')\nfrom shop.data import table\n", PROGRAM, "shop"),
        ("import pandas.data\nfrom yaml import load\n", PROGRAM, "shop"),
    ],
)
def test_what_python_finds_or_may_find(code: str, name: str, root: str, tmp_path: Path) -> None:
    assert refused(tmp_path, DATA | {"shop/train.py": code}, "shop/train.py", name, root=root) is None


def test_where_more_may_be_found_than_is_known_only_relative_imports_are_refused(tmp_path: Path) -> None:
    files = DATA | {"shop/train.py": "from shop.data import table\n"}
    assert refused(tmp_path, files, "shop/train.py", PROGRAM, root="shop", is_open=True) is None


def test_a_circle_of_imports_comes_to_an_end(tmp_path: Path) -> None:
    files = {"a.py": "import b\n", "b.py": "import a\nimport b.b.b.b\n"}
    assert refused(tmp_path, files, "a.py", PROGRAM) is None
