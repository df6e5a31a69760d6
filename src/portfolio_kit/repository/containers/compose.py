"""Compose files: the services they start, and what each is built from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_yaml import load_yaml

_NAME = re.compile(r"(?:[\w.-]*[-_.])?compose(?:[-_.][\w.-]+)?\.ya?ml", re.IGNORECASE)
_MOST = 60
# What runs beside a project, by the last part of its image's name.
_BESIDE = frozenset(
    {
        "adminer", "elasticsearch", "grafana", "grafana-enterprise", "grafana-oss", "influxdb", "kafka", "kibana",
        "localstack", "loki", "mariadb", "minio", "mlflow", "mongo", "mysql", "pgadmin4", "postgis", "postgres",
        "postgresql", "prometheus", "rabbitmq", "redis", "timescaledb", "zookeeper",
    }
)  # fmt: skip
_UP = re.compile(r"docker[ -]compose\b.*\bup\b|docker\s+stack\s+deploy\b")
_FILE = re.compile(r"\s(?:-f|--file|-c|--compose-file)[ =](?:\./)?(\S+)")


class Service(NamedTuple):
    """One service: the context and Dockerfile that it is built from, or an image; its command; what it mounts where."""

    file: File
    name: str
    line: int
    context: str | None
    dockerfile: str
    target: str
    image: str
    command: str | list[str] | None
    entrypoint: str | list[str] | None
    folder: str
    volumes: tuple[tuple[str, str], ...]

    @property
    def built_by(self) -> str:
        """The path of the Dockerfile that it is built by, empty where it is not built."""
        return posixpath.normpath(posixpath.join(self.context, self.dockerfile)) if self.context is not None else ""

    @property
    def is_beside(self) -> bool:
        """Whether it only runs beside the project: a database, a dashboard, a stand-in for a cloud."""
        return self.context is None and self.image.rpartition("/")[2].partition(":")[0].lower() in _BESIDE


def is_compose(path: str) -> bool:
    """Whether a file is called as compose files are."""
    return bool(_NAME.fullmatch(path.rpartition("/")[2]))


def services(file: File) -> tuple[Service, ...]:
    """Return the services of a compose file; none where it is not one."""
    document = load_yaml(file.text)
    declared = document.get("services") if isinstance(document, dict) else None
    if not isinstance(declared, dict):
        return ()
    return tuple(
        _service(file, str(name), value) for name, value in islice(declared.items(), _MOST) if isinstance(value, dict)
    )


def starts_only_beside(command: str, declared: Iterable[Service]) -> bool:
    """Whether a command starts services by a compose file, and none of them is of the project."""
    if not _UP.search(command):
        return False
    files = tuple(_FILE.findall(command))
    meant = [service for service in declared if not files or service.file.path.endswith(files)]
    return bool(meant) and all(service.is_beside for service in meant)


def _service(file: File, name: str, value: dict[str, object]) -> Service:
    build = value.get("build")
    context: str | None = None
    dockerfile, target = "Dockerfile", ""
    if isinstance(build, str):
        context = build
    elif isinstance(build, dict):
        context = str(build.get("context") or ".")
        dockerfile = str(build.get("dockerfile") or "Dockerfile")
        target = str(build.get("target") or "")
    line = next(
        (
            number
            for number, text in enumerate(file.lines, start=1)
            if text.strip().startswith((f"{name}:", f'"{name}":'))
        ),
        1,
    )
    return Service(
        file,
        name,
        line,
        _below(file.folder, context) if context is not None else None,
        dockerfile,
        target,
        str(value.get("image") or ""),
        _command(value.get("command")),
        _command(value.get("entrypoint")),
        str(value.get("working_dir") or ""),
        tuple(_volumes(file.folder, value.get("volumes"))),
    )


def _command(value: object) -> str | list[str] | None:
    if isinstance(value, list):
        return [str(word) for word in value]
    return str(value) if isinstance(value, (str, int, float)) else None


def _volumes(folder: str, value: object) -> Iterator[tuple[str, str]]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, str):
            source, colon, rest = item.partition(":")
            if colon and source.startswith((".", "/", "~")) and not source.startswith(("/", "~")):
                yield _below(folder, source), rest.partition(":")[0]
        elif isinstance(item, dict) and item.get("type") == "bind":
            source = str(item.get("source") or "")
            if source.startswith("."):
                yield _below(folder, source), str(item.get("target") or "")


def _below(folder: str, path: str) -> str:
    """A path of a compose file from the repository's root; one that leaves the repository keeps its `..`."""
    plain = posixpath.normpath(posixpath.join(folder, path))
    return "" if plain == "." else plain
