"""The part "schema" of ./run bench: the rebuild of a large table, and schemas of many tables.

A rebuild as Godwit plans it beside the same steps written by hand, native and in WASM, in memory; the
proofs that `up` adds stand beside it. Both ways must leave the same rows.
"""

import statistics

from programs import MeasureError, run_json

PROGRAMS = ("native", "wasm")
FULL = {"rows": 400_000, "rounds": 9, "tables": (1000, 10_000)}
QUICK = {"rows": 100_000, "rounds": 3, "tables": (1000,)}

# What a rebuild as planned may take beside one by hand; what reading a schema and a plan may take.
MOST_BY_HAND = 1.15
INSPECT_SECONDS = 0.100
DIFF_SECONDS = 0.050
AIM_TABLES = 1000


def seconds(runs):
    """Medians over the rounds: {"cpu": …, "wall": …}."""
    return {kind: statistics.median(run[key] / 1e6 for run in runs)
            for kind, key in (("cpu", "cpuMicros"), ("wall", "wallMicros"))}


def measure_rebuild(programs, name, size, say):
    runs = {"hand": [], "plan": []}
    for turn in range(size["rounds"]):
        say(f"rebuild, {name}, round {turn + 1} of {size['rounds']}")
        # Who comes first changes from round to round.
        for way in sorted(runs, reverse=turn % 2 == 1):
            runs[way].append(programs.rebuild(name, size["rows"], way))
    found = {run["sha256"] for all_runs in runs.values() for run in all_runs}
    if len(found) > 1:
        raise MeasureError(f"rebuild, {name}: the rows differ: {sorted(found)}")
    beside = [plan["cpuMicros"] / hand["cpuMicros"] for plan, hand in zip(runs["plan"], runs["hand"])]
    return {"hand": seconds(runs["hand"]), "plan": seconds(runs["plan"]),
            "besideHand": statistics.median(beside), "least": min(beside), "most": max(beside),
            "keptRows": seconds([run["keptRows"] for run in runs["plan"]]),
            "foreignKeys": seconds([run["foreignKeys"] for run in runs["plan"]]),
            "sha256": found.pop()}


def measure_schemas(programs, name, tables, rounds, say):
    say(f"schemas of {tables:,} tables, {name}")
    runs = [programs.schemas(name, tables) for _ in range(rounds)]
    return {what: seconds([run[what] for run in runs]) for what in ("inspect", "diff")}


def measure(programs, quick, say):
    size = QUICK if quick else FULL
    rebuild = {name: measure_rebuild(programs, name, size, say) for name in PROGRAMS}
    if len({entry["sha256"] for entry in rebuild.values()}) > 1:
        raise MeasureError("rebuild: native and WASM leave different rows")
    # The aims' size is measured often, the larger once: it is there to show how the work grows.
    schemas = {tables: {name: measure_schemas(programs, name, tables,
                                              3 if tables == AIM_TABLES else 1, say)
                        for name in PROGRAMS} for tables in size["tables"]}
    return {"rows": size["rows"], "rounds": size["rounds"], "rebuild": rebuild, "schemas": schemas}


def milliseconds(entry):
    return [f"{entry['cpu'] * 1000:,.0f} ms", f"{entry['wall'] * 1000:,.0f} ms"]


def lines(result, grid, titles):
    out = ["", f"Rebuild of a table of {result['rows']:,} rows in memory, median of {result['rounds']} rounds"]
    for name, entry in result["rebuild"].items():
        rows = [[titles[name], "CPU", "wall", "beside by hand, CPU"],
                ["by hand", *milliseconds(entry["hand"]), ""],
                ["as planned", *milliseconds(entry["plan"]),
                 f"{entry['besideHand']:.2f} × ({entry['least']:.2f} to {entry['most']:.2f})"],
                ["proof that rows are kept", *milliseconds(entry["keptRows"]), ""],
                ["foreign keys, before and after", *milliseconds(entry["foreignKeys"]), ""]]
        out += grid(rows)
    out += ["", "Schemas: tables of six columns, two indexes, a CHECK and a foreign key, in memory"]
    rows = [["", "reading it, CPU", "wall", "a plan where one differs, CPU", "wall"]]
    for tables, programs in result["schemas"].items():
        for name, entry in programs.items():
            rows.append([f"{tables:,} tables, {titles[name]}", *milliseconds(entry["inspect"]),
                         *milliseconds(entry["diff"])])
    return out + grid(rows)


def judge(result, titles):
    aims = []
    for name, entry in result["rebuild"].items():
        aims.append({"name": f"rebuild as planned, {titles[name]}",
                     "wanted": f"≤ {MOST_BY_HAND:.2f} × by hand",
                     "measured": f"{entry['besideHand']:.2f} ×",
                     "met": entry["besideHand"] <= MOST_BY_HAND})
    native = result["schemas"][AIM_TABLES]["native"]
    for title, what, most in (("reading", "inspect", INSPECT_SECONDS), ("a plan of", "diff", DIFF_SECONDS)):
        aims.append({"name": f"{title} {AIM_TABLES:,} tables, native", "wanted": f"< {most * 1000:.0f} ms CPU",
                     "measured": milliseconds(native[what])[0], "met": native[what]["cpu"] < most})
    return aims
