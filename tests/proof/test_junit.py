"""pytest's report in XML, which a hostile program may have written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portfolio_kit.proof.stages.junit import parsed, read

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" tests="4">
<testcase classname="tests.test_a" name="test_one" time="0.001" />
<testcase classname="tests.test_a" name="test_two"><failure message="assert 1 == 2">def test_two</failure></testcase>
<testcase classname="tests.test_a" name="test_three"><skipped message="no server" /></testcase>
<testcase classname="tests.test_a" name="test_four"><error message="fixture failed" /></testcase>
</testsuite></testsuites>
"""
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<testsuites><testsuite><testcase name="&b;" /></testsuite></testsuites>
"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuite>&a;</testsuite>'


def test_how_many_ended_how() -> None:
    report = parsed(REPORT.encode())
    assert report is not None
    assert (report.passed, report.failed, report.skipped, report.ran) == (1, 2, 1, 4)
    assert report.failures == {"tests.test_a::test_two": "assert 1 == 2", "tests.test_a::test_four": "fixture failed"}


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "", "<a>", "no xml", "<html></html>", "<testsuite>" * 3])
def test_what_no_test_runner_writes_is_no_report(text: str) -> None:
    assert parsed(text.encode()) is None


def test_no_link_and_no_pipe_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.xml").write_text(REPORT, encoding="utf-8")
    (tmp_path / "link.xml").symlink_to(tmp_path / "real.xml")
    os.mkfifo(tmp_path / "pipe.xml")
    assert read(tmp_path / "real.xml") is not None
    assert read(tmp_path / "link.xml") is None
    assert read(tmp_path / "pipe.xml") is None
    assert read(tmp_path / "none.xml") is None
