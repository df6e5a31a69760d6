"""kinds: assertions that ask for nothing but the kind of what always gives True or False."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import repository

CODE = "import pandas as pd\n\n\ndef cleaned(table):\n    return table.dropna()\n"
CHECK = 'def holds(what, note=""):\n    if not what:\n        print(note)\n    return bool(what)\n'
TEST = "import pandas as pd\n\nfrom clean import cleaned\nfrom kit import holds\n\n\ndef test_rows():\n    assert {}\n"
KEPT = "len(cleaned(pd.DataFrame({'a': [1, None]}))) == 1"


def found_in(folder: Path, asserted: str, check: str = CHECK) -> int:
    files = {"clean.py": CODE, "tests/kit.py": check, "tests/test_clean.py": TEST.format(asserted)}
    return len(repository(folder, files).tests.found)


@pytest.mark.parametrize("end", ["is not None", "in (True, False)", "in [False, True]", "!= None"])
def test_what_always_tells_true_or_false_cannot_fail_by_its_kind(tmp_path: Path, end: str) -> None:
    assert not found_in(tmp_path, f"holds({KEPT}) {end}")


def test_what_it_tells_can_fail(tmp_path: Path) -> None:
    assert found_in(tmp_path, f"holds({KEPT})")
    assert found_in(tmp_path / "other", f"holds({KEPT}) is True")


def test_what_may_give_nothing_can_fail(tmp_path: Path) -> None:
    assert found_in(tmp_path, f"holds({KEPT}) is not None", "def holds(what):\n    if what:\n        return True\n")
