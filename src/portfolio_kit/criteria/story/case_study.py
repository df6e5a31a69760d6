"""The case study: what it tells, and at what length (article section 9.4)."""

from __future__ import annotations

from itertools import zip_longest

from portfolio_kit.criteria.chosen_story import (
    ALL,
    LONGEST,
    SHORTEST,
    best_story,
    counts_whole,
    hollow_one,
    length_of,
    level_of,
    told_elsewhere,
)
from portfolio_kit.criteria.passages import own_readme
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.story import story_places
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.narrative import Narrative
from portfolio_kit.repository.texts.narrative_words import APPROACH, LESSONS, PARTS, PROBLEM, RESULTS
from portfolio_kit.rubric.finding import Finding, met, missing, partial

# What is asked for, and what is near enough to it.
_ASKED_FOR = "300 to 1,500 words"
_LEAST_ASKED, _MOST_ASKED = 300, 1_500
# What can be read and not written to.
_SEALED = ".pdf"
_COUNTED = "tables and code not counted"
# What is left out besides where a story is the lesser part of its text.
_ALL_LEFT_OUT = "instructions, lists of features, tables and code not counted"
# Asked words are counted in tens.
_ROUND = 10
# Up to how many words two or three sentences have.
_FEW_LESSONS = 40
# How many parts a text tells that is a story without the README.
_OWN_STORY = 3
_ASKS = {
    PROBLEM: "who has the problem and what it costs them",
    APPROACH: "which data, split and model you chose, and why",
    RESULTS: "what came out, in figures, and what it was measured on",
    LESSONS: "what failed, what surprised you, and what you would do next",
}


def content(repository: Repository) -> Finding:
    """Which of problem, approach, results and lessons learned one text, or a README and another text, tells.

    The parts are found by what headings and sentences say. Instructions, lists of features and what was left to be
    filled in tell nothing; a need of nobody in particular is no problem. The README is read before other texts, those
    before notebooks; fewer than forty words, versions that an editor kept, lists of questions, what asks for work (an
    assignment, a plan for an agent) and what was published with the data are no story. Level 1 takes results with a
    problem or an approach, one of them in more than a sentence; without results it takes a problem that somebody has
    with an approach, in a hundred words, or a goal with an approach that fill most of a page (numbered steps of a
    program tell nothing there), in a text of which instructions are the lesser part, or a notebook whose headings name
    two of the parts. Level 2 takes all four parts, and lessons in at least two sentences that name what this project is
    about and deny, restrict or give a cause: one that tells what was met with in doing it, and a fiftieth of the text;
    or limits that are gone into in sixty words, of which a result that is less than was hoped for is one wherever it
    stands; and some of what the code and data call things by, without which it is the story of any project. A case
    study that still has its questions or placeholders in it counts by its answers alone, whatever other texts tell, and
    at most for level 1. Beside a case study that fits any project, a README of some words is no story either.
    """
    best = best_story(repository)
    if best is None:
        return _untold(repository)
    where = best.documents[0].path
    found = story_places.places(repository, best)
    told_in = story_places.named(best, found)
    places, told = found.of_part.values(), found.told
    # One of each part before a second of any.
    evidence = [place for rank in zip_longest(*places) for place in rank if place] or best.figures
    if level_of(repository, best) == ALL:
        return met(f"The story in {told_in} tells {told}.", evidence)
    # Each place stands for the part that the reason names with it.
    evidence = [of_part[0] for of_part in places if of_part] or best.figures
    if where.lower().endswith(_SEALED):
        where = _home(repository)
    untold = [part for part in PARTS if not best.weights[part]]
    if untold:
        reason = f"The story in {told_in} tells {told}, but not {enumerated(untold, last='or')}."
        asked = [part for part in PARTS if part in untold or (part == PROBLEM and not found.is_felt)]
        fix = f"Tell in {where} {'; '.join(_ASKS[part] for part in asked)}."
        if LESSONS in untold:
            fix += f" {_lessons_asked(best)}"
        if LESSONS in untold and (begun := story_places.begun(best)):
            fix += f" {cited(begun)} can be one of them: add what you saw that led you to it."
    elif best.placeholders:
        reason = f"The story in {told_in} tells {told}, and has places left open."
        fix = f"Fill in {cited(best.placeholders[0])}, or delete it."
    elif not best.is_about(repository.vocabulary):
        reason = f"The story in {told_in} is told in words that fit any project: hardly a name of its code or data."
        fix = f"Say in {where} which columns, models and cases of this project it is about, part by part."
    else:
        reason = f"The story in {told_in} tells {told}, but {_lessons_told(best)}."
        told_at = best.part(LESSONS)
        beside = f", beside {cited(told_at[0].evidence)}" if told_at else ""
        asked_for = f"{_ASKS[LESSONS]}. {_lessons_asked(best)}"
        fix = f"Tell more in {where}{beside}, below a heading such as What I learned: {asked_for}"
    return partial(reason, fix, evidence)


def length(repository: Repository) -> Finding:
    """Words of prose of the text that `case-study-content` goes by, the one that tells most; of a README with another
    text those of the one that is a story of three parts by itself, and no short one.

    Code, tables, trees and contents are not counted, nor instructions and lists of features where they are more than
    two fifths of the text or the story has less than three quarters of a page; two ideographs are a word. Level 2 is
    about 300 to 1,500, a tenth fewer or more being let pass.
    """
    best = best_story(repository)
    if best is None:
        return missing(
            "There is no case study whose words could be counted.", f"Write {_home(repository)}, in {_ASKED_FOR}."
        )
    whole = story_places.named(best)
    best = _measured(repository, best)
    where = story_places.named(best)
    count = length_of(best)
    # Of a story that two texts tell, one is measured that tells enough of it by itself.
    story = f"The case study ({where})" if where == whole else f"Of the case study ({whole}), {where} by itself"
    left_out = _COUNTED if counts_whole(best) else _ALL_LEFT_OUT
    evidence = [best.start.showing("where it begins")] if best.start else best.figures
    if count < SHORTEST:
        fix = f"Write {_LEAST_ASKED} words or more in {where} about what you did and found; now {count} ({left_out})."
        reason = f"{story} has only {count} words ({left_out}); about {_ASKED_FOR} are asked for."
        return partial(reason, fix, evidence)
    if count > LONGEST:
        fix = (
            f"Shorten {where} from {count:,} to {_MOST_ASKED:,} words or fewer, or tell the story on a page of its own."
        )
        if best.documents[-1].path.lower().endswith(_SEALED):
            fix = f"Tell it in {_home(repository)}, in {_ASKED_FOR}; {where} can stay for who wants more."
        reason = f"{story} has {count:,} words ({left_out}); about {_ASKED_FOR} are asked for."
        return partial(reason, fix, evidence)
    is_within = _LEAST_ASKED <= count <= _MOST_ASKED
    fits = f"about {_ASKED_FOR} are asked for" if is_within else f"near enough to the {_ASKED_FOR} asked for"
    return met(f"{story} has {count:,} words ({left_out}); {fits}.", evidence)


def _lessons_told(narrative: Narrative) -> str:
    """How few lessons there are, in words."""
    told = narrative.part(LESSONS)
    if not told:
        return "no lesson in it is about this project"
    count = sum(sentence.words for sentence in told)
    if len(told) > 1 and count >= narrative.enough_lessons:
        return "its lessons could have been listed beforehand: none says what did not work when it was done"
    sentences = f"{len(told)} sentences" if len(told) > 1 else "one sentence"
    return f"only {sentences} of {count} words {'tell' if len(told) > 1 else 'tells'} what doing this project taught"


def _lessons_asked(narrative: Narrative) -> str:
    """How much of what kind makes that part, in words."""
    least = -(-narrative.enough_lessons // _ROUND) * _ROUND
    enough = "two or three sentences are enough" if least <= _FEW_LESSONS else f"take about {least} words for them"
    return (
        "Each lesson names a model, column or figure of this project and says what did not work or turned out "
        f"otherwise, and why; {enough}."
    )


def _how_much(narrative: Narrative) -> tuple[int, bool]:
    """How many parts it tells, and whether in as many words as are asked for."""
    return len(narrative.parts), SHORTEST <= length_of(narrative) <= LONGEST


def _measured(repository: Repository, best: Narrative) -> Narrative:
    """The text whose length counts: of a README with another text, the one that tells more, where that tells a story by
    itself, unless it is a short one: then the two are read together.
    """
    if len(best.tellings) == 1:
        return best
    own = max((Narrative([telling]) for telling in best.tellings), key=_how_much)
    is_story = len(own.parts) >= _OWN_STORY and level_of(repository, own) > 0
    return own if is_story and length_of(own) >= SHORTEST else best


def _untold(repository: Repository) -> Finding:
    unfilled = repository.stories.unfilled
    hollow = hollow_one(repository) if unfilled is None else None
    if hollow is not None:
        path = hollow.documents[0].path
        asked = "; ".join(_ASKS[part] for part in PARTS)
        return missing(
            f"What {path} tells fits any project: no figure, name or column of this one.",
            f"Write {path} about this project: {asked}.",
            [hollow.start or hollow.documents[0].evidence(1)],
        )
    if unfilled is None:
        asked = "; ".join(_ASKS[part] for part in PARTS)
        return missing(
            "No text tells how this project went: what the problem was, what was tried, and what came out.",
            f"Write {_home(repository)}: {asked}.",
        )
    # A question may take several lines.
    lines = {place.line for place in unfilled.placeholders}
    places = [place for place in unfilled.placeholders if place.line - 1 not in lines]
    others = {1: "", 2: ", and the other place left open there"}.get(
        len(places), f", and the other {len(places) - 1} places left open there"
    )
    telling = told_elsewhere(repository, unfilled)
    instead = f", or take it away as long as {telling.path} tells the story" if telling else ""
    return missing(
        f"The case study {places[0].path} still asks instead of telling.",
        f"Answer what {places[0].path}:{places[0].line} asks{others}, in your own words{instead}.",
        places[:1],
    )


def _home(repository: Repository) -> str:
    if "docs" in repository.folders or repository.readme is None:
        return "docs/case-study.md"
    return f"a case study in {own_readme(repository)}"
