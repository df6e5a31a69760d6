"""Production, or near it (article section 9.3)."""

from __future__ import annotations

from itertools import chain, islice

from portfolio_kit.criteria import claimed, deployment, testable, where_it_runs
from portfolio_kit.criteria.containers import Container, containers
from portfolio_kit.criteria.endpoints import endpoints
from portfolio_kit.criteria.phrases import cited, sentence
from portfolio_kit.criteria.unasked import unasked
from portfolio_kit.criteria.uncontained import uncontained
from portfolio_kit.criteria.unwatched import MONITORED, only_logged, unwatched
from portfolio_kit.criteria.workflows import runs, shortfall
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.showing.live_links import live_links
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_MANY_TESTS = 40
_MOST_REASONS = 40


def serving_endpoint(repository: Repository) -> Finding:
    """Ways to ask the project's model for a prediction from outside its code, found by what is called.

    Met by an HTTP API (FastAPI, Flask, BentoML, Ray Serve, a Lambda handler and the like; Django's views as its
    addresses name them) with a route from which the project's own calls reach a prediction, or, of a route for
    predicting, any use of what was loaded as a model, which answers with data and not only with a page, in an app
    that loads a saved model as it is started; where the model's file is named, the repository has it or names it
    elsewhere (the code that writes or fetches it, a configuration, a download in the README); or by a model
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
    """Containers of several parts of a project: that of the app which is named for its prediction first, then apps."""
    if len({container.starts for container in coherent}) == 1:
        return coherent
    asked = {endpoint.path for endpoint in endpoints(repository)[:1]}
    apps = {app.module.path for app in repository.apps if app.kind in ("api", "interactive")}
    return sorted(coherent, key=lambda one: (one.starts not in asked, one.starts not in apps))


def deployment_writeup(repository: Repository) -> Finding:
    """What the texts say of where and how the project is or would be deployed.

    Partial for a command that runs an app, a service or a container of the project (training, a notebook or a front end
    alone is none), a section on deployment, or a link to where it runs. Met where a sentence also gives a choice of the
    deployment (the platform, the container, batch or real time, the size) with its reason, below a heading that asks
    where it runs also with what it costs or what was not taken, or ways to deploy are set against one another: in a
    table by cost, fit or reason, or as options of which one is recommended; where there is neither app nor container,
    in a section that tells it at some length. Plans ("future work", "coming soon"), the
    names of tools, what a step is needed for and why a model was chosen are nothing, and so are all words where no code
    does any work.
    """
    evidence = list(
        islice(
            chain(
                deployment.starts(repository), deployment.sections(repository), live_links(repository.near_documents)
            ),
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
    # What a sentence says shows more than the heading of what is recommended.
    reason = min(reasons, key=lambda item: item.excerpt.startswith("#"), default=None)
    if reason is not None:
        return met("The texts say how it is deployed and give a choice with its reason.", [reason, *evidence])
    section = next(deployment.sections(repository), None)
    place = evidence[0]
    named = next((item for item in evidence if deployment.names_platform(item.excerpt)), None)
    if named is None and (named := where_it_runs.where(repository)) is not None:
        evidence = [named, *evidence[:2]]
    elif section is not None and section not in evidence:
        evidence = [section, *evidence[:2]]
    choice = where_it_runs.weighed(repository)
    if choice is not None and named is None:
        return partial(
            f"The text of {choice.path} says why it is served so ({cited(choice)}), but not where it runs.",
            f"{cited(choice)} gives a choice: add, below a heading such as Where it runs, on which machine or platform "
            "it runs or would run, and what that costs or spares.",
            [choice, *(item for item in evidence if item != choice)][:3],
        )
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


def automated_tests(repository: Repository) -> Finding:
    """Tests that can fail because of the project: functions called test… in test files, and unittest cases.

    A test counts where it asserts something that is not constant and uses, directly or through fixtures and helpers,
    what the project's own modules define, or files of it. Skipped tests and modules, those that wait for a package that
    is not declared or that the configuration passes over, tests of a stand-in or that go home without a word where a
    file is missing, assertions that make a skip of their failure, scripts that only print, template tests that import
    nothing of the project, and clients without assertions are nothing. Doctests count where the module runs them.

    Met where some tests that can be imported exercise data handling or the model and some the inference path (a
    prediction function or module) or the API through a test client or, beside tests that need none, as a running
    server; forty tests are more than a few of some part. Partial for fewer, for one test of both at once, and for
    tests that only work against a live server.
    """
    found = repository.tests.found
    if not found:
        return _untested(repository)
    counted = "There is 1 test" if len(found) == 1 else f"There are {len(found)} tests"
    failing = testable.failing(repository)
    lost = [test for test in found if test.evidence.path in failing]
    if len(lost) == len(found):
        absent = failing[lost[0].evidence.path]
        return partial(
            f"{counted}, none of which can be run: {absent.words}.", absent.remedy, [test.evidence for test in lost[:3]]
        )
    found = tuple(test for test in found if test.evidence.path not in failing)
    others = repository.tests.others
    hollow = repository.tests.hollow
    at = f", {hollow[0].path}:{hollow[0].line}{' first' if len(hollow) > 1 else ''}" if hollow else ""
    apart = f" ({others} more assert{'s' if others == 1 else ''} nothing of the project{at})" if others else ""
    if lost:
        apart += f" ({len(lost)} of them can't be run: {failing[lost[0].evidence.path].words})"
    data = [test for test in found if test.exercises_data and not test.needs_server]
    inference = [test for test in found if test.exercises_inference and not test.needs_server]
    asked = inference or [test for test in found if test.needs_server]
    if data and asked and len(found) > 1:
        of_inference = min(asked, key=lambda test: test.of_inference)
        others_of_data = [test for test in data if test is not of_inference] or data
        of_data = min(others_of_data, key=lambda test: (test.of_data, test.exercises_inference))
        return met(
            f"{counted}, of data or the model and of the inference path{apart}.",
            [of_data.evidence, of_inference.evidence],
        )
    plainest = sorted(found, key=lambda test: test.of_inference if inference and not data else test.of_data)
    evidence = [test.evidence for test in plainest[:3]]
    if len(data) + len(inference) >= _MANY_TESTS:
        return met(f"{counted}, which is far more than a few.", evidence)
    place = evidence[0]
    if all(test.needs_server for test in found):
        return partial(
            "The tests need a server that runs already.",
            f"{cited(place)} asks a live server: use the framework's test client instead, and test data handling too.",
            evidence,
        )
    if data and inference:
        return partial(
            f"{counted}, for data or the model and the inference path together.",
            f"{cited(place)} is all there is: test what the preparation makes of gaps and odd rows, too.",
            evidence,
        )
    lacking = "the inference path or API" if not inference else "data handling or the model"
    how = (testable.asking if not inference else testable.preparing)(repository) or "call it on a few rows"
    fix = f"{place.path} tests a part: add a test of {lacking}: {how}, and assert what comes out."
    return partial(
        f"{counted}, but none of {lacking}{apart}.",
        failing[lost[0].evidence.path].remedy if lost else fix,
        evidence,
    )


def _untested(repository: Repository) -> Finding:
    """What is said where no test asserts anything of the project."""
    prepare, ask = testable.preparing(repository), testable.asking(repository)
    call = prepare or ask or "call a function of the project"
    tests = repository.tests
    if tests.failing:
        place = tests.failing[0]
        return missing(
            f"The test at {cited(place)} always fails, and asserts nothing of the project.",
            f"{cited(place)}: {call} on a small input instead, and assert what it returns.",
            [place],
        )
    if tests.skipped:
        path = tests.skipped[0].path
        return missing(
            f"The tests of {path} are never run: all of the module is skipped.",
            f"{path}: take the skip away, and let its tests need nothing that is not there: {call} on a small input.",
            tests.skipped[:2],
        )
    if tests.idle:
        return missing(
            f"The tests of {tests.idle[0].path} assert nothing of the project.",
            f"{tests.idle[0].path}: {call} on a small input, and assert what it returns.",
            tests.idle[:2],
        )
    fix = testable.first_tests(repository)
    if tests.named:
        place = tests.named[0]
        return missing(f"There are no tests: {place.path} asserts nothing.", f"{fix}comes out.", tests.named[:2])
    return missing("There are no tests.", f"{fix}comes out.")


def _installed(repository: Repository) -> str:
    """What a workflow has to install: a project that can be installed is imported only then."""
    is_package = any(
        file.path == "setup.py" or (file.path == "pyproject.toml" and "[build-system]" in file.text)
        for file in repository.files
    )
    return "the project (pip install -e .)" if is_package else "the requirements"


def continuous_integration(repository: Repository) -> Finding:
    """What workflows that a CI system obeys really run, followed through make, tox, nox, scripts and task runners.

    Met by one workflow that installs what is needed and runs the project's tests, where there are tests that assert
    something, or its training or evaluation. Partial for one that only lints, builds, deploys or sends something, whose
    tests are not there or not found by the path or pattern that it gives, whose step for them waits for what never
    starts the workflow, or that throws a failure of the tests away (`|| true`), and for one of GitHub's that is no
    valid YAML and has jobs written in it. A workflow outside of the system's folder, one that only runs a package.json
    that is not there, a blank or commented-out one, and one whose jobs are switched off are nothing.
    """
    found = runs(repository)
    foreign = next((run.foreign for run in found if run.is_of_another), None)
    found = [run for run in found if not run.is_of_another]
    invalid = next((workflow for workflow in repository.workflows if workflow.is_invalid), None)
    if not found and invalid is not None:
        path = invalid.file.path
        return partial(
            f"The workflow {path} is no valid YAML, so that it never runs.",
            f"{path}: indent with spaces, no tabs, until a YAML checker reads it, and see it run once.",
            [invalid.file.evidence()],
        )
    if not found and foreign is not None:
        return missing(
            f"The workflow {foreign.path} runs a package.json, which is not there, and nothing of the project.",
            f"{cited(foreign)}: let it install the requirements and run pytest on every push instead.",
            [foreign],
        )
    has_tests = bool(repository.tests.found)
    if not found:
        claim = claimed.told_of(repository, claimed.CI)
        first = "" if has_tests else " once there are tests, as it fails without any"
        kept = f", or take out of {cited(claim.place)} what it tells of it" if claim else ""
        return missing(
            f"No CI system runs anything on a change{claimed.words_of(claim)}.",
            f"Add .github/workflows/ci.yml that installs {_installed(repository)} and runs pytest on every push{first}"
            f"{kept}.",
            [claim.place] if claim else [],
        )
    for run in found:
        if run.installs and run.tests and has_tests:
            return met(
                f"The workflow {run.workflow.file.path} installs the project and runs its tests.",
                [run.tests, run.installs],
            )
        if run.installs and run.pipeline:
            return met(
                f"The workflow {run.workflow.file.path} installs the project and runs its pipeline.",
                [run.pipeline, run.installs],
            )
    run = next((run for run in found if run.ignored or run.tests or run.pipeline), found[0])
    return partial(*shortfall(run, has_tests=has_tests))
