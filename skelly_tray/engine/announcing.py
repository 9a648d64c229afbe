"""What we publish on the bus: `module.state`, `system.status`, `config.changed`, `resource.alert`. No settings, no
logs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skelly_tray.domain.system import System
from skelly_tray.domain.verdict import judge_system
from skelly_tray.engine.bus_port import Bus


class Announcements:
    """`entries` hears the journal; `look` is called once after what was written down in one turn of the loop."""

    def __init__(self, bus: Bus, system: Callable[[], System]) -> None:
        self._bus = bus
        self._system = system
        self._last: tuple[str, str] | None = None

    def entries(self, entries: Sequence[Mapping[str, Any]]) -> None:
        for entry in entries:
            if entry["module"] is None:
                if entry["kind"] == "config_changed":
                    told = {
                        name: entry["detail"].get(name) for name in ("by", "revision", "files", "verdict")
                    }
                    self._bus.publish("config.changed", {"module": None, "time": entry["time"], **told})
                continue
            about = {"module": entry["module"], "time": entry["time"]}
            if entry["kind"] in ("state_changed", "health_changed"):
                what = "state" if entry["kind"] == "state_changed" else "health"
                cause = {"kind": entry["cause"]["kind"], "text": entry["cause"]["text"]}
                change = {"from": entry["from"], "to": entry["to"], "cause": cause}
                self._bus.publish("module.state", {**about, "what": what, **change})
            elif entry["kind"] == "config_changed":
                self._bus.publish("config.changed", about)
            elif entry["kind"] == "limit_exceeded" and entry["detail"].get("action") == "alert":
                detail = entry["detail"]
                told = {name: detail[name] for name in ("limit", "value", "max")}
                self._bus.publish("resource.alert", {**about, **told})

    def look(self) -> None:
        """Tell the verdict on the whole system when it is another."""
        verdict = judge_system(self._system())
        told = (str(verdict.status), verdict.reason)
        if told == self._last:
            return
        self._last = told
        failing = list(verdict.failing)
        self._bus.publish("system.status", {"status": told[0], "reason": told[1], "failing_modules": failing})
