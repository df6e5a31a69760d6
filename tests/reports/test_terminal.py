"""The scorecard at a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.criteria.judge import judge
from portfolio_kit.look import Look, cells, wrapped
from portfolio_kit.reports import terminal
from portfolio_kit.rubric.finding import Evidence, met, missing, not_applicable, partial
from portfolio_kit.rubric.rubric import installed
from tests.criteria.kit import repository
from tests.reports.kit import HOSTILE, hostile, scorecard, usual

COLOUR = re.compile(r"\x1b\[[\d;]*m")


def test_the_title_the_pillars_and_what_to_do_next() -> None:
    lines = terminal.report([usual()], Look(120)).splitlines()
    assert lines[0] == "  churn · article rubric" + " " * 86 + "78.6 / 100"
    assert lines[1] == (
        "  Show, don't tell      ██████████████████░░  22.5/25   "
        "readme ● environment ● data-access ● demo ◐ end-to-end ●"
    )
    assert "  What to do next (points you gain; +2-4.1: a first step 2, once met 4.1)" in lines
    step = "docs/case-study.md:1 has problem and approach; results and lessons are missing:"
    assert any(line.startswith(f"  1. case-study-content   +4.6      {step}") for line in lines)


def test_what_is_missing_promises_no_more_than_a_first_step_brings() -> None:
    text = terminal.report(
        [scorecard({"demo": missing("Nothing.", "Add it."), "fairness": partial("So.", "Do.", [CELL])})]
    )
    assert "  1. demo      +2.5-5  Add it.\n" in text
    assert "  2. fairness  +1      Do.\n" in text
    assert "(points you gain)" in terminal.report([scorecard({"fairness": partial("So.", "Do.", [CELL])})])


def test_a_step_shows_the_place_that_its_words_do_not_name() -> None:
    named = partial("Weak.", "a.py:3 is weak: make it strong.", [Evidence("a.py", 3, "x")])
    unnamed = partial("Weak.", "Make it strong.", [Evidence("b.py", 4, "y")])
    text = terminal.report([scorecard({"demo": named, "readme": unnamed})])
    assert text.count("a.py:3") == 1
    assert text.count("b.py:4") == 1


def test_a_step_names_a_place_once() -> None:
    twice = [Evidence("a.md", 3, "One thing."), Evidence("a.md", 3, "Another."), Evidence("b.md", 4, "More.")]
    assert " a.md:3, b.md:4\n" in terminal.report([scorecard({"demo": partial("So.", "Do.", twice)})])


def test_marks_for_every_level() -> None:
    text = terminal.report([usual()])
    for shown in ("readme ●", "demo ◐", "baseline-comparison ○", "fairness n/a", "monitoring !"):
        assert shown in text


def test_points_of_what_is_not_applicable_are_taken_out() -> None:
    assert re.search(r"Responsible AI +█+ +8/8 ", terminal.report([usual()]))


def test_the_first_steps_and_how_many_more() -> None:
    low = scorecard(
        {
            name: missing("Nothing.", "Add it.")
            for name in ("readme", "demo", "privacy", "fairness", "environment", "monitoring")
        }
    )
    text = terminal.report([low])
    assert "  5. " in text
    assert "  6. " not in text
    assert "… and 1 more (up to +2): --verbose shows" in text


def test_verbose_ranks_every_step_and_tells_it_below_its_verdict() -> None:
    names = ("readme", "demo", "privacy", "fairness", "environment", "monitoring")
    low = scorecard({name: missing("Nothing.", f"Add a {name}.") for name in names})
    text = terminal.report([low], Look(200), verbose=True)
    ranked = (
        "1. readme +3-6, 2. environment +3-6, 3. demo +2.5-5, 4. monitoring +1.5-3, 5. fairness +1-2, 6. privacy +1-2"
    )
    assert f"  {ranked}\n" in text
    assert "  demo ○ missing, 0 of 5\n      Nothing.\n      To do (+2.5-5, step 3): Add a demo.\n" in text
    assert [text.count(f"Add a {name}.") for name in names] == [1] * len(names)
    assert "more (up to" not in text


def test_verbose_says_why_and_where_of_every_criterion() -> None:
    text = terminal.report([usual()], verbose=True)
    assert "  containerization ◐ partial, 2 of 4\n      The Dockerfile copies a folder that does not exist.\n" in text
    assert "      Dockerfile:7: COPY models/ /app/models/\n" in text
    assert "  fairness n/a not applicable\n      The data is about machines: no people in it.\n" in text


def test_what_the_repository_says_of_a_criterion_is_shown() -> None:
    said = "The repository says: the app needs a key that we may not publish"
    assert terminal.report([usual()], Look(120)).count(said) == 1
    assert terminal.report([usual()], Look(120), verbose=True).count(said) == 1


def test_a_rubric_with_points_of_its_own_shows_them(tmp_path: Path) -> None:
    card = judge(repository(tmp_path, {"README.md": "# Churn\n"}), installed("mlops-zoomcamp"), "churn")
    first = terminal.report([card]).splitlines()[0]
    assert re.search(r"MLOps Zoomcamp project, [\d.]+ of 33 points +[\d.]+ / 100$", first)


def test_steps_promise_the_points_of_a_rubric_that_counts_to_something_else_than_100(tmp_path: Path) -> None:
    card = judge(repository(tmp_path, {"README.md": "# Churn\n"}), installed("mlops-zoomcamp"), "churn")
    text = terminal.report([card], Look(120))
    assert "  33 points apply here; the score counts them as 100.\n" in text
    assert "  What to do next (points you gain, of 33; +" in text
    promised = {judged.criterion.id: judged.criterion.points for judged in card.next_steps}
    gained = re.findall(r"^  \d+\. ([\w-]+) +\+(?:[\d.]+-)?([\d.]+) ", text, re.MULTILINE)
    assert [(name, float(most)) for name, most in gained] == [(name, promised[name]) for name, _ in gained]
    rest = sum(promised.values()) - sum(float(most) for _, most in gained)
    assert f" more (up to +{rest:g}): " in text


def test_what_was_cut_and_what_could_not_be_judged_is_said() -> None:
    text = terminal.report([usual()])
    assert "only the first 20,000 files were looked at" in text
    assert "monitoring: could not be judged: ValueError: broken" in text


def test_nothing_to_do_is_nothing_said() -> None:
    text = terminal.report([scorecard()])
    assert "100 / 100" in text
    assert "next" not in text


def test_several_are_compared_at_the_end() -> None:
    text = terminal.report([usual("first"), scorecard(target="second")])
    assert text.endswith("  All of them\n    100   second\n   78.6   first\n")


def test_several_are_told_in_short_unless_all_is_asked_for() -> None:
    both = [usual("first"), scorecard(target="second")]
    text = terminal.report(both)
    assert "  Next: case-study-content +4.6, baseline-comparison +2-4.1," in text
    assert "To do" not in text
    assert "add both" not in text
    assert "add both" in terminal.report(both, verbose=True)


def test_where_there_is_nothing_to_read_nothing_more_is_said(tmp_path: Path) -> None:
    card = judge(repository(tmp_path, {}), installed(), "x")
    assert len(terminal.report([card]).splitlines()) == 2


def test_no_colour_unless_it_is_wanted() -> None:
    plain = terminal.report([usual()], Look(100), verbose=True)
    coloured = terminal.report([usual()], Look(100, colour=True), verbose=True)
    assert "\x1b" not in plain
    assert "\x1b[32m●\x1b[0m" in coloured
    assert COLOUR.sub("", coloured) == plain


def test_plain_characters_where_the_encoding_has_no_others() -> None:
    text = terminal.report([usual()], Look(80, unicode=False), verbose=True)
    assert text.isascii()
    assert "Show, don't tell      ##################..  22.5/25" in text
    assert "demo ~" in text


@pytest.mark.parametrize("width", [40, 56, 80, 97, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_window(width: int, verbose: bool) -> None:
    wide = met("这个项目预测客户流失" * 12, [Evidence("数据/说明.md", 1, "客户" * 60)])
    for card in (
        usual("https://example.org/" + "x" * 150),
        hostile(),
        scorecard({"readme": wide, "fairness": not_applicable("é" * 200)}),
    ):
        lines = terminal.report([card, card], Look(width), verbose=verbose).splitlines()
        assert [line for line in lines if cells(line) > width] == []


def test_nothing_of_the_repository_steers_the_terminal() -> None:
    for verbose in (False, True):
        text = terminal.report([hostile()], Look(100), verbose=verbose)
        assert [character for character in text if not character.isprintable() and character != "\n"] == []
        assert "\\x1b[2J" in text
        coloured = terminal.report([hostile()], Look(100, colour=True), verbose=verbose)
        assert COLOUR.sub("", coloured) == text


@given(st.text(), st.integers(2, 50))
def test_wrapping_keeps_every_word_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert lines
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_of_a_finding_can_be_shown(text: str) -> None:
    card = scorecard({"readme": partial(text, text, [Evidence(f"a{text}", 1, text)])}, name=text)
    shown = terminal.report([card], Look(60), verbose=True)
    assert [character for character in shown if not character.isprintable() and character != "\n"] == []


def test_hostile_text_is_really_hostile() -> None:
    assert not HOSTILE.isprintable()


CELL = Evidence("eda.ipynb", 212, "f1 0.87", cell=12, called="In [7]")
TEXT = Evidence("eda.ipynb", 9, "## Churn", cell=2, called='"Churn"')
PICTURE = Evidence("boats.png", 1, "(64 bytes)", whole=True)


def test_a_place_is_where_a_reader_finds_it() -> None:
    text = terminal.report([scorecard({"demo": met("There.", [CELL, PICTURE])})], verbose=True)
    assert "      eda.ipynb, cell 12 (In [7]): f1 0.87\n" in text
    assert "      boats.png: (64 bytes)\n" in text


def test_the_words_that_a_cell_is_found_by_are_shown_where_no_excerpt_is() -> None:
    card = scorecard({"demo": partial("Weak.", "Make it strong.", [TEXT])})
    assert '  judged by eda.ipynb, cell 2 ("Churn")\n' in terminal.report([card])
    assert "      eda.ipynb, cell 2: ## Churn\n" in terminal.report([card], verbose=True)


def test_one_edit_that_begins_two_steps_is_said_at_both() -> None:
    none = missing("No figure.", "State the figure.")
    both = scorecard({"quantified-results": none, "claims-supported": missing("No figure.", "State it.")})
    text = " ".join(terminal.report([both], Look(120)).split())
    assert "1. quantified-results +3-6 State the figure. This begins step 2 (claims-supported), too." in text
    assert "2. claims-supported +2-4 State it. Step 1 (quantified-results) begins this, too." in text


def test_steps_of_which_one_has_begun_are_two() -> None:
    begun = partial("A bare figure.", "Say what it was measured on.", [CELL])
    card = scorecard({"quantified-results": begun, "claims-supported": missing("Contradicted.", "Correct it.")})
    assert "begins" not in terminal.report([card])


def test_steps_stand_before_the_verdicts() -> None:
    text = terminal.report([usual()], verbose=True)
    assert text.index("What to do next") < text.index("The Dockerfile copies a folder")


def test_what_a_place_stands_for_is_said_where_it_is_known() -> None:
    places = [Evidence("README.md", 7, "pip install .").showing("how to install"), CELL.showing("the result")]
    card = scorecard({"readme": partial("Weak.", "Make it strong.", [*places, PICTURE])})
    assert " README.md:7 (how to install), eda.ipynb, cell 12 (In [7], the result), boats.png\n" in terminal.report(
        [card], Look(120)
    )
    text = terminal.report([card], Look(120), verbose=True)
    assert "      README.md:7 (how to install): pip install .\n" in text
    assert "      eda.ipynb, cell 12 (In [7], the result): f1 0.87\n" in text


def test_how_points_become_the_score_is_said_where_some_do_not_apply() -> None:
    assert "  98 of 100 points apply here; the score, and what you gain, count them as 100.\n" in terminal.report(
        [usual()]
    )
    assert "apply here" not in terminal.report([scorecard()])


def test_where_there_is_no_project_it_is_said_first(tmp_path: Path) -> None:
    for files, said in (
        ({}, "There is no file to read here: is this the right folder?"),
        ({"notes.txt": "x"}, "There is no Python file and no notebook here, only 1 other file: is this the"),
    ):
        card = judge(repository(tmp_path, files), installed(), "x")
        assert terminal.report([card]).splitlines()[1].strip().startswith(said)


def test_a_bar_has_the_colour_of_its_share() -> None:
    low = scorecard(dict.fromkeys(("fairness", "privacy", "explainability", "model-card"), missing("No.", "Add it.")))
    text = terminal.report([low], Look(100, colour=True))
    assert re.search("Responsible AI +\x1b\\[31m█", text)
    assert re.search("Impact +\x1b\\[32m█", text)
