"""How long `portfolio-kit prove` takes, as a ratio to the same commands typed by hand, in the same run.

    python benchmarks/prove.py [--quick]

A new project is installed, tested and trained, by `prove --stage tests` and `prove --stage training` and by hand: a
copy, an environment by uv from the same cache, pytest, training. They take turns, so that a busy machine slows both.
Needs bubblewrap, git, make and `portfolio-kit[prove]`. `--quick` measures each once instead of three times.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from uv import find_uv_bin  # type: ignore[import-untyped, import-not-found, unused-ignore]

from portfolio_kit.proof import uv
from portfolio_kit.proof.workspace import cache

MOST = 1.25
ROUNDS = 3
PACKAGE = "benchmarked"
TESTS = (("python", "-m", "pytest"),)
TRAINING = (("python", "-m", f"{PACKAGE}.train"), ("python", "-m", f"{PACKAGE}.report"))


def seconds(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env={**os.environ, **(variables or {})}, check=True, capture_output=True, text=True
    )
    return time.perf_counter() - start


def by_hand(project: Path, commands: tuple[tuple[str, ...], ...]) -> float:
    """What a person would type, in a clone of their own."""
    with tempfile.TemporaryDirectory(dir=project.parent) as name:
        copy = Path(name, "copy")
        environment = Path(name, "environment")
        variables = {
            **uv.sources(),
            "UV_CACHE_DIR": str(cache() / "for-environment"),
            "VIRTUAL_ENV": str(environment),
            "PATH": f"{environment / 'bin'}:{os.environ['PATH']}",
        }
        start = time.perf_counter()
        shutil.copytree(project, copy)
        program = str(find_uv_bin())
        for arguments in (
            ["venv", str(environment)],
            ["pip", "install", "-r", "requirements.txt"],
            ["pip", "install", "--no-deps", "-e", "."],
        ):
            seconds([program, *arguments], copy, variables)
        for command in commands:
            seconds(list(command), copy, variables)
        return time.perf_counter() - start


def main() -> int:
    """Print the medians and their ratio; 1 when it is more than it may be."""
    rounds = 1 if "--quick" in sys.argv[1:] else ROUNDS
    ours: dict[str, list[float]] = {"tests": [], "training": []}
    theirs: dict[str, list[float]] = {"tests": [], "training": []}
    with tempfile.TemporaryDirectory(dir=cache()) as folder:
        project = Path(folder, "project")
        kit = [sys.executable, "-m", "portfolio_kit"]
        seconds([*kit, "new", str(project), "--defaults", "-d", f"package_name={PACKAGE}"], Path(folder))
        # Everything is in the cache from here on.
        first = seconds([*kit, "prove", str(project), "--stage", "environment"], Path(folder))
        print(f"the first environment, before its packages are in the cache or not: {first:.1f} s")
        for _ in range(rounds):
            for stage, commands in (("tests", TESTS), ("training", TRAINING)):
                theirs[stage].append(by_hand(project, commands))
                ours[stage].append(seconds([*kit, "prove", str(project), "--stage", stage], Path(folder)))
    hand, proof = (sum(statistics.median(times[stage]) for stage in times) for times in (theirs, ours))
    for stage, times in ours.items():
        by = statistics.median(theirs[stage]), statistics.median(times)
        print(f"{stage:10} by hand {by[0]:6.1f} s   prove {by[1]:6.1f} s")
    print(f"{'both':10} by hand {hand:6.1f} s   prove {proof:6.1f} s   {proof / hand:5.2f} x (at most {MOST})")
    return int(proof / hand > MOST)


if __name__ == "__main__":
    sys.exit(main())
