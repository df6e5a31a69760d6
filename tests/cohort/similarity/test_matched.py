"""Places that two repositories share, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.cohort.similarity.matched import Match, Text, matched
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.cohort.similarity.winnowing import unpacked
from portfolio_kit.repository.repository import read
from tests.cohort.similarity import kit
from tests.cohort.similarity.kit import FEATURES, OTHER, README, TRAIN


def texts(folder: Path, files: Mapping[str, str]) -> list[Text]:
    kept = passages(read(kit.write(folder, files)))
    return [Text(each.path, each.kind, each.text, unpacked(each.marks)) for each in kept]


def places(folder: Path, first: Mapping[str, str], second: Mapping[str, str]) -> tuple[Match, ...]:
    return matched(texts(folder / "1", first), texts(folder / "2", second), frozenset(), most=50)


def test_a_copied_file_is_one_place_from_its_first_line_of_code_to_its_last(tmp_path: Path) -> None:
    (match,) = places(tmp_path, {"a.py": FEATURES}, {"src/b.py": FEATURES})
    last = FEATURES.rstrip("\n").count("\n") + 1
    assert match.first.place == f"a.py:{match.first.start}-{match.first.end}"
    assert match.first.start <= 7
    assert match.first.end >= last - 4
    assert match.second.path == "src/b.py"
    assert match.first.lines == match.second.lines
    assert match.first.lines[0] == FEATURES.split("\n")[match.first.start - 1]


def test_each_side_has_its_own_lines(tmp_path: Path) -> None:
    first, second = FEATURES + "\n\n" + OTHER, OTHER.replace("optimiser", "opt")
    (match,) = places(tmp_path, {"a.py": first}, {"b.py": second})
    assert match.first.start - match.second.start == FEATURES.count("\n") + 2
    assert any("optimiser" in line for line in match.first.lines)
    assert any("opt." in line for line in match.second.lines)


def test_a_place_in_a_notebook_is_named_by_its_cells(tmp_path: Path) -> None:
    book = kit.notebook("import os", *kit.cells(FEATURES))
    (match,) = places(tmp_path, {"a.py": FEATURES}, {"b.ipynb": book})
    assert match.second.place.startswith("b.ipynb, cells ")
    assert match.second.cells is not None
    assert match.second.cells[0] >= 2


def test_functions_in_another_order_are_places_of_their_own(tmp_path: Path) -> None:
    head, *functions = kit.cells(FEATURES)
    moved = "\n\n\n".join([head, *functions[::-1]])
    found = places(tmp_path, {"a.py": FEATURES}, {"b.py": moved})
    assert len(found) == len(functions)
    assert [match.size for match in found] == sorted((match.size for match in found), reverse=True)


def test_prose_is_not_held_against_code(tmp_path: Path) -> None:
    words = README.split()
    code = " ".join(word for word in words if word.isidentifier())
    assert places(tmp_path, {"README.md": README}, {"b.py": code}) == ()


def test_what_is_common_is_left_out(tmp_path: Path) -> None:
    first, second = texts(tmp_path / "1", {"a.py": TRAIN}), texts(tmp_path / "2", {"b.py": TRAIN})
    common = frozenset(value for text in first for value in text.marks.hashes)
    assert matched(first, second, common, most=50) == ()
