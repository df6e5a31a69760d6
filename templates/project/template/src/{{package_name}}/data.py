"""Loads and checks the data, and splits off the hold-out rows that no model may learn from."""

import hashlib
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from .schema import GROUP, LabelledRow, Row

FEATURES = list(Row.__annotations__)
CATEGORIES = [name for name, hint in Row.__annotations__.items() if "str" in str(hint)]
NUMBERS = [name for name in FEATURES if name not in CATEGORIES]


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path)
    TypeAdapter(list[LabelledRow]).validate_python(records(table))
    return table


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as dictionaries with None where a value is missing, as a JSON request would have them."""
    return table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[return-value]


def in_holdout(group: object, share: float, seed: int) -> bool:
    """Whether a group's rows are held out: decided by its key alone, so that new data never moves old rows."""
    digest = hashlib.sha256(f"{seed}:{group}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def split(table: pd.DataFrame, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training rows and hold-out rows; all rows of a group fall on the same side, so nothing leaks."""
    held_out = table[GROUP].map(lambda group: in_holdout(group, share, seed))
    return table[~held_out].reset_index(drop=True), table[held_out].reset_index(drop=True)
