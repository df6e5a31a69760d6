"""Texts that ask for work and do not tell of it: the assignment of a course or of a job, and a plan for a coding agent.

They lie in a repository like its own texts, and what they call for reads as if it had been done. They are known by what
they say, as they have any name.
"""

from __future__ import annotations

from portfolio_kit import lazily as re

_TO_AGENTS = ("for agentic workers", "required sub-skill")
# To whom an assignment speaks; without that, a report may well name its deadline and its teacher.
_ADDRESSED = re.compile(
    r"\b(?:all|each|every) (?:groups?|teams?|students?) (?:must|should|will|has to|have to|shall)\b"
    r"|\bstudents (?:must|should|are (?:required|expected|asked))\b|\bcandidates (?:must|should)\b"
    r"|\byou (?:must|should|will|need to|are (?:required|expected|asked) to) (?:submit|hand in|deliver|turn in)\b"
    r"|\byour (?:submission|report|solution|work|code) (?:must|should|(?:will|is going to) be"
    r" (?:evaluated|graded|assessed|judged|reviewed|scored|marked))\b"
    r"|\bin this (?:[\w-]+ ){0,2}(?:challenge|assignment|exercise|task|test),? you(?: will|['’]ll| have to| are to)\b"
    r"|\b(?:os|los|as|las|cada) (?:grupos?|alun[oa]s?|alumn[oa]s?|estudiantes?|estudantes?|equip[eo]s?) (?:dev|deb)\w+"
    r"|\bles (?:étudiants|groupes) doivent\b|\bdie (?:studierenden|gruppen) (?:müssen|sollen)\b"
    r"|\bgli studenti devono\b|\bmahasiswa (?:harus|wajib)\b|студенты должны",
    re.IGNORECASE,
)
_OF_COURSES = (
    re.compile(r"deadline|\bdue (?:date|on|by)\b|\bprazo\b|fecha l[ií]mite|abgabe(?:termin|frist)|date limite|tenggat"
               r"|scadenza|срок сдачи", re.IGNORECASE),
    re.compile(r"\bgrading|marking scheme|(?:evaluation|assessment|grading) criteria|crit[eé]rios de (?:avalia|evalua|"
               r"calific)|\brubric\b|bar[eè]me|bewertungskriterien|criteri di valutazione|kriteria penilaian"
               r"|критерии оцен", re.IGNORECASE),
    re.compile(r"\bsubmission|\bsubmit\b|\bdeliverables?\b|\bhand[- ]in\b|\bentreg(?:a|ar|ables?|ável|áveis)\b"
               r"|\babgabe\b|à rendre|\bconsegna\b|pengumpulan|\bсда(?:ть|ча)\b", re.IGNORECASE),
    re.compile(r"\bprof(?:essor[a]?|esor[a]?)?\.? [A-Z]|\b[Ii]nstructor\b|\b[Ll]ecturer\b|\b[Dd]ocente\b|\bДоцент\b"),
)  # fmt: skip
# How points are given: what is worth none is part of a marking key, unless somebody went through it for a project.
_WORTH_NOTHING = re.compile(
    r"^[ \t]{0,12}[*+-][ \t]{1,4}(?:\[ \] )?0 (?:points?|pts?|puntos|pontos|punkte|punti|poin|баллов)\b",
    re.IGNORECASE | re.MULTILINE,
)
_GONE_THROUGH = re.compile(r"\[x\]|[✅✔☑]", re.IGNORECASE)
_SEVERAL = 3
_ENOUGH = 2
_LONGEST = 12_000


def is_order(text: str) -> bool:
    """Whether a text asks somebody for work."""
    start = text[:_LONGEST]
    lower = start.lower()
    if any(mark in lower for mark in _TO_AGENTS):
        return True
    if not _GONE_THROUGH.search(start) and len(_WORTH_NOTHING.findall(start)) >= _SEVERAL:
        return True
    return bool(_ADDRESSED.search(start)) and sum(bool(mark.search(start)) for mark in _OF_COURSES) >= _ENOUGH
