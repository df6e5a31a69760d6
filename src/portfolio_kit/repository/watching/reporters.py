"""Reports on a service's journal: scripts that read what it keeps, sum it up and say so.

A script reads a journal where it names the same file, variable, table or class of rows, or, where the file is given to
it on its command line, where it asks the rows for the fields that the service writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import TRAIN, stage_of
from portfolio_kit.repository.watching.journals import Journal, Journals
from portfolio_kit.repository.watching.logs import is_log
from portfolio_kit.rubric.finding import Evidence

_READS = frozenset({
    "open", "read_csv", "read_json", "read_parquet", "read_table", "read_sql", "read_sql_query", "read_sql_table",
    "read_text", "readlines", "DictReader", "reader", "loads", "find", "query", "select", "fetchall", "scan_csv",
    "fetchone", "filter", "all", "scan", "read_ndjson", "connect",
})  # fmt: skip
_SUMS = frozenset({
    "mean", "fmean", "median", "quantile", "quantiles", "percentile", "std", "stdev", "pstdev", "value_counts",
    "Counter", "most_common", "sum", "groupby", "group_by", "agg", "aggregate", "describe", "histogram", "ks_2samp",
    "chi2_contingency", "wasserstein_distance", "jensenshannon", "mannwhitneyu", "avg", "nanmean", "average", "rolling",
})  # fmt: skip
_SUMS_IN_SQL = re.compile(r"\b(?:avg|count|sum|percentile_cont)\s*\(", re.IGNORECASE)
_TELLS = frozenset({
    "print", "exit", "to_csv", "to_html", "to_json", "to_markdown", "write", "write_text", "dump", "sendmail", "echo",
    "send_message", "post", "publish", "savefig", "save_html", "metric", "dataframe", "line_chart", "bar_chart",
    "area_chart", "plotly_chart",
    "SystemExit", "RuntimeError",
})  # fmt: skip
_ASKED_FOR = ("argv", "argparse", "click", "typer")
_OF_ANSWERS = re.compile(
    r"pred|prob|score|confiden|latenc|(?:^|_)ms$|second|duration|label|answer|output|result|price", re.IGNORECASE
)
_OF_HOSTS = re.compile(
    r"\bgcloud\s+logging\s+read\b|\baws\s+logs\s+(?:filter-log-events|start-query|tail)\b|\bkubectl\s+logs\b|"
    r"\bdocker(?:-compose|\s+compose)?\s+(?:[\w-]+\s+)?logs\b|\bjournalctl\b|\bheroku\s+logs\b"
)
_COUNTS = re.compile(r"\b(?:jq|awk|wc\s+-l|grep\s+-\w*c)\b")
_SAYS = re.compile(r"\b(?:mailx?|mutt|sendmail|msmtp|curl|wget|ntfy)\s|\bexit\s+[1-9]|\bsns\s+publish\b")
_REMARK = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_SHELL = (".sh", ".bash")
_LARGEST = 100_000
_FEW_FIELDS = 2
_MANY_FIELDS = 3


def in_scripts(journals: Journals, modules: Sequence[Module], live: Live) -> Iterator[Evidence]:
    """Yield the scripts that report on what a service keeps of its predictions."""
    if not journals.found:
        return
    training = _led_to_by_training(modules, live)
    told: set[str] = set()
    for journal in journals.found:
        words = tuple(name.rpartition(" ")[2] for name in journal.names)
        for module in modules:
            if module is not journal.module and not (module.mentions(*words) or module.mentions(*_ASKED_FOR)):
                continue
            writing = journal.call.scope
            calls = [call for call in live.calls(module) if module is not journal.module or call.scope != writing]
            reading = next((call for call in calls if call.last in _READS and not _writes(call)), None)
            if (
                reading is not None
                and any(call.last in _SUMS or _sums_in_sql(call) for call in calls)
                and (_tells(calls) or any(_tells(live.calls(other)) for other in _asking(module, modules)))
                and not any(stage_of(call) == TRAIN for call in calls)
                and module.path not in training
                and _reads(journals, journal, module, live)
            ):
                yield module.evidence(next((call for call in calls if _sums_in_sql(call)), reading).line)
        if journal.names:
            for place in _through_its_own(journals, journal, modules, live, training):
                if place.path not in told:
                    told.add(place.path)
                    yield place


def _through_its_own(
    journals: Journals, journal: Journal, modules: Sequence[Module], live: Live, training: frozenset[str]
) -> Iterator[Evidence]:
    """Yield where another module sums up and shows what a function beside the one that keeps reads again."""
    reading = {
        function.last
        for function in journal.module.functions
        if not function.in_class
        and function.name != journal.call.scope
        and any(call.last in _READS for call in journal.module.calls_in.get(function.name, ()))
        and journal.names.intersection(journals.named(journal.module, function.node))
    }
    for module in modules:
        if module is journal.module or module.path in training or reading.isdisjoint(module.imported_names):
            continue
        calls = live.calls(module)
        asking = next((call for call in calls if call.last in reading), None)
        if asking is not None:
            beside = [call for call in calls if call.scope == asking.scope]
            if any(call.last in _SUMS for call in beside) and _tells(beside):
                yield module.evidence(asking.line)


def _tells(calls: Sequence[Call]) -> bool:
    return any(call.last in _TELLS or is_log(call) for call in calls)


def _asking(module: Module, modules: Sequence[Module]) -> Iterator[Module]:
    """The modules that import what sums up: a page shows what another module reads."""
    summing = {function.last for function in module.functions if not function.in_class}
    return (other for other in modules if other is not module and not summing.isdisjoint(other.imported_names))


def _led_to_by_training(modules: Sequence[Module], live: Live) -> frozenset[str]:
    """The modules that training imports: they bring what was asked before as what is learnt from."""
    reach = Reach(modules)
    return frozenset(
        other.path
        for module in modules
        if module.mentions("fit", "train") and any(stage_of(call) == TRAIN for call in live.calls(module))
        for other in reach.reached(module)
    )


def in_shell(files: Sequence[File], journals: Journals) -> Iterator[Evidence]:
    """Yield shell scripts that count what a service logs, where it is kept or by its host, and call somebody."""
    files_kept = {name for journal in journals.found for name in journal.names if "." in name}
    for file in files:
        if file.suffix not in _SHELL or file.size > _LARGEST:
            continue
        text = _REMARK.sub("", file.text)
        names = next((match for match in [_OF_HOSTS.search(text)] if match), None)
        start = names.start() if names else next((text.find(name) for name in files_kept if name in text), -1)
        if start >= 0 and _COUNTS.search(text) and _SAYS.search(text):
            yield file.evidence(text.count("\n", 0, start) + 1)


def _writes(call: Call) -> bool:
    return call.last == "open" and any(
        re.fullmatch(r"[awx][bt+]*", text) for node in call.node.args for part in walk(node) if (text := string(part))
    )


def _sums_in_sql(call: Call) -> bool:
    return any(_SUMS_IN_SQL.search(text) for node in call.node.args for part in walk(node) if (text := string(part)))


def _reads(journals: Journals, journal: Journal, module: Module, live: Live) -> bool:
    """Whether a module reads the journal: by its name, or what is given to it by the fields of its rows."""
    running = [
        function
        for function in module.functions
        if live.runs(module, function.name) and not (module is journal.module and function.name == journal.call.scope)
    ]
    bodies = [*(function.node for function in running), *(tree for tree, _ in module.trees)]
    if module is not journal.module:
        named = {name for body in bodies for name in journals.named(module, body)}
        if named & journal.names:
            return True
    if not module.mentions(*_ASKED_FOR):
        return False
    asked = {text for function in running for part in walk(function.node) if (text := string(part))}
    if module is not journal.module:
        asked |= {text for text, _ in module.strings}
    shared = asked & journal.fields
    enough = _FEW_FIELDS if module is journal.module else _MANY_FIELDS
    return len(shared) >= enough and any(map(_OF_ANSWERS.search, shared))
