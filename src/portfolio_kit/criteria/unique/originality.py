"""Whether a project is its author's own (article section 9.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from portfolio_kit.criteria import chosen_story, results
from portfolio_kit.criteria.chief import trainings
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.task_words import BY_TIME, OVER_GROUPS, task_words
from portfolio_kit.criteria.unique.own_work import beginning, in_words, names, own_functions, work_of_its_own
from portfolio_kit.criteria.unique.untouched import LARGE, TINY, left_open, untouched
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.data.exercises import Exercise, exercises
from portfolio_kit.repository.models.decisions import decisions
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.placeholders import placeholders, unwritten
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_MANY = 3
_ENOUGH_DECISIONS = 2
# The word of an idea for what is decided already.
_BEGUN = {
    "cost": "costs and benefits",
    "threshold": "a threshold",
    "over groups": "groups",
    "split": "a split of its own",
    "interval": "an interval",
}
# From how many lines of scripts on a common theme is gone about in a way of its own.
_AT_LENGTH = 1_500


def originality(repository: Repository) -> Finding:
    """Level 0: no code of its own; a course's notebooks with their questions left in; placeholders all over the texts,
    or for who made it in a README; a template whose modules are empty or as they came; a small project with something
    left to fill in (results, a page's filler) or that says it follows a tutorial; a standard exercise in a few lines of
    code, without a text or with a placeholder. Level 1: a standard exercise, known by its columns, loader, files and
    titles; too little code to see decisions in; several places or modules of a template, or what came out, left to fill
    in; or code without a text. Level 2: another problem or data with 600 lines of code, a decision that is seen (costs,
    a threshold, groups, drift, a split or method of its own, data that scripts put together from many sources that a
    text lists), or a story of what came out and what was learnt: at length in 60 lines of code at least, or with
    figures that runs left behind, every one; or, with such figures, whose problem it is and what would be success; a
    standard exercise with two kinds of decisions, with 1,500 lines of scripts where only a title or the names of its
    own code tell it, with 600 lines of code and a story that tells its lessons, or with such a story and its figures.
    """
    modules = [module for module in repository.modules if module.calls and not is_test(module.path)]
    if not modules:
        return missing(
            "There is no Python code of its own.", "Add the project's own code: what is judged is what you made."
        )
    code = _lines(modules)
    exercise = next(exercises(repository), None)
    left_over = untouched(repository, code, exercise)
    if left_over:
        return left_over
    made = decisions(repository)
    largest = max(modules, key=lambda module: len(module.source))
    own = work_of_its_own(repository, largest)
    begins = beginning(repository)
    if exercise:
        return _on_exercise(repository, exercise, made, modules, own)
    starters = list(repository.starters.values())
    if gap := unwritten(repository):
        return partial(
            "The problem is its own, and what came out of it is still to be written.",
            f"Write what came out at {cited(gap)}: the figures, and what you decided because of them.",
            [gap, *own[:1]],
        )
    lesson = chosen_story.told_lessons(repository) if TINY <= code < LARGE and not made else None
    is_told = code >= LARGE or made or lesson is not None or chosen_story.is_borne_out(repository)
    if not is_told and not (code >= TINY and _is_framed_and_measured(repository)):
        return partial(
            f"It is no standard exercise, but its {code} lines of code show no decision of your own.",
            f"Add to {largest.path} a decision of your own, such as {_ideas(repository, made)}. {_form(largest)} Or "
            "write a case study that says what you learned, with figures that a committed output shows.",
            own,
        )
    left = left_open(repository)
    if len(left) >= _MANY:
        return partial(
            f"The problem is its own, but {len(left)} placeholders are not filled in.",
            f"Replace the placeholders, beginning with “{left[0].text}” at {cited(left[0].evidence)}.",
            [placeholder.evidence for placeholder in left],
        )
    if len(starters) >= _MANY:
        return partial(
            f"The problem is its own, in a template of which {_as_they_came(starters)}.",
            f"Write your own code into {starters[0].path} and the others, or delete them.",
            starters,
        )
    if not repository.documents:
        return partial(
            "The problem may be its own, but no text says so: there is only code.",
            "Write in README.md what the project is for, and what you decided in it and why.",
            [*list(made.values())[:2], *own[:1]],
        )
    lesson = lesson or (chosen_story.a_lesson(repository) if chosen_story.tells_lessons(repository) else None)
    return met(
        _own_words(made, code, _such(own_functions(repository)), tells_lessons=lesson is not None).rstrip(".")
        + f"{_still_open(repository)}.",
        [*list(made.values())[:2], *own[: 1 if made else 2], *([lesson] if lesson else [begins] if begins else [])],
    )


def _on_exercise(
    repository: Repository,
    exercise: Exercise,
    made: Mapping[str, Evidence],
    modules: Sequence[Module],
    own: Sequence[Evidence],
) -> Finding:
    """What makes of a standard exercise a project of its own, or what it lacks for that."""
    code = _lines(modules)
    still_open = _still_open(repository)
    told = chosen_story.tells_lessons if code >= LARGE else chosen_story.is_borne_out
    if told(repository):
        lesson = chosen_story.a_lesson(repository)
        return met(
            f"It starts from {_exercise(exercise)} and goes beyond it: the text says what was learned{still_open}.",
            [exercise.evidence, *([lesson] if lesson else []), *list(made.values())[:1], *own[:1]],
        )
    if len(made) >= _ENOUGH_DECISIONS:
        return met(
            f"It starts from {_exercise(exercise)} and goes beyond it by decisions of its own: "
            f"{enumerated(names(made))}{still_open}.",
            [*made.values()],
        )
    starters = list(repository.starters.values())
    scripts = _lines(module for module in modules if not module.is_notebook)
    is_untouched = len(starters) >= _MANY or len(left_open(repository)) >= _MANY
    if exercise.is_theme and scripts >= _AT_LENGTH and not is_untouched:
        return met(
            f"Its theme is a common one ({exercise.name}), the work on it is its own: {code} lines of code"
            f"{_such(own_functions(repository))}{f', with {enumerated(names(made))}' if made else ''}.",
            [*list(made.values())[:2], *own[:2], exercise.evidence],
        )
    wanted = f"one more decision beside {in_words(made)}" if made else "two decisions of your own"
    training = next((use.module for use in trainings(repository)), None)
    form = _form(training or max(modules, key=lambda module: len(module.source)), each=not made)
    kept = f", in a template of which {_as_they_came(starters)}" if starters else ""
    return partial(
        f"This is {_exercise(exercise)}{kept}"
        + (f", with one decision of its own: {enumerated(names(made))}." if made else "."),
        f"Go beyond the {exercise.name} exercise with {wanted}, such as {_ideas(repository, made)}. {form}"
        + (f" Write {starters[0].path}, or delete it." if starters else ""),
        [exercise.evidence, *list(made.values())[:1], *starters],
    )


def _form(module: Module, *, each: bool = False) -> str:
    """How a decision, or each of several, is to be seen in the code and the text, as a sentence."""
    return (
        f"Write {'each' if each else 'it'} as a function that {module.path} calls, and say in the README what the "
        "function decides and why."
    )


def _still_open(repository: Repository) -> str:
    """What a form still asks for, where all the rest is somebody's own: that is seen, and takes little to mend. It
    stands in brackets or between lines; what a reader puts in, as a name in a command, is none.
    """
    left = [one for one in placeholders(repository) if not one.is_account and one.text[0] in "[_"]
    return f"; “{left[0].text}” is not filled in at {cited(left[0].evidence)}" if left else ""


def _lines(modules: Iterable[Module]) -> int:
    """How many lines of code modules have, blank ones left out."""
    return sum(sum(1 for line in module.source.split("\n") if line.strip()) for module in modules)


def _such(functions: Iterable[tuple[str, Evidence]]) -> str:
    """The names of some functions, as examples of what was said."""
    names = [f"{name}()" for name, _ in functions]
    return f", such as {enumerated(names)}" if names else ""


def _own_words(made: Mapping[str, Evidence], code: int, such: str, *, tells_lessons: bool) -> str:
    """The sentence that says what shows that a project is somebody's own."""
    lessons = ", and the text says what was learned" if tells_lessons else ""
    if made:
        return f"The code shows decisions of its own: {enumerated(names(made))}{lessons}."
    if code < LARGE:
        shown = (
            lessons.removeprefix(", and ")
            or "the text says what the project is for and gives figures that outputs show"
        )
        return f"It is no standard exercise, and {shown}."
    return f"It is no standard exercise: {code} lines of code of its own{such}{lessons}."


def _exercise(exercise: Exercise) -> str:
    return f"a standard exercise ({exercise.name}, recognised by {exercise.told_by})"


def _is_framed_and_measured(repository: Repository) -> bool:
    """Whether it says whose problem it solves and what would be success, and runs left every figure behind that it
    states: then the question and the measure are decisions of its own, however few the lines.
    """
    stated = next(iter(results.claimed(repository)), None)
    if stated is None or not all(check.verdict == "shown" for check in repository.support.check_all(stated)):
        return False
    found = framing(repository)
    return bool(found.problem and found.success)


def _ideas(repository: Repository, made: Mapping[str, Evidence]) -> str:
    """Decisions that fit the task, without those that the code shows already or that its data leaves no room for."""
    ideas = list(task_words(repository.predicted).decisions)
    if repository.evaluation.held_out and not any("split" in name.lower() for name in repository.evaluation.held_out):
        ideas = [idea for idea in ideas if idea != BY_TIME]
    if repository.subject.is_impersonal:
        ideas = [idea for idea in ideas if idea != OVER_GROUPS]
    begun = [word for word, kind in _BEGUN.items() if kind in made]
    ideas = [idea for idea in ideas if not any(word in idea for word in begun)] or ideas
    return " or ".join((", ".join(ideas[:-1]), ideas[-1])) if len(ideas) > 1 else ideas[0]


def _as_they_came(starters: list[Evidence]) -> str:
    """How many modules of a template nobody has written anything into, and which is the first."""
    if len(starters) == 1:
        return f"{starters[0].path} is unchanged"
    return f"{len(starters)} modules are unchanged, {starters[0].path} first"
