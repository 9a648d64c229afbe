"""The formats that can be read. To add one: a file with `recognises` and `read`, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from skelly_tray.config.imports.found import NotReadableError, Reading, Source


@dataclass(frozen=True, slots=True)
class Format:
    """name: for `--format`. title: for people. file: in this folder."""

    name: str
    title: str
    file: str

    @property
    def recognises(self) -> Callable[[str, str], bool]:
        """Whether a file of that name and text is one."""
        found: Callable[[str, str], bool] = import_module(f"{__package__}.{self.file}").recognises
        return found

    @property
    def read(self) -> Callable[[str, Source], Reading]:
        """What is in it. Raises NotReadableError."""
        found: Callable[[str, Source], Reading] = import_module(f"{__package__}.{self.file}").read
        return found


FORMATS = (
    Format("procfile", "a Procfile", "procfile"),
    Format("process-compose", "a process-compose file", "process_compose"),
    Format("compose", "a Docker Compose file", "compose"),
    Format("supervisord", "a supervisord configuration", "supervisord"),
    Format("pm2", "a pm2 ecosystem file", "pm2"),
)
"""In the order in which they are tried."""
NAMES = tuple(each.name for each in FORMATS)


def format_of(name: str, text: str, wanted: str = "") -> Format:
    """wanted: a name of `FORMATS`; else the first that recognises the file. Raises NotReadableError."""
    for each in FORMATS:
        if each.name == wanted or (not wanted and each.recognises(name, text)):
            return each
    titles = ", ".join(each.title for each in FORMATS)
    raise NotReadableError(f"it is none of what can be imported: {titles}")
