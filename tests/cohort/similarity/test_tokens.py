"""Code as tokens in which what is easily changed is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.similarity.tokens import Vocabulary

PIECES = st.lists(
    st.sampled_from(
        ["'''", '"', "'", "\\", "\n", "def f(", "a=1", ")", "]", "# x", "import a, b", "from a import (", ".b"]
    )
)


def code(source: str) -> list[int]:
    return Vocabulary([source]).code(source).numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("total = price * 3", "sum_of_all = cost * 70.5e3", id="names and numbers"),
        pytest.param("print('a')", 'print(f"{b}" )', id="strings"),
        pytest.param("x = 1  # why\n", "x = 1", id="comments"),
        pytest.param("f(\n    a,\n    b,\n)", "f(a, b)", id="line breaks and a last comma"),
        pytest.param("import pandas as pd\npd.read_csv(x)", "import pandas\npandas.read_csv(x)", id="aliases"),
        pytest.param("def fit_it(): pass\nfit_it()", "def go(): pass\ngo()", id="functions of one's own"),
        pytest.param("class A:\n    def go(self): self.go()", "class B:\n    def on(self): self.on()", id="methods"),
        pytest.param("from .own import clean\nclean(x)", "from .mine import tidy\ntidy(x)", id="modules of one's own"),
        pytest.param("[1, 2, 3]", "[4.5, 6]", id="lists of values"),
    ],
)
def test_what_is_easily_changed_says_nothing(one: str, other: str) -> None:
    assert code(one) == code(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("frame.merge(x)", "frame.join(x)", id="methods of libraries"),
        pytest.param("len(x)", "sum(x)", id="built-in functions"),
        pytest.param("Model(depth=3)", "Model(width=3)", id="settings"),
        pytest.param("from a import f\nf(x)", "from a import g\ng(x)", id="functions of libraries"),
        pytest.param("a + b", "a - b", id="signs"),
        pytest.param("for x in y: go()", "while x: go()", id="keywords"),
    ],
)
def test_what_code_does_says_something(one: str, other: str) -> None:
    assert code(one) != code(other)


def test_every_token_has_its_line() -> None:
    tokens = Vocabulary([]).code("a = '''one\ntwo'''\n\nfrom x import (\n    y,\n)\nb = 1\n")
    assert tokens.lines == [1, 1, 1, 7, 7, 7]


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_any_text_has_tokens_on_its_lines(source: str) -> None:
    tokens = Vocabulary([source]).code(source)
    assert len(tokens.numbers) == len(tokens.lines)
    assert tokens.lines == sorted(tokens.lines)
    assert all(1 <= line <= source.count("\n") + 1 for line in tokens.lines)


def test_words_are_found_in_every_script() -> None:
    prose = Vocabulary([]).prose
    assert len(prose([(1, "Kündigungen, 12.5 % weniger!")]).numbers) == 3
    assert len(prose([(1, "顧客の解約")]).numbers) == 5
