"""Checks that every C++ source is as clang-format leaves it; `./run format` mends."""

import pathlib
import re
import shutil
import subprocess

import common

TOOL = "clang-format-19"


def check(root):
    sources = [path for path in common.project_files(root) if path.endswith((".h", ".cc"))]
    if not sources:
        return []
    done = subprocess.run([TOOL, "--dry-run", "-Werror", *sources], cwd=root, capture_output=True,
                          text=True, check=False)
    # One finding a file and line is enough.
    places = dict.fromkeys(re.findall(r"^(\S+?:\d+):\d+: error:", done.stderr, re.MULTILINE))
    findings = [f"{place}: not formatted (./run format)" for place in places]
    if done.returncode != 0 and not findings:
        findings.append(f"{TOOL}: {done.stderr.strip()}")
    return findings


STYLE = (common.ROOT / ".clang-format").read_text(encoding="utf-8")
CASES = [
    ("formatted", {".clang-format": STYLE, "core/a.h": "#pragma once\n\nint a();\n"}, []),
    ("not formatted", {".clang-format": STYLE, "core/a.cc": "int  a( ) {return 1;}\n"},
     ["core/a.cc:1: not formatted"]),
]

if __name__ == "__main__":
    if not shutil.which(TOOL):
        raise SystemExit(f"error: {TOOL} is missing: ./run test installs it")
    assert pathlib.Path(common.ROOT / ".clang-format").exists()
    common.main(check, CASES)
