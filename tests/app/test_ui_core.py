"""The user interface's ports beside the core: a view's own work never comes between the core's effects."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.app.attached import AttachedCore
from skelly_tray.app.calling import call_here
from skelly_tray.app.ui_core import InProcessCore
from skelly_tray.config.home import Home
from skelly_tray.domain.status import ModuleState
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import ErrorCode, RpcError

Entries = Sequence[Mapping[str, Any]]


class Journal:
    """Stands for the orchestrator; only its journal is listened to."""

    def __init__(self) -> None:
        self.readers: list[Callable[[Entries], None]] = []

    def subscribe_journal(self, callback: Callable[[Entries], None]) -> Callable[[], None]:
        self.readers.append(callback)
        return lambda: self.readers.remove(callback)

    def add(self, *entries: Mapping[str, Any]) -> None:
        for reader in list(self.readers):
            reader(entries)


async def nobody(method: str, params: Mapping[str, Any]) -> Any:
    raise AssertionError(method)


@dataclass(frozen=True)
class Row:
    state: ModuleState


def answering(params: dict[str, Any], connection: Connection) -> Any:
    return {"asked": params, "row": Row(ModuleState.RUNNING)}


async def refusing(params: dict[str, Any], connection: Connection) -> Any:
    raise RpcError(ErrorCode.DENIED, "the keyring is locked")


async def test_a_window_in_the_same_process_calls_what_the_control_socket_offers() -> None:
    methods = {"answering": answering, "refusing": refusing, "watch": answering}

    async def call(method: str, params: Mapping[str, Any]) -> Any:
        return await call_here(methods, method, params)

    tasks: list[asyncio.Future[Any]] = []

    def start(work: Any, name: str) -> Any:
        tasks.append(asyncio.ensure_future(work))

    core = InProcessCore(Journal(), call, start)  # type: ignore[arg-type]
    answers: list[Any] = []
    errors: list[str] = []
    for method in ("answering", "refusing", "watch", "nothing"):
        core.query(method, {"module": "web"}, answers.append, errors.append)
    await asyncio.gather(*tasks)
    assert answers == [{"asked": {"module": "web"}, "row": {"state": "running"}}], "plain data"
    assert errors[0] == "the keyring is locked" and len(errors) == 3


async def test_journal_entries_come_in_a_later_turn_in_their_order_and_not_after_the_end() -> None:
    journal, heard = Journal(), list[Any]()
    core = InProcessCore(journal, nobody, lambda work, name: asyncio.ensure_future(work))  # type: ignore[arg-type]
    end = core.subscribe_journal(lambda entries: heard.extend(entry["seq"] for entry in entries))
    journal.add({"seq": 1})
    journal.add({"seq": 2}, {"seq": 3})
    assert heard == []
    await asyncio.sleep(0)
    assert heard == [1, 2, 3]
    journal.add({"seq": 4})
    end()
    await asyncio.sleep(0)
    assert heard == [1, 2, 3] and journal.readers == []


async def test_the_journal_of_a_core_elsewhere_is_heard_until_unsubscribed(home: Any) -> None:
    place = Home(home / "c", home / "s", home / "l", home / "r")
    core = AttachedCore(place, lambda work, name: asyncio.ensure_future(work), lambda: None, lambda: None)
    heard: list[Any] = []
    end = core.subscribe_journal(heard.extend)
    core._told("journal", {"seq": 1})
    end()
    end()
    core._told("journal", {"seq": 2})
    assert heard == [{"seq": 1}]
