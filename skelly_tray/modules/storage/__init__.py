"""The module `storage`: keeps every `raw_event` in its database, passes them on in batches, answers questions."""
