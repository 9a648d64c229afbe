"""States in the trash as a person chooses among them, and what bringing one back will do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.status import ModuleState, ModuleStatus
from skelly_tray.ui.present.looks import alive
from skelly_tray.ui.present.measures import age, megabytes, short_time, wall_seconds
from skelly_tray.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class TrashLine:
    """entry: its name in the trash. when: `14:02`, with the date in front when it is over a day old."""

    entry: str
    when: str
    age: str
    size: str


def trash_lines(answer: Mapping[str, Any], now: float) -> list[TrashLine]:
    """The answer to the query `trash.list`, newest first. now: seconds since the epoch."""
    return [
        _line(str(found["name"]), str(found.get("time", "")), float(found.get("mb", 0)), now)
        for found in answer.get("entries") or ()
    ]


def brought_back(line: TrashLine, name: str) -> str:
    """What is said when it has succeeded."""
    return tr("{module} has its state of {when} again.", module=name, when=line.when)


def modules_in(answer: Mapping[str, Any]) -> frozenset[str]:
    """The modules of which something lies in the trash."""
    return frozenset(str(found["module"]) for found in answer.get("entries") or ())


def consequences(name: str, module: ModuleStatus | None) -> str:
    """What happens when a state is brought back, before it happens."""
    undo = tr("Its present state goes to the trash itself, so this can be undone in the same way.")
    if module is not None and alive(module):
        return (
            tr("{module} is stopped, gets the chosen state and is started again.", module=name) + f" {undo}"
        )
    resting = module is None or module.state in (ModuleState.STOPPED, ModuleState.NOT_STARTED)
    if module is None or resting or module.desired == "down":
        return tr("{module} gets the chosen state and stays stopped.", module=name) + f" {undo}"
    return tr("{module} gets the chosen state and is started with it.", module=name) + f" {undo}"


def _line(entry: str, stamp: str, mb: float, now: float) -> TrashLine:
    seconds = wall_seconds(stamp)
    if seconds is None:
        return TrashLine(entry, stamp or entry, "", megabytes(mb))
    return TrashLine(entry, short_time(stamp, now), tr("{age} ago", age=age(now - seconds)), megabytes(mb))
