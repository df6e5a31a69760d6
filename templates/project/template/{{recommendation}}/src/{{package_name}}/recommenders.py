"""What is compared: each recommender learns from the past, and then scores every item for every customer."""

from typing import Any

import numpy as np
import pandas as pd
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix
from sklearn.metrics.pairwise import cosine_similarity
from threadpoolctl import threadpool_limits

from .config import Config
from .data import known, popularity
from .evaluate import Scorer
from .predictor import Model

TOLERANCE = 1e-6


def bestsellers(past: pd.DataFrame, items: pd.DataFrame, _: Config) -> Scorer:
    """The same list for everybody: what most were interested in. The baseline, and what the shop does today."""
    wanted = past["item"].value_counts().reindex(items["item"], fill_value=0).to_numpy()
    return lambda signals, _: np.tile(wanted, (len(signals), 1))


def seasonal(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Scorer:
    """A rule of thumb: what is popular of late, lifted by the season of its category."""
    share = popularity(past, items, config)
    return lambda _, months: share[months - 1]


def neighbours(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Scorer:
    """A simple model: items that the same people were interested in (cosine similarity of the items' columns)."""
    similar, strangers = cosine_similarity(known(past, items, config).signals.T), seasonal(past, items, config)
    np.fill_diagonal(similar, 0.0)
    return lambda signals, months: np.where(
        signals.any(axis=1, keepdims=True), signals @ similar, strangers(signals, months)
    )


def factorise(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> dict[str, Any]:
    """The model's document: item factors by alternating least squares, popularity, and what is known of customers.

    Raises ValueError if a customer's factors, computed as the service does, differ from the library's.
    """
    chosen, (strengths, bought) = config.factors, known(past, items, config)
    signals = strengths.to_numpy()
    confidence = csr_matrix(np.where(signals > 0, 1 + chosen["alpha"] * signals, 0.0))
    parameters = {name: chosen[name] for name in ("factors", "regularization", "iterations")}
    parameters |= {"alpha": 1.0, "random_state": config.seed, "num_threads": 1}  # alpha is in the confidence already
    with threadpool_limits(1, "blas"):  # as the library asks: its threads and those of BLAS hinder each other
        als = AlternatingLeastSquares(**parameters, dtype=np.float64, use_cg=False)
        als.fit(confidence, show_progress=False)
    settings = {name: chosen[name] for name in ("alpha", "regularization", "season")}
    document: dict[str, Any] = {
        "model": {},
        "settings": settings | {"purchase": config.signals["purchase"]},
        "items": items["item"].tolist(),
        "factors": als.item_factors.round(9).tolist(),
        "popularity": popularity(past, items, config).round(9).tolist(),
        "customers": {customer: row[row > 0].round(6).to_dict() for customer, row in strengths.iterrows()},
        "owned": {customer: row[row].index.tolist() for customer, row in bought.iterrows() if row.any()},
    }
    theirs = als.recalculate_user(np.arange(len(signals)), confidence)
    difference = np.abs(Model(document).taste(signals) - theirs).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"customers' factors differ from the library's by {difference}: not written")
    return document


def factors(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Scorer:
    """The model that is served: collaborative filtering by matrix factorisation, and the season."""
    return Model(factorise(past, items, config)).scores


RECOMMENDERS = {"bestsellers": bestsellers, "seasonal": seasonal, "neighbours": neighbours, "factors": factors}
