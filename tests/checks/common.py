"""What the checks share: the project's files, findings, and the shape of a self-test.

A check is a program: `check.py [ROOT]` prints one line a finding, `file:line: message`, and ends with
status 1 when there was any; `check.py --self-test` plants violations in a temporary tree and ends with
status 1 when the check does not find exactly those.
"""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def project_files(root):
    """Every file that is or would be committed, as sorted relative paths with '/'."""
    found = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if found.returncode == 0:
        names = found.stdout.decode().split("\0")
    else:  # not a clone: an unpacked archive, a self-test's tree
        names = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
        names = [name for name in names
                 if not name.startswith(("build/", "node_modules/", ".git/"))]
    return sorted(name for name in set(names) if name and (root / name).is_file())


def read_text(path):
    """The file's text, or None when it is binary."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    return data.decode("utf-8", errors="replace")


def run_self_test(check, cases):
    """cases: (name, {path: text}, [expected findings' beginnings])."""
    wrong = 0
    for name, files, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            findings = check(root)
        if len(findings) != len(expected) or not all(
                found.startswith(start) for found, start in zip(findings, expected)):
            wrong += 1
            print(f"self-test '{name}': expected {expected}, found {findings}")
    print(f"{len(cases) - wrong} of {len(cases)} planted cases judged rightly")
    return 1 if wrong else 0


def main(check, cases):
    """check(root) gives the findings as lines."""
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(run_self_test(check, cases))
    findings = check(pathlib.Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT)
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
