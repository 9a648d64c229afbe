"""A list of secrets that cannot be used is an issue until it can be; and what cannot be read is never replaced."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from skelly_tray.adapters.secrets.index import Index
from skelly_tray.app import secret_list
from skelly_tray.config.home import find_home
from skelly_tray.engine.secret_port import SecretsUnavailable


async def test_a_list_of_secrets_that_cannot_be_used_is_an_issue_until_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_list, "LOOK_EVERY", 0.01)
    home = find_home(str(tmp_path))
    Index(home.state).put("one", "keyring", "now")
    path = home.state / "secrets.json"
    path.chmod(0o666)
    told: list[str] = []

    def issue(issue: str, title: str, message: str) -> None:
        assert issue == "secrets.list"
        told.append(message if title else "")

    watching = asyncio.ensure_future(secret_list.watch_secret_list(home, issue))
    async with asyncio.timeout(20):
        while not told:
            await asyncio.sleep(0.01)
        assert f"{path} can be written by everybody; chmod go-w cures it." in told[0]
        path.chmod(0o600)
        while told[-1]:
            await asyncio.sleep(0.01)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


def test_a_list_that_cannot_be_trusted_is_not_replaced(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put("one", "keyring", "now")
    (tmp_path / "secrets.json").chmod(0o666)
    for change in (lambda: index.put("two", "keyring", "now"), lambda: index.remove("one")):
        with pytest.raises(SecretsUnavailable, match="can be written by everybody"):
            change()
    (tmp_path / "secrets.json").chmod(0o600)
    assert set(index.entries()) == {"one"}


@pytest.mark.parametrize("content", ["{", "[]", '{"secrets": 5}', "[" * 100_000])
def test_a_list_that_is_none_is_kept_beside_and_begun_anew(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    path.chmod(0o600)
    index = Index(tmp_path)
    assert "holds something else" in index.trouble() and index.entries() == {}
    index.put("two", "keyring", "now")
    assert set(index.entries()) == {"two"} and index.trouble() == ""
    assert (tmp_path / "secrets.json.unreadable").read_text() == content
