"""Where a repository shows what is its own: decisions, functions that it wrote, and what its text begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portfolio_kit import lazily as re
from portfolio_kit.criteria import chosen_story
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import EVALUATE, PREPARE, TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What every project has: a start, its options, its pictures, its pages, its log.
_USUAL = re.compile(
    r"^(?:__\w+__|main|cli|app|set_?up|configure|index|home)$|^_?(?:run|plot|draw|show|print|render|display|log|save|load|parse"
    r"|test|get_logger|setup|read|write)(?:_|$)"
    r"|^_?(?:train|predict|evaluate|fit|build|create|get|make)(?:_(?:the_)?(?:models?|pipeline|data|dataset|app|parser))?$",
    re.IGNORECASE,
)
_FEWEST_LINES = 8
# What kinds of decisions are called where they are told, if their name alone would be a riddle there.
_CALLED = {
    "groups": "a metric compared over groups",
    "drift": "a check for drift",
    "a threshold": "a chosen threshold",
    "a split of its own": "a custom train/test split",
    "a method of its own": "a custom method",
    "a score of its own": "a custom score",
    "rules of its own": "hand-made rules that choose the answer",
    "an interval": "prediction intervals",
    "which of two models goes on": "a rule for which of two models is kept",
    "infrastructure of its own": "infrastructure as code",
}
_FEWEST_WORDS = 8
_MOST = 2


def own_functions(repository: Repository, most: int = _MOST) -> list[tuple[str, Evidence]]:
    """Return the longest functions that can run, one a module and one a name (a notebook often holds a module's draft),
    those of modules that prepare, train or measure first: what somebody wrote for this project, no start, plot or page.
    """
    working = {use.module.path for stage in (PREPARE, TRAIN, EVALUATE) for use in repository.stages.of(stage)}
    found: dict[str, tuple[bool, int, str, Evidence]] = {}
    for module in repository.modules:
        for name, line, length in _written(repository, module) if not is_test(module.path) else ():
            rank = (module.path in working, length)
            if module.path not in found or rank > found[module.path][:2]:
                found[module.path] = (*rank, name, module.evidence(line))
    best: dict[str, Evidence] = {}
    for _, _, name, place in sorted(found.values(), key=lambda one: one[:2], reverse=True):
        if name not in best or (best[name].cell and not place.cell):
            best[name] = place
    return list(best.items())[:most]


def _written(repository: Repository, module: Module) -> Iterator[tuple[str, int, int]]:
    for function in module.functions:
        length = (function.node.end_lineno or function.node.lineno) - function.node.lineno + 1
        if length >= _FEWEST_LINES and not _USUAL.search(function.last) and repository.live.runs(module, function.name):
            yield function.last, function.line, length


def work_of_its_own(repository: Repository, largest: Module) -> list[Evidence]:
    """Return where the code shows what was written for this project; in code without functions where it prepares data
    or trains, and if it does neither where its largest module begins.
    """
    found = [place for _, place in own_functions(repository)]
    found = found or [use.evidence for stage in (PREPARE, TRAIN) for use in repository.stages.of(stage)[:1]]
    return found or [largest.evidence(min(call.line for call in largest.calls))]


def in_words(made: Mapping[str, Evidence]) -> str:
    """Decisions, each with where it is seen: `a check for drift (watch.py:12) and a chosen threshold (cut.py:3)`."""
    told = zip(names(made), made.values(), strict=True)
    return enumerated([f"{what} ({cited(place)})" for what, place in told])


def names(made: Mapping[str, Evidence]) -> list[str]:
    """What kinds of decisions are called in a sentence about a project."""
    return [_CALLED.get(what, what) for what in made]


def beginning(repository: Repository) -> Evidence | None:
    """Return where the text says what the project is for: in its story, else in the first sentence of a README."""
    if told := chosen_story.told_problem(repository):
        return told
    for document in [*repository.project_readmes, *repository.texts]:
        for line in document.lines[:60]:
            if line.kind in ("prose", "item") and len(line.text.split()) >= _FEWEST_WORDS and line.text[:2] != "..":
                return document.evidence(line.number)
    return next((text.evidence(1) for text in repository.texts), None)
