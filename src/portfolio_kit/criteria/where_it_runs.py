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
# A heading of how to get it to run there, with the platform in it: "Set-up (AWS)", "Running on EC2".
_SET_UP = re.compile(
    r"\bset(?:ting)?[- ]?up|\binstal|\b(?:run|launch|start|configur|provision|host)\w{0,5}\b|configura|execu"
    r"|einrichtung",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:run|start|launch|deploy|host|push|serv)\w{0,5}\b", re.IGNORECASE)
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
            is_set_up_there = bool(_SET_UP.search(section.title)) and deployment.names_platform(section.title)
            is_about = deployment.is_deployment(section.title) or is_set_up_there
            lines = [
                line
                for line in section.lines
                if line.kind in ("prose", "item") and not _SOON.search(line.text[:_LONGEST])
            ]
            there = [
                line
                for line in (lines if is_about else ())
                if deployment.names_platform(line.text[:_LONGEST]) or _AT_HOME.search(line.text[:_LONGEST])
            ]
            # What is to be had first says less than what is done there.
            if there:
                return document.evidence(min(there, key=lambda line: not _DONE.search(line.text[:_LONGEST])).number)
            if elsewhere is None and not is_about and not _TOOLS.search(section.title):
                put = (line for line in lines if _is_put(line.text[:_LONGEST]))
                elsewhere = next((document.evidence(line.number) for line in put), None)
    return elsewhere


def _is_put(text: str) -> bool:
    found = _PUT.search(text)
    if _UNDONE.search(text):
        return False
    return bool(found and deployment.names_platform(text[found.start() :])) and not deployment.is_to_come(text)
