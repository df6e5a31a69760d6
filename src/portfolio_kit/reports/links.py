"""Where a line of a repository can be looked at on its host."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from portfolio_kit.rubric.scorecard import Scorecard

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# By the first part of the host's name: companies run their own gitlab.example.org.
_OF_HOST = {
    "bitbucket": "/src/{commit}/{file}#lines-{line}",
    "codeberg": "/src/commit/{commit}/{file}#L{line}",
    "forgejo": "/src/commit/{commit}/{file}#L{line}",
    "gitea": "/src/commit/{commit}/{file}#L{line}",
    "github": "/blob/{commit}/{file}{plain}#L{line}",
    "gitlab": "/-/blob/{commit}/{file}#L{line}",
    "huggingface": "/blob/{commit}/{file}#L{line}",
}
# A page that is rendered has no lines to go to.
_RENDERED = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".ipynb", ".org")


def repository_url(scorecard: Scorecard) -> str | None:
    """Return the page of the repository that was checked by its https URL, None where it was not."""
    return page_of(scorecard.target)


def line_url(scorecard: Scorecard, path: str, line: int | None) -> str | None:
    """Return the page that shows a line, or a file, as it was checked, None where host or commit are not known."""
    return line_page(scorecard.target, scorecard.commit, path, line)


def page_of(target: str) -> str | None:
    """Return the page of a repository by its https URL, None for a folder and any other address."""
    try:
        parts = urlsplit(target)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme != "https" or not _HOST.fullmatch(host) or not path:
        return None
    return f"https://{host}{f':{port}' if port else ''}/{quote(path, safe='/~%')}"


def line_page(target: str, commit: str | None, path: str, line: int | None) -> str | None:
    """Return the page that shows a line, or a file, of a repository at a commit, None where either is not known."""
    repository = page_of(target)
    if repository is None or not commit or not _COMMIT.fullmatch(commit):
        return None
    host = (urlsplit(repository).hostname or "").removeprefix("www.")
    pattern = _OF_HOST.get(host.partition(".")[0])
    try:
        file = quote(path, safe="/")
    except UnicodeEncodeError:
        return None
    if pattern is None:
        return None
    plain = "?plain=1" if path.lower().endswith(_RENDERED) and host.startswith("github.") else ""
    if line is None:
        pattern, plain = pattern.partition("#")[0], ""
    return repository + pattern.format(commit=commit, file=file, plain=plain, line=line)


def file_url(scorecard: Scorecard, path: str, folder: Path) -> str | None:
    """Return how a page in `folder` links to a file of a local repository.

    None where neither of the two is in the other: the way there would name folders of the machine.
    """
    if urlsplit(scorecard.target).scheme:
        return None
    try:
        root, start = Path(scorecard.target).resolve(), folder.resolve()
        if root.is_relative_to(start):
            way = "/".join([".", *root.relative_to(start).parts])
        elif start.is_relative_to(root):
            way = "/".join([".", *([".."] * len(start.relative_to(root).parts))])
        else:
            return None
        return quote(f"{way}/{path}", safe="/")
    except (OSError, ValueError, UnicodeEncodeError):
        return None
