"""Write this version's templates into templates/releases, the histories that every later wheel carries.

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
    """Write the histories and say so; 2 when this version was released with another template."""
    releases = TEMPLATES / "releases"
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-release-") as folder:
        # Both are put together before either is written.
        for name in bundle.NAMES:
            history = releases / f"{name}.bundle"
            try:
                bundle.assemble(
                    Path(folder, name),
                    tree=TEMPLATES / name,
                    version=__version__,
                    history=history if history.is_file() else None,
                )
            except UserError as error:
                print(f"release_templates: error: {error}", file=sys.stderr)
                return 2
        releases.mkdir(exist_ok=True)
        for name in bundle.NAMES:
            bundle.write(Path(folder, name), releases / f"{name}.bundle")
            print(f"templates/releases/{name}.bundle holds template {__version__}: commit it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
