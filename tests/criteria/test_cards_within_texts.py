"""model-card: a card that is a part of a longer text, and what other languages call its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.members import TRAIN, judged

MEASURED = "## Performance\n\n| metric | held-out members |\n|---|---|\n| F1 | 0.64 |\n| ROC AUC | 0.81 |\n\n"
WITHIN = """\
## Model card

### Intended use

Ranks members for a call by the service team; never to refuse a contract to anybody.

### Training data

7,043 members of one club from one year, one row each.

{metrics}### Limitations

One club in one country; it will not hold for members who joined after a price change.
"""
METRICS = "### Metrics\n\nThe training writes them to `metrics.json` after each run.\n\n"


@pytest.mark.parametrize(
    ("measured", "metrics", "level"),
    [
        (MEASURED, METRICS, 2),
        ("", METRICS, 1),
        (MEASURED, "", 1),
        (MEASURED, "### Metrics\n\nTODO\n\n", 1),
        (MEASURED.replace("0.64", "tbd").replace("0.81", "tbd"), METRICS, 1),
    ],
)
def test_a_card_within_a_text_has_what_the_text_measured_where_it_speaks_of_it(
    measured: str, metrics: str, level: int, tmp_path: Path
) -> None:
    readme = f"# Members\n\nAll about members.\n\n{measured}{WITHIN.format(metrics=metrics)}"
    finding = judged("model-card", tmp_path, {"README.md": readme, "train.py": TRAIN})
    assert finding.level == level
    assert any("0.64" in place.excerpt for place in finding.evidence) == (level == 2)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Dự án dự báo hội viên nào sẽ rời câu lạc bộ. Mô hình học từ khoảng 4100 mẫu với 12 đặc trưng.", 1),
        ("Dự án có một trang web cho hội viên của câu lạc bộ. Chạy lệnh sau để xem trang trên máy tính của bạn.", 0),
    ],
)
def test_purpose_and_training_data_are_read_in_vietnamese(text: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"README.md": f"# Hội viên\n\n{text}\n", "train.py": TRAIN}
    assert judged("model-card", tmp_path, files).level == level
