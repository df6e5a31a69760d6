"""Unique and reproducible (article section 9.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria import case_study, results
from portfolio_kit.criteria.by_hand import by_hand
from portfolio_kit.criteria.chief import ASIDE, around, trainings
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.own_work import beginning, in_words, own_functions, work_of_its_own
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.rerunning import drawing_at, obstacles, seed_for
from portfolio_kit.criteria.task_words import BY_TIME, OVER_GROUPS, task_words
from portfolio_kit.repository.code.localpaths import local_paths
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.data.exercises import Exercise, exercises
from portfolio_kit.repository.models.borrowed import borrowed
from portfolio_kit.repository.models.decisions import decisions
from portfolio_kit.repository.models.stages import LOAD, PREDICT, PREPARE, READ, SAVE, TRAIN, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.runs import Run, of_one_machine, training_runs
from portfolio_kit.repository.running.seeds import keyed
from portfolio_kit.repository.texts.placeholders import copied, course_questions, placeholders, unwritten
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_MANY = 3
_READ_ELSEWHERE = frozenset({"load_data", "download"})
_EVALUATING = re.compile(r"(?:^|/)eval", re.IGNORECASE)
# How many of the places that draw at random are shown.
_FEW = 4
_ALL_OVER = 12
_ENOUGH_DECISIONS = 2
# Lines of code: next to nothing, what leftovers of a template outweigh, enough to see decisions in.
_TINY, _SMALL, _LARGE = 60, 300, 600
_NO_TEXT = 20


def originality(repository: Repository) -> Finding:
    """Level 0: no code of its own; a course's notebooks with their questions left in; placeholders all over the texts;
    a template whose modules are empty or as they came; a small project with something left to fill in (results,
    a page's filler) or that says it follows a tutorial; a standard exercise in a few lines of code, without a
    text or with a placeholder. Level 1: a standard exercise, known by its columns, loader, files and titles; too
    little code to see decisions in; or several places or modules of a template, or what came out, left to fill
    in. Level 2: another problem or data with 600 lines of code, a decision that is seen (costs, a threshold,
    groups, drift, a split or method of its own, data that scripts put together from many sources that a text
    lists), or a story of what came out and what was learnt: at length in 60 lines of code at least, or with
    figures that runs left behind, every one; or, with such figures, whose problem it is and what would be
    success; a standard exercise with two kinds of decisions, with 600 lines of code and a story that tells its
    lessons, or with such a story and its figures.
    """
    modules = [module for module in repository.modules if module.calls and not is_test(module.path)]
    if not modules:
        return missing("There is no code of its own.", "Add the project's own code: what is judged is what you made.")
    code = sum(sum(1 for line in module.source.split("\n") if line.strip()) for module in modules)
    exercise = next(exercises(repository), None)
    untouched = _untouched(repository, code, exercise)
    if untouched:
        return untouched
    made = decisions(repository)
    largest = max(modules, key=lambda module: len(module.source))
    own = work_of_its_own(repository, largest)
    begins = beginning(repository)
    told = case_study.tells_lessons if code >= _LARGE else case_study.is_borne_out
    if exercise and told(repository):
        lesson = case_study.a_lesson(repository)
        return met(
            f"This is {_exercise(exercise)}, in a project that tells what was learnt on the way.",
            [exercise.evidence, *([lesson] if lesson else []), *list(made.values())[:1], *own[:1]],
        )
    if exercise and len(made) >= _ENOUGH_DECISIONS:
        return met(
            f"This is {_exercise(exercise)}, with decisions of its own: {enumerated(list(made))}.", [*made.values()]
        )
    starters = list(repository.starters.values())
    if not exercise and (gap := unwritten(repository)):
        return partial(
            "The problem is its own, and what came out of it is still to be written.",
            f"Write what came out at {cited(gap)}: the figures, and what you decided because of them.",
            [gap, *own[:1]],
        )
    if exercise:
        wanted = f"one decision more, beside {in_words(made)}," if made else "two decisions of your own"
        form = "as a function whose name says what it decides" if made else "each as a function whose name says it"
        kept = f", in a template of which {_as_they_came(starters)}" if starters else ""
        return partial(
            f"This is {_exercise(exercise)}{kept}"
            + (f", with one decision of its own: {enumerated(list(made))}." if made else "."),
            f"Go beyond the {exercise.name} exercise: put {wanted} into code, {form}, and say why in the text. It may "
            f"be {_ideas(repository)}" + (f"; write {starters[0].path} or take it away." if starters else "."),
            [exercise.evidence, *list(made.values())[:1], *starters],
        )
    lesson = case_study.told_lessons(repository) if _TINY <= code < _LARGE and not made else None
    is_told = code >= _LARGE or made or lesson is not None or case_study.is_borne_out(repository)
    if not is_told and not (code >= _TINY and _is_framed_and_measured(repository)):
        return partial(
            f"It is no standard exercise, but {code} lines of code show few decisions.",
            f"Put a decision of your own into {largest.path}, as a function whose name says what it decides, and say "
            f"why in the text. It may be {_ideas(repository)}. A case study with what you learned, and figures that "
            "committed outputs show, is enough as well.",
            own,
        )
    left = list(placeholders(repository))
    if len(left) >= _MANY:
        return partial(
            f"The problem is its own, with {len(left)} placeholders left in.",
            f"Replace the placeholders, beginning with “{left[0].text}” at {cited(left[0].evidence)}.",
            [placeholder.evidence for placeholder in left],
        )
    if len(starters) >= _MANY:
        return partial(
            f"The problem is its own, in a template of which {_as_they_came(starters)}.",
            f"Write your own code into {starters[0].path} and the others, or take them away.",
            starters,
        )
    lesson = lesson or (case_study.a_lesson(repository) if case_study.tells_lessons(repository) else None)
    return met(
        _own_words(made, code, [name for name, _ in own_functions(repository)], tells_lessons=lesson is not None),
        [*list(made.values())[:2], *own[: 1 if made else 2], *([lesson] if lesson else [begins] if begins else [])],
    )


def _own_words(made: Mapping[str, Evidence], code: int, functions: Sequence[str], *, tells_lessons: bool) -> str:
    """The sentence that says what shows that a project is somebody's own."""
    lessons = ", and the text tells what was learnt on the way" if tells_lessons else ""
    if made:
        return f"The code shows decisions of its own: {enumerated(list(made))}{lessons}."
    if code < _LARGE:
        shown = (
            lessons.removeprefix(", and ") or "the text says what the project is for and gives figures that runs left"
        )
        return f"It is no standard exercise, and {shown}."
    such = f", such as {enumerated([f'{name}()' for name in functions])}" if functions else ""
    return f"It is no standard exercise: {code} lines of code of its own{such}{lessons}."


def _exercise(exercise: Exercise) -> str:
    return f"a standard exercise ({exercise.name}, told by {exercise.told_by})"


def _is_framed_and_measured(repository: Repository) -> bool:
    """Whether it says whose problem it solves and what would be success, and runs left every figure behind that it
    states: then the question and the measure are decisions of its own, however few the lines.
    """
    stated = next(iter(results.claimed(repository)), None)
    if stated is None or not all(check.verdict == "shown" for check in repository.support.check_all(stated)):
        return False
    found = framing(repository)
    return bool(found.problem and found.success)


def _ideas(repository: Repository) -> str:
    """Decisions that fit the task, without those that the code shows already or that its data leaves no room for."""
    ideas = list(task_words(repository.predicted).decisions)
    if repository.evaluation.held_out and not any("split" in name.lower() for name in repository.evaluation.held_out):
        ideas = [idea for idea in ideas if idea != BY_TIME]
    if repository.subject.is_impersonal:
        ideas = [idea for idea in ideas if idea != OVER_GROUPS]
    return " or ".join((", ".join(ideas[:-1]), ideas[-1])) if len(ideas) > 1 else ideas[0]


def _untouched(repository: Repository, code: int, exercise: Exercise | None) -> Finding | None:
    """What is left of a template, course or tutorial, where that is most of it."""
    questions = course_questions(repository)
    if len(questions) >= _MANY and not repository.scripts:
        return missing(
            "The notebooks keep the questions and gaps of a course.",
            "Turn the course's notebooks into a project of your own: start with the question that is left at "
            f"{cited(questions[0])}.",
            questions,
        )
    left = list(placeholders(repository))
    unfilled = left if len(left) >= _ALL_OVER else [one for one in left if code < _SMALL and not one.is_account]
    if unfilled:
        return missing(
            f"“{unfilled[0].text}” is left to fill in"
            + (f", and {len(left) - 1} other places." if len(left) > 1 else "."),
            f"Replace “{unfilled[0].text}” at {cited(unfilled[0].evidence)}, and add decisions of your own.",
            [placeholder.evidence for placeholder in unfilled],
        )
    empty = [file.evidence() for file in repository.suffixed(".py") if file.is_blank and file.name != "__init__.py"]
    empty += repository.starters.values()
    if code < _SMALL and len(empty) >= max(_MANY, len(repository.scripts)):
        return missing(
            f"It is a template of which {len(empty)} modules are still "
            f"{'as they came' if repository.starters else 'empty'}.",
            f"Fill {empty[0].path} and the other {'untouched' if repository.starters else 'empty'} modules with your "
            "own code, or take them away.",
            empty,
        )
    tutorial = copied(repository)
    if tutorial and code < _LARGE:
        return missing(
            "The text says that it follows a tutorial.",
            f"Go beyond the tutorial of {cited(tutorial[0])}: another question or data, and decisions of your own.",
            tutorial,
        )
    if exercise and code < _TINY and (left or sum(document.words for document in repository.texts) < _NO_TEXT):
        small = f"{code} lines of code for the {exercise.name} exercise"
        if left:
            return missing(
                f"“{left[0].text}” is left to fill in, beside {small}.",
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


def reproducible_runs(repository: Repository) -> Finding:
    """Level 0: no training code, where a model is used; or all of it, or all that the commands run, names a path of
    the author's machine; or the commands that train lead into modules that do not parse; or the data is nowhere to be
    had (`data-access` is 0). Level 2: a command that is written down (a text, Makefile, dvc.yaml, MLproject, shell
    script, Dockerfile or workflow) runs code that trains and whose imports of the project Python finds as the command
    runs it, it or another command measures, what draws at random is seeded by what reaches it, no path leads out of the
    repository, the settings and data that it reads are there or said where to get, and where it reads them, every
    option that it requires is given, and it waits for nobody to type an answer. What runs is the top of the
    script and what that leads to: no functions that nothing calls there, no routes, no page that waits for a click,
    and nothing that learns from made-up numbers while the project reads data.
    Level 1: training code that can be rerun, with one of these lacking; or, of a project without any model, code that
    reads and prepares its data, or, around a model of somebody else's, that prepares data for it or measures it.
    """
    training = _training(repository)
    if not training and (prepared := _data_work(repository)):
        return partial(
            f"No model is trained here; what {prepared.path} does with the data can be rerun by hand.",
            f"Write down the commands that fetch the data and rerun {prepared.path}, in their order, and train a model "
            "on what comes out.",
            [prepared],
        )
    if not training and (around := borrowed(repository)).is_worked_with:
        place = (around.cut if around.is_indexed else None) or around.prepared or around.measured
        return partial(
            "No model is trained here; what scripts do around one of somebody else's can be rerun by hand.",
            "Write down the one command that prepares the data, asks the model and prints the metrics, with the "
            "version of the model and its seed or temperature in the settings.",
            [place] if place else [],
        )
    if not training:
        return missing(
            "No code trains the model.",
            "Commit the code that trains the model, so that its results can be regenerated.",
        )
    runs = list(training_runs(repository))
    failing = [run for run in runs if run.broken]
    if failing and len(failing) * 2 > len(runs):
        broken = failing[0].broken[0]
        return missing(
            "The training code does not parse.",
            f"Repair {broken.path}: it is no valid Python, so that the command of "
            f"{cited(failing[0].command.evidence)} fails.",
            [failing[0].command.evidence, broken.file.evidence()],
        )
    modules = list(training)
    local = [places[0] for module in modules if (places := of_one_machine(module, repository))]
    if len(local) == len(modules) or (runs and all(run.local for run in runs)):
        place = local[0] if len(local) == len(modules) else runs[0].local[0]
        return missing(
            "The training code reads from a path of its author's machine.",
            f"Replace the path at {cited(place)} by one inside the repository.",
            [place],
        )
    if not repository.supply.is_known:
        read = _reading(repository, modules[0]) or training[modules[0]]
        return missing(
            "The data that training reads is neither in the repository nor said where to get.",
            f"Say where the data that {read.path} reads can be had and where to put it, or add a sample.",
            [read],
        )
    order = {run.command.evidence: number for number, run in reversed(list(enumerate(runs)))}
    # Of what one command leads to, the script that trains stands for it.
    runs.sort(
        key=lambda run: (
            *_is_beside(run, modules[0]),
            order[run.command.evidence],
            run.command.module.path != modules[0].path,
        )
    )
    whole = next((run for run in runs if not obstacles(run)), None)
    drawing = _left_to_chance(runs)
    if whole and drawing:
        drawn = drawing.seeding.unseeded
        return partial(
            f"{whole.command.module.path} can be rerun, but what {drawing.command.module.path} trains "
            f"({cited(drawing.command.evidence)}) differs each time: {drawing_at(drawn)} at random without a seed.",
            seed_for(drawn),
            [drawing.command.evidence, *drawn[:_FEW]],
        )
    if whole and whole.measured:
        own = (modules[0].path, whole.command.module.path)
        seeds = sorted(whole.seeding.seeded, key=lambda place: place.path not in own) or list(keyed(whole.modules))
        return met(
            f"A written-down command runs {whole.command.module.path}, which trains and measures"
            + (", seeded." if seeds else ", and draws nothing at random without a seed."),
            [whole.command.evidence, whole.measured, *seeds[:1]],
        )
    if runs:
        # Of equals, the command that names the module itself, where it can be mended.
        best = min(
            runs,
            key=lambda run: (len(obstacles(run)), not _names(run)),
        )
        found = obstacles(best)
        reached = {module.path for module in best.modules}
        place = next((place for module, place in training.items() if module.path in reached), training[modules[0]])
        return partial(
            f"A written-down command starts {best.command.module.path}, but "
            f"{' and '.join(obstacle.words for obstacle in found)}.",
            found[0].remedy,
            [best.command.evidence, *(best.seeding.unseeded[:_FEW] or [place])],
        )
    return by_hand(repository, modules[0], training[modules[0]])


def _left_to_chance(runs: Sequence[Run]) -> Run | None:
    """The run that a text tells of by its script and that would be whole, did nothing in it draw at random without a
    seed. One of the steps of a pipeline is no run of its own.
    """
    return next(
        (
            run
            for run in runs
            if run.command.in_text and _names(run) and run.seeding.unseeded and len(obstacles(run)) == 1
        ),
        None,
    )


def _is_beside(run: Run, chief: Module) -> tuple[bool, bool]:
    """Whether a run is of a script beside those that make the model, and whether it leads to another model than that of
    the project: what comes first is the run that makes the model.
    """
    path = run.command.module.path
    return bool(ASIDE.search(path) or _EVALUATING.search(path)), all(
        module.path != chief.path for module in run.modules
    )


def _reading(repository: Repository, chief: Module) -> Evidence | None:
    """Where the data is read that a module trains on: in it, or in what runs together with it."""
    uses = [use for use in repository.stages.of(READ) if use.module.path == chief.path]
    if all(use.call.last in _READ_ELSEWHERE for use in uses) and not chief.is_notebook:
        near = around(repository, [chief])
        uses = [use for use in repository.stages.in_scripts[READ] if use.module.path in near]
    # A function of the project's own may be called as those of libraries that read.
    uses.sort(key=lambda use: use.call.last in _READ_ELSEWHERE)
    return uses[0].evidence if uses else None


def _names(run: Run) -> bool:
    """Whether a command stands where its module is named, and is none of those that another leads to."""
    return run.command.module.file.name.removesuffix(".py") in run.command.evidence.excerpt


def _training(repository: Repository) -> dict[Module, Evidence]:  # noqa: C901
    """The modules that train a model, or make what it predicts from, each with the place."""
    found: dict[Module, Evidence] = {}
    for use in trainings(repository):
        found.setdefault(use.module, use.evidence)
    if found:
        return found
    for module in repository.modules:
        if not is_test(module.path):
            for call in module.calls:
                if stage_of(call) == TRAIN and not repository.stages.is_hollow(module, call):
                    found.setdefault(module, module.evidence(call.line))
    if not found:
        # What recommends by similarity is computed and saved, never fitted.
        for use in repository.stages.of(SAVE):
            if use.module.mentions("cosine_similarity", "linear_kernel", "pivot", "corr", "similarity"):
                found.setdefault(use.module, use.evidence)
    if not found:
        found = {
            module: module.file.evidence()
            for module in repository.scripts
            if module.is_broken and module.mentions(".fit(") and module.mentions("sklearn", "torch", "keras", "xgboost")
        }
    return found


def _data_work(repository: Repository) -> Evidence | None:
    """Where a project without a model, nor one that was trained elsewhere, reads and prepares data that can be had."""
    found = repository.stages
    uses = [use for use in found.of(PREPARE) if not local_paths(use.module)]
    if (
        not uses
        or not found.of(READ)
        or found.of(LOAD)
        or found.of(PREDICT)
        or found.idle
        or not repository.supply.is_known
    ):
        return None
    return uses[0].evidence


def _as_they_came(starters: list[Evidence]) -> str:
    """How many modules of a template nobody has written anything into, and which is the first."""
    if len(starters) == 1:
        return f"{starters[0].path} is as it came"
    return f"{len(starters)} modules are as they came, {starters[0].path} first"
