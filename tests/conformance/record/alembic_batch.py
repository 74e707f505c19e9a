# Alembic: batch_alter_table with alter_column(), and with create_foreign_key(), in a transaction as
# the env.py that it generates has it. The connection has foreign keys on by the listener that
# SQLAlchemy's documentation gives.
import sys

import recording

recording.record()

import alembic
import sqlalchemy
from alembic.migration import MigrationContext
from alembic.operations import Operations


def main(database, change):
    engine = sqlalchemy.create_engine("sqlite:///" + database)
    sqlalchemy.event.listen(engine, "connect",
                            lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        with context.begin_transaction():
            operations = Operations(context)
            table = "p" if change == "type" else "c"
            with operations.batch_alter_table(table) as batch:
                if change == "type":
                    batch.alter_column("n", type_=sqlalchemy.Integer())
                else:
                    batch.create_foreign_key("c_pid", "p", ["pid"], ["id"])


if sys.argv[1] == "version":
    print(f"Alembic {alembic.__version__} with SQLAlchemy {sqlalchemy.__version__}")
else:
    main(sys.argv[1], sys.argv[2])
