"""The story that tells most of a repository, what it amounts to, and where it tells what other criteria go by."""

from __future__ import annotations

from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.once import once
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.narrative import Narrative
from portfolio_kit.repository.texts.narrative_words import APPROACH, LESSONS, PROBLEM, RESULTS
from portfolio_kit.repository.texts.stories import is_called_case_study
from portfolio_kit.rubric.finding import Evidence

# How many words are near enough to one to two pages: a tenth fewer or more.
SHORTEST, LONGEST = 270, 1_650
# What a story of all four parts amounts to, and a part that is told in full.
ALL, IN_FULL = 2, 2
# The share of a text that makes it a story with its instructions, and not a manual with a story in it.
_STORY = 3 / 8
# The share of a text from which on its story makes the most of it, so that the instructions beside it count, too; and
# from how many words of its own on a story fills a page with them.
_MOST, _OWN = 3 / 5, 225
# Fewer words are no narrative, whatever they name.
_FEWEST = 40
# Lines in which a text says what it is for: what is told of a need further on is something else.
_OPENING = 30
_BRIEF, _PAGE = 100, 200
# How many parts the headings of a notebook name that is more than remarks on its cells.
_ANNOUNCED = 2
# How many words of a README make a story of it beside a case study that tells nothing.
_BESIDE = 150


def length_of(narrative: Narrative) -> int:
    """The words of prose of the texts that a story is told in; where much of that is none, or the story is too short to
    fill a page with it, those of the story.
    """
    return _all_words(narrative) if counts_whole(narrative) else narrative.words


def counts_whole(narrative: Narrative) -> bool:
    """Whether the instructions of a story count beside it: those of a text that is mostly story."""
    return narrative.words >= max(_OWN, _MOST * _all_words(narrative))


def is_whole(narrative: Narrative) -> bool:
    """Whether texts are a story with its instructions, and no manual."""
    return narrative.words >= _STORY * _all_words(narrative)


def _all_words(narrative: Narrative) -> int:
    return sum(document.words for document in narrative.documents)


def tells_lessons(repository: Repository) -> bool:
    """Whether a text tells problem, approach, results and what was learnt in doing it."""
    best = best_story(repository)
    return best is not None and level_of(repository, best) == ALL


def told_lessons(repository: Repository) -> Evidence | None:
    """Return where the story that tells most gives a lesson, if it tells in full what came out and what was learnt."""
    best = best_story(repository)
    if best is None or best.placeholders or min(best.weights[part] for part in (RESULTS, LESSONS)) < IN_FULL:
        return None
    return a_lesson(repository) if repository.supply.is_known else None


def a_lesson(repository: Repository) -> Evidence | None:
    """Return where the story that tells most gives a lesson, however much else it tells."""
    best = best_story(repository)
    return next(iter(best.deciding(LESSONS)), None) if best is not None else None


def is_borne_out(repository: Repository) -> bool:
    """Whether such a story states figures of which runs left every one behind: it is of this code, and no other's."""
    stated = next(iter(results.claimed(repository)), None)
    return (
        stated is not None
        and tells_lessons(repository)
        and all(check.verdict == "shown" for check in repository.support.check_all(stated))
    )


def told_problem(repository: Repository) -> Evidence | None:
    """Return where the story that tells most begins with what the project is for, whoever has the problem."""
    best = best_story(repository)
    if best is None or not best.weights[PROBLEM]:
        return None
    opening = (
        sentence
        for sentence in best.part(PROBLEM)
        if sentence.document is best.documents[0] and sentence.line <= _OPENING
    )
    first = min(opening, key=lambda sentence: sentence.aim, default=None)
    return first.evidence if first and (first.is_purpose or not first.is_goal) else None


def level_of(repository: Repository, narrative: Narrative) -> int:
    """Return the level of `case-study-content` that a story is of, with its placeholders as they are."""
    weights = narrative.weights
    if not narrative.placeholders and all(weights.values()) and weights[LESSONS] == IN_FULL:
        return ALL if narrative.is_about(repository.vocabulary) else 1
    if narrative.words < _FEWEST:
        return 0
    if weights[RESULTS]:
        return int(sum(weights[part] for part in (PROBLEM, APPROACH, RESULTS)) > IN_FULL)
    # Without results it takes a problem that somebody has, or a page of how it was gone about, in a text that is made
    # to tell it: no manual with a few words on the problem in front, and no remarks on what the cells of a notebook do.
    is_made_to_tell = is_whole(narrative) and (
        _is_of_whole(repository, narrative) if _is_text(narrative) else len(narrative.announced) >= _ANNOUNCED
    )
    is_told = weights[PROBLEM] > 0 and weights[APPROACH] > 0 and is_made_to_tell
    running = narrative.words - sum(telling.steps for telling in narrative.tellings)
    return int(is_told and running >= (_BRIEF if weights[PROBLEM] == IN_FULL else _PAGE))


@once
def best_story(repository: Repository) -> Narrative | None:
    """The narrative that tells most: texts before notebooks, those of the right length before others, the README; and
    of the texts beside a README that with the headline figure, and that which tells most by itself.
    """
    found = repository.stories
    best: Narrative | None = None
    most = (0, False, 0, False, False, False, 0)
    stated = [claim for claims in results.claimed(repository) for claim in claims]
    main = headline.of_texts(stated).document if stated else None
    for narrative in [found.unfilled] if found.unfilled else found.narratives:
        level = 0 if narrative.is_padded else level_of(repository, narrative)
        fits = SHORTEST <= length_of(narrative) <= LONGEST
        is_text = _is_text(narrative)
        is_readme = narrative.documents == (repository.readme,)
        beside = len(Narrative(narrative.tellings[1:]).parts)
        told = (level, is_text, len(narrative.parts), fits, is_readme, main in narrative.documents, beside)
        if level and told > most:
            best, most = narrative, told
        if level == ALL and is_text and fits and len(narrative.tellings) == 1:
            break
    if best is not None and best.words < _BESIDE and hollow_one(repository) is not None:
        return None
    return best


def told_elsewhere(repository: Repository, unfilled: Narrative) -> Document | None:
    """The text that tells of the project with nothing left open, beside a case study that was left unfilled."""
    return next(
        (
            story.documents[0]
            for story in repository.stories.narratives
            if unfilled.documents[0] not in story.documents
            and _is_text(story)
            and not story.is_padded
            and not story.placeholders
            and level_of(repository, story)
        ),
        None,
    )


def _is_of_whole(repository: Repository, narrative: Narrative) -> bool:
    """Whether a text may be about the project as a whole: the README of a folder says what lies in that."""
    first = narrative.documents[0]
    return first is repository.readme or first not in repository.readmes


def _is_text(narrative: Narrative) -> bool:
    """Whether it is told in a text, and not in a notebook."""
    return not narrative.documents[0].path.endswith(".ipynb")


def hollow_one(repository: Repository) -> Narrative | None:
    """The text that calls itself the case study and tells nothing of this project, nor of any."""
    return next(
        (
            story
            for story in repository.stories.narratives
            if len(story.documents) == 1
            and is_called_case_study(story.documents[0])
            and (story.is_padded or not story.words)
        ),
        None,
    )
