"""Prints every budget that applies beside what was measured: `python -m tests.benchmarks [NAME…]`."""

from __future__ import annotations

import argparse
import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import (
    analysis,
    bundle,
    bus,
    commands,
    config,
    crashes,
    dashboard,
    figurine,
    history,
    idle,
    limits,
    memory,
    native,
    sampling,
    scale,
    seven,
    starting,
    storm,
    window,
)
from tests.benchmarks.report import Line, machine

MEASUREMENTS: dict[str, Callable[[], Iterator[Line]]] = {
    "start": starting.measure,
    "crash": crashes.measure,
    "crash-tray": crashes.measure_under_tray,
    "idle": idle.measure,
    "memory": memory.measure,
    "tray": memory.measure_tray,
    "window": window.measure,
    "dashboard": dashboard.measure,
    "status": commands.measure,
    "sampler": sampling.measure,
    "scale": scale.measure,
    "history": history.measure,
    "storm": storm.measure,
    "bus": bus.measure,
    "bus-tray": native.measure_under_tray,
    "native": native.measure,
    "seven": seven.measure,
    "limits": limits.measure,
    "figurine": figurine.measure,
    "config": config.measure,
    "analysis": analysis.measure,
    "bundle": bundle.measure,
}
ON_REQUEST: dict[str, Callable[[], Iterator[Line]]] = {"growth": memory.measure_growth}
"""Too long to be part of every run."""


def main() -> int:
    known = MEASUREMENTS | ON_REQUEST
    parser = argparse.ArgumentParser(prog="run-tests --benchmark", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in known]
    if unknown:
        parser.error(f"no measurement is called {', '.join(unknown)}; there are: {', '.join(known)}")
    print(machine(), flush=True)
    lines: list[Line] = []
    broken: list[str] = []
    for name in options.names or MEASUREMENTS:
        try:
            for line in known[name]():
                lines.append(line)
                print(line, flush=True)
        except Exception:  # noqa: BLE001 - one measurement that breaks must not cost the others
            broken.append(name)
            traceback.print_exc()
    if options.json:
        options.json.write_text(json.dumps([asdict(line) for line in lines], indent=1) + "\n")
    missed = [line.name.strip() for line in lines if line.verdict == "MISSED"]
    print(
        f"{len(lines)} figures; missed: {', '.join(missed) or 'none'}; broken: {', '.join(broken) or 'none'}"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
