"""Which stages of the work no script does: what does them instead, and what there is to add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio_kit.criteria import uncalled
from portfolio_kit.criteria.chief import ASIDE, trainings
from portfolio_kit.criteria.phrases import cited, enumerated, sentence
from portfolio_kit.criteria.show.scripts import prepared_elsewhere, without_model
from portfolio_kit.criteria.show.stage_places import BESIDE
from portfolio_kit.criteria.unfinished_modules import broken_for_stage, for_stage
from portfolio_kit.repository.held_out.own_rows import tells_of_columns
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.found_stages import Stages, Use
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, partial

_LOOKING = frozenset({"groupby", "astype", "apply", "map", "resize"})
# Fewer calls of a module prepare no data to speak of; one trains or evaluates.
_FEWEST_STEPS = {stages.PREPARE: 3, stages.TRAIN: 1, stages.EVALUATE: 1}


def lacking_stages(repository: Repository, trained: Sequence[Use], lacking: Sequence[str]) -> Finding:
    """The finding where a model is trained and scripts leave some stages to notebooks, to a module that no script
    calls, or to nobody.
    """
    found = repository.stages
    idle = {stage: place for stage in lacking if (place := _uncalled(repository, stage)) is not None}
    only = [stage for stage in lacking if stage != stages.PREDICT and _in_notebooks(found, stage) and stage not in idle]
    none = [stage for stage in lacking if stage not in only and stage not in idle]
    elsewhere = prepared_elsewhere(repository) if stages.PREPARE in none else None
    unmade = without_model(repository) if stages.PREDICT in none else None
    says = []
    if only:
        verb = "is" if len(only) == 1 else "are"
        says.append(f"{enumerated(only)} {verb} done only in {_notebooks(repository, only)}")
    if idle:
        paths = {place.path for place in idle.values()}
        by_notebooks = {use.module.path for stage in idle for use in found.in_notebooks[stage]}
        says.append(
            f"no script calls {_parts(repository, idle)}{' (only notebooks do)' if paths <= by_notebooks else ''}"
        )
    if none:
        says.append(f"there is no script for {enumerated(none)}")
        says[-1] += f" (no script makes {elsewhere.path}, which {elsewhere.use.module.path} reads)" if elsewhere else ""
        blank = [path for stage in none if (path := for_stage(repository, stage)) is not None]
        says[-1] += f" ({enumerated(blank)} {'is' if len(blank) == 1 else 'are'} empty)" if blank else ""
        broken = [cited(place) for place in _broken(repository, none).values()]
        says[-1] += f" that Python can read (not {enumerated(broken)})" if broken else ""
        says[-1] += f" (nothing makes {unmade[1]}, which {unmade[0].module.path} loads)" if unmade else ""
    return partial(
        sentence(enumerated(says)),
        f"Let {trained[0].module.path} save the model that {unmade[0].module.path} loads ({unmade[1]})."
        if unmade and lacking == [stages.PREDICT]
        else _to_do(repository, idle, only, none, trained[0]),
        [
            trained[0].evidence,
            *idle.values(),
            *(place for stage in only if (place := _shown(found, stage, trained[0])) != trained[0].evidence),
            *([elsewhere.use.evidence] if elsewhere else []),
            *([unmade[0].evidence] if unmade else []),
        ],
    )


def _shown(found: Stages, stage: str, chief: Use) -> Evidence:
    """Where a notebook does a stage: that which trains, if it does."""
    uses = _in_notebooks(found, stage)
    near = [use for use in uses if use.module is chief.module] or uses
    # Groups are looked at more often than they are learned from.
    return min(near, key=lambda use: use.call.last in _LOOKING).evidence


def _to_do(
    repository: Repository, idle: Mapping[str, Evidence], only: Sequence[str], none: Sequence[str], chief: Use
) -> str:
    beside = chief.module.path
    add = f", and add {enumerated(none)}" if none else ""
    if idle and only:
        return f"Move {enumerated(only)} into a script that calls {_parts(repository, idle)}{add}."
    if blank := next((place.path for place in idle.values() if not _can_be_imported(repository, place)), None):
        return f"Give {blank} and its folders names without blanks, so that it can be imported, and call it{add}."
    if idle and stages.TRAIN in idle:
        return f"Write a script that calls {_parts(repository, idle)}{add}."
    own = [(stage, place.line) for stage, place in idle.items() if place.path == beside]
    if own and len(own) == len(idle):
        parts = enumerated([f"its own {stage} (line {line})" for stage, line in own])
        return f"Let {beside} call {parts} where it trains{add}."
    if idle and any(_is_led_back(repository, place, chief) for place in idle.values()):
        return f"Write a script that trains with {beside} and calls {_parts(repository, idle)}{add}."
    if idle:
        first = ", or a script that runs before it," if stages.PREPARE in idle else ""
        return f"Let {beside}{first} call {_parts(repository, idle)}{add}."
    if only == [stages.EVALUATE] and not none and not chief.module.is_notebook:
        return (
            f"Let {beside} hold rows out before it fits, and measure the model on those as "
            f"{_notebooks(repository, only)} does, with the metrics printed or saved."
        )
    if only:
        return f"Move {enumerated(only)} into a script that can be run{add}."
    return _to_add(repository, none, beside)


def _to_add(repository: Repository, none: Sequence[str], beside: str) -> str:
    """What to write where nothing does some stages: first into the modules that are there for them, and broken or
    empty.
    """
    broken = _broken(repository, none)
    unwritten = [stage for stage in none if stage not in broken]
    empty = {stage: path for stage in unwritten if (path := for_stage(repository, stage)) is not None}
    rest = [stage for stage in unwritten if stage not in empty]
    says = [f"repair {cited(place)}, so that it does the {stage}" for stage, place in broken.items()]
    says += [f"write the {stage} into {path}" for stage, path in empty.items()]
    says += [f"add {enumerated(rest)} as a script that can be run, beside {beside}"] if rest else []
    return sentence(enumerated(says))


def _broken(repository: Repository, none: Sequence[str]) -> dict[str, Evidence]:
    return {stage: place for stage in none if (place := broken_for_stage(repository, stage)) is not None}


def _can_be_imported(repository: Repository, place: Evidence) -> bool:
    return all(uncalled.can_name(repository, one) for one in repository.scripts if one.path == place.path)


def _is_led_back(repository: Repository, place: Evidence, chief: Use) -> bool:
    return any(
        uncalled.is_led_back(repository, one, chief.module) for one in repository.scripts if one.path == place.path
    )


def _parts(repository: Repository, idle: Mapping[str, Evidence]) -> str:
    """The stages that modules do and no script calls: `the training in churn/fits.py`; where one function measures the
    model, and its module does nothing else, that: `error_of() of churn/errors.py (the evaluation)`.
    """
    by_path: dict[str, list[str]] = {}
    for stage, place in idle.items():
        by_path.setdefault(place.path, []).append(stage)
    says = []
    for path, done in by_path.items():
        name = uncalled.named_at(repository, idle[done[0]]) if len(done) == 1 else None
        parts = enumerated([f"the {stage}" for stage in done])
        says.append(f"{name}() of {path} ({parts})" if name else f"{parts} in {path}")
    return enumerated(says)


def _notebooks(repository: Repository, only: Sequence[str]) -> str:
    """The notebooks that do some stages: that which makes the project's model, and how many others do them all, too."""
    found = repository.stages
    doing = [list(dict.fromkeys(use.module.path for use in _in_notebooks(found, stage))) for stage in only]
    chief = [use.module.path for use in trainings(repository)]
    each = [path for path in dict.fromkeys([*chief, *doing[0]]) if all(path in paths for paths in doing)]
    if not each:
        return enumerated(list(dict.fromkeys(paths[0] for paths in doing)))
    others = len(each) - 1
    return each[0] + (f" and {'another notebook' if others == 1 else f'{others} other notebooks'}" if others else "")


def _in_notebooks(found: Stages, stage: str) -> list[Use]:
    """What does a stage in notebooks themselves, else in the modules that only notebooks call."""
    uses = found.in_notebooks[stage]
    if stage == stages.EVALUATE:
        # How columns belong together is asked of the data, before there is a model.
        uses = [use for use in uses if not tells_of_columns(use.call)]
    return [use for use in uses if use.module.is_notebook] or uses


def _uncalled(repository: Repository, stage: str) -> Evidence | None:
    """Return where a module does a stage that no script calls: only a notebook does, or nothing at all.

    What the module that trains can import comes first.
    """
    found, chief = repository.stages, trainings(repository)
    uses = [
        use
        for table in (found.in_notebooks, found.unused)
        for use in table[stage]
        if not use.module.is_notebook and not ASIDE.search(use.module.path) and not BESIDE.search(use.module.path)
        # What a search of settings scores is not yet the model that is kept.
        if stage != stages.EVALUATE or not uncalled.scores_a_search(use.call)
    ]
    counts = {use.module.path: sum(other.module is use.module for other in uses) for use in uses}
    apart = {
        use.module.path: not uncalled.can_name(repository, use.module)
        or any(uncalled.is_led_back(repository, use.module, other.module) for other in chief[:1])
        for use in uses
    }
    best = min(
        uses,
        key=lambda use: (apart[use.module.path], -counts[use.module.path], use.module.path, use.call.line),
        default=None,
    )
    is_done = best is not None and counts[best.module.path] >= _FEWEST_STEPS.get(stage, len(uses) + 1)
    return best.evidence if best is not None and is_done else None
