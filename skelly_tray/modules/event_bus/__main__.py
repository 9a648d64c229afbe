"""Runs the bus: `python -P -m skelly_tray.modules.event_bus`."""

from skelly_tray.modules.event_bus.program import main

if __name__ == "__main__":
    raise SystemExit(main())
