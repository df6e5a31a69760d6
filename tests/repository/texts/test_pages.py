"""The pages of a report as one text: its headings found, what stands on every page and its contents left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.pages import Laid, laid_out
from portfolio_kit.rubric.finding import Evidence

FULL = "The planners of the depot send a van to every dock that the forecast says will be empty in the"
PROSE = [FULL, FULL.replace("planners", "drivers"), "next hour."]


def pages(*of: list[str]) -> str:
    return "".join("\n".join(lines) + "\n\f" for lines in of)


def titles(laid: Laid) -> list[tuple[str, int]]:
    document = Document("report.pdf", laid.source, lambda line: Evidence("report.pdf", line, "x"))
    return [(section.title, section.level) for section in document.sections if section.title]


def test_chapters_are_headings_by_their_numbers() -> None:
    laid = laid_out(pages(["1. Introduction", *PROSE, "1.1 Who has the problem", *PROSE, "2 What came out", *PROSE]))
    assert titles(laid) == [("1. Introduction", 2), ("1.1 Who has the problem", 3), ("2 What came out", 2)]


def test_items_of_a_list_do_not_follow_the_chapter_before_them() -> None:
    laid = laid_out(
        pages(["1. Introduction", *PROSE, "1. Vans", "2. Docks: where they stand", *PROSE, "2. Data", *PROSE])
    )
    assert titles(laid) == [("1. Introduction", 2), ("2. Data", 2)]


def test_a_caption_below_a_heading_is_passed_over_and_no_heading_itself() -> None:
    laid = laid_out(pages([*PROSE, "Introduction (ab1)", "Figur 1: The docks.", "Source: [3] the town", *PROSE]))
    assert titles(laid) == [("Introduction (ab1)", 2)]


def test_a_short_line_between_two_paragraphs_is_a_heading() -> None:
    assert titles(laid_out(pages([*PROSE, "What went wrong", *PROSE]))) == [("What went wrong", 2)]


def test_the_first_line_of_a_paragraph_a_caption_and_a_row_are_none() -> None:
    lines = [*PROSE, FULL, *PROSE, "Figure 3: the docks", *PROSE, "Random forest 0.81", *PROSE, "of the vans", *PROSE]
    assert titles(laid_out(pages(lines))) == []


def test_the_contents_name_headings_and_are_none_themselves() -> None:
    laid = laid_out(
        pages(["3 Difficulties met . . . . . . . 31", "Outlook ........ 32"], ["3 Difficulties met", *PROSE])
    )
    assert titles(laid) == [("3 Difficulties met", 2)]
    assert ". . . ." not in laid.source
    assert "Outlook" not in laid.source


def test_what_stands_on_every_page_is_left_out() -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday"]
    of = [
        ["Docks - report of a project", f"{day} first.", f"{day} last.", f"Page {number} of 4"]
        for number, day in enumerate(days)
    ]
    laid = laid_out(pages(*of))
    assert [line for line in laid.source.split("\n") if line] == [
        f"{day} {place}." for day in days for place in ("first", "last")
    ]


def test_a_line_is_on_its_page() -> None:
    laid = laid_out(pages(["First.", *PROSE], ["Second.", *PROSE]))
    assert laid.pages[laid.source.split("\n").index("Second.")] == 2


def test_a_word_that_two_lines_divide_is_whole() -> None:
    assert "The planners forecast" in laid_out(pages(["The planners fore-", "cast the docks", "and the vans."])).source


@given(text=st.text(st.sampled_from("aB1.-# \n\f:"), max_size=300) | st.text(max_size=300))
def test_any_text_has_a_page_for_each_line(text: str) -> None:
    laid = laid_out(text)
    assert len(laid.pages) == len(laid.source.split("\n"))
    assert all(1 <= page <= text.count("\f") + 1 for page in laid.pages)


@pytest.mark.parametrize("mark", ["\u2022", "\u25aa", "\uf0b7"])
def test_a_line_behind_a_mark_is_an_item_of_its_own(mark: str) -> None:
    laid = laid_out(pages([*PROSE, f"{mark} The vans were counted.", f"{mark} The docks were not.", *PROSE]))
    document = Document("report.pdf", laid.source, lambda line: Evidence("report.pdf", line, "x"))
    assert [line.text for line in document.lines if line.kind == "item"][:2] == [
        "- The vans were counted.",
        "- The docks were not.",
    ]
    bare = laid_out(pages([*PROSE, f"{mark}The vans were counted.", f"The docks {mark} were not.", *PROSE]))
    document = Document("report.pdf", bare.source, lambda line: Evidence("report.pdf", line, "x"))
    assert [line for line in document.lines if line.kind == "item"] == []
