"""Values that others have put into a keyring, values of very many lines, and modules with very many secrets."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.secret_values import LARGEST
from skelly_tray.domain.descriptor import ModuleId, SecretRef
from skelly_tray.domain.health_report import HIDDEN
from skelly_tray.domain.hiding import LARGEST_PATTERN, MOST_IN_PATTERN, Hider
from skelly_tray.engine import vault as vaults
from skelly_tray.engine.vault import MOST_VALUES, Vault
from tests.engine.test_secret_starts import FakeSecrets, bench_of, row, web

WEB = ModuleId("web")


@pytest.mark.parametrize("value", ["", "nul\0byte", "x" * (LARGEST + 1)], ids=["empty", "NUL", "too long"])
async def test_a_value_that_we_would_not_have_stored_starts_no_module_and_is_not_quoted(
    tmp_path: Path, value: str
) -> None:
    async with bench_of(tmp_path, FakeSecrets(token=value), web(env={"T": SecretRef("token")})) as bench:
        await bench.core.start_system()
        assert row(bench).state == "waiting" and row(bench).pid is None
        told = row(bench).reason
        assert "the secret token cannot be used: the value" in told and "skelly-tray secret set token" in told
        assert not value or value not in told


def test_very_many_texts_are_hidden_as_few_are() -> None:
    lines = [f"line {number} of a bundle" for number in range(MOST_IN_PATTERN * 2)]
    many = Hider(["\n".join(lines), "line 7 of a bundle and more", "ünïcode täxt"])
    text = f"a {lines[3]}, {lines[199]}line 7 of a bundle and more; line 7; line 999 of a ünïcode täxt"
    told = f"a {HIDDEN}, {HIDDEN}{HIDDEN}; line 7; line 999 of a {HIDDEN}"
    assert many.text(text) == told
    assert many.data(text.encode()) == told.encode()
    assert many.text("") == "" and many.data(b"short") == b"short" and many.text(lines[0]) == HIDDEN
    long = Hider(["x" * LARGEST_PATTERN + "y"])
    assert long.text(f"-{'x' * LARGEST_PATTERN}y-") == f"-{HIDDEN}-" and long.text("xxxxxxx") == "xxxxxxx"


def test_no_pattern_is_made_of_more_than_it_can_look_for_soon() -> None:
    patterns = [Hider(["a line\n" * 3])._text, Hider(["x" * (LARGEST_PATTERN + 1)])._text]
    patterns += [Hider([str(10**6 + n) for n in range(MOST_IN_PATTERN + 1)])._text]
    assert [type(pattern).__name__ for pattern in patterns] == ["Pattern", "_Many", "_Many"]


def test_all_present_values_of_a_module_are_hidden_however_many_and_former_ones_beside() -> None:
    vault = Vault(lambda module, hider: None)
    vault.know(WEB, {"other": "the former value"})
    values = {f"s{number}": f"present value {number:03}" for number in range(MOST_VALUES * 2)}
    vault.know(WEB, values)
    shown = vault.hide("web", " ".join([*values.values(), "the former value"]))
    assert "value" not in shown


async def test_what_is_made_of_large_values_is_made_in_a_thread_and_of_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Meanwhile the value is changed by another call: the former one goes on being hidden, too."""
    made: list[bool] = []
    vault = Vault(lambda module, hider: None)

    def make(values: Any) -> Hider:
        made.append(threading.current_thread() is threading.main_thread())
        if len(made) == 1:
            vault.know(WEB, {"token": "changed meanwhile"}, Hider(["changed meanwhile"]))
        return Hider(values)

    monkeypatch.setattr(vaults, "Hider", make)
    large = "a line of many\n" * vaults.LARGE
    await vault.learn(WEB, {"token": large})
    assert made == [False, False]
    assert vault.hide("web", f"changed meanwhile: {large}") == f"{HIDDEN}: {HIDDEN}"
