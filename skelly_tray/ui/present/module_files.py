"""The modules as the settings list them: the file of each, whether it is enabled, and how that came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present.looks import Symbol, Tone, look
from skelly_tray.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class ModuleFileLine:
    """enabled: started with the system. state: as the window says it now. said: a remark, or "". readable:
    there is a file, and what it says is known."""

    id: str
    name: str
    enabled: bool
    file: str
    path: str
    state: str
    symbol: Symbol
    tone: Tone
    said: str
    readable: bool = True


def lines_of(rows: Sequence[Mapping[str, Any]], snapshot: SystemHealth | None) -> list[ModuleFileLine]:
    """The answer of `config.files`, by name, and then modules that have no file."""
    known = snapshot.modules if snapshot else {}
    lines = [_line(row, snapshot) for row in rows]
    without = [module for module in known if module not in {line.id for line in lines}]
    lines += [_line({"module": module, "builtin": True}, snapshot) for module in without]
    return sorted(lines, key=lambda line: (not line.path, line.name.lower(), line.id))


def _line(row: Mapping[str, Any], snapshot: SystemHealth | None) -> ModuleFileLine:
    module_id, path = str(row["module"]), str(row.get("path") or "")
    module = snapshot.modules.get(module_id) if snapshot else None
    error = str(row.get("error") or "")
    if error:
        symbol, tone, state = Symbol.CROSS, Tone.BAD, tr("cannot be read")
    elif module is None:
        symbol, tone, state = Symbol.RING, Tone.CALM, tr("not in effect")
    else:
        seen = look(module)
        symbol, tone, state = seen.symbol, seen.tone, seen.word
    said = error
    if not error and row.get("overridden"):
        said = tr("set while it runs")
    if not path:
        said = tr("our own, without a file")
    return ModuleFileLine(
        id=module_id,
        name=str(row.get("name") or (module.name if module else "") or module_id),
        enabled=row.get("enabled") is not False,
        file=PurePath(path).name,
        path=path,
        state=state,
        symbol=symbol,
        tone=tone,
        said=said,
        readable=bool(path) and not error,
    )
