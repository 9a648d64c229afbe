"""The process that asks the keyring and seals secrets for the core."""

from __future__ import annotations

from skelly_tray.adapters.secrets.helper import Helper, helper_environment
from skelly_tray.app.reentry import own_environment, own_process

SECRETS_PROCESS = "--secrets-process"
"""By this word the program re-enters itself."""


def secret_helper() -> Helper:
    """Nothing is started yet."""
    return Helper(own_process(SECRETS_PROCESS), helper_environment(own_environment()))
