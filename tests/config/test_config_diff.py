"""Differences of configurations, which show no secret."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.config import diff as diffs
from skelly_tray.config.diff import MOST_LINES, diff, masked_value
from skelly_tray.config.texts import Texts

WEB = "modules/web.toml"
CANARY = "c4n4ry-v4lue"


def of(before: str | None, after: str | None) -> list[str]:
    return diff(Texts({} if before is None else {WEB: before}), Texts({} if after is None else {WEB: after}))


def test_a_change_is_shown_with_the_lines_around_it() -> None:
    before = "a = 1\nb = 2\nc = 3\nd = 4\n"
    assert of(before, before.replace("c = 3", "c = 5")) == [
        f"--- {WEB}", f"+++ {WEB}", "@@ -1,4 +1,4 @@", " a = 1", " b = 2", "-c = 3", "+c = 5", " d = 4",
    ]  # fmt: skip


def test_new_removed_and_unchanged_files() -> None:
    assert of(None, "a = 1\n") == [f"--- {WEB} (not there)", f"+++ {WEB}", "@@ -0,0 +1 @@", "+a = 1"]
    assert of("a = 1\n", None) == [f"--- {WEB}", f"+++ {WEB} (removed)", "@@ -1 +0,0 @@", "-a = 1"]
    assert of("a = 1\n", "a = 1\n") == []
    assert of("a = 1\r\n", "a = 1\n")[-1] == "  (only line ends differ)"


def test_overrides_are_shown_by_their_keys() -> None:
    before: dict[str, Any] = {"orchestrator.auto_recovery": True, "modules.web.env.A": "1", "same": 1}
    after: dict[str, Any] = {"orchestrator.auto_recovery": False, "modules.web.settings.port": 2, "same": 1}
    assert diff(Texts({}, {}, before), Texts({}, {}, after)) == [
        "--- overrides.json",
        "+++ overrides.json",
        '-modules.web.env.A = "1"',
        "+modules.web.settings.port = 2",
        "-orchestrator.auto_recovery = true",
        "+orchestrator.auto_recovery = false",
    ]


@pytest.mark.parametrize(
    "line",
    [
        f'API_TOKEN = "{CANARY}"',
        f"api_token='{CANARY}'",
        f'"my password" = "{CANARY}"',
        f'env = {{ A = "1", DB_PASSWORD = "{CANARY}" }}',
        f'settings.db.password = "{CANARY}" # {CANARY} must stay hidden',
        f'secrets = ["x", "{CANARY}"]',
        f'password = """\n{CANARY}\n"""',
        f"tokens = [\n  '{CANARY}',\n]",
        f'[settings.credentials]\nuser = "{CANARY}"',
        f'secret_key = "{CANARY}',
        f"secret_key = {CANARY}",
        f'not toml at all = = password = "{CANARY}"',
        f'token = "a\\"{CANARY}"',
        f'command = ["x", "--token={CANARY}"]\nenv.TOKEN = "--token={CANARY}"',
    ],
)
def test_a_value_under_a_name_that_sounds_secret_is_never_shown(line: str) -> None:
    for lines in (of(f"a = 1\n{line}\n", "a = 1\n"), of("a = 1\n", f"{line}\na = 2\n")):
        assert CANARY not in "\n".join(lines) and len(lines) > 3


def test_that_a_secret_has_changed_is_shown_without_either_value() -> None:
    assert of('token = "one-value"\n', 'token = "two-value"\n')[-2:] == ["-token = •••", "+token = •••"]


def test_a_reference_is_a_name_and_is_shown() -> None:
    line = 'TOKEN = { secret = "web-token" }'
    assert of("", f"{line}\n")[-1] == f"+{line}"
    assert masked_value("x.token", {"secret": "web-token"}) == {"secret": "web-token"}


def test_overrides_under_such_names_are_hidden_at_any_depth() -> None:
    assert masked_value(
        "modules.web.settings", {"db": {"password": CANARY, "port": 1}, "l": [{"token": CANARY}]}
    ) == {
        "db": {"password": "•••", "port": 1},
        "l": [{"token": "•••"}],
    }
    assert masked_value("modules.web.settings.secrets", [CANARY]) == "•••"


def test_a_huge_difference_is_cut_and_says_so() -> None:
    lines = of("", "".join(f"k{n} = {n}\n" for n in range(5000)))
    assert len(lines) == 2001 and lines[-1] == "... and 3003 lines more"
    assert len(of("", f'a = "{"x" * 9000}"\n')[-1]) == 501


@pytest.mark.parametrize("same", [0, 1, 40])
def test_texts_of_very_many_lines_are_not_compared_with_each_other_line_by_line(
    monkeypatch: pytest.MonkeyPatch, same: int
) -> None:
    """It would take hours for files of an allowed size; what they begin and end with alike is left out all the same."""

    def compared(*_: Any, **__: Any) -> Any:
        raise AssertionError("line by line")

    around = "".join(f"# same {number}\n" for number in range(same))
    before, after = ("".join(f"# {n % 7}{who}\n" for n in range(60_000)) for who in ("a", "b"))
    monkeypatch.setattr(diffs, "SequenceMatcher", compared)
    lines = of(f"{around}{before}{around}", f"{around}{after}{around}")
    assert lines[2] == f"@@ -{same + 1},60000 +{same + 1},60000 @@" and lines[3] == "-# 0a"
    assert len(lines) == MOST_LINES + 1


def test_a_change_in_the_middle_of_very_many_lines_is_shown_as_in_few() -> None:
    before = "".join(f"# {number}\n" for number in range(50_000))
    assert of(before, before.replace("# 40000\n", "# new\n# newer\n"))[2:] == [
        "@@ -39999,5 +39999,6 @@", " # 39998", " # 39999", "-# 40000", "+# new", "+# newer", " # 40001", " # 40002",
    ]  # fmt: skip
