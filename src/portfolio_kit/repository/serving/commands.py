"""Scripts that answer on the command line, by an event, from a queue or in a batch: they load a model and predict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.asked_rows import is_split, writes_predictions
from portfolio_kit.repository.models.asking import asked_directly, asks_model, loads_model
from portfolio_kit.repository.models.stages import EVALUATE, READ, TRAIN, stage_of
from portfolio_kit.repository.serving.apis import takes_event
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.leading import FOR_PREDICTING, Leading
from portfolio_kit.rubric.finding import Evidence

_COMMANDS = ("argparse.ArgumentParser", "click.command", "typer.Typer", "typer.run", "fire.Fire", "hydra.main", "input")
# What takes messages off a queue: a consumer that is made, or a method that waits for them.
_CONSUMER = re.compile(r"^(?:confluent_kafka|kafka|aiokafka|pulsar)\..*Consumer$|\.(?:basic_consume|receive_message)$")
_COMMAND_DECORATOR = re.compile(r"\.(?:command|main)$")
_OUTPUT = frozenset(
    {"to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "writerow", "savetxt", "write_csv", "write_parquet"}
)
_PREDICTING = (
    "predict",
    "forecast",
    "recommend",
    "decision_function",
    "score_samples",
    "infer",
    "model(",
    "generate",
    "from_pretrained(",
    "pipeline(",
)
# A test of a model on days that are over: it asks, and answers nobody.
_BACKTEST = re.compile(r"back_?test", re.IGNORECASE)


def commands(scripts: Sequence[Module], leading: Leading) -> Iterator[App]:
    """Scripts that load a model and predict: from their top, their main part or the commands of a CLI.

    One that also trains counts only for a command that does not; one that measures the model is an evaluation,
    unless it is for predicting and writes what it predicts.
    """
    for module in scripts:
        if module.is_beyond or not module.mentions(*_PREDICTING, "argv", "argparse"):
            continue
        entries = [
            function.name
            for function in module.functions
            if any(_COMMAND_DECORATOR.search(name) for name in function.decorators)
        ]
        at_top = module.calls_in.get("", [])
        if (
            not entries
            and not module.mentions("(event")
            and (not at_top or any(stage_of(call) == TRAIN for call in at_top))
        ):
            continue
        asks = bool(entries) or any(call.name in _COMMANDS for call in module.calls) or "argv" in module.names
        takes = any(map(_CONSUMER.search, (call.name for call in module.calls)))
        events = [function.name for function in module.functions if takes_event(function)]
        for entry in ["", *entries, *events]:
            predicting = _batch(leading, module, entry, is_command=asks or takes)
            if predicting is not None:
                kind = "event" if entry in events else "command line" if asks else "queue" if takes else "script"
                yield App("command", kind, module, predicting)
                break


def _batch(leading: Leading, module: Module, entry: str, *, is_command: bool) -> Evidence | None:
    """Where a script predicts when it is started at `entry`; None where that is not what it is for."""
    reached = leading.reached_from(module, entry)
    calls = [call for _, call in reached]
    directly = {id(call.node) for call in asked_directly(module)}
    predicting = next(
        (
            place
            for place in reached
            if asks_model(place[1]) or id(place[1].node) in directly or leading.asks_by_function(place[1])
        ),
        None,
    )
    stages = {stage_of(call) for call in calls}
    if predicting is None or TRAIN in stages or not any(map(loads_model, calls + module.calls)):
        return None
    if _BACKTEST.search(module.file.stem):
        return None
    writes = any(call.last in _OUTPUT for call in calls)
    for_predicting = FOR_PREDICTING.search(module.file.stem)
    if EVALUATE in stages and not (writes and for_predicting):
        return None
    # What a demonstration or an analysis asks about the rows of a test answers nobody, whatever options it takes.
    if is_split(predicting[1]) and not (for_predicting or any(map(writes_predictions, calls))):
        return None
    if is_command or writes or (READ in stages and for_predicting):
        return predicting[0].evidence(predicting[1].line)
    return None
