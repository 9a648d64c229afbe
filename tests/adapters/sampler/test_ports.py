"""Which ports the processes of a module listen on: of the whole tree, and nothing of what only connects."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from skelly_tray.adapters.sampler.ports import listening_ports


def test_a_port_of_a_descendant_is_found_and_a_connection_is_none() -> None:
    code = (
        "import socket, sys\n"
        "made = socket.create_server(('127.0.0.1', 0))\n"
        "print(made.getsockname()[1], flush=True)\n"
        "sys.stdin.read()\n"
    )
    shell = f'exec 3<&0; {sys.executable} -c "$0" <&3 & wait'
    with subprocess.Popen(
        ["sh", "-c", shell, code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None and started.stdin is not None
        port = int(started.stdout.readline())
        with socket.create_connection(("127.0.0.1", port)):
            assert listening_ports(started.pid) == [port]
        started.stdin.close()
    assert listening_ports(started.pid) == []


def test_a_process_that_is_not_there_listens_nowhere() -> None:
    assert listening_ports(2**22 + os.getpid()) == []
