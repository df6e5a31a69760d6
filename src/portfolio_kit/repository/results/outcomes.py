"""Where texts show what came out of a project: a measured result, a picture of one, a sample answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.guesses import is_of_guess
from portfolio_kit.repository.results.metrics import mentioned
from portfolio_kit.repository.showing.demos import sample_answers
from portfolio_kit.repository.showing.pictures import Picture, is_called_after_screen, is_of_tool, title_of
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.rubric.finding import Evidence

_INTERVAL = re.compile(
    r"(?:confidence|confian[çz]a|confiance|konfidenz|довер\w+)\s*(?:interval\w*)?\s*(?:of|de|von)?\s*9\d|"
    r"9\d\s?%\s*(?:confidence|confian|CI\b|IC\b)",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"result|finding|outcome|performance|metric|evaluation|resultad|desempenho|rendimiento|résultat|"
    r"ergebnis|risultat|"
    r"hasil|результат|结果|परिणाम|sonuç|wynik|結果|kết quả",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"output|saída|salida|sortie|ausgabe|вывод|输出|出力|çıktı|keluaran|wyjście|आउटपुट|" + _RESULTS.pattern,
    re.IGNORECASE,
)
_MEASURED = re.compile(r"(?<![\w.])-?\d{1,9}[.,]\d{1,9}(?![\w.])|\d\s?%")
# "Random forest: 0.864", one of a list.
_LISTED = re.compile(r"\W*\w[^:=\n]{1,60}[:=]\s*(?:0[.,]\d{2,4}|\d{1,2}(?:[.,]\d+)?\s?%)\W*$")
_PARAMETER = re.compile(
    r"_|rate|size|threshold|alpha|dropout|split|train|test|ratio|gamma|lambda|momentum|subsample", re.IGNORECASE
)
# "MIN_RECALL=0.80", and the head of a table that says how things are weighed or bounded.
_SETTING = re.compile(r"\s*(?:[-*$>]\s+)?(?:export\s+|set\s+|-e\s+)?`?([A-Z][A-Z0-9]*_[A-Z0-9_]*)\s*[:=]")
_BEFORE = re.compile(r"\bfrom\s+(?:an?\s+|the\s+|its\s+|our\s+)?[\d.,]+\s?%?\s+(?:baseline|benchmark)\b", re.IGNORECASE)
_WEIGHED = re.compile(
    r"\|\s*(?:weights?|weighting|thresholds?|targets?|minimum|default|pesos?|gewicht\w*)\s*(?=\|)", re.IGNORECASE
)
# How fast it answered, as a load test measures it: "p95 56 ms"; what is wanted of it came of nothing.
_TIMED = re.compile(r"\bp(?:50|9\d)\b[^.<\n≤]{0,20}?\d[\d.,]{0,9}\s?m?s\b", re.IGNORECASE)
_WANTED = re.compile(
    r"target|\bSL[AO]s?\b|\bgoal|budget|threshold|alert|\bif\b|should|must|require|[<>≤≥]", re.IGNORECASE
)
# A number, and no part of a name: the 1 of F1 is none.
_NUMBER = re.compile(r"(?<![\w@-])\d")


def outcome(documents: Sequence[Document], pictures: Iterable[Picture]) -> Evidence | None:
    """Return the first place where the texts show what came out; what they quote of others comes last."""
    paths = {document.path for document in documents}
    measured = [(document, line) for document in documents for line in _measured(document)]
    for document, line in measured:
        if not document.source_line(line).lstrip().startswith(">"):
            return document.evidence(line)
    seen = [picture for picture in pictures if picture.in_text and picture.evidence.path in paths]
    if seen:
        titled = {document.path: document for document in documents}
        return min(seen, key=lambda picture: _plainness(picture, titled[picture.evidence.path])).evidence
    for place in sample_answers(documents):
        return place
    for document in documents:
        for section, above in _with_titles(document.sections):
            shown = _listed(section) or _printed(section, above) or _timed(section)
            if shown is not None:
                return document.evidence(shown)
    return next((document.evidence(line) for document, line in measured), None)


def _plainness(picture: Picture, document: Document) -> int:
    """How plainly a picture shows what came out: by its name or heading, as a recording or a page that is used, else as
    one that may be of anything; least where it is a page of a tool.
    """
    place = picture.evidence
    if is_of_tool(place):
        return 3
    if _RESULTS.search(place.excerpt) or _RESULTS.search(title_of(document, place.line)):
        return 0
    return 1 if picture.kind == "recording" or is_called_after_screen(place) else 2


def _measured(document: Document) -> Iterator[int]:
    """Yield the lines of a text that state a measured result."""
    for figure in figures.in_text(document.lines):
        if figure.kind != "result" or is_of_guess(figure):
            continue
        if not _INTERVAL.search(figure.context) and not _is_set(document, figure.line):
            yield figure.line


def _is_set(document: Document, line: int) -> bool:
    """Whether a line gives a setting its value, as `MIN_RECALL=0.80` does, or only says from where it is to rise: that
    is asked for, and not what came out.
    """
    source = document.source_line(line)
    setting = _SETTING.match(source)
    # "AUC_ROC: 0.62" is what was measured, written as code writes it.
    is_metric = setting is not None and any(found[0] == setting[1].lower() for found in mentioned(setting[1]))
    return bool((setting and not is_metric) or _BEFORE.search(source))


def _with_titles(sections: Iterable[Section]) -> Iterator[tuple[Section, str]]:
    """Yield each section with the titles that it stands under, its own among them."""
    above: list[Section] = []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        # The title of the whole says nothing of what one part shows.
        yield section, " / ".join(one.title for one in above if one is section or one.level > 1)


def _timed(section: Section) -> int | None:
    """Return the line that says how fast the service answered under load."""
    return next(
        (
            line.number
            for line in section.lines
            if line.kind in ("prose", "item", "table")
            and _TIMED.search(text := line.text[:500])
            and not _WANTED.search(f"{section.title} {text}")
        ),
        None,
    )


def _printed(section: Section, titles: str) -> int | None:
    """Return the line of what a program printed: a block under headings that say so, with measured numbers in it."""
    if not _PRINTED.search(titles):
        return None
    return next(
        (line.number for line in section.lines if line.kind == "code" and _MEASURED.search(line.text[:500])), None
    )


def _listed(section: Section) -> int | None:
    """Return the line of a table of results, or of a list of them, that names no metric."""
    if _RESULTS.search(section.title):
        is_weighed = False
        for line in section.lines:
            is_weighed = line.kind == "table" and (is_weighed or bool(_WEIGHED.search(line.text[:500])))
            if line.kind == "table" and not is_weighed and _NUMBER.search(line.text):
                return line.number
    listed = [
        line.number
        for line in section.lines
        if line.kind in ("item", "prose") and _LISTED.match(line.text[:200]) and not _PARAMETER.search(line.text[:80])
    ]
    if len(listed) > 1 and _RESULTS.search(f"{section.title} {section.text[:3000]}"):
        return listed[0]
    return None
