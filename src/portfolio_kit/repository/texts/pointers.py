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
_MANY_SPANS, _FEW_WORDS = 2, 6


def is_pointer(source_line: str) -> bool:
    """Whether a line of a text, as it stands in its source, begins with a link to a file beside it."""
    return "](" in source_line and bool(_POINTER.match(source_line))


def names_code(source_line: str) -> bool:
    """Whether a line of a text, as it stands in its source, names code and hardly anything else."""
    if source_line.count("`") < 2 * _MANY_SPANS:
        return False
    rest, spans = _SPAN.subn(" ", source_line)
    return spans >= _MANY_SPANS and len(rest.split()) <= _FEW_WORDS + spans
