"""Whether a CI system installs the project and runs its tests or its pipeline (article section 9.3)."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production import claimed, stops_import
from portfolio_kit.criteria.production.import_settings import needed_settings
from portfolio_kit.criteria.production.installing import installed, refused, testing, unlisted
from portfolio_kit.criteria.production.workflows import runs, shortfall
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.workflow import is_workflow
from portfolio_kit.repository.testing.outside import asked_on_import
from portfolio_kit.rubric.finding import Finding, met, missing, partial

# What pytest takes for a file of tests, by its name.
_TAKEN = re.compile(r"test_.*\.py|.*_test\.py")


def continuous_integration(repository: Repository) -> Finding:
    """What workflows that a CI system obeys really run, followed through make, tox, nox, scripts and task runners.

    Met by one workflow that installs what is needed and runs the project's tests, where there are tests that assert
    something, or its training or evaluation. Partial for one that only lints, builds, deploys or sends something, whose
    tests are not there or not found by the path or pattern that it gives, whose step for them waits for what never
    starts the workflow, or that throws a failure of the tests away (`|| true`), and for one of GitHub's that is no
    valid YAML and has jobs written in it. A workflow outside of the system's folder, one that only runs a package.json
    that is not there, a blank or commented-out one, one that nothing starts, one that only adds commits to the history,
    and one whose jobs are switched off or wait for a job that is not there are nothing.
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
        first = "" if has_tests else " once there are tests (pytest fails without any)"
        kept = f", or remove what {cited(claim.place)} says of it" if claim else ""
        empty = next((file for file in repository.files if is_workflow(file.path) and file.is_blank), None)
        told = f": {empty.path} is empty" if empty else ""
        add = f"Write into {empty.path} a workflow" if empty else "Add .github/workflows/ci.yml"
        return missing(
            f"No workflow runs when code is pushed{told}{claimed.words_of(claim)}.",
            f"{add} that installs {installed(repository)} and runs {testing(repository)} on every push{first}"
            f"{kept}.{refused(repository)}{_stopping(repository)}{unlisted(repository)}"
            f"{needed_settings(repository)}",
            [*([empty.evidence()] if empty else []), *([claim.place] if claim else [])],
        )
    for run in found:
        if run.installs and run.tests and has_tests:
            return met(
                f"The workflow {run.workflow.file.path} installs the project and runs its tests.",
                [run.tests.showing("runs the tests"), run.installs.showing("installs")],
            )
        if run.installs and run.pipeline:
            return met(
                f"The workflow {run.workflow.file.path} installs the project and runs its pipeline.",
                [run.pipeline.showing("runs the pipeline"), run.installs.showing("installs")],
            )
    run = min(found, key=lambda run: run.shortness)
    reason, fix, places = shortfall(
        run, has_tests=has_tests, others=len(found) - 1, needed=installed(repository), tester=testing(repository)
    )
    return partial(reason, fix if run.ignored else f"{fix}{_stopping(repository)}", places)


def _stopping(repository: Repository) -> str:
    """What stops pytest before it comes to any test, as a sentence that follows another: a file of tests by its name
    that asks a server as it is imported.
    """
    for module in repository.scripts:
        line = asked_on_import(module) if _TAKEN.fullmatch(module.file.name) else None
        if line is not None:
            return (
                f" First put the request of {module.path}:{line} into a test function: as it stands, pytest sends it "
                "when it reads the file, and stops where no server answers."
            )
    return f" {first.rstrip()}" if (first := stops_import.first(repository)) else ""
