"""Where the repository itself says that its modules are found: PYTHONPATH in its workflows, containers and pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository

_SAYS_SO = re.compile(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.devcontainer/[^/]+|\.envrc|tox\.ini|"
    r"[^/]*Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|README\.\w+)$",
    re.IGNORECASE,
)
_SET = re.compile(
    r"PYTHONPATH[\"']?\s?[=:]\s?[\"']?((?:\$\{\{[^}\n]{1,60}\}\}|\$\([^)\n]{1,20}\)|[^\s\"'`,;&|]){1,200})"
)
# What stands for the root: where a checkout, a container or a shell has the repository.
_ROOT = re.compile(
    r"\$\{\{ ?github\.workspace ?\}\}|\$\(pwd\)|\$\{?(?:PWD|GITHUB_WORKSPACE|CI_PROJECT_DIR)\}?|"
    r"\$\{(?:containerWorkspaceFolder|workspaceFolder)\}|/(?:usr/src/)?(?:app|code|workspace|project|src)(?=/|$)",
    re.IGNORECASE,
)
_LONGEST = 200_000


def told_path(repository: Repository) -> tuple[str, ...]:
    """Return the folders of the repository that its own files put on Python's path, as they are inside."""
    files = (file for file in repository.files if _SAYS_SO.search(file.path))
    return tuple(dict.fromkeys(folder for file in files for folder in _folders(file, repository)))


def _folders(file: File, repository: Repository) -> Iterator[str]:
    for match in _SET.finditer(file.text[:_LONGEST]):
        for part in match[1].split(":"):
            path = _ROOT.sub(".", part, count=1)
            folder = posixpath.normpath(path) if path else ".."
            if folder == ".":
                yield PROJECT
            elif folder in repository.folders:
                yield f"{PROJECT}/{folder}"
