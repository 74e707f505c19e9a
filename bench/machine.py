"""What the figures were measured on: processor, memory, system, compilers, commit."""

import os
import pathlib
import platform
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    except FileNotFoundError:
        return ""
    lines = done.stdout.strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else ""


def read(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def field(text, pattern):
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def describe_machine():
    memory = field(read("/proc/meminfo"), r"^MemTotal:\s*(\d+) kB")
    return {
        "processor": field(read("/proc/cpuinfo"), r"^model name\s*:\s*(.*)$") or platform.machine(),
        "processors": os.cpu_count(),
        "memoryBytes": int(memory) * 1024 if memory else 0,
        "system": f"{platform.system()} {platform.release()}",
        "fileSystem": first_line("stat", "-f", "-c", "%T", str(ROOT)),
        "loadBefore": os.getloadavg()[0],
    }


def describe_build():
    cache = read(ROOT / "build/native/CMakeCache.txt")
    flags = field(read(ROOT / "build/native/build.ninja"), r"^  FLAGS = (.*)$")
    changed = first_line("git", "status", "--porcelain", "--untracked-files=no")
    emcc = os.path.join(os.environ.get("GODWIT_EMSCRIPTEN_ROOT", ""), "emcc")
    return {
        "type": field(cache, r"^CMAKE_BUILD_TYPE:\w+=(.*)$"),
        "optimisation": " ".join(word for word in flags.split() if word.startswith(("-O", "-m"))),
        "compiler": first_line("g++", "--version"),
        "emscripten": first_line(emcc, "--version"),
        "node": first_line("node", "--version"),
        "chromium": first_line(os.environ.get("GODWIT_CHROMIUM", "chromium"), "--version"),
        "commit": first_line("git", "rev-parse", "--short", "HEAD") + (", changed" if changed else ""),
    }
