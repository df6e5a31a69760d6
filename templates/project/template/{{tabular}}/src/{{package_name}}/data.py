"""Loads the data and checks it against the schema."""

from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from .schema import LabelledRow, Row

FEATURES = list(Row.__annotations__)
CATEGORIES = [name for name, hint in Row.__annotations__.items() if "str" in str(hint)]
NUMBERS = [name for name in FEATURES if name not in CATEGORIES]
WORDS = [name for name, hint in LabelledRow.__annotations__.items() if "str" in str(hint)]  # "007" is no number


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path, dtype=dict.fromkeys(WORDS, str))
    TypeAdapter(list[LabelledRow]).validate_python(records(table))
    return table


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as dictionaries with None where a value is missing, as a JSON request would have them."""
    return table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[return-value]
