"""Functions of a project's own that decide something, and whose reason a text gives: what is decided, why and where.

Told by what stands there, not by a word in its name: what it gives back hangs on how values compare, it is called where
a model is trained, measured or asked, and a sentence of the texts that names it, or says the words of its name, gives
a reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.models.stages import EVALUATE, PREDICT, PREPARE, READ, TRAIN, is_test, stage_of
from portfolio_kit.repository.texts.paragraphs import paragraphs, split
from portfolio_kit.repository.texts.statements import is_plan
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_REASON = re.compile(
    r"\bbecause\b|\bsince\b|\bso that\b|\brather than\b|\binstead of\b|\bto (?:avoid|prevent|keep)\b|\botherwise\b"
    r"|,\s*so\b|\bwhich is why\b|\bthat is why\b|\bnot by\b|\bat the price of\b|\bat the cost of\b|\btrade-?offs?\b"
    r"|\bpreferred over\b|\bporque\b|\bpois\b|\bem vez de\b|\ben (?:lugar|vez) de\b|\bpara (?:que|evitar)\b"
    r"|\bparce que\b|\bau lieu d|\bafin d|\bpour éviter\b|\bweil\b|\bstatt\b|\bdamit\b|\bperch[eé]\b|\binvece di\b"
    r"|\bper evitare\b|\bkarena\b|\bagar\b|\bdaripada\b|\b[cç][uü]nk[uü]\b|\bponiewa[zż]\b|\bzamiast\b"
    r"|потому что|чтобы|вместо|因为|而不是|为了|क्योंकि|ताकि",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# A file of plans says what is to be done.
_PLANNED = re.compile(r"(?:^|[/_\s-])(?:plans?|roadmap|todo|prd|specs?)(?:[/_\s.-]|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CALLED = re.compile(r"\b\w{3,80}\b")
# What the names of functions have in every project.
_USUAL = frozenset(
    listed(
        """
        train test model predi evalu load save build creat make get prepr proce handl compu calcu value resul file path
        class label targe score metri colum input outpu featu data datas frame table array batch pipel run main api
        reque respo print plot log logge write read parse valid check confi setti init from with into and the for this
        that batch learn machi trans encod apply clean use using text image row rows list dict name user users
        """
    )
)
_STEM = 5
_LEAST = 3
_SHARED = 2
_LONGEST = 1_500
_ORDERED = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)


class Reasoned(NamedTuple):
    """A function that decides, where it begins and how long it is, and where the texts give its reason."""

    name: str
    evidence: Evidence
    lines: int
    reason: Evidence


def reasoned(repository: Repository) -> Iterator[Reasoned]:
    """Yield the functions that decide something with a reason that a text gives; each paragraph gives that of one."""
    working = _working(repository)
    deciding = [
        (module, function)
        for module in repository.scripts
        if not is_test(module.path) and module.mentions("<", ">")
        for function in module.functions
        if function.last in working and repository.live.runs_in_scripts(module, function.name)
        if _decides(module, function)
    ]
    if not deciding:
        return
    by_name = {function.last: (module, function) for module, function in deciding}
    by_stems = [(stems, found) for name, found in by_name.items() if len(stems := _stems(name)) >= _SHARED]
    given: set[str] = set()
    for document in repository.texts:
        if _PLANNED.search(document.path):
            continue
        for paragraph in paragraphs(document):
            if paragraph.is_open_task or not _REASON.search(paragraph.text) or is_plan(paragraph.text):
                continue
            for sentence in _with_reasons(split(paragraph.text[:_LONGEST])):
                named = [name for name in _CALLED.findall(sentence) if name in by_name and "_" in name]
                said = frozenset[str]() if named else _stems(sentence)
                found = by_name[named[0]] if named else _meant(by_stems, said)
                if found is not None and found[1].last not in given:
                    module, function = found
                    given.add(function.last)
                    yield Reasoned(
                        function.last,
                        module.evidence(function.line),
                        function.node.end_lineno - function.node.lineno + 1 if function.node.end_lineno else 1,
                        document.evidence(paragraph.line),
                    )
                    break


def _with_reasons(sentences: Sequence[str]) -> Iterator[str]:
    """The sentences that give a reason, and those to which the next one gives it by itself: `Because …`."""
    for sentence, after in zip(sentences, [*sentences[1:], ""], strict=True):
        if _REASON.search(sentence) or _REASON.match(after):
            yield sentence


def _meant(
    by_stems: Iterable[tuple[frozenset[str], tuple[Module, Function]]], said: frozenset[str]
) -> tuple[Module, Function] | None:
    """The function whose name a sentence says: all words of a short one, all but one of a longer."""
    return next((one for stems, one in by_stems if len(stems & said) >= max(_SHARED, len(stems) - 1)), None)


def _working(repository: Repository) -> frozenset[str]:
    """The names that are read where a model is trained, measured or asked, by a call there or in what it imports: what
    they name is on its way.
    """
    stages = repository.stages
    modules = {use.module.path: use.module for stage in (TRAIN, EVALUATE, PREDICT) for use in stages.of(stage)}
    modules |= {app.module.path: app.module for app in repository.apps}
    imported = {name for module in modules.values() for name in module.imported_names}
    modules |= {
        module.path: module
        for module in repository.scripts
        if any(function.last in imported for function in module.functions)
        or any(node.name in imported for node in module.classes)
    }
    return frozenset(name for module in modules.values() if not is_test(module.path) for name in module.names)


def _decides(module: Module, function: Function) -> bool:
    """Whether what a function gives back hangs on how values compare, and it neither reads, prepares, trains nor
    measures.
    """
    calls = module.calls_in.get(function.name, ())
    if any(stage_of(call) in (READ, PREPARE, TRAIN, EVALUATE) for call in calls):
        return False
    nodes = walk(function.node)
    if not any(isinstance(node, ast.Return) and node.value is not None for node in nodes):
        return False
    return any(
        _compares(node.test)
        and (isinstance(node, ast.IfExp) or any(not isinstance(part, (ast.Raise, ast.Pass)) for part in node.body))
        for node in nodes
        if isinstance(node, (ast.If, ast.IfExp))
    ) or any(_compares(test) for node in nodes if isinstance(node, ast.comprehension) for test in node.ifs)


def _compares(test: ast.expr) -> bool:
    return any(isinstance(part, ast.Compare) and isinstance(part.ops[0], _ORDERED) for part in walk(test))


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a name or a text, without those that every project has."""
    words = _WORD.findall(_HUMP.sub(" ", text.replace("_", " ")).lower())
    return frozenset(stem for word in words if len(word) > _LEAST and (stem := word[:_STEM]) not in _USUAL)
