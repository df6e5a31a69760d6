"""`poetry run`, `conda run` and the like inside: the environment that they would choose is the one in use."""

from __future__ import annotations

from pathlib import Path

# What people type to run something in the environment that they made: here it is the one in use.
_RUNNERS = ("poetry", "pipenv", "pdm", "conda")
_RUNNER = """#!/bin/sh
[ "$1" = run ] || exit 0
shift
while :; do case "$1" in -n|-p|--name|--prefix) shift 2;; -*) shift;; *) break;; esac; done
exec "$@"
"""


def write_runners(environment: Path) -> None:
    """Write programs of those names into an environment in which nothing of the repository has run yet."""
    for name in _RUNNERS:
        path = environment / "bin" / name
        path.write_text(_RUNNER, encoding="utf-8")
        path.chmod(0o755)
