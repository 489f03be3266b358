"""Where this machine keeps a Chromium, if it has one."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(
        os.environ.get("PROGRAMFILES", "C:/Program Files"), "Google/Chrome/Application/chrome.exe"
    ),
)


def chromium() -> str | None:
    """Return the browser to use: $CHROMIUM, one on the path, or one in its usual place."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return shutil.which(chosen)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((str(place) for place in PLACES if place.is_file()), None)


def launch_arguments() -> list[str]:
    """Return what Chromium must be told; as root it only starts without its sandbox."""
    is_root = os.name == "posix" and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
