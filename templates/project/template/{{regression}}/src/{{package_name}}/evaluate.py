"""What is compared, and how it is judged on unseen rows: metrics, residuals, intervals, slices, importance."""

from typing import Any

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, count
from sklearn import dummy, ensemble, linear_model, tree
from sklearn.inspection import permutation_importance
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import Pipeline

from .config import Config
from .data import FEATURES
from .schema import TARGET

METRIC = "mae"  # for choosing between models
ESTIMATORS: dict[str, type] = {"dummy": dummy.DummyRegressor, "rule": tree.DecisionTreeRegressor}
ESTIMATORS |= {"linear": linear_model.Ridge, "gradient_boosting": ensemble.GradientBoostingRegressor}


def rule_of_thumb(rows: pd.DataFrame) -> pd.DataFrame:
    """What a planner would go by, without a model: the hour, and whether people work on that day."""
    return pd.DataFrame({"hour": rows["hour"], "working": rows["day_type"] == "working day"})


def predictions(model: Pipeline, rows: pd.DataFrame) -> Any:
    """Rentals for each row; never negative, as the service answers."""
    return np.maximum(model.predict(rows[FEATURES]), 0)


def choose_decision(truth: Any, predicted: Any, decision: dict[str, float]) -> dict[str, float]:
    """The margin that held for the wanted share of cross-validated predictions (conformal prediction)."""
    return {**decision, "margin": float(np.quantile(np.abs(truth - predicted), decision["coverage"]))}


def scores(truth: Any, predicted: Any, _: dict[str, float]) -> dict[str, float]:
    """Every metric of one model on one set of rows."""
    error = np.asarray(truth) - np.asarray(predicted)
    return {
        "mae": float(np.abs(error).mean()),
        "rmse": float(np.sqrt((error**2).mean())),
        "r2": float(1 - (error**2).mean() / np.var(truth)),
    }


def details(model: Pipeline, holdout: pd.DataFrame, predicted: Any, config: Config, decision: Any) -> dict[str, Any]:
    """What one number hides: when the chosen model errs, how well its intervals hold, and what it looks at."""
    truth = holdout[TARGET]
    labels = ["00-05 h", "06-09 h", "10-15 h", "16-19 h", "20-23 h"]
    hours = pd.cut(holdout["hour"], [-1, 5, 9, 15, 19, 23], labels=labels)
    lost = permutation_importance(
        model, holdout[FEATURES], truth, scoring="neg_mean_absolute_error", n_repeats=10, random_state=config.seed
    ).importances_mean
    return {
        "coverage": float((np.abs(truth - predicted) <= decision["margin"]).mean()),
        "slices": {
            "time of day": by_group(truth, predicted, hours.astype(str), decision),
            "kind of day": by_group(truth, predicted, holdout["day_type"], decision),
            "weather": by_group(truth, predicted, holdout["weather"], decision),
        },
        "importance": dict(sorted(zip(FEATURES, lost.tolist(), strict=True), key=lambda pair: -pair[1])),
    }


def by_group(truth: Any, predicted: Any, groups: Any, decision: dict[str, float]) -> dict[str, Any]:
    """Error, bias and interval coverage in each group, by Fairlearn."""
    metrics = {
        "hours": count,
        "mae": mean_absolute_error,
        "bias": lambda actual, guess: float(np.mean(guess - actual)),
        "coverage": lambda actual, guess: float((np.abs(guess - actual) <= decision["margin"]).mean()),
    }
    frame = MetricFrame(metrics=metrics, y_true=truth, y_pred=predicted, sensitive_features=groups)
    return {str(name): rates for name, rates in frame.by_group.T.to_dict().items()}
