"""Run as `python -m skelly_tray.modules.storage`, by the supervisor: it gives the environment that a module needs."""

from __future__ import annotations

from skelly_tray.modules.storage.module import Storage

if __name__ == "__main__":
    Storage.main()
