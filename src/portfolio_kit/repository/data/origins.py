"""Where the data comes from, as texts and code give it: a source by name or address, and the terms it comes under."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.crawled import crawled
from portfolio_kit.repository.data.fallbacks import is_instead
from portfolio_kit.repository.data.fetching import KEEPERS, asks_nowhere, fetched, generated, has_gap, is_toy
from portfolio_kit.repository.data.givers import IN_CODE, gives_data, leads_nowhere, names_giver
from portfolio_kit.repository.data.source_lines import BY_ADDRESS, GIVER, MADE_UP, NO_SOURCE, SAID, naming_lines
from portfolio_kit.repository.data.terms import CITATIONS, TERMS, giving_terms, is_licence
from portfolio_kit.repository.data.versions import versioned
from portfolio_kit.repository.models.drawn import TOYS
from portfolio_kit.repository.models.stages import READ, is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.repository.texts.markdown import Document
    from portfolio_kit.rubric.finding import Evidence

_DATA = re.compile(
    r"\bdata ?frames?\b|\bdata\b|data-?\s?sets?|\bdatas\b|\bdados\b|base de |\bdatos\b|donn[ée]es|\bjeu\b|daten"
    r"|\bdati\b|\bveri|\bdane\b|данн|датасет|数据|データ|데이터|डेटा|\bcorpus|corpora|\bcollection\b|\bmessages\b"
    r"|competition|contest|challenge|compétition|competi[cç][aã]o|competencia|concurso|concours|wettbewerb|competizione"
    r"|kompetisi|соревнован|конкурс|比赛|竞赛|images?\b|photos?\b|fotos?\b"
    r"|^\W*trained on\W|records|reviews|sourced?\b|fuente|fonte|quelle|sumber|источник|来源"
    r"|[\w-]\.(?:csv|tsv|parquet|xlsx?|arff|jsonl)\b",
    re.IGNORECASE,
)
_ABOUT_DATA = re.compile(
    r"data ?sheet|data(?:-?set)?[-_ ]?card|data[-_ ]?dictionary|data[-_ ]?sources?|(?:^|/)"
    r"(?:data(?:sets?)?|dados|datos|donn[ée]es|daten|dati|veri|данные)(?:/|\.dvc$)",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\bkaggle (?:datasets|competitions) download\b|\b(?:wget|curl|gdown)\b[^\n]{0,200}?(?:https?://[^\s\"']{0,300}|--id|drive)"
    r"|\bdvc (?:import|import-url|get)\b|https?://[^\s\"']{3,300}"
)
# What an installer is told of is a package, or a list of versions, and what a cluster applies sets it up.
_INSTALLS = re.compile(
    r"\b(?:pip3?|conda|mamba|apt(?:-get)?|brew|npm)\s(?:[^\s\n]+\s){0,3}?(?:install|add)\s[^\n]{0,300}$"
    r"|\b(?:kubectl|helm|kustomize|oc)\s[^\n]{0,300}$"
)
_LONGEST_LINE = 400
_LONGEST = 3000
_LARGEST_NOTE = 1000
_MOST_TERMS = 20
# The repository that an address of a file is in.
_REPOSITORY = re.compile(r"://(?:raw\.githubusercontent|github)\.com/[\w.-]+/([\w.-]+)/")
_LEAST_NAME = 8
_DRIVE = re.compile(
    r"\bgdown\b|://(?:drive|docs)\.google\.com|\bdrive\.google\.com|://(?:www\.)?dropbox\.com", re.IGNORECASE
)
# Where it is shown how something is used, and not what the project does.
_SHOWN = re.compile(r"(?:^|/)(?:tutorials?|examples?)/")
# Names in a list that is called the sources.
_LISTED = re.compile(
    r"^[^\n#]{0,60}?\b(?:data_?)?sources[\"']?\s{0,4}[:=]\s{0,4}\[\s{0,20}"
    r"[\"'](?=[^\"']{0,20}[A-Z])[\w .&-]{2,60}[\"']",
    re.MULTILINE,
)


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
    read = {document.path for document in repository.texts}
    for file in repository.files:
        if file.path in read:
            continue
        if (
            file.suffix in (".txt", ".names", ".doc", ".md")
            and any("data" in part.lower() for part in file.parts[:-1])
            and file.text.strip()
        ):
            # A data set's own description, kept beside it.
            named = next((line for line in file.text[:_LONGEST].split("\n") if names_giver(line)), None)
            if named is not None:
                given = list(islice(TERMS.pattern.finditer(file.text[:60_000]), _MOST_TERMS))
                terms = next((match for match in given if is_licence(match[0])), given[0] if given else None)
                licence = file.at(terms.start()) if terms else None
                yield Origin(file.at(file.text.index(named)), in_text=True, terms=licence, strength=GIVER)
        elif file.suffix == ".txt" and file.size < _LARGEST_NOTE and not file.name.startswith("requirements"):
            # A note that holds little but the address of the data.
            noted = next((line for line in file.text.split("\n") if gives_data(line)), None)
            if noted is not None:
                yield Origin(file.at(file.text.index(noted)), in_text=True, strength=GIVER)
    yield from _in_code(repository)


def origins(repository: Repository) -> tuple[Origin, ...]:
    """Return where the data comes from, as the texts say and as the code fetches it or names it: the most plainly named
    source first.
    """
    found = [
        origin
        for origin in _found(repository)
        if origin.in_text or not (_leads_here(repository, origin.evidence) or _is_on_drive(origin.evidence))
    ]
    found.sort(key=lambda origin: -origin.strength)
    if found and found[0].in_text and found[0].strength >= GIVER and not any(origin.terms for origin in found):
        # A checksum that is kept of the data is its version.
        naming = {origin.evidence.path for origin in found if origin.in_text}
        fetching = {origin.evidence.path for origin in found if not origin.in_text}
        found[0] = found[0]._replace(terms=versioned(repository, naming, fetching))
    return tuple(found)


def _leads_here(repository: Repository, place: Evidence) -> bool:
    """Whether code only gives the address of a file of the repository itself, which tells nothing of its origin."""
    return any(
        len(match[1]) >= _LEAST_NAME and repository.name.lower().endswith(match[1].lower())
        for match in _REPOSITORY.finditer(place.excerpt)
    )


def _is_on_drive(place: Evidence) -> bool:
    """Whether code only fetches what its author put on a drive, which tells nothing of where that came from."""
    return bool(_DRIVE.search(place.excerpt)) and not names_giver(_DRIVE.sub(" ", place.excerpt))


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

    nowhere = {
        position for position, line in enumerate(document.lines) if leads_nowhere(document.source_line(line.number))
    }
    # The address of a data set speaks of data by itself.
    listed = {
        position
        for position, line in enumerate(document.lines)
        if line.kind == "table" and "/datasets/" in document.source_line(line.number)
    }
    found: dict[int, Origin] = {}
    places: dict[int, int] = {}
    for position, strength in naming_lines(document):
        heading = headings[position]
        is_plainer = (
            heading not in found
            or found[heading].strength < strength
            # Beside a sentence more can be said, beside a heading not.
            or (found[heading].strength == strength and places[heading] == heading != position)
        )
        if (
            is_plainer
            and position not in nowhere
            and (speaks_of_data(position) or (strength == BY_ADDRESS and position in listed))
        ):
            places[heading] = position
            place = document.evidence(document.lines[position].number)
            is_made = strength == SAID and bool(MADE_UP.pattern.search(document.lines[position].text[:_LONGEST]))
            found[heading] = Origin(place, in_text=True, strength=strength, is_made=is_made)
    terms: dict[int, Evidence] = {}
    licensed: set[int] = set()
    for position in giving_terms(document):
        heading = headings[position]
        licences = is_licence(document.lines[position].text)
        cites = heading in found and document.lines[position].language in CITATIONS
        if (heading not in terms or (licences and heading not in licensed)) and (
            cites or position in listed or (speaks_of_data(position) and position not in nowhere)
        ):
            terms[heading] = document.evidence(document.lines[position].number)
            licensed |= {heading} if licences else set()
    # A description of the data is about one thing: its licence holds wherever it stands.
    whole = min(licensed, default=None) if about_data else None
    for heading, origin in found.items():
        of_all = terms[whole] if whole is not None and heading not in licensed else None
        yield origin._replace(terms=of_all or terms.get(heading))
    for heading, evidence in terms.items():
        if heading not in found and of_data.get(heading):
            yield Origin(evidence, in_text=True, terms=evidence)


def _in_code(repository: Repository) -> Iterator[Origin]:
    modules = [module for module in repository.modules if not is_test(module.path)]
    readers = {use.module for use in repository.stages.of(READ)}
    if any(not _SHOWN.search(module.path) for module in readers):
        modules = [module for module in modules if not _SHOWN.search(module.path)]
    told: set[str] = set()
    for module, line in fetched([module for module in modules if not asks_nowhere(module)], repository.files):
        if module.path not in told and not is_toy_beside(module, line, repository):
            told.add(module.path)
            yield Origin(module.evidence(line), in_text=False, strength=GIVER)
    for module, line in generated(modules, repository.live, readers):
        if is_toy(module, readers) or _stands_in(module, repository) or is_instead(module, line):
            continue
        yield Origin(module.evidence(line), in_text=False, strength=GIVER, is_made=True)
    for module, line in crawled(modules):
        yield Origin(module.evidence(line), in_text=False, strength=SAID)
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
    if any(call.last in KEEPERS or call.last.startswith("save") for call in module.calls):
        # What is kept is what the other code reads.
        return False
    return bool(read) and module not in read and any(call.line == line and call.last in TOYS for call in module.calls)


def _in_script(file: File) -> Iterator[Origin]:
    """Where a shell script or a file of settings fetches data; what asks the project's own service does not."""
    for match in _SHELL.finditer(file.text[:100_000]):
        if _INSTALLS.search(file.text[max(0, match.start() - _LONGEST_LINE) : match.start()]):
            continue
        if "://" not in match[0] or gives_data(match[0]):
            yield Origin(file.at(match.start()), in_text=False, strength=GIVER)
            return


def _named_in(module: Module) -> Iterator[Origin]:
    """Where a module names it in passing, if at all."""
    for number, line in enumerate(module.source.split("\n"), 1):
        if names_giver(line) and _DATA.search(line[:_LONGEST]) and not NO_SOURCE.search(line[:_LONGEST]):
            yield Origin(module.evidence(number), in_text=False, strength=SAID)
            return
