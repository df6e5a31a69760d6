"""Packages are compiled once, where their environment can still be written, and not by every command that imports them.

Only those that the project imports: most of what is installed is never used.
"""

from __future__ import annotations

from dataclasses import replace

from portfolio_kit import lazily as re
from portfolio_kit.proof.model import Command, Outcome
from portfolio_kit.proof.stages.stage import Stage

_NAME = re.compile(r"[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,3}")
_LONGEST = 60.0
_MOST = 60
# What an import does is the package's own affair, and that it fails is found where it is needed.
_PROGRAM = """\
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException:
        pass
"""


def warm(stage: Stage, number: int) -> Outcome | None:
    """Import what the project imports, without a network and without a cache; None where that is nothing."""
    imported = dict.fromkeys(found.package for found in stage.repository.environment.imports)
    names = [name for name in imported if _NAME.fullmatch(name)][:_MOST]
    if not names:
        return None
    limited = replace(stage, limits=replace(stage.limits, wall=min(_LONGEST, stage.limits.wall)))
    shown = Command(("python", "-c", f"import {', '.join(names)}"))
    place = replace(stage.place, network=False, cache=None)
    return limited.run(Command(("python", "-c", _PROGRAM, *names)), number, place, shown)
