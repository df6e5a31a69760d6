"""A repository of the cohort at hand: its folder, or a clone of its URL that is gone afterwards."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.cohort import identity
from portfolio_kit.errors import UserError
from portfolio_kit.repository import address, gitindex
from portfolio_kit.repository.listing import Listing, listing

Looks = Callable[[str, str | None], None]
"""Is told the identity of the content and its commit as soon as they are known; may raise to leave it at that."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """A repository that is listed and not read yet.

    `called` is its name and `shown` its source as a report may show it. `notes` say what of a clone was left out.
    """

    root: Path
    listing: Listing
    called: str
    shown: str
    commit: str | None
    notes: tuple[str, ...] = ()
    is_clone: bool = False


@contextmanager
def at_hand(
    source: str, subfolder: str, looks: Looks, seconds: float, within: Path, *, is_known: bool
) -> Iterator[AtHand]:
    """Give the repository at a folder or URL, or a folder in it; clones are put below `within`.

    Of a URL that `is_known` the newest commit is asked for before it is cloned. Half of the `seconds` may be spent on
    a download. Raises UserError when the repository cannot be had, and what `looks` raises.
    """
    if address.is_url(source):
        with _cloned(source, subfolder, looks, seconds, within, is_known=is_known) as found:
            yield found
    else:
        yield _local(source, subfolder, looks)


def _local(source: str, subfolder: str, looks: Looks) -> AtHand:
    if not source:
        raise UserError("the cohort file names no repository")
    top = Path(source)
    if not top.is_dir():
        raise UserError(f"{source} is not a folder")
    root = _inside(top, subfolder)
    found = listing(root)
    commit = found.commit
    if commit is None and subfolder and (folder := gitindex.git_folder(top)) is not None:
        commit = gitindex.commit(folder)
    looks(identity.of_folder(root, found), commit)
    return AtHand(root, found, root.resolve().name, source, commit)


@contextmanager
def _cloned(
    url: str, subfolder: str, looks: Looks, seconds: float, within: Path, *, is_known: bool
) -> Iterator[AtHand]:
    # Only a URL needs what runs git.
    from portfolio_kit.repository import clone

    usual = clone.CloneLimits()
    limits = usual._replace(seconds=min(usual.seconds, seconds / 2))
    if is_known and (commit := clone.newest(url, limits, within)):
        looks(identity.of_commit(commit), commit)
    with clone.cloned(url, limits, within) as fetched:
        looks(identity.of_commit(fetched.commit), fetched.commit)
        root = _inside(fetched.folder, subfolder)
        called = root.name if subfolder else address.name(url)
        yield AtHand(root, listing(root), called, address.shown(url), fetched.commit, fetched.notes, is_clone=True)


def _inside(top: Path, subfolder: str) -> Path:
    """Return a folder of a repository, reached through no link. Raises UserError when there is none."""
    root = top
    for part in subfolder.split("/") if subfolder else ():
        root /= part
        try:
            is_folder = stat.S_ISDIR(os.lstat(root).st_mode)
        except (OSError, ValueError):
            is_folder = False
        if not is_folder:
            raise UserError(f"there is no folder {subfolder} in the repository")
    return root
