"""Where the project's data comes from: files in the repository, code that fetches or generates it, what texts say."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portfolio_kit.repository.file import File
from portfolio_kit.repository.markdown import Document
from portfolio_kit.repository.python import Call, Module, string
from portfolio_kit.repository.stages import Use
from portfolio_kit.rubric.finding import Evidence

_TABLES = frozenset({".csv", ".tsv", ".parquet", ".feather", ".arrow", ".xlsx", ".xls", ".jsonl", ".ndjson", ".arff", ".data", ".dat", ".npz", ".npy", ".h5", ".hdf5", ".db", ".sqlite", ".sqlite3", ".mat", ".sav", ".dta", ".rds", ".libsvm", ".tfrecord", ".geojson"})
_PACKED = frozenset({".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"})
_MEDIA = frozenset({".jpg", ".jpeg", ".png", ".wav", ".mp3", ".flac", ".txt", ".xml", ".json", ".tif", ".tiff", ".bmp", ".pdf"})
_PLAIN = frozenset({".json", ".txt"})
_NO_DATA = re.compile(r"(?:^|/)(?:catboost_info|lightning_logs|runs?|experiments?|coverage|locales?|i18n|results?|reports?|metrics?|outputs?|logs?|submissions?|predictions?|figures?|plots?|docs?|tests?|fixtures|static|templates|frontend|config|configs|node_modules|models?|artifacts?|mlflow|\.dvc|\.github|screenshots?)/|(?:result|metric|score|submission|prediction|report|history|importance|leaderboard|comparison|summary|vocab|config|mlflow|airflow|optuna|log)[\w-]*\.\w+$", re.IGNORECASE)
_DATA_FOLDER = re.compile(r"(?:^|/)(?:data|datas|datasets?|dataset_?\w*|raw|input|inputs|corpus|dados|datos|daten|donn[ée]es|train|archive|sample_?\w*)/", re.IGNORECASE)
_LEAST = 60

_FETCHERS = frozenset({"load_dataset", "fetch_openml", "fetch_california_housing", "fetch_ucirepo", "fetch_20newsgroups", "fetch_lfw_people", "fetch_covtype", "fetch_kddcup99", "load_iris", "load_breast_cancer", "load_diabetes", "load_wine", "load_digits", "load_boston", "fetch_olivetti_faces", "dataset_download", "dataset_load", "urlretrieve", "urlopen", "gdown", "snapshot_download", "hf_hub_download", "get_data_yahoo", "DataReader", "download_url", "download_and_extract_archive", "get_file", "untar_data", "dataset_download_files", "competition_download_files", "download_and_prepare", "load_builtin", "get_rdataset", "get_dataset"})
_FETCHING = re.compile(r"^(?:yfinance\.|yf\.|opendatasets\.download|gdown\.|wget\.download|kagglehub\.|torchvision\.datasets\.|tensorflow_datasets\.load|tfds\.load|(?:tensorflow\.)?keras\.datasets\.|keras\.datasets\.|torchaudio\.datasets\.|torchtext\.datasets\.|vega_datasets\.|statsmodels\.datasets\.|sklearn\.datasets\.(?:fetch|load|make)_|seaborn\.load_dataset|nltk\.corpus\.|ucimlrepo\.|openml\.|pandas_datareader\.|pydataset\.|praw\.|tweepy\.|ccxt\.|binance\.|fredapi\.|wbgapi\.|nba_api\.|fastf1\.|meteostat\.|surprise\.Dataset\.load_builtin|aif360\.datasets|folktables\.)")
_GENERATORS = re.compile(r"^sklearn\.datasets\.make_|^(?:numpy\.random\.|np\.random\.|random\.|faker\.|sdv\.)|\brng\.|default_rng\(\)\.|\bfake\.", re.IGNORECASE)
_COLLECTING = re.compile(r"fetch|download|scrap|collect|crawl|ingest|extract|loader|load_|get_data|retriev|acqui|baixar|descarg|coleta|obter|obtener", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"\.(?:csv|zip|data|parquet|xlsx?|gz|tgz|tar|json|txt)\b|/dataset|download|data\.", re.IGNORECASE)
_SHELL_FETCH = re.compile(r"^\s*[!%]?\s*(?:wget\s+\S|curl\s+\S|gdown\s|kaggle\s+(?:datasets|competitions)\s+download|git\s+clone\s+\S+(?:data|corpus)|unzip\s)", re.MULTILINE)
_GENERATED = re.compile(r"generat|synth|simul|create_data|make_data|fake|mock|sample_data|gerar|generar", re.IGNORECASE)
_WRITERS = frozenset({"to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "savetxt", "save", "to_feather", "writerow", "writerows", "DataFrame"})

_SOURCES = re.compile(
    r"kaggle\.com/(?:datasets?|competitions?|c|[\w-]+/[\w-]+)|archive\.ics\.uci|archive-beta\.ics|huggingface\.co/datasets|zenodo\.org|figshare|data\.world|openml\.org|drive\.google\.com|dropbox\.com|mendeley\.com|data\.gov|datos\.gob|dados\.gov|ieee-dataport|physionet|"
    r"grouplens\.org|github\.com/\S+(?:/data|dataset|\.csv|\.zip)|raw\.githubusercontent\.com/\S+\.(?:csv|zip|json|data)|\.(?:csv|zip|parquet|xlsx|gz)(?:[?#]|$)|inegi|ibge\.gov|eurostat|worldbank|nyc\.gov|cdc\.gov|nasa\.gov|noaa\.gov|who\.int|dataverse|s3\.amazonaws|roboflow|cocodataset|image-net|kddcup|openslr|commonvoice|lendingclub|insideairbnb|data\.\w+\.(?:gov|org|eu|com)|analyticsvidhya|drivendata|nist\.gov|unb\.ca|dataset",
    re.IGNORECASE,
)
_SOURCE_NAMES = re.compile(
    r"\bkaggle\b|\bUCI\b|\bMNIST\b|\bCIFAR|\bImageNet\b|\bMovieLens\b|\bIMDB\b|\bTitanic\b|\bPima\b|\bCleveland\b|\bC-?MAPSS\b|\bgerman credit\b|\bAmes\b|\bTelco\b|\bOlist\b|\bKDD\b|\bCIC-?IDS\b|\bPlantVillage\b|\bIris\b|\bBoston housing\b|\bCalifornia housing\b|\bYahoo Finance\b|\blending ?club\b|\bhugging ?face\b|public dataset|open data",
    re.IGNORECASE,
)
_PUT = re.compile(
    r"\b(?:place[ds]?|put|insert|load|import|save[ds]?|store[ds]?|extract(?:ed|ing|s)?|unzip(?:ped)?|move[ds]?|copy|copied|drop|upload|add|download(?:ed)?(?: it| them| the \w+)? (?:to|into|in)|rename|coloque|coloca[rdn]?\w*|salve|salvar|mova|extraia|extrai\w*|guarda\w*|descarga\w*|descomprim\w*|baixe|baixar|plac(?:er|ez)|déposer|dézippez|télécharg\w+|enregistr\w+|entpack\w+|ablegen|speicher\w+|herunterlad\w+|scarica\w*|salva\w*|metti|letakkan|simpan|unduh|ekstrak|поместит\w+|скача\w+|распаку\w+|положит\w+|umieść|pobierz|indirin?|yerleştir\w*|koyun)\b|放(?:到|在|入)|下载|解压|保存|ダウンロード|配置|डाउनलोड|रखें",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:[\w.-]+/)+|\b[\w-]{2,60}\.(?:csv|tsv|parquet|xlsx?|json|zip|data|txt|db)\b|\b(?:folder|directory|pasta|diretório|carpeta|directorio|dossier|répertoire|ordner|verzeichnis|cartella|root|raiz|raíz|database|banco de dados|base de datos|bucket|mysql|postgres\w*|папк\w+|директори\w+|klasör\w*|katalog\w*)\b|目录|文件夹|フォルダ|फ़ोल्डर", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that the code reads, by the last part of its path, and where it is read."""

    name: str
    path: str
    use: Use


def held(files: Iterable[File]) -> Iterator[File]:
    """Yield the data files of the repository, those in a folder for data first."""
    found = [file for file in files if _is_data(file)]
    yield from sorted(found, key=lambda file: (not _DATA_FOLDER.search(file.path), file.path.count("/"), file.path))


def _is_data(file: File) -> bool:
    inner = file.name[: -len(file.suffix)] if file.suffix in _PACKED else file.name
    suffix = posixpath.splitext(inner)[1].lower() if file.suffix in _PACKED else file.suffix
    in_data = bool(_DATA_FOLDER.search(file.path))
    if file.size < 40 or file.name.lower().startswith(("requirements", "readme", "read_me", "license", ".")) or file.suffix == ".dvc":
        return False
    if _NO_DATA.search(file.path) and not in_data:
        return False
    if file.suffix in _PACKED:
        return suffix in _TABLES or in_data or bool(re.search(r"data|archive|train|images", file.stem, re.IGNORECASE)) or file.suffix in (".zip", ".rar", ".7z")
    if suffix in _TABLES:
        return True
    return suffix in _PLAIN and in_data and file.size > 2000  # noqa: PLR2004


def collections(files: Iterable[File]) -> Iterator[tuple[File, int]]:
    """Yield a file of each folder that holds a collection of pictures, recordings or texts, and how many it holds."""
    by_folder: dict[str, list[File]] = {}
    for file in files:
        if file.suffix in _MEDIA and file.size > _LEAST and not re.search(r"(?:^|/)(?:docs?|reports?|figures?|plots?|screenshots?|static|assets|public|img|results?|outputs?|frontend|node_modules)/", file.path, re.IGNORECASE):
            by_folder.setdefault(file.folder, []).append(file)
    for folder, found in by_folder.items():
        if len(found) >= (8 if _DATA_FOLDER.search(f"{folder}/") else 25):  # noqa: PLR2004
            yield found[0], len(found)


def wanted(uses: Sequence[Use]) -> Iterator[Wanted]:
    """Yield the data files that the code reads under a name that stands in the code."""
    for use in uses:
        if use.call.last not in ("read_csv", "read_parquet", "read_excel", "read_json", "read_feather", "read_table", "read_pickle", "scan_csv", "scan_parquet", "loadtxt", "genfromtxt"):
            continue
        for text in _strings(use):
            path = text.replace("\\", "/")
            if "://" not in path and re.search(r"\.\w{2,8}$", path):
                yield Wanted(path.rpartition("/")[2], path, use)


def _strings(use: Use) -> Iterator[str]:
    arguments = [*use.call.node.args[:1], *(keyword.value for keyword in use.call.node.keywords if keyword.arg in ("filepath_or_buffer", "path", "io", "source"))]
    for argument in arguments:
        if isinstance(argument, ast.Name):
            yield from use.module.assigned.get(argument.id, ())
            continue
        for node in ast.walk(argument):
            text = string(node)
            if text:
                yield text
            elif isinstance(node, ast.Name):
                yield from use.module.assigned.get(node.id, ())


def fetched(modules: Iterable[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the code fetches data itself: a loader, an address that is read, a download in a notebook's cell."""
    modules = list(modules)
    for module in modules:
        if module.notebook is not None and (found := _SHELL_FETCH.search("\n".join(cell.source for cell in module.notebook.code))):
            yield module, _line_of(module, found[0].strip())
        if not module.mentions("http", "load_", "fetch_", "download", "datasets", "yfinance", "yf.", "kagglehub", "urlretrieve", "tfds", "gdown", "wget", "get_file", "DataReader", "sns.load", "untar_data"):
            continue
        for call in module.calls:
            if call.last in _FETCHERS and _is_fetch(call) or _FETCHING.match(call.name) or _reads_address(module, call, modules):
                yield module, call.line
                break


def _is_fetch(call: Call) -> bool:
    if call.last in ("load_dataset", "get_dataset", "get_file"):
        return "." in call.name and (call.text() is not None or bool(call.node.args))
    return "." in call.name


def _reads_address(module: Module, call: Call, modules: Sequence[Module]) -> bool:
    """Whether a call reads a table from an address, or downloads from one in code that is there for that."""
    asks = call.name in ("requests.get", "requests.post", "requests.request", "urllib.request.urlopen", "httpx.get", "urllib.request.Request") or (call.last == "get" and "session" in call.name)
    if not asks and call.last not in ("read_csv", "read_json", "read_excel", "read_parquet", "read_table", "read_html"):
        return False
    collects = bool(_COLLECTING.search(f"{module.file.stem} {call.scope}"))
    for node in call.node.args[:1]:
        texts = [string(part) or "" for part in ast.walk(node)]
        names = {part.id if isinstance(part, ast.Name) else part.attr for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))}
        for name in names:
            texts += module.assigned.get(name, [])
        if not any(texts) or (names and not any(map(_is_address, texts))):
            texts += [text for other in modules for name in _defaults(module, names) if name in other.source and "http" in other.source for text in other.assigned.get(name, ())]
        if any(_is_address(text) and (not asks or collects or _DATA_ADDRESS.search(text)) for text in texts):
            return True
    return False


def _defaults(module: Module, names: set[str]) -> set[str]:
    """Return the names, and those that are their defaults as arguments: `def load(url=DATA_URL)`."""
    found = set(names)
    for function in module.functions:
        arguments = function.node.args
        for argument, default in zip(reversed(arguments.args), reversed(arguments.defaults), strict=False):
            if argument.arg in names and isinstance(default, (ast.Name, ast.Attribute)):
                found.add(default.id if isinstance(default, ast.Name) else default.attr)
    return found


def _is_address(text: str) -> bool:
    return bool(re.match(r"https?://", text)) and "localhost" not in text and "127.0.0.1" not in text


def generated(modules: Iterable[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the code generates the data that it learns from."""
    for module in modules:
        if not module.mentions("make_", "random", "faker", "Faker", "sdv"):
            continue
        draws = [call for call in module.calls if _GENERATORS.search(call.name) and call.last not in ("seed", "shuffle", "choice", "default_rng", "RandomState", "set_seed", "sample", "randint") or call.name.startswith("sklearn.datasets.make_")]
        many = [call for call in module.calls if re.match(r"(?:numpy|np)\.random\.|rng\.|random\.|fake\.", call.name)]
        named = _GENERATED.search(module.path.rpartition("/")[2]) or any(_GENERATED.search(call.scope) for call in many)
        writes = any(call.last in _WRITERS for call in module.calls)
        if draws and draws[0].name.startswith("sklearn.datasets.make_") or (named and len(many) >= 3 and writes):  # noqa: PLR2004
            yield module, (draws or many)[0].line


def instructions(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the lines of texts that say exactly how to get the data: a source, and the file or folder to put it in."""
    for document in documents:
        lines = document.lines
        sources = [line.number for line in lines if line.kind not in ("tree",) and _names_source(_raw(document, line.number))]
        if not sources:
            continue
        for line in lines:
            raw = _raw(document, line.number)
            if line.kind in ("prose", "item", "code", "table") and _PUT.search(raw) and _PLACE.search(_without_addresses(raw)) and any(abs(line.number - source) <= 15 for source in sources) and _about_data(raw, document, line.number):
                yield document.evidence(line.number)
                break


def named(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the lines of texts that link or name where the data comes from."""
    for document in documents:
        for line in document.lines:
            if line.kind not in ("prose", "item", "table", "heading"):
                continue
            raw = _raw(document, line.number)
            if _names_source(raw):
                yield document.evidence(line.number)
                break
    for document in documents:
        for line in document.lines:
            if line.kind in ("prose", "item", "table", "heading") and _SOURCE_NAMES.search(line.text) and re.search(r"data|dado|dato|donn|daten|набор|数据|データ|डेटा|veri|zbi[oó]r", line.text, re.IGNORECASE):
                yield document.evidence(line.number)
                break


def _names_source(raw: str) -> bool:
    return "http" in raw and any(_SOURCES.search(address) for address in re.findall(r"https?://[^\s)>\"'\]]{3,500}", raw))


def _about_data(raw: str, document: Document, number: int) -> bool:
    around = " ".join(_raw(document, position) for position in range(max(1, number - 4), number + 2))
    return bool(re.search(r"data|dado|dato|donn|daten|dati\b|csv|kaggle|набор|данн|数据|データ|डेटा|veri|zbi[oó]r|dane\b|train", f"{around} {raw}", re.IGNORECASE))


def _raw(document: Document, number: int) -> str:
    lines = document.source_lines
    return lines[number - 1][:1500] if number <= len(lines) else ""


def _without_addresses(raw: str) -> str:
    return re.sub(r"https?://\S+", " ", raw)


def _line_of(module: Module, text: str) -> int:
    position = module.source.find(text)
    if position >= 0:
        return module.source.count("\n", 0, position) + 1
    line = 1
    for cell in module.notebook.code if module.notebook else ():
        for raw in cell.source.split("\n"):
            if text in raw:
                return line
            line += 1
    return 1
