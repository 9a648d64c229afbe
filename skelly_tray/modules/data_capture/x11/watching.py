"""What the sources that watch the X server share: one connection, used while it is there, closed once."""

from __future__ import annotations

from skelly_tray.modules.data_capture.source import UnavailableError
from skelly_tray.modules.data_capture.x11.display import XDisplay


class WatchesDisplay:
    """`open` of the source sets `_display`."""

    _display: XDisplay | None = None

    def fileno(self) -> int | None:
        return self._connected().fileno()

    def close(self) -> None:
        if self._display is not None:
            self._display.close()
            self._display = None

    def _connected(self) -> XDisplay:
        if self._display is None:
            raise UnavailableError("the X server has gone")
        return self._display
