"""The control methods of the configuration: each change is one edit for the transaction, whoever asks."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.app.control_config import ConfigMethods
from skelly_tray.config.edits import fingerprint
from skelly_tray.config.home import find_home
from skelly_tray.config.texts import read_texts
from skelly_tray.rpc.errors import ErrorCode, RpcError
from tests.cli.fake_config import FakeConfigCore
from tests.rpc.serving import Peer, serving

WEB = 'command = ["true"]\n\n[settings]\nport = 80 # low\n'


async def check(module: str | None) -> None:
    if module != "web":
        raise RpcError(ErrorCode.NO_SUCH_MODULE, f"no module {module}")


@asynccontextmanager
async def asking(home: Path) -> AsyncIterator[tuple[FakeConfigCore, Peer]]:
    made = find_home(str(home))
    made.create()
    (made.modules_dir / "web.toml").write_text(WEB)
    core = FakeConfigCore(made)
    async with serving(ConfigMethods(core, made, check).methods()) as served:
        yield core, await served.peer()


async def result(peer: Peer, method: str, **params: Any) -> Any:
    answer = await peer.ask(method, **params)
    assert "result" in answer, answer
    return answer["result"]


KEY = "modules.web.settings.port"


async def test_set_and_unset_are_overrides_unless_saved(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        assert (await result(peer, "config.set", key=KEY, value=81))["revision"] == 2
        assert read_texts(core.home).overrides == {KEY: 81}
        assert await result(peer, "config.get", key=KEY) == {"key": KEY, "value": 81, "origin": "override"}
        await result(peer, "config.unset", key=KEY)
        assert await result(peer, "config.get", key=KEY) == {"key": KEY, "value": 80, "origin": "file"}
        await result(peer, "config.set", key=KEY, value=82, save=True, by="ui")
        assert read_texts(core.home).files["modules/web.toml"] == WEB.replace("80", "82")
        await result(peer, "config.unset", key=KEY, save=True, by="api")
        assert "port" not in read_texts(core.home).files["modules/web.toml"]
        assert core.asked == [
            ("cli", f"set {KEY}"), ("cli", f"unset {KEY}"), ("ui", f"set {KEY}"), ("api", f"unset {KEY}"),
        ]  # fmt: skip


async def test_an_override_without_effect_is_refused_with_the_reason(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        report = await result(peer, "config.set", key="orchestrator.sample_interval", value="7x")
        assert "7x" in report["errors"][0] and report["revision"] is None
        report = await result(peer, "config.set", key="modules.wbe.name", value="x")
        assert 'did you mean "web"?' in report["errors"][0]
        report = await result(peer, "config.set", key=KEY, value=None, save=True)
        assert report["errors"] == ["modules/web.toml: settings.port: null is no value of TOML"]
        assert core.asked == [] and read_texts(core.home) == core.running


async def test_the_text_of_the_window_goes_the_same_way(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        await result(peer, "config.update", module="web", text='command = ["false"]\n')
        assert read_texts(core.home).files["modules/web.toml"] == 'command = ["false"]\n'
        await result(peer, "config.update", module="orchestrator", text="parallel_startup = true\n", by="cli")
        assert core.asked == [("ui", "edited modules/web.toml"), ("cli", "edited orchestrator.toml")]
        report = await result(peer, "config.update", module="web", text="a\0")
        assert "NUL" in report["errors"][0]
        assert (await peer.ask("config.update", module="w", text=""))["error"][
            "code"
        ] == ErrorCode.NO_SUCH_MODULE
        assert await result(peer, "config.text", module="web") == ["config.text", {"module": "web"}]


async def test_history_diff_and_rollback(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        assert (await result(peer, "config.diff"))["lines"] == []
        assert (await peer.ask("config.rollback"))["error"]["message"].startswith(
            "there is nothing to go back to"
        )
        await result(peer, "config.set", key=KEY, value=82, save=True)
        assert "+port = 82 # low" in (await result(peer, "config.diff"))["lines"]
        rows = await result(peer, "config.history")
        assert [(row["rev"], row["by"]) for row in rows] == [(1, "file"), (2, "cli")]
        assert [row["rev"] for row in await result(peer, "config.history", count=1)] == [2]
        assert "-port = 82 # low" not in (await result(peer, "config.diff", rev=1))["lines"]
        assert "+port = 82 # low" in (await result(peer, "config.diff", rev=2))["lines"]
        assert (await peer.ask("config.diff", rev=77))["error"]["message"] == "there is no revision 77"
        await result(peer, "config.rollback")
        assert read_texts(core.home) == core.running
        await result(peer, "config.rollback", rev=2)
        assert "82" in read_texts(core.home).files["modules/web.toml"]
        assert (await peer.ask("config.rollback", rev=77))["error"]["message"] == "there is no revision 77"


async def test_validate_names_every_error_on_disk(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        assert (await result(peer, "config.validate"))["errors"] == []
        (core.home.modules_dir / "web.toml").write_text('nme = 1\ncommand = ["true"]\ndepends_on = 7\n')
        assert len((await result(peer, "config.validate"))["errors"]) == 2


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("config.set", {"key": KEY}, "value must be given"),
        ("config.set", {"key": "modules.web.nme", "value": 1}, "modules.web.name"),
        ("config.set", {"key": KEY, "value": 1, "save": 1}, "save must be"),
        ("config.set", {"key": KEY, "value": 1, "by": "file"}, "by must be one of api, cli, ui"),
        ("config.set", {"key": 7, "value": 1}, "key must be a string"),
        ("config.rollback", {"rev": -1}, "rev must be"),
        ("config.rollback", {"rev": True}, "rev must be"),
        ("config.get", {"kee": KEY}, "key"),
    ],
)
async def test_wrong_params_are_named_and_nothing_is_done(
    tmp_path: Path, method: str, params: dict[str, Any], said: str
) -> None:
    async with asking(tmp_path) as (core, peer):
        error = (await peer.ask(method, **params))["error"]
        assert error["code"] == ErrorCode.INVALID_PARAMS and said in error["message"]
        assert core.asked == []


async def test_a_file_that_cannot_be_read_is_said_by_get(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        (core.home.modules_dir / "web.toml").write_text("= 1")
        assert "is not TOML" in (await peer.ask("config.get", key=KEY))["error"]["message"]


async def test_a_text_that_is_not_saved_is_validated_key_by_key_and_compared(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        text = WEB.replace("80", "81")
        answer = await result(
            peer, "config.validate", module="web", text=text + 'x = "y"\n[limits]\nmax_cpu = 1\n'
        )
        assert [found["key"] for found in answer["found"]] == ["limits.max_cpu"]
        assert "unknown key" in answer["found"][0]["text"] and "modules/" not in answer["found"][0]["text"]
        assert answer["errors"] == [f"modules/web.toml: limits.max_cpu: {answer['found'][0]['text']}"]
        found = await result(peer, "config.diff", module="web", text=text)
        assert "+port = 81 # low" in found["lines"] and found["errors"] == []
        found = await result(peer, "config.diff", module="orchestrator", text="stable_after = 7\n")
        assert "+stable_after = 7" in found["lines"]
        assert core.asked == [] and read_texts(core.home) == core.running


async def test_a_save_that_says_what_it_was_made_from_overwrites_nothing_else(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        was, text = fingerprint(WEB), WEB.replace("80", "81")
        (core.home.modules_dir / "web.toml").write_text(WEB + "# by hand\n")
        report = await result(peer, "config.update", module="web", text=text, was=was)
        assert "changed by somebody else meanwhile" in report["errors"][0]
        assert read_texts(core.home).files["modules/web.toml"].endswith("# by hand\n")
        (core.home.modules_dir / "web.toml").write_text(WEB)
        report = await result(peer, "config.update", module="web", text=text, was=was, by="ui")
        assert report["errors"] == [] and read_texts(core.home).files["modules/web.toml"] == text


async def test_a_module_is_added_once_and_the_text_of_the_orchestrator_is_had_too(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        report = await result(peer, "config.add", module="new", text='command = ["true"]\n', by="ui")
        assert report["errors"] == [] and core.asked == [("ui", "added the module new")]
        report = await result(peer, "config.add", module="new", text="", by="ui")
        assert "is there already" in report["errors"][0]
        answer = await result(peer, "config.text", module="orchestrator")
        assert (
            answer["text"] == "" and answer["errors"] == [] and answer["path"].endswith("orchestrator.toml")
        )
        fields = (await result(peer, "config.schema", module="web"))["fields"]
        assert ["startup_timeout"] in [field["path"] for field in fields]


async def test_a_module_is_removed_and_its_name_must_be_one(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        assert (await peer.ask("config.remove", module="wbe"))["error"]["code"] == ErrorCode.NO_SUCH_MODULE
        report = await result(peer, "config.remove", module="web", by="ui")
        assert report["errors"] == [] and "modules/web.toml" not in read_texts(core.home).files
        assert core.asked == [("ui", "removed the module web")]
        assert "is not there" in (await result(peer, "config.remove", module="web"))["errors"][0]


async def test_a_module_that_others_need_is_removed_only_by_force_and_they_are_named(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        for name, edge in (("b", '{ module = "web" }'), ("a", '"web"'), ("c", '"webs"')):
            (core.home.modules_dir / f"{name}.toml").write_text(
                f'command = ["true"]\ndepends_on = [{edge}]\n'
            )
        report = await result(peer, "config.remove", module="web")
        assert report["needed_by"] == ["a", "b"] and "a, b cannot run without web" in report["errors"][0]
        assert core.asked == [] and "modules/web.toml" in read_texts(core.home).files
        report = await result(peer, "config.remove", module="web", force=True)
        assert report["needed_by"] == ["a", "b"] and report["errors"] == []
        assert "modules/web.toml" not in read_texts(core.home).files


@pytest.mark.parametrize("bad", ["we b", "../x", "system", "WEB", "x" * 65])
async def test_what_can_be_no_module_is_refused_with_the_nearest_name(tmp_path: Path, bad: str) -> None:
    async with asking(tmp_path) as (_, peer):
        for method, params in (("config.schema", {}), ("config.diff", {"text": 'command = ["true"]'})):
            error = (await peer.ask(method, module=bad, **params))["error"]
            assert error["code"] == ErrorCode.NO_SUCH_MODULE, method
        assert (await result(peer, "config.schema", module="new"))["fields"]
        assert (await result(peer, "config.diff", module="new", text='command = ["true"]'))["lines"]


async def test_a_text_whose_program_is_nowhere_is_warned_of(tmp_path: Path) -> None:
    async with asking(tmp_path) as (_, peer):
        answer = await result(peer, "config.validate", module="new", text='command = ["no-such-thing"]\n')
        assert answer["errors"] == [] and 'no program "no-such-thing"' in answer["warnings"][0]
        answer = await result(peer, "config.validate", module="new", text='command = ["sh"]\n')
        assert answer["warnings"] == []


async def test_a_home_is_begun_once_from_a_template_that_there_is(tmp_path: Path) -> None:
    async with asking(tmp_path) as (core, peer):
        refused = await result(peer, "config.begin", template="skelly")
        assert "there is a configuration already" in refused["errors"][0]
        answer = await peer.ask("config.begin", template="skully")
        assert "empty, minimal, skelly" in answer["error"]["message"]
        for path in (core.home.orchestrator_file, *core.home.modules_dir.iterdir()):
            path.unlink(missing_ok=True)
        report = await result(peer, "config.begin", template="minimal", notifications=False)
        assert report["errors"] == []
        assert tomllib.loads(core.home.orchestrator_file.read_text())["notifications"] == {"enabled": False}
        assert "http.server" in (core.home.modules_dir / "example.toml").read_text()
