"""What of a project a command starts: a module, a file, the project by way of a tool, or something foreign to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.running.shell import Command

_OBJECT = re.compile(r"([A-Za-z_][\w.]*|[\w./-]+\.py):[A-Za-z_][\w.]*(?:\(.*\))?")
_CODE = re.compile(r"-[A-Za-z]?c")
_HANDLER = re.compile(r"([A-Za-z_][\w.]*)\.[A-Za-z_]\w*")
_SERVERS = frozenset(
    {
        "uvicorn",
        "gunicorn",
        "hypercorn",
        "daphne",
        "waitress-serve",
        "waitress",
        "granian",
        "uwsgi",
        "serve",
        "ray",
        "functions-framework",
        "litserve",
        "litestar",
        "sanic",
    }
)
_APPS = frozenset(
    {
        "streamlit",
        "chainlit",
        "shiny",
        "panel",
        "bokeh",
        "solara",
        "marimo",
        "fastapi",
        "gradio",
        "voila",
        "papermill",
        "jupyter",
    }
)
_PROJECT_TOOLS = frozenset(
    {
        "dvc",
        "snakemake",
        "kedro",
        "rasa",
        "torchserve",
        "tensorflow_model_server",
        "mlserver",
        "tritonserver",
        "supervisord",
        "honcho",
        "prefect",
        "dagster",
        "airflow",
        "luigi",
        "zenml",
        "metaflow",
        "cog",
    }
)
_FOLDERS = frozenset({"--app-dir", "--chdir", "--source"})
_RUNNERS = frozenset({"make", "just", "task", "invoke", "poe"})
_SHELLS = frozenset({"sh", "bash", "ash", "zsh", "source", "."})
_PASSING = frozenset(
    {
        "cd", "mkdir", "export", "set", "echo", "sleep", "chmod", "chown", "cp", "mv", "ln", "true", "pip", "pip3",
        "uv", "test", "[", "ls", "apt-get", "touch", "printf", "alembic",
    }
)  # fmt: skip
# A program that is asked for its help or version tells it and ends.
_ASKING = frozenset({"--help", "--version"})
_FOREIGN = "foreign"


class Started(NamedTuple):
    """`kind` is module, file, tool or foreign; `name` the module's dotted name, the file's path or the tool.

    `folder` is where the command looks for it, below the folder that it runs in.
    """

    kind: str
    name: str
    folder: str = ""


def started(command: Command, environment: Mapping[str, str]) -> Started | None:
    """Return what a command starts; None where it starts nothing that stays, as `cd` or `mkdir`."""
    program, words = command.program, command.arguments
    if words and (words[-1] in _ASKING or (program in _SERVERS and words[0] in _ASKING)):
        return None
    if command.is_python:
        return _python(words)
    if program in _PASSING:
        return None
    if program in _SERVERS:
        return _served(program, words)
    if program in _READERS:
        return _READERS[program](words, environment)
    if program in _APPS:
        return _app(program, words)
    if program in _PROJECT_TOOLS:
        return Started("tool", program)
    if program in _RUNNERS:
        return Started("task", " ".join(command.words))
    return _file_or_program(command)


def _file_or_program(command: Command) -> Started:
    if command.program in _SHELLS:
        file = next(iter(command.operands), None)
        return Started("file", file) if file else Started(_FOREIGN, command.program)
    is_file = command.program.endswith((".sh", ".py")) or command.words[0].startswith("./")
    return Started("file" if is_file else "program", command.words[0])


def _app(program: str, words: tuple[str, ...]) -> Started:
    file = next((word for word in words if word.endswith((".py", ".ipynb")) and not word.startswith("-")), None)
    if file is None and program == "fastapi":
        return Started("module", "main")
    return Started("file", file) if file else Started(_FOREIGN, program)


def _flask(words: tuple[str, ...], environment: Mapping[str, str]) -> Started | None:
    name = _option(words, "--app", "-A") or environment.get("FLASK_APP") or "app"
    return _module_or_file(name.partition(":")[0]) if "run" in words else None


def _bento(words: tuple[str, ...], _: Mapping[str, str]) -> Started:
    target = next((word for word in words if ":" in word and not word.startswith("-")), None)
    return _module_or_file(target.partition(":")[0]) if target else Started("tool", "bentofile.yaml")


def _celery(words: tuple[str, ...], _: Mapping[str, str]) -> Started:
    return _module_or_file((_option(words, "-A", "--app") or "celery").partition(":")[0])


def _mlflow(words: tuple[str, ...], _: Mapping[str, str]) -> Started:
    if "models" in words:
        return Started("tool", "MLmodel")
    return Started("tool", "MLproject") if words[:1] == ("run",) else Started(_FOREIGN, "mlflow")


_READERS = {"flask": _flask, "bentoml": _bento, "celery": _celery, "mlflow": _mlflow}


def handler(words: tuple[str, ...]) -> Started | None:
    """Return the module of a Lambda handler, `app.lambda_handler`, which is the command of such images."""
    match = _HANDLER.fullmatch(words[0]) if len(words) == 1 else None
    return Started("module", match[1]) if match else None


def _python(words: tuple[str, ...]) -> Started | None:
    position = 0
    while position < len(words):
        word = words[position]
        if word == "-m":
            return Started("module", words[position + 1]) if position + 1 < len(words) else None
        if _CODE.fullmatch(word):
            return None
        if word in ("-W", "-X"):
            position += 2
            continue
        if not word.startswith("-"):
            return Started("file", word)
        position += 1
    return Started(_FOREIGN, "python")


def _served(program: str, words: tuple[str, ...]) -> Started | None:
    folder = next((value for name in _FOLDERS if (value := _option(words, name))), "")
    for word in words:
        match = _OBJECT.fullmatch(word)
        if match:
            found = _module_or_file(match[1])
            return Started(found.kind, found.name, folder)
    file = _option(words, "--wsgi-file") or _option(words, "--module", "-w")
    if file:
        return _module_or_file(file.partition(":")[0])
    bare = [word for word in words if re.fullmatch(r"[A-Za-z_][\w.]*", word)]
    if program in ("gunicorn", "waitress-serve") and bare:
        return Started("module", bare[-1], folder)
    return Started("tool", program)


def _module_or_file(name: str) -> Started:
    return Started("file", name) if name.endswith(".py") or "/" in name else Started("module", name)


def _option(words: tuple[str, ...], *names: str) -> str | None:
    for position, word in enumerate(words):
        for name in names:
            if word == name and position + 1 < len(words):
                return words[position + 1]
            if word.startswith(f"{name}=") and name.startswith("--"):
                return word[len(name) + 1 :]
    return None
