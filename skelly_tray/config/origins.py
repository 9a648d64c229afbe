"""Where each value in effect comes from: the default, the file, a runtime override, or a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.keys import BadKeyError, parse_key
from skelly_tray.config.migrations.run import migrate
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.texts import read_texts

Path = tuple[str, ...]


class Origin(StrEnum):
    """The layer that a value is of; a secret is kept elsewhere, whichever layer names it."""

    DEFAULT = "default"
    FILE = "file"
    OVERRIDE = "override"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Origins:
    """Of one file. data: parsed, as it is in effect. overridden: paths of the overrides that are."""

    data: Mapping[str, Any] = field(default_factory=dict)
    overridden: frozenset[Path] = frozenset()

    def of(self, path: Path) -> Origin:
        """path: of a key in the file."""
        if any(path[: len(above)] == above for above in self.overridden):
            return Origin.OVERRIDE
        place: Any = self.data
        for name in path:
            if not isinstance(place, Mapping):
                return Origin.FILE  # a short form of a table
            if name not in place:
                return Origin.DEFAULT
            place = place[name]
        return Origin.FILE


def origins_in(home: Home, module: str | None, refused: Mapping[str, object]) -> Origins:
    """Of the file of a module, or of the orchestrator. refused: full keys of overrides without effect. Blocks on the
    disk; a file that cannot be used has the origins of an empty one."""
    texts, _ = migrate(home, read_texts(home), write=False)
    name = ORCHESTRATOR_FILE if module is None else file_name(module)
    overridden = set()
    for text in texts.overrides:
        try:
            key = parse_key(text)
        except BadKeyError:
            continue
        if key.file == name and key.text not in refused:
            overridden.add(key.path)
    try:
        data = parse_toml(texts.files.get(name, ""), name)
    except UnusableFileError:
        data = {}
    return Origins(data, frozenset(overridden))


def key_path(path: Path) -> Path | None:
    """The key that a field of `ModuleDescriptor` comes from, as paths; None for what no key says."""
    match path:
        case ("id" | "digest" | "auto_recovery", *_) | ("recovery", "retry_failed_after"):
            return None
        case ("startup" | "readiness" | "liveness", "adaptive"):
            return None
        case ("startup" | "readiness" | "liveness" as role, "check", *rest):
            return ("probes", role, *rest)
        case ("startup" | "readiness" | "liveness" as role, *rest):
            return ("probes", role, *rest)
        case ("strategy" | "degraded", *rest):
            return ("recovery", *rest)
        case ("procedure", *rest):
            return ("recovery", "procedure", *rest)
        case _:
            return path
