"""Where our data files are: inside the package when installed or frozen, in the tree when editable."""

from __future__ import annotations

from pathlib import Path

import skelly_tray


def resource(name: str) -> Path:
    """The path of `resources/<name>`. Raises FileNotFoundError."""
    package = Path(skelly_tray.__file__).resolve().parent
    for root in (package / "_resources", package.parent / "resources"):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"resource {name!r} is not installed")
