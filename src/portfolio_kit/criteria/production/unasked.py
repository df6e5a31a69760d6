"""What is said where nothing outside the code can ask the model, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import capital, cited
from portfolio_kit.criteria.production.saved import in_words, to_save, to_serve
from portfolio_kit.criteria.unfinished_modules import broken_for_stage, for_service
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.written import written_commands
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence, Finding, missing

_FOR_PREDICTING = re.compile(r"predict|infer|classif|forecast|recommend|score", re.IGNORECASE)
_NEEDS = "Add fastapi and uvicorn to the dependency file"


def unasked(repository: Repository) -> Finding:
    """Judge a project without a way to ask its model, by what it has of one."""
    answering = next(
        (
            (app, route)
            for app in repository.apps
            if app.kind == "api"
            for route in app.routes
            if _FOR_PREDICTING.search(f"{route.path} {route.function.last}")
        ),
        None,
    )
    if answering is not None:
        return _without_model(*answering)
    saved = repository.stages.of(stages.SAVE)
    trained = repository.stages.of(stages.TRAIN)
    served = to_serve(repository, saved)
    fixed = _asks_for_itself(repository)
    if fixed is not None:
        sentence = (
            f"There is no API, app or command to ask the model for a prediction: {cited(fixed)} asks it only about "
        )
        sentence += "values that stand in the code."
    else:
        sentence = "There is no API, app or command to ask the model for a prediction."
    if (broken := broken_for_stage(repository, stages.PREDICT)) is not None and fixed is None:
        told = next((one for one in written_commands(repository) if one.module.path == broken.path), None)
        starts = f", which {cited(told.evidence)} starts," if told is not None else ""
        return missing(
            f"There is no API, app or command that can ask the model for a prediction: {cited(broken)}{starts} is no "
            "valid Python.",
            f"Repair {cited(broken)}, so that whoever runs it on data of their own gets predictions.",
            [broken, *([told.evidence] if told is not None else [])],
        )
    empty = for_service(repository)
    write = f"write in {empty}, which is empty, a small FastAPI app" if empty else "write a small FastAPI app"
    if not (saved or trained or repository.stages.of(stages.LOAD)):
        return missing(
            f"{sentence.removesuffix('.')}, and no Python code trains or loads a model." if fixed is None else sentence,
            f"Write a script that trains the model and saves it. Then {write} that loads it once and "
            f"answers POST /predict with JSON. {_NEEDS}.",
            [fixed] if fixed is not None else [],
        )
    if served is not None or not trained:
        what = in_words(served, saved).removesuffix(",") if served is not None else "the saved model"
        return missing(
            sentence,
            f"{capital(write)} that loads, once as it starts, {what}, and answers POST /predict with JSON. {_NEEDS}.",
            [*([fixed] if fixed is not None else []), *([served.evidence] if served is not None else [])],
        )
    learnt = to_save(repository, trained)
    asked = next((use for use in repository.stages.inference() if use.module in _leading(repository, trained)), None)
    if asked is not None:
        place = cited(asked.evidence)
        return missing(
            "There is no API, app or command to ask the model for a prediction, and the model is not saved: "
            f"{place} asks it each time after a new training.",
            f"Save the model that {place} asks, and what prepares its input, in {asked.module.path} (for example with "
            f"joblib.dump). Then {write} that loads them once and answers POST /predict with JSON. {_NEEDS}.",
            [asked.evidence, learnt.evidence],
        )
    return missing(
        "There is no API, app or command to ask the model for a prediction, and the model is not saved.",
        f"Save the model, and what prepares its input, at the end of {learnt.module.path} (for example with "
        f"joblib.dump). Then {write} that loads them once and answers POST /predict with JSON. "
        f"{_NEEDS}.",
        [learnt.evidence],
    )


def _leading(repository: Repository, trained: Sequence[Use]) -> list[Module]:
    """The scripts that lead to a training elsewhere: what they ask is the model that was chosen."""
    paths = {use.module.path for use in trained}
    return [
        module
        for module in repository.scripts
        if module.path not in paths and any(other.path in paths for other in repository.reach.reached(module))
    ]


def _asks_for_itself(repository: Repository) -> Evidence | None:
    """Where a script that is called after predicting loads a model and asks it, and reads and measures nothing."""
    for module in repository.scripts:
        if stages.is_test(module.path) or not _FOR_PREDICTING.search(module.file.stem):
            continue
        done = {stages.stage_of(call) for call in module.calls}
        if {stages.LOAD, stages.PREDICT} <= done and not done & {stages.TRAIN, stages.EVALUATE, stages.READ}:
            asked = next(call for call in module.calls if stages.stage_of(call) == stages.PREDICT)
            if repository.live.runs(module, asked.scope):
                return module.evidence(asked.line)
    return None


def _without_model(app: App, route: Route) -> Finding:
    path = route.path or "/"
    return missing(
        f"The route {path} of {route.module.path} answers without a model that {app.module.path} loads: no call such "
        "as joblib.load, and no prediction by what it returns.",
        f"{cited(route.evidence)}: load the saved model once as the app starts, and let {path} "
        "answer with that model's prediction for what is sent.",
        [route.evidence],
    )
