"""How busy the machine is: processor, memory, load, battery."""

from __future__ import annotations

from collections.abc import Sequence

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Surroundings


class ResourcesSource:
    """The processor's share is that of the time since the last reading."""

    interval = 10.0

    def __init__(self, surroundings: Surroundings) -> None:
        self._begun = False

    def open(self) -> None:
        import psutil

        psutil.cpu_percent(None)

    def fileno(self) -> int | None:
        return None

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        import psutil

        if not self._begun:  # the share of no time at all says nothing
            self._begun = True
            return ()
        data: dict[str, object] = {
            "cpu_percent": psutil.cpu_percent(None),
            "memory_percent": psutil.virtual_memory().percent,
            "load_1m": round(psutil.getloadavg()[0], 2),
        }
        return (Observation("resources", data | _battery()),)

    def close(self) -> None:
        """Nothing is held."""


def _battery() -> dict[str, object]:
    """Empty where there is none, or none that can be asked."""
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (AttributeError, OSError, ValueError, RuntimeError):
        return {}
    if battery is None:
        return {}
    return {"battery_percent": round(battery.percent), "on_battery": not battery.power_plugged}
