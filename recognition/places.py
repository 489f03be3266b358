"""Where our files are: beside the package in a source tree, inside it after an installation."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSTALLED = (PACKAGE / "_files").is_dir()  # the build of the wheel puts them there
ROOT = PACKAGE / "_files" if INSTALLED else PACKAGE.parent
"""The folder that holds `templates`, `static` and `migrations`."""
INSTANCE = (Path.cwd() if INSTALLED else ROOT) / "instance"
"""What is written unless a setting says where: never beside installed packages."""
