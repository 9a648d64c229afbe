"""The two ways into a panel, each with a real one: by D-Bus the panel draws the menu, by XEmbed we do."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Protocol

from tests.desktop.accessible import Eyes, Thing
from tests.desktop.hands import Hands
from tests.tools.desktop import Desktop, until
from tests.tools.pointer import LEFT, RIGHT
from tests.tools.tray_driver import TrayDriver

CLICK_MS = 600
"""Milliseconds: else two clicks on the icon are a double click."""

Place = tuple[int, int, int, int]


class Panel(Protocol):
    """come, leave: the panel is started, and ends. lines: the first level of the menu, from above."""

    def come(self) -> None: ...

    def leave(self) -> None: ...

    def has_icon(self) -> bool: ...

    def click(self) -> None: ...

    def lines(self) -> list[str]: ...

    def choose(self, *labels: str) -> None: ...

    def choose_by_mouse(self, label: str) -> None: ...


XFCE = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0"><property name="configver" type="int" value="2"/>
<property name="panels" type="array"><value type="int" value="1"/><property name="panel-1" type="empty">
<property name="position" type="string" value="p=8;x=0;y=0"/><property name="position-locked" type="bool" value="true"/>
<property name="size" type="uint" value="28"/><property name="length" type="uint" value="20"/>
<property name="plugin-ids" type="array"><value type="int" value="1"/></property></property></property>
<property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property></channel>
"""
"""One panel at the left end of the lower edge, with nothing in it but the icons of programs."""


class XfcePanel:
    """StatusNotifierItem. Entries are chosen as the panel does it, by D-Bus, or with the mouse in what it has drawn."""

    programs = ("xfce4-panel",)
    needs_bus = True

    def __init__(self, desktop: Desktop, eyes: Eyes, hands: Hands) -> None:
        self._desktop, self._eyes, self._hands = desktop, eyes, hands
        folder = Path(desktop.environment["XDG_CONFIG_HOME"]) / "xfce4" / "xfconf" / "xfce-perchannel-xml"
        folder.mkdir(parents=True)
        (folder / "xfce4-panel.xml").write_text(XFCE)
        self._driver = TrayDriver(desktop.bus)
        self._process: subprocess.Popen[str] | None = None

    def come(self) -> None:
        self._process = self._desktop.run("xfce4-panel", "--disable-wm-check", quiet=True)
        until(self._driver.is_hosted, "the panel is up")

    def leave(self) -> None:
        assert self._process
        self._desktop.end(self._process)
        until(lambda: not self._driver.is_hosted(), "the panel has gone")

    def close(self) -> None:
        self._driver.close()

    def has_icon(self) -> bool:
        return len(self._driver.items()) == 1

    def click(self) -> None:
        self._hands.click(self._icon(), LEFT, apart_ms=CLICK_MS)

    def lines(self) -> list[str]:
        return self._driver.menu().labels()

    def choose(self, *labels: str) -> None:
        self._driver.click(*labels)

    def choose_by_mouse(self, label: str) -> None:
        """A right click on the icon, and a click on that entry of what the panel draws."""
        self._hands.click(self._icon(), RIGHT, apart_ms=CLICK_MS)
        drawn: list[Thing] = []

        def is_drawn() -> bool:
            menus = self._eyes.popups("menu")
            drawn[:] = [entry for menu in menus for entry in self._eyes.children(menu) if entry.name == label]
            return bool(drawn)

        until(is_drawn, f"the panel draws {label!r}")
        self._hands.click(self._eyes.place(drawn[0]))

    def _icon(self) -> Place:
        """The icon is the only thing in the panel; the panel itself has no name."""
        for program in self._eyes.programs():
            if program.name == "xfce4-panel":
                return self._eyes.place([*self._eyes.below(program)][-1])
        raise LookupError("no panel is on the screen")


class Trayer:
    """XEmbed: the menu is a window of ours, read as a screen reader does, and clicked with the mouse."""

    programs = ("trayer", "xwininfo")
    needs_bus = False

    def __init__(self, desktop: Desktop, eyes: Eyes, hands: Hands) -> None:
        self._desktop, self._eyes, self._hands = desktop, eyes, hands
        self._process: subprocess.Popen[str] | None = None

    def come(self) -> None:
        self._process = self._desktop.run("trayer", "--widthtype", "request", quiet=True)
        until(lambda: any('("panel"' in line for line in self._tree()), "the panel is up")

    def leave(self) -> None:
        assert self._process
        self._desktop.end(self._process)

    def close(self) -> None:
        pass

    def has_icon(self) -> bool:
        return self._icon() is not None

    def click(self) -> None:
        self._click_icon(LEFT)

    def lines(self) -> list[str]:
        lines = [entry.name for entry in self._entries(self._open()) if _to_be_seen(entry)]
        self._close_menu()
        return lines

    def choose(self, *labels: str) -> None:
        """Each in the menu that is open then, or in a submenu of it."""
        menu = self._open()
        for label in labels:
            path = self._path(menu, label)
            assert path, f"no entry {label!r} among {[entry.name for entry in self._entries(menu)]}"
            for entry in path:
                known = {each.ref for each in self._eyes.popups()}
                self._hands.click(self._eyes.place(entry))
                if entry is not path[-1] or label != labels[-1]:
                    menu = self._popup(known)

    def choose_by_mouse(self, label: str) -> None:
        self.choose(label)

    def _open(self) -> Thing:
        self._click_icon(RIGHT)
        return self._popup(set())

    def _close_menu(self) -> None:
        while self._eyes.popups():
            self._hands.key("Escape")

    def _popup(self, known: set[tuple[str, str]]) -> Thing:
        found: list[Thing] = []

        def opened() -> bool:
            found[:] = [each for each in self._eyes.popups() if each.ref not in known]
            return bool(found)

        until(opened, "a menu opens")
        return found[0]

    def _entries(self, menu: Thing) -> list[Thing]:
        return [each for each in self._eyes.children(menu) if each.role == "menu item"]

    def _path(self, menu: Thing, label: str) -> list[Thing]:
        """The entries that lead to the first one with that text; those of submenus come after all that are nearer."""
        ways = [[entry] for entry in self._entries(menu) if _to_be_seen(entry)]
        while ways:
            for way in ways:
                if label in way[-1].name:
                    return way
            ways = [
                [*way, entry]
                for way in ways
                for submenu in self._eyes.children(way[-1])
                for entry in self._entries(submenu)
            ]
        return []

    def _click_icon(self, button: int) -> None:
        place = self._icon()
        assert place, "no icon is in the panel"
        self._hands.click(place, button, apart_ms=CLICK_MS)

    def _icon(self) -> Place | None:
        """Where the window of ours is that lies inside the panel's."""
        inside: int | None = None
        for line in self._tree():
            depth = len(line) - len(line.lstrip())
            if '("panel"' in line:
                inside = depth
            elif inside is not None and depth <= inside:
                return None
            elif inside is not None and '"Skelly Tray' in line:
                found = re.search(r"(\d+)x(\d+)\S+\s+\+(-?\d+)\+(-?\d+)$", line.rstrip())
                assert found, line
                width, height, x, y = map(int, found.groups())
                return x, y, width, height
        return None

    def _tree(self) -> list[str]:
        """The windows, one a line, children indented below their parent. It fails when one goes meanwhile."""
        told: list[str] = []

        def look() -> bool:
            command = ["xwininfo", "-root", "-tree"]
            environment = self._desktop.environment
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            told[:] = done.stdout.splitlines()
            return done.returncode == 0

        until(look, "the windows hold still")
        return told


def _to_be_seen(entry: Thing) -> bool:
    return "showing" in entry.states
