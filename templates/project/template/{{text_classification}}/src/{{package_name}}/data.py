"""Loads the texts, takes out what is there twice, and says which are held out."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer

from .config import Config
from .features import words
from .schema import TARGET, LabelledRow


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path, dtype={"text": str}, keep_default_na=False)
    TypeAdapter(list[LabelledRow]).validate_python(table.to_dict("records"))
    return table


def same_text(texts: pd.Series, least: float) -> Any:
    """A number for each text, equal for near-duplicates: those that share so much of their three words in a row.

    The share is Jaccard's: what both have, of what either has. What is near to the same text is one group.
    """
    counter = CountVectorizer(tokenizer=words, token_pattern=None, lowercase=False, ngram_range=(3, 3), binary=True)
    has = counter.fit_transform(texts).astype(np.int32)
    shared, sizes = (has @ has.T).tocoo(), has.sum(axis=1).A1
    alike = shared.data >= least * (sizes[shared.row] + sizes[shared.col] - shared.data)
    pairs = coo_array((alike[alike], (shared.row[alike], shared.col[alike])), shape=shared.shape)
    return connected_components(pairs, directed=False)[1]


def without_repeats(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, dict[str, int]]:
    """One text of each group of near-duplicates, the first, so that none stands on both sides; and what was found."""
    group = pd.Series(same_text(table["text"], config.near_duplicate), index=table.index)
    found = table.groupby(group)[TARGET].agg(["size", "nunique"])
    counts = {"left_out": len(table) - len(found), "groups": int((found["size"] > 1).sum())}
    kept = table[~group.duplicated()].reset_index(drop=True)
    return kept, counts | {"groups_of_two_products": int((found["nunique"] > 1).sum())}


def split(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training texts and held-out texts. A text's key alone decides, so that new data never moves old rows."""
    keys = [hashlib.sha256(f"{config.seed}:{key}".encode()).digest() for key in table["id"]]
    held_out = pd.Series([int.from_bytes(key[:8], "big") < config.holdout_share * 2**64 for key in keys])
    return table[~held_out].reset_index(drop=True), table[held_out].reset_index(drop=True)
