"""Run as `python -m skelly_tray.modules.gamification`, by the supervisor, which gives the environment."""

from __future__ import annotations

from skelly_tray.modules.gamification.module import Gamification

if __name__ == "__main__":
    Gamification.main()
