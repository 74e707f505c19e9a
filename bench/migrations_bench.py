"""The part "migrations" of ./run bench: the command line as a user runs it, process by process.

Many small migrations, applied by Godwit, by the sqlite3 shell (a process each) and by Prisma's
`migrate deploy` on the same folder; then the sample profiles, rehearsed and run. Times are of whole
processes. Every database that was made must hold the same, whoever made it.
"""

import json
import os
import shutil
import sqlite3
import statistics

import many_migrations
import processes
from processes import Cost
from programs import ROOT, MeasureError

GODWIT = ROOT / "build/native/godwit"
OLD_MODEL = "20250804090000_context_profiles"
# Users a batch, beside the ten that the sample's data step asks for.
BATCH = 1000
# What a rehearsal does besides copying and running: its proofs.
PROOFS = ("digest-before", "second-run", "checks", "digest-after", "compare")

FULL = {"migrations": 1000, "prismaMigrations": 1000, "rounds": 3, "users": 100_000}
QUICK = {"migrations": 1000, "prismaMigrations": 200, "rounds": 3, "users": 20_000}


def fresh(path):
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path


def demand_same(what, paths):
    found = {name: many_migrations.content(path) for name, path in paths.items()}
    if len(set(found.values())) > 1:
        raise MeasureError(f"{what}: the databases differ: {found}")
    return next(iter(found.values()))


class Many:
    """The folders of many migrations, and how each program applies them."""

    def __init__(self, folder, count):
        self.folder = folder
        self.plain = folder / "plain"
        self.with_down = folder / "with-down"
        self.files = many_migrations.write_project(self.plain, count, with_down=False)
        many_migrations.write_project(self.with_down, count, with_down=True)

    def godwit(self, command, project, path):
        return processes.run([GODWIT, command, "--db", path], cwd=project)[1]

    def shell(self, path):
        total = Cost()
        for file in self.files:
            total += processes.run(["sqlite3", "-bail", path], stdin=file)[1]
        return total


def measure_many(size, folder, say):
    many = Many(folder, size["migrations"])
    has_shell = shutil.which("sqlite3") is not None
    costs = {name: [] for name in ("empty", "up", "upWithDown", "status", "statusWithDown", "shell")}
    made = {"up": folder / "up.db", "upWithDown": folder / "down.db", "shell": folder / "shell.db"}
    for turn in range(size["rounds"]):
        say(f"{size['migrations']:,} small migrations, round {turn + 1} of {size['rounds']}")
        os.sync()
        costs["empty"].append(processes.run([GODWIT, "--version"])[1])
        for name, status, project in (("up", "status", many.plain),
                                      ("upWithDown", "statusWithDown", many.with_down)):
            costs[name].append(many.godwit("up", project, fresh(made[name])))
            costs[status].append(many.godwit("status", project, made[name]))
        if has_shell:
            costs["shell"].append(many.shell(fresh(made["shell"])))
    if not has_shell:
        del costs["shell"], made["shell"]
    result = {"migrations": size["migrations"], "content": demand_same("small migrations", made)}
    result["programs"] = {name: processes.median(runs) for name, runs in costs.items()}
    if has_shell:
        result["shellVersion"] = processes.run(["sqlite3", "--version"])[0].split()[0]
        result["shellBesideUp"] = processes.ratio(costs["shell"], costs["up"])
        result["shellBesideUpWithDown"] = processes.ratio(costs["shell"], costs["upWithDown"])
    return result


def measure_prisma(size, folder, say):
    """One round each: Prisma and Godwit on one folder. None without Prisma."""
    peer = os.environ.get("GODWIT_PRISMA", "")
    if not peer:
        return None
    count = size["prismaMigrations"]
    say(f"{count:,} small migrations, Prisma's migrate deploy")
    many = Many(folder, count)
    (many.plain / "node_modules").symlink_to(os.path.join(peer, "node_modules"))
    path = many.plain / "prisma" / "app.db"
    many_migrations.make_prisma_table(path)
    node = shutil.which("node")
    # Programs that are there, so that it does not download engines that it does not need here.
    env = {"PRISMA_QUERY_ENGINE_LIBRARY": node, "PRISMA_SCHEMA_ENGINE_BINARY": node,
           "CHECKPOINT_DISABLE": "1", "PRISMA_HIDE_UPDATE_MESSAGE": "1"}
    program = many.plain / "node_modules/prisma/build/index.js"
    os.sync()
    prisma = processes.run([node, program, "migrate", "deploy"], env=env, cwd=many.plain)[1]
    status = processes.run([node, program, "migrate", "status"], env=env, cwd=many.plain)[1]
    ours = folder / "up.db"
    up = many.godwit("up", many.plain, fresh(ours))
    our_status = many.godwit("status", many.plain, ours)
    demand_same("Prisma's small migrations", {"Prisma": path, "Godwit": ours})
    version = processes.run([node, program, "--version"], env=env, cwd=many.plain)[0]
    versions = [line.split(":")[1].strip() for line in version.splitlines()
                if line.split(":")[0].strip() == "prisma"]
    return {"migrations": count, "version": versions[0] if versions else "unknown",
            "deploy": prisma.as_json(), "status": status.as_json(), "up": up.as_json(),
            "ourStatus": our_status.as_json(),
            "besideUp": processes.ratio([prisma], [up])}


def copy_profiles(folder):
    """The sample with a clock that goes on: its own stands still, and times would all be 0."""
    shutil.copytree(ROOT / "migrations/profiles", folder)
    settings = json.loads((folder / "godwit.json").read_text(encoding="utf-8"))
    del settings["now"]
    (folder / "godwit.json").write_text(json.dumps(settings), encoding="utf-8")


def measure_profiles(size, folder, say):
    project = folder / "profiles"
    copy_profiles(project)

    def godwit(command, path, *more):
        return processes.run([GODWIT, command, "--project", project, "--db", path, *more])

    prepared = folder / "prepared.db"
    say(f"profiles of {size['users']:,} users")
    godwit("up", prepared, "--to", OLD_MODEL)
    godwit("seed", prepared, "--rows", size["users"])
    costs = {"copy": [], "rehearse": [], "up": [], "upInBatches": []}
    timings = []
    for turn in range(size["rounds"]):
        say(f"profiles, round {turn + 1} of {size['rounds']}")
        place = folder / "round"
        place.mkdir()
        path = place / "p.db"
        shutil.copyfile(prepared, path)
        os.sync()
        costs["copy"].append(godwit("snapshot", path)[1])
        printed, cost = godwit("rehearse", path, "--json")
        costs["rehearse"].append(cost)
        timings.append({entry["part"]: entry["durationMicros"] / 1e6
                        for entry in json.loads(printed)["timings"]})
        costs["up"].append(godwit("up", path)[1])
        count_users(path, size["users"])
        shutil.copyfile(prepared, path)
        os.sync()
        costs["upInBatches"].append(godwit("up", path, "--batch", BATCH)[1])
        count_users(path, size["users"])
        shutil.rmtree(place)
    bound = [up + up + copied for up, copied in zip(costs["up"], costs["copy"])]
    parts = {part: statistics.median(timing[part] for timing in timings) for part in timings[0]}
    return {"users": size["users"], "batch": BATCH, "bytes": prepared.stat().st_size,
            "programs": {name: processes.median(runs) for name, runs in costs.items()},
            "rehearsalParts": parts,
            "proofShare": sum(parts[part] for part in PROOFS) / sum(parts.values()),
            "besideBound": processes.ratio(costs["rehearse"], bound)}


def count_users(path, users):
    """Each user has a profile of the new model."""
    db = sqlite3.connect(path)
    found = db.execute('SELECT count(*) FROM "ProfileNew"').fetchone()[0]
    db.close()
    if found != users:
        raise MeasureError(f"profiles: {found} users of {users} have a profile")


def measure(quick, folder, say):
    size = QUICK if quick else FULL
    result = {}
    for name, part in (("many", measure_many), ("prisma", measure_prisma),
                       ("profiles", measure_profiles)):
        place = folder / name
        place.mkdir()
        found = part(size, place, say)
        if found is not None:
            result[name] = found
        shutil.rmtree(place)
    return result
