"""Programs run as a user runs them, each with what its whole process tree cost."""

import os
import statistics
import subprocess
import time

from programs import ROOT, MeasureError


class Cost:
    """Seconds of wall and of processor time (user and system, children that were waited for too)."""

    def __init__(self, wall=0.0, cpu=0.0):
        self.wall = wall
        self.cpu = cpu

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def as_json(self):
        return {"wallSeconds": round(self.wall, 6), "cpuSeconds": round(self.cpu, 6)}


def run(command, stdin=None, env=None, cwd=ROOT, status=0):
    """(what it printed, its cost); an error when it does not end with `status`."""
    words = [str(word) for word in command]
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    begin = time.monotonic()
    try:
        process = subprocess.Popen(words, stdin=source, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, cwd=cwd,
                                   env=None if env is None else {**os.environ, **env})
    except FileNotFoundError as error:
        raise MeasureError(f"{words[0]}: {error.strerror}") from error
    finally:
        if stdin:
            source.close()
    with process.stdout as stream:
        printed = stream.read().decode("utf-8", errors="replace")
    # Not Popen.wait, which keeps the resources to itself.
    _, ended, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(ended)
    if process.returncode != status:
        raise MeasureError(f"{' '.join(words)}: status {process.returncode}\n{printed.strip()[-2000:]}")
    return printed, Cost(wall, used.ru_utime + used.ru_stime)


def median(costs):
    """Of each kind of time by itself, with every round beside it."""
    return {"cpuSeconds": statistics.median(cost.cpu for cost in costs),
            "wallSeconds": statistics.median(cost.wall for cost in costs),
            "rounds": [cost.as_json() for cost in costs]}


def ratio(numerators, denominators):
    """The median over the rounds, in which both were measured one after the other."""
    pairs = list(zip(numerators, denominators))
    return {"cpu": statistics.median(above.cpu / below.cpu for above, below in pairs),
            "wall": statistics.median(above.wall / below.wall for above, below in pairs)}
