"""Proving a repository: a folder or a URL in, what happened out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from portfolio_kit import __version__
from portfolio_kit.criteria.judge import judge
from portfolio_kit.errors import UserError
from portfolio_kit.progress import Progress
from portfolio_kit.proof.commit import tree_of
from portfolio_kit.proof.context import Stage
from portfolio_kit.proof.copies import begin_history, copy_aside
from portfolio_kit.proof.left_behind import explained
from portfolio_kit.proof.model import Proof, Result
from portfolio_kit.proof.proven import Proven
from portfolio_kit.proof.run import Listener, Run
from portfolio_kit.proof.sandbox import Sandbox
from portfolio_kit.proof.scorecard import settled
from portfolio_kit.proof.tree import Tree, fingerprint, outputs, paths
from portfolio_kit.proof.workspace import cache, workspace
from portfolio_kit.repository import address
from portfolio_kit.repository.repository import Repository, read
from portfolio_kit.rubric.rubric import Rubric
from portfolio_kit.signals import first_only


@dataclass(frozen=True, slots=True)
class Proving:
    """How to prove: by which stages, in which sandbox. `timeout` are the seconds of each stage, `keep` says that the
    copies stay.
    """

    rubric: Rubric
    stages: Mapping[str, Stage]
    wanted: Sequence[str]
    sandbox: Sandbox
    listener: Listener
    timeout: float | None = None
    keep: bool = False

    @contextmanager
    def of(self, target: str) -> Iterator[Proven]:
        """Prove a folder or a git URL; the logs are there until the block ends. Raises UserError."""
        with first_only(), _opened(target) as opened, self.over(opened) as proven:
            yield proven

    @contextmanager
    def over(self, opened: Opened) -> Iterator[Proven]:
        """Prove a repository that is at hand; the logs are there until the block ends."""
        with workspace(keep=self.keep) as work:
            tree, is_as_committed = opened.copied(work / "tree")
            begin_history(work / "tree")
            before = judge(opened.repository, self.rubric, opened.shown)
            started = datetime.now(UTC).isoformat(timespec="seconds")
            results = self._run(opened, tree, work)
            proof = Proof(
                opened.repository.name,
                opened.repository.commit,
                tree.git_tree,
                f"portfolio-kit {__version__}",
                started,
                self.sandbox.name,
                results,
            )
            scorecard = judge(opened.repository, self.rubric, opened.shown, settled(proof))
            kept = work if self.keep else None
            yield Proven(before, scorecard, proof, tree, is_as_committed, work / "logs", kept)

    def _run(self, opened: Opened, tree: Tree, work: Path) -> tuple[Result, ...]:
        run = Run(
            opened.repository,
            work,
            self.sandbox,
            self.stages,
            self.listener,
            cache(),
            self.timeout,
            self.keep,
            partial(explained, root=opened.root, proven=frozenset(item.path for item in tree.items)),
        )
        return run.results(self.wanted)


@dataclass(frozen=True, slots=True)
class Opened:
    """A repository at hand: `shown` is what it is called; of a clone of ours `is_whole` says whether all of it came."""

    root: Path
    repository: Repository
    shown: str
    is_whole: bool | None = None

    def copied(self, destination: Path) -> tuple[Tree, bool | None]:
        """Copy what is to be proven, and return it with whether that is what was committed."""
        every = paths(self.root)
        written = outputs(self.root, every)
        wanted = [path for path in every if path not in written]
        copy_aside(self.root, wanted, destination)
        commit = self.repository.commit
        algorithm = "sha256" if commit and len(commit) == 64 else "sha1"  # noqa: PLR2004
        tree = fingerprint(destination, wanted, algorithm)
        if commit is None:
            return tree, None
        if self.is_whole is not None:
            return tree, self.is_whole or None
        committed = tree_of(self.root, commit)
        # What an earlier proof wrote may be committed too.
        whole = fingerprint(self.root, every, algorithm) if written else tree
        return tree, None if committed is None else whole.git_tree == committed


@contextmanager
def fetched(target: str) -> Iterator[Path]:
    """Give the folder of a repository that is named by its folder or its URL. Raises UserError."""
    with _opened(target) as opened:
        yield opened.root


@contextmanager
def _opened(target: str) -> Iterator[Opened]:
    if not address.is_url(target):
        if not Path(target).is_dir():
            raise UserError(f"{target} is not a folder: give a repository's folder, or a git URL")
        yield Opened(Path(target), read(Path(target)), target)
        return
    # Only a URL needs what runs git.
    from portfolio_kit.repository import clone

    shown = address.shown(target)
    with ExitStack() as stack:
        with Progress().saying(f"Cloning {shown} …"):
            cloned = stack.enter_context(clone.cloned(target))
        repository = read(cloned.folder, address.name(target))
        repository.commit = cloned.commit
        repository.notes += cloned.notes
        yield Opened(cloned.folder, repository, shown, is_whole=not cloned.notes)
