"""Where templates come from: the bundle in the wheel, or, in a clone, the folder itself. Never the network."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from portfolio_kit import __version__, git
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import bundle
from portfolio_kit.scaffold.bundle import PROJECT

# What a project remembers as its template's address. It stays the same wherever the tool is installed; nothing is
# fetched from it.
PUBLIC_URL = "https://github.com/portfolio-kit/project-template.git"

# The file in which a project keeps its answers, its template's address and version.
ANSWERS = ".copier-answers.yml"

_LONGEST_TAG = 40
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Question:
    """One question of a template: its key, its choices when it has a fixed list of them, whether lists are answers."""

    key: str
    choices: tuple[str, ...] = ()
    is_structured: bool = False


@dataclass(frozen=True)
class Templates:
    """The template versions of one opened source, as a git repository with a tag for each.

    `current` is the version that belongs to the tool, the newest one it makes.
    """

    workspace: Path
    repository: Path
    current: Version

    def versions(self) -> frozenset[Version]:
        """Return the template versions that are there."""
        tags = git.run("tag", "--list", cwd=self.repository).decode().split()
        return frozenset(version for tag in tags if (version := version_of(tag)) is not None)

    def folder(self, version: Version) -> Path:
        """Return a folder with the template as it is at `version`, byte for byte."""
        folder = self.workspace / tag_of(version)
        if not folder.is_dir():
            entries = git.tree(tag_of(version), self.repository)
            contents = git.contents((entry.name for entry in entries.values()), self.repository)
            for path, entry in entries.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(contents[entry.name])
                if entry.mode == "100755":
                    target.chmod(0o755)
        return folder

    def configuration(self, version: Version) -> Mapping[str, Any]:
        """Return the template's `copier.yml` at `version`."""
        # Imported here: PyYAML is not needed to say that a template is missing.
        import yaml

        loaded = yaml.safe_load((self.folder(version) / "copier.yml").read_bytes())
        return loaded if isinstance(loaded, dict) else {}


@dataclass(frozen=True)
class Source:
    """Where template versions are kept: `history`, a bundle, and on top of it `tree`, a folder, when there is one."""

    history: Path | None
    tree: Path | None
    version: str

    @contextmanager
    def opened(self) -> Iterator[Templates]:
        """Put the versions into a temporary repository for as long as the block lasts.

        Raises UserError when the installation holds no template.
        """
        with tempfile.TemporaryDirectory(prefix="portfolio-kit-", ignore_cleanup_errors=True) as folder:
            workspace = Path(folder)
            repository = workspace / "templates.git"
            if self.tree is not None:
                bundle.assemble(repository, tree=self.tree, version=self.version, history=self.history)
            elif self.history is not None and self.history.is_file():
                git.run("clone", "--quiet", "--bare", self.history, repository, cwd=workspace)
            else:
                raise UserError(
                    "this installation of portfolio-kit holds no template: "
                    "install it again with `pip install --force-reinstall portfolio-kit`"
                )
            yield Templates(workspace=workspace, repository=repository, current=Version(self.version))


def installed(name: str = PROJECT) -> Source:
    """Return the source of a template in this installation: a clone's own folder, else the bundle in the package."""
    root = _PACKAGE.parent
    tree = root.parent / "templates" / name
    if root.name == "src" and (tree / "copier.yml").is_file():
        released = tree.parent / "releases" / f"{name}.bundle"
        return Source(history=released if released.is_file() else None, tree=tree, version=__version__)
    return Source(history=_PACKAGE / "_templates" / f"{name}.bundle", tree=None, version=__version__)


def questions(configuration: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return the questions that a person answers, in order: what a template only computes is left out."""
    return tuple(question for question in recorded(configuration) if not question.is_structured)


def recorded(configuration: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return what a project remembers, in order: a person's answers, and lists and mappings that the tool fills in."""
    asked = []
    for key, details in configuration.items():
        if key.startswith("_") or (isinstance(details, dict) and details.get("when") is False):
            continue
        choices = details.get("choices", ()) if isinstance(details, dict) else ()
        if isinstance(choices, dict):
            choices = choices.values()
        elif isinstance(choices, str):
            choices = ()
        is_structured = isinstance(details, dict) and details.get("type") in {"yaml", "json"}
        asked.append(Question(key, tuple(str(choice) for choice in choices), is_structured))
    return tuple(asked)


def tag_of(version: Version) -> str:
    """Return the tag of a template version."""
    return f"v{version}"


def version_of(tag: str) -> Version | None:
    """Return the version that a tag names, or None when it names none."""
    if len(tag) > _LONGEST_TAG:
        return None
    try:
        version = Version(tag.removeprefix("v"))
    except InvalidVersion:
        return None
    return version if tag == tag_of(version) else None
