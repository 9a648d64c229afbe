"""The tray application: Qt, the corrected loop, the core of this home in the same process or at its control socket."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QApplication

from skelly_tray.app.assembly import RunningCore
from skelly_tray.app.attached import AttachedCore
from skelly_tray.app.control import Hooks
from skelly_tray.app.instance import AlreadyRunningError, InstanceLock
from skelly_tray.app.interpreter import settle, settle_again
from skelly_tray.app.loop import TrayEventLoop
from skelly_tray.app.start import (
    CONFIGURATION_INVALID,
    FAILED,
    complain,
    on_ending_signals,
    on_hangup,
    on_stray_signals,
    prepare,
)
from skelly_tray.app.ui_core import InProcessCore
from skelly_tray.config.home import Home
from skelly_tray.config.init import is_configured
from skelly_tray.config.orchestrator_build import load_orchestrator, ui_of
from skelly_tray.domain.orchestrator_config import UiConfig
from skelly_tray.domain.status import SystemHealth
from skelly_tray.engine.configuration import Configuration
from skelly_tray.engine.ports import KeeperUnavailable
from skelly_tray.scopes import Scope
from skelly_tray.ui import languages
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.importing import loaded
from skelly_tray.ui.plotting import LIBRARY
from skelly_tray.ui.ports import Autostart, Core
from skelly_tray.ui.session import SessionApplication
from skelly_tray.ui.tray import Backend

_logger = logging.getLogger(__name__)

PROGRAM = "skelly-tray"
"""Window managers know us by that, and by nothing of how we were started (`python -m` has `__main__.py` for a name)."""
LOOP_ENDED = "Event loop stopped before Future completed."
"""What qasync says of a loop that was ended from below."""
DISPLAY_GONE = (
    "the modules run on for `orphan_grace`; start it again meanwhile, or run it headless, to keep them"
)
SESSION_GRACE = 4.0
"""Seconds for the modules when the session ends: session managers wait for 5 to 10 s, then the display goes."""
LOOKS = "orchestrator.ui"
"""As in `config get`."""


def main(home: Home, *, verbose: bool) -> int:
    """Run until quit or a signal; the exit code. A core that runs headless already is attached to."""
    try:
        with InstanceLock(home) as lock:
            configuration = prepare(home)
            if configuration is None:
                return CONFIGURATION_INVALID
            return _run(lambda app: _serve(app, home, configuration, lock, verbose=verbose))
    except AlreadyRunningError:
        return _run(lambda app: _attach(app, home))
    except (KeeperUnavailable, OSError) as error:
        complain("it cannot run", str(error))
        return FAILED


def _run(work: Callable[[QApplication], Coroutine[None, None, int]]) -> int:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else SessionApplication([PROGRAM])
    app.setApplicationName("skelly-tray")
    app.setApplicationDisplayName("Skelly Tray")
    try:
        with asyncio.Runner(loop_factory=lambda: TrayEventLoop(app)) as runner:
            return runner.run(work(app))
    except RuntimeError as error:
        if str(error) != LOOP_ENDED:
            raise
        # Qt ends the loop by itself, whatever still runs in it, when the X server has gone.
        complain("the display has gone, and the window and the icon with it", DISPLAY_GONE)
        return FAILED


def _application(app: QApplication, core: Core, home: Home, config: UiConfig) -> TrayApplication:
    languages.use(config.language)
    application = TrayApplication(
        app,
        core,
        state_dir=home.state,
        label=home.label,
        theme=config.theme,
        start_hidden=config.start_hidden,
        autostart=lambda: _autostart(home),
    )
    application.theme.take(config)
    application.mishaps.listen()
    return application


def _autostart(home: Home) -> Autostart:
    from skelly_tray.app.autostart import autostart_of

    return autostart_of(home)


async def _serve(
    app: QApplication, home: Home, configuration: Configuration, lock: InstanceLock, *, verbose: bool
) -> int:
    shown: list[TrayApplication] = []
    wanted = asyncio.Event()

    def raise_window() -> bool:
        wanted.set()  # before there is a window it is shown as soon as there is
        for application in shown:
            application.open_window()
        return True

    hooks = Hooks(raise_window, lambda: facts(shown), lambda: next((each.portrait() for each in shown), None))
    core = RunningCore(home, configuration, lock, hooks=hooks, verbose=verbose)
    on_ending_signals(core.orchestrator.quit)
    on_hangup(core.watcher.rescan)
    _on_session_end(app, home, lambda session_ends: _quit(core, session_ends))
    on_stray_signals(core.say_how_it_is)
    keep, told, new = False, True, not is_configured(home)
    try:
        if await core.open():
            ui_core = InProcessCore(core.orchestrator, core.call, core.start)
            with _without_it_if_need_be(core):
                shown.append(_application(app, ui_core, home, configuration.loaded.orchestrator.ui))
                core.looks_changed = partial(look_as, shown[0])
                if wanted.is_set():
                    shown[0].show_window()
                if new:
                    shown[0].welcome(_autostart(home))
            settle()
            settle_with_plots(ui_core)
            keep = await core.orchestrator.run_until_quit()
    except asyncio.CancelledError:
        # The loop has gone, with the display: unless the end was asked for before that, nobody has wanted it.
        told = core.orchestrator.quitting
        keep = not told
        raise
    finally:
        for application in shown:
            application.close()
        await core.close(keep_modules=keep, told=told)
    return 0


async def _attach(app: QApplication, home: Home) -> int:
    """A tray for the core that holds this home, unless it has one. Ending the tray leaves that core alone; Quit ends
    both."""
    ended = asyncio.Event()
    scope = Scope(lambda name, error: complain(f"{name} failed", str(error)))
    shown: list[TrayApplication] = []

    def show_window() -> None:
        for application in shown:
            application.open_window()

    core = AttachedCore(home, scope.start, ended.set, show_window)
    on_ending_signals(lambda _: ended.set())
    _on_session_end(app, home, lambda _: ended.set())
    on_stray_signals(lambda: None)
    core.open()
    try:
        if not await core.somebody_has_a_window():
            shown.append(_application(app, core, home, load_orchestrator(home).config.ui))
            follow_looks(core, partial(look_as, shown[0]))
            await ended.wait()
    finally:
        for application in shown:
            application.close()
        core.close()
        await scope.close()
    return 0


def _on_session_end(app: QApplication, home: Home, end: Callable[[bool], None]) -> None:
    """Have `end` called when the desktop wants us to quit, with True when that is because the session ends."""
    if not isinstance(app, SessionApplication):
        return

    def restarted_by() -> tuple[str, ...]:
        from skelly_tray.app.autostart import starting_of

        return () if _autostart(home).state().is_on else starting_of(home).command

    app.restart_command = restarted_by
    app.quit_asked.connect(end)
    app.listened_to = True


def _quit(core: RunningCore, session_ends: bool) -> None:
    if session_ends:
        core.orchestrator.quit("the session ends", within=SESSION_GRACE)
    else:
        core.orchestrator.quit("the desktop asked the supervisor to end")


@contextmanager
def _without_it_if_need_be(core: RunningCore) -> Iterator[None]:
    """A user interface that cannot be made costs nobody their modules: the core goes on, and says so."""
    try:
        yield
    except Exception as error:
        _logger.exception("the user interface cannot be shown")
        why = f"{type(error).__name__}: {error}"
        complain("its window and its icon cannot be shown, the modules run all the same", why)
        core.orchestrator.publisher.raise_issue(
            "user_interface",
            "The window and the icon cannot be shown",
            f"{why}. The modules run all the same; the command line shows and controls them. The log has more.",
        )


def settle_with_plots(core: Core) -> None:
    """Once more when the window has loaded what draws its curves, which is as much again as everything else."""

    def look(_: SystemHealth) -> None:
        if loaded(LIBRARY):
            end()
            settle_again()

    end = core.subscribe(look)


def look_as(application: TrayApplication, ui: UiConfig) -> None:
    """Another `[ui]` is in effect."""
    application.theme.take(ui)
    speak_as(application, ui.language)


def speak_as(application: TrayApplication, language: str) -> None:
    """Another setting of the language is in effect."""
    if languages.use(language):
        application.retranslate()


def follow_looks(core: Core, take: Callable[[UiConfig], None]) -> None:
    """Have `take` called with `[ui]` whenever the configuration of a core elsewhere was changed."""

    def refused(why: str) -> None:
        _logger.warning("%s was not looked up: %s", LOOKS, why)

    def told(row: Mapping[str, Any]) -> None:
        if (looks := ui_of(row.get("value") or {})) is not None:
            take(looks)

    def noted(entries: Sequence[Mapping[str, Any]]) -> None:
        if any("verdict" in entry["detail"] for entry in entries):
            core.query("config.get", {"key": LOOKS}, told, refused)

    core.subscribe_journal(noted)


def facts(shown: list[TrayApplication]) -> dict[str, str]:
    """What `doctor` says of the running application."""
    return {
        "mode": "tray",
        "event_loop": "Qt (qasync)",
        "qt": pyside_version,
        "platform": QApplication.platformName(),
        "tray": next((a.tray.backend for a in shown), Backend.NONE).value,
        "notifications": next((a.notifier.desktop.backend for a in shown), "none"),
    }
