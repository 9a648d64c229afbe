"""The control methods of an import: a look that changes nothing, one change for all, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skelly_tray.app.control_config import ConfigMethods
from skelly_tray.app.control_import import ImportMethods
from skelly_tray.config.home import find_home
from skelly_tray.config.texts import read_texts
from skelly_tray.rpc.errors import ErrorCode
from tests.app.test_control_config import check, result
from tests.cli.fake_config import FakeConfigCore
from tests.rpc.serving import Peer, serving

COMPOSE = """
services:
  db: {command: postgres, image: "postgres:16"}
  web: {command: serve, depends_on: [db]}
  gone: {image: x}
volumes: {}
"""


class Place:
    def __init__(self, folder: Path, core: FakeConfigCore, peer: Peer) -> None:
        self.core, self.peer = core, peer
        self.file = folder / "compose.yaml"
        self.file.write_text(COMPOSE)

    async def plan(self, **params: Any) -> Any:
        return await result(self.peer, "import.plan", file=str(self.file), **params)

    async def write(self, found: Any, **params: Any) -> Any:
        chosen = [{"id": each["id"], "text": each["text"]} for each in found["modules"] if each["wanted"]]
        return await result(self.peer, "import.write", modules=chosen, **params)

    @property
    def files(self) -> set[str]:
        return {name.removeprefix("modules/") for name in read_texts(self.core.home).files}


async def with_place(folder: Path, act: Any) -> None:
    home = find_home(str(folder / "home"))
    home.create()
    core = FakeConfigCore(home)
    methods = {**ConfigMethods(core, home, check).methods(), **ImportMethods(core, home).methods()}
    async with serving(methods) as served:
        await act(Place(folder, core, await served.peer()))


async def test_a_look_says_all_of_it_and_changes_nothing(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        found = await place.plan()
        assert (found["format"], found["folder"]) == ("compose", str(place.core.home.modules_dir))
        web = found["modules"][1]
        assert (web["id"], web["command"], web["needs"], web["there"]) == ("web", ["serve"], ["db"], False)
        assert found["left_out"][0]["name"] == "gone" and "volumes" in found["notes"][0]
        assert place.files == set() and place.core.asked == []

    await with_place(tmp_path, act)


async def test_all_are_one_change_which_can_be_taken_back(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        report = await place.write(await place.plan(), **{"from": "/somewhere/compose.yaml"})
        assert place.files == {"db.toml", "web.toml"}
        assert place.core.asked == [("ui", "imported db, web from compose.yaml")]
        await result(place.peer, "config.undo", rev=report["revision"])
        assert place.files == set()

    await with_place(tmp_path, act)


async def test_one_that_is_there_already_keeps_all_of_them_out(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        (place.core.home.modules_dir / "web.toml").write_text("command = ['mine']\n")
        found = await place.plan()
        assert [each["there"] for each in found["modules"]] == [False, True]
        refused = await place.write(found)
        assert "web.toml" in refused["errors"][0] and place.files == {"web.toml"}
        await place.write(found, replace=True)
        assert (
            place.files == {"db.toml", "web.toml"}
            and "serve" in (read_texts(place.core.home).files["modules/web.toml"])
        )

    await with_place(tmp_path, act)


async def test_what_is_not_wanted_is_not_needed_unless_it_is_there(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        found = await place.plan(without=["db"])
        assert [each["wanted"] for each in found["modules"]] == [False, True]
        assert "depends_on" not in found["modules"][1]["text"]
        assert any("needs db" in note for note in found["modules"][1]["notes"])
        (place.core.home.modules_dir / "db.toml").write_text("command = ['mine']\n")
        found = await place.plan(without=["db"])
        assert 'depends_on = [{module = "db"' in found["modules"][1]["text"].replace("{ ", "{")
        found = await place.plan(rename=True)
        assert [each["id"] for each in found["modules"]] == ["db-2", "web"]
        assert '"db-2"' in found["modules"][1]["text"]

    await with_place(tmp_path, act)


async def test_only_that_change_is_taken_back_and_nothing_that_was_edited_since(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        report = await place.write(await place.plan())
        other = place.core.home.modules_dir / "other.toml"
        other.write_text("command = ['x']\ndepends_on = ['web']\n")
        refused = await result(place.peer, "config.undo", rev=report["revision"])
        assert "other cannot run without web" in refused["errors"][0] and "db.toml" in place.files
        other.write_text("command = ['x']\n")
        web = place.core.home.modules_dir / "web.toml"
        web.write_text(web.read_text() + "# mine\n")
        refused = await result(place.peer, "config.undo", rev=report["revision"])
        assert "somebody else" in refused["errors"][0] and "db.toml" in place.files
        web.write_text(web.read_text().removesuffix("# mine\n"))
        await result(place.peer, "config.undo", rev=report["revision"])
        assert place.files == {"other.toml"}

    await with_place(tmp_path, act)


async def test_an_override_is_taken_back_alone(tmp_path: Path) -> None:
    async def act(place: Place) -> None:
        key = "orchestrator.sample_interval"
        report = await result(place.peer, "config.set", key=key, value="7s")
        await place.write(await place.plan())
        await result(place.peer, "config.undo", rev=report["revision"])
        assert read_texts(place.core.home).overrides == {} and "web.toml" in place.files

    await with_place(tmp_path, act)


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("import.plan", {"file": "compose.yaml"}, "absolute"),
        ("import.plan", {"file": "/nowhere/at/all"}, "no file"),
        ("import.plan", {"file": "/etc/hostname"}, "none of what can be imported"),
        ("import.plan", {"file": "/etc/hostname", "format": "toml"}, "format must be one of"),
        ("import.plan", {"file": "/etc"}, "not a regular file"),
        ("import.write", {"modules": []}, "a list of 1"),
        ("import.write", {"modules": [{"id": "a"}]}, "id and text"),
        ("import.write", {"modules": [{"id": "a", "text": ""}] * 2}, "two modules a"),
        ("import.write", {"modules": [{"id": "a", "text": ""}], "by": "me"}, "by must be"),
        ("config.undo", {"rev": 99}, "no revision 99"),
    ],
)
async def test_what_cannot_be_asked_for_is_named(
    tmp_path: Path, method: str, params: dict[str, Any], why: str
) -> None:
    async def act(place: Place) -> None:
        answer = await place.peer.ask(method, **params)
        assert answer["error"]["code"] == ErrorCode.INVALID_PARAMS and why in answer["error"]["message"]

    await with_place(tmp_path, act)
