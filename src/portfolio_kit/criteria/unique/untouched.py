"""What is left of a template, a course or a tutorial, where that is most of a repository."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.stubs import is_stub
from portfolio_kit.repository.data.exercises import Exercise
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.placeholders import Placeholder, copied, course_questions, placeholders
from portfolio_kit.repository.texts.unsigned import unsigned
from portfolio_kit.rubric.finding import Evidence, Finding, missing

_MANY, _ALL_OVER = 3, 12
# In how many places a README leaves open who made it that nobody signed.
_UNSIGNED = 2
_NO_TEXT = 20
# How many modules without anything in them are no oversight, where they are most of all.
_STUBS = 6
# Lines of code: next to nothing, what leftovers of a template outweigh, enough to see decisions in.
TINY, _SMALL, LARGE = 60, 300, 600


def untouched(repository: Repository, code: int, exercise: Exercise | None) -> Finding | None:
    """What is left of a template, course or tutorial, where that is most of it."""
    questions = course_questions(repository)
    if len(questions) >= _MANY and not repository.scripts:
        return missing(
            "The notebooks keep the questions and gaps of a course.",
            "Turn the course's notebooks into a project of your own: start with the question that is left at "
            f"{cited(questions[0])}.",
            questions,
        )
    left = left_open(repository)
    unfilled = left if len(left) >= _ALL_OVER else [one for one in left if code < _SMALL and not one.is_account]
    if unfilled:
        return missing(
            f"The placeholder “{unfilled[0].text}” is not filled in"
            + (f", nor are others ({len(left) - 1} more)." if len(left) > 1 else "."),
            f"Replace “{unfilled[0].text}” at {cited(unfilled[0].evidence)}, and add decisions of your own.",
            [placeholder.evidence for placeholder in unfilled],
        )
    nobody = list(unsigned(repository))
    if len(nobody) >= _UNSIGNED:
        return missing(
            f"{cited(nobody[0])} has a placeholder where the author's name or contact belongs.",
            f"Write your name and contact at {cited(nobody[0])}, or delete the placeholder.",
            list(dict.fromkeys(nobody)),
        )
    empty = [file.evidence() for file in repository.suffixed(".py") if file.is_blank and file.name != "__init__.py"]
    empty += repository.starters.values()
    if code < _SMALL and len(empty) >= max(_MANY, len(repository.scripts)):
        return missing(
            f"It is a template of which {len(empty)} modules are still "
            f"{'as they came' if repository.starters else 'empty'}.",
            f"Fill {empty[0].path} and the other {'untouched' if repository.starters else 'empty'} modules with your "
            "own code, or delete them.",
            empty,
        )
    stubs = _stubs(repository)
    if stubs:
        return missing(
            f"Most modules are empty stubs, {len(stubs)} in all: nothing in them runs.",
            f"Write the code of {stubs[0].path} and the others, or delete them.",
            stubs,
        )
    tutorial = copied(repository)
    if tutorial and code < LARGE:
        return missing(
            "The text says that it follows a tutorial.",
            f"Go beyond the tutorial of {cited(tutorial[0])}: another question or data, and decisions of your own.",
            tutorial,
        )
    if exercise and code < TINY and (left or sum(document.words for document in repository.texts) < _NO_TEXT):
        small = f"{code} lines of code for the {exercise.name} exercise"
        if left:
            return missing(
                f"The placeholder “{left[0].text}” is not filled in, beside {small}.",
                f"Replace “{left[0].text}” at {cited(left[0].evidence)}; then write what you decided yourself with "
                f"{exercise.name}, and why.",
                [left[0].evidence, exercise.evidence],
            )
        return missing(
            f"There are {small}, and hardly a word about them.",
            f"Write what you did with {exercise.name} and why, and go beyond the exercise.",
            [exercise.evidence],
        )
    return None


def left_open(repository: Repository) -> list[Placeholder]:
    """What was left to be filled in. Where nothing else is, what a case study still asks counts there alone."""
    left = list(placeholders(repository))
    story = repository.stories.unfilled
    pages = {document.path for document in story.documents} if story else set()
    if any(one.evidence.path not in pages and not one.is_account for one in left):
        return left
    return [one for one in left if one.evidence.path not in pages]


def _stubs(repository: Repository) -> list[Evidence]:
    """The modules that are empty or only say what is to stand in them, where they are most of all."""
    modules = [module for module in repository.scripts if not module.path.endswith("__init__.py")]
    found = [
        module.evidence(1) for module in modules if module.trees and all(is_stub(tree) for tree, _ in module.trees)
    ]
    blank = [file for file in repository.suffixed(".py") if file.is_blank and file.name != "__init__.py"]
    found += [file.evidence() for file in blank]
    return found if len(found) >= _STUBS and len(found) * 2 > len(modules) + len(blank) else []
