"""The system, the interpreter, and the versions of what we are built on."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from typing import Any

from skelly_tray import __version__
from skelly_tray.reentry import is_bundle

_PACKAGES = (
    "PySide6-Essentials",
    "jeepney",
    "keyring",
    "msgspec",
    "networkx",
    "platformdirs",
    "psutil",
    "pyqtgraph",
    "qasync",
    "tomlkit",
)
_SESSION_VARIABLES = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


def platform_facts() -> dict[str, Any]:
    """No host name and no user name."""
    return {
        "skelly_tray": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "distribution": _distribution(),
        "processors": os.cpu_count(),
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "frozen": is_bundle(),
        "session": {name: os.environ[name] for name in _SESSION_VARIABLES if os.environ.get(name)},
    }


def packages() -> dict[str, str | None]:
    """Version of each dependency; None where it is not installed."""
    return {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _distribution() -> str | None:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME")
    except OSError:
        return None
