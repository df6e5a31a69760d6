"""Rules of a `.gitignore` are read as git reads them."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from portfolio_kit.repository.ignoring import rules, said


@pytest.mark.parametrize(
    ("lines", "path", "is_ignored"),
    [
        ("*.log", "a/b.log", True), ("*.log\n!b.log", "a/b.log", False), ("!b.log\n*.log", "a/b.log", True),
        ("data/*.csv", "data/a.csv", True), ("data/*.csv", "src/data/a.csv", None), ("/a", "b/a", None),
        ("**/cache", "a/b/cache", True), ("a/**/b", "a/b", True), ("a/**/b", "a/x/y/b", True), ("a/**", "a/x/y", True),
        ("x[0-9].py", "x1.py", True), ("x[!0-9].py", "x1.py", None), ("# a", "# a", None), (r"\# a", "# a", True),
        ("a  ", "a", True), ("data/", "data", None), ("", "a", None), ("a?c", "abc", True), ("a?c", "a/c", None),
    ],
)  # fmt: skip
def test_a_rule(lines: str, path: str, is_ignored: bool | None) -> None:
    assert said(rules(lines.split("\n")), path, is_folder=False) is is_ignored


def test_a_slash_at_the_end_names_folders_only() -> None:
    assert said(rules(["data/"]), "data", is_folder=True) is True


@given(
    st.lists(st.text("ab*?/", min_size=1, max_size=6), max_size=4),
    st.lists(st.sampled_from(["a", "b", "ab", "ba"]), min_size=1, max_size=3),
)
def test_it_says_of_a_path_what_pathspec_says(lines: list[str], parts: list[str]) -> None:
    # Where stars or slashes stand side by side each of the two has a reading of its own.
    apart = [part for line in lines for part in line.split("/") if part != "**"]
    assume(not any("**" in part for part in apart) and not any("//" in line or not line.strip("*/") for line in lines))
    ours, path = rules(lines), "/".join(parts)
    folders = ["/".join(parts[:length]) for length in range(1, len(parts))]
    is_ignored = any(said(ours, folder, is_folder=True) for folder in folders) or said(ours, path, is_folder=False)
    assert bool(is_ignored) == GitIgnoreSpec.from_lines(lines).match_file(path)


@given(st.text(max_size=300))
def test_any_text_is_rules_or_none(text: str) -> None:
    said(rules(text.split("\n")), "a/b", is_folder=False)


def test_a_line_of_blanks_of_any_length_is_looked_at_once() -> None:
    begin = process_time()
    assert rules(["a" + " " * 1_000_000 + "x"]) == ()
    assert process_time() - begin < 1
    assert len(rules(["a" + " " * 200])) == 1
