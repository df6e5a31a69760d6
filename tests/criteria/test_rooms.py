"""The rooms of the criteria: what several pillars ask lies beside them, and no room asks another."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import portfolio_kit.criteria

HOUSE = Path(portfolio_kit.criteria.__file__).parent
ROOMS = sorted(path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file())


def asked(module: Path) -> set[str]:
    """The names of the rooms, and of the modules beside them, that a module imports from."""
    imports = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.ImportFrom)]
    dotted = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    return {name.split(".")[2] for name in dotted if name.startswith("portfolio_kit.criteria.")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_asks_no_other(room: str) -> None:
    others = {other for other in ROOMS if other != room}
    assert {module.name: asked(module) & others for module in (HOUSE / room).glob("*.py")} == {
        module.name: set() for module in (HOUSE / room).glob("*.py")
    }


def test_what_lies_beside_the_rooms_asks_none_but_the_judge() -> None:
    for module in HOUSE.glob("*.py"):
        if module.name != "judge.py":
            assert not asked(module) & set(ROOMS), module.name
