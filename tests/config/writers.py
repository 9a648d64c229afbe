"""Everybody who keeps files of ours, as tests of disks and kills need them: what was there, a write, what is there."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from skelly_tray.adapters.audit.log import AuditLog, verify_files
from skelly_tray.adapters.memory_file import MemoryFile
from skelly_tray.adapters.secrets.index import Index
from skelly_tray.config.errors import ConfigError
from skelly_tray.config.home import Home
from skelly_tray.config.init import init, is_configured
from skelly_tray.config.last_good import LastGood, read_last_good, write_last_good
from skelly_tray.config.load import load, prepared
from skelly_tray.config.revisions import Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import one_at_a_time, write_texts
from skelly_tray.engine.secret_port import SecretsUnavailable
from skelly_tray.modules.ai_integration.diary import Diary, Said
from skelly_tray.modules.cute_figurine.memory import Memory as FigurineMemory
from skelly_tray.modules.data_capture.pause import Pause
from skelly_tray.modules.event_bus.durable_file import DurableFile

OLD, NEW, PART = "old", "new", "part"
WEB, DB, BUS = "modules/web.toml", "modules/db.toml", "orchestrator.toml"


def home_in(folder: Path) -> Home:
    home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
    home.create()
    return home


class NotTakenError(Exception):
    """The writer has told that the disk did not take it."""


class Writer(ABC):
    """Made with the old content on disk. `write` changes it to the new one and returns only if it is there. `seen`: OLD
    or NEW, whatever a start has to do first; fails for everything else. exact: a write that failed leaves the old."""

    exact = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = home_in(folder)

    @abstractmethod
    def write(self) -> None:
        """Raises NotTakenError and OSError."""

    def start(self) -> None:
        """What is done at the next start, before anything is read."""
        prepared(self.home)

    @abstractmethod
    def seen(self) -> str:
        """What is there now."""


class OneChange(Writer):
    """A change of all kinds of files at once: another text, a new one, none, one for a file that cannot be read."""

    exact = True
    before = Texts({BUS: "# 1\n", WEB: "\ufeff# ä\r\n", DB: "# 1\n"}, {}, {"modules.web.n": 1})
    after = Texts({BUS: "# 2\n", WEB: "# 2\n", "modules/c.toml": "# 2\n"}, {}, {"modules.web.n": 2})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with one_at_a_time(self.home):
            write_texts(self.home, Texts(), self.before)
        (self.home.modules_dir / "odd.toml").write_bytes(b"\xff")
        self.raw = self._raw()

    def _raw(self) -> dict[str, bytes]:
        files = [self.home.orchestrator_file, *self.home.modules_dir.glob("[!.]*")]
        return {path.name: path.read_bytes() for path in [*files, self.home.state / "overrides.json"]}

    def write(self) -> None:
        with one_at_a_time(self.home):
            before = read_texts(self.home)
            if before.files.keys() & {"modules/c.toml", "modules/odd.toml"}:
                raise AssertionError("it is there already")
            odd = {**self.after.files, "modules/odd.toml": "# 2\n"}
            error = before.refused.get("modules/odd.toml") or ConfigError("", "", "")
            if before.files != {name: text.lstrip("\ufeff") for name, text in self.before.files.items()}:
                raise NotTakenError(f"the disk did not even say what is there: {before.refused}")
            write_texts(
                self.home,
                replace(before, refused={"modules/odd.toml": error}, overrides=self.before.overrides),
                Texts(odd, {}, self.after.overrides),
            )

    def seen(self) -> str:
        raw = self._raw()
        if raw == self.raw:
            return OLD
        assert raw.pop("odd.toml.unreadable") == b"\xff"
        found = read_texts(self.home)
        assert (found.files, found.overrides, found.refused) == (
            {**self.after.files, "modules/odd.toml": "# 2\n"},
            self.after.overrides,
            {},
        )
        return NEW


class Kept(Writer):
    """A revision."""

    texts = Texts({WEB: "1"}), Texts({WEB: "2"}, {}, {"a": 1}), Texts({WEB: "3", DB: "3"}, {}, {"a": 2})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        Revisions(self.home).add(self.texts[0], self.texts[1], by="cli", why="1", at=1.0)

    def write(self) -> None:
        Revisions(self.home).add(self.texts[1], self.texts[2], by="cli", why="2", at=2.0)

    def start(self) -> None:
        super().start()
        # Its folder is swept when it is written to: the same change again, if it is not there.
        if len(Revisions(self.home).list()) == 2:
            self.write()

    def seen(self) -> str:
        kept = Revisions(self.home)
        numbers = [one.rev for one in kept.list()]
        assert [kept.texts_at(rev) for rev in numbers] == list(self.texts[: len(numbers)])
        return {2: OLD, 3: NEW}[len(numbers)]


class Good(Writer):
    """The last good configuration."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        write_last_good(self.home, LastGood(Texts({WEB: "1"})))

    def write(self) -> None:
        write_last_good(self.home, LastGood(Texts({WEB: "2"}, {}, {"a": 2}), {DB: "bad"}))

    def start(self) -> None:
        super().start()
        found = read_last_good(self.home)
        assert found is not None
        write_last_good(self.home, found)

    def seen(self) -> str:
        found = read_last_good(self.home)
        return {LastGood(Texts({WEB: "1"})).texts.files[WEB]: OLD, "2": NEW}[
            found.texts.files[WEB] if found else ""
        ]


class Memory(Writer):
    """What is remembered of modules."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path = self.home.state / "modules.json"
        self.path.write_text('{"n": 1}')
        self.path.chmod(0o600)
        self.keeps = MemoryFile(self.home.state, lambda *_: None, lambda call: call())

    def write(self) -> None:
        if not self.keeps._write(b'{"n": 2}'):
            raise NotTakenError

    def seen(self) -> str:
        return {1: OLD, 2: NEW}[json.loads(self.path.read_bytes())["n"]]


class Secrets(Writer):
    """The list of secrets."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        Index(self.home.state).put("one", "keyring", "now")

    def write(self) -> None:
        try:
            Index(self.home.state).put("two", "keyring", "now")
        except SecretsUnavailable as error:
            raise NotTakenError from error

    def seen(self) -> str:
        return {("one",): OLD, ("one", "two"): NEW}[tuple(Index(self.home.state).entries())]


class Vault:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def set(self, name: str, value: bytes) -> None:
        self.kept[name] = value


def entry(number: int) -> dict[str, Any]:
    return {"time": "now", "kind": "config", "what": f"number {number}", "by": "cli", "detail": {}}


class Audit(Writer):
    """Three entries of the audit log; of which the first may be there and the last not, after a kill."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.vault = Vault()
        self.log = AuditLog(self.home.state, self.vault)
        self.log.append([entry(1)])
        self.log.anchor()

    def write(self) -> None:
        self.log.append([entry(2), entry(3), entry(4)])

    def start(self) -> None:
        super().start()
        self.log = AuditLog(self.home.state, self.vault)
        self.log.anchor()

    def seen(self) -> str:
        verdict = verify_files(self.home.state, self.vault)
        assert verdict.verdict == "whole", verdict
        path = self.home.state / "audit.jsonl"
        found = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
        told = [one["what"] for one in found if one["kind"] != "audit"]
        assert told == [f"number {n}" for n in range(1, len(told) + 1)]
        return {1: OLD, 4: NEW}.get(len(told), PART)


class Migration(Writer):
    """A file of an older version."""

    old = 'command = ["true"]\nstartup_timeout = { secs = 5, nanos = 0 }\n'

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path = self.home.modules_dir / "web.toml"
        self.path.write_text(self.old)
        self.path.chmod(0o600)

    def write(self) -> None:
        loaded = load(self.home)
        if loaded.errors or "could not be" in "".join(map(str, loaded.warnings)):
            raise NotTakenError

    def start(self) -> None:
        super().start()
        self.write()

    def seen(self) -> str:
        folder = self.home.state / "backups"
        kept = [path.read_text() for path in folder.glob("[!.]*")] if folder.exists() else []
        if self.path.read_text() == self.old:
            assert kept in ([], [self.old])
            return OLD
        assert kept == [self.old] and not load(self.home, record=False).warnings
        return NEW


class Starter(Writer):
    """The configuration that a first start writes: none of it, or all."""

    exact = True
    files = frozenset(
        {
            BUS,
            *(
                f"modules/{name}.toml"
                for name in (
                    "event_bus",
                    "data_capture",
                    "storage",
                    "ai_integration",
                    "analysis_engine",
                    "gamification",
                    "cute_figurine",
                )
            ),
        }
    )

    def write(self) -> None:
        try:
            init(self.home, "skelly")
        except Exception as error:
            raise NotTakenError from error

    def seen(self) -> str:
        if not is_configured(self.home):
            return OLD
        loaded = load(self.home, record=False)
        assert loaded.errors == () and set(read_texts(self.home).files) == self.files
        return NEW


class Subscribers(Writer):
    """Who has subscribed to what, in the bus."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.file = DurableFile(self.home.state)
        self.file.write([("a", ("x",))])

    def write(self) -> None:
        self.file.write([("a", ("x",)), ("b", ("y",))])
        if self.file.problem:
            raise NotTakenError

    def start(self) -> None:
        self.file = DurableFile(self.home.state)

    def seen(self) -> str:
        return {1: OLD, 2: NEW}[len(self.file.read())]


class Paused(Writer):
    """A pause that was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pause = Pause(self.home.state / "pause.json")

    def write(self) -> None:
        self.pause.begin(1000.0)

    def start(self) -> None:
        self.pause = Pause(self.home.state / "pause.json")

    def seen(self) -> str:
        left = Pause(self.home.state / "pause.json").left(0.0)
        return {0.0: OLD, 1000.0: NEW}[left]


class Resumed(Paused):
    """A pause that was ended."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pause.begin(1000.0)

    def write(self) -> None:
        self.pause.end()

    def seen(self) -> str:
        return {OLD: NEW, NEW: OLD}[super().seen()]


class Spoken(Writer):
    """A message that was said."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.start()
        self._say(OLD)

    def write(self) -> None:
        self._say(NEW)

    def _say(self, text: str) -> None:
        self.diary.add(Said(1, "break", text, "local", "melting"))
        if self.diary.trouble:
            raise NotTakenError

    def start(self) -> None:
        self.diary = Diary(self.home.state / "diary.json")

    def seen(self) -> str:
        return Diary(self.home.state / "diary.json").said[-1].text


class Stood(Writer):
    """Where the figurine was put."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.start()
        self._put(OLD)

    def write(self) -> None:
        self._put(NEW)

    def _put(self, screen: str) -> None:
        self.memory.put(screen, 0.5, 0.5)
        self.memory.save()
        if self.memory.trouble:
            raise NotTakenError

    def start(self) -> None:
        self.memory = FigurineMemory(self.home.state / "figurine.json")

    def seen(self) -> str:
        return FigurineMemory(self.home.state / "figurine.json").kept.last


WRITERS: tuple[Callable[[Path], Writer], ...] = (
    OneChange,
    Kept,
    Good,
    Memory,
    Secrets,
    Audit,
    Migration,
    Starter,
    Subscribers,
    Spoken,
    Stood,
    Paused,
    Resumed,
)
