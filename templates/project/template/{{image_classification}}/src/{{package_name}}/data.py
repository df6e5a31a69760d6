"""Loads labels and images, checks both, and says which forms are held out."""

from typing import Any

import numpy as np
import pandas as pd
from PIL import Image
from pydantic import TypeAdapter

from .config import Config
from .imaging import SIDE, ink
from .schema import Row

SHEET_WIDTH = 50  # images beside each other


def load(config: Config) -> pd.DataFrame:
    """A row an image: `form`, `digit`, and its `ink`. Raises ValueError that names the row and column, or the sheet."""
    table = pd.read_csv(config.data)
    TypeAdapter(list[Row]).validate_python(table.to_dict("records"))
    with Image.open(config.images) as sheet:
        size = (SIDE * SHEET_WIDTH, SIDE * -(-len(table) // SHEET_WIDTH))
        if sheet.size != size:
            raise ValueError(f"{config.images} has {sheet.size} pixels: {len(table)} images need {size}")
        corners = [(SIDE * (n % SHEET_WIDTH), SIDE * (n // SHEET_WIDTH)) for n in range(len(table))]
        return table.assign(ink=[ink(sheet.crop((x, y, x + SIDE, y + SIDE))) for x, y in corners])


def cells(digits: pd.DataFrame) -> Any:
    """The ink of all rows as one array."""
    return np.array(digits["ink"].tolist())


def split(digits: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows to learn from and held-out ones: whole forms, as the model will be asked about hands it has never seen."""
    held_out = digits["form"].isin(config.holdout_forms)
    return digits[~held_out], digits[held_out]
