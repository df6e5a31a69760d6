"""Whether the project itself can be installed, and from which folder."""

from __future__ import annotations

import posixpath

from portfolio_kit.proof.found.pins import table
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository


def packaged(repository: Repository, folder: str) -> str | None:
    """Return the folder of the project where it says how it is built; one that is only run from its folder is none."""
    for place in dict.fromkeys((folder, "")):
        if posixpath.join(place, "setup.py") in repository.by_path:
            return place
        file = repository.by_path.get(posixpath.join(place, "pyproject.toml"))
        document = load_toml(file.text) if file else {}
        poetry = table(table(document, "tool"), "poetry")
        if "build-system" in document and ("project" in document or poetry):
            return None if poetry.get("package-mode") is False else place
    return None
