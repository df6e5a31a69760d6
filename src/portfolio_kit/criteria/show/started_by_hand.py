"""An app that has to be started to see what it answers: what can be looked at without it, and what its text lacks."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.show.failing import why_fails
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import ASK, Command
from portfolio_kit.repository.testing.outside import asked_on_import
from portfolio_kit.rubric.finding import Evidence, Finding, partial

# A route that asks the model, and not how the service is.
_PREDICTS = re.compile(
    r"predi|infer|score|classif|recommend|forecast|invocation|/ask|detect|estimat|previ|analy[sz]e", re.IGNORECASE
)


def started_by_hand(repository: Repository, app: Evidence, *, is_told: bool, failing: Sequence[Command]) -> Finding:
    """The finding where an app has to be started to see what it answers; `is_told` where a text says how, `failing` the
    commands that it gives instead and that start nothing.
    """
    plots = [picture.evidence for picture in repository.pictures if picture.kind == "plot"]
    asked = next(
        (
            command.evidence
            for command in repository.commands
            if ASK in command.purposes
            and command.document in repository.project_readmes
            and _PREDICTS.search(command.text)
        ),
        None,
    )
    absent = repository.unimportable.get(app.path)
    if absent is not None:
        fix = f"{absent.remedy} With a start command and a screenshot in the README it can then be seen at work."
    elif failing:
        place, why = failing[0].evidence, why_fails(repository, failing[0])
        fix = f"Correct the command at {cited(place)} ({why}), and add a screenshot of {app.path} to the README."
    elif not is_told:
        fix = f"Add to the README how to start {app.path} and a screenshot of it.{_from_here(repository, app)}"
    elif asked is not None:
        fix = f"Show below {cited(asked)} what the app answers, or add a screenshot, a recording or a live link."
    else:
        fix = (
            "Add to the README a screenshot, a recording, a sample request with its response or a live link of "
            f"{app.path}."
        )
    kept = [notebook.file for notebook in repository.notebooks if notebook.has_outputs]
    more = f"; the outputs of {kept[0].path} can be looked at" if kept else ""
    more = "; plots of results can be looked at" if plots else more
    says = "must be started by hand to see what it answers" if absent is None else f"cannot be started: {absent.words}"
    return partial(
        f"The app in {app.path} {says}{more}.",
        fix,
        [app, *(plots or [file.evidence() for file in kept])[:1]],
    )


def _from_here(repository: Repository, app: Evidence) -> str:
    """What else to do where the app downloads from a store as it starts, which a stranger has no keys for."""
    service = next((one.module for one in repository.apps if one.module.path == app.path), None)
    for module in repository.reach.reached(service) if service is not None else ():
        line = asked_on_import(module, of_stores=True)
        if line is not None:
            return (
                " Let it load its model from a file of the repository, too: a stranger has no keys for the download "
                f"at {module.path}:{line}."
            )
    return ""
