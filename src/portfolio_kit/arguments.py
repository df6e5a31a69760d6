"""The command line's arguments: what each command takes, and what its help says."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from portfolio_kit.errors import UserError

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


def parser(complete_folder: object = None, complete_file: object = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; what completes folders and files is for shtab."""
    top = _Parser(
        prog="portfolio-kit",
        description="Machine-learning portfolio projects: made complete, kept up to date, and any repository checked.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and end")
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    top.set_defaults(command="nothing")

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
    new.set_defaults(command="new")

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
    update.set_defaults(command="update")

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
    completion.set_defaults(command="completion")
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
    study.set_defaults(command="no_case_study_command")
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
    new.set_defaults(command="case_study_new")

    refresh = actions.add_parser(
        "refresh",
        help="bring its numbers up to date with the metrics file, your words untouched",
        description="Fill the table of REPO's case study from its metrics file, and name the numbers in your words "
        "that the file does not give.",
        allow_abbrev=False,
    )
    refresh.set_defaults(command="case_study_refresh")

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
        page.set_defaults(command="case_study_page", form=form)
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
    check.set_defaults(command="check")
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
    prove.set_defaults(command="prove")
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
    explain.set_defaults(command="explain")


def _add_review(commands: argparse._SubParsersAction[_Parser]) -> argparse.Action:
    review = commands.add_parser(
        "review",
        help="score, compare and comment on a whole cohort of repositories",
        description="A cohort of repositories: reviewed into a store.",
        allow_abbrev=False,
    )
    review.set_defaults(command="no_review_command")
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
    run.set_defaults(command="review_run")

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
    serve.set_defaults(command="review_serve")
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
    export.set_defaults(command="review_export")


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
