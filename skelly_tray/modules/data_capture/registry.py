"""The sources there are, sorted by name. A name is that of its switch in the settings, and of its feature in a mode."""

from __future__ import annotations

from collections.abc import Callable

from skelly_tray.modules.data_capture.source import Source, Surroundings
from skelly_tray.modules.data_capture.sources.idle import IdleSource
from skelly_tray.modules.data_capture.sources.input import InputSource
from skelly_tray.modules.data_capture.sources.process import ProcessSource
from skelly_tray.modules.data_capture.sources.resources import ResourcesSource
from skelly_tray.modules.data_capture.sources.window import WindowSource

Make = Callable[[Surroundings], Source]

SOURCES: tuple[tuple[str, Make], ...] = (
    ("idle", IdleSource),
    ("input", InputSource),
    ("process", ProcessSource),
    ("resources", ResourcesSource),
    ("window", WindowSource),
)
