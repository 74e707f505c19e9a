"""Runs clang-tidy (.clang-tidy: naming rules and likely bugs) over our native sources.

Usage: lint.py [ROOT [BUILD]]; BUILD is a configured clang build whose generated headers exist, default
ROOT/build/native-clang. A source that was clean before, with the same text, headers, flags and rules, is
not looked at again: such verdicts are kept in the user's cache folder. Tests are not linted; web/ is not
either, because it needs Emscripten's headers.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import common

TOOL = "clang-tidy-19"
LINTED = ("core/", "shell/", "native/", "bench/")
# Headers whose names are those of other people's columns.
GENERATED = ("core/samples/rows/",)
QUOTED = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
FINDING = re.compile(r"^(\S+?):(\d+):\d+: (?:error|warning): (.*)$", re.MULTILINE)


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = pathlib.Path(base) / "godwit" / "lint"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def clean_arguments(entry):
    """The compiler's arguments without outputs and precompiled headers, which clang-tidy cannot share."""
    words = shlex.split(entry["command"])
    # The launcher (env, ccache) stands before the compiler.
    first = next(index for index, word in enumerate(words) if "clang" in os.path.basename(word))
    kept, skip = [], 0
    rest = words[first + 1:]
    for index, word in enumerate(rest):
        if skip:
            skip -= 1
        elif word == "-Xclang":
            pch = rest[index:index + 4]
            skip = 3 if len(pch) > 1 and pch[1] in ("-include-pch", "-include") else 1
        elif word in ("-o", "-c", "-include", "-MF", "-MT"):
            skip = 0 if word == "-c" else 1
        elif word not in ("-MD", "-Winvalid-pch", entry["file"]):
            kept.append(word)
    return kept


def closure(root, source, include_folders):
    """The source and every header of ours that it reaches, in a fixed order."""
    seen, queue = {}, [source]
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen[path] = path.read_bytes()
        for name in QUOTED.findall(seen[path]):
            name = name.decode()
            for folder in (path.parent, root, *include_folders):
                if (folder / name).is_file():
                    queue.append((folder / name).resolve())
                    break
    return [seen[path] for path in sorted(seen)]


def fingerprint(root, entry, arguments, version):
    digest = hashlib.sha256()
    folders = [pathlib.Path(word[2:]) for word in arguments if word.startswith("-I")]
    relative = [word.replace(str(root), "") for word in arguments]
    rules = (common.ROOT / ".clang-tidy").read_bytes()
    for part in [version, "\0".join(relative).encode(), rules,
                 *closure(root, pathlib.Path(entry["file"]).resolve(), folders)]:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def lint(root, entry, version, cache):
    arguments = clean_arguments(entry)
    mark = cache / fingerprint(root, entry, arguments, version)
    if mark.exists():
        return []
    done = subprocess.run(
        [TOOL, "--quiet", f"--config-file={common.ROOT / '.clang-tidy'}", entry["file"], "--",
         *arguments],
        cwd=entry["directory"], capture_output=True, text=True, check=False)
    said = FINDING.findall(done.stdout)
    findings = []
    for path, line, text in said:
        name = os.path.relpath(os.path.join(entry["directory"], path), root)
        if not name.startswith(GENERATED):
            findings.append(f"{name}:{line}: {text}")
    if done.returncode != 0 and not said:
        findings.append(f"{os.path.relpath(entry['file'], root)}:1: {TOOL} failed: "
                        f"{(done.stderr or done.stdout).strip()[-2000:]}")
    if not findings:
        mark.touch()
    return findings


def check(root, build=None):
    build = build or root / "build" / "native-clang"
    database = build / "compile_commands.json"
    if not database.exists():
        return [f"{database}:1: missing; ./run test checks makes it"]
    entries = [entry for entry in json.loads(database.read_text())
               if os.path.relpath(entry["file"], root).startswith(LINTED)]
    version = subprocess.run([TOOL, "--version"], capture_output=True, check=True).stdout
    cache = cache_folder()
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = pool.map(lambda entry: lint(root, entry, version, cache), entries)
        # A header's finding comes from every source that includes it: once is enough.
        return sorted({finding for findings in found for finding in findings})


def self_test():
    """A tree with planted violations, compiled by a database of its own."""
    planted = {
        "core/samples/rows/made.h": "#pragma once\nstruct Made {\n  int operator_;\n};\n",
        "core/base/good.cc": "#include \"core/samples/rows/made.h\"\n"
                             "namespace godwit {\nint Twice(int some_number) {\n"
                             "  constexpr int kFactor = 2;\n  return some_number * kFactor;\n}\n}\n",
        "core/base/bad.cc": "namespace Godwit {\nclass lower { int member; };\n"
                            "int camelBack(int SomeNumber) { return SomeNumber; }\n}\n",
        "core/base/null.cc": "int* Nothing() { return 0; }\n",
    }
    expected = {"core/base/bad.cc:1", "core/base/bad.cc:2", "core/base/bad.cc:3",
                "core/base/null.cc:1"}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        os.environ["XDG_CACHE_HOME"] = str(root / "cache")
        build = root / "build"
        build.mkdir()
        entries = []
        for path, text in planted.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
            if not path.endswith(".cc"):
                continue
            entries.append({"directory": str(build), "file": str(root / path),
                            "command": f"env A=b ccache clang++-19 -std=c++20 -I{root} -Xclang "
                                       f"-include-pch -Xclang none.pch -o x.o -c {root / path}"})
        (build / "compile_commands.json").write_text(json.dumps(entries))
        first = {":".join(finding.split(":")[:2]) for finding in check(root, build)}
        kept = len(list((root / "cache" / "godwit" / "lint").iterdir()))
    right = first == expected and kept == 1
    print("planted violations found" if right else
          f"expected {sorted(expected)}, found {sorted(first)}, {kept} verdicts kept")
    return 0 if right else 1


if __name__ == "__main__":
    if not shutil.which(TOOL):
        raise SystemExit(f"error: {TOOL} is missing: ./run test installs it")
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    paths = [pathlib.Path(argument).resolve() for argument in sys.argv[1:]]
    result = check(*(paths or [common.ROOT]))
    print("\n".join(result) if result else "clean")
    sys.exit(1 if result else 0)
