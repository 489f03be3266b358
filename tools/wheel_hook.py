"""What the build of the wheel asks of us; hatchling loads this file, and nothing beside it."""

import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

FETCHED = ("*.css", "*.js", "fonts/*.ttf", "images/*.svg")
COMMENT = re.compile(r"\s*#.*")


class Requirements(MetadataHookInterface):
    """The wheel needs what `requirements/run.in` names; `run.txt` pins the same with hashes."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the lines of the file in as dependencies."""
        text = (Path(self.root) / "requirements" / "run.in").read_text(encoding="utf-8")
        lines = (COMMENT.sub("", line).strip() for line in text.splitlines())
        metadata["dependencies"] = [line for line in lines if line]


class FetchedFirst(BuildHookInterface):  # type: ignore[type-arg] # its configuration is not typed
    """A wheel without the fetched assets would serve naked pages and print no paper."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop the build, in one line, where set-up has not fetched them."""
        vendor = Path(self.root) / "static" / "vendor"
        if version != "editable" and not all(any(vendor.glob(kind)) for kind in FETCHED):
            raise SystemExit(
                "static/vendor has not been fetched, so the wheel was not made. "
                "“python3 dev.py wheel” fetches it and makes the wheel."
            )
