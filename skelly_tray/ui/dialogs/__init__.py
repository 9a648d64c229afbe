"""The dialogs, one file each; none of them blocks."""
