"""The pipeline as training fits it, and the rows to send: run as a program, it prints those as JSON."""

# Runs in the generated project's environment, which the type checker here doesn't see.
# mypy: ignore-errors

import json

import pandas as pd
from card_default.config import read_config
from card_default.data import FEATURES, load, records
from card_default.export import with_gaps
from card_default.schema import EXAMPLE, TARGET
from card_default.split import split
from card_default.train import make_model

COMPLETE = 60  # rows without a gap; with_gaps repeats the first 50 of them with every kind of gap
STEP = 5


def fitted_pipeline():
    """Fit on the training rows: the same seed and rows give the same model as `make train`."""
    config = read_config()
    train, _ = split(load(config.data), config)
    return make_model(config.chosen, config.parameters[config.chosen]).fit(train[FEATURES], train[TARGET])


def as_sent(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as a client would send them: whole numbers, which a gap in the column had turned into floats."""
    return [
        {name: int(value) if isinstance(value, float) else value for name, value in row.items()}
        for row in records(rows)
    ]


def rows_to_send() -> dict[str, object]:
    """One row, 1,000 rows, and rows with and without gaps with the pipeline's own answers, NaN for what is missing."""
    config = read_config()
    table = load(config.data)
    _, holdout = split(table, config)
    rows = with_gaps(holdout[FEATURES].dropna().head(COMPLETE))
    check = pd.concat([rows.head(COMPLETE), rows.iloc[COMPLETE::STEP]])
    return {
        "one": [EXAMPLE],
        "many": records(table[FEATURES].head(1000)),
        "check": as_sent(check),
        "complete": COMPLETE,
        "expected": fitted_pipeline().predict_proba(check)[:, 1].tolist(),
    }


if __name__ == "__main__":
    print(json.dumps(rows_to_send()))
