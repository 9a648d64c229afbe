"""Which pose is due: moods that follow each other, and when there is nothing more to move. Pure, time is told."""

from __future__ import annotations

from skelly_tray.modules.cute_figurine.stage.poses import BLEND, MOVES, Mood, Pose, between, pose, still


class Motion:
    """moves: False where nothing shall move: a mood is then there at once, and at rest."""

    def __init__(self, moves: bool = True) -> None:
        self.moves = moves
        self.mood: Mood = "idle"
        self._begun = -1000.0
        self._former = still("idle")

    def begin(self, mood: Mood, now: float, again: bool = False) -> None:
        """From what is shown now to this mood; the same one goes on, unless it shall begin again."""
        if mood == self.mood and not again:
            return
        self._former = self.at(now)
        self.mood, self._begun = mood, now

    def at(self, now: float) -> Pose:
        if not self.moves:
            return still(self.mood)
        age = now - self._begun
        return between(self._former, pose(self.mood, age), age / BLEND)

    def is_still(self, now: float) -> bool:
        """Nothing changes any more, until the next mood begins."""
        return not self.moves or now - self._begun >= max(BLEND, MOVES[self.mood])
