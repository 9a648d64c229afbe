"""What the bundle's files say of themselves on Windows and macOS: icon, version resource, property list."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Dressed(NamedTuple):
    """More arguments: of PyInstaller's EXE, and of its BUNDLE."""

    program: dict[str, Any]
    app: dict[str, Any]


def dressing(root: Path, version: str, work: Path) -> Dressed:
    """root: of the project. work: a folder for what is made on the way. Nothing is to be said on Linux."""
    if sys.platform == "win32":
        sys.path.insert(0, str(root / "packaging" / "windows"))
        from version_info import version_info

        resource = work / "version.txt"
        resource.write_text(version_info(version), encoding="utf-8")
        icon = _icon(root, work / "skelly-tray.ico")
        return Dressed({"icon": icon, "version": str(resource), "hide_console": "hide-early"}, {})
    if sys.platform == "darwin":
        sys.path.insert(0, str(root / "packaging" / "macos"))
        from app import IDENTIFIER, info_plist

        icon = _icon(root, work / "skelly-tray.icns")
        app = {"bundle_identifier": IDENTIFIER, "info_plist": info_plist(version), "icon": icon}
        return Dressed({"icon": icon}, app)
    return Dressed({}, {})


def _icon(root: Path, place: Path) -> str:
    drawing = root / "packaging" / "icons" / "draw.py"
    subprocess.run([sys.executable, drawing, place.suffix[1:], place], check=True)
    return str(place)
