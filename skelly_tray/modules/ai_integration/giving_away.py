"""Does what came back hold the key that was sent? What an endpoint says is shown, kept and heard by others."""

from __future__ import annotations

_PART = 10
"""Letters in a row of a key that no sentence holds by chance."""


def gives_away(text: str, key: str) -> bool:
    """Whether a text holds the key or a good part of it, also spelt apart, in capitals or backwards."""
    said, secret = _letters(text), _letters(key)
    part = min(len(secret), _PART)
    return bool(secret) and any(
        piece in said or piece[::-1] in said
        for piece in (secret[at : at + part] for at in range(len(secret) - part + 1))
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
