"""environment: drivers that an address names, and one package that is missing beside others that are open."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.environment import environment
from tests.criteria.kit import notebook, repository

ASKS = "import pandas as pd\nfrom sqlalchemy import create_engine\n"
LISTED = "pandas==2.2.2\nSQLAlchemy==2.0.30\n"


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("mysql+pymysql://{user}@{host}/tides", "pymysql"),
        ("postgresql+psycopg2://{user}@{host}/tides", "psycopg2"),
        ("postgresql+asyncpg://{user}@{host}/tides", "asyncpg"),
        ("mysql+mysqlconnector://{user}@{host}/tides", "mysql-connector-python"),
    ],
)
def test_the_driver_that_an_address_names_is_needed(address: str, driver: str, tmp_path: Path) -> None:
    code = f"{ASKS}\n\ndef opened(user, host):\n    return create_engine(f'{address}')\n"
    lacking = environment(repository(tmp_path / "lacking", {"load.py": code, "requirements.txt": LISTED}))
    assert lacking.level == 1
    assert lacking.reason == f"The file requirements.txt misses {driver}."
    assert "(load.py:6 asks for " in (lacking.fix or "")
    whole = {"load.py": code, "requirements.txt": f"{LISTED}{driver}==1.1.0\n"}
    assert environment(repository(tmp_path / "whole", whole)).level == 2


@pytest.mark.parametrize(
    "code",
    [
        f"{ASKS}engine = create_engine('sqlite+pysqlite:///tides.db')\n",
        f"{ASKS}engine = create_engine('postgresql://host/tides')\n",
        "import pandas as pd\nimport sqlalchemy\nprint('see mysql+pymysql:// for others')\n",
        "import pandas as pd\nADDRESS = 'mysql+pymysql://host/tides'\n",
    ],
)
def test_no_driver_is_needed_where_none_is_named_to_sqlalchemy(code: str, tmp_path: Path) -> None:
    assert environment(repository(tmp_path, {"load.py": code, "requirements.txt": LISTED})).level == 2


@pytest.mark.parametrize(("version", "level"), [("", 1), ("==1.35.0", 2)])
def test_two_packages_that_are_missing_or_open_are_too_many_of_five(version: str, level: int, tmp_path: Path) -> None:
    files = {
        "app.py": "import numpy\nimport openpyxl\nimport pandas\nimport sklearn\nimport streamlit\n",
        "look.ipynb": notebook(("import seaborn", "")),
        "requirements.txt": f"numpy==1.26.4\nopenpyxl==3.1.2\npandas==2.2.2\nscikit-learn==1.5.0\nstreamlit{version}\n",
    }
    finding = environment(repository(tmp_path, files))
    assert finding.level == level
    assert ("misses seaborn" in finding.reason) == (level == 1)
