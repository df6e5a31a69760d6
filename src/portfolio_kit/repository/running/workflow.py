"""What runs by itself when the project changes: GitHub Actions, GitLab CI and the other systems' files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.running.triggers import Triggers

_OTHER = re.compile(
    r"\.gitlab-ci\.ya?ml|\.gitlab/ci/[\w./-]+\.ya?ml|\.travis\.ya?ml|(?:.*/)?azure-pipelines[\w.-]*\.ya?ml"
    r"|\.azure[\w-]*/[\w./-]+\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\.ya?ml|/[\w.-]+\.ya?ml)"
    r"|\.circleci/config\.ya?ml|(?:.*/)?jenkinsfile[\w.-]*|\.cirrus\.ya?ml|\.?appveyor\.ya?ml"
    r"|(?:.*/)?cloudbuild[\w.-]*\.ya?ml|(?:.*/)?buildspec[\w.-]*\.ya?ml|\.buildkite/[\w.-]+\.ya?ml|\.(?:gitea"
    r"|forgejo)/workflows/[^/]+\.ya?ml|\.semaphore/[\w.-]+\.ya?ml",
    re.IGNORECASE,
)
_GITHUB = re.compile(r"\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml", re.IGNORECASE)
_DEEPEST = 200
_LONGEST_JENKINS = 60_000
_MOST_STEPS = 500
_COMMANDS = frozenset(
    {
        "run",
        "script",
        "before_script",
        "after_script",
        "install",
        "before_install",
        "command",
        "commands",
        "bash",
        "args",
        "test_script",
        "pwsh",
        "powershell",
        "build",
        "inlinescript",
    }
)
_JENKINS = re.compile(
    r"\b(?:sh|bat)\s*\(?\s*(?:script\s*:\s*)?(?:\"\"\"(.{1,5000}?)\"\"\"|\'\'\'(.{1,5000}?)\'\'\'"
    r"|\"([^\"\n]{1,5000})\"|'([^'\n]{1,5000})')",
    re.DOTALL,
)
_JOBS = re.compile(r"^jobs:[ \t]*$", re.MULTILINE)
_RUN = re.compile(r"^[ \t]+(?:-[ \t]+)?run:[ \t]*\S", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_SLASHES = re.compile(r"^[ \t]*(?://|\*|/\*).*$", re.MULTILINE)


class Step(NamedTuple):
    """A piece of shell script, or an action that is used, and the line where it stands.

    `is_ignored` says that its failure is thrown away, `folder` where it runs.
    """

    command: str
    line: int
    is_action: bool = False
    is_ignored: bool = False
    folder: str = ""

    def line_of(self, words: str) -> int:
        """Return the line on which `words` stand in the script."""
        position = self.command.find(words)
        return self.line + (self.command.count("\n", 0, position) if position > 0 else 0)


class Workflow(NamedTuple):
    """One file of a CI system, with the steps that it runs; none where the file does nothing or does not parse."""

    file: File
    system: str
    steps: tuple[Step, ...]
    is_invalid: bool = False
    """Whether jobs with steps are written in it, and it is no YAML: tabs before a key, or a fold that is not."""
    images: tuple[tuple[str, int], ...] = ()
    """The images that its jobs run in, each with the line that names it."""


def is_workflow(path: str) -> bool:
    """Whether the file at `path` is one that a CI system obeys: workflows only where the system looks for them."""
    return bool(_GITHUB.fullmatch(path) or _OTHER.fullmatch(path))


def workflow(file: File) -> Workflow:
    """Return the steps of a CI file."""
    text = file.text
    if file.name.lower().startswith("jenkinsfile"):
        code = _SLASHES.sub("", text[:_LONGEST_JENKINS])
        found = [(next(part for part in match.groups() if part), match.start()) for match in _JENKINS.finditer(code)]
        return Workflow(
            file,
            "Jenkins",
            tuple(Step(script.strip(), code.count("\n", 0, start) + 1) for script, start in found if script.strip()),
        )
    document = load_yaml(text)
    github = bool(_GITHUB.fullmatch(file.path))
    if not isinstance(document, dict):
        return Workflow(file, "CI", (), is_invalid=github and document is None and _has_jobs(text))
    steps = _of_github(document, text) if github else _of_others(document, text)
    images = tuple(_images(document, text)) if github else ()
    return Workflow(file, "GitHub Actions" if github else file.name, tuple(islice(steps, _MOST_STEPS)), images=images)


def _has_jobs(text: str) -> bool:
    """Whether a text that is no YAML has jobs with commands in it, whatever stands before its keys."""
    return all(key.search(text) for key in (_JOBS, _RUN)) and not _CONFLICT.search(text)


def _of_github(document: dict[Any, Any], text: str) -> Iterator[Step]:
    """The steps of every job that can run."""
    finder = _Finder(text)
    triggers = Triggers(document)
    for job in _jobs(document):
        if _is_off(job.get("if")) or triggers.never_meet(job.get("if")):
            continue
        ignored = _is_on(job.get("continue-on-error"))
        folder = _folder(job) or _folder(document)
        if isinstance(job.get("uses"), str):
            yield Step(job["uses"], finder.line(job["uses"]), is_action=True)
        steps = job.get("steps")
        if _is_of_another(steps):
            continue
        for step in steps if isinstance(steps, list) else ():
            if not isinstance(step, dict) or _is_off(step.get("if")) or triggers.never_meet(step.get("if")):
                continue
            script, action = step.get("run"), step.get("uses")
            if isinstance(script, str) and script.strip():
                where = str(step.get("working-directory") or folder)
                yield Step(
                    script,
                    finder.line(script),
                    is_ignored=ignored or _is_on(step.get("continue-on-error")),
                    folder=where,
                )
            elif isinstance(action, str):
                yield Step(action, finder.line(action), is_action=True)


def _images(document: dict[Any, Any], text: str) -> Iterator[tuple[str, int]]:
    """The images that jobs run in: `container: name`, or with `image:` below it."""
    for job in _jobs(document):
        named = job.get("container")
        image = named.get("image") if isinstance(named, dict) else named
        if isinstance(image, str) and image.strip():
            yield image, text.count("\n", 0, max(text.find(image), 0)) + 1


def _jobs(document: dict[Any, Any]) -> list[dict[Any, Any]]:
    """The jobs of a workflow: none where nothing starts it, or one of them waits for one that is not there, which
    GitHub refuses.
    """
    named = document.get("jobs")
    if not isinstance(named, dict) or not document.keys() & {"on", True}:
        return []
    jobs = [job for job in named.values() if isinstance(job, dict)]
    return jobs if all(_awaited(job) <= named.keys() for job in jobs) else []


def _awaited(job: dict[Any, Any]) -> set[str]:
    """The jobs that a job waits for."""
    needs = job.get("needs")
    return {needs} if isinstance(needs, str) else set(_strings(needs))


def _is_of_another(steps: object) -> bool:
    """Whether a job only checks out a repository that it names, and so does nothing with the one that it is in."""
    checkouts = [
        step.get("with")
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, dict) and str(step.get("uses") or "").startswith("actions/checkout")
    ]
    named = [str(given.get("repository") or "") if isinstance(given, dict) else "" for given in checkouts]
    return bool(named) and all(name and "$" not in name for name in named)


def _of_others(document: dict[Any, Any], text: str) -> Iterator[Step]:
    """The scripts of any other system, found by the keys that hold them."""
    finder = _Finder(text)
    for key, value in _walk(document):
        if key == "steps":
            for name in _orbs(value):
                yield Step(name, finder.line(name), is_action=True)
        if key.lower() not in _COMMANDS:
            continue
        parts = _strings(value)
        if key == "args":
            # The words of one command, whose program stands elsewhere or first.
            script = parts[1] if parts[:1] == ["-c"] and len(parts) > 1 else " ".join(_program(document, value) + parts)
        else:
            script = "\n".join(parts)
        if script.strip():
            yield Step(script, finder.line(parts[0]))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _orbs(value: object) -> list[str]:
    """CircleCI's ready-made steps, `python/install-packages`, with or without parameters."""
    items = value if isinstance(value, list) else []
    names = [item if isinstance(item, str) else next(iter(item), "") for item in items if isinstance(item, (str, dict))]
    return [name for name in names if isinstance(name, str) and "/" in name]


def _program(document: dict[Any, Any], arguments: object) -> list[str]:
    """The entrypoint beside a list of arguments, as Google Cloud Build has it."""
    steps = document.get("steps")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict) and step.get("args") is arguments and isinstance(step.get("entrypoint"), str):
            return [step["entrypoint"]]
    return []


def _folder(node: dict[Any, Any]) -> str:
    defaults = node.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    return str(run.get("working-directory") or "") if isinstance(run, dict) else ""


def _is_off(condition: object) -> bool:
    return condition is False or (isinstance(condition, str) and condition.strip().strip("${} ").lower() == "false")


def _is_on(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().strip("${} ").lower() == "true")


_INDENTED = 8


class _Finder:
    """Where scripts stand in a text, each looked for after the one before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def line(self, script: str) -> int:
        """Return the line on which a script begins: one that has nothing but its key, a dash or a quote before it."""
        lines = [line.strip()[:200] for line in script.split("\n") if line.strip()] or [""]
        first = lines[0]
        start = self._position
        for _ in range(50):
            position = self._text.find(first, start)
            if position < 0:
                break
            before = self._text[self._text.rfind("\n", 0, position) + 1 : position].strip()
            if not before or (before[-1] in "-:|>'\"[," and not before.endswith("name:")):
                # The next script stands below all of this one, of which it may have lines too.
                self._position = position + 1
                for inner in lines[1:]:
                    below = self._text.find(inner, self._position)
                    if not 0 <= below <= position + _INDENTED * len(script):
                        break
                    self._position = below + 1
                return self._text.count("\n", 0, position) + 1
            start = position + 1
        return self._text.count("\n", 0, max(self._text.find(first), 0)) + 1


def _walk(node: object) -> Iterator[tuple[str, object]]:
    pending: list[tuple[object, int]] = [(node, 0)]
    while pending:
        value, depth = pending.pop(0)
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            for key, item in value.items():
                yield str(key), item
                if isinstance(item, (dict, list)):
                    pending.append((item, depth + 1))
        elif isinstance(value, list):
            pending.extend((item, depth + 1) for item in value if isinstance(item, (dict, list)))
