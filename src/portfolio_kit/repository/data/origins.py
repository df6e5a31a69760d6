"""Where the data comes from, as texts and code give it: a source by name or address, and the terms it comes under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.fetching import KEEPERS, asks_nowhere, fetched, generated, has_gap, is_toy
from portfolio_kit.repository.data.givers import IN_CODE, gives_data, names_giver, naming
from portfolio_kit.repository.data.terms import CITATIONS, TERMS, giving_terms, is_licence
from portfolio_kit.repository.explaining.chance import TOYS
from portfolio_kit.repository.models.stages import READ, is_test
from portfolio_kit.repository.texts.statements import wording
from portfolio_kit.repository.texts.vague import is_vague

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.repository.texts.markdown import Document
    from portfolio_kit.rubric.finding import Evidence

_DATA = re.compile(
    r"\bdata\b|data-?\s?sets?|\bdatas\b|\bdados\b|base de |\bdatos\b|donn[ée]es|\bjeu\b|daten(?:satz|sätze|quelle)?"
    r"|\bdati\b|\bveri|\bdane\b|данн|датасет|数据|データ|데이터|डेटा|\bcorpus|corpora|\bcollection\b|\bmessages\b"
    r"|competition|contest|challenge|images?\b|photos?\b|fotos?\b"
    r"|^\W*trained on\W|records|reviews|sourced?\b|fuente|fonte|quelle|sumber|источник|来源",
    re.IGNORECASE,
)
_MADE = wording(
    "synthetic simulat simulad artificial fiction fictitious generat sint synth синтетич gerad generad generiert",
    r"(?:synthetic(?:ally)?|simulated|artificial(?:ly)?|fictional|fictitious|sintétic\w+|simulad\w+"
    r"|synthéti\w+|synthetisch\w*|sintetis|синтетическ\w+|合成|模拟)[\w ,()*-]{0,40}(?:data|dataset|datasets|records"
    r"|dados|datos|données|daten|данн\w+|数据)|"
    r"(?:data|dataset|datasets|dados|datos|données|daten|数据)[\w ,()*-]{0,40}(?:synthetic|simulated"
    r"|artificially (?:made|generat|creat)"
    r"|generated (?:by|with|using|from|through|artific|random|synthet)|sintétic\w+|simulad\w+"
    r"|gerad\w+|generad\w+|generiert|合成)",
)
_COLLECTED = wording(
    """
    pulled compiled published released retrieved curated recorded derived comes came originat vien provien prov
    scrap crawl collect gather export provided obtained taken sourced extracted downloaded survey our coletad
    obtid fornecid disponibil recopilad obtenid proporcionad extra récup fourni issu erhoben stamm
    bereitgestellt dikumpulkan diambil berasal ekspor diperoleh raccolt собран получен взят
    выгружен предоставлен diekspor baixad alınmış pochodz
    """,
    r"\b(?:(?:scraped|crawled|collected|gathered|exported|provided(?! with)|obtained|taken|sourced|extracted|downloaded"
    r"|pulled|compiled|published|released|retrieved|curated|recorded|derived|comes?|came|originat\w{1,4}) "
    r"(?:from|by|via|through) (?!(?:(?:the|each|every|this|our|your|its|an?|all) )?(?:[\w-]{1,20} )?"
    r"(?:data|data ?sets?|texts?|images?|models?|forms?|columns?|features?|dashboard|users?|inputs?|requests?"
    r"|csv|files?|code"
    r"|api|train\w*|tests?|predict\w*|pipeline|notebook|scripts?|app|steps?|clients?|browser|pandas|python"
    r"|sklearn)\b)"
    r"|scraping \w|survey(?:ed)? (?:of|by|with|among)|our own data|"
    r"(?:coletad|obtid|extra[íi]d|fornecid|disponibilizad|cedid|baixad)[oa]s? (?:por|pel[oa]s?|d[eoa]s?|n[oa]s?|em"
    r"|através|via|junto (?:à|ao|às|aos|a))(?!\w)"
    r"|(?:recopilad|obtenid|proporcionad|extra[íi]d)[oa]s? (?:por|del?|en|desde|mediante)\b|(?:collecté"
    r"|récupéré|fourni)e?s? (?:par|sur|depuis|auprès)|issues? d[eu]\b|(?:vien(?:t|nen)t?|provien(?:t|nent|en?)"
    r"|prov[êe]m|proven(?:gono|ientes?)) (?:d[eu]|da|del|d')\b|erhoben|stammen? (?:aus|von|vom)|bereitgestellt"
    r"|dikumpulkan|diambil dari|berasal dari|diekspor dari|ekspor|diperoleh|raccolti"
    r"|(?:собран|получен|взят|выгружен|предоставлен)\w* (?:из|от|с|у|в рамках|компани\w+|курс\w+|банк\w+)\b)"
    r"|采集|爬取|来自"
    r"|से लिया|alınmış|(?:den|dan|ten|tan) alınan|pochodz|출처|出典",
)
# A label and what follows it, which is no path, and no work or figure that is cited, as below a picture.
_LABELLED = wording(
    "source sources fonte fuente quelle sumber источник kaynak źródło origin origem origen herkunft",
    r"^\W*(?:data ?(?:set)? )?(?:sources?|fonte|fuente|quelle|sumber|источник|kaynak|źródło|origin|origem"
    r"|origen|herkunft)"
    r"(?: (?:of|dos|de los|der|des|de|dei|data|данных) ?(?:the )?\w{0,12})?(?:\W{0,3}[:：]|\s*\|(?=[^|]*data))"
    r"\W{0,4}(?!\S{0,60}[/.]\w{2,4}\b|\d{1,3}\]|(?:fig(?:ure)?|table)\b)\w",
)
# What is uploaded there, a model that comes from there, samples that are made for balance: no source. A line with the
# address of data may speak of a deployment as well.
_MODEL = re.compile(r"pre-?trained|weights", re.IGNORECASE)
_NO_SOURCE = re.compile(
    rf"upload|git clone|deploy|hugging ?face (?:spaces?|hub)|account|api[_ ]?token|kaggle\.json|{_MODEL.pattern}"
    r"|smote|oversampl|minority|superamostr|sobremuestr|\bunlike\b",
    re.IGNORECASE,
)
_ABOUT_DATA = re.compile(
    r"data ?sheet|data ?card|data[-_ ]?dictionary|data[-_ ]?sources?|(?:^|/)"
    r"(?:data(?:sets?)?|dados|datos|donn[ée]es|daten|dati|veri|данные)/",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\bkaggle (?:datasets|competitions) download\b|\b(?:wget|curl|gdown)\b[^\n]{0,200}(?:https?://|--id|drive)"
    r"|\bdvc (?:import|import-url|get)\b|https?://[^\s\"']{3,300}"
)
# What tests of the code are run on.
_OF_TESTS = re.compile(r"\b(?:unit|smoke|helper|integration) ?tests?\b|\btests\b\W{0,6}\s?[–—:-]", re.IGNORECASE)
_LONGEST = 3000
# A data set by its own name: "the ExDark dataset", "MIT-BIH database".
# What data sets are made of or kept in gives none its name.
_TOOLS = (
    r"PyTorch|TensorFlow|BigQuery|CSV|JSON|XML|SQL|SQLite|PostgreSQL|MySQL|MongoDB|DVC|MLflow|NumPy|GCP|AWS|API|ETL|ELT|EDA"
    r"|NLP|LLM|RAG|CNN|LSTM|README|TODO|GPU|CPU|RDS|HDF5|TFRecord|MLOps|DataFrame"
)
_NAMED = re.compile(
    rf"\b(?!(?:{_TOOLS})\b)(?=\w*[a-z\d-]+[A-Z\d]|[A-Z]{{3}})[A-Z][\w-]{{2,30}}"
    r" (?:data ?sets?|data ?base|corpus|benchmark)\b"
)
# Names in a list that is called the sources.
_LISTED = re.compile(
    r"^[^\n#]{0,60}?\b(?:data_?)?sources[\"']?\s{0,4}[:=]\s{0,4}\[\s{0,20}"
    r"[\"'](?=[^\"']{0,20}[A-Z])[\w .&-]{2,60}[\"']",
    re.MULTILINE,
)
# How plainly a line names the source.
SAID, GIVER, LABELLED, BY_ADDRESS = 1, 2, 3, 4


class Origin(NamedTuple):
    """A source of the data: `in_text`, or only in code, with the terms that stand beside it."""

    evidence: Evidence
    in_text: bool
    terms: Evidence | None = None
    strength: int = SAID
    """How plainly the line names the source: by the address of a data set, as the source and by who gives it away, by
    that alone, or in other words.
    """
    is_made: bool = False
    """Whether it says that the data was made up, or makes it."""


def _found(repository: Repository) -> Iterator[Origin]:
    for document in repository.texts:
        yield from _in_document(document)
    for file in repository.files:
        if (
            file.suffix in (".txt", ".names", ".doc", ".md")
            and any("data" in part.lower() for part in file.parts[:-1])
            and file.text.strip()
        ):
            # A data set's own description, kept beside it.
            named = next((line for line in file.text[:_LONGEST].split("\n") if names_giver(line)), None)
            if named is not None:
                terms = TERMS.pattern.search(file.text[:60_000])
                licence = file.at(terms.start()) if terms else None
                yield Origin(file.at(file.text.index(named)), in_text=True, terms=licence, strength=GIVER)
    yield from _in_code(repository)


def origins(repository: Repository) -> tuple[Origin, ...]:
    """Return where the data comes from, as the texts say and as the code fetches it or names it: the most plainly named
    source first.
    """
    found = sorted(_found(repository), key=lambda origin: -origin.strength)
    if found and found[0].in_text and found[0].strength >= GIVER and not any(origin.terms for origin in found):
        # What DVC keeps of the data is its version, told by its hash.
        found[0] = found[0]._replace(terms=_versioned(repository))
    return tuple(found)


def _versioned(repository: Repository) -> Evidence | None:
    """The file of DVC that holds the hash of a file or folder of data, not of a model."""
    return next(
        (
            file.at(file.text.index("md5:"))
            for file in repository.files
            if file.suffix == ".dvc" and _ABOUT_DATA.search(file.path) and "md5:" in file.text
        ),
        None,
    )


def _in_document(document: Document) -> Iterator[Origin]:
    """The source that each section of a text names, with the terms that it gives."""
    about_data = bool(_ABOUT_DATA.search(document.path))
    heading = 0
    headings = [
        heading := position if line.kind == "heading" else heading for position, line in enumerate(document.lines)
    ]
    of_data: dict[int, bool] = {}

    def speaks_of_data(position: int) -> bool:
        heading = headings[position]
        if heading not in of_data:
            of_data[heading] = about_data or bool(_DATA.search(document.titles[heading]))
        return of_data[heading] or bool(_DATA.search(document.lines[position].text[:_LONGEST]))

    # The address of a data set speaks of data by itself.
    listed = {
        position
        for position, line in enumerate(document.lines)
        if line.kind == "table" and "/datasets/" in document.source_line(line.number)
    }
    found: dict[int, Origin] = {}
    places: dict[int, int] = {}
    for position, strength in _naming(document):
        heading = headings[position]
        is_plainer = (
            heading not in found
            or found[heading].strength < strength
            # Beside a sentence more can be said, beside a heading not.
            or (found[heading].strength == strength and places[heading] == heading != position)
        )
        if is_plainer and (speaks_of_data(position) or (strength == BY_ADDRESS and position in listed)):
            places[heading] = position
            place = document.evidence(document.lines[position].number)
            is_made = strength == SAID and bool(_MADE.pattern.search(document.lines[position].text[:_LONGEST]))
            found[heading] = Origin(place, in_text=True, strength=strength, is_made=is_made)
    terms: dict[int, Evidence] = {}
    licensed: set[int] = set()
    for position in giving_terms(document):
        heading = headings[position]
        licences = is_licence(document.lines[position].text)
        cites = heading in found and document.lines[position].language in CITATIONS
        if (heading not in terms or (licences and heading not in licensed)) and (
            cites or position in listed or speaks_of_data(position)
        ):
            terms[heading] = document.evidence(document.lines[position].number)
            licensed |= {heading} if licences else set()
    for heading, origin in found.items():
        yield origin._replace(terms=terms.get(heading))
    for heading, evidence in terms.items():
        if heading not in found and of_data.get(heading):
            yield Origin(evidence, in_text=True, terms=evidence)


def _naming(document: Document) -> Iterator[tuple[int, int]]:
    """The positions of lines that name a source, and how plainly: by its address, as the source, by its name or who
    gives it away, as made or collected.
    """
    found = [
        (position, BY_ADDRESS)
        for position, line in enumerate(document.lines)
        if "://" in (text := document.source_line(line.number))
        and (line.kind not in ("code", "tree") or line.language in CITATIONS)
        and gives_data(text)
    ]
    found += [
        (position, LABELLED if _LABELLED.pattern.search(document.lines[position].text[:_LONGEST]) else GIVER)
        for position in naming(document)
    ]
    found += [
        (position, GIVER)
        for position in document.with_words(("dataset", "data", "database", "corpus", "benchmark"))
        if _NAMED.search(document.lines[position].text[:_LONGEST])
    ]
    for said, strength in ((_LABELLED, GIVER), (_MADE, SAID), (_COLLECTED, SAID)):
        found += [
            (position, strength)
            for position in document.with_words(said.beginnings)
            if said.pattern.search(text := document.lines[position].text[:_LONGEST])
            and not (said is _MADE and _OF_TESTS.search(text))
        ]
    for position, strength in found:
        excluded = _MODEL if strength == BY_ADDRESS else _NO_SOURCE
        if strength == SAID and is_vague(document.lines[position].text[:_LONGEST]):
            continue
        if not excluded.search(document.lines[position].text[:_LONGEST]):
            yield position, strength


def _in_code(repository: Repository) -> Iterator[Origin]:
    modules = [module for module in repository.modules if not is_test(module.path)]
    readers = {use.module for use in repository.stages.of(READ)}
    told: set[str] = set()
    for module, line in fetched([module for module in modules if not asks_nowhere(module)]):
        if module.path not in told and not is_toy_beside(module, line, repository):
            told.add(module.path)
            yield Origin(module.evidence(line), in_text=False, strength=GIVER)
    for module, line in generated(modules, repository.live, readers):
        if is_toy(module, readers) or _stands_in(module, repository):
            continue
        yield Origin(module.evidence(line), in_text=False, strength=GIVER, is_made=True)
    for module in modules:
        yield from _told_in(module)
    for file in repository.files:
        if file.suffix in (".sh", ".yaml", ".yml", ".toml", ".cfg", ".ini") or file.name in ("Makefile", "makefile"):
            yield from _in_script(file)


def _told_in(module: Module) -> Iterator[Origin]:
    """Where a module gives the address of data, names who gives it, or has a list that is called the sources."""
    place = _addressed(module)
    if place is not None:
        yield Origin(module.evidence(place), in_text=False, strength=GIVER)
    if module.mentions(*IN_CODE):
        yield from _named_in(module)
    if module.mentions("sources") and (listed := _LISTED.search(module.source)):
        line = module.source.count("\n", 0, listed.start()) + 1
        yield Origin(module.evidence(line), in_text=False, strength=SAID)


def _stands_in(module: Module, repository: Repository) -> bool:
    """Whether what a module makes up only stands in for a file of data that is here, and that code reads by its name:
    it is kept nowhere, or under another name.
    """
    here = {file.name for file in repository.supply.fitting}
    read = here & {read.path.rpartition("/")[2] for read in repository.supply.reads}
    return bool(read) and (not any(call.last in KEEPERS for call in module.calls) or not module.mentions(*read))


def _addressed(module: Module) -> int | None:
    """The line of the first address of data in a module's strings."""
    return next(
        (
            line
            for text, line in (module.strings if module.mentions("://") else ())
            if text.startswith("http") and "://bit.ly" not in text and "://example." not in text and gives_data(text)
            if not has_gap(module, text)
        ),
        None,
    )


def is_toy_beside(module: Module, line: int, repository: Repository) -> bool:
    """Whether a toy data set is loaded on a line, where other code reads the data that the project is about."""
    read = {use.module for use in repository.stages.of(READ) if use.call.last not in TOYS}
    return bool(read) and module not in read and any(call.line == line and call.last in TOYS for call in module.calls)


def _in_script(file: File) -> Iterator[Origin]:
    """Where a shell script or a file of settings fetches data; what asks the project's own service does not."""
    for match in _SHELL.finditer(file.text[:100_000]):
        if "://" not in match[0] or gives_data(match[0]):
            yield Origin(file.at(match.start()), in_text=False, strength=GIVER)
            return


def _named_in(module: Module) -> Iterator[Origin]:
    """Where a module names it in passing, if at all."""
    for number, line in enumerate(module.source.split("\n"), 1):
        if names_giver(line) and _DATA.search(line[:_LONGEST]) and not _NO_SOURCE.search(line[:_LONGEST]):
            yield Origin(module.evidence(number), in_text=False, strength=SAID)
            return
