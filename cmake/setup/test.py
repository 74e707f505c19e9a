"""./run test: builds and runs every stage of the tests and adds them up.

Usage: test.py [--long] [NAME…]. A NAME that is a stage's runs that stage; any other is a part of a test's
name and narrows the stages that run (without a stage's name: native, wasm, cli, conformance, browser, checks).

Each stage writes build/test-logs/STAGE.log; of a failing one the end is shown. The last line is always
`N passed, M failed`, the sum over all runners. A build that succeeds is no test; one that fails is one
failure.
"""

import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import test_stages

ROOT = pathlib.Path(__file__).resolve().parents[2]


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./run test", add_help=True)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--long", action="store_true", help="the long runs as well")
    return parser.parse_args()


def choose(names):
    """The stages to run and the pattern that narrows them (None: everything)."""
    known = {stage.name: stage for stage in test_stages.STAGES}
    stages = [name for name in names if name in known]
    patterns = [re.escape(name) for name in names if name not in known]
    pattern = "|".join(patterns) or None
    if not stages:
        stages = [name for name, stage in known.items() if pattern is None or stage.narrows]
    return [known[name] for name in known if name in stages], pattern


def show_end(log, lines=60):
    text = log.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in text[-lines:]:
        print("   | " + (line if len(line) <= 400 else line[:400] + " …"))
    print(f"   (all of it: {log.relative_to(ROOT)})")


def print_table(outcomes):
    width = max(len(stage.title) for stage, _, _ in outcomes)
    print(f"\n{'stage':<{width}}  {'passed':>7}{'failed':>7}{'skipped':>8}{'seconds':>9}")
    for stage, result, seconds in outcomes:
        print(f"{stage.title:<{width}}  {result.passed:>7}{result.failed:>7}{len(result.skipped):>8}"
              f"{seconds:>9.1f}" + (f"  {result.note}" if result.note else ""))
    for stage, result, _ in outcomes:
        for name, reason in result.skipped:
            print(f"skipped {name} ({stage.name}): {reason}")
    for stage, result, _ in outcomes:
        for name in result.failures:
            print(f"FAILED  {name} ({stage.name})")


def main():
    arguments = parse_arguments()
    os.chdir(ROOT)
    if arguments.long:
        os.environ["GODWIT_LONG"] = "1"
    stages, pattern = choose(arguments.names)
    logs = ROOT / "build" / "test-logs"
    logs.mkdir(parents=True, exist_ok=True)

    outcomes = []
    for stage in stages:
        print(f"== {stage.title}", flush=True)
        started = time.monotonic()
        log = logs / f"{stage.name}.log"
        with open(log, "w", encoding="utf-8") as out:
            try:
                result = stage.run(test_stages.Context(ROOT, out, pattern, arguments.long))
            except test_stages.StageFailed as failure:
                result = test_stages.Result(failures=[str(failure)])
        seconds = time.monotonic() - started
        outcomes.append((stage, result, seconds))
        if result.failed:
            show_end(log)
        print(f"   {result.passed} passed, {result.failed} failed, {seconds:.1f} s", flush=True)

    print_table(outcomes)
    passed = sum(result.passed for _, result, _ in outcomes)
    failed = sum(result.failed for _, result, _ in outcomes)
    if passed + failed == 0:
        print("error: no test has such a name" if pattern else "error: no tests were found")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        test_stages.stop_children()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except subprocess.SubprocessError as error:
        sys.exit(f"error: {error}")
