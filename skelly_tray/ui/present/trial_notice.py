"""The notification that is sent to see whether notifications are seen, and what is said of its fate."""

from __future__ import annotations

from skelly_tray.ui.present.incidents import Stage
from skelly_tray.ui.present.notice_words import Notice
from skelly_tray.ui.present.words import tr

TRIAL = "trial"
"""Its key: another one takes its place."""


def trial_notice(*, put_off: bool) -> Notice:
    """put_off: others are held back now."""
    text = tr("This is what it looks like when Skelly Tray tells you something.")
    if put_off:
        text += " " + tr("Others are put off at the moment.")
    return Notice(TRIAL, tr("A test notification"), text, Stage.RECOVERED, transient=True)


def way_of(way: str) -> str:
    """How notifications are shown, for people. way: as of `DesktopNotices`."""
    known = {
        "buttons": tr("the desktop, with buttons"),
        "plain": tr("the desktop, without buttons"),
        "untried": tr("the desktop; nothing had to be shown yet"),
        "tray": tr("the tray icon, since no server for them answers"),
    }
    return known[way]


def shown_by_desktop(way: str, *, held_back: bool) -> str:
    """A server has taken it. way: as of `DesktopNotices`."""
    said = tr("The desktop has taken it. Shown by: {how}", how=way_of(way))
    if held_back:
        said += ". " + tr("It says that it holds notifications back now, so you may see it only later.")
    return said


def shown_otherwise(*, by_tray: bool) -> str:
    """No server of notifications takes it."""
    if by_tray:
        return tr("No server of notifications answers, so the tray icon has said it.")
    return tr(
        "Nothing here can show notifications: there is neither a server for them nor a tray. They are said in the main "
        "window while it is open."
    )
