"""Search over everything that can be set: words against names, meanings, keys and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skelly_tray.ui.present.config_form import FieldView
from skelly_tray.ui.present.settings_pages import THE_REST, placed
from skelly_tray.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. page: its key. anchor: the key of a setting, or the name of what is none. words: what else
    it may be looked for by."""

    page: str
    anchor: str
    label: str
    help: str = ""
    words: str = ""


def entries(fields: Iterable[FieldView], pages: Iterable[str]) -> list[Entry]:
    """All that can be found, page by page. fields: of all keys."""
    claimed, ordered = placed(), list(pages)
    found = [
        Entry(
            claimed.get(field.key, THE_REST), field.key, field.label, field.help, field.key.replace("_", " ")
        )
        for field in fields
    ]
    return sorted([*found, *_actions()], key=lambda entry: ordered.index(entry.page))


def found_in(known: Sequence[Entry], words: str, titles: Mapping[str, str]) -> list[Entry]:
    """Those that have every word; what has them in its name comes first. titles: of the pages."""
    wanted = words.lower().split()
    if not wanted:
        return []
    hits = [(_rank(entry, wanted, titles.get(entry.page, "")), entry) for entry in known]
    return [entry for rank, entry in sorted((hit for hit in hits if hit[0] < MISS), key=lambda hit: hit[0])]


MISS = 3


def _rank(entry: Entry, wanted: Sequence[str], title: str) -> int:
    label = entry.label.lower()
    whole = " ".join((label, entry.help, entry.anchor, entry.words, title)).lower()
    if not all(word in whole for word in wanted):
        return MISS
    if label.startswith(wanted[0]) and all(word in label for word in wanted):
        return 0
    return 1 if all(word in label for word in wanted) else 2


def _actions() -> list[Entry]:
    """What is no key of the file."""
    return [
        Entry("general", "autostart", tr("Start at login"), words=tr("autostart boot session")),
        Entry("notifications", "snooze", tr("Snooze notifications"), words=tr("quiet do not disturb pause")),
        Entry("notifications", "test", tr("Send a test notification"), words=tr("try desktop server")),
        Entry("modules", "modules", tr("Modules and their files"), words=tr("enable disable add edit toml")),
        Entry("secrets", "keyring", tr("Keyring and secrets"), words=tr("password token passphrase lock")),
        Entry("secrets", "audit", tr("Check the audit log"), words=tr("verify chain who changed what")),
        Entry("advanced", "paths", tr("Folders of Skelly Tray"), words=tr("path config state logs open")),
        Entry("advanced", "doctor", tr("Look at this machine"), words=tr("doctor diagnostics platform")),
        Entry("advanced", "report", tr("Save a report"), words=tr("bug export diagnostics support")),
        Entry("advanced", "history", tr("History and text of the configuration"),
              words=tr("revisions undo rollback orchestrator.toml")),
    ]  # fmt: skip
