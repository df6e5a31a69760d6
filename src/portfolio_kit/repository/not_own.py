"""Folders that hold nothing of the project's own, by their names: vendored code, environments, what programs made."""

from __future__ import annotations

from itertools import pairwise

from portfolio_kit import lazily as re

# Folders, by name, that are somebody else's code or were made by a program.
_NOT_OWN = {
    "vendored code": {"vendor", "vendored", "third_party", "third-party", "thirdparty", "node_modules",
                      "bower_components"},
    "an installed environment": {"site-packages", "venv", ".venv", "virtualenv", "dist-packages", "__pypackages__"},
    "what an editor or its assistant keeps": {
        ".ipynb_checkpoints", ".idea", ".vscode", ".vs", "__macosx", ".virtual_documents", ".history", ".lh", ".fleet",
        ".zed", ".spyproject", ".spyderproject", ".settings", ".metals", ".augment", ".cursor", ".windsurf", ".codeium",
        ".claude", ".codex", ".gemini", ".aider", ".continue", ".cline", ".roo", ".kiro", ".trae", ".qodo", ".junie",
        ".specstory", ".copilot",
    },
    "build output": {"__pycache__", "build", "dist", ".eggs", "htmlcov", ".tox", ".nox", ".pytest_cache", ".mypy_cache",
                     ".ruff_cache", ".next", "target", "_build", "_site", "cdk.out"},
}  # fmt: skip
REASON = {name: reason for reason, names in _NOT_OWN.items() for name in names}
# Written by experiment trackers: copies of code and environments, but also the record of real runs.
RUNS = frozenset({"mlruns", "mlartifacts", "wandb"})
_PYTHON = re.compile(r"python[23](?:\.\d{1,2})?t?")


def why_not_own(path: str, folders: list[str], environments: set[str]) -> str | None:
    """What makes a file one that is not the project's own, in words for a note."""
    # `build/src` at the root is somebody's layout, not the output of a build.
    is_layout = folders[1:2] == ["src"] and folders[0] in {"build", "dist", "target"}
    for name in folders[1:] if is_layout else folders:
        if name in REASON:
            return REASON[name]
        if name.endswith((".egg-info", ".dist-info")):
            return "build output"
    if any(name in ("lib", "lib64") and _PYTHON.fullmatch(below) for name, below in pairwise(folders)):
        return "an installed environment"
    # Its configuration lies in the environment's folder; at the root it would be everything.
    parts = path.split("/")
    if environments and any("/".join(parts[:length]) in environments for length in range(1, len(parts))):
        return "an installed environment"
    return None
