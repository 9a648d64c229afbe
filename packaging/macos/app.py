"""What `Skelly Tray.app` says of itself: for PyInstaller's `BUNDLE` in the spec."""

from __future__ import annotations

from typing import Any

IDENTIFIER = "org.skelly-tray.SkellyTray"


def info_plist(version: str) -> dict[str, Any]:
    """The keys that PyInstaller does not set by itself."""
    return {
        "CFBundleDisplayName": "Skelly Tray",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": "12.0",
        # Lives in the menu bar; without a place in the Dock.
        "LSUIElement": True,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Skelly Tray maintainers, MIT License",
    }
