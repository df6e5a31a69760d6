"""What data comes under, as texts say it: a licence, terms, the rules of a competition, a version or a DOI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.givers import gives_data, names_giver
from portfolio_kit.repository.texts.statements import clauses, is_plan, wording

if TYPE_CHECKING:
    from portfolio_kit.repository.texts.markdown import Document

_LOADED = (
    r"downloaded|retrieved|accessed|bajad[oa]s?|descargad[oa]s?|baixad[oa]s?|téléchargée?s?|scaricat[oaie]|diunduh"
    r"|скачан\w*|загружен\w*|indiril\w+"
)
_FETCHED = "took|taken|fetched|pulled|exported|obtained|scraped|saved|got"
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? |[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? |\d{1,2}[./-]\d{1,2}[./-])?"
    r"(?:19|20)\d\d\b"
)
TERMS = wording(
    """
    allow permit licen lizenz lisensi лиценз cc creative odbl dbcl odc public dom terms usage reuse permission nutzung
    openml
    conditions doi version vers dataset accessed retrieved downloaded stand rules commercial educational education
    noncommercial condiciones condições condizioni condition condiç términos terminos termos termini reglas regras règle
    regole wettbewerbsregel teilnahmebeding aturan ketentuan правил услови учебн kural koşul bajad descargad baixad
    took taken fetched pulled exported obtained scraped saved got
    movielens ml zenodo purpose may
    télécharg heruntergeladen abgerufen scaricat diunduh скачан загружен indiril didáctic educati kommerziell comerc
    citing citando free copyright archive snapshot dump edition coursework passed passing redistribut internal
    written izin tidak schriftlich autoriza permis autorisation письмен open
    下载 条款 规则
    """,
    r"(?<!en )(?<!en l')licen[cs]ed?\b(?! \d| pro)|licen[çc]a|licencia|lizenz|lisensi|лицензи|许可|\bcc0\b"
    r"|\bcc[- ]by|creative commons|\bodbl\b|\bdbcl\b|\bodc\b|open data ?base licen[cs]e"
    r"|public domain|dom[íi]nio p[úu]blico|dominio publico"
    r"|terms of (?:use|service)"
    r"|terms and conditions|usage terms|\breuse of\b|permission to use|(?:allow|permit)(?:s|ed)? (?:us|me) to use"
    r"|nutzungsbedingungen|conditions d'utilisation|"
    r"doi\.org/|\bdoi(?:\s*=|:)|\bdata ?set version\W{0,4}\w*\d|\bversion (?:of the data(?: ?set)?\W{1,6}\w{0,3}\d|\d)"
    r"|\bdata ?set v\d+\.\d"
    r"|\bopenml\b[\w ,:(-]{0,60}?\b(?:id|v|version)[ :=]{0,2}\d|vers[ãi]o (?:dos dados|\d)|versión \d"
    # Editions and records that stay what they are.
    r"|\bmovielens[ -]?\d+[mk]\b|\bml-\d+[mk]\b|\bzenodo(?:\.org/records?/|\W{1,3}(?:record )?)\d{5,}"
    r"|\bdata-?\s?set[^.;\n]{0,60}\b(?:only be used for\b[^.;\n]{0,60}\bpurposes?\b"
    r"|may (?:only |not )?be (?:used|copied|shared|distributed) (?:for|in|by|with|without)\b)"
    # The rules of a competition (that one is to accept is a step), what it may be used for, the day of its download.
    r"|(?<!accept )(?<!accept the )(?:competition|contest|challenge|hackathon)(?:'s)? rules"
    r"|\b(?:its|the|whose) rules (?:allow|permit|forbid|say|let)"
    r"|(?<!in )\bterms (?:(?:only|do not|don't) )?(?:allow|permit|forbid|prohibit|restrict)\b"
    r"|(?<!accept )(?<!accept the )rules of (?:the|that|this) (?:\w+ )?(?:competition|contest|challenge)"
    r"|(?:under|by|per|subject to) (?:the |its |their |these )?(?:[\w']+ ){0,3}terms\b|^\W*terms(?: of \w+)? ?[:|–-]"
    r"|non-?\s?commercial|(?:allow|permit|given|licen[cs]e|free)[\w ,]{0,40}\beducation|educational use only"
    r"|t[ée]rminos de uso|termos de uso|(?:pelos|sob os) termos|(?:según|bajo) los términos|termini d['’]uso"
    r"|condi(?:ciones|ções|zioni) d(?:e|i|['’]) ?uso"
    r"|(?:reglas|bases) (?:del? |de la )?(?:concurso|competi)|regras d[ao] (?:competi|concurso|desafio)"
    r"|règles? (?:du |de la )?(?:concours|compétition)|regole della (?:competizione|gara)|wettbewerbsregel"
    r"|teilnahmebedingung|aturan (?:kompetisi|lomba)|правил\w* (?:соревнован|конкурс)"
    r"|услови\w+ (?:курс|соревн|исп|конк)|только в учебных|некоммерческ|yarışma (?:kural|koşul)|kullanım koşul"
    r"|(?:sol[oa]|s[óo]|apenas|somente|únicamente|unicamente) (?:\w+ ){0,3}fin(?:s|es) "
    r"|uso (?:apenas |somente |sólo |solo )?(?:pessoal|personal|educa)"
    r"|(?:nicht|nicht-)\s?kommerziell|(?:no|não) comercia"
    r"|citing (?:the|its) (?:source|paper|author)|citando la fuente|citando a fonte"
    r"|\bfree (?:to use (?:for|in|under|with|by|commercially|if)\b"
    r"|for (?:\w+ )?(?:testing|teaching|research|academic|any|use\b))|\bcopyright (?:of|stays"
    r"|remains|belongs)"
    r"|\binternal use only\b|\bwritten (?:permission|agreement|consent)\b|izin tertulis|tidak boleh disebar"
    r"|schriftliche\w* (?:erlaubnis|genehmigung|zustimmung|einwilligung)|(?:autoriza[çc](?:ão|ao|ión)"
    r"|permi(?:so|ssão)) (?:por )?escrit[oa]|autorisation écrite|письменн\w+ (?:согласи|разрешени)"
    r"|\bfor (?:coursework|research|study|teaching|academic|private|internal)(?: use| purposes)? only"
    r"|\b(?:not (?:to )?be|no|without|cannot be) (?:passed on|passing on|redistribut\w+)"
    r"|\b(?:archives?|snapshot|dump|release) (?:of|from) [\w ]{0,12}(?:19|20)\d\d\b|\b(?:19|20)\d\d edition"
    rf"|\b(?:{_LOADED})\b(?:[\s,]+(?!from|and)[\w.º]{{1,10}}){{0,4}}[\s,]+(?:19|20)\d\d\b"
    # A file's name has a point in it. What was fetched on a day is the data as it was then.
    rf"|\b(?:{_LOADED})\b(?:[^.;\n]|\.(?=\w)){{0,60}}"
    rf" (?:in|on|el|en|em|am|im|le|il|pada|tanggal|в) (?:[\w.]+ ){{0,4}}"
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-])?(?:19|20)\d\d\b"
    rf"|\b(?:{_FETCHED})\b(?:[^.;\n]|\.(?=\w)){{0,120}} on (?:the )?{_DAY}"
    r"|\b(?:19|20)\d\d\b[^.;\n]{0,20}\b(?:heruntergeladen|abgerufen|indiril\w+)|下载于|竞赛规则"
    r"|\baccessed (?:on|in)\b|\bdownloaded on\b|\bretrieved (?:on|in)\b|\bstand:? \d",
)
_THIS = (
    r"\b(?<!\bin )this (?:project|repository|software|code)\b(?! only)|este projeto|este proyecto"
    r"|ce projet|dieses projekt|proyek ini|see (?:the )?licen[cs]e|(?-i:\bLICENSE\b)"
)
_OF_CODE = re.compile(_THIS, re.IGNORECASE)
_CODE_LICENCE = re.compile(rf"\b(?:mit|apache|gpl|bsd|agpl|mpl)\b|{_THIS}", re.IGNORECASE)
# Where a licence or terms are, which does not say what they are; and what says so.
_ELSEWHERE = re.compile(
    r"\b(?:see|refer(?:red)?|consult|check|visit|(?:please )?read (?:them|it|the))\b|\b(?:found|stands?|listed"
    r"|given|described|stated)"
    r" (?:on|at|in|there)\b|\bterms there\b|\b(?:ver|vea|consulte|véase|voir|consulter|siehe|vedi|lihat"
    r"|смотри\w*|см\.)\b",
    re.IGNORECASE,
)
_SAID_OF_TERMS = re.compile(
    r"\bcc0?\b|creative|\bmit\b|apache|\bgpl|\bbsd\b|odbl|dbcl|\bodc|public domain|open government|\bogl\b"
    r"|\bdom[íi]ni|commerc|kommerz"
    r"|research|educat|academic|\bfree\b|attribut|redistribut|personal use|allow|permit|doi|\bversion\W*\d|\bv\d"
    r"|\b(?:19|20)\d\d\b|rules",
    re.IGNORECASE,
)
# What depends on a licence does not say what that allows: "kept here only if the licence permits it".
_LEFT_OPEN = re.compile(
    r"\b(?:unless|if|when|whenever|until|whether|where)\b[^.;\n]{0,40}"
    r"\b(?:licen[cs]e|terms|redistribution)\b[^.;\n]{0,30}\b(?:allow|permit|forbid|prohibit)"
    # Nor does what somebody is to find out and to write down.
    r"|\b(?:must|shall|should|has to|have to|needs? to) (?:\w+ly )?(?:record|name|note|document|state|check"
    r"|verify|review"
    r"|include|contain|capture|list)\b|\b(?:remains?|is|are) (?:still )?to be \w+ed\b",
    re.IGNORECASE,
)
# The mere word, which names none.
_ANY_LICENCE = re.compile(
    r"licen[cs]ed?|licen[çc]as?|licencias?|licenza|lizenz|lisensi|лицензи|usage terms|terms of (?:use|service)"
    r"|terms and conditions|conditions d'utilisation|nutzungsbedingungen|termos de uso|t[ée]rminos de uso",
    re.IGNORECASE,
)
_NAMED_LICENCE = re.compile(
    r"\bcc0?\b|creative|\bmit\b|apache|\bgpl|\blgpl|\bbsd\b|odbl|dbcl|\bodc|\bpddl|\bogl\b|open government"
    r"|public domain|\bdom[íi]ni|commer[cz]|kommerz"
    r"|\bfor (?:\w+ ){0,3}(?:research|study|educat|teach|academic|personal|learning|use)"
    r"|(?:research|educational|academic|personal|teaching|learning) (?:use|purpose|and)|attribut"
    r"|redistribut|allow|permit|forbid|passed on|\bcit(?:e|ing|ation)|\bdoi"
    r"|\bversion\W*\d|\bv\d|\b(?:19|20)\d\d\b|rules|propriet|eula"
    r"|data files ?©|original authors|copyright|licen[cs]e (?:agreement|v?\d)|ms-?pl|etalab|dl-de|\biso\b",
    re.IGNORECASE,
)
# What has a version and is no data.
_OTHER_VERSION = re.compile(
    r"\b(?:python|pandas|numpy|scikit-learn|sklearn|torch|pytorch|tensorflow|keras|xgboost|lightgbm|catboost|docker|api|app"
    r"|package|library|software|code|project|repository|model)\W{0,3}(?:in )?(?:version|v) ?\d[\d.]*"
    r"|\bversion \d[\d.]* of (?:the|this|our) (?:code|project|repository|app|api|model|pipeline|library|package)",
    re.IGNORECASE,
)
# What data comes under, and code does not.
_DATA_LICENCE = re.compile(
    r"(?:\bdata\b|data ?sets?|\bsamples?\b|dados|datos|donn[ée]es|daten)[^.;\n]{0,80}(?:\bcc0\b|\bcc[- ]by|\bodbl\b)",
    re.IGNORECASE,
)
_AS_CODE = re.compile(r"\b(?:like|as|same as) (?:the )?(?:rest|code|repository|project|software)\b", re.IGNORECASE)
_OF_DATA = re.compile(
    r"data ?(?:set)?(?:'s)? (?:is |are )?(?:under |released under )?(?:the |an? )?licen[cs]", re.IGNORECASE
)
_LICENSED = re.compile(
    r"licen[cs]|licen[çc]a|lizenz|lisensi|лицензи|许可|\bcc0\b|\bcc[- ]by|creative commons|\bodbl\b|public domain"
    r"|doi\.org/|\bdoi:|terms of|\bmay (?:only |not )?be used (?:for|in|by)\b",
    re.IGNORECASE,
)
_LONGEST = 3000
_KINDS = (
    (
        "licence",
        re.compile(
            r"licen[cs]|licen[çc]a|lizenz|lisensi|лицензи|许可|\bcc0\b|\bcc[- ]by|creative commons|\bodbl\b|\bdbcl\b"
            r"|public domain|dom[íi]ni\w+ p[úu]blic",
            re.IGNORECASE,
        ),
    ),
    ("DOI", re.compile(r"doi\.org/|\bdoi(?:\s*=|:)", re.IGNORECASE)),
    ("version", re.compile(r"^\W*md5:", re.IGNORECASE)),
    ("checksum", re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])", re.IGNORECASE)),
    ("terms", re.compile(r"\bterms\b|\brules\b|conditions|\bpurposes?\b|\bonly\b|commerc|permission", re.IGNORECASE)),
    (
        "version",
        re.compile(
            r"\bversion\b|\bvers[ãi]o|\bversión|\bv\d|openml|movielens|\bml-\d|zenodo|edition|release|snapshot|\bdump\b",
            re.IGNORECASE,
        ),
    ),
    (
        "day of download",
        re.compile(rf"\b(?:{_LOADED}|{_FETCHED})\b|heruntergeladen|abgerufen|\bstand\b", re.IGNORECASE),
    ),
)
CITATIONS = frozenset({"bibtex", "bib"})


def giving_terms(document: Document) -> Iterator[int]:
    """The positions of lines that give a licence, terms, a version or a DOI, and not the licence of the code."""
    by_number = {line.number: position for position, line in enumerate(document.lines)}
    for position in document.with_words(TERMS.beginnings):
        text = _OTHER_VERSION.sub("", document.lines[position].text[:_LONGEST])
        source = _OTHER_VERSION.sub("", document.source_line(document.lines[position].number))
        if not _says_terms(text, source):
            continue
        # An address takes the mark behind it along, so that two clauses look like one where it is left out.
        said = [*clauses(text), *(clauses(source[:_LONGEST]) if "://" in source else [])]
        if TERMS.pattern.search(text) and (
            (_OF_DATA.search(text) and not _AS_CODE.search(text))
            or _is_licence_of_data(source)
            or any(TERMS.pattern.search(clause) and _is_of_data(clause) for clause in said)
        ):
            yield position
    for position, line in enumerate(document.lines):
        if line.language in CITATIONS and line.kind == "code" and "doi" in line.text:
            yield position
    for link in document.links:
        if "doi.org/" in link.target:
            yield by_number[link.number]


def _says_terms(text: str, source: str) -> bool:
    """Whether a line says what the terms are, and does not only send its reader elsewhere or leave the field open."""
    if is_plan(text):
        return False
    said = [clause for clause in clauses(text) if TERMS.pattern.search(clause)]
    if said and all(map(_LEFT_OPEN.search, said)):
        return False
    if said and all(map(_only_speaks_of, said)) and not _NAMED_LICENCE.search(source):
        return False
    return not said or bool(_SAID_OF_TERMS.search(source)) or not all(map(_ELSEWHERE.search, said))


def _only_speaks_of(clause: str) -> bool:
    """Whether a clause only says that there is a licence: not which, nor what it allows."""
    return all(map(_ANY_LICENCE.fullmatch, (match[0] for match in TERMS.pattern.finditer(clause))))


def _is_of_data(clause: str) -> bool:
    """Whether the terms in a clause are not those of the code: a licence for data, or one beside a data set's name."""
    return (
        not _CODE_LICENCE.search(clause)
        or bool(_DATA_LICENCE.search(clause))
        or (names_giver(clause) and not _OF_CODE.search(clause))
    )


def _is_licence_of_data(text: str) -> bool:
    """Whether a line that gives the address of data gives a licence of code for it, as Apache 2.0 for a data set."""
    return gives_data(text) and not _OF_CODE.search(text)


def is_licence(text: str) -> bool:
    """Whether a line that gives terms gives a licence or an identifier, which tell more than a version."""
    return bool(_LICENSED.search(text[:_LONGEST]))


def kind_of(text: str) -> str:
    """What a line that gives terms gives, in words: a licence, an identifier, a version, a day or terms of use."""
    return next((kind for kind, said in _KINDS if said.search(text[:_LONGEST])), "terms")
