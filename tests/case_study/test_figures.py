"""The figures of a page: files of the repository, or one line that says what is wrong with them."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from portfolio_kit.case_study.figure_files import Figure
from portfolio_kit.case_study.study import study_of
from portfolio_kit.errors import UserError
from tests.case_study.kit import DRAWING, png, repository

JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x0b\x08" + struct.pack(">HH", 10, 20) + b"\1\1\x11\0"
WEBP = {
    "VP8X": b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x13\0\0\x09\0\0",
    "VP8L": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 19 | 9 << 14),
    "VP8 ": b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 20, 10),
}


def figure(folder: Path, content: str | bytes, target: str = "a.png") -> Figure:
    text = f"# T\n\n![it falls]({target})\n"
    (found,) = study_of(repository(folder, text, {"docs/a.png": content})).figures.values()
    return found


def refusal(folder: Path, markdown: str, content: str | bytes = b"") -> str:
    with pytest.raises(UserError) as refused:
        study_of(repository(folder / "repo", f"# T\n\nText.\n\n{markdown}\n", {"docs/a.png": content or png()}))
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("docs/case-study.md:5: the figure ")
    return str(refused.value)


@pytest.mark.parametrize("content", [png(), JPEG, *WEBP.values()], ids=["png", "jpg", *WEBP])
def test_a_picture_is_told_by_its_content_and_not_by_its_name(tmp_path: Path, content: bytes) -> None:
    found = figure(tmp_path, content)
    assert (found.width, found.height) == (20, 10)
    assert found.content == content


@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0"?>\n', '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b">\n<!-- c -->']
)
def test_a_drawing_has_no_size_in_pixels(tmp_path: Path, head: str) -> None:
    found = figure(tmp_path, head + DRAWING)
    assert (found.kind, found.width) == ("svg", None)


@pytest.mark.parametrize("target", ["a.png", "./a.png", "../docs/a.png", "/docs/a.png", "a.png?raw=true", "%61.png"])
def test_a_target_is_read_as_on_the_forges(tmp_path: Path, target: str) -> None:
    assert figure(tmp_path, png(), target).path == "docs/a.png"


def test_a_figure_says_what_it_shows(tmp_path: Path) -> None:
    assert "says nothing to a reader who cannot see it" in refusal(tmp_path, "![](a.png)")
    assert "says nothing" in refusal(tmp_path, '<img src="a.png">')


@pytest.mark.parametrize(
    "target",
    ["https://img.example/a.png", "http://img.example/a.png", "//img.example/a.png", "HTTPS://img.example/a.png"],
)
def test_nothing_is_fetched(tmp_path: Path, target: str) -> None:
    assert f"{target} is not in the repository: save it there" in refusal(tmp_path, f"![it]({target})")


def test_a_missing_figure_is_named_with_its_line(tmp_path: Path) -> None:
    assert "../gone.png is missing" in refusal(tmp_path, "![it](../gone.png)")
    assert "is missing" in refusal(tmp_path, "![it](#top)")
    assert "is missing" in refusal(tmp_path, "![it](../docs)")


def test_a_figure_outside_of_the_repository_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    assert "lies outside of the repository" in refusal(tmp_path, "![it](../../secret.png)")
    repository(tmp_path / "repo")
    (tmp_path / "repo/docs/link.png").symlink_to(tmp_path / "secret.png")
    assert "lies outside of the repository" in refusal(tmp_path, "![it](link.png)")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in the file system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    repository(tmp_path / "repo")
    os.mkfifo(tmp_path / "repo/docs/pipe.png")
    assert "is missing" in refusal(tmp_path, "![it](pipe.png)")


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    assert "is no PNG, JPEG, WebP or SVG" in refusal(tmp_path, "![it](a.png)", b"GIF89a")
    assert "is no PNG" in refusal(tmp_path, "![it](a.png)", b"<html><svg></svg></html>")


def test_what_is_too_large_to_show_is_refused(tmp_path: Path) -> None:
    assert "is larger than 8 MB" in refusal(tmp_path, "![it](a.png)", png() + bytes(9 * 1024 * 1024))
    bomb = png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:]
    assert "is 60000 by 60000 pixels" in refusal(tmp_path, "![it](a.png)", bomb)
    assert "is 0 by 0 pixels" in refusal(tmp_path, "![it](a.png)", b"\xff\xd8\xff\xe0\0\0")
    large = DRAWING.replace("<rect", " " * 1024 * 1024 + "<rect")
    assert "is a drawing larger than 1 MB" in refusal(tmp_path, "![it](a.png)", large)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "holds a script"),
        ("<foreignObject><p>Text</p></foreignObject>", "holds HTML"),
        ('<image href="https://img.example/a.png"/>', "takes in other files"),
        ('<image xlink:href="/etc/passwd"/>', "takes in other files"),
        ('<rect fill="url(../a.svg#b)"/>', "takes in other files"),
    ],
)
def test_a_drawing_that_is_more_than_one_is_refused(tmp_path: Path, inside: str, reason: str) -> None:
    assert reason in refusal(tmp_path, "![it](a.png)", DRAWING.replace("<rect", f"{inside}<rect"))


def test_a_drawing_with_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"is no PNG|declares entities"):
        figure(tmp_path, '<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING)
    with pytest.raises(UserError, match="declares entities"):
        figure(tmp_path, DRAWING + '<!ENTITY a "b">')


def test_a_drawing_may_use_its_own_parts(tmp_path: Path) -> None:
    own = '<a href="#b" style="fill:url(#c)"/><image href="data:image/png;base64,AAAA"/>'
    assert figure(tmp_path, DRAWING.replace("<rect", f"{own}<rect")).kind == "svg"


def test_two_pages_hold_only_so_many_figures(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has 13 figures: two pages hold at most 12"):
        study_of(repository(tmp_path, "# T\n\n" + "![it](../reports/error.png)\n" * 13))
