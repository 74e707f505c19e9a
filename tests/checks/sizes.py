"""Checks that no hand-written file grows past what one reader keeps in mind."""

import sys

import common

WARN = 400  # lines: the house style's "below 400"
FAIL = 500
SUFFIXES = (".h", ".cc", ".mjs", ".js", ".py", ".sh", ".cmake", ".css", ".html")


def check(root):
    findings = []
    for path in common.project_files(root):
        if not (path.endswith(SUFFIXES) or path in ("run", "CMakeLists.txt")):
            continue
        text = common.read_text(root / path)
        lines = text.count("\n") if text else 0
        if lines > FAIL:
            findings.append(f"{path}:{lines}: {lines} lines; split it (at most {FAIL}, better below "
                            f"{WARN})")
        elif lines > WARN:
            print(f"warning: {path}: {lines} lines; files want to stay below {WARN}",
                  file=sys.stderr)
    return findings


CASES = [
    ("at the limit", {"core/base/a.cc": "\n" * FAIL}, []),
    ("past it", {"core/base/a.cc": "\n" * (FAIL + 1), "b.mjs": "\n" * 900},
     ["b.mjs:900:", "core/base/a.cc:501:"]),
    ("data may be long", {"tests/golden/a.json": "\n" * 9000, "a.sql": "\n" * 9000}, []),
]

if __name__ == "__main__":
    common.main(check, CASES)
