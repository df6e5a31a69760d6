"""What profiling a table costs, in time and memory, as ratios to polars reading the same file.

    python benchmarks/profile.py [ROWS]

The table is made first: 51 columns of numbers, words, a date, a key, people and a note. Each round starts a process for
either, in turn, so that both meet the same machine; what counts is from the first import to the end.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 5
MOST = 2.0
ROWS = 1_000_000

MEASURE = """
import resource, sys, time
from pathlib import Path
start = time.perf_counter()
{work}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
READ = "import polars; table = polars.read_csv(sys.argv[1])"
PROFILE = """
from portfolio_kit.scaffold.profile.profile import profile
from portfolio_kit.scaffold.profile.reading import read
made = profile(read(Path(sys.argv[1])), "churned")
assert len(made.columns) == 51, made
"""


def write(path: Path, rows: int) -> None:
    """Write the table, from a seed."""
    import polars as pl

    random.seed(1)
    few = 10_000
    many = range(few)
    columns: dict[str, list[object]] = {
        f"amount {number}": [round(random.lognormvariate(3, 1), 2) for _ in many] for number in range(20)
    }
    columns |= {f"count {number}": [random.randint(0, 999) for _ in many] for number in range(14)}
    columns |= {
        f"kind {number}": [random.choice(["north", "south west", "east"]) for _ in many] for number in range(11)
    }
    columns |= {"sex": [random.choice("fm") for _ in many], "account": [f"A{random.randint(1, 2000)}" for _ in many]}
    frame = pl.concat([pl.DataFrame(columns)] * -(-rows // few)).head(rows)
    number = pl.int_range(pl.len())
    frame.with_columns(
        number.alias("customer id"),
        (pl.lit("note on row ") + number.cast(pl.String)).alias("note"),
        (pl.date(2024, 1, 1) + pl.duration(days=number * 7919 % 700)).alias("day"),
        pl.when(number * 31 % 100 < 20).then(pl.lit("Yes")).otherwise(pl.lit("No")).alias("churned"),  # noqa: PLR2004
    ).write_csv(path)


def measured(work: str, path: Path) -> tuple[float, float]:
    """Run Python in a process of its own, and return its seconds and its largest memory in MB."""
    command = [sys.executable, "-c", MEASURE.format(work=work), str(path)]
    seconds, kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(kilobytes) / 1000


def main() -> int:
    """Print the medians and their ratios; 1 when either is more than it may be."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        write(path, rows)
        print(f"{rows:,} rows, 51 columns, {path.stat().st_size / 1e6:,.0f} MB")
        rounds = [(measured(READ, path), measured(PROFILE, path)) for _ in range(ROUNDS)]
    medians = [[statistics.median(one[who][what] for one in rounds) for what in (0, 1)] for who in (0, 1)]
    time_ratio, memory_ratio = (ours / theirs for theirs, ours in zip(*medians, strict=True))
    print(f"polars.read_csv  {medians[0][0]:6.2f} s         {medians[0][1]:7.0f} MB")
    print(f"profile          {medians[1][0]:6.2f} s {time_ratio:5.2f} x {medians[1][1]:7.0f} MB {memory_ratio:5.2f} x")
    return int(max(time_ratio, memory_ratio) > MOST)


if __name__ == "__main__":
    sys.exit(main())
