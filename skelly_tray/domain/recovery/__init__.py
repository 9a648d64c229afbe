"""Recovery strategies, one file each; each is a pure function from a failure and its history to a verdict."""
