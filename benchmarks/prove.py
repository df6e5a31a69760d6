"""How long `portfolio-kit prove` takes, as a ratio to the same commands typed by hand, in the same run.

    python benchmarks/prove.py [--quick]

A new project is installed, tested and trained: by the stages of one proof, and by hand, in a copy, with an environment
that uv makes from the same cache, pytest and the training. They take turns, so that a busy machine slows both. Needs
bubblewrap, git and `portfolio-kit[prove]`. `--quick` measures each once instead of three times.
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

from portfolio_kit.proof import interpreters, uv
from portfolio_kit.proof.prove import Proving
from portfolio_kit.proof.sandboxes import chosen
from portfolio_kit.proof.stages.every import STAGES
from portfolio_kit.proof.workspace import cache
from portfolio_kit.reports.proof_terminal import Narration
from portfolio_kit.rubric.rubric import installed

MOST = 1.25
ROUNDS = 3
PACKAGE = "benchmarked"
COMMANDS = (
    ("python", "-m", "pytest"),
    ("python", "-m", f"{PACKAGE}.train"),
    ("python", "-m", f"{PACKAGE}.report"),
)


def seconds(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env={**os.environ, **(variables or {})}, check=True, capture_output=True, text=True
    )
    return time.perf_counter() - start


def by_hand(project: Path) -> float:
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
        for command in COMMANDS:
            seconds(list(command), copy, variables)
        return time.perf_counter() - start


def by_proof(project: Path) -> float:
    """One proof, as far as the training."""
    sandbox = chosen(unsafe=False, readable=interpreters.readable())
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        proving = Proving(installed(), STAGES, ("environment", "tests", "training"), sandbox, Narration(nowhere, None))
        start = time.perf_counter()
        with proving.of(str(project)) as proven:
            taken = time.perf_counter() - start
            assert proven.has_passed, proven.proof.results
    for result in proven.proof.results:
        print(f"  {result.stage:12} {', '.join(f'{outcome.seconds:.1f} s' for outcome in result.outcomes)}")
    return taken


def main() -> int:
    """Print the medians and their ratio; 1 when it is more than it may be."""
    rounds = 1 if "--quick" in sys.argv[1:] else ROUNDS
    hand: list[float] = []
    proof: list[float] = []
    with tempfile.TemporaryDirectory(dir=cache()) as folder:
        project = Path(folder, "project")
        new = [sys.executable, "-m", "portfolio_kit", "new", str(project), "--defaults"]
        seconds([*new, "-d", f"package_name={PACKAGE}"], Path(folder))
        print(f"the first proof, whether or not its packages are in the cache: {by_proof(project):.1f} s")
        for _ in range(rounds):
            hand.append(by_hand(project))
            proof.append(by_proof(project))
    ratio = statistics.median(proof) / statistics.median(hand)
    print(f"by hand  {statistics.median(hand):6.1f} s")
    print(f"prove    {statistics.median(proof):6.1f} s  {ratio:5.2f} x (at most {MOST})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
