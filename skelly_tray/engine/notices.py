"""What is told of a configuration beside what takes effect: issues of its files, and marks of modules whose newest text
is not in effect.

What was rolled back stays marked for as long as it stands in the folder, also after another start of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from skelly_tray.config.last_good import SetAside
from skelly_tray.config.names import MODULES_FOLDER, SCHEMA_SUFFIX, is_module_file
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.overrides import layers
from skelly_tray.config.revisions import REJECTED, ROLLED_BACK, Revision
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.domain.events import ConfigMarked, Event
from skelly_tray.engine.configuration import Configuration
from skelly_tray.engine.ports import IssueSink

_NOT_KNOWN = "it was rolled back"
FOLDER_ISSUE = "config.modules/"
"""No module can be called so."""
_OVERRIDES = "overrides of settings"
"""What `overrides.json` is for people."""


class Notices:
    """Says everything anew each time, and takes back what is no longer so."""

    def __init__(self, post: Callable[[Event], None], issues: IssueSink) -> None:
        self._post = post
        self._issues = issues
        self._marked: set[ModuleId] = set()
        self._whys: dict[str, str] = {}

    def know(self, names: Iterable[str], why: str) -> None:
        """Why the texts of these files were rolled back."""
        self._whys |= dict.fromkeys(names, why)

    def recall(self, revisions: Iterable[Revision]) -> None:
        """The same of what an earlier supervisor has rolled back. revisions: oldest first."""
        for one in revisions:
            if one.verdict == ROLLED_BACK:
                self.know(map(_text_of, one.changed), one.verdict_why)

    def tell(self, now: Configuration, overrides: Mapping[str, object], aside: SetAside) -> None:
        """overrides: those in effect. aside: what was rolled back and is still so, by file name."""
        self._tell_of_files(now)
        marks = {mark.module: mark for mark in self._rolled_back(aside, _overridden(aside, overrides))}
        for module, found in now.outlived.items():
            marks[module] = ConfigMarked(module, REJECTED, "\n".join(lines(found.errors)))
        for module in self._marked - marks.keys():
            self._post(ConfigMarked(module, None))
        for mark in marks.values():
            self._post(mark)
        self._marked = set(marks)
        # What no module stands for: the orchestrator's file, overrides, files that would bring another module.
        rest = sorted(n for n in aside if not is_module_file(n) or _module(n) not in now.descriptors)
        shown = ", ".join(_OVERRIDES if name == OVERRIDES_FILE else name for name in rest)
        title = f"Rolled back, and not in effect: {shown}" if rest else ""
        text = "\n".join(dict.fromkeys(map(self._why, rest)))
        self._issues("config.set_aside", title, text)

    def _rolled_back(
        self, aside: SetAside, overridden: Mapping[ModuleId, tuple[str, ...]]
    ) -> Iterator[ConfigMarked]:
        files = {_module(name): name for name in aside if is_module_file(name)}
        for module in sorted({*files, *overridden}):
            name = files.get(module)
            why = self._why(name or OVERRIDES_FILE)
            yield ConfigMarked(module, ROLLED_BACK, why, name is not None, overridden.get(module, ()))

    def _tell_of_files(self, now: Configuration) -> None:
        errors = [str(e) for e in now.loaded.orchestrator_errors]
        title = "orchestrator.toml cannot be used; the last good one is in effect" if errors else ""
        self._issues("config.orchestrator", title, "\n".join(errors))
        folder = [str(e) for e in now.loaded.errors if e.file == MODULES_FOLDER]
        title = "The folder of modules cannot be used; what was in it stays in effect" if folder else ""
        self._issues(FOLDER_ISSUE, title, "\n".join(folder))
        warnings = [str(w) for w in now.loaded.warnings]
        title = "Some settings need a look" if warnings else ""
        self._issues("config.warnings", title, "\n".join(warnings))

    def _why(self, name: str) -> str:
        return self._whys.get(name) or _NOT_KNOWN


def _text_of(changed: str) -> str:
    """The file of something that a revision names: a file, or the full key of an override."""
    return changed if changed.endswith((".toml", SCHEMA_SUFFIX)) else OVERRIDES_FILE


def _overridden(aside: SetAside, overrides: Mapping[str, object]) -> dict[ModuleId, tuple[str, ...]]:
    """The overridden keys that are not as they are on disk, by the module that they belong to."""
    text = aside.get(OVERRIDES_FILE)
    if text is None:
        return {}
    wanted = json.loads(text)
    other = {k: wanted.get(k) for k in {*wanted, *overrides} if wanted.get(k) != overrides.get(k)}
    return {
        _module(file): tuple(sorted(key.text for key in layer.items))
        for file, layer in layers(other)[0].items()
        if is_module_file(file)
    }


def _module(name: str) -> ModuleId:
    return ModuleId(PurePosixPath(name).stem)
