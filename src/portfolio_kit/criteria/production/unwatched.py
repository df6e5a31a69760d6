"""What is said of a service or pipeline that nobody watches, and of what only looks as if it did."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.claimed import MONITORS, told_of, words_of
from portfolio_kit.criteria.production.saved import to_serve
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import SAVE, TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, missing, partial

MONITORED = (
    "Let the running service record its metrics, or run a script that compares the requests that it kept with the "
    "training data."
)

_OWN_METRICS = (
    "count requests and predictions and time them with prometheus_client, or add them up in the module and "
    "log the sums or return them from a route"
)
_REPORT = "write each answer with its time into a file, and add a script that sums the file up and warns beyond a limit"
_NOTHING = "There is no service or pipeline that could be monitored"


def unwatched(repository: Repository) -> Finding:
    """What is said where nothing is logged: of the service if there is one, else of the training."""
    for why, place in repository.observability.idle[:1]:
        return missing(
            f"Nothing is logged, and what should monitor in {place.path} tells nothing: {why}.",
            f"{cited(place)}: {why}. {MONITORED}",
            [place],
        )
    service = service_of(repository)
    trained = [use.module for use in repository.stages.in_scripts[TRAIN]]
    served = to_serve(repository, repository.stages.of(SAVE))
    trained.sort(key=lambda module: served is None or module is not served.module)
    printing = [module for module in repository.scripts if any(call.name == "print" for call in module.calls)]
    candidates = [*([service] if service is not None else []), *trained, *printing]
    watched = next((module for module in candidates if not module.is_notebook), None)
    claim = told_of(repository, MONITORS)
    claims = [claim.place] if claim is not None else []
    if watched is None:
        return missing(
            ("Nothing is logged or monitored" if repository.scripts or claim else _NOTHING) + f"{words_of(claim)}.",
            "Make a script that trains or a service that answers first; then log in it with the logging module what it "
            "reads, is asked and answers, and count requests and latencies or hold new data against the training data.",
            claims,
        )
    printed = min((call.line for call in watched.calls if call.name == "print"), default=0)
    instead = f", in place of the print of line {printed}" if printed else ""
    return missing(
        f"Nothing is logged or monitored: {watched.path} {'only prints' if printed else 'keeps no log'}"
        f"{words_of(claim)}.",
        f"Log each request with the logging module in {watched.path}{instead}, and {_measuring(repository, watched)}."
        if service is not None
        else f"Log what {watched.path} reads and measures with the logging module{instead}; to reach the full points, "
        "hold new data against the training data as well, or its share of gaps against a limit, and warn beyond it.",
        [*([watched.evidence(printed)] if printed else []), *claims],
    )


def only_logged(repository: Repository, kept: Sequence[Evidence]) -> Finding:
    """What is said where there is a log, and nothing that measures; `kept` is where the service keeps predictions."""
    watch = repository.observability
    logs = list(watch.logs)
    service = service_of(repository)
    is_silent = service is not None and not watch.logs_of_service and service.path not in {log.path for log in logs}
    claim = told_of(repository, MONITORS)
    if kept:
        fix = (
            f"{cited(kept[0])} keeps predictions: add a script that reads them again, compares them with the training "
            "data and warns beyond a limit."
        )
    elif service is not None and is_silent:
        fix = (
            f"{cited(logs[0])} logs, and {service.path}, which is asked, does not: log its requests, and "
            f"{_measuring(repository, service)}."
        )
    elif service is not None:
        fix = (
            f"{cited(logs[0])} writes a log, and nothing sums it up: {_measuring(repository, service)}; or keep what "
            "is asked, and add a script that compares it with the training data (drift)."
        )
    else:
        fix = (
            f"{cited(logs[0])} logs: measure the share of gaps in what is read as well, and warn or stop beyond a "
            "limit, or compare new data with what was trained on."
        )
    return partial(
        f"The code of {logs[0].path} logs, but nothing measures drift, data quality or the service itself"
        f"{words_of(claim)}.",
        fix,
        [*logs[:2], claim.place] if claim is not None else logs[:3],
    )


def _measuring(repository: Repository, service: Module) -> str:
    """How a service is to measure itself: an API by metrics that are asked for, an app for people by a report."""
    is_api = any(app.kind == "api" and app.module is service for app in repository.apps) or any(
        route.module is service for app in repository.apps if app.kind == "api" for route in app.routes
    )
    return _OWN_METRICS if is_api else _REPORT


def service_of(repository: Repository) -> Module | None:
    """The module that answers where the model is asked: that of a route that predicts, else of the first app."""
    apps = [app for app in repository.apps if app.kind in ("api", "interactive")]
    predicting = (
        route.module for app in apps for route in app.routes if repository.serving.predicting(route) is not None
    )
    return next(predicting, apps[0].module if apps else None)
