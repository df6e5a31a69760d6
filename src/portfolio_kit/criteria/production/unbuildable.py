"""Builds that fail: a list that cannot be installed, or what pyproject.toml names and is not in the image by then."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.production.uninstallable import uninstallable
from portfolio_kit.repository.containers.dockerfile import Dockerfile
from portfolio_kit.repository.containers.image import Image, Problem
from portfolio_kit.repository.repository import Repository

_README = re.compile(r"^readme\s*=\s*[\"']([\w./-]+)[\"']", re.MULTILINE)
_NO_PACKAGE = re.compile(r"^package-mode\s*=\s*false|^package\s*=\s*false", re.MULTILINE)
_OLD_POETRY = re.compile(r"poetry(?:==|~=|<=)[\"']?1\.|poetry[\w.,<>=]*<2|POETRY_VERSION[= ][\"']?1\.|--version[= ]1\.")


def unbuildable(repository: Repository, dockerfile: Dockerfile, image: Image) -> Iterator[Problem]:
    """Yield lists that cannot be installed in the image, and builds of the project before the README that its
    pyproject.toml names is there, without which they fail.

    Poetry before 2.0 only warns of it, and builds nothing where the project is no package.
    """
    for words in uninstallable(repository, image):
        installing = next((one.line for one in dockerfile.of("RUN") if "install" in one.command), 1)
        yield Problem(words, installing)
    warns = bool(_OLD_POETRY.search(dockerfile.file.text))
    by_poetry = {one.line for one in dockerfile.of("RUN") if warns and "poetry" in one.command}
    for line, folder, copied in image.builds:
        if line in by_poetry:
            continue
        then = Image(folder=folder, copied=copied)
        source = then.at("pyproject.toml", repository.exists)
        text = repository.by_path[source].text if source in repository.by_path else ""
        is_built = "[build-system]" in text and not _NO_PACKAGE.search(text)
        named = _README.search(text) if is_built else None
        if named and not image.has_unknown and then.at(named[1], repository.exists) is None:
            yield Problem(f"it builds the project, whose pyproject.toml names {named[1]}, before that is copied", line)
