"""The user interface as a whole: tray, menu and window over one core. Composed by `app/`, which owns the loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from skelly_tray.config.home import instance_name
from skelly_tray.ui.actions import Actions
from skelly_tray.ui.capture import CaptureSwitch
from skelly_tray.ui.clearance import Clearance
from skelly_tray.ui.desk import Desk
from skelly_tray.ui.front import Front
from skelly_tray.ui.given import Own
from skelly_tray.ui.icons import app_icon
from skelly_tray.ui.importing import Importing, in_steps, loaded
from skelly_tray.ui.menu import TrayMenu
from skelly_tray.ui.mishaps import Mishaps, Shielded
from skelly_tray.ui.notifier import Notifier
from skelly_tray.ui.ports import Autostart, Core
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.present.headline import configuration_trouble, window_title, worst_trouble
from skelly_tray.ui.present.menu import MenuModel, fingerprint, menu_model
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.snooze import Snooze
from skelly_tray.ui.theme import Theme, qt_palette, style_sheet
from skelly_tray.ui.trash_watch import TrashWatch
from skelly_tray.ui.tray import Tray
from skelly_tray.ui.watch import SnapshotWatch

if TYPE_CHECKING:
    from skelly_tray.ui.window.main import MainWindow

HOST_GRACE_MS = 3000
"""At login the panel may come after us: so long we wait for a tray before we show the window instead."""
MISHAP_SHOWN_MS = 30_000
WINDOW_FILES = ("skelly_tray.ui.window.modules_page", "skelly_tray.ui.window.main")
"""What the window is made of when it is opened; the last one needs the most."""


class TrayApplication(QObject):
    """Made in the UI thread with a running or soon running loop; `close()` before the loop ends.

    state_dir: where `ui.ini` is kept. label: what to call the home, empty for the usual one; another has an icon of
    its own. theme: system, light or dark. start_hidden: no window at the start,
    unless there is no tray at all. autostart: asked for when somebody
    looks at it. Quitting is an intent to the core (`{"do": "quit"}`); whoever composed us
    ends the loop when the core is done.
    """

    def __init__(
        self,
        app: QApplication,
        core: Core,
        *,
        state_dir: Path,
        label: str = "",
        theme: str = "system",
        start_hidden: bool = True,
        host_grace_ms: int = HOST_GRACE_MS,
        autostart: Callable[[], Autostart | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._autostart = autostart
        self._app = app
        self._label = label
        self._core = Shielded(core)
        app.setQuitOnLastWindowClosed(False)
        app.setStyle("Fusion")
        app.setWindowIcon(app_icon())
        app.setApplicationName(instance_name(label, state_dir))
        app.setDesktopFileName("skelly-tray")
        try:
            self._make(state_dir, theme)
            if not start_hidden:
                self.show_window()
            QTimer.singleShot(host_grace_ms, self, self._show_without_tray)
        except BaseException:
            self._core.close()
            self.deleteLater()
            raise

    def _make(self, state_dir: Path, theme: str) -> None:
        core = self._core
        self.mishaps = Mishaps(self)
        self.theme = Theme(theme, self)
        self.theme.changed.connect(self._restyle)
        self._preferences = Preferences(state_dir)
        self.snooze = Snooze(self._preferences, self)
        self._drawn: object = ()
        self._window: MainWindow | None = None
        self._opening: Importing | None = None
        self._filling = False
        """The window is asked for, and comes in steps."""
        self._closed = False
        self._stands_in = False
        self.welcoming: QDialog | None = None
        self.watch = SnapshotWatch(core, self)
        self.actions = Actions(
            core,
            self.watch,
            lambda kind, module: self.desk.show(kind, module),
            self,
            lambda: self.desk.unsaved(),
        )
        self.capture = CaptureSwitch(core, self.watch, self)
        self.clearance = Clearance(core, self.watch, self)
        self.desk = Desk(core, self.watch, self.theme, self.actions.act, self._own(), self)
        self.desk.added.connect(self._lead_to_new)
        self.trash = TrashWatch(core, self.watch, self)
        self._front = Front(self)
        self.menu = TrayMenu(self._menu_model, self.snooze)
        self._restyle()
        self.tray = Tray(self.menu, self)
        self.notifier = Notifier(core, self.watch, self.tray, self.snooze, self, label=self._label)
        self._notified = ""
        self._connect()
        self._render()

    def _own(self) -> Own:
        return Own(
            self._preferences,
            self.snooze,
            self._autostart,
            lambda told: self.notifier.send_test(told),
            lambda: self.notifier.desktop.way,
        )

    @property
    def window(self) -> MainWindow | None:
        """The main window; None until it is first shown."""
        return self._window

    def show_window(self) -> None:
        """Show the window and bring it to the front: also what a second start of the program asks for."""
        self._filling = False
        window = self._whole_window()
        window.render_snapshot()
        self.trash.look()  # it may have been emptied by somebody else
        if window.isMinimized():
            window.showNormal()
        else:
            window.show()
        window.raise_()
        window.activateWindow()
        self._front.asked_for(window)

    def open_window(self) -> None:
        """As `show_window`, in steps that the loop goes on between: what a click asks for."""
        if self._window is not None or loaded(WINDOW_FILES[-1]):
            self.show_window()
        elif self._opening is None or not self._opening.busy:
            self._opening = Importing(WINDOW_FILES, self._window_came, self)

    def _window_came(self) -> None:
        if not self._closed and self._window is None:
            self._filling = True
            in_steps(self, self._make_window, self._fill_window)

    def _fill_window(self) -> None:
        window = self._window
        if window is not None:
            in_steps(window, lambda: window.modules, window.begin, self.show_window)

    def portrait(self) -> dict[str, Any]:
        """What is shown now, see `portrait.py`."""
        from skelly_tray.ui.portrait import portrait

        return portrait(self._window, self.tray, self.watch.snapshot)

    def welcome(self, autostart: Autostart) -> None:
        """The very first start of a home without a configuration: asks once what to begin with."""
        if self._preferences.welcomed:
            return
        from skelly_tray.ui.dialogs.welcome import WelcomeDialog

        dialog = WelcomeDialog(self._core, autostart, self.theme)
        dialog.over.connect(self._preferences.remember_welcomed)
        dialog.begun.connect(self.show_window)
        dialog.destroyed.connect(lambda: setattr(self, "welcoming", None))
        self.welcoming = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def toggle_window(self) -> None:
        """A click on the icon: show the window, bring it to the front, or hide it when it is there already."""
        window = self._window
        if window is None or not window.isVisible() or window.isMinimized():
            self.open_window()
        elif self._front.is_front(window):
            window.remember_layout()
            window.hide()
        else:
            self.show_window()

    def lead_to_trouble(self) -> None:
        """A middle click: why the worst module is in trouble, or the configuration that is not in effect; when all is
        well, the window."""
        trouble = worst_trouble(self.watch.snapshot, now=self.watch.now, elapsed=self.watch.elapsed)
        if trouble is not None:
            self.desk.show("why", trouble.module)
        elif (of_files := configuration_trouble(self.watch.snapshot)) is not None and of_files.module:
            self.desk.show("config", of_files.module)
        else:
            self.show_window()

    def retranslate(self) -> None:
        """Another language is spoken from now on: by menu, icon and windows. Open dialogs stay as they are."""
        self.menu.retranslate()
        self._drawn = ()
        self._render()
        self._make_window_anew()
        self.desk.retranslate()  # last: it was before the window, which comes to the front when it is made anew

    def _make_window_anew(self) -> None:
        former = self._window
        if former is None:
            return
        visible, minimised = former.isVisible(), former.isMinimized()
        if visible:
            former.remember_layout()
            place = former.place
        self._window = None
        former.hide()
        former.deleteLater()
        if not visible:
            if self._filling:
                self.open_window()
            return
        window = self._whole_window()
        window.go_to(place)
        if minimised:
            window.showMinimized()
        else:
            self.show_window()

    def close(self) -> None:
        """Take everything from the screen. Idempotent; asks nothing and stops nothing."""
        self._closed = True
        self.clearance.close()
        self.mishaps.close()
        self.theme.close()
        self.watch.close()
        self.trash.close()
        self.notifier.close()
        self.desk.close_all()
        if self.welcoming is not None:
            self.welcoming.deleteLater()
        if self._window:
            if self._window.isVisible():
                self._window.remember_layout()
            self._window.hide()
            self._window.deleteLater()
            self._window = None
        self.tray.close()
        self._core.close()

    def _connect(self) -> None:
        self.watch.changed.connect(self._render)
        self.trash.changed.connect(self._render)
        self.notifier.told.connect(self._remember_notified)
        self.notifier.wished.connect(self.desk.wish)
        self.notifier.window_wished.connect(self.open_window)
        self.notifier.unseen.connect(self._say_in_window)
        self.tray.message_clicked.connect(self._follow_message)
        self.tray.clicked.connect(self.toggle_window)
        self.tray.double_clicked.connect(self.open_window)
        self.tray.middle_clicked.connect(self.lead_to_trouble)
        self.tray.lost.connect(self._tray_lost)
        self.tray.arrived.connect(self._tray_arrived)
        self.snooze.changed.connect(self._render)
        self.mishaps.said.connect(self._tell_of_mishap)
        self.menu.act_asked.connect(self.actions.act)
        self.menu.all_asked.connect(self.actions.act_on_all)
        self.menu.view_asked.connect(self.desk.show)
        self.menu.capture_asked.connect(self.capture.order)
        self.capture.failed.connect(self._tell)
        self.menu.window_asked.connect(self.open_window)
        self.menu.settings_asked.connect(lambda: self.desk.show("settings"))
        self.menu.help_asked.connect(self.desk.show)
        self.menu.quit_asked.connect(self.actions.quit)

    def _remember_notified(self, module_id: str) -> None:
        self._notified = module_id

    def _follow_message(self) -> None:
        """A click on a notification leads to the story of its module, or to the window when it told of several."""
        if self._notified and self.watch.module(self._notified) is not None:
            self.desk.show("why", self._notified)
        else:
            self.show_window()

    def _lead_to_new(self, module_id: str) -> None:
        """Where there is a window, it shows what has been added, as soon as that is known."""
        if self._window is not None:
            self._window.modules.choose_when_there(module_id)

    def _restyle(self) -> None:
        self._app.setPalette(qt_palette(self.theme.colours))
        self.menu.setStyleSheet(style_sheet(self.theme.colours))

    def _menu_model(self, former: MenuModel | None = None) -> MenuModel:
        return menu_model(
            self.watch.snapshot,
            now=self.watch.now,
            elapsed=self.watch.elapsed,
            in_trash=self.trash.modules,
            snoozed_until=self.snooze.until,
            label=self._label,
            former=former,
        )

    def _render(self) -> None:
        """Menu and icon, when something happened: running clocks alone are no reason to talk to the panel."""
        newest = (fingerprint(self.watch.snapshot), self.trash.modules, self.snooze.until)
        if newest != self._drawn:
            self._drawn = newest
            model = self._menu_model(self.menu.model)
            self.menu.render_model(model)
            self.tray.render_snapshot(
                self.watch.snapshot,
                label=self._label,
                snoozed=model.snoozed,
                capture=model.capture.line if model.capture else "",
            )

    def _whole_window(self) -> MainWindow:
        """The one there is, or a new one, with a page in it."""
        window = self._window or self._make_window()
        window.begin()
        return window

    def _make_window(self) -> MainWindow:
        from skelly_tray.ui.window.main import MainWindow

        window = MainWindow(self._core, self.watch, self.trash, self.theme, self._preferences, self.desk.wish)
        window.setWindowTitle(window_title(self._label))
        window.installEventFilter(self._front)
        window.closing.connect(self._window_closing)
        window.all_asked.connect(self.actions.act_on_all)
        self._window = window
        return window

    def _show_without_tray(self) -> None:
        if self._closed or self.tray.available():
            return
        if self._window is None or not self._window.isVisible():
            self.show_window()
        if not self._preferences.told_of_no_tray:
            self._preferences.remember_told_of_no_tray()
            self._say_in_window(
                tr("There is no tray on this desktop"),
                tr("This window stands in for it."),
            )

    def _tray_lost(self) -> None:
        """The panel went away: nobody shall look for us in vain, nor find a window in their face."""
        if self._window is None or not self._window.isVisible():
            window = self._whole_window()
            self._stands_in = True
            window.showMinimized()

    def _tray_arrived(self) -> None:
        if self._stands_in and self._window is not None and self._window.isMinimized():
            self._window.hide()
        self._stands_in = False

    def _tell_of_mishap(self, place: str) -> None:
        said = tr("Something in the window of Skelly Tray went wrong")
        self._tell(
            said, tr("Your modules are not touched by it. It is noted in the log, at {place}.", place=place)
        )

    def _tell(self, said: str, text: str) -> None:
        """Once, in passing."""
        if self.tray.available():
            self.tray.say(said, text)
        else:
            self._say_in_window(said, text)

    def _say_in_window(self, said: str, text: str) -> None:
        """What neither the desktop nor a tray can show."""
        if self._window is not None:
            self._window.statusBar().showMessage(f"{said}. {text}", MISHAP_SHOWN_MS)

    def _window_closing(self) -> None:
        if self._window is None:
            return
        if not self.tray.available():
            self._ask_without_tray()
            return
        self._window.hide()
        if not self._preferences.told_about_hiding:
            self._preferences.remember_told_about_hiding()
            self.notifier.hint(
                tr("Skelly Tray keeps running"),
                tr("Your modules are looked after from the tray. Quit is in its menu."),
            )

    def _ask_without_tray(self) -> None:
        from skelly_tray.ui.dialogs.hiding import NoTrayDialog

        if self._window is None or any(each.isVisible() for each in self._window.findChildren(NoTrayDialog)):
            return  # it is being asked already
        dialog = NoTrayDialog(self._menu_model().quit_text, self.theme, self._window)
        dialog.minimise_chosen.connect(self._window.showMinimized)
        dialog.quit_chosen.connect(self.actions.quit)
        dialog.open()
