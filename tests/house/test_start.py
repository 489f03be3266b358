"""What a start loads: only what every page needs, so that it is quick and small."""

import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from recognition import revisions
from recognition.config import ROOT
from recognition.database import db
from tests.settings import SECRET

RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
HEAVY = RUFF["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
BROUGHT = ["charset_normalizer", "mako", "pygments", "urllib3"]  # by what is heavy itself
START = "import sys\nfrom recognition import commands\napp = commands._app()"
ASK = "answer = app.test_client().get('/health', base_url='http://localhost')"


def loaded(tmp_path: Path, script: str) -> set[str]:
    """Which modules a process of its own has loaded at the end of a script."""
    told = subprocess.run(
        [sys.executable, "-c", f"{script}\nprint(*sys.modules)"],
        cwd=ROOT,
        env={
            "RECOGNITION_DATABASE_URL": f"sqlite:///{tmp_path / 'start.sqlite'}",
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": "http://localhost",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(told.stdout.split())


@pytest.mark.long
def test_a_start_loads_nothing_that_few_requests_need(tmp_path: Path) -> None:
    found = loaded(tmp_path, START)
    assert "sqlalchemy.orm" in found
    assert "recognition.panel.views" in found
    assert [name for name in (*HEAVY, *BROUGHT) if name in found] == ["recognition.commands"]


@pytest.mark.long
def test_neither_does_asking_how_it_is(tmp_path: Path) -> None:
    """A monitor asks from the first second on."""
    found = loaded(tmp_path, f"{START}\n{ASK}\nassert answer.status_code == 503")
    assert [name for name in (*HEAVY, *BROUGHT) if name in found] == ["recognition.commands"]


@pytest.mark.long
def test_an_upgrade_of_what_is_up_to_date_loads_nothing_more(tmp_path: Path) -> None:
    """`dev.py run` asks for one at every start."""
    again = f"{START}\ncommands._upgrade(app)"
    assert "alembic" in loaded(tmp_path, again)
    assert "alembic" not in loaded(tmp_path, again)


def test_the_command_itself_is_loaded_only_when_it_is_given(tmp_path: Path) -> None:
    """`recognition.__main__` puts off looking for rubbish until everything is loaded."""
    found = loaded(tmp_path, "import sys\nimport recognition.__main__")
    assert "recognition.commands" not in found


def test_migrations_are_those_that_alembic_finds() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    assert script.get_heads() == [revisions.newest()]
    assert {one.revision for one in script.walk_revisions()} == revisions.known()


@pytest.mark.parametrize("name", HEAVY)
def test_every_heavy_module_that_is_named_is_there(name: str) -> None:
    """A name that is misspelt would forbid nothing."""
    assert find_spec(name)


def test_a_database_says_which_migration_it_is_at(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert revisions.found_in(connection) == {revisions.newest()}
