"""Which window is active, on X11: its program and, masked if not asked otherwise, its title. Never what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Surroundings, UnavailableError
from skelly_tray.modules.data_capture.titles import TitleMask
from skelly_tray.modules.data_capture.x11.display import XDisplay
from skelly_tray.modules.data_capture.x11.watching import WatchesDisplay

_PROPERTY_CHANGES = 1 << 22
_MOST_LOOKS = 5
"""At one reading, while what is looked at goes on changing."""


class Seen:
    """What was told last. A title that changes in the same window is told when it is due: some titles are animated."""

    def __init__(self) -> None:
        self._last: tuple[int, str, str | None] | None = None

    def is_news(self, window: int, program: str, title: str | None, due: bool) -> bool:
        new = (window, program, title)
        same_window = self._last is not None and self._last[:2] == new[:2]
        if new == self._last or (same_window and not due):
            return False
        self._last = new
        return True


class WindowSource(WatchesDisplay):
    """Asleep until the X server says that something changed."""

    interval = 10.0

    def __init__(self, surroundings: Surroundings) -> None:
        settings = surroundings.settings
        self._mask = TitleMask(settings.titles, surroundings.state_dir)
        self._title_key = "title" if settings.titles == "full" else "title_hash"
        self._watched = 0
        self._seen = Seen()

    def open(self) -> None:
        display = self._display = XDisplay()
        self._active, self._class = display.atom("_NET_ACTIVE_WINDOW"), display.atom("WM_CLASS")
        self._titles = [display.atom("_NET_WM_NAME"), display.atom("WM_NAME")]
        told = [self._active, display.atom("_NET_SUPPORTED")]
        if not any(display.property(display.root, atom) for atom in told):
            raise UnavailableError("no window manager here tells which window is active")
        display.do("XSelectInput", display.root, _PROPERTY_CHANGES)

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        display = self._connected()
        found: Sequence[Observation] = ()
        for _ in range(_MOST_LOOKS):
            for _event in display.events():
                """That something changed is enough."""
            found = found or self._look(display, due)
            # Events that came with the answers are in Xlib's queue already: the descriptor does not tell of them.
            if not display.do("XPending"):
                break
        return found

    def _look(self, display: XDisplay, due: bool) -> Sequence[Observation]:
        told = display.property(display.root, self._active)
        window = told[0] if isinstance(told, list) and told else 0
        if window != self._watched:
            if self._watched not in (0, display.root):
                display.do("XSelectInput", self._watched, 0)
            if window not in (0, display.root):
                display.do("XSelectInput", window, _PROPERTY_CHANGES)
            self._watched = window
        program = self._program(display, window)
        title = self._mask.show(self._title(display, window)) if window else None
        if not self._seen.is_news(window, program, title, due):
            return ()
        data: dict[str, object] = {"program": program}
        if title is not None:
            data[self._title_key] = title
        return (Observation("window_focus", data),)

    def _program(self, display: XDisplay, window: int) -> str:
        """The class of the window, as its program set it: `Firefox`."""
        told = display.property(window, self._class) if window else b""
        names = [name for name in told.split(b"\0") if name] if isinstance(told, bytes) else []
        return names[-1].decode("utf-8", "replace")[:100] if names else ""

    def _title(self, display: XDisplay, window: int) -> str:
        for atom in self._titles:
            told = display.property(window, atom)
            if isinstance(told, bytes) and told:
                return told.decode("utf-8", "replace")
        return ""
