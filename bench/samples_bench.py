"""The part "samples" of ./run bench: what the query layers of reviews and valuerank take, in memory.

The feed's first page beside one far behind it, toggles of a like, ten levels of ancestors, and seeding,
native and in WASM, each operation many times in one process.
"""

from programs import MeasureError

PROGRAMS = ("native", "wasm")
PAGE = 10_000
ROUNDS = 1000
DEFINITIONS = 100_000
# WASM has fewer reviews: a million of them would take most of its 4 GB.
FULL = {"reviews": {"native": 1_000_000, "wasm": 250_000}, "page": PAGE}
QUICK = {"reviews": {"native": 50_000, "wasm": 50_000}, "page": 2000}

PAGE_MILLIS = 1.0
LIKE_MILLIS = 0.1
ANCESTRY_MILLIS = {"native": 5.0, "wasm": 15.0}
SEED_MILLIS = 1000.0
# How much slower a far page may be than the first before it grows with its number.
FAR_PAGE = 1.5


def millis(run, rounds):
    return {"cpu": run["cpuMicros"] / 1000 / rounds, "wall": run["wallMicros"] / 1000 / rounds}


def measure_program(programs, name, size, say):
    say(f"the feed of {size['reviews'][name]:,} reviews, {name}")
    feed = programs.feed(name, size["reviews"][name], size["page"], ROUNDS)
    say(f"ancestry among {DEFINITIONS:,} definitions, {name}")
    ancestry = programs.ancestry(name, DEFINITIONS, ROUNDS)
    seeding = {sample: programs.seeding(name, sample) for sample in ("reviews", "valuerank")}
    return {"reviews": feed["rows"], "published": feed["published"],
            **{what: millis(feed[what], ROUNDS) for what in ("firstPage", "farPage", "likes")},
            "ancestors": millis(ancestry["ancestors"], ROUNDS),
            "seeding": {sample: {"first": millis(run["first"], 1), "second": millis(run["second"], 1),
                                 "sha256": run["sha256"]} for sample, run in seeding.items()}}


def measure(programs, quick, say):
    size = QUICK if quick else FULL
    found = {name: measure_program(programs, name, size, say) for name in PROGRAMS}
    for sample in ("reviews", "valuerank"):
        if len({entry["seeding"][sample]["sha256"] for entry in found.values()}) > 1:
            raise MeasureError(f"seeding of {sample}: native and WASM leave different rows")
    return {"page": size["page"], "rounds": ROUNDS, "definitions": DEFINITIONS, "programs": found}


def cells(entry):
    return [f"{entry['cpu']:.3f} ms", f"{entry['wall']:.3f} ms"]


def lines(result, grid, titles):
    out = ["", f"Query layers in memory, mean of {result['rounds']:,} calls"]
    for name, entry in result["programs"].items():
        rows = [[titles[name], "CPU", "wall"],
                [f"feed of {entry['published']:,} published reviews, page 1", *cells(entry["firstPage"])],
                [f"  page {result['page']:,}", *cells(entry["farPage"])],
                ["a like, on or off, with its counter", *cells(entry["likes"])],
                [f"ten levels of ancestors, {result['definitions']:,} definitions",
                 *cells(entry["ancestors"])]]
        for sample, seeding in entry["seeding"].items():
            rows.append([f"seeding {sample}, once", *cells(seeding["first"])])
            rows.append(["  again: changes nothing", *cells(seeding["second"])])
        out += grid(rows)
    return out


def judge(result, titles):
    aims = []

    def add(name, wanted, measured, met):
        aims.append({"name": name, "wanted": wanted, "measured": measured, "met": bool(met)})

    for name, entry in result["programs"].items():
        title = titles[name]
        for what, words, most in (("firstPage", "feed, page 1", PAGE_MILLIS),
                                  ("farPage", f"feed, page {result['page']:,}", PAGE_MILLIS),
                                  ("likes", "a like", LIKE_MILLIS),
                                  ("ancestors", "ten levels of ancestors", ANCESTRY_MILLIS[name])):
            add(f"{words}, {title}", f"< {most:g} ms CPU", f"{entry[what]['cpu']:.3f} ms",
                entry[what]["cpu"] < most)
        far = entry["farPage"]["cpu"] / entry["firstPage"]["cpu"]
        add(f"page {result['page']:,} beside page 1, {title}", f"< {FAR_PAGE:g} ×", f"{far:.2f} ×",
            far < FAR_PAGE)
        slowest = max(seeding["first"]["cpu"] for seeding in entry["seeding"].values())
        add(f"seeding, {title}", f"< {SEED_MILLIS:,.0f} ms CPU", f"{slowest:.1f} ms", slowest < SEED_MILLIS)
    return aims
