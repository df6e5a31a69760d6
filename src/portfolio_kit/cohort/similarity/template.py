"""What projects made by `portfolio-kit new` have from the template: nobody copied that from anybody."""

from __future__ import annotations

import json
from array import array
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from portfolio_kit import __version__
from portfolio_kit.cohort.similarity.pairs import fingerprints
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.output import write_whole
from portfolio_kit.proof.workspace import cache as cache_folder
from portfolio_kit.repository.repository import read
from portfolio_kit.scaffold.render import rendered_into
from portfolio_kit.scaffold.templates import Source, installed, recorded

# What tables of people's own give to the template (see templates/maintenance/own_tables.py).
_OWN_TABLES = Path(__file__).with_name("own_tables.json")


@cache
def template_marks() -> frozenset[int]:
    """Return the fingerprints of every kind of project that the template makes, in each version that is at hand.

    They are kept beside what else is cached, by what they are made from and with.
    """
    kept = cache_folder() / f"template-{_digest(installed())}.marks"
    found = array("Q")
    try:
        found.frombytes(kept.read_bytes())
    except (OSError, ValueError):
        found = _marks()
        # Whoever cannot keep them makes them again.
        with suppress(OSError):
            write_whole(kept, found.tobytes())
    return frozenset(found)


def _digest(source: Source) -> str:
    """Return what decides the fingerprints: the templates, and the code that makes them."""
    files = [file for file in (source.history,) if file is not None]
    if source.tree is not None:
        files += sorted(file for file in source.tree.rglob("*") if file.is_file())
    files += [*sorted(Path(__file__).parent.glob("*.py")), _OWN_TABLES]
    digest = sha256(f"{source.version} {__version__}".encode())
    for file in files:
        digest.update(f"\0{file}\0".encode("utf-8", "backslashreplace") + file.read_bytes())
    return digest.hexdigest()[:32]


def _marks() -> array[int]:
    """Render the projects with Copier, one at a time in a process: a second for each kind."""
    found = array("Q")
    with installed().opened() as templates:
        for version in sorted(templates.versions()):
            asked = {question.key: question.choices for question in recorded(templates.configuration(version))}
            answers: list[dict[str, Any]] = [{"task": task} for task in asked.get("task", ())]
            if "profile" in asked:
                answers += json.loads(_OWN_TABLES.read_text(encoding="utf-8"))
            for given in answers:
                with TemporaryDirectory(dir=templates.workspace) as folder:
                    project = Path(folder, "project")
                    rendered_into(templates, version, project, answers=given)
                    made = ((passage.kind, passage.marks) for passage in passages(read(project)))
                    prints = fingerprints(0, made)
                    found += prints.code + prints.text
    return found
