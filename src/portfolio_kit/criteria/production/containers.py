"""Which containers a repository describes, and whether each can be built and starts something of the project."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.lacking import answers_the_same, lacking, unserved
from portfolio_kit.criteria.production.made_first import can_be_made, is_made_first
from portfolio_kit.criteria.production.starting import refused
from portfolio_kit.criteria.production.unbuildable import unbuildable
from portfolio_kit.criteria.production.unused_environment import unused_environment
from portfolio_kit.repository.code.syntax import name_called
from portfolio_kit.repository.code.unimportable import Absent
from portfolio_kit.repository.containers.building import build
from portfolio_kit.repository.containers.buildpacks import buildpacks
from portfolio_kit.repository.containers.compose import Service
from portfolio_kit.repository.containers.context import Context, Ignored
from portfolio_kit.repository.containers.dockerfile import Dockerfile
from portfolio_kit.repository.containers.image import Copied, Image, Problem, resolved
from portfolio_kit.repository.containers.named_images import Built, built_as
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.makefiles import is_makefile
from portfolio_kit.repository.running.shell import Command, commands, unwrapped
from portfolio_kit.repository.running.started import Started, handler, started
from portfolio_kit.repository.running.tasks import script
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence

_SERVING_BASE = re.compile(
    r"tensorflow/serving|torchserve|tritonserver|mlserver|tiangolo/(?:uvicorn|meinheld|uwsgi)|bentoml/|kserve"
    r"|aws-lambda-python|public\.ecr\.aws/lambda",
    re.IGNORECASE,
)
_MOST = 40
_SAYING = frozenset({"print", "input", "time.sleep", "sleep"})
_LAMBDA = re.compile(r"lambda", re.IGNORECASE)

_SCRIPTS = re.compile(r"^[ \t]*[\"']?([\w.-]+)\s*=\s*[\"']?[\w.]+:[\w.]+", re.MULTILINE)


class Container(NamedTuple):
    """A container that the repository describes.

    `starts` says what of the project it starts, None where nothing; `problems` why it cannot be built or started, each
    with its place, and `remedy` what to do about them where that is more than to correct them.
    """

    place: Evidence
    starts: str | None
    problems: tuple[tuple[str, Evidence], ...]
    remedy: str = ""
    what: str = "A container"
    """What is described, to begin a sentence with."""
    lacks_made: bool = False
    """Whether the first problem is that what code could make is not there."""
    only_mounted: tuple[str, ...] = ()
    """The folders of the project's code that are only mounted, into an image that installs nothing of the project."""

    @property
    def is_coherent(self) -> bool:
        """Whether it can be built on reading and starts something of the project."""
        return self.starts is not None and not self.problems


def containers(repository: Repository) -> list[Container]:
    """Return the containers: the services of compose files, then each Dockerfile, buildpack, Cog or Bento file."""
    found = [
        container
        for service in repository.services[:_MOST]
        if (container := _of_service(repository, service)) is not None
    ]
    used = {service.built_by.lower() for service in repository.services}
    for dockerfile in repository.dockerfiles[:_MOST]:
        if ".devcontainer" in dockerfile.file.path or not dockerfile.of("COPY", "ADD", "RUN", "CMD", "ENTRYPOINT"):
            continue
        if dockerfile.file.path.lower() not in used or not any(item.is_coherent for item in found):
            found.append(_of_dockerfile(repository, dockerfile))
    found += _of_buildpacks(repository)
    found += _of_packagers(repository)
    return found


def _of_dockerfile(repository: Repository, dockerfile: Dockerfile) -> Container:
    """The container in the most likely context: the one with the fewest problems."""
    images = (build(dockerfile, context) for context in _contexts(repository, dockerfile))
    judged = [_judged(repository, dockerfile, image, image.started()) for image in images]
    return min(judged, key=lambda container: (not container.is_coherent, len(container.problems)))


def _contexts(repository: Repository, dockerfile: Dockerfile) -> Iterator[Context]:
    folders = [dockerfile.file.folder]
    while folders[-1]:
        folders.append(folders[-1].rpartition("/")[0])
    # Builds are started beside the Dockerfile, a folder or two above it, or at the root.
    for folder in dict.fromkeys([*folders[:3], ""]):
        yield _context(repository, folder, dockerfile)


def _context(repository: Repository, folder: str, dockerfile: Dockerfile) -> Context:
    own = repository.by_path.get(f"{dockerfile.file.path}.dockerignore")
    ignored = own or repository.by_path.get(posixpath.join(folder, ".dockerignore"))
    return Context(folder, repository.by_path, Ignored(ignored.text if ignored else ""))


def _of_service(repository: Repository, service: Service) -> Container | None:
    place = service.file.evidence(service.line)
    dockerfile = None
    image = Image(base=service.image, installs=True)
    built = _built_as(repository, service) if service.context is None else Built(service.built_by, service.context)
    if built is not None:
        path = built.dockerfile
        dockerfile = next((item for item in repository.dockerfiles if item.file.path.lower() == path.lower()), None)
        if dockerfile is None and service.context is not None:
            words = f"service {service.name} is built from {path}, which is not there or holds no build"
            return Container(place, None, ((words, place),))
    if built is not None and dockerfile is not None:
        image = build(dockerfile, _context(repository, built.context, dockerfile), service.target)
    image.folder = service.folder or image.folder
    image.copied += [Copied(source, resolved("/", target), is_mounted=True) for source, target in service.volumes]
    given = [part for part in (service.entrypoint, service.command) if part is not None]
    start = [command for part in given for command in _words(part)] if given else image.started()
    if service.entrypoint is None and service.command is not None and image.entrypoint and image.entrypoint.is_exec:
        # The command of a service takes the place of CMD: what the image enters by is handed it.
        handed = service.command.split() if isinstance(service.command, str) else service.command
        start = list(unwrapped([*image.entrypoint.words, *handed]))
    if dockerfile is None:
        if not given and _SERVING_BASE.search(service.image) and image.copied:
            return Container(place, f"the model in {service.image}", ())
        starts, problem = _starts(repository, image, start) if given else (None, None)
        return Container(place, starts, ((problem, place),) if problem else ())
    return _judged(repository, dockerfile, image, start, _given_at(service) if given else None)


def _built_as(repository: Repository, service: Service) -> Built | None:
    """What the image of a service is built by, where a text, a Makefile or a script has the command that names it."""
    if not service.image:
        return None
    typed = (command.text for command in repository.commands)
    scripts = (file for file in repository.files if file.suffix == ".sh" or is_makefile(file))
    return built_as(service.image, chain(typed, *(file.lines for file in scripts)))


def _given_at(service: Service) -> Evidence:
    """The line of a service that gives its command, else that which names it."""
    below = enumerate(service.file.lines[service.line :], start=service.line + 1)
    line = next((number for number, text in below if text.strip().startswith(("command:", "entrypoint:"))), 0)
    # What is folded or listed stands on the line below.
    is_open = bool(line) and service.file.lines[line - 1].rstrip().endswith((":", ">", "|", ">-", "|-"))
    return service.file.evidence(line + 1 if is_open and line < len(service.file.lines) else line or service.line)


def _words(command: str | list[str]) -> list[Command]:
    return list(commands(command.replace("\n", " "))) if isinstance(command, str) else list(unwrapped(command))


def _judged(
    repository: Repository,
    dockerfile: Dockerfile,
    image: Image,
    start: list[Command],
    given_at: Evidence | None = None,
) -> Container:
    """Judge an image: what of the project it starts, and what stands in the way; a service may give the command."""
    found = [*image.problems, *unbuildable(repository, dockerfile, image)]
    problems = [problem for problem in found if not (problem.absent and is_made_first(repository, problem.absent))]
    last = image.command or image.entrypoint or dockerfile.instructions[0]
    starts, problem = _starts(repository, image, start)
    if problem is not None:
        problems.append(Problem(problem, last.line))
        # Whoever mends the one would meet the other next.
        if image.installs and (server := unserved(repository, image, start)):
            problems.append(Problem(server, last.line))
    elif starts is not None and (unused := unused_environment(dockerfile, start)):
        problems.append(Problem(unused, last.line))
    elif starts is not None and (failing := _failing(repository, image, starts)):
        # First: no file that is made before the build would mend it.
        problems.insert(0, Problem(f"it starts {starts}, but {failing.words}", last.line))
    elif starts is not None and not problems and answers_the_same(repository, starts):
        place = given_at or dockerfile.file.evidence(last.line)
        words = f"the container starts {starts}, which answers everybody the same and asks nothing of the project"
        remedy = f"{cited(place)} starts {starts}: start the module whose app loads the model and answers with it."
        return Container(place, None, ((words, place),), remedy)
    elif (
        starts is not None and image.installs and not problems and (lacked := lacking(repository, image, start, starts))
    ):
        problems.append(lacked._replace(line=last.line))
    if not image.installs:
        problems.append(Problem("it installs none of the packages that the project needs", last.line))
    told = tuple((problem.words, dockerfile.file.evidence(problem.line)) for problem in problems)
    lacks_made = bool(problems) and can_be_made(problems[0].absent)
    place = given_at or dockerfile.file.evidence(last.line)
    # Code that is started itself is what the image is for.
    mounted = () if starts in {module.path for module in repository.scripts} else _only_mounted(repository, image)
    return Container(place, starts, told, lacks_made=lacks_made, only_mounted=mounted)


def _only_mounted(repository: Repository, image: Image) -> tuple[str, ...]:
    """The folders of the project's code in an image of something else, such as a scheduler, that are there only while
    its container runs; none where the image has code or a list of packages of the project.
    """
    built = Image(copied=[item for item in image.copied if not item.is_mounted], left_out=image.left_out)
    if image.installs_project or image.packages.lists or any(built.covers(one.path) for one in repository.scripts):
        return ()
    mounted = dict.fromkeys(item.source for item in image.copied if item.is_mounted)
    return tuple(
        folder for folder in mounted if folder and any(one.path.startswith(f"{folder}/") for one in repository.scripts)
    )


def _failing(repository: Repository, image: Image, starts: str) -> Absent | None:
    """What keeps Python from importing what is started; of a shell script, all the scripts that it starts."""
    if starts in repository.unimportable or not starts.endswith(".sh") or starts not in repository.by_path:
        return repository.unimportable.get(starts)
    inner = [
        place
        for line in script(repository.by_path[starts].text)
        for command in commands(line)
        if (found := started(command, image.environment)) is not None and found.kind in ("module", "file")
        if (place := _found(repository, image, image.folder, found)) is not None
    ]
    failing = [repository.unimportable.get(place) for place in inner]
    return failing[0] if all(failing) and failing else None


def _starts(repository: Repository, image: Image, started_with: list[Command]) -> tuple[str | None, str | None]:
    """Return what of the project the commands start, and why they can't: what is not in the image, or is refused."""
    folder = image.folder
    absent: str | None = None
    if not started_with and _SERVING_BASE.search(image.base) and image.copied:
        return f"the project in {image.base}", None
    for command in started_with:
        if command.program == "cd" and command.operands:
            folder = resolved(folder, command.operands[0])
            continue
        found = handler(command.words) if _LAMBDA.search(image.base) else None
        found = found or started(command, image.environment)
        if found is None or found.kind == "foreign":
            continue
        what = _found(repository, image, resolved(folder, found.folder) if found.folder else folder, found)
        if what is not None:
            return what, refused(repository, image, folder, command, found)
        if found.kind in ("module", "file") and absent is None:
            absent = f"it starts {found.name}, which is not in the image"
    return None, absent


def _found(repository: Repository, image: Image, folder: str, found: Started) -> str | None:
    """What a command starts, as the repository has it; None where it has it not."""
    if found.kind == "file":
        return _in_image(repository, image, folder, [found.name]) or (found.name if image.has_unknown else None)
    if found.kind == "module":
        return _module(repository, image, folder, found.name)
    if found.kind == "task":
        inner = (started(command, image.environment) for command in repository.tasks.expanded(found.name))
        places = (_found(repository, image, folder, item) for item in inner if item and item.kind in ("file", "module"))
        return next((place for place in places if place), None)
    if found.kind == "program":
        return found.name if found.name in _own_programs(repository) else None
    return found.name if image.copied else None


def _module(repository: Repository, image: Image, folder: str, name: str) -> str | None:
    """The file of a module that is started, looked for where Python would."""
    path = name.replace(".", "/")
    roots = ["", *image.environment.get("PYTHONPATH", "").split(":"), *(["src"] if image.installs_project else [])]
    names = (f"{path}.py", f"{path}/__main__.py", f"{path}/__init__.py")
    paths = [posixpath.join(root, name) for root in roots for name in names]
    is_installed = image.installs_project and any(
        repository.exists(f"{root}{path}{end}") for root in ("", "src/") for end in ("", ".py")
    )
    return _in_image(repository, image, folder, paths) or (name if image.has_unknown or is_installed else None)


def _in_image(repository: Repository, image: Image, folder: str, paths: list[str]) -> str | None:
    """The first of the paths that the image has, and that has something in it, as the repository calls it."""
    sources = (image.at(resolved(folder, path), repository.exists) for path in paths)
    return next((source for source in sources if source is not None and _has_substance(repository, source)), None)


def _has_substance(repository: Repository, path: str) -> bool:
    """Whether there is something in a file that is started: of a Python file, at least one call that does more than
    print; of a shell script, one that starts something.
    """
    file = repository.by_path.get(path)
    if file is None or file.is_blank or path in repository.starters:
        return False
    if file.suffix == ".sh":
        return any(
            (found := started(command, {})) is not None and found.kind != "foreign"
            for line in script(file.text)
            for command in commands(line)
        )
    module = next((module for module in repository.scripts if module.path == path), None)
    return module is None or module.is_beyond or any(call.name not in _SAYING for call in module.calls)


def _own_programs(repository: Repository) -> set[str]:
    """The names of the commands that installing the project makes."""
    files = (file for file in repository.files if file.name in ("pyproject.toml", "setup.py", "setup.cfg"))
    return {match[1] for file in files if "scripts" in file.text for match in _SCRIPTS.finditer(file.text)}


def _of_buildpacks(repository: Repository) -> Iterator[Container]:
    """Procfiles and the like beside a dependency file: what a buildpack starts."""
    for found in buildpacks(repository.files):
        image = Image(folder="/", installs=True, copied=[Copied(found.folder, "/")])
        starts, problem = _starts(repository, image, list(commands(found.command)))
        place = found.file.at(found.position)
        if problem and starts is None:
            yield _of_absent(repository, found.file, place, problem)
            continue
        problems = [(problem, place)] if problem else []
        if found.process:
            problems.append((f"{found.file.name} names the process {found.process}, and the host starts web", place))
        if not any(declared.file.folder == found.folder for declared in repository.dependency_files):
            problems.append((f"no dependency file stands beside what {found.file.name} starts", place))
        yield Container(place, starts, tuple(problems), what=f"The host's buildpack, configured by {found.file.name},")


def _of_absent(repository: Repository, file: File, place: Evidence, absent: str) -> Container:
    """A Procfile or the like that starts what is not there: it says what is."""
    what = absent.removeprefix("it starts ").partition(",")[0]
    below = f"{file.folder}/" if file.folder else ""
    apis = [app for app in repository.apps if app.kind == "api" and app.module.path.startswith(below)]
    app = min(apis, key=lambda api: api.module.path.count("/"), default=None)
    there = f" ({app.module.path} is)" if app else ""
    bare = " and there is no Dockerfile" if not repository.dockerfiles else ""
    words = f"the file {file.path} starts {what}, which is not there{there},{bare}".rstrip(",")
    module = app.module.path.removeprefix(below).removesuffix(".py").replace("/", ".") if app else ""
    start = f"let it start {module}:{_made(app)}" if app else "let it start a module that is there"
    steps = [*(["name it Procfile"] if file.name == "procfile" else []), start]
    if bare:
        steps.append("add a Dockerfile that installs the requirements and starts the same")
    listing = ", ".join(steps[:-1]) + f" and {steps[-1]}" if len(steps) > 1 else steps[0]
    return Container(place, None, ((words, place),), f"{cited(place)} starts {what}: {listing}.")


def _made(app: App) -> str:
    """What a module calls the app that it makes."""
    for node in app.module.assignments:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
            made = name_called(node.value)
            if made in ("FastAPI", "Flask", "Sanic", "Quart", "Starlette", "Litestar", "Robyn"):
                return target.id
    return "app"


def _of_packagers(repository: Repository) -> Iterator[Container]:
    """Cog and Bento files, which name the class or service that they serve."""
    for file in repository.files:
        name = file.name.lower()
        key = {
            "cog.yaml": "predict",
            "cog.yml": "predict",
            "bentofile.yaml": "service",
            "bentofile.yml": "service",
        }.get(name)
        if key is None:
            continue
        match = re.search(rf"^{key}\s*:\s*[\"']?([\w./-]+?)(?:\.py)?:[\w.]+", file.text, re.MULTILINE)
        if match is None:
            continue
        path = posixpath.normpath(posixpath.join(file.folder, match[1].replace(".", "/").lstrip("/") + ".py"))
        place = file.at(match.start())
        if _has_substance(repository, path):
            maker = "cog build" if key == "predict" else "bentoml containerize"
            yield Container(place, path, (), what=f"The container that `{maker}` makes from {file.path}")
        else:
            yield Container(place, None, ((f"it serves {match[1]}, which is not there", place),))
