"""Paints a pose: the only place that knows both the parts and Qt's painter."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from skelly_tray.modules.cute_figurine.stage import parts
from skelly_tray.modules.cute_figurine.stage.parts import Outline, Point
from skelly_tray.modules.cute_figurine.stage.poses import Extra, Pose

INK = QColor("#22252B")
JELLY = QColor("#C9F2EB")
SHADE = QColor("#A4E3D9")
BONE = QColor("#F4FFFC")
CHEEK = QColor("#ECB4AB")
SPARK = QColor("#E3B647")
RIM = QColor("#FFFDF8")
RIM_WIDTH = 2.2
"""A pale edge around all, as of a sticker: it stands out from any background. Solid, as every colour here: to blend
strokes takes Qt ten times as long."""

_SINK_DEPTH = 62.0
"""How far the head comes down when all of the body has melted."""


@dataclass(slots=True)
class Group:
    """Solid things that melt into one another: bones (thick lines), ellipses, and one shape. Face and extras come over.

    All are outlined before any is filled. Ellipses and bones are outlined by larger ones, and so is all for the rim:
    strokes of curves, and shapes joined by Qt, cost many times as much at each picture.
    """

    colour: QColor
    shape: QPainterPath | None = None
    bones: QPainterPath = field(default_factory=QPainterPath)
    ellipses: list[tuple[QPointF, float, float]] = field(default_factory=list)

    def edge(self, painter: QPainter) -> None:
        """The pale rim."""
        reach = parts.OUTLINE / 2 + RIM_WIDTH
        if self.shape is not None:
            box = self.shape.boundingRect()
            middle = box.center()
            painter.save()
            painter.translate(middle)
            painter.scale(1 + 2 * reach / box.width(), 1 + 2 * reach / box.height())
            painter.translate(-middle)
            painter.fillPath(self.shape, RIM)
            painter.restore()
        self._round(painter, RIM, reach)

    def paint(self, painter: QPainter) -> None:
        if self.shape is not None:
            painter.strokePath(self.shape, _pen(INK, parts.OUTLINE))
        self._round(painter, INK, parts.OUTLINE / 2)
        if self.shape is not None:
            painter.fillPath(self.shape, self.colour)
        self._round(painter, self.colour, 0)

    def _round(self, painter: QPainter, colour: QColor, more: float) -> None:
        if not self.bones.isEmpty():
            painter.strokePath(self.bones, _pen(colour, parts.BONE_WIDTH + 2 * more))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place, width, height in self.ellipses:
            painter.drawEllipse(place, width + more, height + more)


def paint(painter: QPainter, pose: Pose, *, rim: bool = True) -> None:
    """Into the box of `parts`: scale the painter before. rim: with the pale edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    puddle, limbs, torso, head, front = groups = _groups(pose)
    if rim:
        for group in groups:
            group.edge(painter)
    for group in (puddle, limbs, torso, head, front):
        group.paint(painter)
        if group is torso:
            _paint_ribs(painter, pose)
        elif group is head:
            _paint_face(painter, pose)
    for extra in pose.extras:
        _paint_extra(painter, extra, rim)


def _groups(pose: Pose) -> tuple[Group, Group, Group, Group, Group]:
    """From the back to the front."""
    limbs, front = Group(JELLY), Group(JELLY)
    for side in (-1, 1):
        _add_leg(limbs, pose, side)
        is_front = pose.reach == "both" or (pose.reach == "right" and side > 0)
        _add_arm(front if is_front else limbs, pose, side)
    torso = _traced(parts.TORSO, lambda x, y: _on_body(pose, (x, y)))
    head = _traced(parts.SKULL, _head_place(pose))
    return _puddle(pose), limbs, Group(SHADE, torso), Group(JELLY, head), front


# ---- where things are


def _on_body(pose: Pose, point: Point) -> Point:
    """Of the body: sunk into the puddle, and lifted above the ground."""
    x, y = point
    low = parts.GROUND - 4
    y = low - (low - y) * (1 - 0.88 * pose.sink)
    x = parts.MIDDLE + (x - parts.MIDDLE) * (1 + 0.25 * pose.sink)
    return x, y - pose.lift


def _head_place(pose: Pose) -> Callable[[float, float], Point]:
    """From the box of 64 of the skull to its place: melted, squashed, wobbling, tilted about the neck."""
    turn = math.radians(pose.tilt)
    cosine, sine = math.cos(turn) * parts.SKULL_SCALE, math.sin(turn) * parts.SKULL_SCALE
    melt, squash, wobble = pose.melt, pose.squash, pose.wobble * 1.4
    neck_x, neck_y = parts.NECK
    neck_y += _SINK_DEPTH * pose.sink - pose.lift

    def place(x: float, y: float) -> Point:
        down = (y - parts.SKULL_TOP) / (parts.SKULL_BOTTOM - parts.SKULL_TOP)
        soft = melt * down * down
        if melt:
            y += soft * down * _drip(x) + melt * (1 - down) * 5
        across = (x - 32) * (1 + 0.30 * soft + squash) + wobble * (1 - down)
        height = (parts.CHIN - y) * (1 - squash)
        return neck_x + across * cosine + height * sine, neck_y + across * sine - height * cosine

    return place


def _drip(x: float) -> float:
    """How far a tooth runs down; the gaps between them stay where they are."""
    if any(abs(x - gap) < 0.9 for gap in parts.GAPS):
        return 1.0
    return parts.DRIPS[sum(x > gap for gap in parts.GAPS)]


def _traced(outline: Outline, place: Callable[[float, float], Point]) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(*place(*outline.start))
    for first, second, end in outline.curves:
        path.cubicTo(*place(*first), *place(*second), *place(*end))
    path.closeSubpath()
    return path


def _add_arm(group: Group, pose: Pose, side: int) -> None:
    """side: -1 the left one of the picture, 1 the right one."""
    upper, lower = (pose.left_upper, pose.left_lower) if side < 0 else (pose.right_upper, pose.right_lower)
    x, y = _on_body(pose, parts.SHOULDERS[0 if side < 0 else 1])
    first, second = math.radians(upper), math.radians(upper + lower)
    elbow = QPointF(x + side * parts.UPPER_ARM * math.sin(first), y + parts.UPPER_ARM * math.cos(first))
    hand = elbow + QPointF(side * parts.LOWER_ARM * math.sin(second), parts.LOWER_ARM * math.cos(second))
    low = parts.GROUND - 2 - pose.lift
    elbow.setY(min(elbow.y(), low))
    hand.setY(min(hand.y(), low))
    group.bones.moveTo(x, y)
    group.bones.lineTo(elbow)
    group.bones.lineTo(hand)
    across = QPointF(math.cos(second), -side * math.sin(second)) * 3.2
    for knob in (hand + across, hand - across):
        group.ellipses.append((knob, parts.KNOB, parts.KNOB))


def _add_leg(group: Group, pose: Pose, side: int) -> None:
    hip = _on_body(pose, parts.HIPS[0 if side < 0 else 1])
    down = min(hip[1] + parts.LEG * (1 - pose.sink), parts.GROUND - 3 - pose.lift * 0.8)
    foot = QPointF(hip[0] + side * (2.5 + 6 * pose.sink), down)
    group.bones.moveTo(*hip)
    group.bones.lineTo(foot)
    group.ellipses.append((foot + QPointF(side * 2.5, 0.5), *parts.FOOT))


def _puddle(pose: Pose) -> Group:
    width, height = parts.PUDDLE
    width *= 1 + 1.25 * max(pose.sink, 0.0) - 0.010 * pose.lift
    height *= 1 + 0.85 * pose.sink - 0.012 * pose.lift
    middle = parts.GROUND + 3
    group = Group(SHADE)
    for across, down, wide, high in ((0, 0, 1, 1), (-0.72, 2, 0.38, 0.72), (0.66, 1, 0.44, 0.8)):
        place = QPointF(parts.MIDDLE + width * across, middle + down)
        group.ellipses.append((place, width * wide, height * high))
    return group


# ---- what is painted over it


def _paint_ribs(painter: QPainter, pose: Pose) -> None:
    fade = 1 - 3 * pose.sink
    if fade <= 0:
        return
    path = QPainterPath()
    for height, reach in parts.RIBS:
        left, middle, right = (
            QPointF(*_on_body(pose, (parts.MIDDLE + x, height + y)))
            for x, y in ((-reach, -2.5), (0, 5.0), (reach, -2.5))
        )
        path.moveTo(left)
        path.quadTo(middle, right)
    path.moveTo(QPointF(*_on_body(pose, (parts.MIDDLE, 106))))
    path.lineTo(QPointF(*_on_body(pose, (parts.MIDDLE, 136))))
    painter.strokePath(path, _pen(INK, 6.4 * fade))
    painter.strokePath(path, _pen(BONE, 3.6 * fade))


def _paint_face(painter: QPainter, pose: Pose) -> None:
    place = _head_place(pose)
    first, second, end = (QPointF(*place(*point)) for point in parts.SHINE)
    shine = QPainterPath(first)
    shine.quadTo(second, end)
    painter.strokePath(shine, _pen(QColor("#F4FFFC"), 4.2))
    painter.save()
    origin = QPointF(*place(32, 36))
    painter.translate(origin)
    painter.rotate(pose.tilt)
    scale = parts.SKULL_SCALE
    painter.scale(scale * (1 + pose.squash), scale * (1 - pose.squash))
    painter.translate(-32, -36 + 3.0 * pose.melt)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(CHEEK)
    for x, y in parts.CHEEKS:
        painter.drawEllipse(QPointF(x, y), *parts.CHEEK_SIZE)
    for number, eye in enumerate(parts.EYES):
        _paint_eye(painter, pose, eye, number)
    _paint_mouth(painter, pose)
    painter.restore()


def _paint_eye(painter: QPainter, pose: Pose, place: Point, number: int) -> None:
    x, y = place
    width, height = parts.EYE_SIZE
    if pose.eyes in ("closed", "happy") or pose.lids > 0.85:
        bow = -5.5 if pose.eyes == "happy" else 4.5
        line = QPainterPath(QPointF(x - width, y + (2.0 if bow < 0 else 0.0)))
        line.quadTo(QPointF(x, y + bow * 1.5), QPointF(x + width, y + (2.0 if bow < 0 else 0.0)))
        painter.strokePath(line, _pen(INK, 2.6))
        return
    lids = 0.0
    if pose.eyes == "half":
        lids = pose.lids
        if number == 0:  # one of them is softer than the other
            y, height = y + 1.6, height * 1.12
    else:
        height *= 1 - 0.8 * pose.lids
    ball = QPainterPath()
    ball.addEllipse(QPointF(x, y), width, height)
    if lids > 0:
        lid = _lid(x, y - height + 2 * height * lids, width, -1 if number == 0 else 1)
        below = QPainterPath(lid)
        below.lineTo(x + width + 2, y + height + 2)
        below.lineTo(x - width - 2, y + height + 2)
        below.closeSubpath()
        painter.fillPath(ball.intersected(below), INK)
        painter.strokePath(lid, _pen(INK, 2.0))
    else:
        painter.fillPath(ball, INK)
    if pose.lids > 0.6:
        return
    glint = QPointF(x - 1.7 + pose.gaze_x * 1.5, y - 2.3 + pose.gaze_y * 1.2 + 4.4 * lids)
    painter.setBrush(QColor("white"))
    painter.drawEllipse(glint, 1.9, 2.1)
    painter.drawEllipse(glint + QPointF(3.4, 4.4), 0.95, 0.95)


def _lid(x: float, y: float, width: float, outer: int) -> QPainterPath:
    """Heavy, and lower at the outer corner: tired, not cross. outer: -1 where that is to the left."""
    path = QPainterPath(QPointF(x - width - 0.6, y - 1.8 * outer))
    path.quadTo(QPointF(x, y - 1.6), QPointF(x + width + 0.6, y + 1.8 * outer))
    return path


def _paint_mouth(painter: QPainter, pose: Pose) -> None:
    x, y = parts.MOUTH
    path = QPainterPath()
    match pose.mouth:
        case "smile":
            path.moveTo(x - 4, y - 0.5)
            path.quadTo(x, y + 4.2, x + 4, y - 0.5)
        case "small":
            path.moveTo(x - 1.2, y + 1)
            path.quadTo(x + 1.5, y + 0.2, x + 3.6, y + 0.4)
        case "wavy":
            path.moveTo(x - 5.4, y + 1.4)
            path.cubicTo(x - 3.2, y - 1.6, x - 1.8, y + 3.6, x + 0.4, y + 1.2)
            path.cubicTo(x + 2.2, y - 0.8, x + 3.4, y + 2.8, x + 5.4, y + 0.8)
        case "round":
            path.addEllipse(QPointF(x, y + 1.2), 1.6, 1.8)
            painter.fillPath(path, INK)
        case "open":
            path.moveTo(x - 4.6, y - 1)
            path.quadTo(x, y - 0.2, x + 4.6, y - 1)
            path.quadTo(x + 4, y + 5.8, x, y + 5.8)
            path.quadTo(x - 4, y + 5.8, x - 4.6, y - 1)
            painter.fillPath(path, INK)
            tongue = QPainterPath()
            tongue.addEllipse(QPointF(x, y + 5.4), 2.7, 2.2)
            painter.fillPath(path.intersected(tongue), CHEEK)
    painter.strokePath(path, _pen(INK, 1.9))


def _paint_extra(painter: QPainter, extra: Extra, rim: bool) -> None:
    painter.save()
    painter.translate(extra.x, extra.y)
    path, size = _EXTRAS[extra.kind], extra.size
    if extra.kind == "z":
        painter.scale(size, size)
        if rim:
            painter.strokePath(path, _pen(RIM, 8.0))
        painter.strokePath(path, _pen(INK, 3.4))
    elif extra.kind == "star":
        layers = ((RIM, size + 0.62), (INK, size + 0.24), (SPARK, size))
        for colour, scale in layers[0 if rim else 1 :]:
            painter.save()
            painter.scale(scale, scale)
            painter.fillPath(path, colour)
            painter.restore()
    else:
        painter.scale(size, size)
        if rim:
            painter.strokePath(path, _pen(RIM, 2.4 / size + 2 * RIM_WIDTH))
        painter.strokePath(path, _pen(INK, 2.4 / size))
        painter.fillPath(path, JELLY)
    painter.restore()


def _star() -> QPainterPath:
    path = QPainterPath()
    for point in range(8):
        radius, turn = parts.STAR[point % 2], math.pi * point / 4
        spot = QPointF(math.sin(turn) * radius, -math.cos(turn) * radius)
        path.lineTo(spot) if point else path.moveTo(spot)
    path.closeSubpath()
    return path


def _drop() -> QPainterPath:
    path = QPainterPath(QPointF(0, -6))
    path.cubicTo(5, 0, 4, 5, 0, 5)
    path.cubicTo(-4, 5, -5, 0, 0, -6)
    return path


def _dot() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), 5.2, 5.2)
    return path


def _letter() -> QPainterPath:
    path = QPainterPath(QPointF(-5.5, -5.5))
    for x, y in ((5.5, -5.5), (-5.5, 5.5), (5.5, 5.5)):
        path.lineTo(x, y)
    return path


@lru_cache(64)
def _pen_of(colour: int, width: float) -> QPen:
    return QPen(
        QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _pen(colour: QColor, width: float) -> QPen:
    return _pen_of(colour.rgb(), width)


_EXTRAS = {"star": _star(), "drop": _drop(), "dot": _dot(), "z": _letter()}
"""About their middle, at size 1."""
