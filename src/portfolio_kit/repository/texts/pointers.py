"""Lines that only point at a file or at names of the code: what is told there is not told here."""

from __future__ import annotations

from portfolio_kit import lazily as re

# A bullet, a label, "See", and then the link with which the line begins: "- **Problem:** [docs/problem.md](…) - why".
_POINTER = re.compile(
    r"\s{0,12}(?:>\s*)?(?:(?:[-*+•]|\d{1,2}[.)])\s+)?"
    r"(?:(?:\*\*|__)?[^\[\]()|.!?\n]{1,40}[:：–—→-][*_]{0,2}\s{1,3})?"
    r"(?:(?:see|details in|more in|read|ver|veja|véase|voir|siehe|vedi|lihat|см\.)\s+(?:also\s+)?)?"
    r"[*_`]{0,3}\[[^\[\]\n]{1,120}\]\((?!https?:|#|mailto:)[^()\s]{1,300}\)",
    re.IGNORECASE,
)


_SPAN = re.compile(r"`[^`\n]{2,120}`")
_MOSTLY = 0.5


def is_pointer(source_line: str) -> bool:
    """Whether a line of a text, as it stands in its source, begins with a link to a file beside it, or names code and
    hardly anything else.
    """
    if "](" in source_line and _POINTER.match(source_line):
        return True
    spans = _SPAN.findall(source_line) if source_line.count("`") > 2 else ()  # noqa: PLR2004
    return bool(spans) and sum(map(len, spans)) > _MOSTLY * len(source_line)
