"""Start at login in words: one sentence on what the next login does, and why."""

from __future__ import annotations

from typing import assert_never

from skelly_tray.config.autostart import AutostartState, Reason, Start
from skelly_tray.ui.present.words import tr


def sentence(state: AutostartState) -> str:
    """What is so, for a line below the switch or an answer on a terminal."""
    match state.start:
        case Start.ON:
            said = tr("It starts when you log in.")
        case Start.OFF:
            said = tr("It does not start when you log in.")
        case Start.CANNOT:
            said = tr("Start at login cannot be had here.")
        case _:
            assert_never(state.start)
    return " ".join(part for part in (said, why(state)) if part)


def why(state: AutostartState) -> str:
    """The reason alone, with what would help; nothing where nothing is remarkable."""
    what = state.detail
    match state.reason:
        case Reason.NONE:
            return ""
        case Reason.HIDDEN:
            return tr(
                "There is an entry, but it was switched off in the settings of the desktop, or by hand."
            )
        case Reason.OTHER_DESKTOP if what.startswith("not "):
            return tr("Its entry is for other desktops than {names}.", names=what.removeprefix("not "))
        case Reason.OTHER_DESKTOP:
            return tr("Its entry is only for {names}.", names=what)
        case Reason.PROGRAM_GONE:
            return tr(
                "Its entry starts {program}, which is not there any more; switch it on to renew it.",
                program=what,
            )
        case Reason.OTHER_PROGRAM:
            return tr("Its entry was made elsewhere or edited, and runs: {command}", command=what)
        case Reason.UNREADABLE:
            return tr("Its entry cannot be used: {why}; switch it on to renew it.", why=what)
        case Reason.BARE_SESSION:
            return tr("This session names no desktop; a bare window manager may start nothing by itself.")
        case Reason.NOT_TEXT:
            return tr("An entry takes only text, and this path has other bytes in it: {path}", path=what)
        case Reason.TOO_LONG:
            return tr("The command is longer than the {n} characters that Windows takes.", n=what)
        case Reason.NOT_OURS:
            return tr("The folder of such entries cannot be trusted: {why}", why=what)
        case Reason.REFUSED:
            return tr("The system refused: {why}", why=what)
    assert_never(state.reason)
