"""The columns of cohort files: our own, and those of rosters from GitHub Classroom, nbgrader, Canvas and Moodle.

A roster says who is who in the place that wants the grades back: those columns are kept under their own titles, for
the grade file. Of the others, such as grades that are there already, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re

# What a column may be called, in lower case without blanks, hyphens and underscores.
_MEANINGS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name"}),
    # The last is GitHub Classroom's, in the file of “Download grades”.
    "repository": frozenset(
        {"repository", "repo", "url", "repositoryurl", "repourl", "giturl", "folder", "studentrepositoryurl"}
    ),
    "subfolder": frozenset({"subfolder", "subdirectory", "subdir", "path"}),
    "tags": frozenset({"tags", "tag"}),
}
_IDENTIFIERS = frozenset(
    {
        # GitHub Classroom: its roster, and “Download grades”.
        *("identifier", "githubusername", "githubid", "rosteridentifier", "assignmentname"),
        # nbgrader: `nbgrader export`, and the file that students are imported from.
        *("studentid", "firstname", "lastname", "email", "lmsuserid", "assignment"),
        # Canvas.
        *("student", "id", "sisuserid", "sisloginid", "integrationid", "section"),
        # Moodle.
        *("surname", "idnumber", "emailaddress", "username", "fullname", "institution", "department"),
        *("loginid", "netid", "studentnumber"),
    }
)
# What somebody is called by where no column is called name, the clearest first.
_CALLED: Sequence[tuple[str, ...]] = (
    ("fullname",),
    ("student",),
    ("firstname", "lastname"),
    ("firstname", "surname"),
    ("rosteridentifier",),
    ("identifier",),
    ("studentid",),
    ("githubusername",),
)
_NO_STUDENT = re.compile(r"points possible|manual posting|\(read only\)|student, test", re.IGNORECASE)


class Layout(NamedTuple):
    """Where the columns stand: by what they mean, and those that say who somebody is by their titles."""

    meanings: Mapping[str, int]
    identifiers: Mapping[str, int]


def layout(header: Sequence[str]) -> Layout:
    """Return which columns a header has; of those that mean the same, the first."""
    meanings: dict[str, int] = {}
    identifiers: dict[str, int] = {}
    for position, title in enumerate(header):
        known = plain(title)
        if known in _IDENTIFIERS:
            identifiers.setdefault(title.strip(), position)
        for meaning, titles in _MEANINGS.items():
            if known in titles:
                meanings.setdefault(meaning, position)
    return Layout(meanings, identifiers)


def called_by(identifiers: Mapping[str, str]) -> str:
    """Return what to call somebody by what the roster says; empty where it says nothing."""
    said = {plain(title): value for title, value in identifiers.items()}
    for titles in _CALLED:
        values = [said.get(title, "") for title in titles]
        if all(values):
            return " ".join(values)
    return ""


def is_student(identifiers: Mapping[str, str]) -> bool:
    """Whether a row is about somebody: Canvas puts the points that are possible, and a test student, among them."""
    return not any(
        plain(title) == "student" and _NO_STUDENT.fullmatch(value.strip()) for title, value in identifiers.items()
    )


def without_repositories(found: Layout) -> str:
    """Return what to do about a roster that says who there is, and of nobody which repository."""
    titles = {plain(title) for title in found.identifiers}
    if {"identifier", "githubusername"} <= titles:
        return (
            "this is GitHub Classroom's roster, which names no repositories: give the file of “Download grades” "
            "in the assignment, or add a column called repository"
        )
    return "no column of its header is called repository: the columns are name, repository, subfolder, tags"


def plain(title: str) -> str:
    """Return a column's title as it is compared: small letters, without what separates words."""
    return re.sub(r"[\s_-]", "", title.strip().lower())
