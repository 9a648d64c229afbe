"""The sentences that are written by hand, a file a language, loaded when it is spoken.

Each kind has a block of lines. `[evening distracted] text` is said only in that part of the day and in that state (any
of those named, where there are several of one sort); `{minutes}`, `{coins}`, `{total}` and `{name}` only where known.
"""
