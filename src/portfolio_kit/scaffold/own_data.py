"""A project from a learner's own table: from a file and a target to answers and the rows that go with them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portfolio_kit.errors import UserError
from portfolio_kit.look import look_of
from portfolio_kit.scaffold.profile.ask import agreed, columns
from portfolio_kit.scaffold.profile.facts import facts
from portfolio_kit.scaffold.profile.profile import Choices, Profile, profile
from portfolio_kit.scaffold.profile.reading import read
from portfolio_kit.scaffold.profile.sample import sample
from portfolio_kit.scaffold.profile.show import shown
from portfolio_kit.scaffold.profile.target import FEWEST_ROWS

KEYS = ("positive", "split", "use", "leave_out", "rows")
_TASKS = ("classification", "regression")


@dataclass(frozen=True)
class OwnData:
    """What a table gives to a new project: answers of the template, and files beside the rendered ones."""

    answers: Mapping[str, Any]
    files: Mapping[str, bytes]


def own_data(path: Path, target: str, answers: Mapping[str, str], *, ask: bool) -> OwnData:
    """Read a table, show what follows from it, ask where `ask` is set, and return what a project is made of.

    `answers` may hold choices about the table (`KEYS`); the rest are the template's. The file is only read.
    Raises UserError for a table or a choice that cannot be used.
    """
    task = answers.get("task")
    if task is not None and task not in _TASKS:
        raise UserError(f"--data makes a project for classification or regression, not {task}")
    choices = Choices(
        task=task,
        positive=answers.get("positive"),
        split=answers.get("split"),
        use=columns(answers.get("use", "")),
        leave_out=columns(answers.get("leave_out", "")),
    )
    most = _rows(answers.get("rows"))
    table = read(path)
    look = look_of(sys.stdout)
    if ask:
        made = agreed(table, target, choices, look=look, ask=_answer, say=print)
    else:
        made = profile(table, target, choices)
        print(shown(made, look), end="\n\n")
    return _of(made, answers, most)


def _of(made: Profile, answers: Mapping[str, str], most: int | None) -> OwnData:
    drawn = sample(made, most)
    with made.table.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = facts(made, drawn, digest, made.table.path.stat().st_size)
    kept = {key: value for key, value in answers.items() if key not in KEYS}
    return OwnData({**kept, "task": made.target.task, "profile": told}, {"data/sample.csv": drawn.content})


def _rows(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "all":
        return sys.maxsize
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UserError(f"rows cannot be {text!r}: give a number, or all")
    if int(text) < FEWEST_ROWS:
        raise UserError(
            f"rows cannot be {text}: at least {FEWEST_ROWS} are needed to train on some and judge on others"
        )
    return int(text)


def _answer(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise UserError("no answer came: add --defaults to take the suggestions") from None
