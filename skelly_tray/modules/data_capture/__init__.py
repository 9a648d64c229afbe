"""The module `data_capture`: publishes as `raw_event`s what goes on here, and never what is typed or read."""
