"""Where the data comes from, as texts and code give it: a source by name or address, and the terms it comes under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.stages import is_test
from portfolio_kit.repository.subjects import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.markdown import Document
    from portfolio_kit.repository.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_DATA = re.compile(
    r"\bdata\b|data-?\s?sets?|\bdatas\b|\bdados\b|base de |\bdatos\b|donn[ée]es|\bjeu\b|daten(?:satz|sätze|quelle)?"
    r"|\bdati\b|\bveri|\bdane\b|данн|датасет|数据|データ|데이터|डेटा|"
    r"\bcorpus|corpora|competition|challenge data|images?\b|records|images|sourced?\b|fuente|fonte|quelle|sumber"
    r"|источник|来源|download",
    re.IGNORECASE,
)
# Who gives data away: said beside a word for data, each is a source.
_HOSTS = re.compile(
    r"\bkaggle\b|\buci\b|\bopenml\b|hugging ?face|\bzenodo\b|figshare|physionet|\bnasa\b|\bnoaa\b|yahoo ?finance"
    r"|yfinance|alpha ?vantage|\bgrouplens\b|movielens|\bibm(?:'s)? (?:telco|hr|sample|watson|data|employee)|"
    r"data\.gov|\beurostat\b|world bank|\bibge\b|\binegi\b|\bcdc\b|\bnhanes\b|\bnih\b|\binep\b|\bcensus\b|\bdft\b"
    r"|department (?:for|of)|ministry|minist[ée]rio|ministerio|"
    r"meteorological|\bdwd\b|copernicus|sentinel|landsat|\bsdss\b|sloan|(?:from|by|of|at"
    r"|via) (?:the )?(?:[\w.-]{1,30} ){0,2}(?:stanford|university|ibm\b)"
    r"|universi(?:dad|dade|tät|té|tà) (?:de|do|da|del|di|of|federal)\b|\bimdb\b|\btmdb\b|lending ?club|\bstats19\b|"
    r"roboflow|mendeley|dataverse|github\.com/|sklearn\.datasets|scikit-?learn(?:'s)? (?:built-?in |toy )?data"
    r"|\bolist\b|datacamp|analytics ?vidhya|drivendata|zindi|tianchi|天池|open data|opendata|dados abertos"
    r"|datos abiertos|open-?meteo|openweather|binance|coingecko|\bfred\b|quandl|\bpjm\b|lahman|statsbomb|spotify"
    r"|reddit|twitter api",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"kaggle\.com/(?:datasets|c/|competitions|[\w-]{2,60}/[\w-]{3,})|archive\.ics\.uci\.edu|archive-beta\.ics"
    r"|openml\.org|huggingface\.co/datasets|zenodo\.org|figshare\.com|physionet\.org|data\.gov|data\.world"
    r"|data\.[\w.-]{2,40}/|mendeley\.com/datasets|"
    r"grouplens\.org|dataverse|roboflow\.com|eurostat|worldbank\.org|(?:raw\.githubusercontent\.com|github\.com"
    r"|storage\.googleapis\.com|amazonaws\.com|blob\.core\.windows\.net|bit\.ly|dropbox\.com)/\S{0,200}"
    r"|://\S{4,200}?\.(?:csv|zip|data|parquet|xlsx?|json|tsv|tar\.gz|tgz|arff)\b",
    re.IGNORECASE,
)
_FILE_ADDRESS = re.compile(
    r"(?:https?|s3|gs|ftp)://\S{3,300}?(?:\.(?:csv|zip|data|parquet|xlsx?|tsv|tar\.gz|tgz|arff|gz|txt)\b"
    r"|/datasets?/|archive\.ics\.uci\.edu|kaggle\.com/(?:datasets|c/|competitions)|drive\.google|bit\.ly)",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:synthetic(?:ally)?|simulated|artificial(?:ly)?|fictional|fictitious|sintétic\w+|simulad\w+"
    r"|synthéti\w+|synthetisch\w*|sintetis|синтетическ\w+|合成|模拟)[\w ,()-]{0,40}(?:data|dataset|datasets|records"
    r"|dados|datos|données|daten|данн\w+|数据)|"
    r"(?:data|dataset|datasets|dados|datos|données|daten|数据)[\w ,()-]{0,40}(?:synthetic|simulated|artificially"
    r"|generated (?:by|with|using|from|through|artific|random|synthet)|sintétic\w+|simulad\w+"
    r"|gerad\w+|generad\w+|generiert|合成)",
    re.IGNORECASE,
)
_COLLECTED = re.compile(
    r"\b(?:(?:scraped|crawled|collected|gathered|exported|provided|obtained|taken|sourced|extracted|downloaded|pulled"
    r"|compiled|published|released|retrieved|curated|recorded|derived|comes?|came|originat\w{1,4}) "
    r"(?:from|by|via|through|using|with|at) (?!(?:(?:the|each|every|this|our|your|its|an?|all) )?(?:[\w-]{1,20} )?"
    r"(?:data|data ?sets?|texts?|images?|models?|forms?|columns?|features?|dashboard|users?|inputs?|requests?"
    r"|csv|files?|code"
    r"|api|train\w*|tests?|predict\w*|pipeline|notebook|scripts?|app|steps?|clients?|browser|pandas|python"
    r"|sklearn)\b)"
    r"|scraping \w|survey(?:ed)? (?:of|by|with|among)|our own data|"
    r"(?:coletad|obtid|extra[íi]d|fornecid|disponibilizad)[oa]s? (?:por|pel[oa]s?|d[eoa]s?|n[oa]s?|em|através"
    r"|via)\b|(?:recopilad|obtenid|proporcionad|extra[íi]d)[oa]s? (?:por|del?|en|desde|mediante)\b|(?:collecté"
    r"|récupéré|fourni)e?s? (?:par|sur|depuis|auprès)|issues? d[eu]\b|(?:vien(?:t|nen)t?|provien(?:t|nent|en?)"
    r"|prov[êe]m|proven(?:gono|ientes?)) (?:d[eu]|da|del|d')\b|erhoben|stammen? (?:aus|von|vom)|bereitgestellt"
    r"|dikumpulkan|diambil dari|berasal dari|ekspor|diperoleh|raccolti|собран\w+|получен\w+|взят\w+)|采集|爬取|来自"
    r"|से लिया|alınmış|pochodz|기상청|출처|出典",
    re.IGNORECASE,
)
# A label and what follows it, which is no path.
_LABELLED = re.compile(
    r"^\W*(?:data ?(?:set)? )?(?:sources?|fonte|fuente|quelle|sumber|источник|kaynak|źródło|origin|origem"
    r"|origen|herkunft)"
    r"(?: (?:of|dos|de los|der|des|de|dei|data|данных) ?(?:the )?\w{0,12})?\W{0,3}[:：]"
    r"\W{0,4}(?!\S{0,60}[/.]\w{2,4}\b)\w",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"licen[cs]ed?\b|licen[çc]a|licencia|lizenz|lisensi|лицензи|许可|\bcc0\b|\bcc[- ]by|creative commons|\bodbl\b"
    r"|\bdbcl\b|\bodc\b|public domain|dom[íi]nio p[úu]blico|dominio publico|terms of (?:use|service)"
    r"|terms and conditions|usage terms|\breuse\b|permission to use|nutzungsbedingungen|conditions d'utilisation|"
    r"doi\.org/|\bdoi:|\bdata ?set version\b|\bversion (?:of the data|\d)|vers[ãi]o (?:dos dados|\d)|versión \d"
    r"|\baccessed (?:on|in)\b|\bdownloaded on\b|\bretrieved (?:on|in)\b|\bsnapshot of\b|\bstand:? \d",
    re.IGNORECASE,
)
_CODE_LICENCE = re.compile(
    r"\b(?:mit|apache|gpl|bsd|agpl|mpl)\b|\bthis (?:project|repository|software|code)\b|este projeto|este proyecto"
    r"|ce projet|dieses projekt|proyek ini|see (?:the )?licen[cs]e|LICENSE",
    re.IGNORECASE,
)
_OF_DATA = re.compile(
    r"data ?(?:set)?(?:'s)? (?:is |are )?(?:under |released under )?(?:the |an? )?licen[cs]", re.IGNORECASE
)
_NO_SOURCE = re.compile(
    r"upload|git clone|kernel|notebook|deploy|space|account|api[_ ]?token|kaggle\.json|profile|portfolio"
    r"|badge|linkedin",
    re.IGNORECASE,
)
_OVERSAMPLED = re.compile(r"smote|oversampl|minority|superamostr|sobremuestr", re.IGNORECASE)
_ABOUT_DATA = re.compile(r"data ?sheet|data ?card|data[-_ ]?dictionary|(?:^|/)data(?:sets?)?/", re.IGNORECASE)
# Without a word that begins so, no line names a source or terms.
_OF_HOSTS = listed(
    """
    kaggle uci openml hugging zenodo figshare physionet nasa noaa yahoo yfinance alpha grouplens movielens ibm
    data eurostat world ibge inegi cdc nhanes nih inep census dft department ministry minist meteorolog dwd
    copernicus sentinel landsat sdss sloan stanford universi imdb tmdb lending stats roboflow mendeley github
    sklearn scikit olist analytics driven zindi tianchi open dados datos binance coingecko fred quandl pjm
    lahman statsbomb spotify reddit twitter
    """
)
_OF_MADE = listed(
    "synthetic simulat simulad artificial fiction fictitious generat sint synth синтетич gerad generad generiert"
)
_OF_LABELS = listed("source sources fonte fuente quelle sumber источник kaynak źródło origin origem origen herkunft")
_OF_COLLECTED = listed(
    """
    pulled compiled published released retrieved curated recorded derived comes came originat vien provien prov
    scrap crawl collect gather export provided obtained taken sourced extracted downloaded survey our coletad
    obtid fornecid disponibil recopilad obtenid proporcionad extra récup fourni issu erhoben stamm
    bereitgestellt dikumpulkan diambil berasal ekspor diperoleh raccolt собран получен взят alınmış pochodz
    """
)
_OF_TERMS = listed(
    """
    licen lizenz lisensi лиценз cc creative odbl dbcl odc public dom terms usage reuse permission nutzung
    conditions doi version vers accessed retrieved downloaded snapshot stand
    """
)
_LOADERS = frozenset(
    {
        "fetch_openml",
        "fetch_california_housing",
        "fetch_ucirepo",
        "fetch_20newsgroups",
        "fetch_lfw_people",
        "fetch_covtype",
        "fetch_olivetti_faces",
        "load_iris",
        "load_breast_cancer",
        "load_diabetes",
        "load_wine",
        "load_digits",
        "load_boston",
        "dataset_download",
        "competition_download",
        "get_rdataset",
        "dataset_download_files",
        "competition_download_files",
        "snapshot_download",
    }
)
_NAMED_LOADERS = re.compile(
    r"^(?:tensorflow\.)?keras\.datasets\.|^torchvision\.datasets\.(?!ImageFolder|DatasetFolder)"
    r"|^tensorflow_datasets\.load|^(?:yfinance|yf)\.|^seaborn\.load_dataset|^datasets\.load_dataset|^kagglehub\."
    r"|^opendatasets\.|^pandas_datareader|^vega_datasets|^nltk\.corpus\.(?!stopwords|wordnet)|^gdown\."
)
_MAKERS = frozenset({"make_classification", "make_regression", "make_blobs", "make_moons"})
_SHELL = re.compile(
    r"\bkaggle (?:datasets|competitions) download\b|\b(?:wget|curl|gdown)\b[^\n]{0,200}(?:https?://|--id|drive)"
    r"|\bdvc (?:import|import-url|get)\b"
)
_LONGEST = 3000


# How plainly a line names the source.
_SAID, _GIVER, _BY_ADDRESS = 1, 2, 3
# Where data sets live, or one itself.
_HOME = re.compile(
    r"kaggle\.com/(?:datasets/|c/|competitions/|[\w-]{2,60}/[\w-]{3,})|archive(?:-beta)?\.ics\.uci\.edu/\S|openml\.org/\S"
    r"|huggingface\.co/datasets|zenodo\.org/\S|figshare\.com/\S|physionet\.org/\S|data\.gov|data\.world|mendeley\.com/data"
    r"|grouplens\.org|dataverse|\.(?:csv|zip|data|parquet|xlsx?|tsv|tar\.gz|tgz|arff)\b",
    re.IGNORECASE,
)
# A licence or identifier tells more of terms than a version.
_LICENSED = re.compile(
    r"licen[cs]|licen[çc]a|lizenz|lisensi|лицензи|许可|\bcc0\b|\bcc[- ]by|creative commons|\bodbl\b|public domain"
    r"|doi\.org/|\bdoi:|terms of",
    re.IGNORECASE,
)
_OWN_HOST = re.compile(r"localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker")


class Origin(NamedTuple):
    """A source of the data: `named` in a text or only in `code`, with the terms that stand beside it."""

    evidence: Evidence
    in_text: bool
    terms: Evidence | None = None
    strength: int = _SAID
    """How plainly the line names the source: by the address of a data set, by who gives it away, or in other words."""


def origins(repository: Repository) -> Iterator[Origin]:
    """Yield where the data comes from, as the texts say and as the code fetches it."""
    for document in repository.texts:
        yield from _in_document(document)
    for file in repository.files:
        if (
            file.suffix in (".txt", ".names", ".doc", ".md")
            and any(part in ("data", "dataset", "datasets") for part in file.parts[:-1])
            and file.text.strip()
        ):
            # A data set's own description, kept beside it.
            head = file.text[:_LONGEST]
            if named := _ADDRESS.search(head) or _HOSTS.search(head):
                terms = _TERMS.search(file.text[:60_000])
                place = file.at(named.start())
                yield Origin(place, in_text=True, terms=file.at(terms.start()) if terms else None, strength=_GIVER)
    yield from _in_code(repository)


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

    found: dict[int, Origin] = {}
    for position, strength in _naming(document):
        heading = headings[position]
        if (heading not in found or found[heading].strength < strength) and speaks_of_data(position):
            place = document.evidence(document.lines[position].number)
            found[heading] = Origin(place, in_text=True, strength=strength)
    terms: dict[int, Evidence] = {}
    licensed: set[int] = set()
    for position in _giving_terms(document):
        heading = headings[position]
        is_licence = bool(_LICENSED.search(document.lines[position].text[:_LONGEST]))
        if (heading not in terms or (is_licence and heading not in licensed)) and speaks_of_data(position):
            terms[heading] = document.evidence(document.lines[position].number)
            licensed |= {heading} if is_licence else set()
    for heading, origin in found.items():
        yield origin._replace(terms=terms.get(heading))
    for heading, evidence in terms.items():
        if heading not in found and of_data.get(heading):
            yield Origin(evidence, in_text=True, terms=evidence)


def _naming(document: Document) -> Iterator[tuple[int, int]]:
    """The positions of lines that name a source, and how plainly: by its address, as made or collected, or by who
    gives it away.
    """
    by_number = {line.number: position for position, line in enumerate(document.lines)}
    for link in document.links:
        position = by_number[link.number]
        if _ADDRESS.search(link.target) and not _NO_SOURCE.search(document.lines[position].text[:_LONGEST]):
            yield position, _BY_ADDRESS if _HOME.search(link.target) else _SAID
    for beginnings, pattern, wrong, strength in (
        (_OF_LABELS, _LABELLED, _NO_SOURCE, _GIVER),
        (_OF_HOSTS, _HOSTS, _NO_SOURCE, _GIVER),
        (_OF_MADE, _MADE, _OVERSAMPLED, _SAID),
        (_OF_COLLECTED, _COLLECTED, _OVERSAMPLED, _SAID),
    ):
        for position in document.with_words(beginnings):
            text = document.lines[position].text[:_LONGEST]
            if pattern.search(text) and not wrong.search(text) and (pattern is not _HOSTS or _DATA.search(text)):
                yield position, strength


def _giving_terms(document: Document) -> Iterator[int]:
    """The positions of lines that give a licence, terms, a version or a DOI, and not the licence of the code."""
    by_number = {line.number: position for position, line in enumerate(document.lines)}
    for position in document.with_words(_OF_TERMS):
        text = document.lines[position].text[:_LONGEST]
        if _TERMS.search(text) and (_OF_DATA.search(text) or not _CODE_LICENCE.search(text)):
            yield position
    for link in document.links:
        if "doi.org/" in link.target:
            yield by_number[link.number]


def _in_code(repository: Repository) -> Iterator[Origin]:
    for module in repository.modules:
        if not is_test(module.path):
            yield from _in_module(module)
    for notebook in repository.notebooks:
        for cell in notebook.code:
            if match := _SHELL.search(cell.source):
                yield Origin(
                    notebook.evidence(cell.source[cell.source.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]),
                    in_text=False,
                    strength=_GIVER,
                )
    for file in repository.files:
        if file.suffix in (".sh", ".yaml", ".yml", ".toml", ".cfg", ".ini") or file.name in ("Makefile", "makefile"):
            text = file.text[:100_000]
            found = (match for pattern in (_SHELL, _FILE_ADDRESS) for match in pattern.finditer(text))
            # What asks the project's own service fetches no data.
            match = next((match for match in found if not _OWN_HOST.search(_line_around(text, match.end()))), None)
            if match:
                yield Origin(file.at(match.start()), in_text=False, strength=_GIVER)


def _line_around(text: str, offset: int) -> str:
    """The line of a text that an offset is on, as far as it matters."""
    start = text.rfind("\n", 0, offset) + 1
    return text[start : start + _LONGEST].split("\n", 1)[0]


def _in_module(module: Module) -> Iterator[Origin]:
    if module.mentions("://"):
        for text, line in module.strings:
            if "://" in text and len(text) < 400 and _FILE_ADDRESS.search(text):  # noqa: PLR2004
                yield Origin(module.evidence(line), in_text=False, strength=_GIVER)
    for call in module.calls:
        if (
            call.last in _LOADERS
            or call.last in _MAKERS
            or (_NAMED_LOADERS.match(call.name) and call.last not in ("Ticker", "Compose"))
        ):
            yield Origin(module.evidence(call.line), in_text=False, strength=_GIVER)
