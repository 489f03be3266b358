"""Which workers live, and what each chore did last; before, only that some worker lived."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, and move when a worker was last seen."""
    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("put_off", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )
    op.create_table(
        "chore_run",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("runs", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("did", sa.Integer(), nullable=True),
        sa.Column("did_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=80), nullable=True),
        sa.Column("problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chore_run")),
    )
    # who it was is not known: workers had no names
    op.execute(
        "INSERT INTO worker (name, started_at, seen_at, delivered, put_off) "
        "SELECT 'earlier', seen_at, seen_at, 0, 0 FROM worker_sign"
    )
    op.drop_table("worker_sign")


def downgrade() -> None:
    """Keep when a worker was last seen, and nothing else."""
    op.create_table(
        "worker_sign",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_sign_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_sign")),
    )
    op.execute(
        "INSERT INTO worker_sign (id, seen_at) "
        "SELECT 1, seen_at FROM (SELECT max(seen_at) AS seen_at FROM worker) AS last "
        "WHERE seen_at IS NOT NULL"
    )
    op.drop_table("chore_run")
    op.drop_table("worker")
