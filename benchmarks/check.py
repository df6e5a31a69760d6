"""How long `portfolio-kit check` takes, and how much memory, beside the floor measured in the same run.

    python benchmarks/check.py [PORTFOLIO_KIT] [--usual FOLDER ...] [--large FOLDER]

The floor is one Python process that lists the repository's files and reads every text file under 1 MiB. Beside it
stands what that process takes when it also makes the syntax tree of every Python file, once, and looks at none of them:
no check that reads code by its syntax can be faster. PORTFOLIO_KIT is the installed command (default: the one beside
the running Python). Without --usual, two projects made by `portfolio-kit new` with the modules of three rooms of this
package beside them, about a hundred files, stand for a usual repository. What must be reached on a large one is said of
scikit-learn's source distribution: unpack it and name it with --large; without, the wheel's files are fetched and
unpacked instead.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USUAL, LARGE, MEMORY = 2.5, 8.0, 100.0
FLOOR = """
import os, sys
from pathlib import Path
parses = len(sys.argv) > 2
if parses:
    import ast
for folder, folders, names in os.walk(sys.argv[1]):
    folders[:] = [name for name in folders if name != ".git"]
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.path.getsize(path) < 1 << 20:
            content = Path(path).read_bytes()
            if b"\\0" not in content[:4096]:
                text = content.decode("utf-8", "replace")
                if parses and name.endswith(".py"):
                    try:
                        ast.parse(text)
                    except (SyntaxError, ValueError):
                        pass
"""


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command and return its seconds and its peak memory in MB."""
    start = time.perf_counter()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def compared(kit: str, repository: Path, rounds: int) -> tuple[float, float, float, float]:
    """Return the median seconds of the floor, of parsing and of the check, interleaved, and the check's peak memory."""
    # An installed package has its bytecode; the first run of a fresh one would write it.
    measured([kit, "check", str(repository), "--format", "json"])
    floors, parses, checks, memory = [], [], [], 0.0
    for _ in range(rounds):
        floors.append(measured([sys.executable, "-c", FLOOR, str(repository)])[0])
        parses.append(measured([sys.executable, "-W", "ignore", "-c", FLOOR, str(repository), "parse"])[0])
        seconds, peak = measured([kit, "check", str(repository), "--format", "json"])
        checks.append(seconds)
        memory = max(memory, peak)
    return statistics.median(floors), statistics.median(parses), statistics.median(checks), memory


def usual(kit: str, folder: Path) -> list[Path]:
    """Make repositories of about a hundred files."""
    made = []
    for task in ("classification", "regression"):
        project = folder / task
        subprocess.run(
            [kit, "new", str(project), "--defaults", "--task", task, "--no-git"], check=True, stdout=subprocess.DEVNULL
        )
        source = Path(__file__).resolve().parents[1] / "src" / "portfolio_kit"
        for room in ("criteria", "reports", "rubric"):
            shutil.copytree(source / room, project / "tools" / room, ignore=shutil.ignore_patterns("__pycache__"))
        made.append(project)
    return made


def large(folder: Path) -> Path:
    """Fetch scikit-learn's wheel and unpack it."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), "scikit-learn==1.7.2"], check=True)
    unpacked = folder / "scikit-learn"
    shutil.unpack_archive(next(folder.glob("scikit_learn-*.whl")), unpacked, "zip")
    return unpacked


def main() -> int:
    """Print seconds, ratios and memory; 1 when one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", nargs="?", default=str(Path(sys.executable).with_name("portfolio-kit")))
    parser.add_argument("--usual", nargs="+", type=Path)
    parser.add_argument("--large", type=Path)
    options = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-benchmark-") as name:
        folder = Path(name)
        for repository in options.usual or usual(options.kit, folder):
            missed |= shown(options.kit, repository, 15, USUAL)
        missed |= shown(options.kit, options.large or large(folder), 5, LARGE)
    return int(missed)


def shown(kit: str, repository: Path, rounds: int, most: float) -> bool:
    """Compare one repository, print it, and return whether a limit was missed."""
    files = sum(path.is_file() for path in repository.rglob("*") if ".git" not in path.parts)
    floor, parse, check, memory = compared(kit, repository, rounds)
    missed = check / floor > most or memory > MEMORY
    print(
        f"{repository.name:<28} {files:5} files  floor {floor:6.3f} s  parsed once {parse / floor:5.2f} x"
        f"  check {check:6.3f} s  {check / floor:5.2f} x"
        f"  (at most {most} x)  {memory:5.1f} MB (at most {MEMORY:.0f})  {'NOT MET' if missed else 'met'}"
    )
    return missed


if __name__ == "__main__":
    sys.exit(main())
