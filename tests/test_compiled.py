# ruff: noqa: RUF001
"""Patterns that an earlier run compiled are taken from where it kept them, and never where they don't fit."""

from __future__ import annotations

import marshal
import re
import sys
from importlib.util import source_hash
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_kit.compiled import CompiledPatterns

PATTERN = r"(?P<word>\w+)\s(?:déjà|НЕ)\b|(?<!no )(\d+)(?=%)|[^\W_]{3,}(?P=word)?"
TEXT = "Une Déjà не 17% abcabc"


@pytest.fixture(autouse=True)
def _may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _found(pattern: re.Pattern[str]) -> object:
    return (
        pattern.flags,
        pattern.groups,
        dict(pattern.groupindex),
        [(match.span(), match.groupdict(), match.lastgroup) for match in pattern.finditer(TEXT)],
    )


def _kept(path: Path, *patterns: str, flags: int = re.IGNORECASE) -> None:
    first = CompiledPatterns(path)
    for pattern in patterns:
        first.compile(pattern, flags)
    first.keep()


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.MULTILINE | re.DOTALL, re.ASCII, re.VERBOSE])
def test_a_kept_pattern_finds_what_re_finds(tmp_path: Path, flags: int) -> None:
    _kept(tmp_path / "kept", PATTERN, flags=flags)
    later = CompiledPatterns(tmp_path / "kept")

    assert _found(later.compile(PATTERN, flags)) == _found(re.compile(PATTERN, flags))


def test_what_an_earlier_run_compiled_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path / "kept", PATTERN)
    later = CompiledPatterns(tmp_path / "kept")
    monkeypatch.setattr(later, "_made", lambda *_: pytest.fail("it was compiled again"))

    assert later.compile(PATTERN, re.IGNORECASE).search(TEXT)


def test_a_pattern_is_told_from_the_same_with_other_flags(tmp_path: Path) -> None:
    _kept(tmp_path / "kept", "déjà")

    assert not CompiledPatterns(tmp_path / "kept").compile("déjà", 0).search(TEXT)


def test_runs_add_to_what_earlier_ones_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path / "kept", "a+")
    _kept(tmp_path / "kept", "b+")
    later = CompiledPatterns(tmp_path / "kept")
    monkeypatch.setattr(later, "_made", lambda *_: pytest.fail("it was compiled again"))

    assert later.compile("a+", re.IGNORECASE).match("AA")
    assert later.compile("b+", re.IGNORECASE).match("BB")


def test_a_run_adds_so_much_and_the_next_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio_kit.compiled._MOST_ADDED", 1)
    _kept(tmp_path / "kept", "a+", "b+")
    first = len((tmp_path / "kept").read_bytes())
    _kept(tmp_path / "kept", "a+", "b+")
    later = CompiledPatterns(tmp_path / "kept")
    monkeypatch.setattr(later, "_made", lambda *_: pytest.fail("it was compiled again"))

    assert len((tmp_path / "kept").read_bytes()) > first
    assert later.compile("a+", re.IGNORECASE).match("AA")
    assert later.compile("b+", re.IGNORECASE).match("BB")


def test_another_python_compiles_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "another")
    _kept(tmp_path / "kept", "a+")
    monkeypatch.undo()
    later = CompiledPatterns(tmp_path / "kept")
    made: list[str] = []

    def compiled(pattern: str, *_: object) -> re.Pattern[str]:
        made.append(pattern)
        return re.compile(pattern)

    monkeypatch.setattr(later, "_made", compiled)

    assert later.compile("a+", re.IGNORECASE).match("aa")
    assert made == ["a+"]


def test_a_wrong_pattern_is_told_as_re_tells_it(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="missing \\)"):
        CompiledPatterns(tmp_path / "kept").compile("(", 0)


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _kept(tmp_path / "kept", "a+")

    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_it_compiles_as_ever(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    patterns = CompiledPatterns(tmp_path / "file" / "kept")

    assert patterns.compile("a+", 0).match("aa")
    patterns.keep()


def test_a_python_that_compiles_otherwise_is_left_to_do_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = CompiledPatterns(tmp_path / "kept")
    monkeypatch.setattr("portfolio_kit.compiled.import_module", lambda _: object())

    assert patterns.compile("[ab]+c", 0).match("abc")


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_not_trusted_to_be_whole(tmp_path: Path, damage: bytes, at: int) -> None:
    path = tmp_path / "kept"
    path.unlink(missing_ok=True)
    _kept(path, "a+")
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + damage)

    assert CompiledPatterns(path).compile("a+", re.IGNORECASE).search("xAAx")


@given(st.one_of(st.none(), st.integers(), st.tuples(st.integers(), st.dictionaries(st.binary(), st.integers()))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_of_another_kind_is_not_read(tmp_path: Path, content: int | tuple[int, dict[bytes, int]] | None) -> None:
    head = marshal.dumps(content)
    (tmp_path / "kept").write_bytes(len(head).to_bytes(8, "little") + source_hash(head) + head)

    assert CompiledPatterns(tmp_path / "kept").compile("a+", 0).match("aa")
