"""The stages of ./run test, and how each runner's output becomes counts."""

import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import xml.etree.ElementTree

MINUTES = 60
CHILDREN = set()  # process groups that run now
COVERAGE_WANTED = 85  # per cent of core's lines


class StageFailed(Exception):
    """The stage could not run its tests: a build failed, say. Counts as one failure."""


@dataclasses.dataclass
class Result:
    passed: int = 0
    failures: list = dataclasses.field(default_factory=list)
    skipped: list = dataclasses.field(default_factory=list)  # (name, reason)
    note: str = ""

    @property
    def failed(self):
        return len(self.failures)

    def add(self, other):
        self.passed += other.passed
        self.failures += other.failures
        self.skipped += other.skipped
        self.note = "; ".join(note for note in (self.note, other.note) if note)
        return self


@dataclasses.dataclass
class Context:
    root: pathlib.Path
    log: object  # an open text file
    pattern: str | None  # regular expression that a test's name must match
    long: bool

    def call(self, command, minutes=30, environment=None):
        """Runs a command into the log; gives status and output. A hanging one is ended."""
        self.log.seek(0, os.SEEK_END)
        self.log.write("$ " + " ".join(map(str, command)) + "\n")
        self.log.flush()
        start = self.log.tell()
        process = subprocess.Popen(command, cwd=self.root, stdin=subprocess.DEVNULL, stdout=self.log,
                                   stderr=subprocess.STDOUT, start_new_session=True,
                                   env={**os.environ, **(environment or {})})
        CHILDREN.add(process.pid)
        try:
            status = process.wait(timeout=minutes * MINUTES * (10 if self.long else 1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = "ran too long and was ended"
        CHILDREN.discard(process.pid)
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            log.seek(start)
            output = log.read()
        self.log.seek(0, os.SEEK_END)
        return status, output

    def build(self, preset, folder, *targets):
        status, _ = self.call(["cmake/setup/build_preset.sh", preset, folder, *targets])
        if status != 0:
            raise StageFailed(f"the build {preset}")


def stop_children():
    for group in CHILDREN:
        os.killpg(group, signal.SIGTERM)


def require_some(context, result, what):
    """A stage that ran nothing is no success, unless a pattern left nothing of it."""
    if context.pattern is None and result.passed + result.failed == 0:
        result.failures.append(f"{what} ran no test")
    return result


def run_ctest(context, folder, *selection):
    """Each test in a process of its own, two at a time."""
    report = context.root / folder / "ctest.xml"
    report.unlink(missing_ok=True)
    command = ["ctest", "--test-dir", folder, "-j", str(os.cpu_count()), "--output-on-failure",
               "--no-tests=ignore", "--output-junit", str(report), *selection]
    if context.pattern:
        command += ["-R", context.pattern]
    status, _ = context.call(command)
    if not report.exists():
        raise StageFailed("ctest" if status else "ctest gave no report")
    result = Result()
    for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
        name, state = case.get("name"), case.get("status")
        if state == "run":
            result.passed += 1
        elif state == "disabled":
            result.skipped.append((name, "disabled"))
        elif state == "notrun" and case.find("skipped") is not None:
            output = case.findtext("system-out") or ""
            reason = re.search(r"^(?!\[|Note|Running|\d+ )(?:.*: )?Skipped\n(.+)$", output, re.MULTILINE)
            result.skipped.append((name, reason.group(1) if reason else "skipped"))
        else:
            result.failures.append(name)
    return require_some(context, result, f"ctest in {folder}")


def read_googletest(output, status, name):
    """Counts from GoogleTest's own lines, so that a crash loses only the test that crashed."""
    result = Result()
    result.passed = len(re.findall(r"^\[ +OK \] \S+.*\(\d+ ms\)$", output, re.MULTILINE))
    result.failures = re.findall(r"^\[  FAILED  \] (\S+?)(?:,.*)? \(\d+ ms\)$", output, re.MULTILINE)
    for test in re.findall(r"^\[  SKIPPED \] (\S+) \(\d+ ms\)$", output, re.MULTILINE):
        reason = re.search(rf"^\[ RUN +\] {re.escape(test)}\n.*Skipped\n(.*)$", output, re.MULTILINE)
        result.skipped.append((test, reason.group(1) if reason else "skipped"))
    if status != 0 and not result.failures:
        started = re.findall(r"^\[ RUN +\] (\S+)$", output, re.MULTILINE)
        where = f" in {started[-1]}" if started else ""
        result.failures.append(f"{name} ended with status {status}{where}")
    return result


def run_googletest(context, command, environment=None):
    """The whole program in one process: quick where starting it costs much."""
    if context.pattern:
        _, listing = context.call([*command, "--gtest_list_tests"], environment=environment)
        names, suite = [], ""
        for line in listing.splitlines():
            word = line.split("#")[0].rstrip()
            if word.endswith(".") and not word.startswith(" "):
                suite = word
            elif word.startswith("  ") and re.search(context.pattern, suite + word.strip()):
                names.append(suite + word.strip())
        if not names:
            return Result(note="no such test")
        command = [*command, "--gtest_filter=" + ":".join(names)]
    status, output = context.call([*command, "--gtest_color=no"], environment=environment)
    name = command[-1] if len(command) == 1 else command[1]
    return require_some(context, read_googletest(output, status, name), name)


def run_node_tests(context, folder, environment):
    """node's own test runner over tests/FOLDER/*.test.mjs and *_test.mjs."""
    files = sorted((context.root / "tests" / folder).glob("*[._]test.mjs"))
    if not files:
        return require_some(context, Result(note=f"tests/{folder} holds no tests"), f"tests/{folder}")
    report = context.root / "build" / "test-logs" / f"{folder}.tap"
    report.unlink(missing_ok=True)
    command = ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
               "--test-reporter=tap", f"--test-reporter-destination={report}"]
    if context.pattern:
        command.append(f"--test-name-pattern={context.pattern}")
    status, _ = context.call([*command, *map(str, files)], environment=environment)
    if not report.exists():
        raise StageFailed(f"node --test tests/{folder}")
    return require_some(context, read_tap(report.read_text(encoding="utf-8"), status, folder), f"tests/{folder}")


def read_tap(text, status, name):
    """Counts the leaves: a subtest, not the suite or file around it."""
    result = Result()
    lines = text.splitlines()
    for index, line in enumerate(lines):
        found = re.match(r"( *)(not )?ok \d+ - (.*)$", line)
        if not found:
            continue
        details = "\n".join(lines[index + 1:index + 8])
        if re.search(r"type: 'suite'", details) or closes_subtests(lines, index, len(found.group(1))):
            continue
        title = found.group(3)
        if " # SKIP" in title or " # TODO" in title:
            title, _, reason = re.split(r" # (SKIP|TODO)", title, maxsplit=1)
            result.skipped.append((title, reason.strip() or "skipped"))
        elif found.group(2):
            result.failures.append(title)
        elif not re.search(r"[._]test\.mjs$", title):  # a file without tests is no test
            result.passed += 1
    if status != 0 and not result.failures:
        result.failures.append(f"node --test {name} ended with status {status}")
    return result


def closes_subtests(lines, index, indent):
    """True when deeper results stand right before this line: it only sums them up."""
    for line in reversed(lines[:index]):
        if not line.strip():
            continue
        return re.match(rf" {{{indent + 4}}}1\.\.\d+$", line) is not None
    return False


# --- the stages ---

def native(context):
    context.build("native-release", "build/native")
    return run_ctest(context, "build/native", "-LE", "checks")


def clang(context):
    """clang's optimised programs, which must agree with gcc's. clang compiles the tests in `asan`."""
    context.build("native-release", "build/native", "programs")
    context.build("native-clang", "build/native-clang", "programs")
    digests = {}
    for folder in ("build/native", "build/native-clang"):
        status, digests[folder] = context.call(["python3", "cmake/site_digests.py", f"{folder}/godwit"])
        if status != 0:
            return Result(failures=[f"the digests of {folder}/godwit"])
    if len(set(digests.values())) > 1:
        return Result(failures=["gcc's and clang's digests of the samples differ"])
    return Result(passed=1, note="gcc's and clang's digests of the samples agree")


def asan(context):
    context.build("native-asan", "build/native-asan")
    profiles = context.root / "build" / "native-asan" / "profiles"
    for old in profiles.glob("*.profraw"):
        old.unlink()
    result = run_googletest(context, ["build/native-asan/godwit-tests"], {
        "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "LLVM_PROFILE_FILE": str(profiles / "%p.profraw")})
    if context.pattern is None and result.passed:
        result.add(coverage(context, profiles))
    return result


def coverage(context, profiles):
    """Line coverage of core by the sanitizer build's tests."""
    merged = profiles / "all.profdata"
    context.call(["llvm-profdata-19", "merge", "-sparse", "-o", str(merged),
                  *map(str, profiles.glob("*.profraw"))])
    _, output = context.call(["llvm-cov-19", "report", "build/native-asan/godwit-tests",
                              f"-instr-profile={merged}", "-show-region-summary=false",
                              "-show-branch-summary=false"])
    # Lines and missed lines of each file. llvm-cov's own choice of files does not know the relative
    # paths that the build writes.
    files = re.findall(r"^core/\S+ .* (\d+) +(\d+) +\S+$", output, re.MULTILINE)
    lines = sum(int(of_file) for of_file, _ in files)
    if not lines:
        return Result(failures=["coverage of core could not be measured"])
    percent = 100 * (1 - sum(int(missed) for _, missed in files) / lines)
    note = f"{percent:.1f} % of core's lines"
    if percent < COVERAGE_WANTED:
        return Result(failures=[f"coverage of core: {percent:.1f} %, wanted {COVERAGE_WANTED} %"],
                      note=note)
    return Result(passed=1, note=note)


def build_web(context):
    context.build("native-release", "build/native")
    context.build("web", "build/web")


def wasm(context):
    build_web(context)
    return run_googletest(context, ["node", "build/web/godwit-tests.cjs"])


def programs(context):
    """What the outer tests are told about the builds."""
    return {"GODWIT_NATIVE": str(context.root / "build/native/godwit"),
            "GODWIT_NODE": str(context.root / "build/web/npm/bin/godwit.mjs"),
            "GODWIT_SITE": str(context.root / "build/web/site"),
            "GODWIT_CHROMIUM": os.environ.get("GODWIT_CHROMIUM", "/usr/bin/chromium")}


def prisma(context):
    """The folder with Prisma, installed when it is not there; empty (then its tests fail) when it cannot be."""
    status, output = context.call(["cmake/setup/prisma.sh"])
    return output.splitlines()[-1] if status == 0 else ""


def cli(context):
    build_web(context)
    return run_node_tests(context, "cli", {**programs(context), "GODWIT_PRISMA": prisma(context)})


def conformance(context):
    build_web(context)
    return run_node_tests(context, "conformance", programs(context))


def browser(context):
    build_web(context)
    return run_node_tests(context, "browser", programs(context))


def checks(context):
    context.build("native-release", "build/native")
    # clang-tidy reads how clang would compile, and headers that are generated.
    context.build("native-clang", "build/native-clang", "generated")
    return run_ctest(context, "build/native", "-L", "checks")


@dataclasses.dataclass
class Stage:
    name: str
    title: str
    run: object
    narrows: bool = True  # runs when only parts of tests' names were given


STAGES = [
    Stage("native", "native: g++, optimised", native),
    Stage("clang", "clang: clang-19, same digests", clang, narrows=False),
    Stage("asan", "asan: clang-19, sanitizers", asan, narrows=False),
    Stage("wasm", "wasm: Emscripten, under node", wasm),
    Stage("cli", "cli: command line, native and node", cli),
    Stage("conformance", "conformance: beside other tools", conformance),
    Stage("browser", "browser: the site in Chromium", browser),
    Stage("checks", "checks: layers, format, lint …", checks),
]
