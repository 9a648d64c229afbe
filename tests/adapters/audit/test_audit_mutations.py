"""10,000 random changes of a log with rotations: every one is noticed, and what is whole is called whole."""

from __future__ import annotations

import json
import random
from pathlib import Path

from skelly_tray.adapters.audit.chain import Head, encode, key_id, line_hash, seal, verify
from skelly_tray.adapters.audit.files import note, read_files
from skelly_tray.adapters.audit.log import AuditLog
from skelly_tray.adapters.audit.vault import KEY, anchor_of
from tests.adapters.audit.vaults import MemoryVault

Files = list[tuple[str, bytes]]
MUTATIONS = 10_000


def history(state: Path) -> tuple[list[Files], bytes, Head]:
    """States of the log as it grew, the newest last; its key and its anchor."""
    vault = MemoryVault()
    log = AuditLog(state, vault, max_bytes=2500, keep=3)
    states: list[Files] = []
    for number in range(40):
        log.append([note(f"entry {number}", {"n": number})])
        states.append(read_files(state))
    log.anchor()
    anchor = anchor_of(vault)
    assert anchor is not None and len(states[-1]) == 4
    return states, vault.kept[KEY], anchor


def flip(r: random.Random, files: Files, _old: list[Files]) -> Files:
    index = r.randrange(len(files))
    name, content = files[index]
    changed = bytearray(content)
    changed[r.randrange(len(changed))] ^= 1 << r.randrange(8)
    return [*files[:index], (name, bytes(changed)), *files[index + 1 :]]


def _of_lines(r: random.Random, files: Files, change: str) -> Files:
    index = r.randrange(len(files))
    name, content = files[index]
    lines = content.splitlines(keepends=True)
    at = r.randrange(len(lines))
    if change == "delete":
        del lines[at]
    elif change == "duplicate":
        lines.insert(r.randrange(len(lines) + 1), lines[at])
    elif change == "swap":
        other = r.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        entry = json.loads(lines[at])
        entry["what"] = f"forged {r.random()}"
        claimed, prev, seq = entry["key"], entry.pop("prev"), entry.pop("seq")
        del entry["mac"], entry["key"]
        key = r.randbytes(32)
        forged = seal(entry, seq, prev, key)
        if r.random() < 0.5:  # claims to be by our key
            forged = encode({**json.loads(forged), "key": claimed})
        lines[at] = forged + b"\n"
    return [*files[:index], (name, b"".join(lines)), *files[index + 1 :]]


def cut(r: random.Random, files: Files, _old: list[Files]) -> Files:
    """Also in the middle of a file, and between two lines."""
    index = r.randrange(len(files))
    name, content = files[index]
    return [*files[:index], (name, content[: r.randrange(len(content))]), *files[index + 1 :]]


def replay(r: random.Random, _files: Files, old: list[Files]) -> Files:
    return r.choice(old[:-1])


def files_moved(r: random.Random, files: Files, old: list[Files]) -> Files:
    """A file removed, swapped with another, or put back as it was in the past."""
    changed = list(files)
    index = r.randrange(len(files))
    match r.randrange(3):
        case 0:
            del changed[index]
        case 1:
            other = r.randrange(len(files))
            changed[index], changed[other] = (
                (files[index][0], files[other][1]),
                (files[other][0], files[index][1]),
            )
        case _:
            changed[index] = (files[index][0], r.choice(r.choice(old))[1])
    return changed


def test_every_one_of_ten_thousand_random_changes_is_noticed(tmp_path: Path) -> None:
    states, key, anchor = history(tmp_path)
    files = states[-1]
    assert verify(files, [key], anchor).verdict == "whole"
    ways = [flip, cut, replay, files_moved]
    ways += [
        lambda r, f, _o, change=change: _of_lines(r, f, change)  # type: ignore[misc]
        for change in ("delete", "duplicate", "swap", "forge")
    ]
    r = random.Random(5)
    made, missed = 0, []
    while made < MUTATIONS:
        way = r.randrange(len(ways))
        changed = ways[way](r, files, states)
        if changed == files:
            continue
        made += 1
        found = verify(changed, [key], anchor)
        if found.verdict != "broken" or not found.wrong or found.file is None:
            missed.append((way, found))
    assert not missed, missed[:5]


def lines(count: int, key: bytes) -> tuple[list[bytes], Head]:
    found: list[bytes] = []
    prev = "0" * 64
    for seq in range(1, count + 1):
        found.append(seal(note(f"entry {seq}", {}), seq, prev, key))
        prev = line_hash(found[-1])
    return found, Head(count, prev)


def told(changed: list[bytes], key: bytes, anchor: Head | None) -> tuple[str, str | None, int | None]:
    found = verify([("audit.jsonl", b"".join(line + b"\n" for line in changed))], [key], anchor)
    return found.verdict, found.wrong, found.line


def test_the_first_broken_entry_is_named_with_what_is_wrong() -> None:
    key = b"k" * 32
    good, anchor = lines(6, key)
    assert told(good, key, anchor) == ("whole", None, None)
    assert told([*good[:2], good[2].replace(b"entry 3", b"entry X"), *good[3:]], key, anchor)[1:] == (
        "edited",
        3,
    )
    assert told([*good[:2], *good[3:]], key, anchor)[1:] == ("removed", 3)
    assert told([*good[:3], good[1], *good[3:]], key, anchor)[1:] == ("inserted", 4)
    assert told([*good[:2], good[3], good[2], *good[4:]], key, anchor)[1:] == ("reordered", 3)
    assert told(good[:4], key, anchor)[1] == "tail cut"
    assert told(good[1:], key, anchor)[1:] == ("removed", 1)


def test_what_cannot_be_known_is_never_called_whole() -> None:
    good, anchor = lines(3, b"k" * 32)
    assert told(good, b"other" * 8, anchor)[:2] == ("unknown", "key gone")
    assert told(good, b"k" * 32, None)[:2] == ("unknown", "anchor missing")
    assert key_id(b"k" * 32) != key_id(b"other" * 8)


def test_a_checked_entry_vouches_for_those_before_it_whose_key_is_lost() -> None:
    lost, key = b"lost" * 8, b"k" * 32
    old = seal(note("without a keyring", {}), 1, "0" * 64, lost)
    new = seal(note("with one", {}), 2, line_hash(old), key)
    anchor = Head(2, line_hash(new))
    assert told([old, new], key, anchor)[0] == "unknown"
    assert told([old.replace(b"without", b"with"), new], key, anchor)[:2] == ("broken", "edited")
