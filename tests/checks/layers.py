"""Checks the arrows of ARCHITECTURE.md: who may include whom."""

import re

import common

# A folder may include itself and what stands here. Arrows point down only.
CORE = {
    "core/base": [],
    "core/sqlite": ["core/base"],
    "core/json": ["core/base"],
    # The rules of a trait text are the sample's own schema file: one copy of them, embedded.
    "core/traits": ["core/base", "core/json", "core/sqlite", "generated/sample_files.h"],
    "core/schema": ["core/base", "core/json", "core/sqlite"],
    # A digest is taken over the structural model.
    "core/digest": ["core/base", "core/json", "core/sqlite", "core/schema"],
    # SQL functions of traits and samples reach it through a registry that engine fills.
    "core/migrate": ["core/base", "core/json", "core/sqlite", "core/schema", "core/digest"],
    "core/samples": ["core/base", "core/json", "core/sqlite", "core/schema", "core/digest",
                     "core/traits", "core/migrate", "generated/sample_files.h"],
    "core/engine": ["core", "generated/sample_files.h"],
}
# The door and the plain values that pass through it.
DOOR = ["core/base", "core/json", "core/engine"]
ABOVE = {
    "shell": [*DOOR, "generated/font_files.h"],
    # The façade of sql.js and the browser's storage stand on statements and on the file interface.
    "web/engine": [*DOOR, "core/sqlite"],
    "web/page": ["shell", *DOOR],
    # The command line under node: implements what native/*.h asks of an operating system.
    "web/node": ["native", *DOOR, "core/sqlite"],
    "web": [*DOOR, "core/sqlite"],
    "native/window": ["shell", "native", *DOOR],
    "native": [*DOOR, "core/sqlite"],
}
RULES = {**CORE, **ABOVE}

# Headers from outside that only some folders may name: (pattern, allowed places, what it is).
RESERVED = [
    (r"sqlite3(ext)?\.h", r"core/sqlite/[^/]*\.cc", "SQLite's header"),
    (r"emscripten(/.*)?(\.h)?", r"web/.*", "Emscripten's header"),
    (r"(imgui|imconfig|imstb)\w*\.h", r"(shell|web/page|native/window|tests/shell)/.*",
     "Dear ImGui's header"),
    (r"(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token|"
     r"filesystem|fstream|iostream|random|locale|format|unistd\.h|pthread\.h|windows\.h|dlfcn\.h|"
     r"fcntl\.h|poll\.h|sys/.*)",
     r"(?!core/).*", "a platform or thread header"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def layer_of(path):
    """The longest rule that names the path's folder, or None."""
    matching = [rule for rule in RULES if path.startswith(rule + "/")]
    return max(matching, key=len) if matching else None


def check_include(path, name):
    """The reason why `path` may not include `name`, or None."""
    for pattern, allowed, what in RESERVED:
        if re.fullmatch(pattern, name) and not re.fullmatch(allowed, path):
            return f"{what} <{name}> is not for this folder"
    layer = layer_of(path)
    if layer is None:  # tests, bench: may see everything
        return None
    if not name.startswith(("core/", "shell/", "web/", "native/", "tests/", "bench/", "generated/")):
        return None
    if name == "generated/embedded_file.h" or layer_of(name) == layer or name.startswith(layer + "/"):
        return None
    if any(name == allowed or name.startswith(allowed + "/") for allowed in RULES[layer]):
        return None
    return f"{layer} may not include {name}"


def check(root):
    findings = []
    for path in common.project_files(root):
        if not path.endswith((".h", ".cc")):
            continue
        text = common.read_text(root / path) or ""
        if path.startswith("core/") and layer_of(path) is None:
            findings.append(f"{path}:1: a folder of core that the layer rules do not know")
        for include in INCLUDE.finditer(text):
            reason = check_include(path, include.group(2))
            if reason:
                line = text.count("\n", 0, include.start(1)) + 1
                findings.append(f"{path}:{line}: {reason}")
        if not path.startswith("web/"):
            for found in re.finditer(r"\b__EMSCRIPTEN__\b|\bEM_(ASM|JS)\b", text):
                line = text.count("\n", 0, found.start()) + 1
                findings.append(f"{path}:{line}: {found.group()} outside web/")
    return findings


CASES = [
    ("every allowed arrow", {
        "core/base/a.h": "#include <string>\n",
        "core/sqlite/a.cc": '#include <sqlite3.h>\n#include "core/base/a.h"\n',
        "core/migrate/a.cc": '#include "core/digest/a.h"\n#include "core/migrate/b.h"\n',
        "core/engine/a.cc": '#include "core/traits/a.h"\n#include "generated/sample_files.h"\n',
        "shell/views/a.cc": '#include "imgui.h"\n#include "shell/a.h"\n#include "core/json/a.h"\n',
        "web/page/a.cc": '#include <emscripten/html5.h>\n#include "shell/app.h"\n',
        "web/node/a.cc": '#include "native/host.h"\n',
        "native/cli/a.cc": '#include <thread>\n#include "core/engine/a.h"\n#include "native/host.h"\n',
        "tests/migrate/a_test.cc": '#include "core/migrate/a.h"\n',
    }, []),
    ("up inside core", {"core/base/a.h": '\n#include "core/json/a.h"\n'},
     ["core/base/a.h:2: core/base may not include core/json/a.h"]),
    ("siblings", {"core/json/a.h": '#include "core/sqlite/a.h"\n'}, ["core/json/a.h:1: core/json"]),
    ("migrate knows no traits", {"core/migrate/a.cc": '#include "core/traits/a.h"\n'},
     ["core/migrate/a.cc:1:"]),
    ("core looks up", {"core/engine/a.cc": '#include "shell/a.h"\n'}, ["core/engine/a.cc:1:"]),
    ("past the door", {"shell/a.cc": '#include "core/migrate/a.h"\n'}, ["shell/a.cc:1:"]),
    ("web meets native", {"web/page/a.cc": '#include "native/host.h"\n',
                          "native/a.cc": '#  include  "web/page/a.h"\n'},
     ["native/a.cc:1:", "web/page/a.cc:1:"]),
    ("command line sees the shell", {"native/cli/a.cc": '#include "shell/app.h"\n'},
     ["native/cli/a.cc:1:"]),
    ("sqlite3.h outside", {"core/digest/a.cc": "#include <sqlite3.h>\n",
                           "tests/a_test.cc": '#include "sqlite3.h"\n'},
     ["core/digest/a.cc:1: SQLite", "tests/a_test.cc:1: SQLite"]),
    ("sqlite3.h in a header", {"core/sqlite/a.h": "#include <sqlite3.h>\n"}, ["core/sqlite/a.h:1:"]),
    ("Emscripten outside web", {"shell/a.cc": "#include <emscripten.h>\n#ifdef __EMSCRIPTEN__\n#endif\n"},
     ["shell/a.cc:1: Emscripten", "shell/a.cc:2: __EMSCRIPTEN__"]),
    ("Dear ImGui outside", {"native/a.cc": '#include "imgui.h"\n',
                            "core/base/a.cc": '#include "imgui_internal.h"\n'},
     ["core/base/a.cc:1: Dear ImGui", "native/a.cc:1: Dear ImGui"]),
    ("a thread in core", {"core/base/a.cc": "#include <thread>\n"}, ["core/base/a.cc:1: a platform"]),
    ("unknown folder of core", {"core/extra/a.cc": ""}, ["core/extra/a.cc:1:"]),
]

if __name__ == "__main__":
    common.main(check, CASES)
