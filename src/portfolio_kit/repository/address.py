"""The addresses that repositories are cloned from."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.errors import UserError

SCHEMES = ("https", "ssh", "file")
_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)(?:://|::)")
_OVER_SSH = re.compile(r"[\w.-]+@[\w.-]+:[^\s:]+")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")


def is_url(target: str) -> bool:
    """Whether `target` is written as the address of a repository, not as a folder."""
    return bool(_URL.match(target) or _OVER_SSH.fullmatch(target))


def shown(url: str) -> str:
    """Return a URL as a report may show it: without password, token, query and fragment."""
    if _OVER_SSH.fullmatch(url):
        return url
    from urllib.parse import urlsplit, urlunsplit

    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url.partition("://")[0] + "://…"
    user = f"{parts.username}@" if parts.username and parts.scheme == "ssh" else ""
    return urlunsplit((parts.scheme, f"{user}{parts.hostname or ''}{port}", parts.path, "", ""))


def name(url: str) -> str:
    """Return what the repository at a URL is called."""
    last = re.split(r"[/:]", shown(url).rstrip("/"))[-1].removesuffix(".git")
    return "repository" if last in ("", ".", "..") else last


def check_url(url: str) -> None:
    """Raise UserError when `url` is not one that is cloned."""
    scheme = _URL.match(url)
    if _UNPRINTABLE.search(url):
        raise UserError(f"{shown(url)} is not a URL: it holds spaces or control characters")
    if scheme and (scheme[0].endswith("::") or scheme["scheme"].lower() not in SCHEMES):
        raise UserError(f"{shown(url)} cannot be cloned: give an https, ssh or file URL")
