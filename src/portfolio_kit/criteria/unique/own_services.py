"""Services that training needs and that only its author has: a tracking server on their machine, their own bucket."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_AT_HOME = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d{2,5})?(?:/|$)")
_STARTED = re.compile(r"mlflow[\s\"',\[\]]{1,6}(?:server|ui)\b|image:\s{0,4}\S{0,120}mlflow", re.IGNORECASE)
_STARTING = frozenset({".sh", ".yml", ".yaml", ".bat", ".ps1", ".mk", ".toml"})
_TASKS = re.compile(r"makefile|dockerfile|procfile", re.IGNORECASE)
_UPLOADING = frozenset({"upload_file", "upload_fileobj"})
_STORES = ("boto3", "minio", "google.cloud", "azure.storage")
_LARGEST = 200_000


def tracking_at_home(modules: Iterable[Module], repository: Repository) -> Evidence | None:
    """Return where modules log to a tracking server on the machine that they run on, and nothing says to start one."""
    for module in modules:
        for call in repository.live.calls(module) if module.mentions("set_tracking_uri") else ():
            if call.last != "set_tracking_uri" or not call.node.args:
                continue
            given = call.node.args[0]
            texts = module.assigned.get(given.id, []) if isinstance(given, ast.Name) else [string(given) or ""]
            is_at_home = bool(texts) and all(map(_AT_HOME.match, texts))
            if is_at_home and not _is_started(repository):
                return module.evidence(call.line)
    return None


def uploading(modules: Iterable[Module], repository: Repository) -> Evidence | None:
    """Return where modules send a file to a bucket, which takes the keys of whoever has it."""
    for module in modules:
        if module.mentions(*_UPLOADING) and module.imports_any(*_STORES):
            for call in repository.live.calls(module):
                if call.last in _UPLOADING:
                    return module.evidence(call.line)
    return None


def _is_started(repository: Repository) -> bool:
    files = (file for file in repository.files if file.size < _LARGEST and _may_start(file))
    return any(_STARTED.search(document.source) for document in repository.documents) or any(
        _STARTED.search(file.text) for file in files
    )


def _may_start(file: File) -> bool:
    return file.suffix in _STARTING or bool(_TASKS.search(file.name))
