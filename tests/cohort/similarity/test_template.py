"""The template's fingerprints, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.cohort.similarity import template
from portfolio_kit.cohort.similarity.template import template_marks


@pytest.mark.slow
def test_they_are_made_once_and_kept(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template_marks.cache_clear()
    made = template_marks()
    assert len(made) > 1_000
    (kept,) = (machine / ".cache" / "portfolio-kit" / "shared").glob("template-*.marks")
    template_marks.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(template, "_marks", lambda: pytest.fail("made again"))
        assert template_marks() == made
    kept.write_bytes(b"cut short")
    template_marks.cache_clear()
    assert template_marks() == made
