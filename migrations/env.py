"""Runs the migrations on the database of the application that asks for them."""

from alembic import context
from flask import current_app

from recognition.database import Model
from recognition.marks import forget_everything


def run() -> None:
    """Run in one transaction; SQLite rebuilds a table (batch mode) where it cannot alter it.

    While a table is rebuilt its foreign keys cannot be watched, so they are checked at the end.
    """
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writing=True) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        if on_sqlite:
            driver.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            forget_everything(connection)
            if on_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"a migration left {len(broken)} broken references")
        if on_sqlite:
            driver.execute("PRAGMA foreign_keys = ON")


run()
