"""pytest's report in XML, read as what it is: text that a hostile program may have written."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

_LARGEST = 32 << 20
_MOST_NAMES = 200
_LONGEST_NAME = 300
_LONGEST_MESSAGE = 400


@dataclass(slots=True)
class Report:
    """How many tests ended how, and the names of those that failed with what was said of each."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def ran(self) -> int:
        """How many there were."""
        return self.passed + self.failed + self.skipped


def read(path: Path) -> Report | None:
    """Return what a report says; None where there is none, or one that no test runner writes.

    No entity is expanded, nothing outside the file is read, and no link is followed.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        return parsed(stream.read(_LARGEST))


def parsed(content: bytes) -> Report | None:
    """Return what the XML of a report says; None where it declares a type or entities, or is no report."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by its place
    except (expat.ExpatError, _RefusedError):
        return None
    return reader.report if reader.is_report else None


class _RefusedError(Exception):
    """The document has what no report of a test runner has."""


def _refuse(*_: object) -> None:
    raise _RefusedError


class _Reader:
    def __init__(self) -> None:
        self.report = Report()
        self.is_report = False
        self._name: str | None = None
        self._ended = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("testsuites", "testsuite"):
            self.is_report = True
        elif tag == "testcase":
            owner, name = attributes.get("classname", ""), attributes.get("name", "")
            self._name, self._ended = f"{owner}::{name}".strip(":")[:_LONGEST_NAME], ""
        elif self._name is not None and tag in ("failure", "error", "skipped"):
            self._ended = tag if self._ended != "failure" else self._ended
            if tag != "skipped" and len(self.report.failures) < _MOST_NAMES:
                self.report.failures.setdefault(self._name, attributes.get("message", "")[:_LONGEST_MESSAGE])

    def end(self, tag: str) -> None:
        if tag == "testcase" and self._name is not None:
            self._name = None
            if self._ended == "skipped":
                self.report.skipped += 1
            elif self._ended:
                self.report.failed += 1
            else:
                self.report.passed += 1
