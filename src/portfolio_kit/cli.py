"""The commands: parse, call one function, print."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from portfolio_kit.errors import UserError
from portfolio_kit.terminal import printable

_SHELLS = ("bash", "zsh", "fish")
_FORMATS = ("terminal", "json", "markdown", "html", "sarif", "badge")
_PROOF_FORMATS = ("terminal", "json", "markdown", "html", "badge")

_MOST_JOBS = 256
_MOST_POINTS = 100_000


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message} (`{self.prog} --help` shows how)")

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def] # as argparse declares it
        """What a command does not know is that command's complaint, and its help the one to read."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown


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


def parser(complete_folder: object = None, complete_file: object = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; what completes folders and files is for shtab."""
    top = _Parser(
        prog="portfolio-kit",
        description="Machine-learning portfolio projects: made complete, kept up to date, and any repository checked.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and end")
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    top.set_defaults(command=_nothing)

    new = commands.add_parser(
        "new",
        help="make a project that trains, tests and serves",
        description="Make a project in DEST: asks its questions, or takes --defaults.",
        allow_abbrev=False,
    )
    dest = new.add_argument("dest", metavar="DEST", type=Path, help="a folder that is missing or empty")
    new.add_argument("--defaults", action="store_true", help="ask nothing: take the default of every question")
    new.add_argument(
        "--task", metavar="NAME", help="what the project does, such as classification; a wrong name lists them all"
    )
    new.add_argument(
        "--data",
        metavar="FILE",
        type=Path,
        help="make it from your own table (CSV, TSV, Parquet); what follows is shown before anything is written",
    )
    new.add_argument("--target", metavar="COLUMN", help="with --data: the column to predict")
    new.add_argument(
        "-d",
        metavar="KEY=VALUE",
        dest="answers",
        action="append",
        default=[],
        help="answer one question, such as -d license=Apache-2.0; may be given more than once. "
        "The keys: project_name, package_name, task, author_name, license, python_version; "
        "with --data also positive, split, use, leave_out, rows",
    )
    new.add_argument("--no-git", action="store_true", help="no git repository and no first commit")
    new.set_defaults(command=_new)

    update = commands.add_parser(
        "update",
        help="bring a project to the installed template, keeping your edits",
        description="Bring a project made by `portfolio-kit new` to the installed template, keeping your edits. "
        "Exit code 1 when there are conflicts to settle.",
        allow_abbrev=False,
    )
    project = update.add_argument(
        "project", metavar="PROJECT", type=Path, nargs="?", default=Path(), help="its folder (default: .)"
    )
    update.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    update.set_defaults(command=_update)

    studied = _add_case_study(commands)
    repositories = _add_check(commands)
    proven = _add_prove(commands)
    _add_explain(commands)
    cohort = _add_review(commands)

    completion = commands.add_parser(
        "completion",
        help="print a script that completes this command in your shell",
        description='Print a completion script, for example: eval "$(portfolio-kit completion bash)"',
        allow_abbrev=False,
    )
    completion.add_argument("shell", choices=_SHELLS, help="your shell")
    completion.set_defaults(command=_completion)
    completions = ((complete_folder, (dest, project, *studied, repositories, proven)), (complete_file, (cohort,)))
    for completion_of, arguments in completions:
        for argument in arguments if completion_of is not None else ():
            # Where shtab looks for it; argparse has no such attribute.
            argument.complete = completion_of  # type: ignore[attr-defined]
    return top


def _add_case_study(commands: argparse._SubParsersAction[_Parser]) -> list[argparse.Action]:
    """Add the commands about case studies, and return the arguments that are folders."""
    study = commands.add_parser(
        "case-study",
        help="the one to two pages that recruiters read, for any repository",
        description="The case study of a repository, docs/case-study.md: one to two pages that recruiters read.",
        allow_abbrev=False,
    )
    study.set_defaults(command=_no_case_study_command)
    actions = study.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    new = actions.add_parser(
        "new",
        help="write docs/case-study.md: the numbers, and the questions that only you can answer",
        description="Write docs/case-study.md in REPO. What can be found there is filled in, what cannot is asked for; "
        "the rest are questions in the page. Nothing of the repository is run.",
        allow_abbrev=False,
    )
    new.add_argument("--defaults", action="store_true", help="ask nothing: leave out what is not found")
    new.add_argument(
        "--metrics", metavar="FILE", type=Path, help="the metrics file to show: .json, .yaml, .csv (default: found)"
    )
    new.set_defaults(command=_case_study_new)

    refresh = actions.add_parser(
        "refresh",
        help="bring its numbers up to date with the metrics file, your words untouched",
        description="Fill the table of REPO's case study from its metrics file, and name the numbers in your words "
        "that the file does not give.",
        allow_abbrev=False,
    )
    refresh.set_defaults(command=_case_study_refresh)

    pages = []
    for form, words in (("pdf", "a PDF of one or two pages, to send"), ("html", "a web page, ready to publish")):
        page = actions.add_parser(
            form,
            help=f"typeset it as {words}",
            description=f"Typeset the case study of REPO as {words}.",
            allow_abbrev=False,
        )
        page.add_argument(
            "-o", "--output", metavar="FILE", type=Path, help=f"where to (default: beside it, as .{form})"
        )
        page.set_defaults(command=_case_study_page, form=form)
        pages.append(page)
    return [
        action.add_argument(
            "repository", metavar="REPO", type=Path, nargs="?", default=Path(), help="its folder (default: .)"
        )
        for action in (new, refresh, *pages)
    ]


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> argparse.Action:
    check = commands.add_parser(
        "check",
        help="score a repository and say what to do next",
        description="Score any Python machine-learning repository as a careful reader would. Nothing of it is run. "
        "Exit code 1 when a score is below --fail-under.",
        allow_abbrev=False,
    )
    repositories = check.add_argument(
        "repositories", metavar="REPO", nargs="*", default=["."], help="a folder or a git URL (default: .)"
    )
    check.add_argument(
        "--format", choices=_FORMATS, help="how to write it (default: as the ending of FILE says, else terminal)"
    )
    check.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write it to a file: .html, .json, .md, .sarif, .svg or .txt"
    )
    check.add_argument("--rubric", metavar="NAME|FILE", default="article", help="what to judge by (default: article)")
    check.add_argument("--fail-under", metavar="N", type=_score, help="exit code 1 when a score is below N (0 to 100)")
    check.add_argument(
        "-v", "--verbose", action="store_true", help="at the terminal: every verdict with its reason and evidence"
    )
    check.set_defaults(command=_check)
    return repositories


def _add_prove(commands: argparse._SubParsersAction[_Parser]) -> argparse.Action:
    prove = commands.add_parser(
        "prove",
        help="really install, test, train and serve a repository, in a sandbox",
        description="Install, test, train, serve and build a repository in a sandbox, and hold its claims against what "
        "happened. Exit code 1 when a stage failed or the score is below --fail-under.",
        allow_abbrev=False,
    )
    repository = prove.add_argument(
        "repository", metavar="REPO", nargs="?", default=".", help="a folder or a git URL (default: .)"
    )
    prove.add_argument("--stage", metavar="NAME", help="only this stage and what it needs, such as tests or service")
    prove.add_argument("--timeout", metavar="SECONDS", type=_seconds, help="what each stage may take")
    prove.add_argument("--keep", action="store_true", help="keep the copies that the stages ran in, and say where")
    prove.add_argument(
        "--format", choices=_PROOF_FORMATS, default="terminal", help="how to write the report (default: terminal)"
    )
    prove.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path, help="where proof.json, the report and the logs go"
    )
    prove.add_argument(
        "--verify", metavar="FILE", type=Path, help="run nothing: is this proof.json about REPO as it is?"
    )
    prove.add_argument(
        "--unsafe-no-sandbox", action="store_true", help="run it with all that you may do; only for code you trust"
    )
    prove.add_argument("--rubric", metavar="NAME|FILE", default="article", help="what to judge by (default: article)")
    prove.add_argument(
        "--fail-under", metavar="N", type=_score, help="exit code 1 when the score is below N (0 to 100)"
    )
    prove.set_defaults(command=_prove)
    return repository


def _add_explain(commands: argparse._SubParsersAction[_Parser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="what a criterion asks for, and how to reach the next level",
        description="What criteria ask for, why, and how to reach the next level; without any, the list.",
        allow_abbrev=False,
    )
    explain.add_argument(
        "criteria", metavar="CRITERION", nargs="*", help="its name or title, as `check` shows it; or several"
    )
    explain.add_argument(
        "--rubric", metavar="NAME|FILE", default="article", help="what it belongs to (default: article)"
    )
    explain.set_defaults(command=_explain)


def _add_review(commands: argparse._SubParsersAction[_Parser]) -> argparse.Action:
    review = commands.add_parser(
        "review",
        help="score, compare and comment on a whole cohort of repositories",
        description="A cohort of repositories: reviewed into a store.",
        allow_abbrev=False,
    )
    review.set_defaults(command=_no_review_command)
    actions = review.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    run = actions.add_parser(
        "run",
        help="score every repository of a cohort into its store",
        description="Score every repository of COHORT into a store beside it. What has not changed since it was scored "
        "is not scored again; a run that was stopped goes on where it was.",
        allow_abbrev=False,
    )
    cohort = run.add_argument(
        "cohort",
        metavar="COHORT",
        type=Path,
        help="a CSV file (name, repository, subfolder, tags), a list of URLs, or a folder of repositories",
    )
    run.add_argument(
        "--store",
        metavar="FILE|URL",
        help="where the results go: a SQLite file, or a database's URL (default: beside it)",
    )
    run.add_argument("--rubric", metavar="NAME|FILE", default="article", help="what to judge by (default: article)")
    run.add_argument(
        "--prove", action="store_true", help="install, test, train and serve each of them too, in a sandbox"
    )
    run.add_argument("--force", action="store_true", help="score what has not changed too")
    run.add_argument("--jobs", metavar="N", type=_count, help="how many at a time (default: one a processor)")
    run.add_argument(
        "--scheduler", metavar="ADDRESS", help="send the work to the Dask cluster there, such as tcp://10.0.0.1:8786"
    )
    run.add_argument(
        "--timeout", metavar="SECONDS", type=_seconds, help="what each repository may take, fetching included"
    )
    run.set_defaults(command=_review_run)

    serve = actions.add_parser(
        "serve",
        help="show a store in the browser: scores, evidence, what to teach, overrides and comments",
        description="Show a store in the browser, until Ctrl-C. Others than this machine reach it only at another "
        "--host, and with a password: PORTFOLIO_KIT_REVIEW_PASSWORD, or typed at the terminal.",
        allow_abbrev=False,
    )
    serve.add_argument(
        "store",
        metavar="STORE",
        nargs="?",
        help="a SQLite file, or a database's URL (default: the only store in this folder)",
    )
    serve.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1", help="where to listen (default: 127.0.0.1, this machine only)"
    )
    serve.add_argument("--port", metavar="N", type=_port, default=8000, help="the port; 0 for any (default: 8000)")
    serve.set_defaults(command=_review_serve)
    _add_review_export(actions)
    return cohort


def _add_review_export(actions: argparse._SubParsersAction[_Parser]) -> None:
    export = actions.add_parser(
        "export",
        help="write scores, findings, grades and feedback of a cohort into files",
        description="Write scores, findings, grades and feedback of a cohort into files, what mentors said included.",
        allow_abbrev=False,
    )
    export.add_argument(
        "store",
        metavar="STORE",
        nargs="?",
        help="a SQLite file, or a database's URL (default: the only store in this folder)",
    )
    export.add_argument("--cohort", metavar="NAME", help="which of the store's cohorts, where it has several")
    export.add_argument(
        "--feedback", metavar="FOLDER", type=Path, help="a Markdown file for each repository, to paste or to post"
    )
    export.add_argument("--csv", metavar="FILE", type=Path, help="the scores, a row for each repository")
    export.add_argument("--findings", metavar="FILE", type=Path, help="the findings as CSV, a row for each criterion")
    export.add_argument("--jsonl", metavar="FILE", type=Path, help="scores and findings as JSON Lines")
    export.add_argument("--parquet", metavar="FILE", type=Path, help="scores and findings as Parquet")
    export.add_argument(
        "--grades", metavar="FILE", type=Path, help="grades as CSV, with the columns of the roster, for an LMS"
    )
    export.add_argument(
        "--scale",
        metavar="N|percent",
        type=_scale,
        help="grades are points of N, or per cent (default: 100)",
    )
    export.add_argument("--column", metavar="NAME", help="what the column of the grades is called, as the LMS calls it")
    export.set_defaults(command=_review_export)


def _called(namespace: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = namespace.command
    code = command(namespace)
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


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 100")
    return value


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return value


def _scale(text: str) -> str:
    try:
        is_points = 0 < float(text) <= _MOST_POINTS
    except ValueError:
        is_points = False
    if not is_points and text != "percent":
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of points nor percent")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= _MOST_JOBS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST_JOBS}")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) < 1 << 16):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number from 0 to 65535")
    return int(text)


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
