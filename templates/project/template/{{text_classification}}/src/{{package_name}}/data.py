"""Loads the texts, takes out what is there twice, and says which are held out."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import TypeAdapter
from scipy.sparse import triu
from sklearn.feature_extraction.text import CountVectorizer

from .config import Config
from .features import words
from .schema import TARGET, LabelledRow


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path, dtype={"text": str}, keep_default_na=False)
    TypeAdapter(list[LabelledRow]).validate_python(table.to_dict("records"))
    return table


def without_repeats(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows without those that nearly repeat an earlier one, by the share of three words in a row; and how many."""
    counter = CountVectorizer(tokenizer=words, token_pattern=None, lowercase=False, ngram_range=(3, 3), binary=True)
    has = counter.fit_transform(table["text"]).astype(np.int32)
    shared, sizes = triu(has @ has.T, k=1, format="coo"), has.sum(axis=1).A1
    alike = shared.data >= config.near_duplicate * (sizes[shared.row] + sizes[shared.col] - shared.data)  # Jaccard
    earlier, later = shared.row[alike], shared.col[alike]
    other = table[TARGET].to_numpy()[earlier] != table[TARGET].to_numpy()[later]
    found = {"left_out": len(set(later)), "left_out_of_another_product": len(set(later[other]))}
    return table.drop(table.index[later]).reset_index(drop=True), found


def split(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training texts and held-out texts. A text's key alone decides, so that new data never moves old rows."""
    keys = [hashlib.sha256(f"{config.seed}:{key}".encode()).digest() for key in table["id"]]
    held_out = pd.Series([int.from_bytes(key[:8], "big") < config.holdout_share * 2**64 for key in keys])
    return table[~held_out].reset_index(drop=True), table[held_out].reset_index(drop=True)
