"""The labels in front of lines: of prose, lists, tables and terms; any text at all has some or none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

MARKS = [
    "**Use**",
    "Use:",
    "| a | b |\n",
    "- ",
    "\n",
    ": text",
    " is ",
    ". ",
    "word ",
    "？",
    "字",
    "__x__ ",
    "# ",
    "```\n",
]


def named(text: str) -> list[str]:
    document = Document("README.md", text, lambda line: Evidence("README.md", line, "…"))
    return [label.name for label in labels(document, document.lines)]


def test_what_is_bold_or_before_a_colon_is_a_label() -> None:
    assert named("Purpose: to rank.\n\n**Use** to rank members.\n") == ["Purpose", "Use"]


def test_the_first_cell_of_a_row_is_a_label() -> None:
    assert named("| Limits | new members |\n") == ["Limits"]


def test_a_term_is_the_label_of_its_definition_and_of_its_list() -> None:
    assert named("Limits\n: new members\n") == ["Limits"]
    assert named("Limits:\n- new members\n") == ["Limits"]


def test_a_whole_sentence_is_no_label() -> None:
    assert named("It ranks the members of a club by how likely they are to leave it.\n") == []


@given(st.one_of(st.text(max_size=500), st.lists(st.sampled_from(MARKS), max_size=40).map("".join)))
def test_labels_of_any_text_stand_on_its_lines(text: str) -> None:
    document = Document("README.md", text, lambda line: Evidence("README.md", line, "…"))
    assert all(1 <= label.line <= len(document.lines) for label in labels(document, document.lines))
