"""Writes a fitted model as plain numbers, for predictor.py to evaluate."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from .predictor import Model
from .schema import SIGNS, Row

TOLERANCE = 1e-9


def export(document: dict[str, Any], hours: pd.DataFrame, expected: Any, path: Path) -> Model:
    """Write the model and return it as the service will load it.

    Raises ValueError if it doesn't give each of the hours, with their gaps, the expected score to 1e-9.
    """
    identity = {"version": fingerprint(document), "schema": fingerprint(TypeAdapter(Row).json_schema())}
    text = json.dumps({"model": identity, **document}, indent=1, allow_nan=False)
    model = Model(json.loads(text))
    difference = np.abs(expected - [model.score(row) for row in records(hours)]).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"the exported model differs from the trained one by {difference}: not written")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return model


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def records(hours: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of signs with None where a value is missing, as the stream gives them."""
    signs = hours[SIGNS].astype(object)
    return signs.where(signs.notna(), None).to_dict("records")  # type: ignore[return-value]
