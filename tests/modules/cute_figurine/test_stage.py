"""The two windows of the stage: they take no focus, fit their text, tell what is done to them, and keep still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.modules.cute_figurine.stage import parts
from skelly_tray.modules.cute_figurine.stage.bubble import PADDING, TAIL, WIDEST
from skelly_tray.modules.cute_figurine.stage.compositing import is_composited
from skelly_tray.modules.cute_figurine.stage.figure import PALE
from skelly_tray.modules.cute_figurine.stage.painter import paint
from skelly_tray.modules.cute_figurine.stage.poses import MOODS, MOVES, Mood, pose, still
from skelly_tray.modules.cute_figurine.stage.program import Stage
from skelly_tray.modules.cute_figurine.words import WORDS

LONG = "A fairly long message of two sentences that says what could be done next. It is kind, and it takes a few lines."


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""The windows of Qt's own stand-in for a display can neither be raised nor grab anything."""


class Made:
    def __init__(self, app: QApplication) -> None:
        self.stage = Stage(app)
        self.told: list[dict[str, Any]] = []
        self.stage.told.connect(self.told.append)
        self.figure, self.bubble = self.stage.figure, self.stage.bubble
        self.look()
        self._number = 0

    def look(self, **more: Any) -> None:
        self.stage.obey({"do": "look", "words": WORDS["en"], "theme": "light"} | more)

    def view(self, mood: str = "waving", text: str | None = None, buttons: bool = False, **more: Any) -> None:
        self._number += 1
        view = {
            "do": "view",
            "mood": mood,
            "text": text,
            "buttons": buttons,
            "visible": True,
            "number": self._number,
        }
        self.stage.obey(view | more)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.told if line["told"] == kind]


@pytest.fixture
def made(qtbot: QtBot, qapp: QApplication) -> Iterator[Made]:
    found = Made(qapp)
    yield found
    for window in (found.figure, found.bubble):
        window.close()
        window.deleteLater()


def test_its_windows_take_no_focus_and_stay_on_top(made: Made) -> None:
    made.view(text="Hello.", buttons=True)
    for window in (made.figure, made.bubble):
        flags = window.windowFlags()
        for flag in ("WindowDoesNotAcceptFocus", "WindowStaysOnTopHint", "FramelessWindowHint"):
            assert flags & getattr(Qt.WindowType, flag), flag
        assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating) and window.isVisible()
        assert not window.isActiveWindow()
    assert all(button.focusPolicy() is Qt.FocusPolicy.NoFocus for button in made.bubble.buttons.values())


def test_the_bubble_is_as_large_as_its_text(made: Made) -> None:
    sizes = []
    for text in ("A tea?", "A short break would go well here.", LONG):
        made.view(text=text)
        sizes.append(made.bubble.size())
        label = made.bubble.label
        needed = label.fontMetrics().boundingRect(label.rect(), Qt.TextFlag.TextWordWrap, text)
        assert needed.width() <= label.width() and needed.height() <= label.height()
        assert made.bubble.width() <= WIDEST + 2 * (PADDING + TAIL) + 6
    assert sizes[0].width() < sizes[1].width() and sizes[1].height() < sizes[2].height()
    made.view(text="A tea?")
    without = made.bubble.height()
    made.view(text="A tea?", buttons=True)
    assert made.bubble.height() > without and made.bubble.buttons["helpful"].isVisible()


@pytest.mark.parametrize("answer", ["helpful", "not_now"])
def test_a_button_tells_its_answer_and_of_which_message(made: Made, qtbot: QtBot, answer: str) -> None:
    made.view(text="A tea?", buttons=True)
    qtbot.mouseClick(made.bubble.buttons[answer], Qt.MouseButton.LeftButton)
    assert made.of("answered") == [{"told": "answered", "answer": answer, "number": 1}]


def test_a_click_on_the_bubble_dismisses_it(made: Made, qtbot: QtBot) -> None:
    made.view(text="A tea?")
    qtbot.mouseClick(made.bubble, Qt.MouseButton.LeftButton, pos=QPoint(30, 25))
    assert made.of("answered")[0]["answer"] == "dismissed"


def test_everything_has_a_name_for_those_who_hear_the_screen(made: Made) -> None:
    made.view("melting", "A tea?", True)
    assert made.figure.accessibleName() == WORDS["en"]["figurine"]
    assert made.figure.accessibleDescription() == "is melting"
    assert made.bubble.accessibleName() == "A tea?"
    for name, button in made.bubble.buttons.items():
        assert button.text() == WORDS["en"][name] and button.accessibleDescription()
    made.look(words=WORDS["de"])
    assert made.bubble.buttons["not_now"].text() == "Jetzt nicht"


def test_it_is_dragged_and_its_place_is_told(made: Made, qtbot: QtBot) -> None:
    made.view("idle", "A tea?")
    start, bubble = made.figure.pos(), made.bubble.pos()
    qtbot.mousePress(made.figure, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    for step in range(1, 5):
        qtbot.mouseMove(made.figure, QPoint(50, 50))
        event_place = made.figure.mapToGlobal(QPoint(50, 50)) - QPoint(40, 30)
        QApplication.sendEvent(made.figure, _move(made.figure, event_place))
        assert made.figure.is_held and step
    qtbot.mouseRelease(made.figure, Qt.MouseButton.LeftButton)
    (placed,) = made.of("placed")
    assert made.figure.pos() != start and made.bubble.pos() != bubble
    assert 0 <= placed["x"] <= 1 and 0 <= placed["y"] <= 1
    assert made.of("poked") == []


def _move(window: Any, place: QPoint) -> Any:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    local = QPointF(window.mapFromGlobal(place))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, local, QPointF(place), Qt.MouseButton.NoButton, left, none)


def test_a_click_is_a_poke_and_another_button_is_not(made: Made, qtbot: QtBot) -> None:
    made.view("idle")
    qtbot.mouseClick(made.figure, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(made.figure, Qt.MouseButton.MiddleButton)
    assert len(made.of("poked")) == 1 and made.of("placed") == []


def test_it_stands_where_it_is_told_and_the_bubble_with_it(made: Made) -> None:
    screen = QApplication.primaryScreen()
    area = screen.availableGeometry()
    made.stage.obey({"do": "places", "places": {screen.name(): [0.0, 0.5]}, "last": screen.name()})
    made.view("idle", LONG)
    assert made.figure.x() == area.x()
    assert (
        area.contains(made.bubble.frameGeometry())
        and made.bubble.y() < made.figure.y() + made.figure.height()
    )
    where = made.of("where")[-1]
    assert (
        (where["x"], where["y"]) == (made.figure.x(), made.figure.y())
        and where["visible"]
        and where["bubble"]
    )
    made.stage.obey({"do": "places", "places": {"gone": [0.0, 0.0]}, "last": "gone"})
    assert made.figure.x() > area.x() + area.width() / 2


def test_its_menu_hides_it_and_lets_clicks_through(made: Made, qtbot: QtBot) -> None:
    made.view("idle")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(10, 10), made.figure.mapToGlobal(QPoint(10, 10))
    )
    QApplication.sendEvent(made.figure, event)
    (menu,) = made.figure.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Hide", "Let clicks through"]
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert [line["what"] for line in made.of("chosen")] == ["hide", "click_through"]


def test_clicks_go_through_the_figurine_but_not_through_the_bubble(made: Made) -> None:
    made.view("idle", "A tea?", True)
    made.look(click_through=True)
    through = Qt.WindowType.WindowTransparentForInput
    assert made.figure.windowFlags() & through and made.figure.isVisible()
    assert not made.bubble.windowFlags() & through
    made.look(click_through=False)
    assert not made.figure.windowFlags() & through and made.figure.isVisible()


def test_it_steps_aside_for_our_windows_and_comes_back_when_they_have_gone(made: Made) -> None:
    made.view("idle")
    home, size = made.figure.pos(), made.figure.size()
    made.stage.obey(
        {"do": "clear", "areas": [[home.x(), home.y(), size.width(), size.height()]], "in_use": True}
    )
    covered = QRect(home, size)
    assert not made.figure.geometry().intersects(covered)
    assert not made.figure.windowFlags() & Qt.WindowType.WindowTransparentForInput
    made.stage.obey({"do": "clear", "areas": [], "in_use": False})
    assert made.figure.pos() == home


def test_where_our_windows_leave_no_room_it_is_pale_and_can_be_clicked_through_while_they_are_in_use(
    made: Made,
) -> None:
    made.view("idle")
    through = Qt.WindowType.WindowTransparentForInput
    area = QApplication.primaryScreen().availableGeometry()
    whole = [[area.x(), area.y(), area.width(), area.height()]]
    made.stage.obey({"do": "clear", "areas": whole, "in_use": True})
    assert made.figure.windowFlags() & through and made.figure.isVisible()
    assert made.figure.windowOpacity() == pytest.approx(PALE, abs=0.01)
    made.look(click_through=False)  # a look told anew does not put it in the way again
    assert made.figure.windowFlags() & through
    made.stage.obey({"do": "clear", "areas": whole, "in_use": False})
    assert not made.figure.windowFlags() & through and made.figure.windowOpacity() == 1
    assert made.figure.isVisible()


def test_hidden_it_shows_nothing_and_moves_nothing(made: Made) -> None:
    made.view("cheering", "A tea?")
    made.view("cheering", "A tea?", visible=False)
    assert not made.figure.isVisible() and not made.bubble.isVisible() and not made.figure._timer.isActive()
    assert made.of("where")[-1]["visible"] is False


def test_a_timer_runs_only_while_something_moves(
    made: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.view("idle")
    made.view("waving")
    assert made.figure._timer.isActive()
    later = time.monotonic() + MOVES["waving"] + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    qtbot.waitUntil(lambda: not made.figure._timer.isActive())
    made.view("waving")
    assert not made.figure._timer.isActive()


def test_with_less_motion_no_timer_runs(made: Made) -> None:
    made.look(motion=False)
    for mood in MOODS:
        made.view(mood, "A tea?")
        assert not made.figure._timer.isActive() and made.figure.motion.mood == mood


def test_its_look_is_as_told(made: Made) -> None:
    made.view("idle", "A tea?")
    width = made.figure.width()
    made.look(size=2.0, opacity=0.5)
    assert made.figure.width() == pytest.approx(
        2 * width, abs=2
    ) and made.figure.windowOpacity() == pytest.approx(0.5, abs=0.01)
    assert "#22252b" in made.bubble.styleSheet()
    made.look(theme="dark", of_a_newer_module=1)
    assert "#ece8df" in made.bubble.styleSheet()


def test_what_is_not_known_changes_nothing(made: Made) -> None:
    made.view("idle")
    made.stage.obey({"do": "of a newer module"})
    made.stage.obey({})
    made.view("dancing")
    assert made.figure.motion.mood == "idle"


def test_the_same_view_again_begins_nothing_again(made: Made) -> None:
    made.view("waving", "A tea?", number=5)
    begun = made.figure.motion._begun
    made.view("waving", "A tea?", number=5)
    assert made.figure.motion._begun == begun
    made.view("waving", "Another?", number=6)
    assert made.figure.motion._begun > begun


def _drawn(mood: Mood, time_of_it: float | None, background: str, rim: bool = True) -> QImage:
    image = QImage(round(parts.WIDTH), round(parts.HEIGHT), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(background))
    painter = QPainter(image)
    paint(painter, still(mood) if time_of_it is None else pose(mood, time_of_it), rim=rim)
    painter.end()
    return image


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_is_drawn_within_its_window(qapp: QApplication, mood: Mood) -> None:
    for number in range(round(MOVES[mood] / 0.2)):
        image = _drawn(mood, number * 0.2, "#ff00ff")
        edge = [image.pixelColor(x, y) for x in range(image.width()) for y in (0, image.height() - 1)]
        edge += [image.pixelColor(x, y) for y in range(image.height()) for x in (0, image.width() - 1)]
        assert {colour.name() for colour in edge} == {"#ff00ff"}, number * 0.2


def test_no_two_moods_look_the_same(qapp: QApplication) -> None:
    pictures = [_drawn(mood, None, "#ffffff") for mood in MOODS]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


@pytest.mark.parametrize("background", ["#ffffff", "#22252B", "#C9F2EB"])
def test_it_stands_out_from_any_background(qapp: QApplication, background: str) -> None:
    """On its own ink and on its own jelly too."""
    image = _drawn("idle", None, background)
    middle = [image.pixelColor(x, 70).name() for x in range(20, 156)]
    assert len(set(middle)) > 5 and middle[0] == QColor(background).name()


def test_elsewhere_than_on_x_windows_are_blended() -> None:
    assert is_composited("cocoa") and is_composited("windows") and is_composited("offscreen")
