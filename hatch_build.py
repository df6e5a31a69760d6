"""Puts the templates, with the history of their released versions, into the wheel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class TemplateBundle(BuildHookInterface[Any]):
    """Builds `portfolio_kit/_templates/project.bundle`, and one for each other template, for the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the bundles to the files of the wheel; an editable install reads the folder itself."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT / "src"))
        from portfolio_kit.errors import UserError
        from portfolio_kit.scaffold import bundle

        self._folder = tempfile.TemporaryDirectory(prefix="portfolio-kit-build-")
        for name in bundle.NAMES:
            repository, file = Path(self._folder.name, f"{name}.git"), Path(self._folder.name, f"{name}.bundle")
            released = ROOT / "templates" / "releases" / f"{name}.bundle"
            try:
                bundle.assemble(
                    repository,
                    tree=ROOT / "templates" / name,
                    version=self.metadata.version,
                    history=released if released.is_file() else None,
                )
                bundle.write(repository, file)
            except UserError as error:
                sys.exit(f"hatch_build.py: error: {error}")
            build_data["force_include"][str(file)] = f"portfolio_kit/_templates/{name}.bundle"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what `initialize` made."""
        if version != "editable":
            self._folder.cleanup()
