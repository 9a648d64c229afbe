"""Every revision of the configuration: who changed what, when and why, and all texts as they were.

One folder, `state/revisions`: an index of JSON lines, and each text once, named by its hash. A text is on disk before
the index names it, and the index is replaced as a whole, so a crash costs at most the revision that was being added; a
line that cannot be read costs only itself. References to secrets are kept as the names that they are.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from skelly_tray.config.atomic import make_folder, replace_file, replace_if_other, sweep_leftovers
from skelly_tray.config.home import Home
from skelly_tray.config.state_files import read_state
from skelly_tray.config.texts import Texts

FOLDER = "revisions"
INDEX = "index.jsonl"
MOST = 200
MOST_BYTES = 20 * 1024 * 1024
LONGEST_WHY = 300
"""Characters of a reason."""
PENDING, COMMITTED, ROLLED_BACK, REJECTED = "pending", "committed", "rolled_back", "rejected"
VERDICTS = (PENDING, COMMITTED, ROLLED_BACK, REJECTED)


class NoSuchRevisionError(LookupError):
    """There is none of that number, or a text of it is gone; the message says so."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One change. at: seconds since 1970. changed: names of files, full keys of overrides. verdict: one of VERDICTS,
    verdict_why: the reason of it. files: hash of each text after the change, by name; overrides: hash of them all.
    base: the revision that it was made from; 0: none."""

    rev: int
    at: float
    by: str
    why: str
    changed: tuple[str, ...]
    verdict: str = PENDING
    verdict_why: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    overrides: str = ""
    base: int = 0

    @property
    def hashes(self) -> set[str]:
        return {*self.files.values(), self.overrides}

    def row(self) -> dict[str, Any]:
        """For people and programs: without hashes."""
        return {
            "rev": self.rev,
            "at": self.at,
            "by": self.by,
            "why": self.why,
            "changed": list(self.changed),
            "verdict": self.verdict,
            "verdict_why": self.verdict_why,
        }


class Revisions:
    """All calls block on the disk; one writer at a time, who holds the transaction's lock. Raises OSError when the disk
    does not take a write, and then nothing has changed that can be seen; unless only the last sync has failed."""

    def __init__(self, home: Home, *, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._folder = home.state / FOLDER
        self._most = most
        self._most_bytes = most_bytes

    def add(
        self, before: Texts, after: Texts, *, by: str, why: str, at: float, verdict: str = PENDING
    ) -> int:
        """Keep the change from `before` to `after`; its number, which rises by one each time.

        When no revision holds `before`, as at the very first change or after one that nobody told us of, it is made one
        first, so that no way back leads past it. A change of nothing is a revision too.
        """
        make_folder(self._folder)
        sweep_leftovers(self._folder)
        known, found = self.list(), self._keep(before)
        base = next((one for one in reversed(known) if (one.files, one.overrides) == found), None)
        if base is None:
            number = known[-1].rev + 1 if known else 1
            base = Revision(
                number,
                at,
                "file",
                "as it was found",
                (),
                COMMITTED,
                "",
                *found,
                known[-1].rev if known else 0,
            )
            known = (*known, base)
        number = known[-1].rev + 1
        kept = self._keep(after)
        changed = tuple(sorted(changed_names(before, after)))
        newest = Revision(number, at, by, why[:LONGEST_WHY], changed, verdict, "", *kept, base.rev)
        self._write((*known, newest))
        return number

    def mark(self, rev: int, verdict: str, why: str = "") -> None:
        """What came of it. A revision that is no longer kept is passed over."""
        if verdict not in VERDICTS:
            raise ValueError(f"{verdict} is no verdict")
        known = self.list()
        told = tuple(
            replace(one, verdict=verdict, verdict_why=why[:LONGEST_WHY]) if one.rev == rev else one
            for one in known
        )
        if told != known:
            self._write(told)

    def list(self) -> tuple[Revision, ...]:
        """Those that can be read, oldest first. Raises OSError when the index cannot be read."""
        try:
            lines = read_state(self._folder / INDEX).split(b"\n")
        except FileNotFoundError:
            return ()
        found = {one.rev: one for one in map(_revision, lines) if one is not None}
        return tuple(found[rev] for rev in sorted(found))

    def get(self, rev: int) -> Revision:
        """Raises NoSuchRevisionError."""
        for one in self.list():
            if one.rev == rev:
                return one
        raise NoSuchRevisionError(f"there is no revision {rev}")

    def texts_at(self, rev: int) -> Texts:
        """All texts after that change. Raises NoSuchRevisionError."""
        return self._texts(self.get(rev))

    def before(self, rev: int) -> Texts:
        """All texts before that change; nothing where there was none, or it is no longer kept."""
        base = self.get(rev).base
        return next((self._texts(one) for one in self.list() if one.rev == base), Texts())

    def last_good(self) -> Revision | None:
        """Where `rollback` goes: the newest before the last one that is neither rejected nor rolled back."""
        usable = [one for one in self.list()[:-1] if one.verdict not in (REJECTED, ROLLED_BACK)]
        return usable[-1] if usable else None

    def _texts(self, one: Revision) -> Texts:
        files = {name: self._read(one.rev, digest).decode() for name, digest in one.files.items()}
        return Texts(files, {}, json.loads(self._read(one.rev, one.overrides)))

    def _read(self, rev: int, digest: str) -> bytes:
        try:
            content = read_state(self._folder / digest)
        except OSError as error:
            raise NoSuchRevisionError(f"a text of revision {rev} is gone: {error.strerror}") from error
        if _digest(content) != digest:
            raise NoSuchRevisionError(f"a text of revision {rev} was changed since")
        return content

    def _keep(self, texts: Texts) -> tuple[dict[str, str], str]:
        files = {name: self._store(text.encode()) for name, text in texts.files.items()}
        return files, self._store(json.dumps(dict(texts.overrides), sort_keys=True).encode())

    def _store(self, content: bytes) -> str:
        digest = _digest(content)
        replace_if_other(self._folder / digest, content)
        return digest

    def _write(self, known: Sequence[Revision]) -> None:
        kept = self._bounded(known)
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in kept]
        replace_file(self._folder / INDEX, "".join(f"{line}\n" for line in lines).encode())
        self._forget({digest for one in kept for digest in one.hashes})

    def _bounded(self, known: Sequence[Revision]) -> Sequence[Revision]:
        """The newest that fit; the newest of all always does, and one to go back to."""
        kept: deque[Revision] = deque()
        counted: dict[str, int] = {}
        for one in reversed(known[-self._most :]):
            counted |= {digest: self._size(digest) for digest in one.hashes - counted.keys()}
            if sum(counted.values()) > self._most_bytes and len(kept) > 1:
                break
            kept.appendleft(one)
        return kept

    def _size(self, digest: str) -> int:
        try:
            return (self._folder / digest).stat().st_size
        except OSError:
            return 0

    def _forget(self, needed: set[str]) -> None:
        """Texts that no revision names. What cannot be removed only takes space, and is tried again each time."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                if len(path.name) == _DIGITS and path.name not in needed:
                    path.unlink(missing_ok=True)


def changed_names(before: Texts, after: Texts) -> set[str]:
    """Files, and full keys of overrides, that differ. A file that can no longer be read has not changed; one that could
    not be read before, and can be now, has."""
    files = set(_differing(before.files, after.files)) - after.refused.keys()
    return {*files, *_differing(before.overrides, after.overrides)}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    nothing = object()
    for name in {**before, **after}:
        if before.get(name, nothing) != after.get(name, nothing):
            yield name


def _digest(content: bytes) -> str:
    import hashlib  # on first use: it brings OpenSSL, 5 MiB

    return hashlib.sha256(content).hexdigest()


_DIGITS = 64
"""Of a hash, which is the name of the file with that text."""


def _revision(line: bytes) -> Revision | None:
    """None for a torn line, and for what is not ours."""
    try:
        found = json.loads(line)
        one = Revision(
            rev=found["rev"],
            at=float(found["at"]),
            by=str(found["by"]),
            why=str(found["why"]),
            changed=tuple(map(str, found["changed"])),
            verdict=found["verdict"],
            verdict_why=str(found["verdict_why"]),
            files=dict(found["files"]),
            overrides=found["overrides"],
            base=found["base"],
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = type(one.rev) is type(one.base) is int and one.rev > one.base >= 0 and one.verdict in VERDICTS
    return one if sound and all(map(_is_digest, one.hashes)) else None


def _is_digest(value: object) -> bool:
    """It becomes part of a path."""
    return isinstance(value, str) and len(value) == _DIGITS and set(value) <= set("0123456789abcdef")
