"""Where a README or a package leaves open who made it: the name, the address or the profile that a form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_YOUR = r"(?:your|tu|su|seu|sua|votre|ton|dein|deine|ihr|ihre|il tuo)"
_WHO = (
    r"(?:full[-_. ]?|first[-_. ]?|last[-_. ]?)?(?:name|nombre|nome|nom|e-?mail|mail|correo|company|empresa|firma"
    r"|institution|university|universidad|universidade|linked-?in|github|twitter|profile|perfil|profil|handle)"
)
# All that an item says, or what stands behind its label: "Email: your.email@example.com", "- **Your Name** - Author".
_SIGNED = re.compile(
    rf"[\W_]{{0,12}}(?:[^\W\d_][\w /-]{{0,25}}[*_]{{0,3}}[:：][\W_]{{0,8}})?\b{_YOUR}[-_. ]?{_WHO}(?:[-_. ]\w{{1,12}})?"
    r"(?:[@\])*_|<>–—]|\s-|\s*$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*+•|]|\d{1,2}[.)])\s+")
# What makes such words a place left open, and no list of what a user enters.
_MARKED = re.compile(r"[*_\[<(@:：]")
# The profile of nobody, and no repository of theirs: `github.com/your-username`.
_PROFILE = re.compile(
    rf"(?:github\.com|linkedin\.com/in|twitter\.com|x\.com)/@?{_YOUR}[-_]?(?:user|usuario|name|nombre|nome|profile|perfil"
    r"|linkedin|github|handle|account)[\w-]{0,20}/?(?=[\s)>\]\"'|]|$)",
    re.IGNORECASE,
)
# A link whose target somebody did fill in.
_LINKED = re.compile(r"\]\((?:https?:|mailto:)[^()\s]{1,300}\)", re.IGNORECASE)
# What a package says of who made it.
_PACKAGES = ("pyproject.toml", "setup.cfg", "setup.py", "__init__.py")
_MADE_BY = re.compile(
    rf"^[ \t]*(?:__)?(?:authors?|maintainers?|author_email)(?:__)?[ \t]*=[\s\[{{]*(?:name[ \t]*=[ \t]*)?"
    rf"[\"'][ \t]*(?:{_YOUR}[-_. ]?{_WHO}|author(?:'s)? name)\b",
    re.IGNORECASE | re.MULTILINE,
)


def unsigned(repository: Repository) -> Iterator[Evidence]:
    """Yield where READMEs ask for the name, the address or the profile of their author, once for each of them, and
    where packages do, once for each file.
    """
    for document in repository.project_readmes:
        for line in document.lines:
            if line.kind not in ("prose", "item", "table"):
                continue
            source = _BULLET.sub("", document.source_line(line.number), count=1)
            is_of_nobody = bool(_PROFILE.search(source))
            left = _SIGNED.match(source)
            if left and _MARKED.search(left[0]) and (is_of_nobody or not _LINKED.search(source)):
                yield document.evidence(line.number)
            if is_of_nobody:
                yield document.evidence(line.number)
    for file in repository.files:
        if file.name in _PACKAGES and (match := _MADE_BY.search(file.text)):
            yield file.at(match.start())
