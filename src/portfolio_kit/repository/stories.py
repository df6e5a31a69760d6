"""Which texts of a repository are read as its case study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portfolio_kit.repository.markdown import Document
from portfolio_kit.repository.narrative import Narrative

CASE_STUDY = re.compile(r"case[-_ ]?stud(?:y|ies)|estudo[-_ ]de[-_ ]caso|estudio[-_ ]de[-_ ]caso|caso[-_ ]de[-_ ](?:estudio|estudo)|[ée]tude[-_ ]de[-_ ]cas|fallstudie|caso[-_ ]di[-_ ]studio|studi[-_ ]kasus|кейс|案例|केस[-_ ]स्टडी|vaka[-_ ](?:çalışması|calismasi|analizi)|studium[-_ ]przypadku", re.IGNORECASE)  # fmt: skip
# Texts that describe one side of the thing, not how the project went.
_NO_STORY = re.compile(r"model[-_ ]?card|data[-_ ]?card|data[-_ ]?sheet|roadmap|design[-_ ]?system|api[-_ ]?(?:doc|reference)|integration|deploy|set-?up|install|environment|getting[-_ ]?started|how-?to|tutorial|guide|contribut|glossary|todo|^plan|requirements|commands|security|troubleshoot|type[-_ ]?annotation|dependenc", re.IGNORECASE)  # fmt: skip
_MOST = 12
_FEWEST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Stories:
    """The narratives that a reader may take for the case study, the likeliest first, and a case study left unfilled."""

    narratives: tuple[Narrative, ...]
    unfilled: Narrative | None


def stories(readmes: Sequence[Document], documents: Sequence[Document], notebooks: Sequence[Document]) -> Stories:
    """Find them: a file that calls itself a case study, the README, other texts, README and another text, notebooks."""
    named = [document for document in documents if CASE_STUDY.search(document.path.rpartition("/")[2])]
    unfilled = next((narrative for document in named if (narrative := Narrative([document])).placeholders), None)
    texts = [*named, *(document for document in documents if document not in named and _may_tell(document))][:_MOST]
    singles = [Narrative([document]) for document in texts]
    found = list(singles)
    if readmes and readmes[0] in texts and len(texts) > 1:
        found += [
            Narrative([readmes[0], *narrative.documents])
            for narrative in singles
            if narrative.documents[0] is not readmes[0] and narrative.parts
        ]
    longest = sorted(notebooks, key=lambda document: -len(document.source))
    found += [Narrative([document]) for document in longest[: _MOST // 2]]
    return Stories(tuple(found), unfilled)


def _may_tell(document: Document) -> bool:
    return not _NO_STORY.search(document.path.rpartition("/")[2]) and len(document.source) > 4 * _FEWEST_WORDS
