"""Where a project runs, as its texts say it."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria import deployment
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_LONGEST = 1_000
# That it is put or kept there, in front of the name of a platform.
_PUT = re.compile(
    r"\bdeploy|\bhost(?:s|ed|ing)\b|\b(?:runs?|running|lives?|served|available) (?:on|at|in)\b|\bdespl[ie]"
    r"|\bimplanta|\bhosped"
    r"|\broda(?:ndo)? (?:em|na|no)\b|\bh[ée]berg|\bd[ée]plo|\bbereitgestellt|\bläuft (?:auf|bei|in)\b|развер|部署",
    re.IGNORECASE,
)
# That it runs on one's own machine, and is meant to.
_SOON = re.compile(r"\bcoming soon\b|\bem breve\b|\bpr[oó]ximamente\b|\bbient[oô]t\b|\bdemnächst\b", re.IGNORECASE)
_AT_HOME = re.compile(
    r"\b(?:intended|meant|designed|built|supposed) to (?:be )?(?:run|used|served) local|\bruns? (?:only |entirely "
    r"|fully |completely )?"
    r"local(?:ly)?\b(?! (?:with|using|via|by|on port)\b)|\b(?:roda|executa|corre|se ejecuta) (?:apenas |só "
    r"|solo )?local",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"stack|tecnolog|technolog|tools\b|ferramentas|herramientas|badge|require|requisit|structure", re.IGNORECASE
)
# A heading of how to get it to run there, with the platform in it: "Set-up (AWS)", "Running on EC2"; and what a line
# below it says is done there. What is to be had first, as an account, says nothing of where it runs.
_SET_UP = re.compile(
    r"\bset(?:ting)?[- ]?up|\b(?:run|launch|start|host)\w{0,5}\b|configura|execu|einrichtung", re.IGNORECASE
)
_DONE_THERE = re.compile(r"\b(?:run|start|launch|host|serv)\w{0,5}\b[^.;]{0,40}\b(?:on|in|at)\s", re.IGNORECASE)
_UNDONE = re.compile(r"incomplete|placeholder|scaffold|not yet|optional|todo", re.IGNORECASE)


def where(repository: Repository) -> Evidence | None:
    """Return where the texts say on which host or platform it runs, below a heading about deployment before any other.

    A list of tools names what is used, and not where; on its own machine it runs where that is what it is meant for.
    """
    elsewhere: Evidence | None = None
    for document in deployment.own((*repository.documents, *repository.papers)):
        for section, above in deployment.nested(document):
            if deployment.is_plan(section, *above):
                continue
            is_about = deployment.is_deployment(section.title)
            lines = [
                line
                for line in section.lines
                if line.kind in ("prose", "item") and not _SOON.search(line.text[:_LONGEST])
            ]
            for line in lines if is_about else ():
                if deployment.names_platform(line.text[:_LONGEST]) or _AT_HOME.search(line.text[:_LONGEST]):
                    return document.evidence(line.number)
            if elsewhere is None and not is_about and not _TOOLS.search(section.title):
                is_there = bool(_SET_UP.search(section.title)) and deployment.names_platform(section.title)
                put = (
                    line for line in lines if _is_put(line.text[:_LONGEST]) or (is_there and _is_done_there(line.text))
                )
                elsewhere = next((document.evidence(line.number) for line in put), None)
    return elsewhere


def _is_put(text: str) -> bool:
    found = _PUT.search(text)
    if _UNDONE.search(text):
        return False
    return bool(found and deployment.names_platform(text[found.start() :])) and not deployment.is_to_come(text)


def _is_done_there(text: str) -> bool:
    """Whether a line says that something runs on a platform."""
    found = _DONE_THERE.search(text[:_LONGEST])
    return bool(found and deployment.names_platform(text[found.end() : _LONGEST])) and not deployment.is_to_come(text)
