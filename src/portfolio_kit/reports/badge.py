"""The score as a small picture for a README."""

from __future__ import annotations

from xml.sax.saxutils import escape

from portfolio_kit.reports.wording import number
from portfolio_kit.rubric.scorecard import Scorecard
from portfolio_kit.terminal import printable

_LABEL = "portfolio"
# White text has a contrast of at least 4.5 on each of them.
_COLOURS = ((75, "#1b7f3b"), (50, "#8a6100"), (0, "#b3261e"))
_CHARACTER = 6.6
_PADDING = 6


def report(scorecard: Scorecard, *, proven: bool = False) -> str:
    """Return the score as an SVG picture with its text in the title, for those who cannot see it.

    `proven` says that the project was run as well, and that all of it passed.
    """
    value = f"{number(scorecard.score)} / 100{', proven' if proven else ''}"
    colour = next(colour for least, colour in _COLOURS if scorecard.score >= least)
    label_width, value_width = _width(_LABEL), _width(value)
    width = label_width + value_width
    title = escape(
        f"{printable(scorecard.title)[:100]}: {value} by the {printable(scorecard.rubric.title)}", {'"': "&quot;"}
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{title}">
  <title>{title}</title>
  <clipPath id="round"><rect width="{width}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="{label_width}" height="20" fill="#444"/>
    <rect x="{label_width}" width="{value_width}" height="20" fill="{colour}"/>
  </g>
  <g fill="#fff" text-anchor="middle" font-family="Verdana, DejaVu Sans, Geneva, sans-serif" font-size="11">
    <text x="{label_width / 2:g}" y="14" textLength="{label_width - 2 * _PADDING}">{_LABEL}</text>
    <text x="{label_width + value_width / 2:g}" y="14" textLength="{value_width - 2 * _PADDING}">{value}</text>
  </g>
</svg>
"""


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + 2 * _PADDING
