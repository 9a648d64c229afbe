"""The bundled modules, by the name that `builtin` takes: what they are called, and what they may do on the bus.

To add one: its program as `skelly_tray/modules/NAME`, and a line here.
"""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.descriptor import BUS_ID, BusAccess
from skelly_tray.reentry import module_process


@dataclass(frozen=True, slots=True)
class Builtin:
    """name: of `builtin = "NAME"`, and of the program. title: for people. access: unless its file says otherwise."""

    name: str
    title: str
    access: BusAccess


BUS = Builtin(BUS_ID, "Event bus", BusAccess())

_ALL = (
    Builtin(
        "ai_integration",
        "AI integration",
        BusAccess(
            publish=("animation_command", "ai_integration.>"),
            subscribe=("intervention_request", "reward", "state_change", "ai_integration.>"),
        ),
    ),
    Builtin(
        "analysis_engine",
        "Analysis engine",
        BusAccess(
            publish=("state_change", "analysis_engine.>"),
            subscribe=("event_batch", "feedback", "analysis_engine.>"),
        ),
    ),
    Builtin(
        "cute_figurine",
        "Cute figurine",
        BusAccess(
            publish=("feedback", "cute_figurine.>"), subscribe=("animation_command", "cute_figurine.>")
        ),
    ),
    Builtin(
        "data_capture",
        "Data capture",
        BusAccess(publish=("raw_event", "data_capture.>"), subscribe=("data_capture.>",)),
    ),
    Builtin(
        "gamification",
        "Gamification",
        BusAccess(
            publish=("intervention_request", "reward", "gamification.>"),
            subscribe=("state_change", "feedback", "gamification.>"),
        ),
    ),
    Builtin(
        "storage",
        "Storage",
        BusAccess(publish=("event_batch", "storage.>"), subscribe=("raw_event", "storage.>")),
    ),
)
BUILTINS = {builtin.name: builtin for builtin in _ALL}


def command_of(builtin: Builtin) -> tuple[str, ...]:
    """How its process is started."""
    return module_process(builtin.name)
