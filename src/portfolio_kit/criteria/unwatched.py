"""What is said of a service or pipeline that nobody watches, and of what only looks as if it did."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.models.stages import TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing

MONITORED = (
    "Let the service itself set what it measures, or compare what it keeps of its requests with the training data in a "
    "script that is run."
)


def unwatched(repository: Repository) -> Finding:
    """What is said where nothing is logged: of the service if there is one, else of the training."""
    for why, place in repository.observability.idle[:1]:
        return missing(
            f"Nothing is logged, and what should monitor in {place.path} tells nothing: {why}.",
            f"{cited(place)}: {why}. {MONITORED}",
            [place],
        )
    services = [app.module for app in repository.apps if app.kind in ("api", "interactive")]
    trained = [use.module for use in repository.stages.in_scripts[TRAIN]]
    printing = [module for module in repository.scripts if any(call.name == "print" for call in module.calls)]
    watched = next((module for module in services + trained + printing if not module.is_notebook), None)
    if watched is None:
        return missing(
            "There is no service or pipeline that could be monitored."
            if not repository.scripts
            else "Nothing is logged or monitored.",
            "Log with the logging module in the service or pipeline, and count requests, latencies and predictions.",
        )
    printed = min((call.line for call in watched.calls if call.name == "print"), default=0)
    what = "requests, latencies and predictions" if services else "the rows that it reads and what it measures"
    return missing(
        f"Nothing is logged or monitored: {watched.path} only prints."
        if printed
        else f"Nothing is logged or monitored: {watched.path} keeps no log.",
        f"Log with the logging module in {watched.path}"
        + (f", beside what line {printed} prints" if printed else "")
        + f", and {'count' if services else 'log'} {what}.",
        [watched.evidence(printed)] if printed else [],
    )
