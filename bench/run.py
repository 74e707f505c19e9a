"""./run bench: measures, prints a table and writes build/bench.json.

Usage: run.py [--quick] [--only PART]. cmake/setup/bench.sh builds what is measured and starts this.

Every figure is the median of several rounds. In a round each program does the job once, one right after
the other, so that a machine that is slow for a while is slow for all of them; ratios are taken within a
round. Rates are of processor time, because other work on the machine does not change it much; those of
wall time stand beside them. Before a figure is believed, the results of all programs must be equal.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import time

sys.dont_write_bytecode = True  # nothing into the source tree

import machine  # noqa: E402
import migrations_bench  # noqa: E402
import migrations_table  # noqa: E402
import samples_bench  # noqa: E402
import schema_bench  # noqa: E402
import table  # noqa: E402
from programs import ROOT, MeasureError, Programs  # noqa: E402

IDS = 100_000
# SHA-256 over the texts of pet-0 … pet-99999, each ended by a line feed: the sample's published value.
IDS_SHA256 = "cf0e9fcaec445524d2fcbd7eae0d9d607cebd5560ad8008e4338df220994dd39"
BATCH = 10_000
SMALL_ROWS = 10_000
# Memory that differs by less is the same.
SAME_BYTES = 64 * 1024

FULL = {"rows": 1_000_000, "rounds": 3, "textRounds": 5, "passes": 10, "pageRuns": 9}
QUICK = {"rows": 100_000, "rounds": 3, "textRounds": 3, "passes": 2, "pageRuns": 3}


def say(text):
    print(f"== {text}", file=sys.stderr, flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./run bench", description="Builds and measures.",
                                     allow_abbrev=False)
    parser.add_argument("--quick", action="store_true",
                        help=f"{QUICK['rows']:,} rows instead of {FULL['rows']:,}, fewer rounds")
    parser.add_argument("--only", choices=["migrations", "schema", "samples"],
                        help="one part alone: the command line with many migrations and with profiles; "
                             "rebuilds and schemas of many tables; the samples' query layers")
    return parser.parse_args()


def demand_equal(what, values):
    """values: {who: value}; an error when they are not all equal."""
    if len(set(values.values())) > 1:
        shown = "\n".join(f"  {who}: {value}" for who, value in values.items())
        raise MeasureError(f"{what}: the results differ\n{shown}")


def rates(runs, count):
    """Medians over the rounds' runs of one program."""
    return {
        "rounds": len(runs),
        "perCpuSecond": statistics.median(count / (run["cpuMicros"] / 1e6) for run in runs),
        "perWallSecond": statistics.median(count / (run["wallMicros"] / 1e6) for run in runs),
        "cpuSeconds": [run["cpuMicros"] / 1e6 for run in runs],
        "wallSeconds": [run["wallMicros"] / 1e6 for run in runs],
    }


def ratio(faster, slower):
    """How many times as fast, as the median over rounds; of processor time and of wall time."""
    return {kind: statistics.median(s[key] / f[key] for f, s in zip(faster, slower))
            for kind, key in (("cpu", "cpuMicros"), ("wall", "wallMicros"))}


def measure_traits(programs, size):
    """{row: rates and the ratio to the peer}; rows are a program and a way."""
    rows = [(name, way) for name in programs.names() for way in ("bulk", "single")
            if name != "peer" or way == "single"]
    runs = {row: [] for row in rows}
    for turn in range(size["textRounds"]):
        say(f"trait texts, round {turn + 1} of {size['textRounds']}")
        for name, way in rows:
            runs[name, way].append(programs.traits(name, IDS, size["passes"], way))
    proofs = {f"{name}, {way}, round {turn + 1}": run["sha256"]
              for (name, way), all_runs in runs.items() for turn, run in enumerate(all_runs)}
    demand_equal("trait texts", {**proofs, "published": IDS_SHA256})
    result = {"ids": IDS, "passes": size["passes"], "sha256": IDS_SHA256, "programs": {}}
    for (name, way), all_runs in runs.items():
        entry = rates(all_runs, IDS * size["passes"])
        if programs.peer_folder and name != "peer":
            entry["besidePeer"] = ratio(all_runs, runs["peer", "single"])
        result["programs"].setdefault(name, {})[way] = entry
    return result


def backfill_rounds(programs, size, folder, what):
    """{program: [run, …]}; on disk each run has a copy of one prepared file."""
    runs = {name: [] for name in programs.names()}
    digests = {}
    prepared = folder / "prepared.db"
    if what == "disk":
        say(f"preparing a file of {size['rows']:,} pets")
        programs.prepare(prepared, size["rows"])
    for turn in range(size["rounds"]):
        say(f"backfill, {what}, round {turn + 1} of {size['rounds']}")
        for name in programs.names():
            if what == "memory":
                runs[name].append(programs.backfill(name, BATCH, rows=size["rows"]))
                continue
            path = folder / f"{name}.db"
            shutil.copyfile(prepared, path)
            # The copy's pages must not be written while the run is timed.
            os.sync()
            runs[name].append(programs.backfill(name, BATCH, path=path))
            if turn == 0:
                digests[name] = programs.digest(path)
            path.unlink()
    if what == "disk":
        demand_equal("digest of table Pet after the backfill on disk", digests)
        prepared.unlink()
    return runs, digests.get("native")


def measure_backfill(programs, size, folder):
    result = {"rows": size["rows"], "batch": BATCH}
    proofs = {}
    for what in ("memory", "disk"):
        runs, digest = backfill_rounds(programs, size, folder, what)
        for name, all_runs in runs.items():
            for turn, run in enumerate(all_runs):
                if (run["rows"], run["pets"]) != (size["rows"], size["rows"]):
                    raise MeasureError(f"backfill, {what}, {name}: {run['rows']} rows were written")
                proofs[f"{name}, {what}, round {turn + 1}"] = run["sha256"]
        entry = {"programs": {name: rates(all_runs, size["rows"]) for name, all_runs in runs.items()},
                 "settings": {name: all_runs[0]["settings"] for name, all_runs in runs.items()},
                 "peaks": {name: peaks(all_runs) for name, all_runs in runs.items()},
                 "wasmSlower": ratio(runs["native"], runs["wasm"])}
        if digest:
            entry["petDigest"] = digest
        if programs.peer_folder:
            for name in ("native", "wasm"):
                entry["programs"][name]["besidePeer"] = ratio(runs[name], runs["peer"])
        result[what] = entry
    demand_equal("traits after the backfill", proofs)
    result["sha256"] = proofs["native, memory, round 1"]
    return result


def peaks(runs):
    kinds = ("peakResidentBytes", "peakSqliteBytes", "peakHeapBytes")
    return {kind: int(statistics.median(run[kind] for run in runs))
            for kind in kinds if kind in runs[0]}


def measure_small(programs, folder):
    """Peaks of memory with few rows, beside those of the many: {where: {program: peaks}}."""
    say(f"memory with {SMALL_ROWS:,} rows")
    found = {"memory": {}, "disk": {}}
    for name in programs.names():
        found["memory"][name] = peaks([programs.backfill(name, BATCH, rows=SMALL_ROWS)])
        path = folder / f"{name}-small.db"
        programs.prepare(path, SMALL_ROWS)
        found["disk"][name] = peaks([programs.backfill(name, BATCH, path=path)])
        path.unlink()
    return {"rows": SMALL_ROWS, **found}


def judge(result):
    """Each aim of the project beside what was measured."""
    aims = []

    def add(name, wanted, measured, met):
        aims.append({"name": name, "wanted": wanted, "measured": measured, "met": bool(met)})

    for name, least in (("native", 5.0), ("wasm", 2.5)):
        for way, entry in result["traits"]["programs"][name].items():
            if "besidePeer" in entry:
                times = entry["besidePeer"]["cpu"]
                add(f"trait texts, {table.WAYS[way]}, {table.TITLES[name]}", f"≥ {least:g} × seedrandom",
                    f"{times:.2f} ×", times >= least)
    memory = result["backfill"]["memory"]
    rate = memory["programs"]["native"]["perCpuSecond"]
    add("backfill in memory, native", "≥ 300,000 rows/s", f"{rate:,.0f} rows/s", rate >= 300_000)
    slower = memory["wasmSlower"]["cpu"]
    add("backfill in memory, WASM", "within 2.5 × of native", f"{slower:.2f} ×", slower <= 2.5)
    for where in ("memory", "disk"):
        for name in ("native", "wasm"):
            many = result["backfill"][where]["peaks"][name]["peakHeapBytes"]
            few = result["smallMemory"][where][name]["peakHeapBytes"]
            add(f"heap without SQLite's, {where}, {table.TITLES[name]}",
                f"as with {SMALL_ROWS:,} rows", f"{many - few:+,} bytes", abs(many - few) < SAME_BYTES)
    return aims


def measure_programs(result, arguments, size, folder):
    """What the programs of bench/measure, the peer and the browser do."""
    programs = Programs()
    if programs.peer_folder:
        result["build"]["peer"] = programs.peer_versions()
    # How a connection of Godwit's stands to the disk, asked of a small file.
    path = folder / "settings.db"
    programs.prepare(path, 1)
    programs.settings = programs.backfill("native", 1, path=path)["settings"]
    path.unlink()

    # What is short comes first, so that what fails fails before the long parts.
    say("the playground's site")
    result["site"] = programs.site(size["pageRuns"])
    if not arguments.quick:
        say("the parts, by Google Benchmark")
        result["pieces"] = programs.pieces()
    result["smallMemory"] = measure_small(programs, folder)
    result["traits"] = measure_traits(programs, size)
    result["backfill"] = measure_backfill(programs, size, folder)
    result["aims"] += judge(result)


def measure(arguments):
    began = time.monotonic()
    size = QUICK if arguments.quick else FULL
    folder = ROOT / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    result = {"quick": arguments.quick, "only": arguments.only, "size": size,
              "machine": machine.describe_machine(), "build": machine.describe_build(), "aims": []}
    if arguments.only is None:
        measure_programs(result, arguments, size, folder)
    if arguments.only in (None, "schema"):
        result["schema"] = schema_bench.measure(Programs(), arguments.quick, say)
        result["aims"] += schema_bench.judge(result["schema"], table.TITLES)
    if arguments.only in (None, "samples"):
        result["samples"] = samples_bench.measure(Programs(), arguments.quick, say)
        result["aims"] += samples_bench.judge(result["samples"], table.TITLES)
    if arguments.only in (None, "migrations"):
        result["migrations"] = migrations_bench.measure(arguments.quick, folder, say)
        result["aims"] += migrations_table.judge(result["migrations"])
    result["machine"]["loadAfter"] = os.getloadavg()[0]
    result["seconds"] = round(time.monotonic() - began, 1)
    shutil.rmtree(folder)
    return result


def main():
    arguments = parse_arguments()
    try:
        result = measure(arguments)
    except MeasureError as error:
        sys.exit(f"error: ./run bench: {error}")
    out = ROOT / "build" / "bench.json"
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table.render(result))
    print(f"\nAll of it: {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
