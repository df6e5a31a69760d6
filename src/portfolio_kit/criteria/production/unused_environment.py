"""Containers that start outside of the environment which the packages were installed into."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.dockerfile import Dockerfile
from portfolio_kit.repository.running.shell import Command

# What installs into an environment of its own, unless it is told otherwise or what it made is named afterwards.
_INTO_OWN = {
    "poetry": re.compile(r"\bpoetry\s+(?:install|sync)\b"),
    "pipenv": re.compile(r"\bpipenv\s+(?:install|sync)\b"),
    "uv": re.compile(r"\buv\s+sync\b"),
}
_OTHERWISE = re.compile(
    r"venv|virtualenvs\.create[\"']?\s+false|VIRTUALENVS_CREATE[\"']?[= ][\"']?(?:false|0)|--system|PIPENV_SYSTEM"
    r"|UV_SYSTEM_PYTHON|UV_PROJECT_ENVIRONMENT|pip3?[ \t]+install\b[^\n]{0,200}?[ \t](?:-r\b|\.)"
    r"|\b(?:poetry|uv)\s+export\b|pipenv\s+(?:requirements|lock)\b|\bactivate\b|\bconda\b",
    re.IGNORECASE,
)
_INTO_SYSTEM = re.compile(r"\bpipenv\s+(?:install|sync)\b[^\n;&|]{0,200}--system|PIPENV_SYSTEM")
# What is there only where the packages were installed, and Python, which finds none of them elsewhere.
_NEEDS_PACKAGES = frozenset({
    "python", "python3", "uvicorn", "gunicorn", "streamlit", "flask", "fastapi", "hypercorn", "waitress-serve",
    "celery",
})  # fmt: skip


def unused_environment(dockerfile: Dockerfile, start: Sequence[Command]) -> str | None:
    """Say why what is started finds no packages: a tool installed them into an environment of its own and they are
    looked for outside of it, or installed them outside and they are looked for in an environment that is empty.
    """
    if len(start) != 1 or start[0].program not in _NEEDS_PACKAGES or "/" in start[0].words[0]:
        return None
    program, within = start[0].program, start[0].within
    told = "\n".join(one.arguments for one in dockerfile.of("RUN", "ENV", "ARG", "COPY"))
    if within:
        if within[0] == "pipenv" and _INTO_SYSTEM.search(told):
            return "it installs with pipenv --system, and starts in the environment of pipenv run, which is empty"
        return None
    tool = next((tool for tool, installs in _INTO_OWN.items() if installs.search(told)), None)
    if tool is None or _OTHERWISE.search(told):
        return None
    return f"it starts {program} outside of the environment that {tool} installs into ({tool} run would start it there)"
