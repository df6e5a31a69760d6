"""What a call does of machine learning, told by what is called and on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import PREDICT, PREPARE, SAVE, TRAIN, stage_of
from tests.criteria.kit import repository


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("final_model.save('cat.keras')", SAVE),
        ("tf.saved_model.save(network, 'cat')", SAVE),
        ("trainer.save_model('cat')", SAVE),
        ("image.save('cat.png')", None),
        ("report.export('cat.html')", None),
        ("tuner.search(images, labels, epochs=3)", TRAIN),
        ("tuner.search()", None),
        ("client.search('cat', size=10)", None),
        ("table.age.astype(int)", PREPARE),
        ("(shares > threshold).astype(int)", None),
    ],
)
def test_the_stage_of_a_call(line: str, stage: str | None, tmp_path: Path) -> None:
    (module,) = repository(tmp_path, {"cats.py": f"import tensorflow as tf\n{line}\n"}).modules
    assert [found for call in module.calls if (found := stage_of(call))] == ([stage] if stage else [])


SPARK = """\
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.tuning import CrossValidator

cv = CrossValidator(estimator=trees, evaluator=RegressionEvaluator())
best_model = cv.fit(rows)
best_model.transform(later)
print(best_model.stages[-1].featureImportances)
"""
COUNTING = "from sklearn.feature_extraction.text import CountVectorizer\n\ncv = CountVectorizer()\ncv.fit(texts)\n"


@pytest.mark.parametrize(("code", "stages"), [(SPARK, {TRAIN: 5, PREDICT: 6}), (COUNTING, {PREPARE: 3})])
def test_what_is_called_cv_is_a_search_or_counts_words(code: str, stages: dict[str, int], tmp_path: Path) -> None:
    found = repository(tmp_path, {"rain.py": code}).stages
    assert {stage: found.of(stage)[0].call.line for stage in (TRAIN, PREDICT, PREPARE) if found.of(stage)} == stages
