"""Feedback for whoever made a repository."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portfolio_kit.cohort.feedback import MARKER, feedback
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.cohorts import Criterion
from portfolio_kit.cohort.store.detail import Detail, Place, Said, Verdict
from tests.reports.kit import HOSTILE

COMMIT = "0123456789abcdef0123456789abcdef01234567"
NOW = datetime(2026, 3, 4, tzinfo=UTC)


def place(path: str = "src/app.py", line: int = 31, excerpt: str = '@app.post("/predict")') -> Place:
    return Place(path, line, None, excerpt, (), line)


def verdict(name: str, status: str, points: float = 4, *, text: str = "", **changed: object) -> Verdict:
    """A verdict of the criterion `name`, said as `text` where one is given."""
    earned = {"met": points, "partial": points / 2}.get(status, 0.0)
    values = {
        "criterion": Criterion(name, f"Title of {name}", "show", "Show", points, f"Why {name} is asked for."),
        "found": status,
        "reason": text or f"This was found of {name}.",
        "fix": None if status in ("met", "not_applicable") else text or f"Do this about {name}.",
        "annotation": None,
        "proven": None,
        "places": (place(),),
        "status": status,
        "earned": earned,
        "possible": 0.0 if status == "not_applicable" else points,
        "gain": 0.0 if status == "not_applicable" else points - earned,
        "override": None,
    }
    return Verdict(**{**values, **changed})  # type: ignore[arg-type]


def override(text: str) -> tables.Override:
    return tables.Override(
        repository_id=1, review_id=1, criterion="tests", kind="level", level=2, comment=text, author="Grace", made=NOW
    )


def repository(*verdicts: Verdict, said: tuple[Said, ...] = (), **changed: object) -> Detail:
    """A repository with these verdicts."""
    review = tables.Review(state="scored", commit=COMMIT, warning=None, failure=None, failure_kind=None)
    values = {
        "id": 1,
        "cohort_id": 1,
        "name": "churn",
        "source": "https://github.com/ada/churn",
        "subfolder": "",
        "is_listed": True,
        "tags": (),
        "state": "scored",
        "score": 64.0,
        "review": review,
        "run": tables.Run(rubric="article"),
        "verdicts": verdicts,
        "said": said,
    }
    return Detail(**{**values, **changed})  # type: ignore[arg-type]


def failed(kind: str, why: str, source: str = "https://github.com/ada/churn") -> Detail:
    review = tables.Review(state="failed", commit=None, warning=None, failure=why, failure_kind=kind)
    return repository(state="failed", score=None, review=review, source=source)


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def html(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def tags(page: str) -> set[str]:
    return set(re.findall(r"<!--.*?-->|<[^>]+>", page))


def outside_code(page: str) -> str:
    return re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)


def test_it_can_be_known_as_one() -> None:
    assert feedback(repository()).startswith(f"{MARKER}\n# Feedback on churn\n")


def test_strengths_come_before_the_score_and_what_is_missing() -> None:
    text = feedback(repository(verdict("demo", "met"), verdict("tests", "missing")))
    titles = list(sections(text))
    assert titles[0] == "What convinces already"
    assert text.index("What convinces already") < text.index("64 of 100 points") < text.index("Title of tests")


def test_the_most_valuable_strengths_are_told_with_their_place_and_not_all_of_them() -> None:
    many = [verdict(f"c{points}", "met", points) for points in range(1, 9)]
    told = sections(feedback(repository(*many)))["What convinces already"]
    assert re.findall(r"\*\*Title of (\w+)\.\*\*", told) == ["c8", "c7", "c6", "c5"]
    line = f"https://github.com/ada/churn/blob/{COMMIT}/src/app.py#L31"
    assert f'See [`src/app.py:31`]({line}): `@app.post("/predict")`' in told


def test_where_little_is_met_what_is_begun_can_be_built_on() -> None:
    told = sections(feedback(repository(verdict("demo", "met"), verdict("tests", "partial"))))
    assert "Title of tests" in told["What you can build on"]


def test_the_three_steps_that_gain_most_say_why_what_and_where() -> None:
    below = [verdict(f"c{points}", "missing", points) for points in (1, 5, 3, 9)]
    told = sections(feedback(repository(*below)))["Three next steps that gain most"]
    assert re.findall(r"^\d\. \*\*Title of (\w+)\*\*", told, re.MULTILINE) == ["c9", "c5", "c3"]
    assert "1. **Title of c9**, worth up to 9 points. Why c9 is asked for.\n" in told
    assert "   - Now: This was found of c9.\n   - To do: Do this about c9.\n   - Where: [`src/app.py:31`]" in told


def test_what_is_begun_already_is_worth_all_that_it_lacks() -> None:
    assert "**Title of tests**, worth 1.5 points." in feedback(repository(verdict("tests", "partial", 3)))


def test_a_place_that_the_step_names_is_not_named_again() -> None:
    said = verdict("tests", "partial", text="src/app.py:31 has no test.")
    assert "Where:" not in feedback(repository(said))


def test_one_and_two_steps_are_called_so() -> None:
    assert "## The one step that is left" in feedback(repository(verdict("a", "partial")))
    assert "## Two steps that are left" in feedback(repository(verdict("a", "partial"), verdict("b", "missing")))


def test_a_perfect_project_is_told_so_and_what_to_do_with_it() -> None:
    text = feedback(repository(verdict("demo", "met"), verdict("fairness", "not_applicable"), score=100.0))
    left = sections(text)["What is left"]
    assert "Nothing: your project has **100 of 100 points**" in left
    assert "explain" not in text.replace("be ready to explain", "")


def test_a_project_without_anything_yet_is_not_scolded() -> None:
    text = feedback(repository(verdict("demo", "missing"), score=0.0))
    assert "A project begins with its first files" in text
    assert "0 of 100" not in text


def test_what_rose_since_last_time_is_told_and_what_fell_is_not() -> None:
    one = repository(verdict("demo", "missing"))
    assert "**64 of 100 points**, 12.5 more than last time." in feedback(one, 12.5)
    assert "last time" not in feedback(one, -3.0)


def test_what_was_proven_is_told() -> None:
    assert "It was really run, and it works." in feedback(repository(verdict("demo", "met", proven="passed")))


def test_what_a_mentor_says_of_a_criterion_stands_in_place_of_what_was_found() -> None:
    given_ = verdict("tests", "met", found="missing", override=override("The notebook checks it."))
    strengths = sections(feedback(repository(given_)))["What convinces already"]
    assert "Your mentor says: The notebook checks it." in strengths
    assert "This was found" not in strengths
    taken = verdict("tests", "missing", found="met", fix=None, override=override("They test nothing"))
    step = sections(feedback(repository(taken)))["The one step that is left"]
    assert "Your mentor says: They test nothing\n" in step
    assert "To do" not in step


def test_comments_and_the_last_word_on_each_criterion_are_quoted_with_their_author() -> None:
    said = (
        Said("Grace", NOW, "First thought", "tests", "Tests", "partial"),
        Said("Grace", NOW, "Better", "tests", "Tests", "met"),
        Said("Alan", NOW, "Well done.\nNow the demo."),
        Said("Grace", NOW, "", "demo", "Demo", "taken_back"),
    )
    told = sections(feedback(repository(said=said)))["What your mentor says"]
    assert "First thought" not in told
    assert "> **Tests** counted as met.\n>\n> Better  \n>\n> (Grace)\n" in told
    assert "> Well done.  \n> Now the demo.  \n>\n> (Alan)\n" in told
    assert "Demo" not in told


MARKDOWN = "See https://example.org/a_b, @ada:\n\n- one\n- two\n\n```python\nprint(1)\n```"


def test_a_mentors_markdown_comes_to_life_as_the_mentor_wrote_it() -> None:
    text = feedback(repository(said=(Said("Grace", NOW, MARKDOWN),)))
    assert "> See https://example.org/a_b, @ada:" in text
    page = html(text)
    assert "<li>one" in page
    assert '<code class="language-python">print(1)' in page
    assert "<p>(Grace)</p>" in page


@pytest.mark.parametrize("status", ["met", "missing"])
def test_a_mentors_reason_of_several_lines_stays_within_its_item(status: str) -> None:
    given_ = verdict("tests", status, override=override(MARKDOWN))
    page = html(feedback(repository(given_, verdict("demo", status, points=1))))
    assert '<code class="language-python">print(1)\n</code></pre>' in page
    assert "<li>one" in page
    assert page.index("print(1)") < page.index("Title of demo")


def test_how_to_go_on_names_the_commands_and_the_rubric() -> None:
    told = sections(feedback(repository(verdict("tests", "missing"), run=tables.Run(rubric="ml-zoomcamp"))))[
        "How to go on"
    ]
    assert "`portfolio-kit check --rubric ml-zoomcamp`" in told
    assert "`portfolio-kit explain --rubric ml-zoomcamp tests`" in told
    assert "This is about commit `0123456789`." in told


def test_a_mentors_own_rubric_is_asked_for_as_a_file() -> None:
    assert "`portfolio-kit check --rubric FILE`" in feedback(repository(run=tables.Run(rubric="ours")))


def test_a_repository_that_could_not_be_cloned_has_nothing_counted_against_it() -> None:
    text = feedback(failed("clone", "https://github.com/ada/churn cannot be cloned: not found"))
    assert "nothing counts against you" in text
    assert "cannot be cloned: not found" in outside_code(html(text))
    assert "check that the address is right" in text
    assert "points" not in text


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("/home/grace/x", "/home/grace/x is not a folder"),
        ("file:///home/grace/x", "file:///home/grace/x cannot be cloned: '/home/grace/x' does not exist"),
    ],
)
def test_a_folder_of_the_mentors_machine_is_not_told(source: str, why: str) -> None:
    assert "/home" not in feedback(failed("clone", why, source=source))


def test_a_sub_folder_that_is_not_there_is_told_by_its_name() -> None:
    review = tables.Review(
        state="failed", commit=None, failure="there is no folder week-3 in the repository", failure_kind="clone"
    )
    found = repository(state="failed", score=None, review=review, source="/home/grace/x", subfolder="week-3")
    assert "There is no folder week-3 in the repository." in feedback(found)


def test_who_has_no_repository_yet_is_told_so() -> None:
    text = feedback(failed("clone", "the cohort file names no repository", source=""))
    assert "No repository is known of you yet." in text


def test_an_error_of_the_tool_asks_nothing_of_the_learner() -> None:
    text = feedback(failed("error", "the review broke down: KeyError: 1"))
    assert "an error of the tool, not of yours" in text
    assert "How to go on" not in text


def test_a_project_that_waits_is_told_so() -> None:
    assert "waits to be reviewed" in feedback(repository(state="waiting", review=None, run=None))


def test_nothing_that_others_wrote_comes_to_life() -> None:
    hostile = tuple(
        verdict(status, status, text=HOSTILE, places=(place(f"docs/{HOSTILE}.md", 3, HOSTILE),))
        for status in ("met", "partial", "missing")
    )
    said = (
        Said(HOSTILE, NOW, "a", "tests", HOSTILE, "met"),
        Said(HOSTILE, NOW, "b"),
    )
    review = tables.Review(state="scored", commit=COMMIT, warning=HOSTILE, failure=None, failure_kind=None)
    page = html(feedback(repository(*hostile, said=said, name=HOSTILE, source="/home/ada", review=review)))
    plain = html(feedback(repository(*(verdict(each, each) for each in ("met", "partial", "missing")), said=(
        Said("Grace", NOW, "a\nb", "tests", "Tests", "met"),), source="/home/ada")))  # fmt: skip
    assert tags(page) - tags(plain) == set()
    assert not re.search(r"@\w|#\d|GH-\d|\w://|www\.\w", outside_code(page), re.IGNORECASE)


@settings(deadline=None)
@given(st.text(alphabet="a_*-+=()![]<>`#@&~|\\ .\n", min_size=1, max_size=30).filter(str.strip))
def test_any_text_stays_text(text: str) -> None:
    page = html(feedback(repository(verdict("tests", "missing", text=f"A {text}", places=()))))
    allowed = "h1 h2 ul ol li p strong code blockquote br".split()  # noqa: SIM905
    assert {re.sub(r"[</> ]", "", tag) for tag in tags(page)} - {"!--portfolio-kitfeedback--"} <= set(allowed)
