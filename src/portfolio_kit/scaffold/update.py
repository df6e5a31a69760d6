"""Bringing a generated project to the installed template, with everything its owner did to it kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import Version

from portfolio_kit import git
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import answers as answers_file
from portfolio_kit.scaffold import worktree
from portfolio_kit.scaffold.merge import Change, Kind, Merged, MergeText, merge
from portfolio_kit.scaffold.render import File, RejectedAnswerError, rendered
from portfolio_kit.scaffold.results import with_results_of
from portfolio_kit.scaffold.templates import ANSWERS, Source, Templates, recorded
from portfolio_kit.terminal import printable

# `git merge-file` exits with the number of conflicts, 127 for more, and above that when it failed.
_MOST_CONFLICTS = 127


@dataclass(frozen=True)
class Update:
    """What an update did, or (`dry_run`) would do. `dropped` are the answers that the new template no longer takes."""

    project: Path
    old: Version
    new: Version
    changes: tuple[Change, ...] = ()
    dropped: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The files that the owner has to settle."""
        return tuple(change for change in self.changes if change.kind is Kind.CONFLICT)


def update(source: Source, project: Path, *, dry_run: bool = False) -> Update:
    """Bring `project` to the newest template of `source` by a three-way merge, file by file.

    Copier renders the project's answers with the old and with the new template; what differs between the two is merged
    into what is committed. Copier's own update is not used: it carries the owner's edits as a text patch, so it loses
    without a word an edited file that the new template dropped, an edited binary file and every byte that is not UTF-8.

    Either all of it is written or nothing. Conflicts are left as git leaves them: markers in the file, and the path
    unmerged in the index.

    Raises UserError when `project` was not made by this tool or by a newer one, is not under git or has changes that
    are not committed, and OSError when the system refuses to write.
    """
    project = project.resolve()
    text = _answers_text(project)
    old, new = answers_file.version_in(text), Version(source.version)
    if old > new:
        raise UserError(f"{project} was made with {old}, this is {new}: `pip install -U portfolio-kit` first")
    if old == new:
        return Update(project, old, new, dry_run=dry_run)
    tree = worktree.find(project)
    with source.opened() as templates:
        answers = answers_file.read(text, templates)
        base = rendered(templates, old, answers.values)
        theirs, dropped = _rendered_anew(templates, answers.values)
        paths = base.keys() | theirs.keys()
        ours = tree.files(paths)
        # Numbers that the project's training wrote are no edits, and the template's are no news.
        base, theirs = with_results_of(base, ours), with_results_of(theirs, ours)
        changes = merge(
            base,
            ours,
            theirs,
            belongs_to_owner=_owners(templates),
            always_theirs={ANSWERS},
            blocked=tree.blocked(paths),
            merge_text=_merge_text(templates.workspace, old, new),
        )
    result = Update(project, old, new, changes, dropped, dry_run)
    if not dry_run:
        worktree.apply(
            tree,
            {change.path: change.file for change in changes if change.file != ours.get(change.path)},
            [
                worktree.Unmerged(change.path, (base.get(change.path), ours.get(change.path), theirs.get(change.path)))
                for change in result.conflicts
            ],
        )
    return result


def report(result: Update) -> str:
    """Return what to tell the person."""
    if result.old == result.new:
        return f"{printable(result.project.resolve().name)} is up to date with template {result.new}."
    lines = [f"Template {result.old} to {result.new}{', nothing written' if result.dry_run else ''}:"]
    lines += [
        f"  {change.kind.value:<9} {printable(change.path)}{f'  ({change.reason})' if change.reason else ''}"
        for change in result.changes
    ]
    lines += [f"  {key} takes its default: the new template no longer accepts your answer" for key in result.dropped]
    if result.conflicts and not result.dry_run:
        conflicts = _count(len(result.conflicts), "conflict")
        lines += ["", f"{conflicts}: settle each file (`git diff` shows both sides), then `git add` it."]
    if not result.dry_run:
        lines += ["", "Look it over with `git diff`, run `make test`, and commit."]
    return "\n".join(lines)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _answers_text(project: Path) -> str:
    if not project.is_dir():
        raise UserError(f"{project} is not a folder: give the folder of a project")
    path = project / ANSWERS
    if path.is_symlink() or not path.is_file():
        raise UserError(f"{project} has no {ANSWERS}: give the folder that `portfolio-kit new` made")
    return path.read_bytes().decode(errors="replace")


def _rendered_anew(templates: Templates, answers: Mapping[str, Any]) -> tuple[dict[str, File], tuple[str, ...]]:
    """Render the newest template; an answer that it no longer accepts gives way to the question's default."""
    known = {question.key for question in recorded(templates.configuration(templates.current))}
    kept = {key: value for key, value in answers.items() if key in known}
    dropped: list[str] = []
    while True:
        try:
            return rendered(templates, templates.current, kept), tuple(dropped)
        except RejectedAnswerError as error:
            if error.key not in kept:
                raise
            del kept[error.key]
            dropped.append(error.key)


def _owners(templates: Templates) -> Callable[[str], bool]:
    """Return the check for the paths that the template leaves to the owner once they are there."""
    from pathspec import GitIgnoreSpec

    patterns: Sequence[str] = templates.configuration(templates.current).get("_skip_if_exists", ())
    return GitIgnoreSpec.from_lines(patterns).match_file


def _merge_text(workspace: Path, old: Version, new: Version) -> MergeText:
    """Return a three-way merge of texts, by git."""

    def merged(base: bytes, ours: bytes, theirs: bytes) -> Merged:
        with tempfile.TemporaryDirectory(dir=workspace) as folder:
            names = ("ours", "base", "theirs")
            for name, content in zip(names, (ours, base, theirs), strict=True):
                Path(folder, name).write_bytes(content)
            labels = ("-L", "yours", "-L", f"template {old}", "-L", f"template {new}")
            done = git.outcome("merge-file", "--stdout", *labels, *names, cwd=Path(folder))
        if done.returncode > _MOST_CONFLICTS:
            raise UserError(f"git merge-file failed: {done.stderr.decode(errors='replace').strip()}")
        return Merged(done.stdout, conflicting=done.returncode > 0)

    return merged
