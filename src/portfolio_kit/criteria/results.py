"""What a repository's texts report of its results: figures, what they were measured on, or where they only point."""
# ruff: noqa: E501 - lists of words

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from portfolio_kit import lazily as re
from portfolio_kit.criteria.passages import about_project
from portfolio_kit.repository.models.stages import TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure, in_output
from portfolio_kit.repository.results.measured import tells_division, tells_split
from portfolio_kit.repository.results.measured_rows import heads_rows, leading_to, tells_rows
from portfolio_kit.repository.results.metrics import mentioned, metric_named
from portfolio_kit.repository.results.support import Checked, Claim
from portfolio_kit.repository.showing.empty_pictures import PICTURES, shows_nothing
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

# Of groups that nobody labelled, what is measured is measured on all the data there is.
_OF_GROUPS = frozenset({"silhouette", "davies_bouldin"})
_FAIRNESS = frozenset({"disparity", ""})
_OUTCOME = re.compile(
    r"result|perform|evaluat|metric|scores|confusion|leader ?board|resultad|desempe|rendim|m[ée]tric|avalia|ergebnis|risultat|hasil|результат|метрик|结果",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({".docx", ".pdf", ".pptx", ".xlsx", ".html", ".ipynb", ".png", ".jpg", ".jpeg", ".svg", ".gif"})
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp")
_FILE_NAME = re.compile(r"[\w./%-]{1,120}\.(?:docx|pdf|pptx|xlsx|html|ipynb|png|jpe?g|svg|gif)\b", re.IGNORECASE)


# The usual parts of one project.
_PARTS = re.compile(
    r"(?:^|/)(?:src|notebooks?|scripts|apps?|api|backend|models?|training|train|pipelines?|tests|lib|code|ml|flows|experiments|deployment|docs)(?:/|$)",
    re.IGNORECASE,
)
_OF_MODEL = re.compile(
    r"confusion|\b(?:linear|lasso|ridge|lightgbm|xgboost|catboost|lstm|arima|prophet|forest)\b"
    r"|(?:actual|true) (?:vs|versus|and)"
    r"|(?:vs|versus) (?:actual|predict\w+)|predicted vs",
    re.IGNORECASE,
)
# What a tracker shows of its runs is what they measured; its registry lists models.
_TRACKED = re.compile(
    r"\bmetrics?\b|(?:mlflow|wandb|w&b|weights (?:and|&) biases|tensorboard|comet ml|neptune)\b|experiment track",
    re.IGNORECASE,
)
# A picture of how a tracker is set up, or of what it is part of, shows no run.
_NO_RUN = re.compile(
    r"\b(?:launch|start|install|serv|deploy|regist|log ?in|logo|architect|diagram|data ?base|schema|back ?end)",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?<!of[- ])(?:examples?|samples?|expected|ejemplos?|exemplos?|exemples?|beispiele?|esempio|contoh|пример|esperad\w{1,2}) "
    r"(?:outputs?|responses?|results?|runs?|metrics?|performances?|accuracy|scores?|sa[íi]das?|salidas?|respuestas?)|(?:outputs?|metrics?|m[ée]tricas)"
    r" (?:examples?|esperad\w{1,2})|\b(?:alert\w{0,3}|e-?mails?|notifications?|messages?|payloads?) (?:examples?|samples?)|^\W*(?:outputs?|responses?|respuestas?|respostas?|sa[íi]das?|salidas?)\W*$"
    r"|示例输出",
    re.IGNORECASE,
)
# "Expected accuracy: 85-90%"; what is called so as a term is measured like any other.
_EXPECTED = re.compile(
    r"(?<!than )(?<!as )\b(?:expected|esperad[ao]s?|attendue?s?|erwartete\w?|attes[ao])(?! (?:calibration|cost|value|loss|utility|profit)) (?:[\w-]{1,30} ){0,3}?"
    r"(?:[\w-]{1,30}\W{0,6})(?:\d[\d.,]{0,9}\s?%?\s?[-–]\s?)?$",
    re.IGNORECASE,
)
# How a line of code announces a sample of what will be printed; what it calls output alone is what somebody saw.
_ANNOUNCED = re.compile(
    r"\b(?:expected|esperad[ao]s?|attendue?s?|erwartete\w?|examples?|samples?|ejemplos?(?: de)?|exemplos?(?: de)?) (?:outputs?|results?|responses?|salidas?|sa[íi]das?)\b"
    r"|\b(?:salidas?|sa[íi]das?|sorties?) (?:esperad[ao]s?|attendue?s?)\b"
    r"|^\W*(?:expected|esperad[oa]s?|attendue?s?|erwartete\w?|attes[oaie]|diharapkan)\b.{0,20}:\W*$"
    r"|^\W*(?:\w+ )?(?:output|result|sa[íi]da|salida|resultado|sortie|ausgabe)\w? (?:esperad[oa]s?|attendue?s?|attes[oaie])\W*:\W*$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}\s+(.{1,200})$", re.MULTILINE)
_LONGEST_BEFORE = 200
_SEVERAL = 3
_UNREAD = ("code", "tree", "open")
_TELLING = ("folds", "held-out", "period")
_SAMPLE = 20
_IN_CODE = re.compile(r"`[^`]{1,80}`")
_MOST_OF_TEXT = 100_000
_LONGEST = 1500
# Headings of what a project offers.
_OFFERS = re.compile(
    r"\W*(?:(?:key|main|core|project|our|top) )?(?:features|highlights|capabilities|functionalities|funcionalidades|caracter[íi]sticas|recursos"
    r"|fonctionnalit[ée]s|funktionen|funzionalit[àa]|fitur|возможности)(?: (?:principais|principales|cl[ée]s|utama|overview|list))?\W*",
    re.IGNORECASE,
)
# Lines between two that say together what was held out: "train: 80 rows", "test: 20 rows".
_NEAR = 2


def in_words(figure: Figure) -> str:
    """Return a figure in words: "f1 0.87"."""
    return f"{figure.metric.replace('_', ' ')} {figure.value:g}{' %' if figure.is_percent else ''}"


def reported(repository: Repository) -> list[Claim]:
    """Return the results that the texts about the project state, ranges among them, those of baselines too."""
    own = {document.path for document in about_project(repository)}
    return [
        Claim(document, figure._replace(on_training=repository.support.of_training(figure) is not None))
        for document, figure in repository.claims
        if figure.kind != "target" and figure.metric not in _FAIRNESS and document.path in own
    ]


def claimed(repository: Repository) -> list[list[Claim]]:
    """Return what each text that states results claims of its models; notebooks come after other texts.

    What it says of baselines is left aside where it says more, and ranges where it gives values; examples are no claim.
    """
    stated = [result for result in reported(repository) if not is_example(result)]
    among = [result for result in stated if not result.document.path.endswith(".ipynb")] or stated
    for is_fit in (_is_value, _is_model_s):
        among = [result for result in among if is_fit(result)] or among
    told: dict[str, dict[tuple[str, float, bool], Claim]] = {}
    for result in among:
        unique = told.setdefault(result.document.path, {})
        unique.setdefault((result.figure.metric, result.figure.value, result.figure.is_percent), result)
    return [list(unique.values()) for unique in told.values()]


def _is_value(result: Claim) -> bool:
    return result.figure.kind == "result"


def _is_model_s(result: Claim) -> bool:
    return not result.figure.is_baseline


def complete(results: list[Claim]) -> list[Claim]:
    """Return the results whose text says what they were measured on; examples of an output are none, nor what code
    measures on training data while the text says otherwise.
    """
    told: dict[tuple[str, int], bool] = {}
    return [
        result
        for result in results
        if result.figure.kind == "result"
        and not (result.figure.on_training and result.figure.measured != "training")
        # Of a bare loss it is not even said which.
        and (result.figure.metric != "loss" or result.figure.measured)
        and not is_example(result)
        and _says_on_what(result, told)
    ]


def is_example(result: Claim) -> bool:
    """Whether a figure stands in a sample of what the program prints or answers, or is only expected."""
    figure = result.figure
    if any(_EXAMPLE.search(section.title) for section in result.document.around(figure.line)):
        return True
    before, _, _ = figure.context.partition(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    return bool(_EXPECTED.search(before[-_LONGEST_BEFORE:])) or _is_printed_below(result)


def _is_printed_below(result: Claim) -> bool:
    """Whether a line above a figure in the same block of code says that an example of the output follows."""
    lines = result.document.lines
    end = bisect_right(lines, result.figure.line, key=lambda line: line.number)
    above = takewhile(lambda line: line.kind == "code", reversed(lines[max(0, end - _SAMPLE) : end]))
    return any(_ANNOUNCED.search(line.text[:_LONGEST]) for line in above)


def examples(stated: Sequence[Claim]) -> list[Claim]:
    """Return the figures that are only said to be expected, or stand in a sample; those that no sample answer gives
    come first.
    """
    return sorted(filter(is_example, stated), key=lambda result: '":' in result.evidence.excerpt)


def said_on(result: Claim, others: Sequence[Claim] = ()) -> Evidence | None:
    """Return where else a text says what a figure was measured on, if its own line does not: the nearest line before
    it, else the first one, in its own section rather than elsewhere, or the first of two that only say it together.

    Where its own section does not say it, and one of the `others` gives the same value where it is said, that one.
    """
    where = _said_beside(result)
    if where is None or _is_of_section(result, where):
        return where
    for other in others:
        figure = other.figure
        if figure.metric == result.figure.metric and abs(figure.fraction - result.figure.fraction) < figure.step / 100:
            told = _said_beside(other)
            if other.document is not result.document and (told is None or _is_of_section(other, told)):
                return told or other.evidence
    return where


def _is_of_section(result: Claim, where: Evidence) -> bool:
    """Whether a line stands in the section of a figure, or above it in one that this is a part of, but for the title's."""
    told = where.line or 0
    around = result.document.around(result.figure.line)
    begins = {section.number for section in around if section.level > 1 or section is around[-1]} or {0}
    own = max((section.number for section in result.document.sections if section.number <= told), default=0)
    return where.path == result.document.path and own in begins


def _said_beside(result: Claim) -> Evidence | None:
    document, number = result.document, result.figure.line
    if document.path.endswith(".ipynb") or result.figure.measured in _TELLING:
        return None
    if tells_split(document.source_line(number)):
        return None
    offered = _offered(document, number)
    lines = [
        line
        for line in document.lines
        if line.text and line.kind in ("heading", "prose", "item", "table") and line.number not in offered
    ]
    # Variables called after the parts of the data say nothing of what was measured.
    told = [line for line in lines if tells_split(_IN_CODE.sub("", document.source_line(line.number)[:_LONGEST]))]
    told = told or [
        line
        for line, after in pairwise(lines)
        if after.number - line.number <= _NEAR and tells_split(f"{line.text[:_LONGEST]} {after.text[:_LONGEST]}")
    ]
    section = max((item.number for item in document.sections if item.number <= number), default=0)
    end = min(
        (item.number for item in document.sections if item.number > number), default=document.lines[-1].number + 1
    )
    # The head of a table tells what its other columns are of, too.
    told = [line for line in told if line.kind != "table"] or told
    # Behind the figure and elsewhere, how the data was divided says more than that something was cross-validated.
    divided = [line for line in told if tells_division(_IN_CODE.sub("", document.source_line(line.number)[:_LONGEST]))]
    told = (
        [line for line in told if section <= line.number < number]
        or [line for line in divided if number < line.number < end]
        or divided
        or told
    )
    before = [line.number for line in told if line.number < number]
    where = before[-1] if before else next((line.number for line in told), None)
    return None if where is None or where == number else document.evidence(where)


def _offered(document: Document, number: int) -> frozenset[int]:
    """The lines of lists of what a project offers, but for the section of a figure: "Cross-validation" among its
    features says that it is there, and of no figure what it was measured on.
    """
    around = {section.number for section in document.around(number)}
    return frozenset(
        line.number
        for section in document.sections
        if _OFFERS.fullmatch(section.title) and section.number not in around
        for line in section.lines
        if line.kind == "item"
    )


def denied(repository: Repository, result: Claim) -> Checked | None:
    """Return what a run left behind that gives a stated result otherwise."""
    at = (result.document.path, result.figure.line, result.figure.metric, result.figure.value)
    for claims in claimed(repository):
        for check in repository.support.check_all(claims):
            figure = check.claim.figure
            if at == (check.claim.document.path, figure.line, figure.metric, figure.value):
                return check if check.verdict == "contradicted" else None
    return None


def _says_on_what(result: Claim, told: dict[tuple[str, int], bool]) -> bool:
    """Whether the text says it at the figure, in the words that lead to it, in its section, or anywhere.

    `told` remembers what a section or document says.
    """
    if result.figure.metric in _OF_GROUPS or result.figure.measured in _TELLING:
        return True
    document = result.document
    section = None
    if document.path.endswith(".ipynb"):
        # A notebook speaks of splitting somewhere in any case; only near the figure does it say what this one is of.
        before = (item for item in document.sections if item.number <= result.figure.line)
        section = max(before, key=lambda item: item.number, default=None)
    line = result.figure.line
    offered = frozenset() if section else _offered(document, line)
    key = document.path, section.number if section else -min(offered, default=0)
    if key not in told:
        text = f"{section.title}\n{section.text}" if section else document.text
        if offered:
            text = "\n".join(
                item.text for item in document.lines if item.kind not in _UNREAD and item.number not in offered
            )
        told[key] = tells_split(text[:_MOST_OF_TEXT])
    return told[key] or tells_rows(leading_to(document, line)) or heads_rows(document, line)


def projects(repository: Repository) -> dict[str, list[str]]:
    """Return the projects of a repository that collects several: their folders with the paths of their texts.

    They are folders, not of a project's usual parts, that have a text or notebook of their own and train something;
    none where there are fewer than three.
    """
    training = {use.module.path for use in repository.stages.of(TRAIN)}
    found: dict[str, list[str]] = {}
    for path in training:
        folder = path.rpartition("/")[0]
        if folder and not _PARTS.search(folder):
            found[folder] = []
    for document in repository.texts:
        folder = document.path.rpartition("/")[0]
        if folder in found:
            found[folder].append(document.path)
    found = {folder: paths for folder, paths in found.items() if paths}
    return found if len(found) >= _SEVERAL else {}


def pointed_at(repository: Repository) -> Iterator[Evidence]:
    """Yield where texts show results only as a picture, or name a file of the repository that holds them."""
    names = {
        file.name.lower()
        for file in repository.files
        if file.suffix in _ELSEWHERE and not (file.suffix in PICTURES and shows_nothing(file))
    }
    for document in about_project(repository):
        if document.path.endswith(".ipynb"):
            continue
        for section in document.sections:
            before = ""
            for line in section.lines:
                if line.kind in ("code", "tree"):
                    continue
                source = document.source_lines[line.number - 1] if line.number <= len(document.source_lines) else ""
                for match in _FILE_NAME.finditer(source[:2000]):
                    name = match[0].rpartition("/")[2].lower()
                    if name in names and _shows(name, section.title, f"{before} {line.text}"):
                        yield document.evidence(line.number)
                before = line.text or before
    yield from _pictured(repository)
    yield from _printed(repository)


def _printed(repository: Repository) -> Iterator[Evidence]:
    """Yield where a notebook prints what its text above announces: the metrics that this names, below a heading that asks
    for what came out.
    """
    for notebook in repository.notebooks:
        title, told = "", set[str | None]()
        for cell in notebook.cells:
            if cell.kind == "markdown":
                headings = _HEADING.findall(cell.source)
                title, told = (headings[-1], set()) if headings else (title, told)
                prose = _HEADING.sub("", cell.source[:_MOST_OF_TEXT])
                told |= {match.lastgroup for line in prose.split("\n") for match in mentioned(line[:_LONGEST])}
            elif cell.output and told and _OUTCOME.search(title):
                lines = cell.output[:_MOST_OF_TEXT].split("\n")
                shown = [figure for figure in in_output("\n".join(lines)) if figure.metric in told]
                if shown:
                    yield notebook.evidence(lines[shown[0].line - 1], cell.number)


def _pictured(repository: Repository) -> Iterator[Evidence]:
    """Yield the pictures in texts that show results: by their names, or by the heading that they stand below."""
    texts = {document.path: document for document in about_project(repository)}
    for picture in repository.pictures:
        document = texts.get(picture.evidence.path)
        if picture.in_text and document is not None:
            before = [item.title for item in document.sections if item.number <= picture.evidence.line]
            title = before[-1] if before else ""
            around = f"{title} {document.source_line(picture.evidence.line)}".replace("_", " ").replace("-", " ")
            shows = _OUTCOME.search(title) or metric_named(around) or _OF_MODEL.search(around)
            if shows or (_TRACKED.search(around) and not _NO_RUN.search(around)):
                yield picture.evidence


def _shows(name: str, title: str, text: str) -> bool:
    """Whether a file that a line names is said to hold results: it names a metric, or a document is said to."""
    around = f"{title} {text} {name.replace('_', ' ').replace('-', ' ')}"
    if metric_named(around) or "confusion" in around.lower():
        return True
    return not name.endswith((*_PICTURES, ".ipynb")) and bool(_OUTCOME.search(text))
