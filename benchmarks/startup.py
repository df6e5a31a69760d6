"""How long `portfolio-kit --version` and `--help` take, as ratios to Python's own start in the same run.

    python benchmarks/startup.py [PORTFOLIO_KIT]

PORTFOLIO_KIT is the installed command (default: the one beside the running Python); an installed wheel is what counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 60
MOST = 1.5


def seconds(command: list[str]) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the medians and ratios; 1 when `--version` takes more than it may."""
    command = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(sys.executable).with_name("portfolio-kit")
    python = str(command.with_name("python"))
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "portfolio-kit --version": [str(command), "--version"],
        "portfolio-kit --help": [str(command), "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, arguments in commands.items():
            times[name].append(seconds(arguments))
    medians = {name: statistics.median(values) for name, values in times.items()}
    floor = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:<26} {median * 1000:7.1f} ms  {median / floor:5.2f} x")
    return int(medians["portfolio-kit --version"] / floor > MOST)


if __name__ == "__main__":
    sys.exit(main())
