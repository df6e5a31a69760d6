"""Python's syntax trees: what a newer Python writes is read by the one that judges."""

from __future__ import annotations

import ast

import pytest

from portfolio_kit.repository.code.syntax import parsed


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("type Label = str | int\nlabel: Label = 1", "Label = str | int\nlabel: Label = 1"),
        ("type Pair[T] = tuple[T, T]", "Pair = tuple[T, T]"),
        ("class Result[T]:\n    value: T", "class Result:\n    value: T"),
        ("class Result[T: (int, str) = int](Base[T]):\n    pass", "class Result(Base[T]):\n    pass"),
        (
            "async def first[T](rows: list[T]) -> T:\n    return rows[0]",
            "async def first(rows: list[T]) -> T:\n    return rows[0]",
        ),
        (
            "try:\n    pass\nexcept OSError, json.JSONDecodeError:\n    pass",
            "try:\n    pass\nexcept (OSError, json.JSONDecodeError):\n    pass",
        ),
    ],
)
def test_newer_forms_are_read_as_older_ones(source: str, plain: str) -> None:
    tree = parsed(source)
    assert tree is not None
    # A Python that reads the newer forms itself keeps what an older one has no place for.
    assert ast.dump(tree) == ast.dump(ast.parse(plain)) or ast.dump(tree) == ast.dump(ast.parse(source))


def test_lines_stay_where_they_were() -> None:
    tree = parsed('type Label = str | int\n\n\ndef told(label: Label) -> str:\n    return f"{names["a"]}"\n')
    assert tree is not None
    assert [node.lineno for node in tree.body] == [1, 4]


@pytest.mark.parametrize("source", ["class Result[T:\n    pass", "type = = 3", "def f[T]:\n    pass", "except A, B\n"])
def test_what_no_python_reads_is_not_mended(source: str) -> None:
    assert parsed(source) is None
