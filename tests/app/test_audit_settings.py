"""[audit] reaches the log that it is about, and values never reach the log."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.audit.chain import Verdict
from skelly_tray.app.control_audit import AuditMethods
from skelly_tray.app.parts import audit_of
from skelly_tray.app.secret_helper import secret_helper
from skelly_tray.config.home import Home
from skelly_tray.domain.orchestrator_config import AuditConfig
from skelly_tray.rpc.errors import ErrorCode, RpcError


async def test_size_and_number_are_the_bounds_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, int] = {}

    def made(folder: Path, _vault: object, _issues: object, _deliver: object, **bounds: int) -> None:
        given.update(bounds)
        assert folder == tmp_path / "state"

    monkeypatch.setattr("skelly_tray.app.parts.AuditFile", made)
    home = Home(*(tmp_path / name for name in ("config", "state", "logs", "run")))
    loop, helper = asyncio.get_running_loop(), secret_helper()
    audit_of(home, AuditConfig(max_mb=2.0, keep=7), lambda *_: None, loop, helper)
    assert given == {"max_bytes": 2 * 2**20, "keep": 7}


class FakeAudit:
    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def record(self, kind: str, what: str, *, by: str, detail: Any = None) -> None:
        self.told.append((kind, what, by, detail))

    def verify(self) -> Future[Verdict]:
        return Future()


async def test_a_method_that_changes_something_is_recorded_without_the_value() -> None:
    audit = FakeAudit()
    methods = AuditMethods(audit).around({"config.set": lambda p, c: "done", "status": lambda p, c: "up"})
    asked = {"key": "modules.web.priority", "value": "canary", "by": "ui"}
    connection: Any = type("Closed", (), {"socket": None})()
    assert await methods["config.set"](asked, connection) == "done"
    assert methods["status"]({}, connection) == "up"
    assert audit.told == [("action", "asked for: config.set", "ui", {"key": "modules.web.priority"})]


async def test_where_the_window_is_is_not_recorded_but_other_calls_are() -> None:
    audit = FakeAudit()
    methods = AuditMethods(audit).around({"call": lambda p, c: "done"})
    connection: Any = type("Closed", (), {"socket": None})()
    for method in ("keep_clear", "hide"):
        assert await methods["call"]({"module": "cute_figurine", "method": method}, connection) == "done"
    assert await methods["call"]({"module": ["cute_figurine"], "method": {}}, connection) == "done"
    assert await methods["call"]({"module": "another", "method": "keep_clear"}, connection) == "done"
    assert [detail.get("method") for _, _, _, detail in audit.told] == ["hide", None, "keep_clear"]


async def test_what_is_no_name_of_a_secret_is_not_written_down_for_it_may_be_a_value() -> None:
    audit = FakeAudit()

    async def refuse(params: Any, connection: Any) -> Any:
        raise RpcError(ErrorCode.INVALID_PARAMS, "the name of a secret is empty")

    known = {
        "secret.set": refuse,
        "secret.delete": lambda p, c: {"deleted": p["name"] == "db", "used_by": []},
    }
    methods = AuditMethods(audit).around(known)
    connection: Any = type("Closed", (), {"socket": None})()
    with pytest.raises(RpcError):
        await methods["secret.set"]({"name": "canary", "value": "x"}, connection)
    await methods["secret.delete"]({"name": "canary"}, connection)
    assert len(audit.told) == 2 and "canary" not in str(audit.told)
    await methods["secret.delete"]({"name": "db"}, connection)
    assert audit.told[-1][3] == {"name": "db"}


async def test_refused_peers_are_recorded_and_many_are_counted_instead() -> None:
    audit = FakeAudit()
    methods = AuditMethods(audit)
    connection: Any = type("Closed", (), {"socket": None})()
    for _ in range(100):
        methods.turned_away(connection, RpcError(ErrorCode.DENIED, "only the user who runs this may use it"))
    assert [entry[:2] for entry in audit.told] == [
        ("access", "refused: only the user who runs this may use it")
    ]
