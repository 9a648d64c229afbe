"""What a writer that is killed writes, one numbered step after the other, and how many steps are there afterwards.

Run as a program it writes: each line of its standard input is the number of the last step; a child of it goes on from
there, and says so after each step, until it is killed.
"""

from __future__ import annotations

import json
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from skelly_tray.adapters.audit.log import AuditLog, verify_files
from skelly_tray.adapters.memory_file import MemoryFile
from skelly_tray.adapters.secrets.index import Index
from skelly_tray.config.atomic import replace_file
from skelly_tray.config.home import Home
from skelly_tray.config.last_good import LastGood, read_last_good, write_last_good
from skelly_tray.config.overrides import read_overrides
from skelly_tray.config.revisions import Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import one_at_a_time, write_texts
from skelly_tray.keeper.ids import SpawnIds
from skelly_tray.modules.ai_integration.diary import Diary, Said
from skelly_tray.modules.cute_figurine.memory import Memory as FigurineMemory
from skelly_tray.modules.data_capture.pause import Pause
from skelly_tray.modules.event_bus.durable_file import DurableFile

KEPT = 12
"""Revisions; so that some are forgotten too."""
NAMES = ("orchestrator.toml", "modules/a.toml", "modules/b.toml")


def texts_of(number: int) -> Texts:
    """All differ from step to step; a file comes and goes."""
    text = f"# {number}\n" + "#" * (number % 7) * 900
    files = dict.fromkeys(NAMES, text) | ({"modules/c.toml": text} if number % 2 else {})
    return Texts(files, {}, {"modules.a.n": number})


def number_of(texts: Texts) -> int:
    """Fails for a mixture."""
    number = int(texts.overrides.get("modules.a.n", 0))
    assert texts == (texts_of(number) if number else Texts()), f"a mixture: {texts}"
    return number


class Steps(ABC):
    """Made anew for each life of the writer."""

    def __init__(self, home: Home) -> None:
        self.home = home

    @abstractmethod
    def step(self, number: int) -> None:
        """On disk when it returns."""

    @abstractmethod
    def seen(self) -> int:
        """The newest that is there as a whole, 0 for none. Fails for what is torn."""


class Files(Steps):
    """Files and overrides, changed together."""

    def step(self, number: int) -> None:
        with one_at_a_time(self.home):
            write_texts(self.home, texts_of(number - 1) if number > 1 else Texts(), texts_of(number))

    def seen(self) -> int:
        return number_of(read_texts(self.home))


class Overrides(Steps):
    def step(self, number: int) -> None:
        with one_at_a_time(self.home):
            before = read_texts(self.home)
            write_texts(self.home, before, Texts({}, {}, {f"modules.m{n}.n": n for n in range(1, number % 30 + 2)}
                                                 | {"modules.a.n": number}))  # fmt: skip

    def seen(self) -> int:
        found = read_overrides(self.home)
        number = int(found.pop("modules.a.n", 0))
        assert found == ({f"modules.m{n}.n": n for n in range(1, number % 30 + 2)} if number else {})
        return number


class History(Steps):
    """Revisions."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.kept = Revisions(home, most=KEPT)

    def step(self, number: int) -> None:
        before = texts_of(number - 1) if number > 1 else Texts()
        rev = self.kept.add(before, texts_of(number), by="cli", why=str(number), at=float(number))
        self.kept.mark(rev, "committed")

    def seen(self) -> int:
        known = self.kept.list()
        numbers = [number_of(self.kept.texts_at(one.rev)) for one in known]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        assert len(known) in (0, min(len(known), KEPT)) and [one.rev for one in known] == [
            n + 1 for n in numbers
        ]
        return numbers[-1] if numbers else 0


class Good(Steps):
    def step(self, number: int) -> None:
        write_last_good(self.home, LastGood(texts_of(number), {"modules/x.toml": str(number)}))

    def seen(self) -> int:
        found = read_last_good(self.home)
        number = number_of(found.texts) if found else 0
        assert found is None or found.set_aside == {"modules/x.toml": str(number)}
        return number


class Memory(Steps):
    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.lost: list[str] = []
        self.file = MemoryFile(
            home.state, lambda _, title, text: self.lost.append(title + text), lambda c: c()
        )

    def step(self, number: int) -> None:
        assert self.file._write(json.dumps({"n": number, "more": "x" * (number % 7) * 900}).encode())

    def seen(self) -> int:
        found = self.file.load()
        self.file.close()
        assert not self.lost, self.lost
        assert found.get("more", "") == "x" * (found.get("n", 0) % 7) * 900
        return int(found.get("n", 0))


class Vault:
    """Outlives the writer, as a keyring does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def get(self, name: str) -> bytes | None:
        path = self._folder / name.replace("/", "-")
        return path.read_bytes() if path.exists() else None

    def set(self, name: str, value: bytes) -> None:
        replace_file(self._folder / name.replace("/", "-"), value)


class Audit(Steps):
    """The audit log, rotated now and then. Its verdict is asked before anybody has mended anything."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.vault = Vault(home.run / "vault")
        self.log: AuditLog | None = None

    def step(self, number: int) -> None:
        if self.log is None:
            self.log = AuditLog(self.home.state, self.vault, max_bytes=20_000, keep=3)
        told = {"time": "now", "kind": "config", "what": str(number), "by": "cli", "detail": {}}
        self.log.append([told, {**told, "kind": "action"}])
        if number % 5 == 0:
            self.log.anchor()

    def seen(self) -> int:
        verdict = verify_files(self.home.state, self.vault)
        fresh = self.vault.get("audit/anchor") is None
        assert verdict.verdict == "whole" or (fresh and verdict.verdict == "unknown"), verdict
        found = 0
        for path in self.home.state.glob("audit.jsonl*"):
            for line in path.read_bytes().split(b"\n")[:-1]:
                entry = json.loads(line)
                found = max(found, int(entry["what"]) if entry["kind"] == "action" else 0)
        return found


class Secrets(Steps):
    def step(self, number: int) -> None:
        Index(self.home.state).put(f"s{number % 20}", "keyring", str(number))

    def seen(self) -> int:
        index = Index(self.home.state)
        assert index.trouble() == ""
        found = [int(entry["changed"]) for entry in index.entries().values()]
        assert sorted(found) == list(range(max(found, default=0) - len(found) + 1, max(found, default=0) + 1))
        return max(found, default=0)


class Subscribers(Steps):
    def step(self, number: int) -> None:
        file = DurableFile(self.home.state)
        file.write([("m", (f"t{number}",)), *(("n", (f"t{n}",)) for n in range(number % 50))])
        assert file.problem is None

    def seen(self) -> int:
        found = DurableFile(self.home.state).read()
        number = next((int(topics[0][1:]) for module, topics in found if module == "m"), 0)
        assert len(found) == (1 + number % 50 if number else 0)
        return number


class Paused(Steps):
    def step(self, number: int) -> None:
        Pause(self.home.state / "pause.json").begin(float(number))

    def seen(self) -> int:
        left = Pause(self.home.state / "pause.json").left(0.0)
        return int(left)


class Spoken(Steps):
    """The messages that were said; those of long ago are forgotten."""

    def step(self, number: int) -> None:
        diary = Diary(self.home.state / "diary.json")
        diary.add(Said(number, "break", "A tea?", "local", "melting"))
        assert not diary.trouble

    def seen(self) -> int:
        diary = Diary(self.home.state / "diary.json")
        assert not diary.set_aside
        return diary.said[-1].time if diary.said else 0


class Stood(Steps):
    """Where the figurine was put."""

    def step(self, number: int) -> None:
        memory = FigurineMemory(self.home.state / "figurine.json")
        memory.put(str(number), 0.5, 0.5)
        memory.save()
        assert not memory.trouble

    def seen(self) -> int:
        memory = FigurineMemory(self.home.state / "figurine.json")
        assert not memory.set_aside
        return int(memory.kept.last or 0)


class Ids(Steps):
    """Spawn ids: a step takes a block of them, and none may come twice."""

    def step(self, number: int) -> None:
        ids = SpawnIds(str(self.home.state / "keeper.ids"))
        taken = ids.take()
        assert taken > (number - 1) * 256, "an id was issued twice"

    def seen(self) -> int:
        path = self.home.state / "keeper.ids"
        number = int(path.read_text()) if path.exists() else 1
        assert number % 256 == 1
        return number // 256


class Whole(Steps):
    """What a change of the configuration writes, all of it, one after the other."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.parts = [kind(home) for kind in (Files, History, Good, Audit)]

    def step(self, number: int) -> None:
        for part in self.parts:
            part.step(number)

    def seen(self) -> int:
        numbers = [part.seen() for part in self.parts]
        assert numbers == sorted(numbers, reverse=True) and numbers[0] - numbers[-1] <= 1, numbers
        if numbers[0] != numbers[-1]:  # what a start makes good
            for part, number in zip(self.parts, numbers, strict=True):
                if number < numbers[0]:
                    part.step(numbers[0])
        return numbers[0]


KINDS: dict[str, Callable[[Home], Steps]] = {
    kind.__name__: kind
    for kind in (
        Files,
        Overrides,
        History,
        Good,
        Memory,
        Audit,
        Secrets,
        Subscribers,
        Paused,
        Spoken,
        Stood,
        Ids,
        Whole,
    )
}


def home_of(folder: Path) -> Home:
    return Home(folder / "config", folder / "state", folder / "logs", folder / "run")


def main() -> None:
    make, home = KINDS[sys.argv[1]], home_of(Path(sys.argv[2]))

    def say(text: str) -> None:  # in one piece, whenever it is killed
        os.write(1, text.encode() + b"\n")

    for line in sys.stdin:
        if os.fork() == 0:
            say(f"pid {os.getpid()}")
            number, steps = int(line), make(home)
            while True:
                number += 1
                steps.step(number)
                say(f"wrote {number}")
        os.wait()
        say("gone")


if __name__ == "__main__":
    main()
