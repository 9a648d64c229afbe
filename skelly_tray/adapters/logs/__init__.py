"""Module output on disk: reading pipes in one thread, bounded log files, and reading them back."""
