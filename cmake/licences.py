"""licences.py OUTPUT WHERE… -- TITLE=FILE…: the texts that must travel with what is shipped, in one.

From NOTICES.md come the components that are inside WHERE ("the playground", say; "every build" goes
without saying) and the sections that hold their terms; each FILE follows as it is. Fails when a
component's terms have no section, or a section stands for nothing.
"""

import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULE = "=" * 80


def read_notices(text):
    """The table's rows and the sections by title."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], (part.strip() for part in parts[2::2])))
    rows = [[cell.strip() for cell in line.strip("| ").split("|")]
            for line in parts[0].splitlines() if line.startswith("|")]
    components = [dict(zip(rows[0], row)) for row in rows[2:]]
    used = {component["terms"] for component in components}
    if used != set(sections):
        sys.exit(f"NOTICES.md: terms without a section or the reverse: {used ^ set(sections)}")
    return components, sections


def wrapped(text):
    return "\n".join(textwrap.fill(line, 80) if len(line) > 100 else line for line in text.split("\n"))


def stb_notice(text):
    """stb's files carry their licence at the end."""
    found = re.search(r"This software is available under 2 licenses.*(?=\n-+\n\*/)", text, re.DOTALL)
    if not found:
        sys.exit("stb: the licence at the end of the file is not where it used to be")
    return found.group(0)


def verbatim(path):
    text = path.read_text(encoding="utf-8").strip()
    return stb_notice(text) if path.suffix == ".h" else text


def compose(places, files):
    components, sections = read_notices((ROOT / "NOTICES.md").read_text(encoding="utf-8"))
    inside = [component for component in components if component["where"] in places]
    blocks = [("Godwit", verbatim(ROOT / "LICENSE"))]
    table = [f"{component['component']}\n    Copyright: {component['copyright']}\n"
             f"    Terms: {component['terms']}" for component in inside]
    blocks.append(("What is inside, besides Godwit", "\n".join(table)))
    blocks += [(title, wrapped(text)) for title, text in sections.items()
               if any(component["terms"] == title for component in inside)]
    blocks += [(f"{title}: its own notice", verbatim(pathlib.Path(path))) for title, path in files]
    return "\n\n".join(f"{RULE}\n{title}\n{RULE}\n\n{text}" for title, text in blocks) + "\n"


def main(output, *arguments):
    split = arguments.index("--")
    places = {"every build", *arguments[:split]}
    files = [argument.split("=", 1) for argument in arguments[split + 1:]]
    pathlib.Path(output).write_text(compose(places, files), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
