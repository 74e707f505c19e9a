"""Checks that nothing in the tree ties it to one machine or one download server, and that text files are
clean: no folder of somebody's machine, no registry's or mirror's host, no conflict marks, no carriage
returns, a newline at the end.

The patterns are put together from pieces so that this file passes its own check.
"""

import re

import common

PATTERNS = [
    (re.compile(r"(?<![\w.~$}-])/(home|Users)" + r"/[A-Za-z]\w*"), "somebody's home folder"),
    (re.compile(r"(?<![\w.~$}/*-])/(root|work)" + r"/\w+"), "a folder of one machine"),
    (re.compile(r"\b[A-Z]:" + r"\\\\?Users\b"), "somebody's home folder"),
    (re.compile(r"\bregistry" + r"\.[a-z-]+\.[a-z]{2,}"), "a registry's host"),
    (re.compile(r"\b(deb|ftp|security|snapshot)" + r"\.debian\.org"), "a mirror's host"),
    (re.compile(r"\b(npmjs" + r"|pypi" + r"|crates|pythonhosted)\.(org|com|io)\b"), "a registry's host"),
    (re.compile(r'"resolved"' + r"\s*:"), "a registry's address in a lock file"),
    (re.compile(r"^(<{7}|>{7})" + r" ", re.MULTILINE), "a conflict mark"),
]
# Files whose bytes are data: their line ends and last newline mean something.
DATA = re.compile(r"^(migrations|tests/.*)/.*\.(sql|json|jsonl|txt|csv|svg|golden)$")


def check(root):
    findings = []
    for path in common.project_files(root):
        text = common.read_text(root / path)
        if text is None:
            continue
        for pattern, what in PATTERNS:
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                findings.append(f"{path}:{line}: {what}: {found.group()}")
        if DATA.match(path):
            continue
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            findings.append(f"{path}:{line}: a carriage return")
        if text and not text.endswith("\n"):
            findings.append(f"{path}:{text.count(chr(10)) + 1}: no newline at the end")
    return findings


CASES = [
    ("clean", {"a.md": "see https://sqlite.org/ and ~/work/x, build/root/y, $X/home/z\n",
               "tests/golden/a.json": "{}"}, []),
    ("machine folders", {"a.md": "in /home" + "/ann/x\n", "b.sh": "cd /work" + "/main\n"},
     ["a.md:1: somebody", "b.sh:1: a folder"]),
    ("hosts", {"package-lock.json": '{"resolved"' + ': "x"}\n',
               "x.sh": "\ncurl https://registry" + ".example.org/a\n",
               "y.sh": "deb http://deb" + ".debian.org/debian\n"},
     ["package-lock.json:1:", "x.sh:2:", "y.sh:1:"]),
    ("text", {"a.cc": "int a;\r\n", "b.cc": "int b;", "c.cc": "<<<<<<<" + " HEAD\n"},
     ["a.cc:1: a carriage", "b.cc:1: no newline", "c.cc:1: a conflict"]),
]

if __name__ == "__main__":
    common.main(check, CASES)
