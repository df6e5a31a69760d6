"""Code that fetches the project's data, or generates it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.python import Call, Module, string, walk

_FETCHERS = frozenset(
    {
        "DataReader", "competition_download_files", "dataset_download", "dataset_download_files", "dataset_load",
        "download_and_extract_archive", "download_and_prepare", "download_url", "fetch_20newsgroups",
        "fetch_california_housing", "fetch_covtype", "fetch_kddcup99", "fetch_lfw_people", "fetch_olivetti_faces",
        "fetch_openml", "fetch_ucirepo", "gdown", "get_data_yahoo", "get_dataset", "get_file", "get_rdataset",
        "hf_hub_download", "load_boston", "load_breast_cancer", "load_builtin", "load_dataset", "load_diabetes",
        "load_digits", "load_iris", "load_wine", "snapshot_download", "untar_data", "urlopen", "urlretrieve",
    }
)  # fmt: skip
_FETCHING = re.compile(
    r"^(?:yfinance\.|yf\.|opendatasets\.download|gdown\.|wget\.download|kagglehub\.|"
    r"torchvision\.datasets\.|tensorflow_datasets\.load|tfds\.load|(?:tensorflow\.)?keras\.datasets\.|"
    r"keras\.datasets\.|torchaudio\.datasets\.|torchtext\.datasets\.|vega_datasets\.|"
    r"statsmodels\.datasets\.|sklearn\.datasets\.(?:fetch|load|make)_|seaborn\.load_dataset|"
    r"nltk\.corpus\.(?!stopwords|wordnet|words\b)|kaggle\.api\.|ucimlrepo\.|openml\.|pandas_datareader\.|pydataset\.|praw\.|tweepy\.|ccxt\.|"
    r"binance\.|fredapi\.|wbgapi\.|nba_api\.|fastf1\.|meteostat\.|surprise\.Dataset\.load_builtin|"
    r"aif360\.datasets|folktables\.)"
)
_GENERATORS = re.compile(
    r"^sklearn\.datasets\.make_|^(?:numpy\.random\.|np\.random\.|random\.|faker\.|sdv\.)|\brng\.|"
    r"default_rng\(\)\.|\bfake\.",
    re.IGNORECASE,
)
_COLLECTING = re.compile(
    r"fetch|download|scrap|collect|crawl|ingest|extract|loader|load_|get_data|retriev|acqui|baixar|"
    r"descarg|coleta|obter|obtener",
    re.IGNORECASE,
)
_DATA_ADDRESS = re.compile(
    r"\.(?:csv|zip|data|parquet|xlsx?|gz|tgz|tar|json|txt)\b|/dataset|download|data\.", re.IGNORECASE
)
_TABLE_ADDRESS = re.compile(r"\.(?:csv|tsv|zip|parquet|xlsx?|gz|tgz|tar|data)(?:$|[?#&])|/datasets?/", re.IGNORECASE)
_SHELL_FETCH = re.compile(
    r"^\s*[!%]?\s*(?:wget\s+\S|curl\s+\S|gdown\s|kaggle\s+(?:datasets|competitions)\s+download|"
    r"git\s+clone\s+\S+(?:data|corpus)|unzip\s)",
    re.MULTILINE,
)
_GENERATED = re.compile(r"generat|synth|simul|create_data|make_data|fake|mock|sample_data|gerar|generar", re.IGNORECASE)
_WRITERS = frozenset(
    {
        "DataFrame", "save", "savetxt", "to_csv", "to_excel", "to_feather", "to_json", "to_parquet", "to_sql",
        "writerow", "writerows",
    }
)  # fmt: skip
_TABLE_READERS = frozenset({"read_csv", "read_json", "read_excel", "read_parquet", "read_table", "read_html"})
_ASKERS = frozenset(
    {"requests.get", "requests.post", "requests.request", "httpx.get"}
    | {"urllib.request.urlopen", "urllib.request.Request"}
)
_NO_DRAW = frozenset({"seed", "shuffle", "choice", "default_rng", "RandomState", "set_seed", "sample", "randint"})
_DRAWING = re.compile(r"(?:numpy|np)\.random\.|rng\.|random\.|fake\.")
_MADE = "sklearn.datasets.make_"
_FEWEST_DRAWS = 3
_HINTS = (
    "http", "kaggle.api",
    "load_", "fetch_", "download", "datasets", "yfinance", "yf.", "kagglehub", "urlretrieve", "tfds",
    "gdown",
    "wget", "get_file", "DataReader", "sns.load", "untar_data",
)  # fmt: skip


def fetched(modules: Sequence[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the code fetches data itself: a loader, an address that is read, a download in a notebook's cell."""
    for module in modules:
        line = _in_shell(module)
        if line is not None:
            yield module, line
        if not module.mentions(*_HINTS):
            continue
        for call in module.calls:
            if _loads(call) or _FETCHING.match(call.name) or _reads_address(module, call, modules):
                yield module, call.line
                break


def generated(modules: Iterable[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the code generates the data that it learns from."""
    for module in modules:
        if not module.mentions("make_", "random", "faker", "Faker", "sdv"):
            continue
        made = [call for call in module.calls if call.name.startswith(_MADE)]
        draws = [call for call in module.calls if _GENERATORS.search(call.name) and call.last not in _NO_DRAW]
        many = [call for call in module.calls if _DRAWING.match(call.name)]
        is_named = _GENERATED.search(module.file.stem) or any(_GENERATED.search(call.scope) for call in many)
        writes = any(call.last in _WRITERS for call in module.calls)
        if made or (is_named and writes and len(many) >= _FEWEST_DRAWS):
            yield module, (made or draws or many)[0].line


def _in_shell(module: Module) -> int | None:
    """Return the line of a notebook's code on which a shell command downloads something."""
    line = 1
    for cell in module.notebook.code if module.notebook is not None else ():
        found = _SHELL_FETCH.search(cell.source)
        if found:
            return line + cell.source.count("\n", 0, found.start())
        line += cell.source.count("\n") + 1
    return None


def _loads(call: Call) -> bool:
    if call.last not in _FETCHERS or "." not in call.name:
        return False
    return call.last not in ("load_dataset", "get_dataset", "get_file") or bool(call.node.args)


def _reads_address(module: Module, call: Call, modules: Sequence[Module]) -> bool:
    """Whether a call reads a table from an address, or downloads from one in code that is there for that."""
    asks = call.name in _ASKERS or (call.last == "get" and "session" in call.name)
    if not (asks or call.last in _TABLE_READERS) or not call.node.args:
        return False
    collects = bool(_COLLECTING.search(f"{module.file.stem} {call.scope}"))
    nodes = list(walk(call.node.args[0]))
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in nodes
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    texts = [text for node in nodes if (text := string(node))]
    texts += [text for name in names for text in module.assigned.get(name, ())]
    if names and not any(map(_is_address, texts)):
        # The address may stand in a module of settings.
        wanted = {name for name in _with_defaults(module, names) if name.isupper()}
        others = [other for other in modules if other.mentions(*wanted) and other.mentions("http")]
        texts += [text for other in others for name in wanted for text in other.assigned.get(name, ())]
    if any(_is_address(text) and (not asks or collects or _DATA_ADDRESS.search(text)) for text in texts):
        return True
    # The address may come as an argument from elsewhere in the module.
    if names and any(_is_address(text) and _TABLE_ADDRESS.search(text) for text, _ in module.strings):
        return True
    return asks and bool(names) and _keeps_answer(module) and any(map(_names_address, modules))


def _keeps_answer(module: Module) -> bool:
    """Whether what is answered is written to a file as it is: a download."""
    return not {"content", "iter_content", "raw"}.isdisjoint(module.names) and (
        "write_bytes" in module.names or any(text in ("wb", "bw") for text, _ in module.strings)
    )


def _names_address(module: Module) -> bool:
    return module.mentions("https://") and any(
        _is_address(text) for call in module.calls for node in call.node.args if (text := string(node))
    )


def _with_defaults(module: Module, names: set[str]) -> set[str]:
    """Return the names, and those that are their defaults as arguments: `def load(url=DATA_URL)`."""
    found = set(names)
    for function in module.functions:
        arguments = function.node.args
        for argument, default in zip(reversed(arguments.args), reversed(arguments.defaults), strict=False):
            if argument.arg in names and isinstance(default, (ast.Name, ast.Attribute)):
                found.add(default.id if isinstance(default, ast.Name) else default.attr)
    return found


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and "localhost" not in text and "127.0.0.1" not in text
