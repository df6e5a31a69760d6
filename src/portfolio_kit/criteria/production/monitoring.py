"""What watches the service, its data and its answers (article section 9.3)."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.unwatched import MONITORED, only_logged, unwatched
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, partial


def monitoring(repository: Repository) -> Finding:
    """What a running service or pipeline tells about itself, in scripts; notebooks and tests are none, nor is print.

    Met by code that is called and that measures the service or compares its data: a library for that (Evidently,
    Prometheus, whylogs, Great Expectations and others), a drift or quality check of its own that compares
    distributions, a job that warns where its batch is far from figures kept from the training, a pipeline that logs and
    warns or stops where more of its data is missing than a limit of its own or where it breaks a contract of pandera,
    alarms or a dashboard of the cloud that the infrastructure's code sets up beside a logger, metrics that the service
    records and a route or its log reports, or predictions that it keeps, in a file, a database or its log, and a route
    or a script sums up, or a database into which the service writes what it measures and a dashboard that is started
    with it. What nothing or only a notebook calls, metrics that nothing sets, what imports modules of the project that
    are not there, and a check that holds one table against itself or reads what nothing brings are none. Partial for
    calls of a logger, for the logger of a service in JavaScript that starts the project's scripts, for a script of
    a shell that runs the pipeline and appends to a log, for a service that keeps its
    predictions in a database or file, and for such a check in a notebook only, or of how the model does on its test
    data where it is trained. Experiment tracking is no monitoring.
    """
    watch = repository.observability
    logs = list(watch.logs)
    absent = {path: what for path, what in repository.unimportable.items() if not what.name}
    monitors = [found for found in watch.monitors if found[1].path not in absent]
    if monitors:
        what, place = monitors[0]
        return met(
            f"There is monitoring in code: {what}{', beside logging' if logs else ''}.",
            [place, *logs[:1], *(other for _, other in monitors[1:3])],
        )
    broken = [(absent[place.path].words, place) for _, place in watch.monitors]
    idle = next(iter([*broken, *watch.idle]), None)
    if logs and idle is not None:
        why, place = idle
        return partial(
            f"The code of {logs[0].path} logs, but what should monitor in {place.path} tells nothing: {why}.",
            f"{cited(place)}: {why}. {MONITORED}",
            [place, *logs[:1]],
        )
    kept = list(watch.kept_predictions)
    if logs:
        return only_logged(repository, kept)
    if kept:
        return partial(
            f"The service keeps what it is asked or answers ({cited(kept[0])}), and nothing reports on it.",
            f"Add a script that reads again what {cited(kept[0])} keeps, sums it up and warns beyond a limit, and log "
            f"what {kept[0].path} does with the logging module.",
            kept,
        )
    if watch.logs_of_scripts:
        place = watch.logs_of_scripts[0]
        return partial(
            f"The script {place.path} keeps a log of its runs, and nothing measures drift, data quality or the service "
            "itself.",
            f"{cited(place)} writes when a step began: log in the code what it reads and measures as well, and hold "
            "new data against the training data.",
            list(watch.logs_of_scripts),
        )
    logger = next((service.logger for service in repository.node_services if service.logger is not None), None)
    if logger is not None:
        return partial(
            f"The service in JavaScript logs ({cited(logger)}), and nothing in Python measures drift, data quality or "
            "the service itself.",
            "Log in the Python code what it reads, is asked and answers, too, and hold new data against the training "
            "data in a script that warns beyond a limit.",
            [logger],
        )
    if watch.by_hand:
        what, place = watch.by_hand[0]
        is_called_there = what.startswith("only a notebook")
        where = "a notebook" if place.path.endswith(".ipynb") or is_called_there else "the training"
        return partial(
            f"There is monitoring in {where} only: {what}.",
            f"{cited(place)} looks at one state of the data: compare what comes in later, in a script that "
            f"runs with the pipeline.",
            [place],
        )
    return unwatched(repository)
