"""What a call does of machine learning, told by what is called and on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import PREPARE, SAVE, TRAIN, stage_of
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
