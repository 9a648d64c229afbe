"""The module `clock`: writes a small page with the time, again and again.

Run as `python -m skelly_tray.modules.clock --page FILE --every SECONDS`.
"""

# No pathlib: it would be a tenth of this program's memory.
# ruff: noqa: PTH103, PTH105, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import sys
import time

from skelly_tray.modules.ending import end_on_request
from skelly_tray.modules.options import read_number, read_options

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="{every}">
<title>It is {time}</title>
<body style="font: 1.2rem sans-serif; margin: 4rem; color: #223">
<h1>{time}</h1>
<p>Written by the module <b>clock</b> (page {count}), served by the module <b>web</b>.</p>
<p>Stop one of them in the tray and see what happens.</p>
</html>
"""


def write_page(path: str, text: str) -> None:
    """Replace the page; a reader finds the old one or the new. Raises OSError."""
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, mode=0o700, exist_ok=True)
    temporary = os.path.join(folder, f".clock-{os.getpid()}.tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


def main(arguments: list[str]) -> None:
    """Never returns: ends by SystemExit."""
    end_on_request()
    options = read_options(arguments, {"page": None, "every": "5"})
    every = read_number(options, "every", 0.05, 86400)
    count = 0
    while True:
        count += 1
        now = time.strftime("%H:%M:%S")
        try:
            write_page(options["page"], _PAGE.format(time=now, count=count, every=max(1, round(every))))
        except OSError as error:
            sys.stderr.write(f"the page could not be written: {error}\n")
        else:
            sys.stdout.write(f"page {count} written at {now}\n")
        sys.stdout.flush()
        time.sleep(every)


if __name__ == "__main__":
    main(sys.argv[1:])
