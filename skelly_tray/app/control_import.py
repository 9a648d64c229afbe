"""Methods of the control socket that bring in the modules of another supervisor: look first, then all or none."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from skelly_tray.app.control_config import ConfigCore, changed, who
from skelly_tray.config.edits import brought_in
from skelly_tray.config.home import Home
from skelly_tray.config.imports.bring_in import Plan, Planned, plan
from skelly_tray.config.imports.formats import NAMES
from skelly_tray.config.imports.found import NotReadableError
from skelly_tray.config.names import is_module_file
from skelly_tray.config.texts import read_texts
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.params import flag, invalid, only, optional_text, text, texts

Params = dict[str, Any]
MOST = 500
"""Modules in one import."""


class ImportMethods:
    def __init__(self, core: ConfigCore, home: Home) -> None:
        self._core = core
        self._home = home
        self._alone = asyncio.Lock()

    def methods(self) -> Mapping[str, Handler]:
        return {"import.plan": self._plan, "import.write": self._write}

    async def _plan(self, params: Params, connection: Connection) -> Any:
        """What importing that file would do: `{"file", "folder", "format", "modules", "left_out", "notes"}`. Nothing is
        done. `without`: names in the file that are not wanted. `rename`: none gets an id that a module has already.
        `format`: where the file does not tell. Each module has its `text`, for `import.write`."""
        only(params, "file", "format", "without", "rename")
        file, kind = Path(text(params, "file")), optional_text(params, "format") or ""
        if not file.is_absolute():
            raise invalid("file must be an absolute path")
        if kind not in ("", *NAMES):
            raise invalid(f"format must be one of {', '.join(NAMES)}")
        without, rename = texts(params, "without"), flag(params, "rename", False)
        async with self._alone:
            try:
                return await asyncio.to_thread(self._planned, file, kind, without, rename)
            except FileNotFoundError as error:
                raise invalid(f"there is no file {file}") from error
            except OSError as error:
                raise invalid(f"{file}: {error.strerror or error}") from error
            except NotReadableError as error:
                raise invalid(f"{file.name} cannot be imported: {error}") from error

    def _planned(self, file: Path, kind: str, without: Collection[str], rename: bool) -> dict[str, Any]:
        there = _ids(self._home)
        found = plan(self._home, file, kind, there if rename else (), without=without, there=there)
        return told(found, self._home, there)

    async def _write(self, params: Params, connection: Connection) -> Any:
        """Add modules as one change that is checked, on trial and kept or taken back as a whole; `modules`: a list of
        `{"id", "text"}`. `replace`: also in place of those that are there. `config.undo` takes it back."""
        only(params, "modules", "replace", "from", "by")
        modules, force = _modules(params), flag(params, "replace", False)
        name = PurePosixPath(optional_text(params, "from") or "a file").name
        why = f"imported {', '.join(modules)} from {name}"[:200]
        return await changed(self._core, brought_in(modules, force=force), who(params, "ui"), why)


def told(found: Plan, home: Home, there: Collection[str]) -> dict[str, Any]:
    """A plan as plain data. there: ids of the modules that there are."""
    return {
        "file": str(found.file),
        "folder": str(home.modules_dir),
        "format": found.format.name,
        "modules": [{**_row(each), "there": each.id in there} for each in found.modules],
        "left_out": [{"name": name, "why": why} for name, why in found.left_out.items()],
        "notes": list(found.notes),
    }


def _row(module: Planned) -> dict[str, Any]:
    probes = module.table.get("probes") or {}
    return {
        "id": module.id,
        "name": module.name,
        "text": module.text,
        "command": list(module.table.get("command") or ()),
        "needs": list(module.needs),
        "checks": [{"role": role, "kind": str(probe.get("kind"))} for role, probe in probes.items()],
        "enabled": module.table.get("enabled", True) is not False,
        "notes": list(module.notes),
        "wanted": module.wanted,
    }


def _ids(home: Home) -> frozenset[str]:
    found = read_texts(home)
    return frozenset(
        PurePosixPath(name).stem.lower() for name in (*found.files, *found.refused) if is_module_file(name)
    )


def _modules(params: Params) -> dict[str, str]:
    given = params.get("modules")
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise invalid(f"modules must be a list of 1 to {MOST}")
    found: dict[str, str] = {}
    for each in given:
        if not isinstance(each, dict) or set(each) != {"id", "text"}:
            raise invalid("a module must be an object with id and text")
        module = text(each, "id")
        if module in found:
            raise invalid(f"there are two modules {module[:80]}")
        found[module] = text(each, "text")
    return found
