"""The answers a project was made with, read as what they are: a file that anybody may have written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from packaging.version import Version

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.templates import ANSWERS, PUBLIC_URL, Templates, recorded, tag_of, version_of

_MOST_BYTES = 64 * 1024
_LONGEST_ANSWER = 1000
_LARGEST_NUMBER = 10**18
_MOST_VALUES = 5000


@dataclass(frozen=True)
class Answers:
    """The template version a project says it was made with, and its answers to that version's questions."""

    version: Version
    values: Mapping[str, Any]


def version_in(text: str) -> Version:
    """Return the template version that the answers file `text` names.

    Raises UserError when it is not the answers file of a project that this tool made.
    """
    return _version(_loaded(text))


def read(text: str, templates: Templates) -> Answers:
    """Return the answers in `text` to the questions of the template version it names; everything else is left out.

    Raises UserError when it is not the answers file of a project that this tool made, when `templates` does not have
    its version, and when an answer is not a plain value.
    """
    loaded = _loaded(text)
    version = _version(loaded)
    if version not in templates.versions():
        raise UserError(f"{ANSWERS} names template version {version}, which portfolio-kit never had: restore the file")
    values: dict[str, Any] = {}
    for question in recorded(templates.configuration(version)):
        value = loaded.get(question.key)
        if value is None:
            continue
        if question.is_structured and _is_plain_data(value):
            values[question.key] = value
        elif _is_short(value):
            values[question.key] = str(value)
        else:
            raise UserError(f"{ANSWERS}: the answer to {question.key} is not a short plain value: restore the file")
    return Answers(version=version, values=values)


def _is_short(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_ANSWER
    # Python refuses to write out integers of thousands of digits.
    return isinstance(value, float) or (isinstance(value, int) and abs(value) < _LARGEST_NUMBER)


def _is_plain_data(value: object) -> bool:
    """Whether it is lists and mappings of short values, and few of them: an alias of YAML can stand for millions."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > _MOST_VALUES:
            return False
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif not (one is None or _is_short(one)):
            return False
    return True


def _loaded(text: str) -> Mapping[str, object]:
    # Imported here: PyYAML is not needed to say that a project is missing.
    import yaml

    class Loader(yaml.SafeLoader):
        """Without merge keys: a few lines of them can double until memory is full."""

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            pass

    if len(text) > _MOST_BYTES:
        raise UserError(f"{ANSWERS} is larger than an answers file can be: restore the file")
    try:
        loaded = yaml.load(text, Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UserError(f"{ANSWERS} is not valid YAML: restore the file") from None
    if not isinstance(loaded, dict):
        raise UserError(f"{ANSWERS} does not hold answers: restore the file")
    return loaded


def _version(loaded: Mapping[str, object]) -> Version:
    if loaded.get("_src_path") != PUBLIC_URL:
        raise UserError(f"this project was not made by `portfolio-kit new`: its {ANSWERS} names another template")
    commit = loaded.get("_commit")
    version = version_of(commit) if isinstance(commit, str) else None
    if version is None:
        raise UserError(f"{ANSWERS} names no released template version (such as `_commit: {tag_of(Version('0.1.0'))}`)")
    return version
