"""How plainly a sentence gives a choice of the deployment: what of many is shown first."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Section
from portfolio_kit.rubric.finding import Evidence

_WAY = re.compile(
    r"\baws\b|\bazure\b|\bgcp\b|\bgoogle cloud\b|\bcloud run\b|\blambda\b|\bec[s2]\b|\bfargate\b|\bsagemaker\b"
    r"|\bheroku\b|\brender\b|\brailway\b|\bfly\.io\b|\bvercel\b|\bhugging ?face\b|\bspaces\b|\bkubernetes\b|\bk8s\b"
    r"|\b[gae]ks\b|\bgke\b|\bdocker\b|\bcompose\b|\bcontainer\w*|\bcontenedor\w*|\bserverless\b|\bvm\b|\bfastapi\b"
    r"|\bflask\b|\bstreamlit\b|\bgradio\b|\bbentoml\b|\blaptop\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\bbecause\b|\binstead of\b|\brather than\b|\bchos\w+|\bopted\b|\bpicked\b|\bcheap\w*|\btrade-?offs?\b"
    r"|\bso that\b|\bto avoid\b|\badvantage|\bfor free\b|\bis free\b|\bcosts?\b|\bsimpler\b|\bsimplicity\b"
    r"|\b(?:over|than) (?:a|an|the) |\bto (?:simplify|reduce|minimi[sz]e|save)\b|\breducing\b|\bporque\b|\bpois\b"
    r"|\bem vez de\b|\ben lugar de\b|\bparce que\b|\bau lieu\b|\bchoisi\w*|\bweil\b|\bstatt\b|\bperch[ée]\b"
    r"|\bkarena\b|\bdipilih\b|потому что|вместо",
    re.IGNORECASE,
)
# What is asked, quoted, linked or listed in a table is seldom where a choice is told.
_ASIDE = re.compile(r"^\W*>|\?\W*$|\]\(|^\W*\|")
_LONGEST = 1_000
_START = 24


class Reason(NamedTuple):
    """A choice with its reason: where it stands, and how plain it is, the lower the plainer."""

    place: Evidence
    rank: int


def rank(sentence: str, line: str, *, is_about: bool) -> int:
    """Return how plainly a sentence, which begins on a line, names a way to deploy and says why; it is the plainer
    where it stands below a heading about that.
    """
    lacking = 2 * (not _WAY.search(sentence)) + (not _BECAUSE.search(sentence)) + (not is_about)
    return lacking + 2 * bool(_ASIDE.search(line[:_LONGEST]) or sentence.rstrip().endswith("?"))


def line_of(section: Section, first: int, sentence: str) -> int:
    """Return the line on which a sentence begins, of the paragraph that begins on the first."""
    start = sentence.strip()[:_START]
    for line in section.lines:
        if line.number >= first:
            if line.kind not in ("prose", "item", "table"):
                break
            if start in line.text:
                return line.number
    return first
