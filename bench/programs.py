"""The programs that bench/run.py measures, each as a function from a job to its figures."""

import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
SECONDS = 1200  # no job takes longer


class MeasureError(Exception):
    """A program failed or its result is wrong: no figure of the run is believed."""


def run_json(command, **options):
    """Runs a program that prints one JSON object."""
    name = " ".join(str(word) for word in command)
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                              cwd=ROOT, timeout=SECONDS, check=False, **options)
    except FileNotFoundError as error:
        raise MeasureError(f"{name}: {error.strerror}; ./run bench builds what it measures") from error
    except subprocess.TimeoutExpired as error:
        raise MeasureError(f"{name}: not done after {SECONDS} seconds") from error
    if done.returncode != 0:
        raise MeasureError(f"{name}: status {done.returncode}\n{done.stderr.strip()}")
    return json.loads(done.stdout)


class Programs:
    """Where they are, as cmake/setup/bench.sh tells in the environment."""

    def __init__(self):
        self.native = ROOT / "build/native/godwit-measure"
        self.wasm = ROOT / "build/web/godwit-measure.cjs"
        self.benchmarks = ROOT / "build/native/godwit-bench"
        self.peer_folder = os.environ.get("GODWIT_PEER", "")
        # The sample's file as a connection of Godwit's opens it; the peer is set to the same.
        self.settings = None

    def names(self):
        return ["native", "wasm"] + (["peer"] if self.peer_folder else [])

    def command(self, program):
        return {"native": [self.native], "wasm": ["node", self.wasm],
                "peer": ["node", "bench/peer/measure.mjs"]}[program]

    def traits(self, program, ids, passes, way):
        job = ["traits", "--ids", ids, "--passes", passes]
        # The peer has one way only.
        return run_json(self.command(program) + job + ([] if program == "peer" else ["--way", way]))

    def prepare(self, path, rows):
        return run_json([self.native, "prepare", "--db", path, "--rows", rows])

    def digest(self, path):
        return run_json([self.native, "digest", "--db", path])["sha256"]

    def backfill(self, program, batch, rows=None, path=None):
        job = ["backfill", "--batch", batch]
        job += ["--rows", rows] if path is None else ["--db", path]
        if program == "peer":
            job += ["--synchronous", self.settings["synchronous"],
                    f"--cache-size={self.settings['cache_size']}"]
        return run_json(self.command(program) + job)

    def rebuild(self, program, rows, way):
        return run_json(self.command(program) + ["rebuild", "--rows", rows, "--way", way])

    def schemas(self, program, tables):
        return run_json(self.command(program) + ["schemas", "--tables", tables])

    def feed(self, program, rows, page, rounds):
        return run_json(self.command(program) +
                        ["feed", "--rows", rows, "--page", page, "--rounds", rounds])

    def ancestry(self, program, rows, rounds):
        return run_json(self.command(program) + ["ancestry", "--rows", rows, "--rounds", rounds])

    def seeding(self, program, sample):
        return run_json(self.command(program) + ["seeding", "--sample", sample])

    def peer_versions(self):
        versions = run_json(self.command("peer") + ["versions"])
        versions.pop("platform")
        return versions

    def site(self, runs):
        return run_json(["node", "bench/page.mjs", "--runs", runs])

    def pieces(self):
        """Google Benchmark's figures of the parts: {name: items a second of processor time}."""
        report = run_json([self.benchmarks, "--benchmark_format=json", "--benchmark_min_time=0.2"])
        return {entry["name"]: entry["items_per_second"] for entry in report["benchmarks"]}
