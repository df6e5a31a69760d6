"""What a platform or a container is taken for: the quality that a sentence gives as its reason, in few words, or the
other way to serve it that it is set against.
"""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria import deployment
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Section
from portfolio_kit.rubric.finding import Evidence

_LONGEST = 1_000
_FEWEST_WORDS = 7
_BOX = re.compile(r"\bcontaineri[sz]\w*|\bcontainers?\b|\bdocker\b|\bkubernetes\b|\bserverless\b", re.IGNORECASE)
_QUALITY = (
    r"(?:scalab|isolat|portab|reliab|consisten|reproducib|secur|flexib|version|availab|elastic|simplicity|ease)\w*"
)
_FOR = re.compile(
    rf"\b(?:for|to ensure|to guarantee) (?:[\w,/-]+ ){{0,3}}?{_QUALITY}"
    rf"|\b(?:provides?|offers?|gives?|ensures?d?) (?:an? )?(?:[\w,-]+ ){{0,2}}?{_QUALITY}"
    r"|\bdeployment is (?:ideal|best|suited|suitable|well[- ]suited) (?:for|where|when)\b",
    re.IGNORECASE,
)
_WAY = (
    r"(?:streamlit|flask|fastapi|gradio|django|bentoml|docker|kubernetes|(?:aws )?lambda|ec2|fargate|heroku|render"
    r"|sagemaker|cloud run|torchserve|grpc|gunicorn|uvicorn|virtual machines?|serverless)\b"
)
_WAYS = re.compile(rf"\b{_WAY}", re.IGNORECASE)
_SET_AGAINST = re.compile(
    r"\b(?:compared (?:to|with)|than|over|instead of|rather than|versus|vs\.?|em vez de|en lugar de|au lieu de|statt)"
    rf"\s+(?:using |an? |the |plain )*{_WAY}",
    re.IGNORECASE,
)
# What was exchanged for the sake of the deployment: "for deployment it was adapted to use SQLite".
_EXCHANGED = r"(?:adapted|switched|migrated|moved|replaced|swapped|converted|ported|exported)"
_FOR_DEPLOYMENT = r"for (?:the |an? )?(?:\w+ (?:and )?){0,2}?(?:deployment|hosting|production|serving|portability)\b"
_CHANGED = re.compile(
    rf"\b{_FOR_DEPLOYMENT}[^.;|]{{0,60}}?\b(?:was|were|is|are|been|we|i) (?:\w+ )?{_EXCHANGED} (?:to|by|with|from)\b"
    rf"|\b(?:was|were|is|are|been|we|i) (?:\w+ )?{_EXCHANGED} (?:to|by|with|from)\b[^.;|]{{0,60}}?\b{_FOR_DEPLOYMENT}",
    re.IGNORECASE,
)
# One thing and the other, in a heading: "FastAPI over Flask".
_WEIGHED = re.compile(
    r"\w (?:over|instead of|rather than|vs\.?|versus|em vez de|en (?:lugar|vez) de|au lieu de|statt|invece di"
    r"|вместо) \w",
    re.IGNORECASE,
)
# A comparison in fewer words, or a heading with fewer below it, says no more than that there are two.
_LEAST = 12
_TOOLS = re.compile(r"stack|technolog|tools\b|badge|require|structure|feature|skill|future|next", re.IGNORECASE)


def taken_for(repository: Repository) -> Iterator[Evidence]:
    """Yield the sentences that name a platform, or below a heading about deployment a container, and then a quality,
    and where two ways to serve it are set against one another, or one thing was taken for another to deploy it.

    "On ECS for its scalability" gives a choice and a thin reason; the same in a list of tools is praise of a tool, and
    a quality that stands before what is to give it is a wish.
    """
    for document in deployment.own((*repository.texts, *repository.papers)):
        for section, above in deployment.nested(document):
            if deployment.is_plan(section, *above):
                continue
            sentences = list(deployment.sentences(section))
            lines = [number for number, text in sentences if _CHANGED.search(text) and not deployment.is_to_come(text)]
            if not _TOOLS.search(section.title[:_LONGEST]):
                is_about = any(deployment.is_deployment(outer.title) for outer in (section, *above))
                lines += _set_against(section)
                lines += (number for number, text in sentences if _is_for_quality(text, is_about=is_about))
            yield from map(document.evidence, lines)


def _set_against(section: Section) -> Iterator[int]:
    """Yield the lines of a section that set one way to serve against another: its heading, its paragraphs."""
    title = section.title[:_LONGEST]
    if _WEIGHED.search(title) and deployment.is_deployment(title) and section.words >= _LEAST:
        yield section.number
    for number, paragraph in deployment.paragraphs(section):
        if len(paragraph.split()) >= _LEAST and _are_set_against(paragraph):
            yield number


def _is_for_quality(sentence: str, *, is_about: bool) -> bool:
    """Whether a sentence names a platform, or where deployment is told a container, and then the quality it is for."""
    quality = _FOR.search(sentence)
    if quality is None or len(sentence.split()) < _FEWEST_WORDS or deployment.is_to_come(sentence):
        return False
    before = sentence[: quality.start()]
    return (
        deployment.names_platform(before)
        or bool(is_about and _BOX.search(before))
        or quality[0].lower().startswith("deployment")
    )


def _are_set_against(text: str) -> bool:
    """Whether a text compares one way to serve a model to another: "lighter than a Flask app", of Streamlit."""
    text = text[:_LONGEST]
    return bool(_SET_AGAINST.search(text)) and len({way[0].lower() for way in _WAYS.finditer(text)}) > 1
