"""serving-endpoint and monitoring where a web service in JavaScript stands before the project's Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.criteria.production.monitoring import monitoring
from portfolio_kit.criteria.production.serving_endpoint import serving_endpoint
from portfolio_kit.repository.file import File
from portfolio_kit.repository.serving.node_services import node_services
from tests.criteria.kit import MEMBERS, OF_MEMBERS, repository

SERVER = """\
const express = require('express');
const { spawn } = require('child_process');
const app = express();
app.post('/api/predict', (req, res) => {
  const asked = spawn('python', ['train.py', JSON.stringify(req.body)]);
  asked.stdout.on('data', (answer) => res.json({ leaves: String(answer) }));
});
app.listen(3000);
"""
LOGGER = """\
const winston = require('winston');
module.exports = winston.createLogger({ transports: [new winston.transports.Console()] });
"""


def files(server: str, **others: str) -> dict[str, str | bytes]:
    return {"train.py": OF_MEMBERS, "data/members.csv": MEMBERS, "web/server.js": server, **others}


def test_a_route_for_predictions_that_starts_a_script_is_half_an_endpoint(tmp_path: Path) -> None:
    finding = serving_endpoint(repository(tmp_path, files(SERVER)))
    assert finding.level == 1
    assert finding.reason == (
        "The Express app in web/server.js gives predictions, but from its JavaScript it can't be told whether they are "
        "the model's."
    )
    assert [(place.path, place.line) for place in finding.evidence] == [("web/server.js", 4), ("web/server.js", 5)]


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("app.post('/api/predict'", "app.post('/api/login'"),
        ("'train.py'", "'other.py'"),
        ("app.listen(3000);", ""),
        ("require('express')", "require('./express')"),
        ("app.post('/api/predict'", "// app.post('/api/predict'"),
        ("const asked = spawn('python', ['train.py'", "/* const asked = spawn('python', ['train.py' */ ask([''"),
    ],
)
def test_a_service_without_a_route_a_script_or_a_server_is_none(what: str, other: str, tmp_path: Path) -> None:
    assert what in SERVER
    assert serving_endpoint(repository(tmp_path, files(SERVER.replace(what, other)))).level == 0


def test_its_logger_is_half_of_monitoring(tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path / "logs", files(SERVER, **{"web/logger.js": LOGGER})))
    assert finding.level == 1
    assert [place.path for place in finding.evidence] == ["web/logger.js"]
    assert monitoring(repository(tmp_path / "silent", files(SERVER))).level == 0
    beside = files(SERVER, **{"page/logger.js": LOGGER})
    assert monitoring(repository(tmp_path / "beside", beside)).level == 0


@given(st.text(st.one_of(st.sampled_from("\"'`/*\\\n(){}.;"), st.characters(codec="utf-8")), max_size=200))
def test_any_text_is_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    source = (SERVER[:80] + text + SERVER[80:]).encode()
    (folder / "server.js").write_bytes(source)
    for service in node_services([File(folder, "server.js", len(source))], {"train.py"}):
        assert service.route.line >= 1
