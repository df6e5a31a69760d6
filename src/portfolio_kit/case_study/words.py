"""Text that a repository holds, on its way into a Markdown page: one line, and nothing in it is markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

_MARKUP = re.compile(r"([\\`*_\[\]|~#])")
_URL_SAFE = "/:?&=%@+,;.-_~!$#"
_LONGEST = 120
_LONGEST_ADDRESS = 600
_ACRONYMS = frozenset({
    "auc", "ap", "bert", "cnn", "cv", "f1", "gbm", "iou", "knn", "lda", "lgbm", "lr", "lstm", "mae", "map", "mape",
    "mcc", "mlp", "mse", "ndcg", "pr", "rf", "rmse", "rmsle", "roc", "sgd", "smape", "svc", "svm", "svr", "xgb",
})  # fmt: skip

_NAMES = {"lightgbm": "LightGBM", "xgboost": "XGBoost", "catboost": "CatBoost", "r2": "R²", "r2 score": "R²"}


def plain(text: str, longest: int = _LONGEST) -> str:
    """Return text on one line without control characters, cut where it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def escaped(text: str, longest: int = _LONGEST) -> str:
    """Return text that reads in a Markdown page as it stands here: no emphasis, no link, no HTML, no table."""
    safe = plain(text, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", safe)


def code(text: str) -> str:
    """Return text as a span of code."""
    return f"`{plain(text).replace('`', chr(39))}`"


def label(key: str) -> str:
    """Return what a metric or a model is called, from the key that names it: `roc_auc` is ROC AUC.

    A name with capitals, such as a class's, is its author's choice and stays.
    """
    words = plain(key.replace("_", " "))
    if words in _NAMES:
        return _NAMES[words]
    if words != words.lower():
        return words
    text = " ".join(part.upper() if part in _ACRONYMS else part for part in words.split())
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return names as a sentence lists them, `most` of them and how many there are besides."""
    more = 0 if most is None else len(names) - most
    shown = [*names[:most], *([f"{more} more"] if more > 0 else [])]
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def web_address(text: str) -> str:
    """Return a link's address as it can stand in Markdown; empty for what is no page on the web."""
    try:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.password or not text.isprintable():
            return ""
    except ValueError:
        return ""
    return quote(text, safe=_URL_SAFE) if len(text) <= _LONGEST_ADDRESS else ""
