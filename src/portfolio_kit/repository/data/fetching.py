"""Code that fetches the project's data, or generates it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.data.asking import APPS, ASKERS, COLLECTING, TABLE_READERS
from portfolio_kit.repository.data.fallbacks import made_instead
from portfolio_kit.repository.data.fetching_settings import fetched_by_settings
from portfolio_kit.repository.data.givers import gives_data, is_left_open, is_of_own_network, names_giver

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.file import File

# Calls that bring data along, by what they are called and by their package.
_LOADERS = frozenset(
    {
        "competition_download_files", "dataset_download", "dataset_download_files", "dataset_load", "DataReader",
        "download_and_extract_archive", "download_and_prepare", "download_url", "fetch_openml", "fetch_ucirepo",
        "get_rdataset", "load_builtin", "untar_data", "urlretrieve",
    }
)  # fmt: skip
_PACKAGES = re.compile(
    r"^(?:yfinance\.|yf\.|opendatasets\.|gdown\.|wget\.download|kagglehub\.|torchvision\.datasets\.(?!ImageF|DatasetF)"
    r"|torchaudio\.datasets\.|torchtext\.datasets\.|tensorflow_datasets\.load|(?:tensorflow\.)?keras\.datasets\."
    r"|vega_datasets\.|statsmodels\.datasets\.|sklearn\.datasets\.(?:fetch|load)_|seaborn\.load_dataset"
    r"|datasets\.load_dataset|nltk\.corpus\.(?!stopwords|wordnet|words\b)|kaggle\.api\.|ucimlrepo\.|openml\."
    r"|pandas_datareader\.|pydataset\.|praw\.|tweepy\.|ccxt\.|binance\.|fredapi\.|wbgapi\.|nba_api\.|fastf1\."
    r"|meteostat\.|aif360\.datasets|folktables\.|sodapy\.|cdsapi\.|google_play_scraper\.|pybaseball\.|nfl_data_py\."
    r"|statsbombpy\.|pytrends\.|alpha_vantage\.|entsoe\.|medmnist\.)"
)
_HINTS = (
    "http", "kaggle", "load_", "fetch_", "download", "datasets", "yfinance", "yf.", "gdown", "wget", "DataReader",
    "urlretrieve", "untar_data", "get_rdataset", "meteostat", "binance", "ccxt", "praw", "tweepy", "fredapi",
    "sodapy", "cdsapi", "google_play_scraper", "pybaseball", "nfl_data_py", "statsbombpy", "pytrends", "alpha_vantage",
    "entsoe", "medmnist", "git clone", "curl",
)  # fmt: skip
_SHELL_FETCH = re.compile(
    r"^[ \t]*(?:[!%][ \t]*)?(?:wget\s+\S|curl\s+\S|gdown\s|kaggle\s+(?:datasets|competitions)\s+download|"
    r"git\s+clone\s+\S+(?:data|corpus)|unzip\s)",
    re.MULTILINE,
)
_SHELLS = frozenset({
    "os.system", "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output",
    "subprocess.Popen",
})  # fmt: skip
# A task of Airflow's that downloads: what asks a service and keeps nothing does not.
_TASK_FETCH = re.compile(
    r"^[ \t]*(?:wget\s+\S|gdown\s|kaggle\s+(?:datasets|competitions)\s+download"
    r"|curl\s[^\n]{0,300}(?:\s-\w{0,6}[oO]\b|--output|--remote-name|[^->]>\s?[\w./$]))",
    re.MULTILINE,
)
_CLONES = re.compile(r"git\s+clone\b")
_OF_WATCH = re.compile(r"drift|monitor", re.IGNORECASE)
_GENERATED = re.compile(
    r"generat|synth|simul|invent|fabricat|pretend|erfund|erfind|create_data|make_data|fake|mock|sample_data|gerar|generar",
    re.IGNORECASE,
)
_DRAWING = re.compile(r"(?:numpy|np)\.random\.|rng\.|random\.|fake\.", re.IGNORECASE)
_TESTING = re.compile(r"(?:^|\.)(?:Test(?:[A-Z]|\.|$)|test_)|Tests?(?:Case)?(?:\.|$)")
_ORDERING = frozenset({"shuffle", "permutation", "permuted"})
_TABLE = re.compile(r"[\w-]\.(?:csv|tsv|parquet|feather|xlsx?|jsonl?|arff)\Z", re.IGNORECASE)
# What makes a generator of random numbers, which may be called anything.
_GENERATORS = frozenset({"default_rng", "RandomState", "Generator", "Random"})
_BEGINNING = frozenset({"fit", "partial_fit", "forward"})
_WRITERS = frozenset(
    {
        "DataFrame", "save", "savetxt", "to_csv", "to_excel", "to_feather", "to_json", "to_parquet", "to_sql",
        "writerow", "writerows",
    }
)  # fmt: skip
KEEPERS = _WRITERS - {"DataFrame"}
# What keeps what the next step reads, besides.
_KEEPING = _WRITERS | {
    "dump", "savez", "savez_compressed", "to_hdf", "to_netcdf", "to_pickle", "write_csv", "write_ipc", "write_ndjson",
    "write_parquet", "sink_csv", "sink_parquet",
}  # fmt: skip
# What scikit-learn makes up by itself.
MADE = "sklearn.datasets.make_"
_LONGEST_MODE, _LONGEST_GAP, _MOST_WORDS = 3, 40, 20
_FEWEST_DRAWS = 3
_FEWEST_VALUES = 30


def fetched(modules: Sequence[Module], files: Sequence[File] = ()) -> Iterator[tuple[Module, int]]:
    """Yield where the code fetches data itself, a module's plainest place first: a loader, an address that is read, a
    download in a notebook's cell, or an address that stands in one of the settings in `files`. Where such settings give
    the address of a folder and the file's name apart, only what is called after fetching asks for the two.
    """
    yield from _fetching(modules)
    yield from fetched_by_settings(modules, files)


def _fetching(modules: Sequence[Module]) -> Iterator[tuple[Module, int]]:
    for module in modules:
        line = _in_shell(module)
        if line is not None:
            yield module, line
        elif module.mentions(*_HINTS):
            found = [call for call in module.calls if _fetches(module, call, modules)]
            # What asks for it comes before what reads what was got.
            yield from ((module, call.line) for call in sorted(found, key=lambda c: (c.last in TABLE_READERS, c.line)))


def _fetches(module: Module, call: Call, modules: Sequence[Module]) -> bool:
    if (call.last in _LOADERS and "." in call.name) or _PACKAGES.match(call.name):
        return not _asks_nowhere(module, call)
    if call.last == "BashOperator":
        return _fetches_by_task(call)
    return (call.name in _SHELLS and _fetches_by_shell(call)) or _reads_address(module, call, modules)


def generated(modules: Iterable[Module], live: Live, readers: Collection[Module] = ()) -> Iterator[tuple[Module, int]]:
    """Yield where the code generates the data that it learns from; what only tests make is none of it, nor what is made
    up where a table can't be read, or is kept nowhere, where other code, `readers`, reads what it learns from.

    What is called after that comes first, and what an app draws for its visitors last.
    """
    yield from sorted(_generating(modules, live, readers), key=lambda found: _comes_late(found[0]))


def _comes_late(module: Module) -> tuple[bool, bool]:
    return module.imports_any(*APPS) is not None, not _GENERATED.search(module.file.stem)


def _generating(modules: Iterable[Module], live: Live, readers: Collection[Module]) -> Iterator[tuple[Module, int]]:
    for module in modules:
        if module.mentions("make_", "random", "faker", "Faker", "sdv"):
            made = [call for call in live.calls(module) if call.name.startswith(MADE)]
            if made:
                instead = made_instead(module)
                made = [call for call in made if id(call.node) not in instead]
            if made and readers and module not in readers and not any(call.last in _WRITERS for call in module.calls):
                made = []
            draws = _draws(module, live)
            # What an app draws to show something, or shifts to try itself, nobody learns from who reads the data.
            if module.imports_any(*APPS) is not None and any(reader is not module for reader in readers):
                draws = draws if any(call.last in KEEPERS for call in module.calls) else []
            is_named = _GENERATED.search(module.file.stem) or any(_GENERATED.search(call.scope) for call in draws)
            # What a watch over drift is tried with is not what the model learned from.
            if _OF_WATCH.search(module.file.stem) and any(reader is not module for reader in readers):
                is_named = False
            learns_from_them = (
                module.mentions(".fit(")
                and not module.mentions("read_", "load_")
                and any(call.last == "fit" and (call.node.args or call.node.keywords) for call in module.calls)
            )
            # Where nothing reads any data, what is drawn is all that there is to learn from.
            is_all = not readers and module.imports_any(*APPS) is None
            if made or (draws and (is_named or learns_from_them or is_all or _is_read_by(module, readers))):
                yield module, min((call.last == "seed", call.line) for call in made or draws)[1]


def _is_read_by(module: Module, readers: Collection[Module]) -> bool:
    """Whether a module that reads nothing itself names a file of data that one of those who read names, too."""
    if module in readers:
        return False
    named = {text.rpartition("/")[2] for text, _ in module.strings if _TABLE.search(text)}
    return bool(named) and any(text.rpartition("/")[2] in named for reader in readers for text, _ in reader.strings)


def is_toy(module: Module, readers: Collection[Module]) -> bool:
    """Whether what a module makes up is kept nowhere, beside `readers` that read what the project learns from."""
    return (
        bool(readers)
        and module not in readers
        and not any(call.last in KEEPERS for call in module.calls)
        and not any(_GENERATED.search(name) for name in (module.file.stem, *(call.scope for call in module.calls)))
    )


def written_out(modules: Iterable[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the code that learns has its data in itself, as a table that is written out."""
    for module in modules:
        if module.mentions("DataFrame") and module.mentions(".fit("):
            for call in module.calls:
                if call.last == "DataFrame" and call.node.args:
                    values = sum(isinstance(node, ast.Constant) for node in walk(call.node.args[0]))
                    names = {node.id for node in walk(call.node.args[0]) if isinstance(node, ast.Name)}
                    values += sum(len(module.assigned.get(name, ())) for name in names)
                    if values >= _FEWEST_VALUES:
                        yield module, call.line
                        break


def drawing(modules: Iterable[Module], live: Live) -> Iterator[Module]:
    """Yield the modules that draw what they write or tabulate at random, whatever they are called."""
    return (module for module in modules if module.mentions("random") and _draws(module, live))


def _draws(module: Module, live: Live) -> list[Call]:
    generators = {
        target.id
        for node in module.assignments
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if dotted(node.value.func).rpartition(".")[2] in _GENERATORS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    draws = [
        call
        for call in live.calls(module)
        if (_DRAWING.search(call.name) or call.name.rpartition(".")[0] in generators)
        # What is there already is no more made for being put in another order.
        and call.last not in _ORDERING
        and not _TESTING.search(call.scope)
        # What a model begins with is no data.
        and call.scope.rpartition(".")[2] not in _BEGINNING
    ]
    writes = any(call.last in _WRITERS for call in module.calls)
    return draws if writes and len(draws) >= _FEWEST_DRAWS else []


def _in_shell(module: Module) -> int | None:
    """Return the line of a notebook's code on which a shell command downloads something."""
    line = 1
    for cell in module.notebook.code if module.notebook is not None else ():
        found = _SHELL_FETCH.search(cell.source)
        if found:
            return line + cell.source.count("\n", 0, found.start())
        line += cell.source.count("\n") + 1
    return None


def _fetches_by_shell(call: Call) -> bool:
    """Whether what a shell is told to do downloads data or clones a repository that is called as a data set is."""
    words = [text for node in walk(call.node) if isinstance(node, ast.Constant) and (text := string(node))]
    line = " ".join(words[:_MOST_WORDS])
    if is_left_open(line):
        return False
    return bool(_SHELL_FETCH.match(line)) or bool(_CLONES.match(line) and names_giver(line))


def _fetches_by_task(call: Call) -> bool:
    """Whether the shell of a task of Airflow's downloads what it keeps."""
    told = call.keyword("bash_command")
    words = [node.value for node in walk(told) if isinstance(node, ast.Constant)] if told is not None else []
    script = "".join(word for word in words if isinstance(word, str))
    return bool(_TASK_FETCH.search(script)) and not is_left_open(script)


def asks_nowhere(module: Module) -> bool:
    """Whether all addresses that a module holds are gaps that nobody filled in, or of its author's own network."""
    addresses = [text for text, _ in module.strings if "://" in text] if module.mentions("://") else []
    return bool(addresses) and all(is_left_open(text) or is_of_own_network(text) for text in addresses)


def writes(module: Module, name: str) -> bool:
    """Whether a module's code writes a file of that name."""
    return module.mentions(name) and any(
        (call.last in _KEEPING or (call.last in ("open", "write_text", "write_bytes") and _opens_to_write(call)))
        and any((text := string(node)) and text.endswith(name) for node in walk(call.node))
        for call in module.calls
    )


def _opens_to_write(call: Call) -> bool:
    if call.last != "open":
        return True
    modes = [call.keyword("mode"), *call.node.args[:2]]
    return any((text := string(mode)) and text[0] in "wax" and len(text) <= _LONGEST_MODE for mode in modes)


def has_gap(module: Module, address: str) -> bool:
    """Whether something is to be put into an address that was never filled in: `.../{}` and `FILE = "YOUR_FILE_ID"`."""
    return "{" in address and any(
        len(text) <= _LONGEST_GAP and "://" not in text and is_left_open(text) for text, _ in module.strings
    )


def _asks_nowhere(module: Module, call: Call) -> bool:
    """Whether all that a download is told of where from is a gap that nobody filled in."""
    texts: list[str] = []
    for value in [*call.node.args, *(keyword.value for keyword in call.node.keywords)]:
        for node in walk(value):
            if isinstance(node, ast.Name):
                texts += module.assigned.get(node.id, ())
            elif text := string(node):
                texts.append(text)
    return any(map(is_left_open, texts)) and not any("://" in text and not is_left_open(text) for text in texts)


def _reads_address(module: Module, call: Call, modules: Sequence[Module]) -> bool:
    """Whether a call reads a table from an address, or downloads one: from an address of data, or in code that is there
    to collect. What an app asks of others while it runs is no data to learn from.
    """
    asks = call.name in ASKERS or (call.last == "get" and "session" in call.name)
    if not (asks or call.last in TABLE_READERS) or not call.node.args or (asks and module.imports_any(*APPS)):
        return False
    nodes = list(walk(call.node.args[0]))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    texts = [text for node in nodes if (text := string(node))]
    texts += [text for name in names for text in module.assigned.get(name, ())]
    addresses = [text for text in texts if text.startswith(("http://", "https://"))]
    # What is posted somewhere asks a service; it fetches from an address of data that it is told itself.
    if not addresses and names and call.last != "post":
        # It may come as an argument, from elsewhere in the module or from the settings.
        settings = {name for name in module.names if name.isupper()}
        collecting = asks and COLLECTING.search(f"{module.file.stem} {call.scope}")
        addresses = [
            text
            for text, _ in module.strings
            if gives_data(text) or (collecting and text.startswith(("http://", "https://")))
        ]
        addresses += [
            text
            for other in modules
            if other.mentions("http") and other.mentions(*settings)
            for name in settings
            for text in other.assigned.get(name, ())
            if gives_data(text)
        ]
    addresses = [text for text in addresses if not has_gap(module, text)]
    if not asks:
        # A page about a data set, or a sentence that names one, is no table to read.
        addresses = [text for text in addresses if " " not in text and "kaggle.com/" not in text]
    collects = not asks or COLLECTING.search(f"{module.file.stem} {call.scope}")
    return any(
        gives_data(text) or (collects and not is_of_own_network(text) and not is_left_open(text)) for text in addresses
    )
