"""The chain of the audit log, pure: how an entry is sealed, and what a set of files proves. No disk, no clock.

Each line is the canonical JSON of one entry. `mac` is its HMAC-SHA-256 under the key whose short id is `key`; `prev` is
the SHA-256 of the whole line before it, so that a checked entry vouches for all before it, also for those whose key is
lost. The head anchor, kept elsewhere, vouches for the last one. What was written after the anchor can be cut unnoticed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

START = "0" * 64
"""`prev` of the first entry there ever was."""
NO_KEYRING = "no keyring keeps the key: what follows can be verified within this session only"
"""First entry of a session whose key is in its memory alone."""

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number, the hash of its line, and how many rotations there were."""

    seq: int = 0
    hash: str = START
    rotations: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """verdict: `whole`, `broken`, or `unknown` for what cannot be known. wrong: the kind of damage. file, line, seq: of
    the first entry that is wrong. incomplete: the last line has no end, as a crash leaves it."""

    verdict: str
    text: str
    entries: int = 0
    wrong: str | None = None
    file: str | None = None
    line: int | None = None
    seq: int | None = None
    incomplete: bool = False


def key_id(key: bytes) -> str:
    return hashlib.sha256(b"skelly-tray audit key " + key).hexdigest()[:12]


def line_hash(line: bytes) -> str:
    """Of a line without its newline."""
    return hashlib.sha256(line).hexdigest()


def encode(entry: Mapping[str, Any]) -> bytes:
    """The canonical form, without a newline."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def seal(entry: Mapping[str, Any], seq: int, prev: str, key: bytes) -> bytes:
    """The line of an entry, without a newline."""
    whole = {**entry, "seq": seq, "prev": prev, "key": key_id(key)}
    return encode({**whole, "mac": _mac(whole, key)})


def _mac(entry: Mapping[str, Any], key: bytes) -> str:
    return hmac.new(key, encode(entry), hashlib.sha256).hexdigest()


def parse(line: bytes) -> Entry | None:
    """None if it is no entry in canonical form."""
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict) or encode(entry) != line:
            return None
    except (ValueError, RecursionError):
        return None
    if type(entry.get("seq")) is not int or not all(
        isinstance(entry.get(name), str) for name in ("prev", "key", "mac", "kind", "what", "by", "time")
    ):
        return None
    return entry


def verify(
    files: Sequence[tuple[str, bytes]], keys: Sequence[bytes], anchor: Head | None, closed: str = ""
) -> Verdict:
    """What the files (oldest first) prove. anchor: None when there is none to be had. closed: why the keyring cannot be
    asked, or nothing."""
    return _Check(files, {key_id(key): key for key in keys}, anchor, closed).run()


def kept_keys(files: Sequence[tuple[str, bytes]]) -> set[str]:
    """Ids of the keys that seal them, without those that a session had in its memory alone."""
    found: set[str] = set()
    in_memory: set[str] = set()
    for _, content in files:
        for entry in filter(None, map(parse, content.splitlines())):
            found.add(entry["key"])
            if _begins_session(entry):
                in_memory.add(entry["key"])
    return found - in_memory


def _begins_session(entry: Entry) -> bool:
    return bool(entry["kind"] == "audit" and entry["what"] == NO_KEYRING)


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    raw: bytes


class _Check:
    def __init__(
        self,
        files: Sequence[tuple[str, bytes]],
        keys: Mapping[str, bytes],
        anchor: Head | None,
        closed: str,
    ) -> None:
        self._keys = keys
        self._anchor = anchor
        self._closed = closed
        self._lines: list[_Line] = []
        self._torn: list[_Line] = []
        for name, content in files:
            *whole, rest = content.split(b"\n")
            self._lines += [_Line(name, number, raw) for number, raw in enumerate(whole, 1)]
            if rest:
                self._torn.append(_Line(name, len(whole) + 1, rest))
        self._last_file = files[-1][0] if files else None
        self._unproven: list[Entry] = []
        self._in_memory: set[str] = set()
        self._proven = 0
        """The first proven entry after all that are not; 0 for none."""
        self._oldest = 0
        self._anchored = False

    def run(self) -> Verdict:
        for torn in self._torn:
            if torn.file != self._last_file:
                return self._broken(torn, None, "edited", "a rotated file has a line without an end")
        entries = [parse(line.raw) for line in self._lines]
        before: Entry | None = None
        prev = START
        for index, (line, entry) in enumerate(zip(self._lines, entries, strict=True)):
            wrong = self._wrong(line, entry, before, prev, entries[index + 1 :])
            if wrong:
                return self._broken(line, entry, *wrong)
            assert entry is not None
            before, prev = entry, line_hash(line.raw)
            self._oldest = max(self._oldest, _oldest_named(entry))
        return self._end(before, entries)

    def _wrong(
        self, line: _Line, entry: Entry | None, before: Entry | None, prev: str, later: Sequence[Entry | None]
    ) -> tuple[str, str] | None:
        """What is wrong with this entry: the kind and a sentence."""
        if entry is None:
            return "edited", "the line is no entry as we write them"
        key = self._keys.get(entry["key"])
        if _begins_session(entry):
            self._in_memory.add(entry["key"])
        if key is None:
            self._unproven.append(entry)
            self._proven = 0
        elif not hmac.compare_digest(_mac({n: v for n, v in entry.items() if n != "mac"}, key), entry["mac"]):
            return "edited", "its seal does not fit what it says"
        else:
            self._proven = self._proven or entry["seq"]
        if self._anchor and entry["seq"] == self._anchor.seq:
            self._anchored = True
            if line_hash(line.raw) != self._anchor.hash:
                return "replayed", "it is not the entry that was the newest one when it was last anchored"
        if before is None:
            return None
        expected = before["seq"] + 1
        if entry["seq"] < expected:
            return "inserted", "an entry of before stands here again"
        if entry["seq"] > expected:
            if any(other and other["seq"] == expected for other in later):
                return "reordered", f"entry {expected} should stand here, and comes later"
            return "removed", f"entries {expected} to {entry['seq'] - 1} are missing before it"
        if entry["prev"] != prev:
            return "edited", "the entry before it was changed, or one of the two is from another time"
        return None

    def _end(self, last: Entry | None, entries: Sequence[Entry | None]) -> Verdict:
        anchor, first = self._anchor, entries[0] if entries else None
        where = self._lines[-1] if self._lines else _Line(self._last_file or "audit.jsonl", 0, b"")
        if anchor and anchor.seq > (last["seq"] if last else 0):
            text = f"entries up to {anchor.seq} were written: the end was cut, or older files were put back"
            return self._broken(where, last, "tail cut", text)
        starts = first["seq"] if first else 1
        if anchor and not anchor.seq and starts == 1:
            self._anchored = True  # it was set before there was anything
        begins = starts == 1 and first is not None and first["prev"] != START
        if first and (begins or starts > max(1, self._oldest)):
            return self._broken(self._lines[0], first, "removed", "older entries are missing before it")
        if anchor and anchor.seq >= max(1, self._oldest) and not self._anchored:
            return self._broken(where, last, "removed", f"the anchored entry {anchor.seq} is missing")
        return self._judge(len(entries))

    def _judge(self, count: int) -> Verdict:
        torn = " An incomplete last line is what a crash leaves." if self._torn else ""
        incomplete = bool(self._torn)
        if self._unproven:
            wrong, text = self._doubt(count)
            first = self._unproven[0]["seq"]
            return Verdict("unknown", text + torn, count, wrong, seq=first, incomplete=incomplete)
        if count and not self._anchored:
            what = (
                "no anchor to be had now"
                if self._anchor is None
                else "an anchor of an entry that was dropped since"
            )
            text = (
                f"all {count} entries fit, but the keyring has {what}: whether newer ones were cut off at the end"
                f" cannot be told.{torn}"
            )
            return Verdict("unknown", text, count, "anchor missing", incomplete=incomplete)
        return Verdict("whole", f"all {count} entries are whole.{torn}", count, incomplete=incomplete)

    def _doubt(self, count: int) -> tuple[str, str]:
        """Why some entries cannot be checked: the kind, and what that means."""
        some, first = len(self._unproven), self._unproven[0]["seq"]
        which = (
            f"none of the {count} entries can be checked"
            if some == count
            else f"{some} of the {count} entries, the first of them {first}, cannot be checked"
        )
        meaning = (
            "whoever may write the file can have changed, removed or added any of them, and nothing shows it"
        )
        if self._closed:
            cure = "This says nothing against them: verify again when it can be asked"
            return (
                "key missing",
                f"{which}: the keyring cannot be asked ({self._closed}). {cure}.{self._held()}",
            )
        if any(entry["key"] not in self._in_memory for entry in self._unproven):
            gone = (
                "the keyring can be asked and has not got their key: it was deleted, or is in another keyring"
            )
            return "key gone", f"{which}: {gone}. Without it {meaning}.{self._held()}"
        gone = "they were written while no keyring could be asked, and their key has ended with that session"
        return "key missing", f"{which}: {gone}. So {meaning}.{self._held()}"

    def _held(self) -> str:
        """What holds entries that have no key: the hashes of a later one, or of the anchor, cover all before it."""
        if self._proven:
            return (
                f" What stands before entry {self._proven} has not been changed since that one was written."
            )
        if self._anchor and self._anchor.seq and self._anchored:
            return f" The keyring's anchor fits: up to entry {self._anchor.seq} they are as when it was set."
        return ""

    def _broken(self, line: _Line, entry: Entry | None, wrong: str, text: str) -> Verdict:
        seq = entry["seq"] if entry else None
        return Verdict("broken", text, len(self._lines), wrong, line.file, line.number, seq)


def _oldest_named(entry: Entry) -> int:
    """The first entry that was kept by the rotation that this one tells of."""
    detail = entry.get("detail")
    found = detail.get("oldest") if entry["kind"] == "audit" and isinstance(detail, dict) else None
    return found if type(found) is int else 0
