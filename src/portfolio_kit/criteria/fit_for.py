"""What a platform or a container is taken for: the quality that a sentence gives as its reason, in few words."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria import deployment
from portfolio_kit.repository.repository import Repository
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
_TOOLS = re.compile(r"stack|technolog|tools\b|badge|require|structure|feature|skill|future|next", re.IGNORECASE)


def taken_for(repository: Repository) -> Iterator[Evidence]:
    """Yield the sentences that name a platform, or below a heading about deployment a container, and then a quality.

    "On ECS for its scalability" gives a choice and a thin reason; the same in a list of tools is praise of a tool, and
    a quality that stands before what is to give it is a wish.
    """
    for document in deployment.own((*repository.texts, *repository.papers)):
        for section, above in deployment.nested(document):
            if deployment.is_plan(section, *above) or _TOOLS.search(section.title[:_LONGEST]):
                continue
            is_about = any(deployment.is_deployment(outer.title) for outer in (section, *above))
            for number, sentence in deployment.sentences(section):
                quality = _FOR.search(sentence)
                if quality is None or len(sentence.split()) < _FEWEST_WORDS or deployment.is_to_come(sentence):
                    continue
                before = sentence[: quality.start()]
                if (
                    deployment.names_platform(before)
                    or (is_about and _BOX.search(before))
                    or quality[0].lower().startswith("deployment")
                ):
                    yield document.evidence(number)
