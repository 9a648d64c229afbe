"""The application can say what it shows, to who cannot see it."""

from __future__ import annotations

import base64

from PySide6.QtGui import QImage

from skelly_tray.app.self_test import FEWEST_COLOURS, FEWEST_PIXELS
from tests.ui.conftest import MakeApplication


def test_the_window_is_in_the_portrait_when_it_is_shown(make_application: MakeApplication) -> None:
    application = make_application(start_hidden=True)
    hidden = application.portrait()
    assert hidden["window"] is None
    application.show_window()
    window = application.portrait()["window"]
    assert window["colours"] >= FEWEST_COLOURS
    picture = QImage.fromData(base64.b64decode(window["png"]), "PNG")
    assert (picture.width(), picture.height()) == (window["width"], window["height"]) != (0, 0)


def test_the_icon_is_in_it_and_the_way_into_the_panel_that_there_is(
    make_application: MakeApplication,
) -> None:
    icon = make_application().portrait()["icon"]
    assert icon["opaque"] >= FEWEST_PIXELS and icon["backend"] is None, "there is no panel on this platform"
