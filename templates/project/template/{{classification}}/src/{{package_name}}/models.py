"""The models that are compared: each is one scikit-learn pipeline from raw rows to a probability."""

from typing import Any

from sklearn import dummy, ensemble, linear_model, tree
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from .data import CATEGORIES, NUMBERS

ESTIMATORS: dict[str, type] = {
    "dummy": dummy.DummyClassifier,
    "small_tree": tree.DecisionTreeClassifier,
    "linear": linear_model.LogisticRegression,
    "gradient_boosting": ensemble.GradientBoostingClassifier,
}


def make_model(name: str, parameters: dict[str, Any]) -> Pipeline:
    """An unfitted pipeline. A missing category is a category of its own; one never seen in training is ignored."""
    fill = SimpleImputer(strategy="median")
    numbers = make_pipeline(fill, StandardScaler()) if name == "linear" else make_pipeline(fill)
    categories = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="missing"),
        OneHotEncoder(handle_unknown="ignore", sparse_output=False),
    )
    columns = ColumnTransformer([("numbers", numbers, NUMBERS), ("categories", categories, CATEGORIES)])
    return Pipeline([("columns", columns), ("estimator", ESTIMATORS[name](**parameters))])
