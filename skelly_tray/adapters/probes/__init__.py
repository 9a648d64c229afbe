"""The kinds of probe, one file each; `registry` chooses among them."""
