"""Where the bundle begins: the same entry as that of `python -m skelly_tray`."""

from __future__ import annotations

import sys

from skelly_tray.__main__ import main


def read_ourselves() -> None:
    """Modules that are imported later come out of this program's file as it was started, not of what an update has put
    in its place meanwhile: the keeper and the modules outlive an update.

    PyInstaller opens the file by its path each time. `/proc/self/exe` is the file itself, replaced or not.
    """
    archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    if sys.platform == "linux" and hasattr(archive, "_filename"):
        archive._filename = "/proc/self/exe"


if __name__ == "__main__":
    read_ourselves()
    sys.exit(main())
