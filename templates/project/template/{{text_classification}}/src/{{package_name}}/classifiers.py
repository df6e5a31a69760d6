"""What is compared: a baseline, naive Bayes on keywords and on all words, and the linear model that is served."""

from typing import Any

from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline, make_pipeline

from .config import Config
from .features import terms, words

DECIMALS = 4  # of the numbers of the model: its file stays small, and what is written is what is judged


def classifiers(config: Config) -> dict[str, Any]:
    """Each of them by name, not fitted yet."""
    of, chosen_words = config.parameters, CountVectorizer(analyzer=words, vocabulary=config.keywords)
    return {
        "dummy": DummyClassifier(**of["dummy"]),
        "keywords": make_pipeline(chosen_words, ComplementNB(**of["naive_bayes"])),
        "naive_bayes": make_pipeline(CountVectorizer(analyzer=words), ComplementNB(**of["naive_bayes"])),
        "linear": make_pipeline(TfidfVectorizer(analyzer=terms, **of["terms"]), LogisticRegression(**of["linear"])),
    }


def calibrated(linear: Pipeline, temperature: float) -> Pipeline:
    """The fitted model itself, its log-odds divided by a number, so that probabilities can be taken at their word."""
    counter, model = linear[0], linear[-1]
    counter.idf_ = counter.idf_.round(DECIMALS)
    model.coef_, model.intercept_ = ((part / temperature).round(DECIMALS) for part in (model.coef_, model.intercept_))
    return linear
