"""The presenter of notifications with a clock of its own, and the entries that the core writes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from skelly_tray.domain.orchestrator_config import NotificationsConfig
from skelly_tray.ui.present.notice_words import Notice
from skelly_tray.ui.present.notices import Gone, Notices

WALL = datetime(2026, 1, 1, 12, 0, tzinfo=UTC).timestamp()
NAMES = {"web": "Web server", "db": "Database"}
TURNS = 1000
"""Times that a timer may ring without a pause before it is said to ring for ever."""


class Listener:
    """Starts when the first seconds are over. screen: what is shown now, by key."""

    def __init__(self, age: float = 60.0, required: tuple[str, ...] = (), **settings: Any) -> None:
        self.now = 1000.0
        self.required = required
        self.notices = Notices(self.now - age, NotificationsConfig(**settings))
        self.screen: dict[str, Notice] = {}
        self.sent: list[tuple[float, Notice]] = []

    def hear(self, module: str | None, kind: str, to: str | None = None, **more: Any) -> None:
        wall = WALL + self.now - 1000.0
        cause = {"kind": more.pop("cause", "recovery"), "text": more.pop("text", "so"), "seq": None}
        entry = {
            "time": datetime.fromtimestamp(wall, UTC).isoformat(), "module": module, "kind": kind, "to": to,
            "from": more.pop("origin", None), "cause": cause, "detail": more,
        }  # fmt: skip
        self.notices.hear(entry, self.now)

    def dies(self, module: str = "web", text: str = "exit 1 after 12 s", cause: str = "exit") -> None:
        self.hear(module, "state_changed", "stopping", origin="running", cause=cause, text=text)

    def waits(self, module: str = "web") -> None:
        text = "exit 1; next try in 9 s"
        self.hear(module, "state_changed", "backoff", origin="stopping", cause="exit", text=text)

    def lives(self, module: str = "web") -> None:
        self.hear(module, "health_changed", "healthy", cause="probe")

    def given_up(self, module: str = "web", **more: Any) -> None:
        detail: dict[str, Any] = {"trial_after": 300.0} | more
        text = "given up after 3 restarts: exit 1 after 12 s"
        self.hear(module, "recovery", verdict="failed", notify=True, text=text, **detail)

    def exceeds(self, module: str = "web", limit: str = "max_memory_mb", **more: Any) -> None:
        detail: dict[str, Any] = {"text": "memory is over 200 MB for 10 s", "notify": True} | more
        self.hear(module, "limit_exceeded", cause="limit", limit=limit, **detail)

    def cleared(self, module: str = "web", limit: str = "max_memory_mb") -> None:
        self.hear(module, "limit_cleared", cause="limit", limit=limit)

    def user(self, *modules: str) -> None:
        self.hear(None, "user_action", cause="user", action="restart", modules=list(modules))

    def quiet(self, quiet: bool) -> None:
        self.notices.set_quiet(quiet, self.now)

    def passes(self, seconds: float) -> list[Notice]:
        """Let time pass as the timer does; what was shown meanwhile."""
        end, told, turns = self.now + seconds, [], 0
        while (due := self.notices.due_at()) is not None and due <= end:
            turns = 0 if due > self.now else turns + 1
            assert turns < TURNS, "a timer that rings for nothing rings for ever"
            self.now = max(self.now, due)
            match self.notices.take(self.now, WALL + self.now - 1000.0, NAMES, self.required):
                case Gone(key):
                    self.screen.pop(key, None)
                case Notice() as notice:
                    assert notice.again or notice.key not in self.screen
                    self.screen[notice.key] = notice
                    self.sent.append((self.now, notice))
                    told.append(notice)
                case None:
                    pass
        self.now = end
        return told

    def titles(self, seconds: float) -> list[str]:
        return [notice.title for notice in self.passes(seconds)]


def local(stamp: float) -> str:
    return datetime.fromtimestamp(stamp).astimezone().strftime("%H:%M")
