"""Puts the template, with the history of its released versions, into the wheel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class TemplateBundle(BuildHookInterface[Any]):
    """Builds `portfolio_kit/_templates/project.bundle` for the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the bundle to the files of the wheel; an editable install reads the folder itself."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT / "src"))
        from portfolio_kit.errors import UserError
        from portfolio_kit.scaffold import bundle

        self._folder = tempfile.TemporaryDirectory(prefix="portfolio-kit-build-")
        repository, file = Path(self._folder.name, "templates.git"), Path(self._folder.name, "project.bundle")
        released = ROOT / "templates" / "releases" / "project.bundle"
        try:
            bundle.assemble(
                repository,
                tree=ROOT / "templates" / "project",
                version=self.metadata.version,
                history=released if released.is_file() else None,
            )
            bundle.write(repository, file)
        except UserError as error:
            sys.exit(f"hatch_build.py: error: {error}")
        build_data["force_include"][str(file)] = "portfolio_kit/_templates/project.bundle"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what `initialize` made."""
        if version != "editable":
            self._folder.cleanup()
