# sqlite-utils: transform(types=…), and add_foreign_key(), on a connection with foreign keys on.
import sys

import recording

recording.record()

from importlib.metadata import version

import sqlite_utils


def main(database, change):
    db = sqlite_utils.Database(database)
    db.execute("PRAGMA foreign_keys = ON")
    if change == "type":
        db["p"].transform(types={"n": int})
    else:
        db["c"].add_foreign_key("pid", "p", "id")


if sys.argv[1] == "version":
    print("sqlite-utils " + version("sqlite-utils"))
else:
    main(sys.argv[1], sys.argv[2])
