"""Secrets in the engine: asked for before a start, given to one launch, waited for, changed, and hidden."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, SecretRef
from skelly_tray.domain.events import Notified
from skelly_tray.engine.native import _Launch
from skelly_tray.engine.ports import LaunchRequest, ProbeTarget
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble
from tests.engine.test_native_launches import bus, native, request_of, up
from tests.engine.worlds import Bench, FakeLauncher, module

VALUE, OTHER = "canary of the engine", "rotated canary"


class FakeSecrets:
    """Values in memory. `gate`: not set while a keyring takes its time."""

    def __init__(self, **values: str) -> None:
        self.values = dict(values)
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = 0

    async def resolve(self, names: Iterable[str]) -> Mapping[str, str]:
        self.asked += 1
        await self.gate.wait()
        try:
            return {name: self.values[name] for name in names}
        except KeyError as error:
            raise SecretsUnavailable(SecretTrouble.MISSING, f"there is no secret {error.args[0]}") from None

    async def set(self, name: str, value: str, *, session: bool = False) -> str:
        self.values[name] = value
        return "keyring"

    async def delete(self, name: str) -> bool:
        return self.values.pop(name, None) is not None

    async def names(self) -> list[str]:
        return sorted(self.values)

    async def entries(self) -> list[dict[str, Any]]:
        return [{"name": n, "kept_in": "keyring", "since": None, "changed": None} for n in self.values]

    async def status(self) -> dict[str, Any]:
        return {"keeps_in": "keyring"}

    async def unlock(self, passphrase: str | None) -> dict[str, Any]:
        return {"unlocked": "keyring", "made": False}

    async def lock(self) -> None:
        return


class Launcher(FakeLauncher):
    """Passes the environment on, as the real one does."""

    def surroundings(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        request = super().surroundings(descriptor, key, stop_rank)
        object.__setattr__(request, "environment", {str(k): str(v) for k, v in descriptor.env.items()})
        return request


class FakeAudit:
    def __init__(self) -> None:
        self.entries: list[str] = []

    def record(self, kind: str, what: str, *, by: str, detail: Mapping[str, Any] | None = None) -> None:
        self.entries.append(f"{kind} {what} {by} {detail}")


def bench_of(folder: Path, secrets: FakeSecrets, *modules: ModuleDescriptor) -> Bench:
    bench = Bench(folder, modules)
    bench.secrets, bench.launcher = secrets, Launcher()
    return bench


def web(**fields: Any) -> ModuleDescriptor:
    return module("web", **{"env": {"TOKEN": SecretRef("token")}, **fields})


def row(bench: Bench, name: str = "web") -> Any:
    return bench.core.publisher.snapshot().modules[name]


async def test_a_value_goes_into_that_one_launch_and_into_nothing_that_is_kept_or_shown(
    tmp_path: Path,
) -> None:
    async with bench_of(tmp_path, FakeSecrets(token=VALUE), web(), module("other")) as bench:
        await bench.core.start_system()
        request = request_of(bench, "web")
        assert request.environment == {"TOKEN": VALUE}
        assert VALUE not in repr(request)
        kept = str([bench.journal.entries, bench.memory.stored, bench.processes.notes, row(bench)])
        assert VALUE not in kept
        assert VALUE not in str(request_of(bench, "other").environment)


async def test_a_stop_while_its_secret_is_asked_for_ends_the_start(tmp_path: Path) -> None:
    secrets = FakeSecrets(token=VALUE)
    async with bench_of(tmp_path, secrets, web()) as bench:
        secrets.gate.clear()
        starting = asyncio.get_running_loop().create_task(bench.core.start_system())
        await bench.until(lambda: secrets.asked == 2)  # once before anything was read, once for the start
        report = await bench.core.act({"do": "stop", "modules": ["web"]}, wait=True, timeout=5)
        assert report["ok"], report
        secrets.gate.set()
        await starting
        assert bench.processes.requests == [] and row(bench).state == "stopped"


async def test_a_module_that_waits_starts_when_its_secret_is_set_and_the_audit_log_has_its_name_only(
    tmp_path: Path,
) -> None:
    secrets, audit = FakeSecrets(), FakeAudit()
    bench = bench_of(tmp_path, secrets, web())
    bench.audit = audit
    async with bench:
        await bench.core.start_system()
        assert row(bench).state == "waiting" and row(bench).reason == "there is no secret token"
        told = await bench.core.secrets.set("token", VALUE, session=False, by="ui")
        assert told["used_by"] == ["web"] and told["renewed"] == []
        await bench.until(lambda: row(bench).ready)
        assert any("the secret token was set ui" in entry for entry in audit.entries)
        assert VALUE not in str(audit.entries)


async def test_a_module_that_is_removed_while_its_secret_is_stored_is_no_trouble(tmp_path: Path) -> None:
    class Slow(FakeSecrets):
        async def set(self, name: str, value: str, *, session: bool = False) -> str:
            await self.gate.wait()
            return await super().set(name, value)

    secrets = Slow()
    async with bench_of(tmp_path, secrets) as bench:
        path = tmp_path / "config/modules/web.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('command = ["web"]\nenv = { TOKEN = { secret = "token" } }\n')
        await bench.core.start_system()
        await bench.core.files_changed()
        await bench.until(lambda: row(bench).state == "waiting")
        secrets.gate.clear()
        storing = asyncio.get_running_loop().create_task(
            bench.core.secrets.set("token", VALUE, session=False, by="ui")
        )
        await asyncio.sleep(0)
        path.unlink()
        await bench.core.files_changed()
        await bench.until(lambda: "web" not in bench.core.publisher.snapshot().modules)
        secrets.gate.set()
        told = await storing
        assert (told["kept_in"], told["renewed"]) == ("keyring", [])


async def test_what_waits_is_tried_again_by_itself(tmp_path: Path) -> None:
    secrets = FakeSecrets()
    async with bench_of(tmp_path, secrets, web()) as bench:
        await bench.core.start_system()
        assert row(bench).state == "waiting"
        secrets.values["token"] = VALUE  # as when the user unlocks the keyring of the desktop
        await bench.until(lambda: row(bench).ready)


async def test_what_a_module_says_of_itself_is_shown_without_its_secret(tmp_path: Path) -> None:
    async with bench_of(tmp_path, FakeSecrets(token=VALUE), web()) as bench:
        await bench.core.start_system()
        incarnation = next(iter(bench.processes.live))
        bench.core._engine.post(Notified(ModuleId("web"), incarnation, {"STATUS": f"logged in by {VALUE}"}))
        await bench.until(lambda: row(bench).reason == "logged in by •••")
        assert VALUE not in str(bench.journal.entries)


async def test_settings_of_native_modules_hold_the_value_for_the_bus_alone(tmp_path: Path) -> None:
    secrets = FakeSecrets(token=VALUE)
    described = native("a", settings={"login": [{"token": SecretRef("token")}], "port": 1})
    async with bench_of(tmp_path, secrets, bus(), described) as bench:
        await up(bench, "a")
        (grant,) = bench.bus.granted
        assert grant.settings == {"login": [{"token": VALUE}], "port": 1}
        assert VALUE not in repr(grant) + str(request_of(bench, "a"))
        asked: list[Any] = []

        async def ask(module: str, method: str, params: Mapping[str, Any], timeout: float) -> Any:
            asked.append((module, method, params))
            return {}

        bench.bus.ask = ask  # type: ignore[method-assign]
        await bench.core.secrets.set("token", OTHER, session=False, by="ui")
        await bench.until(lambda: bool(asked))
        ((name, method, params),) = asked
        assert (name, method) == ("a", "config.update")
        assert params == {"settings": {"login": [{"token": OTHER}], "port": 1}, "changed": ["login"]}
        assert len(bench.processes.requests) == 2


def test_nothing_that_holds_a_value_shows_it_when_it_is_printed() -> None:
    target = ProbeTarget.__dataclass_fields__
    assert not target["environment"].repr and not target["secrets"].repr
    assert VALUE not in repr(_Launch("k", ModuleId("a"), secret=VALUE, settings={"x": VALUE}))
