"""Proving a repository from the command line: run it, tell what happens, keep the result."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from portfolio_kit.errors import UserError
from portfolio_kit.look import look_of
from portfolio_kit.proof import keeping
from portfolio_kit.proof.graph import wanted
from portfolio_kit.proof.prove import Proving, fetched
from portfolio_kit.proof.proven import Proven
from portfolio_kit.proof.tree import ENDING, REPORT, STATEMENT_FILE
from portfolio_kit.proof.verify import Verified, verify
from portfolio_kit.proof.workspace import kept
from portfolio_kit.reports import proof_terminal
from portfolio_kit.reports.formats import rendered_proof
from portfolio_kit.reports.wording import number
from portfolio_kit.rubric.rubric import chosen
from portfolio_kit.terminal import printable


@dataclass(frozen=True, slots=True)
class Call:
    """What the command line was given."""

    target: str
    stage: str | None = None
    keep: bool = False
    timeout: float | None = None
    form: str = "terminal"
    output: Path | None = None
    unsafe: bool = False
    rubric: str = "article"
    least: float | None = None


def prove(call: Call) -> int:
    """Prove a repository and say what happened; 1 when something failed or the score is below the least. Raises
    UserError.
    """
    stages = wanted(call.stage)
    rubric = chosen(call.rubric)
    if call.output is not None:
        keeping.check(call.output)
    if find_spec("schemathesis") is None:
        raise UserError("prove needs packages that are not there: pip install 'portfolio-kit[prove]'")
    from portfolio_kit.proof import interpreters, uv
    from portfolio_kit.proof.sandboxes import chosen as chosen_sandbox
    from portfolio_kit.proof.stages.every import STAGES

    uv.binary()
    sandbox = chosen_sandbox(unsafe=call.unsafe, readable=interpreters.readable())
    is_told = call.form == "terminal" or call.output is not None
    narration = proof_terminal.Narration(sys.stderr, sys.stdout if is_told else None)
    proving = Proving(
        rubric,
        STAGES,
        stages,
        sandbox,
        narration,
        call.timeout,
        call.keep,
    )
    with proving.of(call.target) as proven:
        folder = call.output or kept(f"{proven.proof.name}-{proven.proof.tree[:12]}")
        keeping.write(proven, folder)
        written = [f"{folder / STATEMENT_FILE} written"]
        if call.output is not None:
            from portfolio_kit.output import write_whole

            form = "html" if call.form == "terminal" else call.form
            write_whole(folder / f"{REPORT}{ENDING[form]}", rendered_proof(proven, form, folder))
        elif call.form != "terminal":
            sys.stdout.write(rendered_proof(proven, call.form, None))
        if is_told:
            sys.stdout.write(proof_terminal.ending(proven, look_of(sys.stdout), written))
        return _code(proven, call.least)


def check_statement(file: Path, target: str) -> int:
    """Say whether a statement is about this very tree: 0 if it is, 1 if not. Raises UserError."""
    with fetched(target) as root:
        found = verify(file, root)
    print(printable(_verdict(found, str(file), target)))
    return 0 if found.is_same else 1


def _verdict(found: Verified, file: str, target: str) -> str:
    if found.is_same:
        of_commit = f", commit {found.commit[:10]}" if found.commit else ""
        outcome = "everything that ran had passed" if found.passed else "not everything had passed"
        return f"{file} is about this very tree{of_commit}: proven {found.started}, {outcome}"
    differs = f": {found.difference} is not as it was" if found.difference else ""
    return f"{file} is not about {target} as it is now{differs}"


def _code(proven: Proven, least: float | None) -> int:
    below = least is not None and proven.scorecard.score < least
    if below and least is not None:
        name, score = printable(proven.scorecard.title), number(proven.scorecard.score)
        print(f"portfolio-kit: {name} scores {score}, less than {number(least)}", file=sys.stderr)
    failed = any(result.status == "failed" for result in proven.proof.results)
    return 1 if below or failed else 0
