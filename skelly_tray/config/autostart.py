"""Whether a home is started at login: the answer that adapters give, and that windows and commands put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Start(StrEnum):
    """What a login does."""

    ON = "on"
    OFF = "off"
    CANNOT = "cannot"


class Reason(StrEnum):
    """Why it is so, or what is remarkable about it; `detail` names what is meant in each."""

    NONE = ""
    """Nothing remarkable."""
    HIDDEN = "switched_off"
    """The entry is there; it was switched off in it, as the settings of desktops do."""
    OTHER_DESKTOP = "other_desktop"
    """The entry is not for this desktop. detail: for which it is, or is not."""
    PROGRAM_GONE = "program_gone"
    """The entry starts what is not there any more. detail: its path."""
    OTHER_PROGRAM = "other_program"
    """It is on, but starts something other than this installation for this home. detail: the command."""
    UNREADABLE = "unreadable"
    """There is an entry that no desktop could use. detail: what is wrong with it."""
    BARE_SESSION = "bare_session"
    """It is on, but this session names no desktop, and a bare window manager may start nothing at login."""
    NOT_TEXT = "not_text"
    """A path that is no text in UTF-8 cannot stand in an entry. detail: the path, as far as it can be shown."""
    TOO_LONG = "too_long"
    """The command is longer than the system takes. detail: how many characters it takes."""
    NOT_OURS = "not_ours"
    """The folder of the entries belongs to somebody else, or can be changed by others. detail: the sentence."""
    REFUSED = "refused"
    """The system refused. detail: its words."""


@dataclass(frozen=True, slots=True)
class AutostartState:
    """where: the file or key of the entry, whether it is there or not."""

    start: Start
    where: str
    reason: Reason = Reason.NONE
    detail: str = ""

    @property
    def is_on(self) -> bool:
        return self.start is Start.ON
