"""The icon tells states apart by shape on any panel, and text can be read in both themes."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox

from skelly_tray.config.resources import resource
from skelly_tray.ui import icons
from skelly_tray.ui.dialogs.style import fields_style
from skelly_tray.ui.icon_drawing import INK, draw, draw_mask, draw_tick, parts
from skelly_tray.ui.icons import LARGE, SIZES, STRIP, TICK_SIZE, app_icon, face, tick_name, tray_icon
from skelly_tray.ui.present.headline import Mood
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import DARK, LIGHT, Colours, Theme, qt_palette, style_sheet

pytestmark = pytest.mark.usefixtures("qapp")

PANELS = ("#ffffff", "#f0f0f0", "#202020", "#000000")
VISIBLE_CONTRAST = 3.0


def luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: str | QColor, other: str | QColor) -> float:
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def pixels(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]


def islands(image: QImage, *, opaque: bool = True) -> list[set[tuple[int, int]]]:
    """The connected regions of what is (not) opaque, diagonals included for what is not empty."""
    size = image.width()
    left = {
        (x, y) for y in range(size) for x in range(size) if (image.pixelColor(x, y).alpha() > 110) is opaque
    }
    steps = [(1, 0), (-1, 0), (0, 1), (0, -1), *([(1, 1), (-1, -1), (1, -1), (-1, 1)] if opaque else [])]
    found: list[set[tuple[int, int]]] = []
    while left:
        region, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            region.add((x, y))
            near = {(x + dx, y + dy) for dx, dy in steps} & left
            left -= near
            edge += near
        found.append(region)
    return found


def greys(image: QImage) -> np.ndarray:
    """Lightness times opacity, and opacity, of each pixel: 0 to 1, shape (2, height, width)."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    shape = (plain.height(), plain.bytesPerLine() // 4, 4)
    each = np.frombuffer(plain.constBits(), np.uint8).reshape(shape)[:, : plain.width()] / 255
    colours, opacity = each[..., :3], each[..., 3]
    return np.stack(((colours.max(axis=2) + colours.min(axis=2)) / 2 * opacity, opacity))


def grey_difference(one: QImage, other: QImage) -> float:
    """Mean difference in lightness and opacity: what is left of a difference without its colour."""
    return float(np.abs(greys(one) - greys(other)).sum(axis=0).mean())


FACES = [(mood, snoozed) for mood in Mood for snoozed in (False, True)]
"""Every state of the icon, each also with notifications put off."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("mood", "snoozed"), FACES)
def test_every_icon_fills_its_square_and_has_a_closed_outline(mood: Mood, snoozed: bool, size: int) -> None:
    image = draw(mood, size, snoozed=snoozed)
    opaque = sum(1 for pixel in pixels(image) if pixel.alpha() > 128)
    assert 0.3 < opaque / size**2 < 0.95
    assert image.pixelColor(0, size - 1).alpha() < 40
    if mood is not Mood.STARTING:
        assert len(islands(image)) == 1


def test_the_quarter_ring_of_a_start_stands_apart_from_the_skull() -> None:
    for size in SIZES[3:]:
        assert len(islands(draw_mask(Mood.STARTING, size))) == 2


@pytest.mark.parametrize("size", SIZES)
def test_states_differ_in_shape_and_not_only_in_colour(size: int) -> None:
    for drawn in (
        {each: draw(each[0], size, snoozed=each[1]) for each in FACES},
        {each: draw_mask(each[0], size, snoozed=each[1]) for each in FACES},
    ):
        for one, other in combinations(FACES, 2):
            assert grey_difference(drawn[one], drawn[other]) > 0.03, (one, other)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mood", Mood)
def test_the_eyes_can_be_seen_at_every_size(mood: Mood, size: int) -> None:
    """Two holes in the body; of the melting one the second may lie below its badge."""
    mask = draw_mask(mood, size)
    eyes = [hole for hole in islands(mask, opaque=False) if (0, 0) not in hole]
    assert len(eyes) >= (1 if mood in (Mood.CRITICAL, Mood.DEGRADED) else 2)


def test_a_mask_has_no_colour_of_its_own() -> None:
    for mood, snoozed in FACES:
        for pixel in pixels(draw_mask(mood, 22, snoozed=snoozed)):
            assert (pixel.red(), pixel.green(), pixel.blue()) == (0, 0, 0)


def test_panels_that_colour_icons_themselves_get_the_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform, symbolic in (("darwin", True), ("linux", False)):
        tray_icon.cache_clear()
        monkeypatch.setattr(icons.sys, "platform", platform)
        icon = tray_icon(Mood.HEALTHY)
        assert icon.isMask() is symbolic
        assert (icon.pixmap(64).toImage().pixelColor(32, 12).lightness() == 0) is symbolic
    tray_icon.cache_clear()


def test_icons_are_there_in_every_size_that_panels_ask_for() -> None:
    assert [size.width() for size in tray_icon(Mood.CRITICAL, snoozed=True).availableSizes()] == list(SIZES)
    assert max(size.width() for size in app_icon().availableSizes()) == LARGE


def test_every_part_is_used_and_its_colours_are_ours() -> None:
    """The ink is what a mask leaves out, so that no other dark colour may be in a part."""
    used = {name for mood in Mood for name in parts(mood, snoozed=True)}
    there = {path.stem: path.read_text() for path in resource("icons/parts").iterdir()}
    assert set(there) == used
    for name, text in there.items():
        for colour in re.findall(r"#[0-9A-Za-z]+", text):
            assert colour == INK or QColor(colour).lightness() > 100, (name, colour)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(("mood", "snoozed"), FACES)
def test_every_icon_is_visible_on_every_panel(mood: Mood, snoozed: bool, panel: str) -> None:
    size = 22
    visible = [
        pixel
        for pixel in pixels(draw(mood, size, snoozed=snoozed))
        if pixel.alpha() > 200 and contrast(QColor(pixel.rgb()), panel) >= VISIBLE_CONTRAST
    ]
    assert len(visible) > 0.1 * size**2


def test_symbols_differ_in_shape_at_the_size_of_the_table() -> None:
    drawn = {}
    for symbol in Symbol:
        image = QImage(12, 12, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        paint_symbol(painter, symbol, QRectF(1, 1, 10, 10), QColor("black"))
        painter.end()
        drawn[symbol] = image
    for one, other in combinations(Symbol, 2):
        assert grey_difference(drawn[one], drawn[other]) > 0.03, (one, other)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_reaches_aa_on_both_backgrounds(colours: Colours) -> None:
    for ground in (colours.background, colours.surface, colours.chosen):
        for text in (colours.ink, colours.muted, *(colours.tone(tone) for tone in Tone)):
            assert contrast(text, ground) >= 4.5, (text, ground)


def test_the_theme_follows_its_setting_and_says_so(qapp: QApplication) -> None:
    theme = Theme("light")
    changes: list[bool] = []
    theme.changed.connect(lambda: changes.append(theme.dark))
    theme.set_setting("dark")
    theme.set_setting("dark")
    theme.set_setting("light")
    assert changes == [True, False]


def test_the_palette_gives_disabled_text_another_colour() -> None:
    palette = qt_palette(LIGHT)
    role, group = palette.ColorRole.WindowText, palette.ColorGroup
    assert palette.color(group.Disabled, role) != palette.color(group.Active, role)


@pytest.mark.parametrize("size", STRIP)
@pytest.mark.parametrize(("mood", "snoozed"), FACES)
def test_what_is_shown_is_what_the_parts_draw_now(mood: Mood, snoozed: bool, size: int) -> None:
    """When it fails after a change of a part: `python -m skelly_tray.ui.icon_drawing`."""
    kept, drawn = face(mood, size, snoozed=snoozed), draw(mood, size, snoozed=snoozed)
    assert (kept.width(), kept.height()) == (size, size)
    assert grey_difference(kept, drawn) < 0.002


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_tick_of_a_checked_box_is_what_is_drawn_now(colours: Colours, scale: int) -> None:
    kept = QImage(str(resource(f"icons/drawn/{tick_name(scale, dark=colours is DARK)}")))
    assert kept.width() == TICK_SIZE * scale
    assert grey_difference(kept, draw_tick(colours.background, scale)) < 0.002


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_a_checked_box_is_told_by_a_tick_not_by_its_colour_alone(
    qapp: QApplication, colours: Colours
) -> None:
    box = QCheckBox("Tell me")
    box.setStyleSheet(style_sheet(colours) + fields_style(colours))
    box.setChecked(True)
    image = box.grab().toImage()
    middle = image.height() // 2
    inside = {image.pixelColor(x, y).name() for x in range(3, 11) for y in range(middle - 4, middle + 4)}
    assert {colours.accent.lower(), colours.background.lower()} <= inside
