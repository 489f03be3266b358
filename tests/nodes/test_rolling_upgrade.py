"""One node after another gets newer code, with a migration before them, while people nominate."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from recognition.config import ROOT
from recognition.database import db
from recognition.nominations.models import Nomination
from tests.nodes.crowd import crowd
from tests.nodes.installation import Installation
from tools.running import finished
from tools.servers import Server

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before

PEOPLE = 4
NEWEST = "9999"
ADDS = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEWEST}"
down_revision = "{{before}}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nomination") as table:
        table.add_column(sa.Column("of_a_later_release", sa.String(length=20), nullable=True))
"""


def newer_code(folder: Path) -> Path:
    """Make a copy of the program with one migration more, and another stylesheet."""
    for name in ("recognition", "templates", "migrations", "static"):
        try:
            shutil.copytree(ROOT / name, folder / name, copy_function=os.link)
        except shutil.Error:  # the folder for tests is on another disk
            shutil.rmtree(folder / name)
            shutil.copytree(ROOT / name, folder / name)
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    text = ADDS.format(before=head)
    (folder / "migrations" / "versions" / f"{NEWEST}_later.py").write_text(text, encoding="utf-8")
    sheet = next((folder / "static" / "css").glob("*.css"))
    words = sheet.read_text(encoding="utf-8")
    sheet.unlink()  # it may be the same file as ours
    sheet.write_text(words + "\n/* of a later release */\n", encoding="utf-8")
    return folder


def is_there(standing: Installation) -> bool:
    """Tell whether the column of the newer migration is there."""
    with standing.app.app_context():
        found = inspect(db.engine).get_columns("nomination")
    return "of_a_later_release" in {column["name"] for column in found}


def replaced(standing: Installation, old: Server, folder: Path) -> Server:
    """Take a node out, start the newer code in its place, and put it back when it answers."""
    standing.front.leave_out(old.port)
    assert old.stop() == 0
    new = standing.node_of(folder, old.port, old.log)
    standing.nodes[standing.nodes.index(old)] = new
    new.started()
    status, said = new.answer()
    assert (status, '"migrations":true' in said) == (200, True)
    standing.front.leave_out()
    standing.answers_again(new)
    return new


def test_nodes_are_upgraded_one_by_one_with_a_migration_before_and_nobody_notices(
    standing: Installation, tmp_path: Path
) -> None:
    world, folder = standing.world, newer_code(tmp_path / "newer")
    scheme = world.scheme(name="Rolling upgrade awards")
    world.round(scheme)
    with crowd(standing, scheme.slug, many=PEOPLE) as people:
        people.has_told(1)
        upgraded = finished("upgrade", folder=folder, **standing.settings)
        assert upgraded.returncode == 0, upgraded.stderr
        assert is_there(standing)
        for old in list(standing.nodes):
            status, said = old.answer()
            assert (status, '"migrations":"newer"' in said) == (200, True)
            people.has_told(1)
            replaced(standing, old, folder)
            people.has_told(1)
    assert people.crashes == []
    assert people.odd == []
    assert people.pressed_again == 0
    with standing.app.app_context():
        chosen = select(Nomination.reference).where(Nomination.scheme_id == scheme.id)
        assert Counter(db.session.scalars(chosen)) == Counter(people.told)
    assert "All is well" in finished("check", folder=folder, **standing.settings).stdout
