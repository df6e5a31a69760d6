"""The stage tests: the project's own tests are run, and counted from what the runner reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.makefile import as_it_is
from portfolio_kit.proof.found.tests import Tests
from portfolio_kit.proof.model import Outcome, Result
from portfolio_kit.proof.sandbox import ENVIRONMENT, PROJECT
from portfolio_kit.proof.stages import junit
from portfolio_kit.proof.stages.junit import Report
from portfolio_kit.proof.stages.stage import Stage, facts_of, text_of, with_tools
from portfolio_kit.proof.stages.troubles import trouble

_REPORT = ".portfolio-kit-tests.xml"
# pytest says so with 5, and make, which it runs under, with 2.
_NONE_COLLECTED = (2, 5)
_RAN = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)
_COUNTS = re.compile(r"(failures|errors|skipped|expected failures|unexpected successes)=(\d+)")
_FAILED = re.compile(r"^(?:FAIL|ERROR): (.{1,200})$", re.MULTILINE)
_NAMED = 3


def test(stage: Stage, found: Tests | None, environment: Mapping[str, object]) -> Result:
    """Run the tests. One that fails is a failure, and so is a run that collects none."""
    if found is None:
        return Result("tests", "skipped", "there are no tests")
    command = found.command
    run = as_it_is(stage.repository, command, ENVIRONMENT)
    if found.framework == "pytest":
        # Also where another program starts it.
        options = {"PYTEST_ADDOPTS": f"--junit-xml={PROJECT}/{_REPORT}"}
        run = replace(run, variables={**run.variables, **options})
        if "pytest" in facts_of(environment, "added") and command.arguments[:3] == ("python", "-m", "pytest"):
            run = replace(run, arguments=with_tools("pytest", *command.arguments[3:]))
    outcome = stage.run(run, shown=command)
    text = text_of(outcome)
    counted = junit.read(stage.place.tree / _REPORT) if found.framework == "pytest" else _unittest(text)
    facts: dict[str, object] = {"seconds": round(outcome.seconds, 2)}
    if counted:
        facts |= {"passed": counted.passed, "failed": counted.failed, "skipped": counted.skipped}
        facts["failures"] = list(counted.failures)
    return _judged(stage, outcome, text, counted, facts)


def _judged(stage: Stage, outcome: Outcome, text: str, counted: Report | None, facts: Mapping[str, object]) -> Result:
    summary, fix = _failure(stage, outcome, text, counted) or (_success(outcome, counted), None)
    return Result("tests", "failed" if fix else "passed", summary, fix, (outcome,), facts)


def _success(outcome: Outcome, counted: Report | None) -> str:
    if counted is None:
        return f"`{outcome.command.shown}` ended well"
    return f"{counted.passed} passed" + (f", {counted.skipped} skipped" if counted.skipped else "")


def _failure(stage: Stage, outcome: Outcome, text: str, counted: Report | None) -> tuple[str, str] | None:
    """What went wrong and what to do about it; None where nothing did."""
    typed = outcome.command.shown
    if outcome.stopped:
        return (
            f"stopped at the limit on {outcome.stopped} after {outcome.seconds:.0f} s, while running {_current(text)}",
            "Make the tests small: a few rows of data, few rounds of training, no wait for a server.",
        )
    if counted and counted.failed:
        return _failed(stage, counted, text, typed)
    if counted is not None and not counted.ran and (outcome.is_good or outcome.code in _NONE_COLLECTED):
        return (
            f"`{typed}` collected no test",
            "Name the files test_*.py and the functions test_*, or say in [tool.pytest.ini_options] where they are.",
        )
    if not outcome.is_good:
        what = trouble(text, stage.repository)
        return (
            f"`{typed}` could not run the tests" + (f": {what.what}" if what else ""),
            what.fix if what else f"Run `{typed}` in a new environment and mend what stops it.",
        )
    if counted is not None and not counted.passed:
        return f"all {counted.skipped} tests were skipped", "Let some tests run without what they are skipped for."
    return None


def _failed(stage: Stage, counted: Report, text: str, typed: str) -> tuple[str, str]:
    names = list(counted.failures)
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    what = trouble("\n".join([*counted.failures.values(), text]), stage.repository)
    said = what.what if what else next(iter(counted.failures.values()), "").split("\n")[0]
    return (
        f"{counted.failed} of {counted.ran} failed: {listed}" + (f" ({said})" if said else ""),
        what.fix if what else f"Run `{typed}` and mend what {next(iter(names), 'it')} finds.",
    )


def _unittest(text: str) -> Report | None:
    """What unittest prints at its end."""
    ran = _RAN.findall(text)
    if not ran:
        return None
    counts = {name: int(number) for name, number in _COUNTS.findall(text[text.rfind("Ran ") :])}
    failed = counts.get("failures", 0) + counts.get("errors", 0) + counts.get("unexpected successes", 0)
    skipped = counts.get("skipped", 0)
    names = dict.fromkeys(_FAILED.findall(text)[:200], "")
    return Report(max(0, int(ran[-1]) - failed - skipped), failed, skipped, names)


def _current(text: str) -> str:
    """The file or the test that was running when it was stopped: the last that was printed."""
    found = re.findall(r"[\w/.-]{1,200}\.py(?:::\w{1,100})*", text)
    return found[-1] if found else "the first test"
