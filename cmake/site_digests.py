"""What the site ships as native-digests.json: for every bundled sample what `godwit digest --steps` of
the native build says. The page compares these digests with its own.

    site_digests.py GODWIT [FILE]
"""

import json
import pathlib
import subprocess
import sys

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "migrations"


def digests(godwit):
    names = sorted(path.parent.name for path in SAMPLES.glob("*/godwit.json"))
    return {name: json.loads(subprocess.run([godwit, "digest", "--steps", "--json", "--project", name],
                                            check=True, stdout=subprocess.PIPE).stdout)
            for name in names}


def main(godwit, file=None):
    text = json.dumps(digests(godwit), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    if file:
        pathlib.Path(file).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
