"""The graph of twenty modules that is beaten: every kind of probe, every kind of edge, trees, and three native modules.

root ─┬─ keep1 keep2      (each: probes of its own)     ─┐
      ├─ again1 again2    (edge: restart)               ─┼─ deep1 … deep6, each below two of these, mixed edges
      └─ stops1           (edge: stop)                  ─┘        └─ leaf1 leaf2 (restart, at the end of chains)
alone1 alone2   need nobody          event_bus ── plain1 plain2 (behind the proxy), sdk1
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.chaos.proxy import BusProxy
from tests.supervisor import Supervisor
from tests.system.casting import LIVELY, free_port

HERE = Path(__file__).parent
RASCAL, SDK = HERE / "rascal.py", HERE / "native.py"
PLAIN = HERE.parent / "system" / "plain_native.py"

HASTY = {"max_attempts": 3, "backoff": "100ms", "backoff_max": "1s", "stable_after": "2s"}
OFTEN = {"interval": "500ms", "timeout": "2s", "failure_threshold": 2}
EDGES = {
    "keep1": [("root", "keep")],
    "keep2": [("root", "keep")],
    "again1": [("root", "restart")],
    "again2": [("root", "restart")],
    "stops1": [("root", "stop")],
    "deep1": [("keep1", "restart"), ("again1", "restart")],
    "deep2": [("again1", "restart"), ("again2", "restart")],
    "deep3": [("again2", "keep"), ("stops1", "stop")],
    "deep4": [("stops1", "restart"), ("again1", "restart")],
    "deep5": [("keep1", "keep"), ("keep2", "stop")],
    "deep6": [("again1", "stop"), ("again2", "restart")],
    "leaf1": [("deep1", "restart"), ("deep2", "restart"), ("root", "restart")],
    "leaf2": [("deep4", "restart"), ("deep6", "restart"), ("again1", "restart")],
}
PLAIN_ONES = ("root", *EDGES, "alone1", "alone2")
SOON = {"sustained": "500ms", "actions": ["alert", "restart"]}
LIMITS = {
    "keep1": {"max_memory_mb": 100, **SOON},
    "deep3": {"max_memory_mb": 100, **SOON},
    "deep5": {"max_file_handles": 256},
    "alone2": {"max_file_handles": 256, "max_threads": 40, **SOON},
}
"""What a balloon or a leak of these comes up against."""
NATIVE = ("plain1", "plain2", "sdk1")
ALL = (*PLAIN_ONES, *NATIVE, "event_bus")
"""Twenty, with the bus."""
TREES = ("again1", "deep5", "alone1")


class Cast:
    """Writes the files of the system, and keeps what is needed to give orders."""

    def __init__(self, system: Supervisor, seed: int) -> None:
        self.system = system
        self.orders = system.home.with_name("orders")
        self.orders.mkdir()
        self._port = {name: free_port() for name in ("root", "keep1", "again2")}
        self._proxy_path = system.home.with_name("proxy")
        self._probes = self._probes_of_all()
        self.texts: dict[str, str] = {}
        run = system.home / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        self.proxy = BusProxy(self._proxy_path, run / "bus.sock", seed)
        system.orchestrator(
            **LIVELY,
            orphan_grace=60,
            retry_failed_after="1s",
            max_concurrent_recoveries=3,
            recovery_backoff="100ms",
            resource_check_interval="500ms",
        )
        for name in PLAIN_ONES:
            limits = {"limits": LIMITS[name]} if name in LIMITS else {}
            self._write(name, command=self._rascal(name), depends_on=self._needs(name), **limits)
        for name in ("plain1", "plain2"):
            self._write(name, command=self._behind_the_proxy(name), bus={})
        self._write("sdk1", command=[sys.executable, str(SDK), "sdk1"], bus={}, depends_on=["alone1"])

    def order(self, name: str, words: str) -> None:
        (self.orders / name).write_text(words)

    def cure(self) -> None:
        """No order stands any more."""
        for path in self.orders.iterdir():
            path.unlink()

    def repair(self, name: str) -> None:
        """The good file of the module is back, and in effect if somebody is there to put it so."""
        self.system.module(name, self.texts[name])

    def _write(self, name: str, **keys: Any) -> None:
        keys = {"probes": self._probes.get(name, {}), "shutdown_timeout": "2s", "recovery": HASTY, **keys}
        self.system.module(name, **keys)
        self.texts[name] = (self.system.home / "config" / "modules" / f"{name}.toml").read_text()

    def _needs(self, name: str) -> list[dict[str, str]]:
        return [{"module": module, "on_restart": what} for module, what in EDGES.get(name, [])]

    def _rascal(self, name: str) -> list[str]:
        words = ["tree"] * (name in TREES)
        if name in self._port:
            words += ["http", str(self._port[name])]
        return [sys.executable, "-I", "-S", str(RASCAL), name, str(self.orders), *words]

    def _behind_the_proxy(self, name: str) -> list[str]:
        program = f"SKELLY_BUS=unix:{self._proxy_path} exec {sys.executable} -I -S {PLAIN} {name} quiet"
        return ["/bin/sh", "-c", program]

    def _probes_of_all(self) -> dict[str, dict[str, dict[str, Any]]]:
        http = {"kind": "http", "url": f"http://127.0.0.1:{self._port['root']}/", **OFTEN}
        tcp = {"kind": "tcp", "host": "127.0.0.1", **OFTEN}
        notify, log = {"kind": "notify", **OFTEN}, {"kind": "log", "pattern": "ready to serve"}
        passes = {"kind": "exec", "command": ["/bin/true"], **OFTEN}
        return {
            "root": {"readiness": http, "liveness": http},
            "keep1": {"liveness": {**tcp, "port": self._port["keep1"]}},
            "again2": {"startup": {**tcp, "port": self._port["again2"], "interval": "100ms"}},
            "keep2": {"startup": {**log, "interval": "100ms"}},
            "deep1": {"liveness": notify, "readiness": {**notify, "timeout": "1s"}},
            "deep2": {"liveness": passes},
            "deep4": {"readiness": passes},
            "alone2": {"readiness": log},
            "plain1": {"liveness": {"kind": "bus", **OFTEN, "interval": "1s"}},
        }
