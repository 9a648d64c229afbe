"""A whole desktop with the real application on it, and somebody in front of it: eyes, a mouse, a keyboard."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.desktop.accessible import Eyes, Thing
from tests.desktop.hands import Hands
from tests.desktop.panels import Trayer, XfcePanel
from tests.supervisor import PROGRAM, Run, Supervisor, alive
from tests.system.keyring import Keyring
from tests.tools.desktop import Desktop, until

NEEDED = ("openbox", "xdotool", "gnome-keyring-daemon")
PANELS = {"D-Bus": XfcePanel, "XEmbed": Trayer}
FIELDS = ("text", "password text")
BRIDGE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
"""What the session bus starts for whoever wants to be read, or to read."""
SHOOT = (
    "import sys; from PySide6.QtGui import QGuiApplication as App; app = App(sys.argv);"
    "app.primaryScreen().grabWindow(0).save(sys.argv[1])"
)


def missing(kind: str) -> str:
    """What such a desktop lacks here; empty when all is there."""
    programs = (*NEEDED, *PANELS[kind].programs)
    lacking = [name for name in programs if not shutil.which(name)]
    if not BRIDGE.exists():
        lacking.append("at-spi2-core")
    return Desktop.missing() or ", ".join(lacking)


class Seat:
    """kind: of the panel, `D-Bus` or `XEmbed`. `system` is what the application runs; `open` starts the application;
    `home` is the folder of who sits here."""

    def __init__(self, kind: str) -> None:
        with contextlib.ExitStack() as stack:
            self._furnish(kind, stack)
            self._stack = stack.pop_all()

    def _furnish(self, kind: str, stack: contextlib.ExitStack) -> None:
        """stack: what ends what is there already, should the rest fail to start."""
        folder = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        self.home = own = folder / "me"
        own.mkdir()
        more = {
            "HOME": str(own),
            "XDG_CONFIG_HOME": str(own / "config"),
            "LC_ALL": "C.UTF-8",
            "NO_AT_BRIDGE": "0",
            "QT_LOGGING_RULES": "qt.accessibility.*=false",  # we ask about things that have just gone
        }
        self.desktop = Desktop(more)
        stack.callback(self.desktop.close)
        self.keyring = Keyring(folder / "keyring", self.desktop.bus)
        stack.callback(self.keyring.close)
        self.keyring.start()
        self.notices = self.desktop.start("tests.tools.notification_server", "actions", "body", "body-markup")
        self.notices.next("ready")
        self.desktop.run("openbox", quiet=True)
        self.eyes = Eyes(self.desktop.bus)
        stack.callback(self.eyes.close)
        self.hands = Hands(self.desktop.environment)
        stack.callback(self.hands.close)
        self.panel: XfcePanel | Trayer = PANELS[kind](self.desktop, self.eyes, self.hands)
        stack.callback(self.panel.close)
        self.panel.come()
        self.system = Supervisor(folder / "h")
        self.system.environment = self.desktop.environment

    def open(self) -> None:
        """Start the application as a user does, and wait for its icon."""
        command = [*PROGRAM, "--home", str(self.system.home)]
        self.system.runs.append(Run(command, self.system.environment, self.system.output))
        self.system.wait_for(lambda status: status["orchestrator"]["pid"] == self.system.pid, "an answer")
        until(self.panel.has_icon, "the icon is in the panel")

    @property
    def is_open(self) -> bool:
        return bool(self.system.runs) and alive(self.system.pid)

    def close(self) -> str:
        """Everything ends. What was wrong: what had to be killed, and what the application should not have said."""
        wrong = "\n".join(f"left running: {line}" for line in self.system.close())
        said = self.system.output.read_text(errors="replace")
        if "Traceback" in said or "Warning" in said:
            wrong += said
        self._stack.close()
        return wrong

    # ---- windows

    def titles(self) -> list[str]:
        return [window.name for window in self.windows()]

    def windows(self) -> list[Thing]:
        return self.eyes.windows("skelly-tray")

    def window(self, title: str) -> Window:
        """The window whose title begins like that, as soon as it is shown."""
        window = Window(self, title)
        until(window.is_there, f"the window {title!r}; there are {self.titles()}")
        return window

    def tidy(self) -> None:
        """Close every window, as a user does."""
        for title in self.titles():
            self.hands.close_window(title)
            until(lambda title=title: title not in self.titles(), f"{title!r} closes")

    # ---- after a failure

    def report(self, folder: Path) -> None:
        """The screen as a picture, and what is on it as text."""
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", SHOOT, str(folder / "screen.png")]
        subprocess.run(command, env=self.desktop.environment, check=False, timeout=30)
        lines: list[str] = []
        with contextlib.suppress(OSError):  # a test may have ended the bus
            for program in self.eyes.programs():
                lines += [str(program), *(str(thing) for thing in self.eyes.below(program))]
        (folder / "screen.txt").write_text("\n".join(lines))
        (folder / "notices.txt").write_text("\n".join(map(str, self.notices.so_far())))


class Window:
    """One window, found by the beginning of its title. What is looked for is waited for."""

    def __init__(self, seat: Seat, title: str) -> None:
        self._seat, self._eyes, self._title = seat, seat.eyes, title

    def is_there(self) -> bool:
        return self._window() is not None

    def things(self) -> list[Thing]:
        """Everything that it shows."""
        window = self._window()
        return [] if window is None else [*self._eyes.below(window)]

    def find(self, name: str, *roles: str) -> Thing:
        """What is called so, or begins so when nothing is called just so; of these roles, if some are given."""
        found: list[Thing] = []

        def there() -> bool:
            things = [each for each in self.things() if not roles or each.role in roles]
            found[:] = [each for each in things if each.name == name] or [
                each for each in things if each.name.startswith(name)
            ]
            return bool(found)

        self._until(there, f"{name!r} is shown")
        return found[0]

    def press(self, name: str, *roles: str) -> None:
        """Click it as soon as it can be clicked."""
        until(lambda: "enabled" in self.find(name, *roles).states, f"{name!r} can be pressed")
        self._seat.hands.click(self._eyes.place(self.find(name, *roles)))

    def type(self, name: str, text: str) -> None:
        """Into the field of that name, in place of what is there."""
        self.press(name, *FIELDS)
        self._until(lambda: "focused" in self.find(name, *FIELDS).states, f"{name!r} has the focus")
        self._seat.hands.key("ctrl+a", "BackSpace")
        self._seat.hands.type(text)

    def text(self, name: str) -> str:
        """What stands in that field."""
        return self._eyes.text(self.find(name, "text"))

    def told(self) -> str:
        """Every word in it that is no field's, one thing a line."""
        return "\n".join(thing.name for thing in self.things() if thing.name)

    def says(self, text: str) -> None:
        """Wait until it does."""
        self._until(lambda: text in self.told(), f"it says {text!r}")

    def gone(self) -> None:
        until(lambda: not self.is_there(), f"{self._title!r} closes")

    def _until(self, condition: Callable[[], object], what: str) -> None:
        try:
            until(condition, what)
        except AssertionError as error:
            raise AssertionError(
                f"{error}; {self._title!r} shows:\n" + "\n".join(map(str, self.things()))
            ) from None

    def _window(self) -> Thing | None:
        return next((each for each in self._seat.windows() if each.name.startswith(self._title)), None)
