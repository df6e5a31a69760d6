"""The commands: parse, call one function, print."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, NoReturn

from portfolio_kit.arguments import parser
from portfolio_kit.errors import UserError
from portfolio_kit.terminal import printable


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code: 0 done, 1 a gate failed, 2 wrong call or input."""
    # A person's file names may hold what the terminal's encoding does not.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        namespace = parser().parse_args(arguments)
        # Ended by the system or by a closing terminal: the clean-up runs all the same.
        signal.signal(signal.SIGTERM, _end)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, _end)
        return _called(namespace)
    except UserError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output has gone; Python must not complain about it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}; nothing was changed")
    except KeyboardInterrupt:
        print("portfolio-kit: stopped; nothing was changed", file=sys.stderr)
        return 130


def _called(namespace: argparse.Namespace) -> int:
    code = _COMMANDS[namespace.command](namespace)
    # A reader that has gone shows now, where it is answered for, and not when Python ends.
    sys.stdout.flush()
    return code


def _nothing(namespace: argparse.Namespace) -> int:
    if namespace.version:
        from portfolio_kit import __version__

        print(f"portfolio-kit {__version__}")
        return 0
    raise UserError("no command given (`portfolio-kit --help` shows them)")


def _new(namespace: argparse.Namespace) -> int:
    answers: dict[str, Any] = dict(map(_answer, namespace.answers))
    if namespace.task is not None:
        answers["task"] = namespace.task
    if not (namespace.defaults or sys.stdin.isatty()):
        raise UserError(
            "no terminal to ask the questions at: add --defaults, and -d KEY=VALUE for what should be different"
        )
    if (namespace.data is None) != (namespace.target is None):
        raise UserError("--data FILE and --target COLUMN go together: the table, and the column of it to predict")
    from portfolio_kit.scaffold.new import new, next_steps, refuse_unknown
    from portfolio_kit.scaffold.place import refuse_taken
    from portfolio_kit.scaffold.templates import installed

    files: Mapping[str, bytes] = {}
    if namespace.data is not None:
        refuse_taken(namespace.dest.resolve())
        from portfolio_kit.scaffold.own_data import KEYS, own_data

        refuse_unknown(installed(), answers, KEYS)
        own = own_data(namespace.data, namespace.target, answers, ask=not namespace.defaults)
        answers, files = dict(own.answers), own.files
    created = new(
        installed(), namespace.dest, answers, ask=not namespace.defaults, use_git=not namespace.no_git, files=files
    )
    print(next_steps(created, str(namespace.dest), is_trained=namespace.data is None))
    return 0


def _update(namespace: argparse.Namespace) -> int:
    from portfolio_kit.scaffold.templates import installed
    from portfolio_kit.scaffold.update import report, update

    result = update(installed(), namespace.project, dry_run=namespace.dry_run)
    print(report(result))
    return 1 if result.conflicts else 0


def _no_case_study_command(_namespace: argparse.Namespace) -> int:
    raise UserError("no command given (`portfolio-kit case-study --help` shows them)")


def _case_study_new(namespace: argparse.Namespace) -> int:
    if not (namespace.defaults or sys.stdin.isatty()):
        raise UserError(
            "this is no terminal, so no questions can be asked: add --defaults, and what is not found is left open"
        )
    from portfolio_kit.case_study.new import new
    from portfolio_kit.case_study.report import created
    from portfolio_kit.scaffold import templates
    from portfolio_kit.scaffold.bundle import CASE_STUDY

    source = templates.installed(CASE_STUDY)
    print(created(new(source, namespace.repository, metrics=namespace.metrics, ask=not namespace.defaults)))
    return 0


def _case_study_refresh(namespace: argparse.Namespace) -> int:
    from portfolio_kit.case_study.refresh import refresh
    from portfolio_kit.case_study.report import refreshed

    print(refreshed(refresh(namespace.repository)))
    return 0


def _case_study_page(namespace: argparse.Namespace) -> int:
    from portfolio_kit.case_study import publish

    make = publish.pdf if namespace.form == "pdf" else publish.html
    print(printable(f"Wrote {make(namespace.repository, namespace.output)}"))
    return 0


def _check(namespace: argparse.Namespace) -> int:
    from portfolio_kit.reports.formats import of_file, rendered

    form = namespace.format or ("terminal" if namespace.output is None else of_file(namespace.output))
    if form == "badge" and len(namespace.repositories) > 1:
        raise UserError("a badge shows one repository: give one")
    import gc

    # What is read stays until the end: looking for garbage among it over and over costs a tenth of the time.
    gc.disable()
    from portfolio_kit.check import below, check
    from portfolio_kit.look import look_of
    from portfolio_kit.reports.wording import number
    from portfolio_kit.rubric.rubric import chosen

    scorecards = check(namespace.repositories, chosen(namespace.rubric))
    look = look_of(sys.stdout) if namespace.output is None else None
    folder = None if namespace.output is None else namespace.output.parent
    text = rendered(scorecards, form, look, verbose=namespace.verbose, folder=folder)
    if namespace.output is None:
        sys.stdout.write(text)
    else:
        from portfolio_kit.output import write_whole

        write_whole(namespace.output, text)
        scores = ", ".join(f"{scorecard.title} scores {number(scorecard.score)}" for scorecard in scorecards)
        print(printable(f"portfolio-kit: {scores}: written to {namespace.output}"), file=sys.stderr)
    for scorecard in scorecards if form != "terminal" or namespace.output is not None else ():
        if scorecard.warning:
            print(f"portfolio-kit: {printable(scorecard.title)}: {printable(scorecard.warning)}", file=sys.stderr)
    failing = below(scorecards, namespace.fail_under)
    for scorecard in failing:
        least = f"less than {number(namespace.fail_under)}"
        print(f"portfolio-kit: {printable(scorecard.title)} scores {number(scorecard.score)}, {least}", file=sys.stderr)
    return 1 if failing else 0


def _prove(namespace: argparse.Namespace) -> int:
    if os.name != "posix":
        raise UserError("prove needs Linux: run it there, in WSL or in a container")
    from portfolio_kit.prove import Call, check_statement, prove

    if namespace.verify is not None:
        return check_statement(namespace.verify, namespace.repository)
    return prove(
        Call(
            namespace.repository,
            namespace.stage,
            namespace.keep,
            namespace.timeout,
            namespace.format,
            namespace.output,
            namespace.unsafe_no_sandbox,
            namespace.rubric,
            namespace.fail_under,
        )
    )


def _explain(namespace: argparse.Namespace) -> int:
    from portfolio_kit.look import look_of
    from portfolio_kit.reports.explanation import explanation
    from portfolio_kit.rubric.rubric import chosen

    sys.stdout.write(explanation(chosen(namespace.rubric), namespace.criteria, look_of(sys.stdout)))
    return 0


def _no_review_command(_namespace: argparse.Namespace) -> int:
    raise UserError("no command given (`portfolio-kit review --help` shows them)")


def _review_run(namespace: argparse.Namespace) -> int:
    if os.name != "posix":
        raise UserError("review run needs Linux or macOS: run it there, in WSL or in a container")
    from portfolio_kit.review import RunCall, run

    return run(
        RunCall(
            namespace.cohort,
            namespace.store,
            namespace.rubric,
            namespace.prove,
            namespace.force,
            namespace.jobs,
            namespace.scheduler,
            namespace.timeout,
        )
    )


def _review_export(namespace: argparse.Namespace) -> int:
    from portfolio_kit.cohort.exports.export import ExportCall, export

    return export(
        ExportCall(
            namespace.store,
            namespace.cohort,
            namespace.feedback,
            namespace.csv,
            namespace.findings,
            namespace.jsonl,
            namespace.parquet,
            namespace.grades,
            namespace.scale,
            namespace.column,
        )
    )


def _review_serve(namespace: argparse.Namespace) -> int:
    from portfolio_kit.cohort.dashboard.serve import ServeCall, serve

    return serve(ServeCall(namespace.store, namespace.host, namespace.port))


def _completion(namespace: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(parser(shtab.DIRECTORY, shtab.FILE), shell=namespace.shell))
    return 0


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip()):
        raise UserError(f"-d {text!r} is not KEY=VALUE, for example -d project_name=Churn")
    return key.strip(), value


def _complain(message: str) -> int:
    print(f"portfolio-kit: error: {printable(message)}", file=sys.stderr)
    return 2


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "nothing": _nothing,
    "new": _new,
    "update": _update,
    "completion": _completion,
    "no_case_study_command": _no_case_study_command,
    "case_study_new": _case_study_new,
    "case_study_refresh": _case_study_refresh,
    "case_study_page": _case_study_page,
    "check": _check,
    "prove": _prove,
    "explain": _explain,
    "no_review_command": _no_review_command,
    "review_run": _review_run,
    "review_serve": _review_serve,
    "review_export": _review_export,
}
