"""What Poetry, PDM and Pipenv write down, in the words of a requirements file: what is asked for, and the versions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.plain_toml import load_toml

#: Extras and groups of packages that running the project's tests, training or service may need.
WANTED = re.compile(
    r"(?:dev|develop|development|tests?|testing|ci|train(?:ing)?|ml|notebooks?|jupyter|serv(?:e|ing|ice|er)|api|web|app|ui|"
    r"monitoring|main|all|full|eda|analysis|reports?|viz)(?:[-_](?:dependencies|deps|dev|tests?|train))*",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


def table(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a table within a table; an empty one where there is none of that name."""
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def poetry(text: str) -> list[str]:
    """Return what Poetry's tables in a pyproject.toml ask for, the groups that may be needed too."""
    tool = table(table(load_toml(text), "tool"), "poetry")
    tables = [table(tool, "dependencies"), table(tool, "dev-dependencies")]
    for name, group in table(tool, "group").items():
        if WANTED.fullmatch(name) and isinstance(group, dict):
            tables.append(table(group, "dependencies"))
    return [line for each in tables for name, value in each.items() if name != "python" for line in _line(name, value)]


def pipfile(text: str) -> list[str]:
    """Return what a Pipfile asks for."""
    document = load_toml(text)
    return [
        line
        for key in ("packages", "dev-packages")
        for name, value in table(document, key).items()
        for line in _line(name, value)
    ]


def pipfile_lock(text: str) -> list[str]:
    """Return the packages of a Pipfile.lock, each with its version and where it is needed."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(document, dict):
        return []
    found: dict[str, str] = {}
    for key in ("default", "develop"):
        for name, value in table(document, key).items():
            for line in _line(name, value):
                found.setdefault(canonical(name), line)
    return list(found.values())


def locked(text: str) -> list[str]:
    """Return the versions that a poetry.lock or pdm.lock holds, to be held to; not of what has several."""
    packages = load_toml(text).get("package")
    found = [
        (package["name"], package["version"])
        for package in (packages if isinstance(packages, list) else ())
        if isinstance(package, dict)
        and isinstance(package.get("name"), str)
        and isinstance(package.get("version"), str)
        and _NAME.fullmatch(package["name"])
        and re.fullmatch(r"[\w.!+-]{1,60}", package["version"])
        and not isinstance(package.get("source"), dict)
    ]
    times = Counter(canonical(name) for name, _ in found)
    return [f"{name}=={version}" for name, version in found if times[canonical(name)] == 1]


def project(text: str) -> list[str]:
    """Return what the standard tables of a pyproject.toml ask for, with the extras and groups that may be needed."""
    document = load_toml(text)
    standard = table(document, "project")
    lists: list[object] = [standard.get("dependencies")]
    tables = (table(standard, "optional-dependencies"), table(document, "dependency-groups"),
              table(table(table(document, "tool"), "pdm"), "dev-dependencies"))  # fmt: skip
    lists += [value for each in tables for name, value in each.items() if WANTED.fullmatch(name)]
    lists.append(table(table(document, "tool"), "uv").get("dev-dependencies"))
    own = canonical(str(standard.get("name", "")))
    return [
        item
        for listed in lists
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, str) and "\n" not in item and canonical(re.split(r"[\s\[<>=!~;@]", item)[0]) != own
    ]


def pixi(document: Mapping[str, Any]) -> list[str]:
    """Return what pixi is to take from Python's own index."""
    return [line for name, value in table(document, "pypi-dependencies").items() for line in _line(name, value)]


def specifier(version: str) -> str:
    """Return a version constraint of Poetry's as a specifier: `^1.2` is `>=1.2,<2`, `~1.2` is `>=1.2,<1.3`."""
    parts = []
    for part in re.split(r"\s*,\s*|\s+(?=[<>=!~^])", version.strip().partition("||")[0]):
        text = part.strip()
        numbers = [int(number) for number in found[0].split(".")] if (found := _NUMBERS.search(text)) else []
        if text in ("", "*") or len(numbers) > 6:  # noqa: PLR2004 - no version has so many parts
            continue
        if text.startswith("^") and numbers:
            keep = next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)
            parts += [f">={text[1:].strip()}", f"<{_after(numbers, keep)}"]
        elif text.startswith("~") and not text.startswith("~=") and numbers:
            parts += [f">={text[1:].strip()}", f"<{_after(numbers, min(1, len(numbers) - 1))}"]
        elif text[0].isdigit():
            parts.append(f"=={text}")
        else:
            parts.append(f"={text}" if re.match(r"=[^=]", text) else text)
    return ",".join(part.replace(" ", "") for part in parts)


def _after(numbers: list[int], place: int) -> str:
    return ".".join(str(number) for number in [*numbers[:place], numbers[place] + 1])


def _line(name: str, value: object) -> Iterator[str]:
    """One entry of a table as a line of a requirements file; a folder of the project's own is none."""
    if not _NAME.fullmatch(name):
        return
    if isinstance(value, str):
        yield name + specifier(value)
    elif isinstance(value, list):
        yield from (line for item in value for line in _line(name, item))
    elif isinstance(value, dict) and not value.get("optional") and not {"path", "file", "editable"} & value.keys():
        extras = value.get("extras")
        listed = f"[{','.join(extras)}]" if isinstance(extras, list) and all(map(_is_name, extras)) else ""
        conditions = list(_conditions(value))
        marker = f" ; {' and '.join(conditions)}" if conditions else ""
        if isinstance(value.get("git"), str):
            at = next(
                (f"@{value[key]}" for key in ("rev", "ref", "tag", "branch") if isinstance(value.get(key), str)), ""
            )
            yield _one_line(f"{name}{listed} @ git+{value['git']}{at}{marker}")
        elif isinstance(value.get("url"), str):
            yield _one_line(f"{name}{listed} @ {value['url']}{marker}")
        else:
            version = value.get("version")
            yield _one_line(f"{name}{listed}{specifier(version) if isinstance(version, str) else ''}{marker}")


def _conditions(value: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value.get("markers"), str):
        yield f"({value['markers']})"
    if isinstance(value.get("sys_platform"), str):
        yield f"sys_platform {value['sys_platform']}"
    if isinstance(value.get("python"), str):
        for part in specifier(value["python"]).split(","):
            if match := re.fullmatch(r"([<>=!~]+)([\d.]+)(\.\*)?", part):
                yield f"python_version {match[1]} '{match[2]}{match[3] or ''}'"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
