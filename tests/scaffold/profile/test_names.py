"""Any name of a column becomes a name that Python, TOML, JSON and Markdown take."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.scaffold.profile.names import clean, words


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("MonthlyCharges", "monthly_charges"),
        ("Sepal length (cm)", "sepal_length_cm"),
        ("Größe", "groesse"),
        ("ÜBERGRÖSSE", "uebergroesse"),
        ("kraftstoffArt Öl", "kraftstoff_art_oel"),
        ("возраст", "vozrast"),
        ("年龄", "nian_ling"),
        ("class", "class_column"),
        ("None", "none_column"),
        ("__init__", "init"),
        ("self", "self_column"),
        ("2nd half", "n_2_nd_half"),
        ("", "column_1"),
        ("\"; import os; '", "import_os"),
        ("{{ x }}", "x"),
        ("x" * 200, "x" * 30),
    ],
)
def test_a_name_becomes_plain(name: str, plain: str) -> None:
    assert clean([name]) == (plain,)


def test_names_that_become_alike_are_told_apart() -> None:
    assert clean(["a b", "a-b", "A_B", "a_b_2"]) == ("a_b", "a_b_2", "a_b_3", "a_b_2_2")


def test_an_emoji_is_named() -> None:
    (plain,) = clean(["🙂"])
    assert plain.isidentifier()


@given(st.lists(st.text(max_size=60), min_size=1, max_size=12))
def test_every_name_is_a_different_short_identifier(names: list[str]) -> None:
    plain = clean(names)
    assert len(set(plain)) == len(names)
    for name in plain:
        assert name.isidentifier()
        assert name.isascii()
        assert name == name.lower()
        assert not keyword.iskeyword(name)
        assert not keyword.issoftkeyword(name)
        assert len(name) <= 30


@given(st.text(max_size=80))
def test_words_are_lower_case_letters_or_digits(name: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words(name))
