"""What tests assert of the project (article section 9.3)."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production import testable
from portfolio_kit.criteria.production.uncollected import uncollected
from portfolio_kit.criteria.unfinished_modules import broken_for_stage
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import PREDICT, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.testing.exercised import is_inference
from portfolio_kit.rubric.finding import Finding, met, missing, partial


def automated_tests(repository: Repository) -> Finding:
    """Tests that can fail because of the project: functions called test… in test files, and unittest cases.

    A test counts where it asserts something that is not constant and uses, directly or through fixtures and
    helpers, what the project's own modules define, or files of it. Skipped tests and modules, those that wait for a
    package that is not declared or that the configuration passes over, tests whose name a later one in the same
    file takes, tests of a stand-in, of a module that imports nothing and that no other names, or that go home
    without a word where a file is missing, assertions that make a skip of their failure, scripts that only print,
    template tests that import nothing of the project, and clients without assertions are nothing. Doctests count
    where the module runs them.

    Met where some tests that can be imported exercise data handling or the model and some the inference path (a
    prediction function or module) or the API through a test client or, beside tests that need none, as a running
    server. Partial for tests of one part alone, however many, for one test of both at once, for tests that only
    work against a live server, and for those that ask saved models and tables alone and run no code of the project.
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
    if replaced := repository.tests.replaced:
        count, first = len(replaced), cited(replaced[0])
        also = f"{count} more are never run: {first} and others have" if count > 1 else f"{first} is never run: it has"
        apart += f" ({also} the name of a later test)"
    if lost:
        apart += f" ({len(lost)} of them can't be run: {failing[lost[0].evidence.path].words})"
    data = [test for test in found if test.exercises_data and not test.needs_server]
    inference = [test for test in found if test.exercises_inference and not test.needs_server]
    # Where nothing of the project answers, what is asked is a server of others.
    served = found if repository.apps else ()
    asked = inference or [test for test in served if test.needs_server]
    if data and inference and not any(test.runs_code for test in found):
        place = inference[0].evidence
        how = testable.asking(repository) or testable.preparing(repository) or "call a function of the project"
        return partial(
            f"{counted} of saved files, and none of the project's code{apart}.",
            f"{cited(place)} tests only saved files: {how} in a test, and assert what comes back.",
            [place, *(test.evidence for test in data[:1])],
        )
    if data and asked and len(found) > 1:
        of_inference = min(asked, key=lambda test: test.of_inference)
        others_of_data = [test for test in data if test is not of_inference] or data
        of_data = min(others_of_data, key=lambda test: (test.of_data, test.exercises_inference))
        return met(
            f"{counted}, for data or the model and for the prediction{apart}.",
            [of_data.evidence.showing("data or model"), of_inference.evidence.showing("prediction")],
        )
    plainest = sorted(found, key=lambda test: test.of_inference if inference and not data else test.of_data)
    evidence = [test.evidence for test in plainest[:3]]
    place = evidence[0]
    if all(test.needs_server for test in found):
        return partial(
            "The tests only work while a server is running.",
            f"{cited(place)} sends requests to a running server: use the framework's test client instead, and test "
            "data handling, too.",
            evidence,
        )
    if data and inference:
        return partial(
            f"{counted}, which covers data or the model and the prediction together.",
            f"{cited(place)} is the only test: add one of the preparation alone, with missing values and odd rows.",
            evidence,
        )
    lacking = "the prediction (API or code)" if not inference else "data handling or the model"
    how = (testable.asking if not inference else testable.preparing)(repository) or (
        f"{_first_repaired(repository)}call the code that predicts on a few rows"
        if not inference
        else "call it on a few rows"
    )
    called_so = [test for test in found if not inference and not test.exercises_data and is_inference(f":{test.name}")]
    if called_so:
        # What is asked comes from a fixture, and that may be anything.
        named = called_so[0].evidence
        apart = f" ({cited(named)} is called so, but what it asks can't be told to be the project's model){apart}"
        evidence = [named, *evidence[:2]]
    fix = f"Add a test of {lacking} in a file beside {place.path}: {how}, and assert what comes back."
    return partial(
        f"{counted}, but none covers {lacking}{apart}.",
        failing[lost[0].evidence.path].remedy if lost else fix,
        evidence,
    )


def _first_repaired(repository: Repository) -> str:
    """What to do before the code that predicts can be called, where it is no valid Python."""
    broken = broken_for_stage(repository, PREDICT)
    return f"first repair {cited(broken)}, which is no valid Python; then " if broken is not None else ""


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
            f"Remove the skip from {path}, and let its tests work without files that are not there: {call} on a "
            "small input.",
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
        more = len(tests.named) - 1
        others = f", nor {'does 1 more file' if more == 1 else f'do {more} more files'}" if more else ""
        path = tests.named[0].path
        return missing(f"There are no tests: {path} asserts nothing{others}.", fix, tests.named[:2])
    if script := uncollected(repository):
        lines = sorted(node.lineno for node, _ in script.asserts)
        name = script.file.stem.strip("_")
        return missing(
            f"There are {len(lines)} asserts in {script.path}, but no test runner collects them: pytest looks for "
            "functions test_…() in files test_….py.",
            f"Move the asserts of {script.path} into functions test_…() of tests/test_{name}.py, so that pytest runs "
            "them.",
            [script.evidence(line) for line in lines[:3]],
        )
    empty = next((file for file in repository.suffixed(".py") if file.is_blank and _is_for_tests(file)), None)
    if empty is not None:
        return missing(f"There are no tests: {empty.path} is empty.", fix, [empty.evidence()])
    return missing("There are no tests.", fix)


def _is_for_tests(file: File) -> bool:
    return is_test(file.path) and "test" in file.stem.lower()
