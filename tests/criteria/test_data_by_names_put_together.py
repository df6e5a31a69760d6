"""data-access and reproducible-runs: which file the code reads, where its name is put together, and what is no data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.boats import Files, judged

FIT = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

{reading}
model = Ridge().fit(boats[["mast"]], boats["sold"])
print(r2_score(boats["sold"], model.predict(boats[["mast"]])))
"""
README = "# Boats\n\n## Data\n\nThe data is the {source} data set.\n\n```bash\npython train.py\n```\n"
ROWS = "mast,crew,sold\n" + "12,3,1\n9,2,0\n" * 20
LOADER = """\
from pathlib import Path

import pandas as pd


def _read(path):
    return pd.read_csv(path)


def load(harbour, folder="data/raw"):
    path = Path(folder) / f"boats_{harbour}.txt"
    return _read(path)
"""


def files(reading: str, **more: str) -> Files:
    """A project that trains on what `reading` reads, with a README, and more files by their names."""
    return {"train.py": FIT.format(reading=reading), "README.md": README.format(source="NASA C-MAPSS"), **more}


@pytest.mark.parametrize(
    ("table", "level"),
    [
        ("boat_id,length,cutoff_day,fraction\n" + "3,9,120,0.5\n" * 9, 1),
        ("boat_id,fold\n" + "3,1\n" * 9, 1),
        ("file,split\n" + "a1.jpg,train\n" * 9, 1),
        # What tells of each boat, too: words, or more than a few numbers.
        ("boat_id,text,split\n" + "3,a fine sloop,train\n" * 9, 2),
        ("boat_id,fold,mast,crew,hull,beam,draft\n" + "3,1,9,3,4,2,1\n" * 9, 2),
        ("boat_id,mast,crew\n" + "3,9,3\n" * 9, 2),
    ],
)
def test_a_table_that_only_says_which_rows_go_where_is_not_the_data(table: str, level: int, tmp_path: Path) -> None:
    reading = 'kept = pd.read_csv("lists/kept.csv")\nboats = pd.read_pickle(folder)'
    assert judged("data-access", tmp_path, files(reading, **{"lists/kept.csv": table})).level == level


def test_a_name_that_is_put_together_is_told_as_it_stands(tmp_path: Path) -> None:
    found = judged("data-access", tmp_path, files('boats = pd.read_csv(f"data/boats_{year}_all.csv")'))
    assert "(train.py:5 reads data/boats_{year}_all.csv)" in (found.fix or "")


@pytest.mark.parametrize(("here", "level"), [("boats_2019_all.csv", 2), ("ships_2019_all.csv", 1)])
def test_a_file_that_such_a_name_comes_to_is_the_data(here: str, level: int, tmp_path: Path) -> None:
    reading = 'boats = pd.read_csv(f"rows/boats_{year}_all.csv")'
    assert judged("data-access", tmp_path, files(reading, **{f"rows/{here}": ROWS})).level == level


def test_a_name_of_nothing_but_a_gap_means_no_certain_file(tmp_path: Path) -> None:
    reading = 'boats = pd.read_csv(f"rows/{name}.csv")'
    assert judged("data-access", tmp_path, files(reading, **{"rows/scores.csv": ROWS})).level == 1


def test_the_file_of_a_function_that_is_handed_a_path_is_what_its_callers_put_together(tmp_path: Path) -> None:
    handed = files('from loader import load\n\nboats = load("north")', **{"loader.py": LOADER})
    assert "(loader.py:7 reads data/raw/boats_{harbour}.txt)" in (
        judged("data-access", tmp_path / "handed", handed).fix or ""
    )
    own = {**handed, "loader.py": LOADER.replace("return pd", "path = latest()\n    return pd")}
    assert "data/raw" not in (judged("data-access", tmp_path / "own", own).fix or "data/raw")


def test_the_raw_file_is_lacking_where_only_lists_of_its_rows_are_here(tmp_path: Path) -> None:
    given = files(
        'from loader import load\n\nboats = load("north")\nkept = pd.read_csv("lists/kept.csv")',
        **{"loader.py": LOADER, "lists/kept.csv": "boat_id,fold\n" + "3,1\n" * 9},
    )
    found = judged("reproducible-runs", tmp_path, given)
    assert found.level == 1
    assert "no text says how to get data/raw/boats_{harbour}.txt, which loader.py:7 reads" in found.reason


@pytest.mark.parametrize(
    ("name", "source", "level"),
    [
        ('"data/boats.csv"', "NASA C-MAPSS", 2),
        ('f"data/boats_{year}.csv"', "NASA C-MAPSS", 1),
        ('f"data/boats_{year}.csv"', "NASA C-MAPSS (https://data.nasa.gov/boats)", 2),
    ],
    ids=["one file", "several files", "several files at an address"],
)
def test_of_several_files_it_is_not_enough_to_name_who_gives_them_away(
    name: str, source: str, level: int, tmp_path: Path
) -> None:
    told = files(f"year = 2019\nboats = pd.read_csv({name})", **{"README.md": README.format(source=source)})
    assert judged("reproducible-runs", tmp_path, told).level == level


@pytest.mark.parametrize(
    ("guard", "level"), [("", 2), (" if path.exists() else None", 1)], ids=["has to be there", "is read if it is there"]
)
def test_what_is_only_read_if_it_is_there_is_not_what_has_to_be_brought(guard: str, level: int, tmp_path: Path) -> None:
    reading = (
        'from pathlib import Path\n\npath = Path("work/last.csv")\n'
        f'last = pd.read_csv("work/last.csv"){guard}\nboats = pd.read_csv("data/boats.csv")'
    )
    assert judged("data-access", tmp_path, files(reading, **{"work/last.csv": ROWS})).level == level


def test_a_file_that_is_here_is_not_lacking_however_small_it_is(tmp_path: Path) -> None:
    reading = 'boats = pd.read_csv("data/boats.csv")\nends = pd.read_csv("data/{}.txt", sep=" ")'
    given = files(reading.format("ends"), **{"data/boats.csv": ROWS, "data/ends.txt": "3\n4\n"})
    assert judged("reproducible-runs", tmp_path / "here", given).level == 2
    lost = files(reading.format("lost"), **{"data/boats.csv": ROWS, "data/ends.txt": "3\n4\n"})
    assert "get data/lost.txt" in judged("reproducible-runs", tmp_path / "lost", lost).reason


def test_the_source_is_shown_where_the_reason_says_that_it_is_named(tmp_path: Path) -> None:
    told = files(
        'boats = pd.read_csv("data/boats.csv")', **{"AUDIT.md": "# Audit\n\nThe NASA C-MAPSS data set is old.\n"}
    )
    found = judged("data-access", tmp_path, told)
    assert found.reason.startswith("README.md only names the source")
    assert {place.path for place in found.evidence} == {"README.md"}
