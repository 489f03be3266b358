"""Where the programs of this machine are that an installation of several nodes needs."""

import os
import shutil

import pytest

ELSEWHERE = "/usr/sbin:/usr/local/sbin:/sbin"  # where Debian puts nginx; not on everybody's path


def program(name: str, config: pytest.Config) -> str:
    """Return where a program of this machine is; without it the test says that it did not run."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{ELSEWHERE}")
    if found is None:
        reason = f"no {name} here: install the Debian packages nginx-light and redis-server"
        if config.getoption("--require-browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
