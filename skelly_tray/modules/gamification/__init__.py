"""The module `gamification`: says when a word would help and when not, and keeps what was won. It never punishes."""
