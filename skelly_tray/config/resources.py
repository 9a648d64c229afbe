"""Finds the files that ship with the program: templates, icons, the guide.

In a wheel and in a frozen application they lie in `skelly_tray/_resources`, in a source tree and an editable
install in `resources` beside the package. No importlib.resources: it would cost the command line its time.
"""

from __future__ import annotations

from pathlib import Path

import skelly_tray


def resource_root(package: Path | None = None) -> Path:
    """The folder of all resources. package: where the package lies. Raises FileNotFoundError."""
    package = package or Path(skelly_tray.__file__).resolve().parent
    for root in (package / "_resources", package.parent / "resources"):
        if root.is_dir():
            return root
    raise FileNotFoundError(f"the program's own files are missing: there is no {package / '_resources'}")


def resource(name: str) -> Path:
    """One of them, as in `resource("templates/minimal")`. Raises FileNotFoundError."""
    path = resource_root() / name
    if not path.exists():
        raise FileNotFoundError(f"one of the program's own files is missing: {path}")
    return path
