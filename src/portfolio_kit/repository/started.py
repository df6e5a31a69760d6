"""What of a project a command starts: a module, a file, the project by way of a tool, or something foreign to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portfolio_kit.repository.shell import Command

_OBJECT = re.compile(r"([A-Za-z_][\w.]*|[\w./-]+\.py):[A-Za-z_][\w.]*(?:\(.*\))?")
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
    }
)
_APPS = {"streamlit": "run", "chainlit": "run", "shiny": "run", "panel": "serve", "bokeh": "serve", "solara": "run", "marimo": "run", "fastapi": "", "gradio": "", "voila": "", "papermill": "", "jupyter": ""}  # fmt: skip
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
_FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Started:
    """`kind` is module, file, tool or foreign; `name` the module's dotted name, the file's path or the tool.

    `folder` is where the command looks for it, below the folder that it runs in.
    """

    kind: str
    name: str
    folder: str = ""


def started(command: Command, environment: Mapping[str, str]) -> Started | None:
    """Return what a command starts; None where it starts nothing that stays, as `cd` or `mkdir`."""
    program, words = command.program, command.arguments
    if command.is_python:
        return _python(words)
    if program in _SERVERS:
        return _served(program, words)
    if program == "flask":
        name = _option(words, "--app", "-A") or environment.get("FLASK_APP") or "app"
        return _module_or_file(name.partition(":")[0]) if "run" in words else None
    if program == "bentoml":
        target = next((word for word in command.operands if word != "serve"), ".")
        return (
            Started("tool", "bentofile.yaml")
            if target == "." or ":" not in target
            else _module_or_file(target.partition(":")[0])
        )
    if program == "celery":
        return _module_or_file((_option(words, "-A", "--app") or "celery").partition(":")[0])
    if program in _APPS:
        file = next((word for word in words if word.endswith((".py", ".ipynb")) and not word.startswith("-")), None)
        if file is None and program == "fastapi":
            return Started("module", "main")
        return Started("file", file) if file else Started(_FOREIGN, program)
    if program == "mlflow":
        return (
            Started("tool", "MLmodel")
            if "models" in words
            else Started("tool", "MLproject")
            if words[:1] == ("run",)
            else Started(_FOREIGN, program)
        )
    if program in _PROJECT_TOOLS:
        return Started("tool", program)
    if program.endswith((".sh", ".py")) or command.words[0].startswith("./"):
        return Started("file", command.words[0])
    if program in ("sh", "bash", "ash", "zsh", "source", "."):
        file = next((word for word in command.operands if word), None)
        return Started("file", file) if file else Started(_FOREIGN, program)
    if program in ("make", "just", "task", "invoke", "poe"):
        return Started("task", " ".join(command.words))
    if program in ("cd", "mkdir", "export", "set", "echo", "sleep", "chmod", "chown", "cp", "mv", "ln", "true", "pip", "pip3", "uv", "test", "[", "ls", "apt-get", "touch", "printf", "source", "alembic"):  # fmt: skip
        return None
    return Started("program", command.words[0])


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
        if word == "-c" or (
            word.startswith("-") and word.endswith("c") and not word.startswith("--") and len(word) <= 3
        ):  # noqa: PLR2004
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
