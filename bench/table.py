"""The table that ./run bench prints."""

import migrations_table
import samples_bench
import schema_bench

TITLES = {"native": "native", "wasm": "WASM under node", "peer": "JavaScript peer"}
WAYS = {"bulk": "in bulk", "single": "one by one"}
SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
MEGABYTE = 1_000_000


def grid(rows):
    """Rows of words as aligned lines: the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  " + "  ".join(cells).rstrip())
    return lines


def times(entry):
    if "besidePeer" not in entry:
        return ["", ""]
    return [f"{entry['besidePeer']['cpu']:.2f} ×", f"{entry['besidePeer']['wall']:.2f} ×"]


def rate_cells(entry):
    return [f"{entry['perCpuSecond']:,.0f}", f"{entry['perWallSecond']:,.0f}", *times(entry)]


HEAD = ["per CPU second", "per wall second", "beside peer, CPU", "wall"]


def traits_lines(traits, rounds):
    lines = ["", f"Trait texts, {traits['ids']:,} ids × {traits['passes']}, median of {rounds} rounds"]
    rows = [["", *HEAD]]
    for name, ways in traits["programs"].items():
        for way, entry in ways.items():
            title = "npm seedrandom under node" if name == "peer" else f"{TITLES[name]}, {WAYS[way]}"
            rows.append([title, *rate_cells(entry)])
    return lines + grid(rows) + [f"  texts equal: SHA-256 {traits['sha256'][:16]}…"]


def settings_line(settings, where):
    line = f"SQLite {settings['sqlite']}, page {settings['page_size']}, journal {settings['journal_mode']}"
    if where == "memory":  # no cache and no sync there
        return line
    return (f"{line}, cache_size {settings['cache_size']}, synchronous "
            f"{SYNCHRONOUS[settings['synchronous']]}")


def backfill_lines(backfill, where, title):
    entry = backfill[where]
    rounds = entry["programs"]["native"]["rounds"]
    lines = ["", f"Backfill of {backfill['rows']:,} pets {title}, batches of {backfill['batch']:,}, rows, "
                 f"median of {rounds} rounds"]
    rows = [["", *HEAD]]
    for name, program in entry["programs"].items():
        rows.append([TITLES[name], *rate_cells(program)])
    lines += grid(rows)
    slower = entry["wasmSlower"]
    lines.append(f"  WASM takes {slower['cpu']:.2f} × native's processor time, "
                 f"{slower['wall']:.2f} × its wall time")
    for name, settings in entry["settings"].items():
        lines.append(f"  {TITLES[name]}: {settings_line(settings, where)}")
    return lines


def megabytes(peaks, kind):
    return f"{peaks[kind] / MEGABYTE:,.2f}" if kind in peaks else "-"


def memory_lines(result):
    small = result["smallMemory"]
    lines = ["", "Peak memory of the backfill's process, MB"]
    rows = [["", "rows", "resident", "SQLite's own", "C++ heap besides"]]
    for where in ("memory", "disk"):
        for name, many in result["backfill"][where]["peaks"].items():
            title = f"{TITLES[name]}, {'in memory' if where == 'memory' else 'on disk'}"
            for count, peaks in ((small["rows"], small[where][name]),
                                 (result["backfill"]["rows"], many)):
                rows.append([title, f"{count:,}", megabytes(peaks, "peakResidentBytes"),
                             megabytes(peaks, "peakSqliteBytes"), megabytes(peaks, "peakHeapBytes")])
    return lines + grid(rows)


def site_lines(site):
    rows = [["", "raw bytes", "gzip bytes"], ["whole site", f"{site['rawBytes']:,}",
                                             f"{site['gzipBytes']:,}"]]
    for name, file in site["files"].items():
        if name.endswith(".wasm"):
            rows.append([name, f"{file['rawBytes']:,}", f"{file['gzipBytes']:,}"])
    lines = ["", f"The playground in Chromium, median of {site['runs']} fresh contexts", *grid(rows)]
    for title, key in (("navigation to the first usable frame", "usableMillis"),
                       ("press on Pets until it is open and drawn", "sampleMillis")):
        spread = site[key]
        lines.append(f"  {title}: {spread['median']} ms ({spread['least']} to {spread['most']})")
    return lines


def aims_lines(aims):
    rows = [["Aim", "wanted", "measured", ""]]
    rows += [[aim["name"], aim["wanted"], aim["measured"], "met" if aim["met"] else "MISSED"]
             for aim in aims]
    return ["", *grid(rows)]


def pieces_lines(pieces):
    rows = [["Parts, native (Google Benchmark)", "items per CPU second"]]
    rows += [[name, f"{rate:,.0f}"] for name, rate in pieces.items()]
    return ["", *grid(rows)]


def head_lines(result):
    machine, build = result["machine"], result["build"]
    lines = [
        f"Machine: {machine['processor']}, {machine['processors']} processors, "
        f"{machine['memoryBytes'] / 1e9:.1f} GB, {machine['system']}, files on {machine['fileSystem']}; "
        f"load {machine['loadBefore']:.2f} before, {machine['loadAfter']:.2f} after, "
        f"{result['seconds']:.0f} seconds",
        f"Build: {build['type']} ({build['optimisation']}), " +
        "; ".join(word for word in (build["compiler"], build["emscripten"], f"node {build['node']}",
                                    build["chromium"], f"commit {build['commit']}") if word),
    ]
    if "peer" in build:
        lines.append("Peer: " + ", ".join(f"{name} {number}" for name, number in build["peer"].items()))
    elif result["only"] is None:
        lines.append("Peer: left out (GODWIT_NO_PEER=1), so nothing stands beside it")
    return lines


def programs_lines(result):
    lines = traits_lines(result["traits"], result["size"]["textRounds"])
    lines += backfill_lines(result["backfill"], "memory", "in memory")
    lines += backfill_lines(result["backfill"], "disk", "on disk")
    lines += memory_lines(result)
    lines += site_lines(result["site"])
    if "pieces" in result:
        lines += pieces_lines(result["pieces"])
    return lines


def render(result):
    lines = head_lines(result)
    if result["only"] is None:
        lines += programs_lines(result)
    if "schema" in result:
        lines += schema_bench.lines(result["schema"], grid, TITLES)
    if "samples" in result:
        lines += samples_bench.lines(result["samples"], grid, TITLES)
    if "migrations" in result:
        lines += migrations_table.lines(result["migrations"], grid)
    lines += aims_lines(result["aims"])
    return "\n".join(lines)
