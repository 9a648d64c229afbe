"""The module and its stage on a real X server: drawn, dragged, poked; the focus stays, and displays may die."""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from skelly_tray.modules.cute_figurine.module import CuteFigurine
from tests.modules.cute_figurine.test_module import command, feedback
from tests.sdk.fake_bus import Peer
from tests.sdk.living import Living, living, until
from tests.tools.desktop import Desktop, Talk
from tests.tools.pointer import Pointer

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        bool(Desktop.missing() or Pointer.missing()), reason="Xvfb, D-Bus or Xtst is not installed"
    ),
]
STILL = {"motion": "none"}


@pytest.fixture
def pointer(drawn: Desktop) -> Iterator[Pointer]:
    made = Pointer(drawn.display)
    yield made
    made.close()


async def standing(life: Living[CuteFigurine]) -> tuple[Peer, dict[str, Any]]:
    """Once it is drawn: the bus, and where it is."""
    peer = await life.ready()
    await until(lambda: life.module._where.get("visible"), f"the figurine: {life.said}")
    return peer, await peer.ask("where")


def middle(where: dict[str, Any]) -> tuple[int, int]:
    """On its puddle's upper side, between its feet: painted in every mood."""
    return where["x"] + where["width"] // 2, where["y"] + round(where["height"] * 0.6)


async def test_it_is_dragged_to_a_place_that_it_keeps(drawn: Desktop, pointer: Pointer) -> None:
    async with living(CuteFigurine, settings=STILL) as life:
        _, where = await standing(life)
        assert where["x"] > 900 and where["y"] > 500
        x, y = middle(where)
        pointer.drag((x, y), (x - 600, y - 300))
        await until(lambda: life.module._memory.kept.places)
        await until(lambda: abs(life.module._where["x"] - where["x"] + 600) < 3)
        moved = dict(life.module._where)
        await life.end()
        async with living(CuteFigurine, bus=life.bus) as second:
            await (await second.bus.peer(2)).until_heard("ready")
            await until(lambda: second.module._where.get("visible"))
            assert (
                abs(second.module._where["x"] - moved["x"]) < 3
                and abs(second.module._where["y"] - moved["y"]) < 3
            )


async def test_a_click_is_waved_at(drawn: Desktop, pointer: Pointer) -> None:
    async with living(CuteFigurine, settings=STILL) as life:
        _, where = await standing(life)
        pointer.click(*middle(where))
        await until(lambda: life.module._conversation.view.mood == "waving")


async def test_a_click_on_the_bubble_is_an_answer(drawn: Desktop, pointer: Pointer) -> None:
    async with living(CuteFigurine, settings=STILL) as life:
        peer, where = await standing(life)
        peer.event("animation_command", command())
        await until(lambda: life.module._where.get("bubble"))
        x, y = middle(where)
        pointer.click(x, y - round(where["height"] * 0.6) - 20)
        await until(lambda: feedback(peer))
        assert feedback(peer)[0] in {("r-a", answer) for answer in ("helpful", "not_now", "dismissed")}


def focus_of(display: str) -> int:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    opened = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    window, revert = ctypes.c_ulong(), ctypes.c_int()
    x11.XGetInputFocus(opened, ctypes.byref(window), ctypes.byref(revert))
    x11.XCloseDisplay(opened)
    return window.value


EDITOR = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
window = QLineEdit()
window.resize(300, 60)
app.focusWindowChanged.connect(lambda window: print('{"focus": %s}' % int(bool(window)), flush=True))
window.show()
window.activateWindow()
app.exec()
"""


@pytest.mark.skipif(not shutil.which("openbox"), reason="openbox is not installed")
async def test_a_message_leaves_the_focus_where_it_is(drawn: Desktop) -> None:
    drawn.run("openbox", "--sm-disable")
    editor = Talk(drawn.run(sys.executable, "-c", EDITOR))
    assert editor.next("focus") == 1
    before = focus_of(drawn.display)
    async with living(CuteFigurine) as life:
        peer, _ = await standing(life)
        peer.event("animation_command", command())
        await until(lambda: life.module._where.get("bubble"))
        assert focus_of(drawn.display) == before
        await peer.ask("hide")
        await peer.ask("show")
        await until(lambda: life.module._where.get("visible"))
        assert focus_of(drawn.display) == before


async def test_a_display_that_goes_away_is_said_and_survived(drawn: Desktop) -> None:
    async with living(CuteFigurine) as life:
        peer, _ = await standing(life)
        drawn.end_display()
        await until(lambda: life.module._lost and life.module._notes.trouble)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "nothing is shown" in health["issues"][0]["message"]
        assert "it is not drawn any more" in life.said
        peer.event("animation_command", command())
        await until(lambda: life.module._conversation.view.text)
        assert await peer.ask("answer", answer="helpful") == {"answered": ["r-a"]}
        await until(lambda: feedback(peer) == [("r-a", "helpful")])
        assert await life.end() == 0
