"""Settings for tests."""

import dataclasses
from typing import Any

from recognition.config import Settings, from_environment

SECRET = "a-long-and-winding-corridor-to-ward-seven-0123456789"


def settings_for(database_url: str, **changes: Any) -> Settings:
    """Settings of a small installation on this database."""
    settings = from_environment(
        {
            "RECOGNITION_DATABASE_URL": database_url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": "http://localhost",
            "RECOGNITION_AUDIT_HEADS": "off",
        }
    )
    return dataclasses.replace(settings, **changes)
