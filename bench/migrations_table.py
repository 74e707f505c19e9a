"""What the part "migrations" of ./run bench prints, and its aims."""


def seconds(entry):
    return [f"{entry['cpuSeconds']:.3f} s", f"{entry['wallSeconds']:.3f} s"]


def times(ratio):
    return [f"{ratio['cpu']:.2f} ×", f"{ratio['wall']:.2f} ×"]


def many_lines(many, grid):
    titles = {"empty": "godwit --version, an empty process",
              "up": "godwit up", "upWithDown": "godwit up, each with a down.sql",
              "status": "godwit status", "statusWithDown": "godwit status, each with a down.sql",
              "shell": f"sqlite3 {many.get('shellVersion', '')}, a process a file"}
    rounds = len(many["programs"]["up"]["rounds"])
    lines = ["", f"{many['migrations']:,} small migrations, whole processes, median of {rounds} rounds"]
    rows = [["", "CPU", "wall"]]
    rows += [[titles[name], *seconds(entry)] for name, entry in many["programs"].items()]
    lines += grid(rows)
    if "shellBesideUp" in many:
        cpu, wall = times(many["shellBesideUp"])
        lines.append(f"  the shell takes {cpu} the processor time of godwit up, {wall} its wall time")
    else:
        lines.append("  sqlite3 is not installed, so it is left out")
    return lines + [f"  databases equal: SHA-256 of schema and rows {many['content'][:16]}…"]


def prisma_lines(prisma, grid):
    if prisma is None:
        return ["", "Prisma: left out (GODWIT_NO_PRISMA=1)"]
    lines = ["", f"{prisma['migrations']:,} small migrations beside Prisma {prisma['version']} "
                 "(JavaScript engine, libSQL adapter), 1 round"]
    rows = [["", "CPU", "wall"]]
    for title, name in (("prisma migrate deploy", "deploy"), ("godwit up", "up"),
                        ("prisma migrate status", "status"), ("godwit status", "ourStatus")):
        rows.append([title, *seconds(prisma[name])])
    cpu, wall = times(prisma["besideUp"])
    return lines + grid(rows) + [
        f"  Prisma takes {cpu} the processor time, {wall} the wall time; databases equal"]


def profiles_lines(profiles, grid):
    batch = f"{profiles['batch']:,}"
    titles = {"copy": "godwit snapshot: one copy", "rehearse": "godwit rehearse",
              "up": "godwit up, batches of 10 as the sample says",
              "upInBatches": f"godwit up --batch {batch}"}
    rounds = len(profiles["programs"]["up"]["rounds"])
    lines = ["", f"profiles, {profiles['users']:,} users, {profiles['bytes'] / 1e6:,.1f} MB, median of "
                 f"{rounds} rounds"]
    rows = [["", "CPU", "wall"]]
    rows += [[titles[name], *seconds(entry)] for name, entry in profiles["programs"].items()]
    lines += grid(rows)
    cpu, wall = times(profiles["besideBound"])
    lines.append(f"  a rehearsal with its proofs takes {cpu} the processor time of two plain runs and "
                 f"one copy, {wall} their wall time")
    parts = ", ".join(f"{part} {value:.2f} s" for part, value in profiles["rehearsalParts"].items())
    lines.append(f"  its parts, wall: {parts}")
    lines.append(f"  of that its proofs (digests, second run, checks, compare): "
                 f"{profiles['proofShare']:.0%}")
    return lines


def lines(result, grid):
    return (many_lines(result["many"], grid) + prisma_lines(result.get("prisma"), grid) +
            profiles_lines(result["profiles"], grid))


def aim(name, wanted, measured, met):
    return {"name": name, "wanted": wanted, "measured": measured, "met": bool(met)}


def judge(result):
    many, profiles = result["many"], result["profiles"]
    aims = []
    for name, title in (("status", ""), ("statusWithDown", ", with down.sql")):
        status = many["programs"][name]["cpuSeconds"] * 1000
        aims.append(aim(f"status of {many['migrations']:,} migrations{title}", "< 10 ms of CPU",
                        f"{status:.1f} ms", status < 10))
    for name, title in (("shellBesideUp", ""), ("shellBesideUpWithDown", ", with down.sql")):
        if name in many:
            faster = many[name]["cpu"]
            aims.append(aim(f"up of {many['migrations']:,} migrations{title}", "> 1 × sqlite3 shell",
                            f"{faster:.2f} ×", faster > 1))
    if "prisma" in result:
        faster = result["prisma"]["besideUp"]["cpu"]
        aims.append(aim(f"up of {result['prisma']['migrations']:,} migrations", "≥ 20 × Prisma's deploy",
                        f"{faster:.2f} ×", faster >= 20))
    bound = profiles["besideBound"]["cpu"]
    aims.append(aim("rehearsal, its proofs included", "≤ 1 × two runs and a copy", f"{bound:.2f} ×",
                    bound <= 1))
    if profiles["users"] == 100_000:
        run = profiles["programs"]["upInBatches"]["cpuSeconds"]
        aims.append(aim(f"profiles of 100,000 users, batches of {profiles['batch']:,}", "< 5 s of CPU",
                        f"{run:.2f} s", run < 5))
    return aims
