"""Pure presenters: snapshots and answers in, view models out. No Qt, no clock: time is a parameter."""
