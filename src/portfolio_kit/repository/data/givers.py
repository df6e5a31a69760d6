"""Who gives data away: the addresses of data, and the names of data sets and of those that publish them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document

_LETTERS = re.compile(r"[a-zß-ÿ]+")
_LONGEST = 3000

# Beside a word for data, each of them says where it comes from.
_GIVERS = """
kaggle; uci; openml; hugging face; huggingface; zenodo; figshare; physionet; nasa; noaa; yahoo finance; yfinance; alpha
vantage; grouplens; data.gov; data.world; eurostat; world bank; ibge; inegi; cdc; nhanes; nih; inep; census; dwd; sdss;
copernicus; sentinel-1; sentinel-2; landsat; roboflow; mendeley; dataverse; olist; datacamp; analytics vidhya; zindi;
drivendata; fred api; tianchi; open data portal; opendata; dados abertos; datos abiertos; open-meteo; openweather;
binance; coingecko; quandl; statsbomb; spotify; reddit; twitter api; sklearn.datasets; scikit-learn data; craigslist;
department of; department for; ministry; ministério; ministerio; meteorological; from the university; by the university;
by ibm; from ibm; ibm's; ibm telco; ibm hr; ibm sample; ibm watson; lending club; lendingclub; airbnb; zillow;
stanford univ
"""
_DATA_SETS = """
movielens; imdb; tmdb; mnist; emnist; svhn; cifar; imagenet; c-mapss; cmapss; ulb; german credit; home credit; give me
some credit; boston housing; california housing; ames housing; ames, iowa; pima indian; cleveland heart; statlog; pjm;
cleveland clinic; framingham; brfss; nsl-kdd; kdd cup; kddcup; cicids; cic-ids; unsw-nb; bot-iot;
plantvillage; fer2013; fer-2013; ravdess; crema-d; librispeech; common voice; urbansound; esc-50; ham10000; isic; sloan;
chexpert; chestx-ray; mimic-iii; mimic-iv; brats; celeba; utkface; ag news; newsgroups; enron; sentiment140; yelp;
goodreads; book-crossing; squad; criteo; instacart; rossmann; favorita; nyc tlc; citi bike; citibike; secom;
capital bikeshare; ai4i; cwru; compas; breast cancer wisconsin; wisconsin breast; gtsrb; kitti; food-101;
cityscapes; palmer penguins; stats19; lahman; ieee-cis; paysim; fashion-mnist; eurosat
"""
# What the data is about, as much as what it is called: only beside a word for a data set it is a name.
_SUBJECTS = "telco customer churn; nyc taxi; adult income; online retail; wine quality; amazon reviews"
_SET = re.compile(r"[\w -]{0,40}\b(?:data-?\s?sets?|data ?base|corpus|conjunto de d\w+|jeu de donn\w+|datensatz)")


def _by_first_word(names: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names.split(";"):
        plain = " ".join(name.split())
        found.setdefault(_LETTERS.findall(plain)[0], []).append(plain)
    return found


_NAMES = _by_first_word(f"{_GIVERS};{_DATA_SETS};{_SUBJECTS}")
_PUBLISHED = _by_first_word(f"{_GIVERS};{_DATA_SETS}")
_OF_DATA_SETS = _by_first_word(f"{_DATA_SETS};{_SUBJECTS}")
_ALSO_SUBJECTS = frozenset(name.strip() for name in _SUBJECTS.split(";"))
# What a module mentions that may name one, in a comment or a description of its own.
IN_CODE = ("aggle", "UCI", "NASA", "MAPSS", "MovieLens", "ovielens", "IMDB", "IMDb", "CIFAR", "NOAA", "OpenML", "KDD")
_ONLY_LETTERS = re.compile(r"[^\W\d_]")

_ADDRESS = re.compile(
    r"kaggle\.com/(?!code/|learn/)[\w-]{1,60}/[\w-]{3,}|archive(?:-beta)?\.ics\.uci\.edu|openml\.org|zenodo"
    r"|figshare|physionet|dataverse|roboflow|grouplens|mendeley\.com|ieee-dataport|drive\.google|dropbox\.com|eurostat"
    r"|worldbank|lendingclub|insideairbnb|kddcup|amazonaws\.com/|storage\.googleapis|blob\.core\.windows|bit\.ly/"
    r"|raw\.githubusercontent|cocodataset|analyticsvidhya\.com/contest|drivendata\.org/|image-net|openslr|\bdata\.|\bdatos\.|\bdados\.|dataset"
    r"|open-?data\b|\bdonn[eé]es|dados-?abertos|datos-?abiertos|offene-?daten"
    r"|(?:nyc|cdc|nasa|noaa|ibge|inegi|nist)\.gov|\.(?:csv|tsv|zip|data|parquet|xlsx?|arff|gz|tgz|tar)(?:$|[?#&\"')\s])",
    re.IGNORECASE,
)
_URL = re.compile(r"\w[\w+.]{0,9}://[^\s\"'<>\])|]{2,500}")
# What a file is called, and where it lies, names nobody.
_PATH = re.compile(
    r"(?<![\w:/.-])(?:~|\.{1,2})?/?[\w.-]+(?:[/\\][\w.-]+)*"
    r"\.(?:csv|tsv|xlsx?|parquet|json|zip|gz|pkl|txt|data|names|db)\b"
    r"|(?<![\w:/.-])(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]+)+",
    re.IGNORECASE,
)
# What a description of a data set is written after.
_TEMPLATE = re.compile(r"template[\w.-]{0,12}$", re.IGNORECASE)
# Somebody's notebook or course there, which gives no data.
_NO_DATA = re.compile(r"kaggle\.com/(?:code|learn)/\S*")
_OWN_HOST = re.compile(
    r"localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker"
    # What no name on the internet leads to: addresses of a private network.
    r"|://(?:[^/\s@]{1,60}@)?(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?:[:/]|$)"
    r"|://[\w.-]{1,80}\.(?:local|internal|lan|intranet|corp)(?:[:/]|$)"
)
# What stands for a part of an address that was never filled in, and the hosts that are kept for examples.
_LEFT_OPEN = re.compile(
    r"://(?:[\w-]+\.)*example\.(?:com|org|net)\b|<[a-z][\w -]{1,40}>|(?<![a-z])x{4,}(?![a-z])|path[-_/]to[-_/]"
    r"|placeholder|(?<![a-z])your[-_ ]?(?:\w+[-_])?(?:file|data|id|user|name|account|bucket|link|url|org|repo|key|host)"
    r"|(?<![a-z])(?:file|folder|drive)_?id(?![a-z])(?!=)|change[-_]?me(?![a-z])|replace[-_]?(?:me|with|this)(?![a-z])"
    r"|://\S{1,200}[/=]\?{2}"
    r"|(?<![a-z])(?:user-?name|owner|author|someone)/(?:data-?set|dataset-name|data)",
    re.IGNORECASE,
)


def is_left_open(address: str) -> bool:
    """Whether an address, or a command that holds one, has a part that was never filled in, and leads nowhere."""
    return bool(_LEFT_OPEN.search(address[:_LONGEST]))


def leads_nowhere(text: str) -> bool:
    """Whether a line gives addresses that lead nowhere, as those kept for examples, and names no other source."""
    text = text[:_LONGEST]
    addresses = [found[0] for found in _URL.finditer(text)] if "://" in text else []
    return bool(addresses) and all(map(is_left_open, addresses)) and not names_giver(_URL.sub("", text))


def gives_data(text: str) -> bool:
    """Whether an address is that of a file of data, or of a place where data sets are published, or whether a line
    holds such an address: what is said beside an address tells nothing of where that leads.
    """
    return (
        "://" in text
        and any(
            _ADDRESS.search(address := found[0].rstrip(".,;*_"))
            and not (is_of_own_network(address) or _TEMPLATE.search(address))
            for found in _URL.finditer(_NO_DATA.sub("", text[:_LONGEST]))
        )
        and not is_left_open(text)
    )


def is_of_own_network(address: str) -> bool:
    """Whether an address leads to a machine that only its author's network knows."""
    return bool(_OWN_HOST.search(address[:_LONGEST]))


def names_giver(text: str) -> bool:
    """Whether a line names a data set that is known by its name, or who publishes data."""
    return _names_any(text[:_LONGEST].lower(), _NAMES)


def names_only_subject(text: str) -> bool:
    """Whether a line names data by what it is about, and neither an address nor who gives it away."""
    lowered = text[:_LONGEST].lower()
    return "://" not in lowered and not _names_any(lowered, _PUBLISHED)


def names_data_set(text: str) -> bool:
    """Whether a line names a data set that is known by its name, which leads to it without an address."""
    return _names_any(text[:_LONGEST].lower(), _OF_DATA_SETS)


def naming(document: Document) -> Iterator[int]:
    """Yield the positions of the lines of a text that do, trees of files among them."""
    found = {
        position
        for word in document.index
        if word in _NAMES
        for position in document.index[word]
        if _is_named(word, document.lines[position].text[:_LONGEST].lower())
    }
    found |= {
        position
        for position, line in enumerate(document.lines)
        if line.kind == "tree" or document.is_unspaced
        if names_giver(line.text)
    }
    yield from sorted(found)


def _names_any(lowered: str, names: Mapping[str, list[str]]) -> bool:
    return any(_is_named(word, lowered, names) for word in names.keys() & _LETTERS.findall(lowered))


def _is_named(word: str, lowered: str, names: Mapping[str, list[str]] = _NAMES) -> bool:
    if "kaggle.com/" in lowered:
        lowered = _NO_DATA.sub("", lowered)
    if "." in lowered or "/" in lowered:
        lowered = _PATH.sub(" ", lowered)
    if "??" in lowered:
        lowered = _LEFT_OPEN.sub(" ", lowered)
    for name in names.get(word, ()):
        start = lowered.find(name)
        while start >= 0:
            before, after = lowered[start - 1 : start], lowered[start + len(name) : start + len(name) + 1]
            is_whole = not _ONLY_LETTERS.match(before) and not (
                _ONLY_LETTERS.match(name[-1]) and _ONLY_LETTERS.match(after)
            )
            if is_whole and (name not in _ALSO_SUBJECTS or _SET.match(lowered, start + len(name))):
                return True
            start = lowered.find(name, start + 1)
    return False
