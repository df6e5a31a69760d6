"""How long `portfolio-kit new --defaults` takes, as a ratio to `copier copy --defaults` of the same template.

    python benchmarks/new.py [PORTFOLIO_KIT]

PORTFOLIO_KIT is the installed command (default: the one beside the running Python), with `copier` beside it; an
installed wheel is what counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 9
MOST = 1.2
TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "project"


def seconds(command: list[str]) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the medians and their ratio; 1 when it is more than it may be."""
    command = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(sys.executable).with_name("portfolio-kit")
    copier = str(command.with_name("copier"))
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            theirs.append(seconds([copier, "copy", "--defaults", str(TEMPLATE), f"{folder}/copier-{number}"]))
            ours.append(seconds([str(command), "new", f"{folder}/ours-{number}", "--defaults"]))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"copier copy --defaults        {statistics.median(theirs):6.3f} s")
    print(f"portfolio-kit new --defaults  {statistics.median(ours):6.3f} s  {ratio:5.2f} x")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
