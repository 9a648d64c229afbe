"""Run as `python -m skelly_tray.modules.data_capture`, by the supervisor: it gives the environment a module needs."""

from __future__ import annotations

from skelly_tray.modules.data_capture.module import DataCapture

if __name__ == "__main__":
    DataCapture.main()
