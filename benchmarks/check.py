"""How long `portfolio-kit check` takes, and how much memory, beside the floor measured in the same run.

    python benchmarks/check.py [PORTFOLIO_KIT] [--usual FOLDER ...] [--large FOLDER]

The floor is one Python process that lists the repository's files and reads every text file under 1 MiB. PORTFOLIO_KIT
is the installed command (default: the one beside the running Python). Without --usual, two projects made by
`portfolio-kit new` with some of this package's own modules beside them stand for a usual repository; without --large,
scikit-learn's source distribution is fetched from the package registry.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

USUAL, LARGE, MEMORY = 2.5, 8.0, 100.0
FLOOR = """
import os, sys
from pathlib import Path
for folder, folders, names in os.walk(sys.argv[1]):
    folders[:] = [name for name in folders if name != ".git"]
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.path.getsize(path) < 1 << 20:
            content = Path(path).read_bytes()
            if b"\\0" not in content[:4096]:
                content.decode("utf-8", "replace")
"""


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command and return its seconds and its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = resource_of(process.pid)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def resource_of(process: int) -> tuple[int, int, resource.struct_rusage]:
    """Wait for a process and return its id, its exit status and what it used."""
    import os

    return os.wait4(process, 0)


def compared(kit: str, repository: Path, rounds: int) -> tuple[float, float, float]:
    """Return the median seconds of the floor and of the check, interleaved, and the check's peak memory."""
    floors, checks, memory = [], [], 0.0
    for _ in range(rounds):
        floors.append(measured([sys.executable, "-c", FLOOR, str(repository)])[0])
        seconds, peak = measured([kit, "check", str(repository), "--format", "json"])
        checks.append(seconds)
        memory = max(memory, peak)
    return statistics.median(floors), statistics.median(checks), memory


def usual(kit: str, folder: Path) -> list[Path]:
    """Make repositories of about a hundred files."""
    made = []
    for task in ("classification", "regression"):
        project = folder / task
        subprocess.run(
            [kit, "new", str(project), "--defaults", "--task", task, "--no-git"], check=True, stdout=subprocess.DEVNULL
        )
        source = Path(__file__).resolve().parents[1] / "src" / "portfolio_kit"
        shutil.copytree(source, project / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        made.append(project)
    return made


def large(folder: Path) -> Path:
    """Fetch scikit-learn's source distribution and unpack it."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "--dest", str(folder), "scikit-learn==1.7.2"], check=True)
    with tarfile.open(next(folder.glob("scikit_learn-*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir() and path.name.startswith("scikit_learn"))


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
    floor, check, memory = compared(kit, repository, rounds)
    missed = check / floor > most or memory > MEMORY
    print(
        f"{repository.name:<28} {files:5} files  floor {floor:6.3f} s  check {check:6.3f} s  {check / floor:5.2f} x"
        f"  (at most {most} x)  {memory:5.1f} MB (at most {MEMORY:.0f})  {'NOT MET' if missed else 'met'}"
    )
    return missed


if __name__ == "__main__":
    sys.exit(main())
