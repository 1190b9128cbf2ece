"""At every installation, also an editable one: the browser files first, so that the wheel holds them.

Without npm or network the installation goes on and `/sparql` shows a plain form.
"""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BrowserFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the browser files where they can be built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; what is missing is said, never an error."""
        sys.path.insert(0, self.root)
        from tools.build_assets import AssetsMissing, build

        try:
            build()
        except AssetsMissing as error:
            self.app.display_warning(f"no SPARQL editor: {error}")
