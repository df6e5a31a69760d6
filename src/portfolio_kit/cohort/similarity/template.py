"""What projects made by `portfolio-kit new` have from the template: nobody copied that from anybody."""

from __future__ import annotations

from array import array
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from portfolio_kit.cohort.similarity.pairs import fingerprints
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.repository.repository import read
from portfolio_kit.scaffold.render import rendered_into
from portfolio_kit.scaffold.templates import installed, questions


@cache
def template_marks() -> frozenset[int]:
    """Return the fingerprints of every kind of project that the template makes, in each version that is at hand.

    Renders with Copier, so one at a time in a process; takes a second or two.
    """
    found = array("Q")
    with installed().opened() as templates:
        for version in sorted(templates.versions()):
            asked = {question.key: question.choices for question in questions(templates.configuration(version))}
            for task in asked.get("task", ()):
                with TemporaryDirectory(dir=templates.workspace) as folder:
                    project = Path(folder, "project")
                    rendered_into(templates, version, project, answers={"task": task})
                    made = ((passage.kind, passage.marks) for passage in passages(read(project)))
                    prints = fingerprints(0, made)
                    found += prints.code + prints.text
    return frozenset(found)
