"""Whether a statement is about this very tree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portfolio_kit.errors import UserError
from portfolio_kit.proof.statement import TYPE
from portfolio_kit.proof.tree import PREDICATE, Tree, fingerprint, outputs, paths

_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Verified:
    """`is_same` is whether the tree is the one that was proven; else `difference` is the first file that is not as it
    was, where the statement lists them. The rest is what the statement says of itself.
    """

    is_same: bool
    difference: str | None
    name: str
    commit: str | None
    started: str
    passed: bool


def verify(file: Path, root: Path) -> Verified:
    """Hold a statement against the files of a folder. Raises UserError where it is none of ours."""
    statement = _read(file)
    subject, predicate = statement["subject"][0], statement["predicate"]
    digest = subject["digest"]
    found = paths(root)
    written = outputs(root, found)
    algorithm = "sha256" if len(digest["gitTree"]) == 64 else "sha1"  # noqa: PLR2004
    tree = fingerprint(root, [path for path in found if path not in written], algorithm)
    is_same = tree.dir_hash == digest["dirHash"] and tree.git_tree == digest["gitTree"]
    return Verified(
        is_same,
        None if is_same else _difference(tree, predicate.get("files")),
        str(subject.get("name", "")),
        digest.get("gitCommit"),
        str(predicate.get("started", "")),
        predicate.get("passed") is True,
    )


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise UserError(f"{file} is not a file: give the proof.json that `prove` wrote")
    try:
        with file.open("rb") as stream:
            statement = json.loads(stream.read(_LARGEST))
        is_ours = statement["predicateType"] == PREDICATE and statement["_type"] == TYPE
        digest = statement["subject"][0]["digest"]
        is_whole = isinstance(statement["predicate"], dict) and all(
            isinstance(digest[name], str) for name in ("dirHash", "gitTree")
        )
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        is_ours = is_whole = False
    if not (is_ours and is_whole):
        raise UserError(f"{file} is not a proof of ours: give the proof.json that `prove` wrote")
    return dict(statement)


def _difference(tree: Tree, files: object) -> str | None:
    if not isinstance(files, dict):
        return None
    ours = {item.path: item.sha256 for item in tree.items}
    return next((path for path in sorted({*ours, *files}, key=str) if ours.get(path) != files.get(path)), None)
