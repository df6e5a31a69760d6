"""Which of three versions of a file an update keeps: the rules, one line each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.scaffold.merge import Change, Kind, Merged, merge
from portfolio_kit.scaffold.render import File

PATH = "src/app.py"
CONFLICTING = b"conflict"


def file(content: str | None, mode: str = "100644") -> File | None:
    return None if content is None else File(content.encode(), mode)


def merged(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    if CONFLICTING in ours + theirs:
        return Merged(b"<<<", conflicting=True)
    return Merged(ours + theirs.removeprefix(base), conflicting=False)


def change(
    base: File | None, ours: File | None, theirs: File | None, *, path: str = PATH, blocked: bool = False
) -> Change | None:
    sides = [{path: side} if side else {} for side in (base, ours, theirs)]
    changes = merge(
        *sides,
        belongs_to_owner=lambda name: name.startswith("data/"),
        always_theirs={"record"},
        blocked={path} if blocked else set(),
        merge_text=merged,
    )
    assert len(changes) <= 1
    return changes[0] if changes else None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "kind", "content"),
    [
        ("a", "a", "a", None, None),
        ("a", "mine", "a", None, None),
        ("a", None, "a", None, None),
        ("a", "b", "b", None, None),
        ("a", None, None, None, None),
        (None, "mine", "mine", None, None),
        ("a", "a", "b", Kind.CHANGED, "b"),
        (None, None, "b", Kind.ADDED, "b"),
        ("a", "a", None, Kind.REMOVED, None),
        ("a", None, "b", None, None),
        ("a", "mine", None, Kind.CONFLICT, "mine"),
        ("a", "mine", "ab", Kind.CHANGED, "mineb"),
        (None, "mine", "b", Kind.CHANGED, "mineb"),
        ("a", "conflict", "ab", Kind.CONFLICT, "<<<"),
        ("\0", "\0mine", "\0b", Kind.CONFLICT, "\0mine"),
    ],
)
def test_a_file(base: str | None, ours: str | None, theirs: str | None, kind: Kind | None, content: str | None) -> None:
    got = change(file(base), file(ours), file(theirs))
    assert (got and got.kind, got and got.file) == (kind, file(content))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "kind"),
    [
        ("a", "a", "b", None),
        ("a", "mine", "b", None),
        ("a", None, "b", None),
        ("a", "mine", None, None),
        ("a", "a", None, None),
        (None, "mine", "b", None),
        (None, None, "b", Kind.ADDED),
    ],
)
def test_a_file_of_the_owner(base: str | None, ours: str | None, theirs: str | None, kind: Kind | None) -> None:
    got = change(file(base), file(ours), file(theirs), path="data/x.csv")
    assert (got and got.kind) == kind


def test_the_tool_keeps_its_own_record() -> None:
    got = change(file("v1"), file("v1 # mine"), file("v2"), path="record")
    assert got == Change("record", Kind.CHANGED, file("v2"))


def test_something_in_the_way_of_a_new_file_is_a_conflict() -> None:
    got = change(None, None, file("b"), blocked=True)
    assert got is not None
    assert (got.kind, got.file) == (Kind.CONFLICT, None)


def test_something_in_place_of_a_generated_file_stays() -> None:
    assert change(file("a"), None, file("b"), blocked=True) is None


def test_modes_are_merged_like_content() -> None:
    executable = file("a", "100755")
    assert change(file("a"), file("a"), executable) == Change(PATH, Kind.CHANGED, executable)
    assert change(file("a"), executable, file("ab")) == Change(PATH, Kind.CHANGED, file("ab", "100755"))
    assert change(file("a"), file("am"), file("ab", "100755")) == Change(PATH, Kind.CHANGED, file("amb", "100755"))


def test_a_link_of_the_owner_is_never_written_through() -> None:
    link = File(b"/etc/passwd", "120000")
    got = change(file("a"), link, file("b"))
    assert got is not None
    assert (got.kind, got.file) == (Kind.CONFLICT, link)


SIDES = st.none() | st.builds(File, st.binary(max_size=3), st.sampled_from(["100644", "100755"]))


@given(base=SIDES, ours=SIDES, theirs=SIDES)
def test_an_edit_never_goes_without_a_word(base: File | None, ours: File | None, theirs: File | None) -> None:
    got = change(base, ours, theirs)
    if ours is not None and ours != base and got is not None:
        assert got.file is not None
        assert ours.content in got.file.content or got.kind is Kind.CONFLICT


@given(side=SIDES, theirs=SIDES)
def test_an_untouched_project_becomes_the_new_template(side: File | None, theirs: File | None) -> None:
    got = change(side, side, theirs)
    assert (got.file if got else side) == theirs
