"""The tabs of the details; each is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.detail_view import DetailContext, DetailView
from skelly_tray.ui.window.tabs import Tab


@dataclass(frozen=True, slots=True)
class DetailTab:
    tab: Tab
    make: Callable[[DetailContext], DetailView]


def detail_tabs() -> list[DetailTab]:
    """In their order."""
    return [
        DetailTab(Tab("overview", tr("Overview"), tr("Its curves"), "Ctrl+G"), _overview),
        DetailTab(Tab("logs", tr("Logs"), tr("What it wrote"), "Ctrl+L"), LogsTab),
        DetailTab(Tab("events", tr("Events"), tr("What happened to it"), "Ctrl+J"), _events),
        DetailTab(Tab("settings", tr("Settings"), tr("What is in effect"), "Ctrl+T"), _settings),
        DetailTab(Tab("limits", tr("Limits"), tr("What it may use"), "Ctrl+M"), _limits),
        DetailTab(Tab("why", tr("Why"), tr("The story behind its state"), "Ctrl+I"), WhyTab),
    ]


def _overview(context: DetailContext) -> DetailView:
    from skelly_tray.ui.window.overview import Overview

    return Overview(context)


def _events(context: DetailContext) -> DetailView:
    from skelly_tray.ui.window.events_view import EventsView

    return EventsView(context)


def _settings(context: DetailContext) -> DetailView:
    from skelly_tray.ui.window.settings_view import SettingsView

    return SettingsView(context)


def _limits(context: DetailContext) -> DetailView:
    from skelly_tray.ui.window.limits_view import LimitsView

    return LimitsView(context)


class LogsTab(DetailView):
    """The log view that the dialog has too."""

    def __init__(self, context: DetailContext) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        from skelly_tray.ui.window.log_view import LogView

        super().__init__(context)
        self.log = LogView(context.core, context.watch, context.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.log)

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        self.log.show_module(row.id, row.name)

    def beat(self) -> None:
        self.log.beat()

    def go_to(self, time: float) -> None:
        self.log.go_to(time)


class WhyTab(DetailView):
    """The story, told anew when something about the module changes."""

    def __init__(self, context: DetailContext) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        from skelly_tray.ui.window.why_view import WhyView

        super().__init__(context)
        self.why = WhyView(context.core, context.watch, context.theme, lambda: context.wish("config"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID)
        layout.addWidget(self.why)

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        self.why.show_module(row.id)

    def enter(self) -> None:
        self.why.enter()

    def beat(self) -> None:
        self.why.beat()
