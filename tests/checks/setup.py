"""Checks the promises of the set-up scripts: a download is taken whole or not at all, two runs at once
fetch once, a wrong hash is refused, and ./run test counts what the runners report.
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import types

import common

sys.path.insert(0, str(common.ROOT / "cmake" / "setup"))
import test_stages  # noqa: E402

LIB = f". '{common.ROOT}/cmake/setup/lib.sh'\n"


def start(script, cache):
    return subprocess.Popen(["bash", "-c", LIB + script], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, env={**os.environ, "XDG_CACHE_HOME": str(cache)},
                            start_new_session=True)


def entries(cache):
    return sorted(path.name for path in (cache / "godwit").iterdir() if not path.name.endswith(".lock"))


def check_whole(cache):
    run = start('make() { echo x > "$1/file"; }; fetch_once a-1 make; fetch_once a-1 false; echo done', cache)
    out, _ = run.communicate()
    assert (run.returncode, out) == (0, "done\n"), out
    assert entries(cache) == ["a-1"] and (cache / "godwit/a-1/file").read_text() == "x\n"


def check_failure_leaves_nothing(cache):
    run = start('make() { echo half > "$1/file"; false; echo no; }; fetch_once a-1 make; echo no', cache)
    out, _ = run.communicate()
    assert run.returncode != 0 and out == "", out
    assert entries(cache) == [], entries(cache)


def check_killed_midway(cache):
    run = start('make() { echo half > "$1/file"; echo made; sleep 60; }; fetch_once a-1 make', cache)
    assert run.stdout.readline() == "made\n"
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert len(entries(cache)) == 1 and entries(cache)[0].startswith(".a-1.work."), entries(cache)
    again = start('make() { echo whole > "$1/file"; }; fetch_once a-1 make', cache)
    again.communicate()
    assert again.returncode == 0 and entries(cache) == ["a-1"], entries(cache)
    assert (cache / "godwit/a-1/file").read_text() == "whole\n"


def check_two_at_once(cache):
    script = (f'make() {{ echo x >> "{cache}/made"; sleep 0.3; echo y > "$1/file"; }}; '
              'fetch_once a-1 make')
    runs = [start(script, cache) for _ in range(4)]
    for run in runs:
        _, errors = run.communicate()
        assert run.returncode == 0, errors
    assert (cache / "made").read_text() == "x\n"
    assert entries(cache) == ["a-1"]


def check_wrong_hash(cache):
    run = start(f'echo x > "{cache}/f"; check_sha256 "{cache}/f" 00 thing; echo no', cache)
    out, errors = run.communicate()
    assert run.returncode == 1 and out == "", out
    assert errors.startswith("error: thing: the download is not what was expected\n"), errors


def check_googletest_counts(_):
    output = ("[ RUN      ] A.B\n[       OK ] A.B (0 ms)\n"
              "[ RUN      ] A.C\nx.cc:1: Failure\n[  FAILED  ] A.C (3 ms)\n"
              "[ RUN      ] A/P.D/1\n[  FAILED  ] A/P.D/1, where GetParam() = (1, \"x\") (3 ms)\n"
              "[ RUN      ] A.E\nx.cc:9: Skipped\nneeds root\n\n[  SKIPPED ] A.E (0 ms)\n"
              "[  PASSED  ] 1 test.\n[  SKIPPED ] 1 test, listed below:\n[  SKIPPED ] A.E\n"
              "[  FAILED  ] 2 tests, listed below:\n[  FAILED  ] A.C\n"
              "[  FAILED  ] A/P.D/1, where GetParam() = (1, \"x\")\n")
    result = test_stages.read_googletest(output, 1, "tests")
    assert (result.passed, result.failures) == (1, ["A.C", "A/P.D/1"]), result
    assert result.skipped == [("A.E", "needs root")], result
    crashed = test_stages.read_googletest("[ RUN      ] A.B\n[       OK ] A.B (0 ms)\n[ RUN      ] A.C\n",
                                          -11, "tests")
    assert crashed.passed == 1 and crashed.failures == ["tests ended with status -11 in A.C"], crashed


NODE_TESTS = """
import { describe, test } from 'node:test';
import assert from 'node:assert';
test('plain', () => {});
test('wrong', () => assert.equal(1, 2));
test('left out', { skip: 'needs root' }, () => {});
test('outer', async (t) => { await t.test('inner', () => {}); });
describe('suite', () => { test('in a suite', () => {}); });
"""


def check_node_counts(cache):
    tests = cache / "tests" / "some"
    tests.mkdir(parents=True)
    (tests / "a_test.mjs").write_text(NODE_TESTS)
    (cache / "build" / "test-logs").mkdir(parents=True)
    with open(cache / "log", "w", encoding="utf-8") as log:
        context = test_stages.Context(cache, log, None, False)
        result = test_stages.run_node_tests(context, "some", {})
    assert result.passed == 3 and result.failures == ["wrong"], result
    assert result.skipped == [("left out", "needs root")], result


def check_nothing_run_is_a_failure(cache):
    build = cache / "build"
    (build / "test-logs").mkdir(parents=True)
    (build / "CTestTestfile.cmake").write_text("")
    program = cache / "tests.sh"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    empty = cache / "tests" / "empty"
    empty.mkdir(parents=True)
    (empty / "a_test.mjs").write_text("")
    with open(cache / "log", "w", encoding="utf-8") as log:
        for pattern in (None, "no such name"):
            context = test_stages.Context(cache, log, pattern, False)
            for what, result in (
                    ("ctest", test_stages.run_ctest(context, "build")),
                    ("GoogleTest", test_stages.run_googletest(context, [str(program)])),
                    ("node, no file", test_stages.run_node_tests(context, "none", {})),
                    ("node, no test", test_stages.run_node_tests(context, "empty", {}))):
                assert result.passed == 0, (what, pattern, result)
                assert result.failed == (1 if pattern is None else 0), (what, pattern, result)


def check_hanging_command_ends(cache):
    with open(cache / "log", "w", encoding="utf-8") as log:
        context = test_stages.Context(cache, log, None, False)
        before = time.monotonic()
        status, _ = context.call(["sh", "-c", "sleep 60 & sleep 60"], minutes=0.005)
    assert status == "ran too long and was ended" and time.monotonic() - before < 10, status


def main():
    failed = 0
    cases = [value for name, value in globals().items()
             if name.startswith("check_") and isinstance(value, types.FunctionType)]
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            try:
                case(pathlib.Path(folder))
            except (AssertionError, OSError, test_stages.StageFailed) as error:
                failed += 1
                print(f"{case.__name__}: {error}")
    print(f"{len(cases) - failed} of {len(cases)} promises held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
