"""Why an installation failed, from what uv printed: the package, what is wrong with it, and what its author can do."""

# ruff: noqa: RUF001 - patterns of what uv prints

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.proof.stages.complaints import KNOWN, Complaint, Refused
from portfolio_kit.rubric.finding import Evidence

_LONGEST = 1 << 16
_LONGEST_LINE = 2_000
_NO_WHEEL = (
    re.compile(r"Because ([\w.-]{1,100}==[\w.!+-]{1,60}) has no usable wheels"),
    re.compile(r"Wheels are required for `([\w.-]{1,100})`"),
    re.compile(r"Distribution `([\w.-]{1,100}?(?:==[\w.!+-]{1,60})?)(?: @ [^`]{0,300})?` can't be installed"),
)


def needs_building(text: str) -> bool:
    """Whether packages were only refused because nothing may be built: a second try may build them."""
    return "building from source is disabled" in text or "no-build" in text


def without_wheel(text: str) -> str | None:
    """Return the package that was refused because nothing may be built, with its version where that is told."""
    flat = " ".join(text.split())
    found = (match for pattern in _NO_WHEEL if (match := pattern.search(flat)))
    return next((match[1] for match in found), None)


def refused(text: str, file: str, python: str, asked: Evidence | None = None, suits: str | None = None) -> Refused:
    """Return what stood in the way. `file` says what was to be installed, `python` is the version in use, `asked` the
    place that asks for it, `suits` another version for which there is all of it.
    """
    # The end tells why; what a package prints while it is built may be as long as it likes.
    lines = [line[:_LONGEST_LINE] for line in text[-_LONGEST:].split("\n")]
    flat = " ".join(re.sub(r"[│╰─▶×├╭]", " ", "\n".join(lines)).split())
    for pattern, words in KNOWN:
        if match := pattern.search(flat):
            return words(Complaint(match, flat, file, python, asked, suits))
    last = next((line.strip() for line in reversed(text.split("\n")) if line.strip()), "nothing was printed")
    return Refused("", last[:200], f"Install {file} in a new, empty environment and mend what stops it.")
