"""Records the text that a widget really paints: each run with its place, its font, and what it is clipped to.

A paint device whose engine draws nothing stands in for the screen. So it makes no difference whether the text comes
from a label, from a delegate, from a curve's axis or from a style, and nothing has to be known about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPixmap,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, slots=True)
class Run:
    """box: the ink of `text`, line: from its ascent to its descent, both in pixels of the widget. clip: what of the
    widget could be painted on; None for all of it. scale: by which the painter draws it larger."""

    text: str
    box: QRectF
    line: QRectF
    clip: QRectF | None
    font: QFont
    scale: float

    @property
    def pixels(self) -> float:
        """The size of the type on the screen."""
        size = self.font.pixelSize() if self.font.pixelSize() > 0 else self.font.pointSizeF() * 96 / 72
        return size * self.scale

    @property
    def large(self) -> bool:
        """As WCAG has it."""
        return self.pixels >= (18.66 if self.font.bold() else 24)


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.runs: list[Run] = []
        self.pictures: list[QRectF] = []

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Asked of the painter when it is wanted."""

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        text = item.text()
        if not text.strip():
            return
        painter = self.painter()
        turned = painter.transform()
        font = item.font()
        metrics, start = QFontMetricsF(font), len(text) - len(text.lstrip())
        ink = metrics.tightBoundingRect(text.strip()).translated(at)
        ink.translate(metrics.horizontalAdvance(text[:start]), 0)
        line = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        clip = turned.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        scale = (turned.m22() ** 2 + turned.m21() ** 2) ** 0.5
        self.runs.append(Run(text, turned.mapRect(ink), turned.mapRect(line), clip, QFont(font), scale))

    def drawPixmap(self, place: QRectF, pixmap: QPixmap, source: QRectF) -> None:
        self.pictures.append(self.painter().transform().mapRect(place))

    def _nothing(self, *_given: Any) -> None:
        """Shapes are seen in the picture."""

    drawPath = drawPolygon = drawLines = drawRects = drawImage = _nothing  # noqa: N815
    drawEllipse = drawPoints = drawTiledPixmap = _nothing  # noqa: N815


class _Device(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            Metric.PdmWidth: size.width(), Metric.PdmHeight: size.height(),
            Metric.PdmWidthMM: size.width() // 4, Metric.PdmHeightMM: size.height() // 4,
            Metric.PdmDpiX: 96, Metric.PdmDpiY: 96, Metric.PdmPhysicalDpiX: 96, Metric.PdmPhysicalDpiY: 96,
            Metric.PdmDepth: 32, Metric.PdmNumColors: 2**24, Metric.PdmDevicePixelRatio: 1,
            Metric.PdmDevicePixelRatioScaled: 2**16,
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: Metric) -> int:
        return self._metrics.get(metric, 0)


def recorded(widget: QWidget) -> list[Run]:
    """What it paints itself, without its children; a text that is painted in clipped pieces is one run."""
    device = _Device(widget.size())
    QWidget.render(widget, device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    whole: dict[tuple[str, float, float], Run] = {}
    for run in device.engine.runs:
        key = (run.text, round(run.box.x(), 1), round(run.box.y(), 1))
        before = whole.get(key)
        if before is not None and before.clip is not None and run.clip is not None:
            run = Run(run.text, run.box, run.line, before.clip.united(run.clip), run.font, run.scale)
        whole[key] = run
    return list(whole.values())
