"""What a figure was measured on, told without any word for a split: by counts and periods in the words that lead to it.

"Judged on the 365 nights of 2023", "one paddock left out at a time (12 paddocks, 108 cuts)", "September was hidden from
the model": a sentence that says of measuring, or of keeping something back, with how many rows, or which time, that was.
"""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document

_MEASURED = re.compile(
    r"\b(?:judged|scored|looked at (?:on|over)|counted on|tried on|measured|evaluated|tested|checked|assessed|(?:re-?)?calculated|replayed|gemessen|nachgerechnet|bewertet|gepr[üu]ft|ausgewertet|mesur[ée]|[ée]valu[ée]|test[ée]e?s?|jug[ée]e?s?|"
    r"medid[oa]|avaliad|evaluad|probad|testad|misurat|valutat|diukur|diuji|dievaluasi|[öo]l[çc][üu]l|zmierzon|sprawdzon)"
    r"|измерен|оценен|провер(?:ен|ял|ил|я)|испытан|测量|评估|検証|測定|評価|परखा|जाँचा|जांचा|मापा",
    re.IGNORECASE,
)
_KEPT_BACK = re.compile(
    r"\b(?:left out|leaving (?:\w+ ){1,4}out|leave (?:\w+ ){1,4}out|(?:kept|put|set|held|holding|keeping) (?:\w+ )?(?:apart|aside|back|out|away)|hidden|unseen|withheld|(?:set|put|kept|held) (?:\w+ ){1,6}?(?:aside|apart|back)|never (?:been )?(?:seen|used|shown|saw|touched)|(?:not|n't) (?:seen|shown|used)|"
    r"(?:did|do|was|were)(?: not|n['’]t) (?:go|come|enter|part of|in|given|fed) (?:in(?:to)? )?(?:the )?(?:train|fit|learn|choice|tun)\w*|n[ãa]o (?:entr|foi|foram|us)\w* (?:\w+ ){0,2}(?:trein|ajust|escolha)\w*|"
    r"no (?:entr|fue|form)\w* (?:\w+ ){0,3}(?:entren|ajust|elecci)\w*|n['’]ont pas servi|nicht (?:ins?|im|zum|in das|f[üu]r das) (?:\w+ )?(?:training|lernen|anlernen)|non (?:sono|[èe]) (?:entrat|usat)\w (?:\w+ ){0,3}(?:addestr|training)\w*|"
    r"de fora|(?:nunca|jam[áa]s) (?:vi[urs]|us)|apartad|reservad|ocult|escondid|guardad[oa]|ausgelassen|weggelassen|weggelegt|unter verschluss|zur[üu]ck(?:gelegt|gehalten)|beiseite|verborgen|nie (?:\w+ ){0,6}?(?:gesehen|benutzt|verwendet|genutzt)|nur mit dem wissen|cach[ée]e?s?\b|"
    r"mis(?:e|es)? (?:de c[ôo]t[ée]|[àa] part)|jamais (?:vu|utilis)|[ée]cart[ée]|r[ée]serv[ée]e?s?\b|lasciat[oaei] fuori|da parte|mai (?:vist|usat)|nascost|disisihkan|belum pernah|disembunyikan)"
    r"|\bnicht (?:\w+ ){0,3}?(?:gesehen|angefasst|angeschaut|angerührt)|\b(?:di|me|ku)?(?:sisih|sendiri|pisah)(?:in|kan)\b|\bsisihin\b|\bdisimpan (?:dulu )?(?:untuk|buat) (?:uji|menguji|tes|ngetes)"
    r"|отлож|не (?:видел|трогал|показывал)|скрыт|придержал|隐藏|留出|未见|没(?:有)?碰|单独留|अलग रख|छिपा|नहीं देख",
    re.IGNORECASE,
)
# "12 paddocks", "4,012 tiles", "78 übrigen": a count with what is counted.
_COUNT = re.compile(r"(?<![\w.,@:/#-])(?:\d{1,3}(?:[., ]\d{3})+|\d{2,7})(?![.,]\d| ?%|\w) (?:\*\*|_)?([^\W\d_]{3,})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What is counted of a training, or of anything but the rows that are asked about.
_NO_ROWS = re.compile(
    r"(?:epoch|[ée]po[cq]|feature|column|colun|colon|spalt|tree|[áa]rvor|[áa]rbol|b[äa]um|arbre|iterat|itera[çc]|model|mod[èe]l|algorit|layer|camada|capa|schicht|neuron|neur[ôo]n|unit|param|hyper|trial|combin|config|setting|class|kla|label|"
    r"categor|kategor|step|estimat|minut|second|segund|sekund|hour|stund|run|seed|line|zeile|variab|merkmal|dimens|topic|cluster|neighb|metri|time|lag|token|worker|core|page|level|and\b|und\b|the\b|for\b|per\b|from\b|von\b|que\b|com\b|con\b|avec\b|"
    r"point|percent|prozent|euro|dollar|cent)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:19|20)\d\d\b[^.;]{1,25}\b(?:19|20)\d\d\b")
# What a column's head says of the rows that are asked about, and from when on these are.
_ON_ROWS = re.compile(
    r"\W*(?:measured |gemessen |medido |mesur[ée] )?(?:on|over|for|auf|[üu]ber|bei|sur|em|en|nos|nas|sobre|su|pada|на|по|n ?=)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|since|after|later|ab|seit|nach|desde|a partir|depuis|apr[èe]s|dal?|dopo|setelah|sejak|после|с)\b",
    re.IGNORECASE,
)
# The last of it, in words, or a share of it: "the last three months", "20 % of the data".
_LAST = re.compile(
    r"\b(?:last|final|latest|most recent|letzte\w?|jüngste\w?|últim[oa]s?|derni(?:er|ère)s?|ultim[oaie])\s(?:[^\W\d_]{1,9}\s|\d{1,3}\s){0,2}?(?:days?|weeks?|months?|years?|quarters?|seasons?|tage?n?|wochen?|monate?n?|jahre?s?|quartale?|días|semanas?|mes(?:es)?|años?|dias|anos?|jours|semaines?|mois|années?|giorni|settiman[ae]|mes[ei]|anni|anno)\b"
    r"|\b(?:first|second|erste|zweite)s?\s(?:half|halbjahr|quartal|quarter)\b"
    r"|\b(?:hari|minggu|bulan|tahun|triwulan)\sterakhir|\bпоследн\w{1,3}\s(?:\S{1,9}\s)?(?:дн|недел|месяц|год|лет|квартал|сезон)|最后(?:的|一|两|三|四|六|\d){0,3}个?(?:天|周|月|年|季)|(?:आख़िरी|आखिरी|अंतिम|पिछले)\s(?:\S{1,6}\s)?(?:दिन|हफ़्त|हफ्त|सप्ताह|महीन|साल)"
    r"|\b\d{1,2}\s?%\s(?:of|der|d[eo]s?|des|delle?|dei|von)?\s?(?:the |den |los |las |données|daten|datos|dados|dati|data\b|rows|данн|выборк|записей)|\d{1,2}\s?%\s?的?(?:数据|样本)|\d{1,2}\s?%\s(?:डेटा|आँकड)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？।])")
_KINDS = ("table", "item", "prose")
_MOST_LINES = 12
_LONGEST = 1500


def tells_rows(text: str) -> bool:
    """Whether a sentence says of measuring or keeping back, with the rows or the time that it was done on."""
    return any(_tells(sentence) for sentence in _SENTENCE_END.split(text[:_LONGEST]))


def _tells(sentence: str) -> bool:
    is_kept_back = bool(_KEPT_BACK.search(sentence))
    if not is_kept_back and not _MEASURED.search(sentence):
        return False
    if _PERIOD.search(sentence) or (is_kept_back and (_YEAR.search(sentence) or _LAST.search(sentence))):
        return True
    return _counts_rows(sentence)


def heads_rows(document: Document, number: int) -> bool:
    """Whether the head of the table that a line is in says what its figures were measured on: `| on 143 messages |`.

    A count alone may be of anything; with a time from which they are, or beside a word for measuring or keeping back,
    they are the rows that were asked about.
    """
    lines = document.lines
    at = document.position(number)
    if at is None or lines[at].kind != "table":
        return False
    while at > 0 and lines[at - 1].kind == "table":
        at -= 1
    cells = lines[at].text.split("|")
    return tells_rows(lines[at].text) or any(
        _ON_ROWS.match(cell) and (_FROM.search(cell) or _YEAR.search(cell)) and _counts_rows(cell) for cell in cells
    )


def _counts_rows(text: str) -> bool:
    return any(
        not _NO_ROWS.match(match[1]) and not _YEAR.fullmatch(match[0].partition(" ")[0])
        for match in _COUNT.finditer(text)
    )


def leading_to(document: Document, number: int) -> str:
    """Return the paragraph that a figure at a line is in; of a table or a list, the one that leads to it, too."""
    lines = document.lines
    at = document.position(number)
    if at is None or lines[at].kind not in _KINDS:
        return ""
    own = [lines[at].text]
    for line in lines[at + 1 : at + _MOST_LINES]:
        if line.kind != "prose":
            break
        own.append(line.text)
    before: list[str] = []
    is_leading = lines[at].kind == "prose"
    for line in reversed(lines[max(0, at - 3 * _MOST_LINES) : at]):
        if line.kind not in (*_KINDS, "blank") or (is_leading and line.kind != "prose"):
            break
        if line.kind == "prose":
            before.append(line.text)
            is_leading = True
    return " ".join([*reversed(before[:_MOST_LINES]), *own])
