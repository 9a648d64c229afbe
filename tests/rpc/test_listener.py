"""The listening socket is private, is never taken from a living process, and is found again by the same rule."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from skelly_tray.rpc.endpoint import UnixEndpoint, connect, find_endpoint
from skelly_tray.rpc.listener import AddressInUseError, open_listener
from tests.rpc.serving import run_folder


def test_socket_and_folder_are_private_whatever_the_mask_says() -> None:
    former = os.umask(0)
    try:
        with run_folder() as run:
            listener = open_listener(run, "control")
            assert stat.S_IMODE(run.stat().st_mode) == 0o700
            assert stat.S_IMODE((run / "control.sock").stat().st_mode) == 0o600
            listener.close()
            assert os.umask(0) == 0
    finally:
        os.umask(former)


def test_what_a_dead_process_left_is_replaced() -> None:
    with run_folder() as run:
        run.mkdir(parents=True)
        dead = socket.socket(socket.AF_UNIX)
        dead.bind(str(run / "control.sock"))
        dead.close()
        listener = open_listener(run, "control")
        connect(listener.endpoint, 5).close()
        listener.close()


def test_a_living_server_keeps_its_socket() -> None:
    with run_folder() as run:
        first = open_listener(run, "control")
        with pytest.raises(AddressInUseError, match="running process"):
            open_listener(run, "control")
        connect(first.endpoint, 5).close()
        first.close()


def test_a_file_that_is_no_socket_is_not_treated_as_a_living_server_nor_as_ours_to_keep() -> None:
    with run_folder() as run:
        run.mkdir(parents=True)
        (run / "control.sock").write_text("left by something")
        listener = open_listener(run, "control")
        connect(listener.endpoint, 5).close()
        listener.close()


def test_closing_leaves_the_socket_of_a_successor() -> None:
    with run_folder() as run:
        first = open_listener(run, "control")
        (run / "control.sock").rename(run / "moved")
        second = open_listener(run, "control")
        first.close()
        connect(second.endpoint, 5).close()
        second.close()


@pytest.fixture
def deep() -> object:
    with run_folder() as run:
        yield run / ("long" * 30)


def test_a_long_path_moves_to_a_short_private_folder_that_the_address_file_names(deep: Path) -> None:
    listener = open_listener(deep, "control")
    folder = Path((deep / "control.addr").read_text().strip())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((deep / "control.addr").stat().st_mode) == 0o600
    found = find_endpoint(deep, "control")
    assert found == UnixEndpoint(folder / "control.sock")
    connect(found, 5).close()
    listener.close()
    assert not folder.exists() and list(deep.iterdir()) == []


def test_after_a_crash_the_same_short_folder_is_used_again(deep: Path) -> None:
    crashed = open_listener(deep, "control")
    crashed.socket.close()
    again = open_listener(deep, "control")
    assert again.endpoint == crashed.endpoint
    again.close()


@pytest.mark.parametrize("content", ["", "/nowhere/at/all", "/", "\0"])
def test_an_address_that_is_not_our_private_folder_is_not_followed(deep: Path, content: str) -> None:
    deep.mkdir(parents=True)
    (deep / "control.addr").write_text(content)
    assert find_endpoint(deep, "control") is None


def test_without_a_socket_there_is_no_endpoint() -> None:
    with run_folder() as run:
        assert find_endpoint(run, "control") is None


def test_a_listener_knows_that_nobody_finds_it_any_more(deep: Path) -> None:
    with run_folder() as run:
        for folder, name in ((run, "control.sock"), (deep, "control.addr")):
            listener = open_listener(folder, "control")
            assert listener.in_place
            (folder / name).rename(folder / "moved")
            assert not listener.in_place
            successor = open_listener(folder, "control")
            assert successor.in_place and not listener.in_place
            listener.close()
            connect(successor.endpoint, 5).close()
            successor.close()
