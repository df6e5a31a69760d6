"""The commands that put a case study out: read it, make the page, write it."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.case_study.study import Study, study_of
from portfolio_kit.case_study.writing import write
from portfolio_kit.output import write_whole


def pdf(root: Path, output: Path | None) -> Path:
    """Write the case study of the repository at `root` as PDF to `output`, or beside it, and return where.

    Raises UserError when the study is not finished or not to be shown so; then nothing is written.
    """
    from portfolio_kit.case_study.pdf import typeset

    study = study_of(root)
    return _written(root, study, typeset(study), output, ".pdf")


def html(root: Path, output: Path | None) -> Path:
    """Write the case study of the repository at `root` as HTML to `output`, or beside it, and return where.

    Raises UserError as `pdf` does.
    """
    from portfolio_kit.case_study.html import published

    study = study_of(root)
    return _written(root, study, published(study).encode("utf-8"), output, ".html")


def _written(root: Path, study: Study, content: bytes, output: Path | None, ending: str) -> Path:
    if output is not None:
        write_whole(output, content)
        return output
    # The repository may be anybody's: what is not asked for by name stays in it.
    page = study.file.relative_to(study.root).with_suffix(ending)
    write(root, page, content)
    return root / page
