"""The lines beside the figures: what stays from second to second is what would have been made anew."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from skelly_tray.ui.window.sparks import FOLLOWED, SPARK_POINTS, Spark

VALUES = st.one_of(st.sampled_from([0.0, 1.0, 2.5]), st.floats(0, 1e6), st.just(float("nan")))


def made(samples: Sequence[float]) -> Spark:
    spark = Spark(QColor("black"), least=1.0)
    spark.follow(samples)
    return spark


def picture(spark: Spark) -> QImage:
    image = QImage(90, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    spark.draw(painter, QRectF(5, 5, 80, 20))
    painter.end()
    return image


def heights(spark: Spark) -> list[tuple[float, float]]:
    """Of its points, counted from its oldest sample."""
    return [(point.x() - spark._first, point.y()) for point in spark._line]


@given(
    st.lists(VALUES, max_size=2 * SPARK_POINTS), st.lists(st.lists(VALUES, max_size=2 * FOLLOWED), max_size=6)
)
def test_a_line_that_was_followed_is_the_line_made_anew(begin: list[float], later: list[list[float]]) -> None:
    samples = list(begin)
    spark = made(samples)
    for more in later:
        samples = (samples + more)[-SPARK_POINTS:]
        spark.follow(samples)
        assert heights(spark) == heights(made(samples))


def test_points_that_are_there_stay(qapp: QApplication) -> None:
    spark = made([float(number) for number in range(SPARK_POINTS)])
    spark.follow([float(number) for number in range(2, SPARK_POINTS + 2)])
    assert spark._first == 2 and len(heights(spark)) == SPARK_POINTS


def test_the_newest_is_at_the_right_and_the_largest_at_the_top(qapp: QApplication) -> None:
    rising = picture(made([float(number) for number in range(SPARK_POINTS)]))
    dark = [
        (x, y)
        for x in range(rising.width())
        for y in range(rising.height())
        if rising.pixelColor(x, y).value() < 128
    ]
    assert min(dark)[1] > max(dark)[1] and min(dark)[0] <= 7 and max(dark)[0] >= 83
    few = picture(made([1.0, 1.0, 1.0]))
    assert not any(few.pixelColor(x, y).value() < 255 for x in range(70) for y in range(30))


def test_less_than_a_line_is_not_drawn(qapp: QApplication) -> None:
    assert picture(made([])) == picture(made([1.0])) == picture(made([float("nan")] * 5))


def test_a_line_is_as_thick_on_a_screen_of_twice_the_pixels(qapp: QApplication) -> None:
    def ink(ratio: int) -> float:
        """Of a level line, in pixels of its height."""
        image = QImage(90 * ratio, 30 * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("white"))
        painter = QPainter(image)
        made([1.0] * SPARK_POINTS).draw(painter, QRectF(5, 5, 80, 20))
        painter.end()
        return sum(255 - image.pixelColor(45 * ratio, y).value() for y in range(30 * ratio)) / 255

    assert ink(2) > 1.5 * ink(1) > 1
