"""Host names to addresses, without asyncio's shared threads.

A resolver that does not answer may hold a thread for half a minute. The shared ones are few, they are for our own
disk, and the end of the program waits for them.
"""

from __future__ import annotations

import asyncio
import socket
import threading

Addresses = list[str]

_under_way: dict[tuple[str, int], asyncio.Future[Addresses]] = {}
"""One look-up for each name at a time, however often its probes ask and give up."""


async def look_up(host: str, port: int) -> Addresses:
    """The addresses of `host`, in the resolver's order. Raises OSError, and UnicodeError for what is no name."""
    key = (host, port)
    found = _under_way.get(key)
    if found is None or found.get_loop() is not asyncio.get_running_loop():
        found = _under_way[key] = _begin(key)
    return await asyncio.shield(found)


def _begin(key: tuple[str, int]) -> asyncio.Future[Addresses]:
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Addresses] = loop.create_future()
    found.add_done_callback(lambda _: _under_way.pop(key, None))
    found.add_done_callback(lambda done: done.cancelled() or done.exception())  # whoever asked may have gone

    def deliver(addresses: Addresses, error: OSError | UnicodeError | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(addresses)
        else:
            found.set_exception(error)

    def work() -> None:
        addresses: Addresses = []
        trouble: OSError | UnicodeError | None = None
        try:
            entries = socket.getaddrinfo(*key, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as error:
            trouble = error
        try:
            loop.call_soon_threadsafe(deliver, addresses, trouble)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    # A daemon: the end of the program must not wait for a resolver.
    threading.Thread(target=work, name=f"look-up of {key[0]}", daemon=True).start()
    return found
