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
            publish=("animation_command",),
            subscribe=("intervention_request", "reward", "state_change"),
        ),
    ),
    Builtin(
        "analysis_engine",
        "Analysis engine",
        BusAccess(
            publish=("state_change",),
            subscribe=("event_batch", "feedback"),
        ),
    ),
    Builtin(
        "cute_figurine",
        "Cute figurine",
        BusAccess(publish=("feedback",), subscribe=("animation_command",)),
    ),
    Builtin(
        "data_capture",
        "Data capture",
        BusAccess(publish=("raw_event",), subscribe=()),
    ),
    Builtin(
        "gamification",
        "Gamification",
        BusAccess(
            publish=("intervention_request", "reward"),
            subscribe=("state_change", "feedback"),
        ),
    ),
    Builtin(
        "storage",
        "Storage",
        BusAccess(publish=("event_batch",), subscribe=("raw_event",)),
    ),
)
BUILTINS = {builtin.name: builtin for builtin in _ALL}


def command_of(builtin: Builtin) -> tuple[str, ...]:
    """How its process is started."""
    return module_process(builtin.name)
