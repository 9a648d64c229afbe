"""The text of a systemd user unit."""

from __future__ import annotations

from skelly_tray.config.service import Service

TEMPLATE = """\
# Written by `skelly-tray service install`, and taken away by `skelly-tray service uninstall`.
[Unit]
Description={title}
StartLimitIntervalSec=300
StartLimitBurst=10

[Service]
Type=notify
NotifyAccess=main
ExecStart={command}
ExecReload=/bin/kill -HUP $MAINPID
# Modules belong to a keeper that outlives a crash of the supervisor: the next one finds them as they were.
KillMode=process
Restart=on-failure
RestartSec=1
# An unusable configuration does not get better by trying.
RestartPreventExitStatus=4
WatchdogSec=60
TimeoutStopSec=10min

[Install]
WantedBy=default.target
"""


def unit_text(service: Service) -> str:
    """The unit. Raises ValueError for a word that cannot stand in one."""
    program, *arguments = service.command
    if any(letter in program for letter in "\"'\\"):
        raise ValueError(
            f"systemd starts no program with quotation marks or backslashes in its path: {program}"
        )
    command = " ".join((quoted(program, variables=False), *map(quoted, arguments)))
    return TEMPLATE.format(title=_plain(service.title), command=command)


def quoted(word: str, *, variables: bool = True) -> str:
    """One word of a command line as systemd.service(5) reads it. variables: are filled in in it, which they are
    everywhere but in the program. Raises ValueError."""
    if any(letter in "\0\n\r" for letter in word):
        raise ValueError(f"{word!r} has a line break, which no unit can hold")
    word.encode()  # UnicodeEncodeError, which is a ValueError, for a path that is no text
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    escaped = escaped.replace("$", "$$") if variables else escaped
    return f'"{escaped}"'


def _plain(title: str) -> str:
    """In a description `%` begins a specifier, and a backslash at the end would go on in the next line."""
    line = "".join(letter if letter.isprintable() else " " for letter in title)
    return line.replace("%", "%%").rstrip("\\")
