"""Three versions of a project's files into one: as the old template made it, as it is, as the new template makes it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from portfolio_kit.scaffold.render import File


class Kind(enum.Enum):
    """What an update does to a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Change:
    """What an update does to one file: `file` is what it becomes, None when it goes. `reason` explains a conflict."""

    path: str
    kind: Kind
    file: File | None
    reason: str = ""


@dataclass(frozen=True)
class Merged:
    """One text out of three, and whether it holds conflict markers."""

    content: bytes
    conflicting: bool


MergeText = Callable[[bytes, bytes, bytes], Merged]


def merge(
    base: Mapping[str, File],
    ours: Mapping[str, File],
    theirs: Mapping[str, File],
    *,
    belongs_to_owner: Callable[[str], bool],
    always_theirs: Collection[str],
    blocked: Collection[str],
    merge_text: MergeText,
) -> tuple[Change, ...]:
    """Return what brings `ours` from the template's files `base` to its files `theirs`, the owner's work kept.

    `ours` holds the project's files at the paths of the other two. A path that `belongs_to_owner` changes only when it
    is new to the template and the project alike: what was deleted stays deleted. `always_theirs` are the tool's own
    records. At a `blocked` path something else stands in the way. `merge_text` merges (base, ours, theirs).
    """
    changes = (
        _change(
            path,
            base.get(path),
            ours.get(path),
            theirs.get(path),
            is_owners=belongs_to_owner(path),
            is_record=path in always_theirs,
            is_blocked=path in blocked,
            merge_text=merge_text,
        )
        for path in sorted(base.keys() | theirs.keys())
    )
    return tuple(change for change in changes if change is not None)


def _change(
    path: str,
    base: File | None,
    ours: File | None,
    theirs: File | None,
    *,
    is_owners: bool,
    is_record: bool,
    is_blocked: bool,
    merge_text: MergeText,
) -> Change | None:
    is_new = base is None and ours is None
    if theirs in (base, ours) or (is_owners and not is_new):
        return None
    if is_blocked:
        # In place of a file that was generated, it is the owner's choice; in place of a new one, they need to know.
        in_the_way = Change(path, Kind.CONFLICT, None, "something else of yours is in its place")
        return None if base is not None or is_owners else in_the_way
    if ours == base or is_record:
        if theirs is None:
            return Change(path, Kind.REMOVED, None)
        return Change(path, Kind.ADDED if ours is None else Kind.CHANGED, theirs)
    if ours is None:
        return None
    return _both_changed(path, base, ours, theirs, merge_text)


def _both_changed(
    path: str, base: File | None, ours: File, theirs: File | None, merge_text: MergeText
) -> Change | None:
    if theirs is None:
        return Change(path, Kind.CONFLICT, ours, "you changed it, the new version no longer has it")
    if not all(_is_text(file) for file in (base, ours, theirs) if file is not None):
        return Change(path, Kind.CONFLICT, ours, "both changed it, and it is not text: yours is kept")
    merged = merge_text(base.content if base else b"", ours.content, theirs.content)
    mode = theirs.mode if base is None or ours.mode == base.mode else ours.mode
    file = File(merged.content, mode)
    if merged.conflicting:
        return Change(path, Kind.CONFLICT, file, "both changed the same lines")
    return None if file == ours else Change(path, Kind.CHANGED, file)


def _is_text(file: File) -> bool:
    return file.mode in {"100644", "100755"} and b"\0" not in file.content
