"""Secrets as a list for people, never a value: where each is kept, who uses it; and how the places stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.measures import clock_time
from skelly_tray.ui.present.words import tr, trn


@dataclass(frozen=True, slots=True)
class SecretLine:
    """missing: it is used, and there is none. users: ids of modules."""

    name: str
    kept: str
    used_by: str
    changed: str
    missing: bool
    users: tuple[str, ...]
    symbol: Symbol
    tone: Tone


@dataclass(frozen=True, slots=True)
class Keeping:
    """How the places stand, in words, and what can be done: the keyring can be unlocked, the file be made, unlocked or
    locked. can_store: a new secret has a place that outlives us."""

    text: str
    symbol: Symbol
    tone: Tone
    can_store: bool
    unlock_keyring: bool = False
    make_file: bool = False
    unlock_file: bool = False
    lock_file: bool = False


def place_of(kept_in: str | None) -> str:
    """Where it is kept, for people."""
    known = {
        "keyring": tr("the system's keyring"),
        "file": tr("the file behind your passphrase"),
        "session": tr("memory, until Skelly Tray ends"),
    }
    return known.get(kept_in or "", tr("nowhere: it is missing") if kept_in is None else str(kept_in))


def secret_lines(answer: Mapping[str, Any], names: Mapping[str, str], now: float) -> list[SecretLine]:
    """The answer of `secret.list`; what is missing comes first. names: of modules, by id. now: seconds since the
    epoch."""
    found = [_line(one, names, now) for one in answer.get("secrets") or ()]
    return sorted(found, key=lambda line: (not line.missing, line.name))


def _line(one: Mapping[str, Any], names: Mapping[str, str], now: float) -> SecretLine:
    kept_in, users = one.get("kept_in"), tuple(map(str, one.get("used_by") or ()))
    missing = kept_in is None
    return SecretLine(
        name=str(one["name"]),
        kept=place_of(kept_in),
        used_by=", ".join(names.get(user, user) for user in users) or tr("nobody"),
        changed=clock_time(one.get("changed"), now),
        missing=missing,
        users=users,
        symbol=Symbol.SQUARE if missing else Symbol.DOT,
        tone=Tone.BAD if missing else Tone.GOOD if users else Tone.CALM,
    )


def counted(lines: Sequence[SecretLine]) -> str:
    """How many there are, and how many that are used are missing."""
    kept, missing = sum(not line.missing for line in lines), sum(line.missing for line in lines)
    said = (
        trn("{n} secret is kept.", "{n} secrets are kept.", kept)
        if lines
        else tr("There are no secrets yet.")
    )
    if missing:
        said += " " + trn("{n} that is used is missing.", "{n} that are used are missing.", missing)
    return said


def keeping(status: Mapping[str, Any], used: bool) -> Keeping:
    """The answer of `secret.status`. used: there are secrets, or some that are missing."""
    keyring, file = status["keyring"], str(status["file"])
    state, backend = str(keyring["state"]), str(keyring.get("backend") or tr("keyring"))
    lock = file == "unlocked"
    if state == "ready":
        text = tr("New secrets are kept in the system's keyring ({backend}).", backend=backend)
        return Keeping(text, Symbol.DOT, Tone.GOOD, True, unlock_file=file == "locked", lock_file=lock)
    words = {
        "locked": tr("The system's keyring is locked."),
        "timed_out": tr("The system's keyring does not answer."),
        "denied": tr("The system's keyring refuses us."),
        "unavailable": tr("There is no keyring in this session."),
    }
    said, locked = words.get(state, str(keyring.get("text") or state)), state == "locked"
    if lock:
        text = tr("{keyring} New secrets are kept in the file behind your passphrase.", keyring=said)
        return Keeping(text, Symbol.TRIANGLE, Tone.WARN, True, unlock_keyring=locked, lock_file=True)
    if file == "locked":
        text = tr("{keyring} The file behind your passphrase is locked.", keyring=said)
    else:
        text = tr("{keyring} A file behind a passphrase of yours can keep secrets instead.", keyring=said)
    if status.get("waiting"):
        symbol, tone = Symbol.SQUARE, Tone.BAD
    else:  # nobody misses anything, and where there are no secrets nobody will
        symbol, tone = (Symbol.TRIANGLE, Tone.WARN) if used else (Symbol.RING, Tone.CALM)
    return Keeping(
        text, symbol, tone, False,
        unlock_keyring=locked, make_file=file == "none", unlock_file=file == "locked",
    )  # fmt: skip


def stored(answer: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is said after a secret has been set."""
    place = place_of(str(answer.get("kept_in")))
    text = tr("{name} is kept in {place}.", name=answer.get("name"), place=place)
    renewed = [names.get(str(m), str(m)) for m in answer.get("renewed") or ()]
    if renewed:
        text += " " + tr("The new value is handed to: {names}.", names=", ".join(renewed))
    return text


def delete_question(line: SecretLine) -> str:
    """What deleting it means."""
    if not line.users:
        return tr("{name} is deleted. No module uses it.", name=line.name)
    return trn(
        "{name} is used by {names}, which goes on with the value it has, and cannot be started again without it.",
        "{name} is used by {names}, which go on with the value they have, and cannot be started again without it.",
        len(line.users), name=line.name, names=line.used_by,
    )  # fmt: skip


def refuse_name(name: str, known: Sequence[str]) -> str:
    """Why a secret cannot be called that; "" when it can."""
    if not name.strip():
        return tr("A secret needs a name, such as {example}", example="web/token")
    if name in known:
        return tr("There is a secret of that name; replace it instead")
    return ""
