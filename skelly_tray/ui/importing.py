"""Keeps the loop going while something heavy is made: imports in a thread, and work in steps.

A window with all that it needs is a tenth of a second of reading files, the curves are a third: in one turn of the loop
each would be a pause of the supervision.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 15
"""Between two heavy steps in the loop: an answer that somebody waits for takes several turns of it."""


def loaded(name: str) -> bool:
    """Whether that module is there, whole."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


class Importing(QObject):
    """names: the modules, in order. done: is called once in the loop; not at all when this object's parent has gone by
    then. What fails is raised in the loop, once, and said there as any other mishap.
    """

    _came = Signal(object)

    def __init__(self, names: tuple[str, ...], done: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._names = names
        self._done = done
        self.busy = True
        self._came.connect(self._all_came)
        # It is waited for at the end of the program: an interpreter that ends beneath an import is no good end.
        threading.Thread(target=self._load, name="importing").start()

    def _load(self) -> None:
        failed: Exception | None = None
        gc.disable()  # there is no garbage in what is imported, and to look for it would stop all threads
        try:
            for name in self._names:
                import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised in the loop
            failed = error
        finally:
            gc.freeze()  # nor is it looked for right after; what is garbage elsewhere by now stays, once for a file
            gc.enable()
        try:
            self._came.emit(failed)
        except RuntimeError:
            """The parent has gone meanwhile."""

    def _all_came(self, failed: Exception | None) -> None:
        self.busy = False
        if failed is not None:
            raise failed
        self._done()


def in_steps(owner: QObject, *steps: Callable[[], object]) -> None:
    """Each in a turn of the loop of its own, the first at once, with a pause before each other one. Those that are left
    are not taken when one of them raises, or `owner` has gone."""
    first, *others = steps
    first()
    if others:
        QTimer.singleShot(PAUSE_MS, owner, partial(in_steps, owner, *others))
