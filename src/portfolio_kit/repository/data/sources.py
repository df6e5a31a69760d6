"""What texts say of how to get the data: where it is, and where to put it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.givers import (
    gives_data,
    is_left_open,
    is_of_own_network,
    names_data_set,
    names_giver,
)
from portfolio_kit.repository.data.source_lines import leads_to_data
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

_PLACE = re.compile(
    r"\b(?!requirements|environment|runtime)[\w-]{2,60}\.(?:csv|tsv|parquet|xlsx?|json|zip|data|dat|txt|db)\b"
    r"|(?:data|raw|input|dados|datos|donn[ée]es|daten|images?)\w{0,20}/|/(?:data|raw|input|dados|datos|daten)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s)>\"'\]]{3,500}")
# A page that is called the source, with or without how it is asked for: "Source: github.com/lab/rows".
_SOURCE_PAGE = re.compile(
    r"^\W*(?:data ?(?:set)? ?)?(?:source|fonte|fuente|quelle|sumber|источник|kaynak|origem|origen)\W{0,6}[:：]\W{0,6}"
    r"(?:\[[^\]\n]{1,80}\]\()?(?:https?://)?(?:www\.)?[\w-]{2,40}\.(?:com|org|net|gov|io|edu|[a-z]{2})(?:\.[a-z]{2})?"
    r"/[\w./?=&%-]{3,200}",
    re.IGNORECASE,
)
# The name by which a hub of data sets knows one: "Kaggle (`owner/rows-of-2020`)".
_ON_HUB = re.compile(
    r"\b(?:kaggle|hugging ?face)\b[^\n]{0,80}`[a-z\d][\w-]{2,40}/[\w.-]{3,80}(?<!\.csv)(?<!\.zip)(?<!\.json)`"
    r"|`(?!data/)[a-z\d][\w-]{2,40}/[\w.-]{3,80}(?<!\.csv)(?<!\.zip)(?<!\.json)`[^\n]{0,30}"
    r"\b(?:kaggle|hugging ?face)\b",
    re.IGNORECASE,
)
_OF_TABLE = re.compile(
    r"\b(?:csv|excel|parquet|zip|archive|files?|data-?\s?sets?|arquivos?|archivos?|fichiers?|datei)\b", re.IGNORECASE
)
_TITLE, _HEADINGS = "1", ("1", "2", "3")
# Words for data in the headings and links of texts.
_OF_DATA = re.compile(
    r"\bdata|\bdatos\b|\bdados\b|donn[ée]es|\bdaten|\bdati\b|\bveri(?:ler|ler[iı]|\b)|\bdane\b", re.IGNORECASE
)
_RELEASES = re.compile(
    r"://(?:github|gitlab|codeberg)\.[a-z]{2,4}/[^\s?#]{3,200}/releases(?:/(?:latest|tag/[^\s/]{1,80}))?/?$"
)
# What a folder is called tells nothing of what is linked to.
_PATHS = re.compile(r"`[^`]*`|[\w.-]+/[\w./-]*")
# To bring a file here, in the languages of texts.
BRING = re.compile(
    r"\b(?:down-?load|descarg|des-?c[aá]rg|baja(?:r|d)?\b|b[aá]ja(?:lo|te)|baix[ae]|t[ée]l[ée]charg|scaric|(?:her)?unter-?l[aä]d|"
    r"lade?\b|unduh|indir|pobierz|pobra[ćc]|save\b|fetch\b|grab\b|pegu?[ae]r?\b|obt[eé]n(?:er|ha|ga)?\b|obter\b|obtenez"
    r"|r[ée]cup[ée]rez?\b|ottieni\b|ambil(?:lah)?\b|besorg\w{0,3}\b|hole?n?\b)|скачай|скачать|загрузи|возьми|下载|获取|डाउनलोड",
    re.IGNORECASE,
)
_PUT = re.compile(
    r"\b(?:place|put|copy|move|unzip|pon(?:er|ga)?|coloc\w{1,4}|coloqu\w{1,3}|copi\w{1,4}|plac(?:er|ez)|mett(?:re|ez)|"
    r"lege[nr]?\b|ablegen|kopier\w{1,4}|simpan|letakkan|koy\w{0,5}|p[õo]e|ponha|guard[ae]|mets|metti|taruh)\b|положи|放[到在入]",
    re.IGNORECASE,
)
# Words with capitals one after another, or in quotes: what something is called.
_CALLED = re.compile(r"(?:\b[A-Z][\w'&-]*[ ]){2,8}|[\"“«*][\w][\w .:&'-]{4,80}[\"”»*]")
_FEWEST_WORDS = 2
# What titles write with capitals, too.
_BETWEEN = frozenset({"all", "and", "das", "der", "dos", "for", "from", "into", "our", "the", "this", "your"})
_CODE_FILE = re.compile(r"[\w./-]{1,200}\.(?:py|ipynb|sh|sql)\b")
_DATA_FILE = re.compile(
    r"\b[\w-]{2,60}\.(?:csv|tsv|parquet|feather|xlsx?|jsonl|zip|npz|arff|db|sqlite|tar|gz|tgz)\b", re.IGNORECASE
)
_FOLDER = re.compile(r"(?:^|[\s`'\"(*./])(?:[\w-]{1,40}/){1,6}(?=[\s`'\").,;:*]|[\w-]{1,60}\.\w{2,7}\b|$)")
_INTO = re.compile(
    r"(?:^|[\s`'\"(*./])(?:[\w-]{1,40}/){0,4}(?:data|raw|input|dados|datos|donn[ée]es|daten|images?)\w{0,20}/",
    re.IGNORECASE,
)
# How many lines a section on data goes on before the link of which it says where that goes.
_MOST_BEFORE = 25
# How many lines later a file that was told to be fetched is told to be put somewhere.
_NEXT = 4
# How many lines an instruction may stand before the link that it is about, and after it.
_BEFORE, _AFTER = 3, 8


def instructions(documents: Iterable[Document], names: Collection[str] = ()) -> Iterator[Evidence]:
    """Yield the lines of texts that say exactly how to get the data: a source, and the file or folder to put it in.

    A data set that is known by its name needs no link, where one line says to download it into a folder for data. Any
    page is a source of a file that a line tells to download from it, one of `names` where the code reads files; such a
    file, its folder and an address in one line say so without further words.
    """
    for document in documents:
        texts = [document.source_line(line.number) for line in document.lines]
        for position, text in enumerate(texts):
            if _is_told_by_name(text, _following(document.lines, texts, position)) or _is_led_to(text, names):
                yield document.evidence(document.lines[position].number)
                break
            gives = _gives(text)
            if not gives and not _brings(text, names) and not _is_linked(text):
                if _is_fetched_first(texts, document.lines, position):
                    yield document.evidence(document.lines[position].number)
                    break
                continue
            heading = next((at for at in range(position, -1, -1) if _opens(document.lines[at])), 0)
            depth = document.lines[heading].language
            end = next(
                (later for later in range(position + 1, len(texts)) if _opens(document.lines[later], depth)), None
            )
            is_placed = (
                _is_placed(texts, _begin(texts, heading, position), end or len(texts), position)
                if gives
                else _is_put(texts[position : min(position + _NEXT, end or len(texts))], by_file=not BRING.search(text))
            )
            if is_placed:
                # The line that tells to bring it from there shows it best.
                whole = (at for at, told in enumerate(texts) if BRING.search(told) and _gives(told))
                yield document.evidence(document.lines[next(whole, position)].number)
                break


def tells_to_place(documents: Iterable[Document]) -> bool:
    """Whether a line tells to bring something into a folder for data, wherever that comes from; no code for that."""
    return any(
        (BRING.search(text) or _PUT.search(text)) and _INTO.search(_CODE_FILE.sub(" ", _ADDRESS.sub(" ", text)))
        for document in documents
        for text in (document.source_line(line.number) for line in document.lines)
    )


def _is_told_by_name(text: str, following: str) -> bool:
    """Whether a line tells to download a data set that is known by its name into a folder for data; or calls one by its
    name and who gives it away, and says, if only with what follows, which file of it goes where.
    """
    if BRING.search(text) and _INTO.search(text) and names_data_set(text):
        return True
    if not (names_giver(text) and _calls_data_set(text)):
        return False
    return any(
        _INTO.search(told) and _DATA_FILE.search(told) and (BRING.search(told) or _PUT.search(told))
        for told in (text, following)
    )


def _following(lines: Sequence[Line], texts: Sequence[str], position: int) -> str:
    """The next line of a section that says something."""
    for later in range(position + 1, min(position + _NEXT, len(texts))):
        if lines[later].kind == "heading":
            break
        if texts[later].strip():
            return texts[later]
    return ""


def _calls_data_set(text: str) -> bool:
    """Whether a line that speaks of a data set calls something by a name of two words or more, beside who gives it."""
    plain = _DATA_FILE.sub(" ", _PATHS.sub(" ", _ADDRESS.sub(" ", text)))
    names = ([word for word in match[0].split() if not _tells_no_name(word)] for match in _CALLED.finditer(plain))
    return bool(_OF_TABLE.search(plain)) and any(len(words) >= _FEWEST_WORDS for words in names)


def _tells_no_name(word: str) -> bool:
    is_called = BRING.match(word) or _PUT.match(word) or _OF_TABLE.search(word) or word.lower() in _BETWEEN
    return bool(is_called) or names_giver(word)


def _is_led_to(text: str, names: Collection[str]) -> bool:
    """Whether a line names a file that the code reads, a folder for data, and a page: in whatever words, from there to
    there.
    """
    if "://" not in text or not names or not _INTO.search(plain := _ADDRESS.sub(" ", text)):
        return False
    return any("." in name and name in plain.lower() for name in names) and any(
        not is_left_open(address) and not is_of_own_network(address) for address in _ADDRESS.findall(text)
    )


def _begin(texts: Sequence[str], heading: int, position: int) -> int:
    """The line from which on a place may be told: in a section on the data it may come long before the link."""
    before = _MOST_BEFORE if _OF_DATA.search(texts[heading]) else _BEFORE
    return max(heading, position - before, 0)


def _is_placed(texts: Sequence[str], begin: int, end: int, position: int) -> bool:
    """Whether the lines around a source name a file or folder for it."""
    return any(_PLACE.search(_ADDRESS.sub(" ", other)) for other in texts[begin : min(position + _AFTER, end)])


def _brings(text: str, names: Collection[str]) -> bool:
    """Whether a line tells to download a file from the page that it links to."""
    if "http" not in text or not BRING.search(text):
        return False
    plain = _ADDRESS.sub(" ", text)
    is_file = any("." in name and name in plain.lower() for name in names) if names else bool(_DATA_FILE.search(plain))
    return is_file and any(
        not is_left_open(address) and not is_of_own_network(address) for address in _ADDRESS.findall(text)
    )


def _is_linked(text: str) -> bool:
    """Whether a line links to a page that it calls a data set, of which another says what goes where."""
    return "http" in text and leads_to_data(text)


def _is_fetched_first(texts: Sequence[str], lines: Sequence[Line], position: int) -> bool:
    """Whether a line tells to download a file of data, and the next lines of its section where it goes, and from where:
    a page that is called the source.
    """
    text = texts[position]
    if not (BRING.search(text) and _OF_TABLE.search(text)) or _opens(lines[position]):
        return False
    end = next((later for later in range(position + 1, len(texts)) if _opens(lines[later])), len(texts))
    return _is_put(texts[position : min(position + _NEXT + 1, end)]) and any(
        (page := _SOURCE_PAGE.match(other)) and not is_left_open(page[0]) and not is_of_own_network(page[0])
        for other in texts[max(position - _BEFORE, 0) : min(position + _AFTER, end)]
    )


def _is_put(texts: Sequence[str], *, by_file: bool = False) -> bool:
    """Whether lines name a folder for a file, or a file with its folder; `by_file`, of data, and the file as well."""
    plain = [_ADDRESS.sub(" ", text) for text in texts]
    if by_file and not any(map(_DATA_FILE.search, plain)):
        return False
    return any((_INTO if by_file else _FOLDER).search(text) for text in plain)


def _opens(line: Line, depth: str = "") -> bool:
    """Whether another matter begins: with a heading, where it is no bold word within a section, nor one of a part of
    the section, whose own heading is `depth` deep.
    """
    return line.kind == "heading" and line.language in _HEADINGS and not (line.language > depth > _TITLE)


def _gives(text: str) -> bool:
    """Whether a line links to data, or says of a page of releases that data is there."""
    if "`" in text and _ON_HUB.search(text):
        return True
    if "http" not in text:
        return False
    addresses = _ADDRESS.findall(text)
    if any(map(gives_data, addresses)):
        return True
    released = [address for address in addresses if _RELEASES.search(address) and not is_left_open(address)]
    return bool(released) and bool(_OF_DATA.search(_PATHS.sub(" ", _ADDRESS.sub(" ", text))))
