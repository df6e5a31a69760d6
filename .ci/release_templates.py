"""Write this version's template into templates/releases, the history that every later wheel carries.

Run it (`make release-templates`) with the commit that a release is tagged at, and commit what it writes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from portfolio_kit import __version__
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import bundle

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def main() -> int:
    """Write the history and say so; 2 when this version was released with another template."""
    history = TEMPLATES / "releases" / "project.bundle"
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-release-") as folder:
        repository = Path(folder, "templates.git")
        try:
            bundle.assemble(
                repository,
                tree=TEMPLATES / "project",
                version=__version__,
                history=history if history.is_file() else None,
            )
        except UserError as error:
            print(f"release_templates: error: {error}", file=sys.stderr)
            return 2
        history.parent.mkdir(exist_ok=True)
        bundle.write(repository, history)
    print(f"{history.relative_to(TEMPLATES.parent)} holds template {__version__}: commit it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
