"""The first tab of the details: the curves of the chosen module, over a span of one's choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.plotting import PlotMaker
from skelly_tray.ui.present.marks import MarkKind, legend
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.series import Series, csv_text
from skelly_tray.ui.present.spans import SPANS, span_of
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.private_file import PrivateFile
from skelly_tray.ui.theme import GRID, Colours, mark_colour
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.detail_view import DetailContext, DetailView

if TYPE_CHECKING:
    from skelly_tray.ui.window.plot_card import Limit, PlotCard
    from skelly_tray.ui.window.plots import ModulePlots

WORDS_IN_LEGEND = 2
"""Kinds of marks up to which the legend has room for words; its tooltip has them always."""

PLOTS_HEIGHT = 136
"""Pixels kept for the curves before there are any, so that nothing jumps when they come."""

PICTURE_SCALE = 2
"""Pixels of an exported picture for each on the screen."""


class Overview(DetailView):
    """span_changed: seconds. The curves are drawn when `show_series` is called, and only then."""

    span_changed = Signal(int)

    def __init__(self, context: DetailContext) -> None:
        super().__init__(context)
        self._theme = context.theme
        self._plots: ModulePlots | None = None
        self._maker = PlotMaker("plots", context.theme, self._take_plots, self._draw_first, self)
        self._waiting: tuple[Series | None, float, ModuleStatus | None] = (None, 0.0, None)
        self._span = SPANS[0].seconds
        self._module = ""
        self._plot_place = QWidget()
        self._plot_place.setMinimumHeight(PLOTS_HEIGHT)
        filling = QVBoxLayout(self._plot_place)
        filling.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._tools())
        layout.addWidget(self._plot_place, 1)
        self._theme.changed.connect(self._show_legend)

    def _tools(self) -> QHBoxLayout:
        line = self._line = QHBoxLayout()
        line.setSpacing(GRID)
        self._spans = QButtonGroup(self)
        for number, span in enumerate(SPANS, 1):
            tip, key = tr("Show the last {span}", span=span.name), f"Alt+{number}"
            choose = partial(self._choose_span, span.seconds)
            choice = button(span.name, choose, tip=tip, key=key, quiet=True)
            choice.setCheckable(True)
            choice.setChecked(span.seconds == self._span)
            self._spans.addButton(choice, span.seconds)
            line.addWidget(choice)
        line.addStretch(1)
        self._legend = QLabel()
        self._legend.setProperty("role", "small")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        line.addWidget(self._legend)
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self.note)
        self.export = button(
            tr("Export…"), self._ask_for_menu, tip=tr("Keep the figures or the picture"), quiet=True
        )
        line.addWidget(self.export)
        return line

    @property
    def span(self) -> int:
        """Seconds that the time axis covers."""
        return self._span

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        if row.id != self._module:
            self._module = row.id
            self.note.setText("")

    # Curves ---------------------------------------------------------------------------------------

    def show_series(self, series: Series | None, now: float, module: ModuleStatus | None) -> None:
        """Draw the curves; called at most once a second and only while the window is exposed."""
        if self._plots is None:
            self._waiting = (series, now, module)
            self._maker.begin()
            return
        self._plots.show_series(series, now=now, span=float(self._span), limits=limits_of(module))
        self._show_legend()

    def _take_plots(self, file: Any, cards: list[PlotCard]) -> ModulePlots:
        plots: ModulePlots = file.ModulePlots(self._theme, cards)
        plots.picked.connect(lambda time: self.context.go_to("logs", time))
        plots.menu_asked.connect(self._show_menu)
        place = self._plot_place.layout()
        assert place is not None
        place.addWidget(plots)
        return plots

    def _draw_first(self, plots: ModulePlots) -> None:
        self._plots = plots
        self.show_series(*self._waiting)
        self._waiting = (None, 0.0, None)

    def show_figures(self, series: Series | None) -> None:
        """The newest figures beside the curves, which stay as they are."""
        if self._plots is not None:
            self._plots.show_figures(series)

    def _show_legend(self) -> None:
        """The kinds of marks that are drawn, each with its shape and how often; nothing where there are none."""
        kinds = legend(self._plots.groups) if self._plots else []
        self._legend.setText(legend_html(kinds, self._theme.colours))
        self._legend.setVisible(bool(kinds))
        if kinds and self._line.sizeHint().width() > self.contentsRect().width():
            self._legend.setText(legend_html(kinds, self._theme.colours, words=False))
        told = ", ".join(text for _, text in kinds)
        self._plot_place.setAccessibleDescription(told)
        self._legend.setToolTip(told)

    def _choose_span(self, seconds: int) -> None:
        self._span = seconds
        self.span_changed.emit(seconds)

    # What leads away from them --------------------------------------------------------------------

    def _ask_for_menu(self) -> None:
        self._show_menu(None, self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _show_menu(self, time: float | None, place: QPoint) -> None:
        """time: pointed at, in seconds since the epoch."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if time is not None:
            menu.addAction(tr("Log at this time"), lambda: self.context.go_to("logs", time))
            menu.addAction(tr("Events at this time"), lambda: self.context.go_to("events", time))
            menu.addSeparator()
        for action in (
            menu.addAction(tr("Save the figures as CSV…"), partial(self._ask_for_file, "csv")),
            menu.addAction(tr("Save the picture as PNG…"), partial(self._ask_for_file, "png")),
        ):
            action.setEnabled(self._plots is not None)
        menu.popup(place)

    def _ask_for_file(self, suffix: str) -> None:
        dialog = QFileDialog(self.window(), tr("Save"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilter(f"*.{suffix}")
        span = span_of(self._span).name.replace(" ", "")
        dialog.selectFile(f"{self._module}-{span}.{suffix}")
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write what is drawn, as CSV or as a picture by the name's ending; what fails is said."""
        if self._plots is None:
            return
        try:
            if file.suffix == ".csv":
                series, now, span = self._plots.shown
                data = csv_text(series or Series(), now - span).encode()
            else:
                data = png_of(picture_of(self._plots, self._theme.colours))
            made = PrivateFile(file)
            try:
                made.write_bytes(data)
                made.keep()
            finally:
                made.give_up()
        except OSError as error:
            self.note.setText(tr("Not saved: {why}", why=error.strerror or error))
        else:
            self.note.setText(tr("Saved as {file}", file=file.name))


def picture_of(widget: QWidget, colours: Colours) -> QImage:
    """The widget as it looks, on the background of the theme."""
    margin = 4 * GRID
    size = widget.size() + QSize(2 * margin, 2 * margin)
    image = QImage(size * PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(colours.background)
    painter = QPainter(image)
    widget.render(painter, QPoint(margin, margin))
    painter.end()
    return image


def png_of(picture: QImage) -> bytes:
    """Raises OSError."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"png").write(picture):
        raise OSError(None, tr("the picture could not be written"))
    return bytes(data.data())


def legend_html(kinds: Sequence[tuple[MarkKind, str]], colours: Colours, *, words: bool = True) -> str:
    """`▲ 2 restarts  ● 1 new configuration`, the shapes in their colours; of many kinds, or without words, only the
    numbers."""
    words = words and len(kinds) <= WORDS_IN_LEGEND
    return "&nbsp;&nbsp; ".join(
        f'<span style="color:{mark_colour(kind, colours)}">{kind.glyph}</span>&nbsp;'
        f"{text.replace(' ', '&nbsp;') if words else text.split()[0]}"
        for kind, text in kinds
    )


def limits_of(module: ModuleStatus | None) -> dict[str, Limit]:
    """The limits that are drawn, by curve."""
    from skelly_tray.ui.window.plot_card import Limit

    found: dict[str, Limit] = {}
    for name, key in (("cpu", "max_cpu_percent"), ("memory", "max_memory_mb")):
        limit = module.limits.get(key) if module else None
        if isinstance(limit, dict) and isinstance(limit.get("value"), int | float):
            found[name] = Limit(float(limit["value"]), bool(limit.get("exceeded")))
    return found
