"""The process that asks the keyring and seals secrets for the core."""

from __future__ import annotations

import os

from skelly_tray.adapters.launcher.environment import clean_environment
from skelly_tray.adapters.secrets.helper import Helper, helper_environment
from skelly_tray.reentry import SECRETS, own_process


def secret_helper() -> Helper:
    """Nothing is started yet."""
    return Helper(own_process(SECRETS), helper_environment(clean_environment(os.environ)))
