"""A configuration file is trusted with nothing: who may write it, how large it is, what it holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skelly_tray.config import trust
from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.reading import MAX_BYTES, parse_toml, read_text
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'


def refusal(path: Path) -> str:
    with pytest.raises(UnusableFileError) as caught:
        parse_toml(read_text(path, path.name), path.name)
    return str(caught.value.error)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a = 1\n" + b"# " + b"x" * MAX_BYTES, "KiB large; allowed: at most 256 KiB"),
        (b'a = "\xff"', "is not UTF-8: byte 0xff at 5"),
        ("a = 1".encode("utf-16"), "is not UTF-8"),
        (b"a = 1\nb = \0", "has a NUL character in line 2"),
        (b"a = 1\na = 2\n", "is not TOML: cannot overwrite a value (at line 2"),
        (b"a =", "is not TOML: invalid value (at end of document)"),
        (b"a = " + b"[" * 20000, "is nested too deeply"),
        (b"a = " + b"1" * 5000, "conversion: value has 5000 digits"),
        (b"a." * 20000 + b"b = 1", "line 1 has a key of more than 64 parts"),
        (b"x = 1\n[" + b'"a" . ' * 100 + b"b]", "line 2 has a key of more than 64 parts"),
        (b'"."' + b'."."' * 65_000 + b" = 1", "line 1 has a key of more than 64 parts"),
        (b"['.'" + b".'.'" * 65_000 + b"]", "line 1 has a key of more than 64 parts"),
        (rb'"\""' + rb'."\""' * 50_000 + b" = 1", "line 1 has a key of more than 64 parts"),
        (b"x = { " + b"a." * 100 + b"b = 1 }", "line 1 has a key of more than 64 parts"),
    ],
)
def test_what_a_file_may_not_hold(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    assert problem in refusal(path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_error(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert parse_toml(read_text(path, "good.toml"), "good.toml") == {"a": 1, "b": 2}


def test_a_text_with_many_dots_is_no_long_key(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text('a = "' + "a b. " * 500 + '"\n# ' + "." * 500)
    assert "a" in parse_toml(read_text(path, "good.toml"), "good.toml")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("a = 1")
    (tmp_path / "link.toml").symlink_to(tmp_path / "real.toml")
    assert "is a symbolic link" in refusal(tmp_path / "link.toml")


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    assert "is not a regular file" in refusal(tmp_path / "folder.toml")
    assert "is not a regular file" in refusal(tmp_path / "pipe.toml")


@pytest.mark.parametrize(("mode", "who"), [(0o606, "everybody"), (0o666, "everybody"), (0o660, "its group")])
def test_a_file_that_others_can_write_is_refused(
    tmp_path: Path, mode: int, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "_is_private_group", lambda gid: False)
    path = tmp_path / "open.toml"
    path.write_text("a = 1")
    path.chmod(mode)
    assert f"can be written by {who} (mode {mode:04o}); chmod go-w cures it" in refusal(path)


def test_a_group_that_is_only_ours_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "_is_private_group", lambda gid: True)
    path = tmp_path / "ours.toml"
    path.write_text("a = 1")
    path.chmod(0o664)
    assert read_text(path, "ours.toml") == "a = 1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.toml"
    path.write_text("a = 1")
    os.chown(path, 65534, 65534)
    assert "belongs to user 65534" in refusal(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "closed.toml"
    path.write_text("a = 1")
    path.chmod(0)
    assert "cannot be read: Permission denied" in refusal(path)


def test_a_broken_file_takes_no_other_down(place: Place) -> None:
    place.module("good", RUN)
    place.module("empty", "")
    place.module("torn", 'command = ["tr')
    (place.home.modules_dir / "bytes.toml").write_bytes(b"\xff\xfe")
    (place.home.modules_dir / "huge.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    loaded = place.load()
    assert list(loaded.descriptors) == ["good"]
    assert sorted(loaded.invalid) == ["bytes", "empty", "huge", "torn"]
    assert loaded.usable
