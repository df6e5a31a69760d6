"""Production, or near it (article section 9.3)."""

from __future__ import annotations

from itertools import chain, islice

from portfolio_kit.criteria import deployment, where_it_runs
from portfolio_kit.criteria.containers import Container, containers
from portfolio_kit.criteria.endpoints import endpoints
from portfolio_kit.criteria.fit_for import taken_for
from portfolio_kit.criteria.phrases import cited, sentence
from portfolio_kit.criteria.told_starts import starts
from portfolio_kit.criteria.unasked import unasked
from portfolio_kit.criteria.uncontained import uncontained
from portfolio_kit.criteria.unwatched import MONITORED, only_logged, unwatched
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.showing.live_links import live_links
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_MOST_REASONS = 200
# Folders of what only tries or teaches what the project does.
_ASIDE = frozenset({"test", "tests", "tutorial", "tutorials", "example", "examples", "demo", "demos", "samples"})


def serving_endpoint(repository: Repository) -> Finding:
    """Ways to ask the project's model for a prediction from outside its code, found by what is called.

    Met by an HTTP API (FastAPI, Flask, BentoML, Ray Serve, a Lambda handler and the like; Django's views as its
    addresses name them) with a route from which the project's own calls reach a prediction, or, of a route for
    predicting, any use of what was loaded as a model, which answers with data and not only with a page, in an app
    that loads a saved model as it is started; where the model's file is named, the repository has it or names it
    elsewhere (the code that writes or fetches it, a configuration, a download in the README), and does not lie at an
    absolute path which no container or configuration fills; or by a model
    server's image (TensorFlow Serving, TorchServe) that is given a model. A prediction that is thrown away or only
    logged, one for a row of the test set or for values that stand in the route or its module, and a class of rules
    written by hand are none; nor is the answer of a route that reads what nothing defines, that is in no app, or
    that answers with a value that stands in the code where the model is not there. Partial for such an API that
    lacks one of these, for an interactive app (Streamlit, Gradio, a form) that takes input and asks the model, and
    for a script that loads the model and predicts without training, where it takes arguments or answers, writes
    what it predicts, or reads what it predicts for. A function that nothing outside calls, a script for a fixed
    sample, a notebook, or an app that only shows results is nothing.
    """
    found = endpoints(repository)
    if not found:
        return unasked(repository)
    best = found[0]
    if best.level == 2:  # noqa: PLR2004
        loads = "loads the model and " if best.loads else ""
        return met(sentence(f"{best.what} {loads}answers with a prediction"), best.evidence)
    place = best.evidence[0]
    return partial(
        sentence(f"{best.what} can be asked, but {best.lacking}"),
        f"{cited(place)}: {best.lacking}; {best.remedy}.",
        best.evidence,
    )


def containerization(repository: Repository) -> Finding:
    """Containers that can be built on reading and start something of the project.

    A Dockerfile under any name is read with the context of the compose file that builds it, else with each folder above
    it, the best of which counts. It is broken where it copies what the context has not (outside of it, left out by
    .dockerignore, or absent, and made by no code that a written command runs), installs from a file that was not
    copied, or starts a module or file that is not in the image, blank ones included, or whose imports of the project
    fail as it is started; stages are followed through `FROM` and `COPY --from`. A compose service is judged with its
    own command and mounts; a Procfile, render.yaml or app.yaml needs a dependency file beside what it starts, a
    Procfile also a process that the host starts (web); Cog and Bento files name what they serve.

    Met by one that has no such problem, installs packages and starts an app, API, script or pipeline of the project.
    Partial where all are broken or none starts anything of the project (a database, a tracking server, a notebook
    server). A development container, a Dockerfile with nothing but FROM, and a blank one are nothing.
    """
    found = containers(repository) if repository.modules else []
    if not found:
        return uncontained(repository)
    coherent = [container for container in found if container.is_coherent]
    if coherent:
        coherent = _asked_first(repository, coherent)
        more = len({container.starts for container in coherent}) - 1
        beside = f"; {more} more start{'s' if more == 1 else ''} other parts of it" if more else ""
        return met(
            f"{coherent[0].what} installs the project and starts {coherent[0].starts}{beside}.",
            [container.place for container in coherent],
        )
    best = min(
        found, key=lambda container: (container.starts is None and not container.problems, len(container.problems))
    )
    if best.remedy:
        return partial(sentence(best.problems[0][0]), best.remedy, [best.place])
    if best.problems:
        words, place = best.problems[0]
        made = ", or write the command that makes it into the README or a Makefile" if best.lacks_made else ""
        return partial(
            f"The container cannot work as written: {words}.",
            f"{cited(place)}: {words}. Correct it{made}, and build the image once from a fresh clone.",
            [place],
        )
    return partial(
        f"The container of {best.place.path} starts nothing of the project.",
        f"{cited(best.place)} starts none of the project's code: end it with the command that "
        f"starts your app, API or pipeline.",
        [best.place],
    )


def _asked_first(repository: Repository, coherent: list[Container]) -> list[Container]:
    """Containers of several parts of a project: that of the app which is named for its prediction first, then apps.

    Those of the tests, or of lessons, come last.
    """
    if len({container.starts for container in coherent}) == 1:
        return coherent
    asked = {endpoint.path for endpoint in endpoints(repository)[:1]}
    apps = {app.module.path for app in repository.apps if app.kind in ("api", "interactive")}
    return sorted(
        coherent, key=lambda one: (_is_aside(one.place.path), one.starts not in asked, one.starts not in apps)
    )


def _is_aside(path: str) -> bool:
    return any(part.lower() in _ASIDE for part in path.split("/")[:-1])


def deployment_writeup(repository: Repository) -> Finding:
    """What the texts say of where and how the project is or would be deployed.

    Partial for a command that runs an app, a service or a container of the project (training, a notebook or a front end
    alone is none), a section on deployment, or a link to where it runs. Met where a sentence also gives a choice of the
    deployment (the platform, the container, batch or real time, the size) with its reason, below a heading that asks
    where it runs also with what it costs or what was not taken, or ways to deploy are set against one another: in a
    table by cost, fit or reason, or as options of which one is recommended; where there is neither app nor container,
    in a section that tells it at some length. A platform or container that a sentence takes for a quality ("for its
    scalability"), and one way to serve it that is set against another, are such a choice too. Plans ("future work",
    "coming soon", "will be updated"), the names of tools, what a step is needed for and why a model was chosen are
    nothing, and so are all words where no code does any work.
    """
    evidence = list(
        islice(
            chain(starts(repository), deployment.sections(repository), live_links(repository.near_documents)),
            3,
        )
    )
    if not (evidence and repository.has_work):
        return missing(
            "The texts do not say how or where the project is deployed.",
            "Write, below a heading such as Deployment or Where it runs, where it runs or would run, the commands that "
            "start it there, and why you chose that over another way.",
        )
    reasons = list(islice(deployment.reasons(repository), _MOST_REASONS))
    reason = min(reasons, key=lambda item: item.rank, default=None)
    if reason is not None:
        return met("The texts say how it is deployed and give a choice with its reason.", [reason.place, *evidence])
    thin = next(taken_for(repository), None) if repository.apps or repository.dockerfiles else None
    if thin is not None:
        return met(f"The texts say how it is deployed, and what speaks for that ({cited(thin)}).", [thin, *evidence])
    section = next(deployment.sections(repository), None)
    place = evidence[0]
    named = next((item for item in evidence if deployment.names_platform(item.excerpt)), None)
    if named is None and (named := where_it_runs.where(repository)) is not None:
        evidence = [named, *evidence[:2]]
    elif section is not None and section not in evidence:
        evidence = [section, *evidence[:2]]
    if named is not None:
        fix = f"{cited(named)} says where: add why"
    else:
        fix = f"{cited(place)} gives the how: add where it runs"
    return partial(
        f"The text of {place.path} says how to start or deploy it, but gives no choice of the deployment with its "
        "reason.",
        f"{fix}, below a heading such as Why it runs there, with one choice and its trade-off (container or not, batch "
        "or real time, cost, cold starts).",
        evidence,
    )


def monitoring(repository: Repository) -> Finding:
    """What a running service or pipeline tells about itself, in scripts; notebooks and tests are none, nor is print.

    Met by code that is called and that measures the service or compares its data: a library for that (Evidently,
    Prometheus, whylogs, Great Expectations and others), a drift or quality check of its own that compares
    distributions, a job that warns where its batch is far from figures kept from the training, a pipeline that logs
    and warns or stops where more of its data is missing than a limit of its own, metrics that the service records and a
    route reports, or predictions that it keeps, in a file, a database or its log, and a route or a script sums up. What
    nothing or only a notebook calls, metrics that nothing sets, what imports modules of the project that are not there,
    and a check that holds one table against itself or reads what nothing brings are none. Partial for calls of a
    logger, for a service that keeps its predictions in a database or file, and for such a check in a notebook only, or
    of how the model does on its test data where it is trained. Experiment tracking is no monitoring.
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
            "The service keeps its predictions, and nothing reports on them.",
            f"{kept[0].path}:{kept[0].line} keeps predictions: add a script that reads them again, sums them up and "
            f"warns beyond a limit, and a logger.",
            kept,
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
