"""On which ports the processes of a module listen: looked up when somebody asks, never by the way."""

from __future__ import annotations

from contextlib import suppress

import psutil

MOST_PROCESSES = 200


def listening_ports(leader: int) -> list[int]:
    """TCP ports that a process and its descendants accept connections on, sorted. Blocks on the system; what may not be
    looked at, or ends meanwhile, is left out."""
    found: set[int] = set()
    for process in _tree(leader):
        with suppress(psutil.Error, OSError):
            for connection in process.net_connections(kind="tcp"):
                if connection.status == psutil.CONN_LISTEN and connection.laddr:
                    found.add(int(connection.laddr.port))
    return sorted(found)


def _tree(leader: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(leader)
        return [process, *process.children(recursive=True)[:MOST_PROCESSES]]
    except (psutil.Error, OSError):
        return []
