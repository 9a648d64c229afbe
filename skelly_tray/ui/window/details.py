"""The pane below the table: what the chosen module is doing, its curves, and what one can do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.marks import MarkKind, legend
from skelly_tray.ui.present.rows import NOTHING, ModuleRow, history
from skelly_tray.ui.present.series import Series
from skelly_tray.ui.present.spans import SPANS
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Colours, Theme, mark_colour
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel
from skelly_tray.ui.window.limit_lines import LimitLines

if TYPE_CHECKING:
    from skelly_tray.ui.window.plot_card import Limit
    from skelly_tray.ui.window.plots import ModulePlots

NARROW = 780
"""Pixels below which what is wanted less often goes to the menu behind *More*."""

WORDS_IN_LEGEND = 2
"""Kinds of marks up to which the legend has room for words; its tooltip has them always."""

PLOTS_HEIGHT = 136
"""Pixels kept for the curves before there are any, so that nothing jumps when they come."""


class DetailsPane(QWidget):
    """wished: start, stop, restart, logs, why, config or open, for the module shown. span_changed: seconds."""

    wished = Signal(str)
    span_changed = Signal(int)
    more_asked = Signal(QPoint)
    """The menu of what has no button is wanted, at that place on the screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row: ModuleRow | None = None
        self._plots: ModulePlots | None = None
        self._span = SPANS[0].seconds
        self._symbol = QLabel()
        self._symbol.setFixedSize(14, 14)
        self._name = QLabel()
        self._name.setProperty("role", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        self._make_buttons()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        self._layout.setSpacing(2 * GRID)
        self._layout.addLayout(self._heading())
        self._layout.addLayout(self._second_line())
        self.limits = LimitLines(theme)
        self._layout.addWidget(self.limits)
        self._plot_place = QWidget()
        self._plot_place.setMinimumHeight(PLOTS_HEIGHT)
        filling = QVBoxLayout(self._plot_place)
        filling.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._plot_place, 1)
        theme.changed.connect(self._recolour)

    def _make_buttons(self) -> None:
        def wish(what: str) -> None:
            self.wished.emit(what)

        self.start = button("Start", lambda: wish("start"), tip="Start this module", key="Ctrl+Return")
        self.stop = button("Stop", lambda: wish("stop"), tip="Stop this module and keep it stopped")
        self.restart = button(
            "Restart", lambda: wish("restart"), tip="Stop it and start it again", key="Ctrl+R"
        )
        self.logs = button("Logs…", lambda: wish("logs"), tip="What it wrote", key="Ctrl+L")
        self.why = button("Why…", lambda: wish("why"), tip="The story behind its state", key="Ctrl+I")
        self.config = button("Configure…", lambda: wish("config"), tip="Edit its file", key="Ctrl+E")
        self.more = button("More…", self._ask_for_more, tip="What if it fails, and more")
        self.open = button("Open", lambda: wish("open"), tip="Open its page in the browser", key="Ctrl+O")
        self._spare_keys = [QShortcut(QKeySequence(key), self) for key in ("Ctrl+E", "Ctrl+O")]
        for key, what in zip(self._spare_keys, ("config", "open"), strict=True):
            key.activated.connect(partial(wish, what))

    @property
    def narrow(self) -> bool:
        """There is no room for all buttons."""
        return self.width() < NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        _set_visible(self.config, not self.narrow)
        _set_visible(self.open, not self.narrow and self._row is not None and bool(self._row.url))
        for key in self._spare_keys:  # a hidden button does not hear its own
            key.setEnabled(self.narrow)

    def _ask_for_more(self) -> None:
        self.more_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._symbol)
        line.addWidget(self._name)
        line.addStretch(1)
        for each in (
            self.start,
            self.stop,
            self.restart,
            self.logs,
            self.why,
            self.config,
            self.open,
            self.more,
        ):
            line.addWidget(each)
        return line

    def _second_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._facts, 1)
        self._legend = QLabel()
        self._legend.setProperty("role", "small")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        line.addWidget(self._legend)
        line.addSpacing(2 * GRID)
        self._spans = QButtonGroup(self)
        for number, span in enumerate(SPANS, 1):
            tip, key = f"Show the last {span.name}", f"Alt+{number}"
            choose = partial(self._choose_span, span.seconds)
            choice = button(span.name, choose, tip=tip, key=key, quiet=True)
            choice.setCheckable(True)
            choice.setChecked(span.seconds == self._span)
            self._spans.addButton(choice, span.seconds)
            line.addWidget(choice)
        return line

    @property
    def span(self) -> int:
        """Seconds that the time axis covers."""
        return self._span

    @property
    def module_id(self) -> str | None:
        return self._row.id if self._row else None

    def show_module(
        self, row: ModuleRow | None, module: ModuleStatus | None, names: Mapping[str, str]
    ) -> None:
        """Show this module's facts; None for none. names: of all modules, by id."""
        self._row = row
        self.setEnabled(row is not None)
        self.limits.show_limits(module if row is not None else None)
        if row is None or module is None:
            self._name.setText("")
            self._symbol.clear()
            self._facts.setText("")
            return
        if self._name.text() != row.name:
            self._name.setText(row.name)
        self._recolour()
        self._facts.setText(facts_line(row, module, names))
        _set_visible(self.start, row.can_start)
        _set_visible(self.stop, row.can_stop)
        _set_visible(self.restart, not row.can_start)
        self.restart.setEnabled(row.can_stop)
        self._fit_buttons()

    def show_series(self, series: Series | None, now: float, module: ModuleStatus | None) -> None:
        """Draw the curves; called at most once a second and only while the window is exposed."""
        if self._plots is None:
            from skelly_tray.ui.window.plots import ModulePlots

            self._plots = ModulePlots(self._theme)
            place = self._plot_place.layout()
            assert place is not None
            place.addWidget(self._plots)
        self._plots.show_series(series, now=now, span=float(self._span), limits=_limits(module))
        self._show_legend()

    def show_figures(self, series: Series | None) -> None:
        """The newest figures beside the curves, which stay as they are."""
        if self._plots is not None:
            self._plots.show_figures(series)

    def _show_legend(self) -> None:
        """The kinds of marks that are drawn, each with its shape and how often; nothing where there are none."""
        kinds = legend(self._plots.groups) if self._plots else []
        self._legend.setText(legend_html(kinds, self._theme.colours))
        self._legend.setVisible(bool(kinds))
        told = ", ".join(text for _, text in kinds)
        self._plot_place.setAccessibleDescription(told)
        self._legend.setToolTip(told)

    def _choose_span(self, seconds: int) -> None:
        self._span = seconds
        self.span_changed.emit(seconds)

    def _recolour(self) -> None:
        if self._row:
            tone = self._theme.colours.tone(self._row.look.tone)
            self._symbol.setPixmap(symbol_pixmap(self._row.symbol, tone, 14, self.devicePixelRatioF()))
        self._show_legend()


def legend_html(kinds: Sequence[tuple[MarkKind, str]], colours: Colours) -> str:
    """`▲ 2 restarts  ● 1 new configuration`, the shapes in their colours; of many kinds only the numbers."""
    words = len(kinds) <= WORDS_IN_LEGEND
    return "&nbsp;&nbsp; ".join(
        f'<span style="color:{mark_colour(kind, colours)}">{kind.glyph}</span>&nbsp;'
        f"{text.replace(' ', '&nbsp;') if words else text.split()[0]}"
        for kind, text in kinds
    )


def facts_line(row: ModuleRow, module: ModuleStatus, names: Mapping[str, str]) -> str:
    """`running · healthy · pid 4711 · up 2 h · restarted twice · waits for db`."""
    parts = [
        row.state,
        row.health if row.health not in (NOTHING, row.state) else "",
        f"pid {module.pid}" if module.pid is not None else "",
        f"up {row.uptime}" if row.uptime != NOTHING else "",
        history(module),
        f"{module.children} child process{'es' if module.children != 1 else ''}" if module.children else "",
        f"needs {', '.join(names.get(each, each) for each in module.depends_on)}"
        if module.depends_on
        else "",
        row.why,
    ]
    return " · ".join(part for part in parts if part)


def _limits(module: ModuleStatus | None) -> dict[str, Limit]:
    from skelly_tray.ui.window.plot_card import Limit

    found: dict[str, Limit] = {}
    for name, key in (("cpu", "max_cpu_percent"), ("memory", "max_memory_mb")):
        limit = module.limits.get(key) if module else None
        if isinstance(limit, dict) and isinstance(limit.get("value"), int | float):
            found[name] = Limit(float(limit["value"]), bool(limit.get("exceeded")))
    return found


def _set_visible(made: QPushButton, visible: bool) -> None:
    if made.isHidden() == visible:
        made.setVisible(visible)
