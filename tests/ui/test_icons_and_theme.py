"""The icon tells states apart by shape on any panel, and text can be read in both themes."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from skelly_tray.ui.icons import SIZES, draw
from skelly_tray.ui.present.headline import Mood
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import DARK, LIGHT, Colours, Theme, qt_palette

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


def grey_difference(one: QImage, other: QImage) -> float:
    """Mean difference in lightness and opacity: what is left of a difference without its colour."""
    pairs = zip(pixels(one), pixels(other), strict=True)
    changed = [
        abs(a.lightnessF() * a.alphaF() - b.lightnessF() * b.alphaF()) + abs(a.alphaF() - b.alphaF())
        for a, b in pairs
    ]
    return sum(changed) / len(changed)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mood", Mood)
def test_every_icon_fills_its_square_and_leaves_its_corners_free(mood: Mood, size: int) -> None:
    image = draw(mood, size)
    opaque = sum(1 for pixel in pixels(image) if pixel.alpha() > 128)
    assert 0.3 < opaque / size**2 < 0.95
    assert image.pixelColor(0, 0).alpha() < 40


@pytest.mark.parametrize("size", SIZES)
def test_states_differ_in_shape_and_not_only_in_colour(size: int) -> None:
    drawn = {mood: draw(mood, size) for mood in Mood}
    for one, other in combinations(Mood, 2):
        assert grey_difference(drawn[one], drawn[other]) > 0.025, (one, other)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("mood", Mood)
def test_every_icon_is_visible_on_every_panel(mood: Mood, panel: str) -> None:
    size = 22
    visible = [
        pixel
        for pixel in pixels(draw(mood, size))
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
