# What the recorded tools written in Python share: the driver is Python's own sqlite3, and SQLite
# tells each statement that it runs.
import sqlite3
import sys

plain_connect = sqlite3.connect


last = None


def note(sql):
    """A statement that sets off others (a cascade) is told again for each of them."""
    global last
    if sql != last:
        sys.stdout.write(sql + "\n--end--\n")
    last = sql


def record():
    """From now on every connection's statements are noted."""
    def connect(*args, **options):
        connection = plain_connect(*args, **options)
        connection.set_trace_callback(note)
        return connection
    sqlite3.connect = connect
    sqlite3.dbapi2.connect = connect
