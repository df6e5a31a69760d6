"""The questions about a table, after its profile is shown: each has a suggestion that return takes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace

from portfolio_kit.errors import UserError
from portfolio_kit.look import Look
from portfolio_kit.scaffold.profile.profile import Choices, Profile, profile
from portfolio_kit.scaffold.profile.reading import Table
from portfolio_kit.scaffold.profile.show import shown
from portfolio_kit.terminal import printable

Ask = Callable[[str], str]
Say = Callable[[str], None]

_HELP = """\
  positive CLASS          the class to find
  split random            or: split group:COLUMN, split time:COLUMN
  use COLUMN, COLUMN      columns that the model shall see though they are left out
  leave out COLUMN, …     columns that it shall not see
Return takes it as shown; Ctrl-C ends without writing anything."""


def agreed(table: Table, target: str, choices: Choices, *, look: Look, ask: Ask, say: Say) -> Profile:
    """Show the profile, take changes until the person agrees, and return what they agreed to."""
    made = profile(table, target, choices)
    say(shown(made, look))
    say("")
    while answer := ask("Make the project from this? Return for yes, or a change (? shows which): ").strip():
        if answer.lower() in {"y", "yes"}:
            break
        if answer.lower() in {"n", "no", "q", "quit"}:
            raise UserError("stopped as you said; nothing was written")
        if answer == "?":
            say(_HELP)
            continue
        try:
            changed = _changed(choices, answer)
            made = profile(table, target, changed)
        except UserError as error:
            say(f"  {printable(str(error))}")
            continue
        choices = changed
        say(shown(made, look))
        say("")
    return made


def _changed(choices: Choices, answer: str) -> Choices:
    word, _, rest = answer.partition(" ")
    if word == "leave" and rest.startswith("out "):
        names = columns(rest.removeprefix("out "))
        return replace(choices, leave_out=(*choices.leave_out, *names), use=_without(choices.use, names))
    if word == "use" and rest.strip():
        names = columns(rest)
        return replace(choices, use=(*choices.use, *names), leave_out=_without(choices.leave_out, names))
    if word == "positive" and rest.strip():
        return replace(choices, positive=rest.strip())
    if word == "split" and rest.strip():
        return replace(choices, split=rest.strip())
    raise UserError(f"{answer!r} is none of the changes: ? shows them")


def columns(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas between; one that has a comma itself stands in double quotes."""
    listed = next(csv.reader([text], skipinitialspace=True), [])
    return tuple(name.strip() for name in listed if name.strip())


def _without(names: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)
