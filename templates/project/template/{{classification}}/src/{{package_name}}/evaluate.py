"""What is compared, and how it is judged on unseen rows: metrics, cost, calibration, groups of people, importance."""

from typing import Any

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, count, false_negative_rate, false_positive_rate, selection_rate
from sklearn import dummy, ensemble, linear_model, tree
from sklearn.calibration import calibration_curve
from sklearn.inspection import permutation_importance
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score
from sklearn.pipeline import Pipeline

from .config import Config
from .data import FEATURES
from .schema import TARGET

METRIC = "roc_auc"  # for choosing between models
THRESHOLDS = np.round(np.linspace(0.02, 0.9, 89), 2)
ESTIMATORS: dict[str, type] = {"dummy": dummy.DummyClassifier, "rule": tree.DecisionTreeClassifier}
ESTIMATORS |= {"linear": linear_model.LogisticRegression, "gradient_boosting": ensemble.GradientBoostingClassifier}


def rule_of_thumb(rows: pd.DataFrame) -> pd.DataFrame:
    """What a clerk would go by, without a model: whether the client was late at least once in the six months."""
    late = ["1 month late", "2 months late", "3+ months late"]
    return rows.filter(like="repayment").isin(late).any(axis="columns").to_frame("late")


def predictions(model: Pipeline, rows: pd.DataFrame) -> Any:
    """The probability of a missed payment for each row."""
    return model.predict_proba(rows[FEATURES])[:, 1]


def cost(truth: Any, chance: Any, decision: dict[str, float]) -> float:
    """The mean cost of a client: of contacts that were needless, and of defaults that nobody called about."""
    contact, defaulted = np.asarray(chance) >= decision["threshold"], np.asarray(truth) == 1
    needless, missed = (contact & ~defaulted).mean(), (~contact & defaulted).mean()
    return float(needless * decision["cost_of_needless_contact"] + missed * decision["cost_of_missed_default"])


def choose_decision(truth: Any, chance: Any, decision: dict[str, float]) -> dict[str, float]:
    """The threshold that costs least on cross-validated predictions; the hold-out rows have no say in it."""
    costs = np.array([cost(truth, chance, {**decision, "threshold": threshold}) for threshold in THRESHOLDS])
    cheapest = THRESHOLDS[costs == costs.min()]
    return {**decision, "threshold": float(cheapest[len(cheapest) // 2])}


def scores(truth: Any, chance: Any, decision: dict[str, float]) -> dict[str, float]:
    """Every metric of one model on one set of rows."""
    contact, defaulted = np.asarray(chance) >= decision["threshold"], np.asarray(truth) == 1
    found = (contact & defaulted).sum()
    return {
        "roc_auc": float(roc_auc_score(truth, chance)),
        "average_precision": float(average_precision_score(truth, chance)),
        "brier": float(((chance - defaulted) ** 2).mean()),
        "recall": float(found / defaulted.sum()),
        "precision": float(found / max(contact.sum(), 1)),
        "cost": cost(truth, chance, decision),
    }


def details(model: Pipeline, holdout: pd.DataFrame, chance: Any, config: Config, decision: Any) -> dict[str, Any]:
    """What one number hides: where the chosen model errs, for whom, and what it looks at."""
    truth, contact = holdout[TARGET], chance >= decision["threshold"]
    observed, expected = calibration_curve(truth, chance, n_bins=8, strategy="quantile")
    age = pd.cut(holdout["age"], [0, 29, 49, 120], labels=["18 to 29", "30 to 49", "50 and over"]).astype(str)
    lost = permutation_importance(
        model, holdout[FEATURES], truth, scoring=METRIC, n_repeats=10, random_state=config.seed
    ).importances_mean
    return {
        "confusion": confusion_matrix(truth, contact).tolist(),
        "cost_of_contacting_nobody": cost(truth, chance, {**decision, "threshold": 2.0}),
        "cost_of_contacting_everyone": cost(truth, chance, {**decision, "threshold": 0.0}),
        "calibration": {"predicted": expected.tolist(), "observed": observed.tolist()},
        "fairness": {"sex": by_group(truth, contact, holdout["sex"]), "age": by_group(truth, contact, age)},
        "slices": {"education": by_group(truth, contact, holdout["education"].fillna("unknown"))},
        "importance": dict(sorted(zip(FEATURES, lost.tolist(), strict=True), key=lambda pair: -pair[1])),
    }


def by_group(truth: Any, contact: Any, groups: Any) -> dict[str, Any]:
    """Rates in each group and the largest difference between groups, by Fairlearn."""
    errors = {"missed": false_negative_rate, "needless": false_positive_rate}
    metrics = {"clients": count, "contacted": selection_rate, **errors}
    frame = MetricFrame(metrics=metrics, y_true=truth, y_pred=contact, sensitive_features=groups)
    rates = {str(name): values for name, values in frame.by_group.T.to_dict().items()}
    return {"groups": rates, "difference": frame.difference().drop("clients").to_dict()}
