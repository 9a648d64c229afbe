"""Where values of secrets are kept: the system's keyring, a file behind a passphrase, or memory; never plain text."""
