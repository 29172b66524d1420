#!/usr/bin/env python3
"""mutate.py - mutation testing of the code that decides verdicts; `make mutation` runs it. docs/quality/mutation.md says what for.

Mutants are drawn, not chosen: in each area an operator first, each as likely as the others, then one of its sites in the area's
files, by a generator that the seed fixes. The program and its tests are linked once against shared libraries of the objects of
the build; a mutant is one object, in a library of its own that comes before them, or a certiflow-check of its own. Each result is
a line of a table, from which a run that was interrupted goes on.
"""
import argparse
import glob
import hashlib
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mutation_areas as areas  # noqa: E402
import mutation_operators as operators  # noqa: E402

CPU = {1: 4, 2: 60}  # seconds of CPU of a process, in each stage
WALL, MEMORY = 300, 6 << 30  # seconds of a step; bytes
WRAPPER = """#!/bin/sh
mkdir -p '{to}'/$$ && cp -- "$@" '{to}'/$$/ 2>/dev/null
exec '{checker}' "$@"
"""
FIELDS = ["id", "area", "file", "line", "operator", "before", "after", "outcome", "by", "seconds"]


class Build:
    """The folders and flags of the build that is mutated."""

    def __init__(self, args):
        self.b = os.path.abspath(args.build)
        self.w = os.path.join(self.b, "mutation")
        self.cc, self.flags, self.libs, self.program = args.cc.split(), args.flags.split(), args.libs.split(), args.program.split()
        os.makedirs(os.path.join(self.w, "bin"), exist_ok=True)
        os.makedirs(os.path.join(self.w, "stub"), exist_ok=True)
        os.makedirs(os.path.join(self.w, "tests"), exist_ok=True)

    def path(self, *parts):
        return os.path.join(self.w, *parts)

    def run(self, command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit("mutate.py: %s\n%s" % (" ".join(command), done.stdout))

    def compile(self, source, out, folder, define=()):
        """Whether the file compiles, in the place of one that stands in that folder."""
        command = self.cc + self.flags + list(define) + ["-w", "-O1", "-fPIC", "-I.", "-Icore", "-iquote", folder, "-c", "-o", out, source]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def define(self, checker):
        return ['-DCF_VERSION="0"'] if checker else []

    def link_all(self, programs):
        """The libraries, the program and the tests, as far as they are older than what they are made of."""
        archives = [os.path.join(self.b, "lib", a) for a in ("librest.a", "libcertiflow.a")]
        rest, stub = self.path("librest.so"), self.path("stub", "libmutant.so")
        if newer(archives, rest):
            self.run(self.cc + ["-shared", "-o", rest, "-Wl,--whole-archive"] + archives + ["-Wl,--no-whole-archive"] + self.libs)
        if not os.path.exists(stub):
            self.run(self.cc + ["-shared", "-o", stub, "-x", "c", "/dev/null"])
        shared = ["-Wl,--no-as-needed", "-L" + self.path("stub"), "-lmutant", "-L" + self.w, "-lrest", "-Wl,--as-needed",
                  "-Wl,-rpath," + self.path("stub"), "-Wl,-rpath," + self.w] + self.libs
        if newer([o for o in self.program if o.endswith(".o")] + [rest], self.path("bin/certiflow")):
            self.run(self.cc + ["-o", self.path("bin/certiflow")] + self.program + shared)
        checker = os.path.join(self.b, "bin/certiflow-check")
        if newer([checker], self.path("bin/certiflow-check")):
            self.run(["cp", checker, self.path("bin/certiflow-check")])
        support = self.support()
        for p in programs:
            source, out, made = "tests/%s.c" % p, self.path("tests", p), self.path("tests", p + ".o")
            numbers = self.numbers() if p == "test_check_numbers" else []
            if newer([source] + support + numbers, out):
                self.run(self.cc + self.flags + ["-w", "-O1", "-I.", "-Icore", "-c", "-o", made, source])
                self.run(self.cc + ["-o", out, made] + numbers + support + shared + ["-lcriterion"])

    def objects(self, pattern):
        return [os.path.join(self.b, "obj", s[:-2] + ".o") for s in sorted(glob.glob(pattern))]

    def checker(self):
        return self.objects("bounds/check/*.c")

    def support(self):
        return [o for o in self.objects("tests/*.c") if not os.path.basename(o).startswith("test_")]

    def numbers(self):
        return [os.path.join(self.b, "obj/bounds/check", f + ".o") for f in ("interval", "elementary")]


def newer(sources, target):
    return not os.path.exists(target) or any(os.path.getmtime(s) > os.path.getmtime(target) for s in sources)


def draw(seed, count):
    """The mutants, area by area; the same for the same seed and sources."""
    total = sum(a.share for a in areas.AREAS)
    drawn = []
    for a in areas.AREAS:
        by_operator = {}
        for path in sorted({p for f in a.files for p in glob.glob(f)}):
            for s in operators.sites(open(path).read()):
                by_operator.setdefault(s.op, []).append((path, s))
        rng = random.Random("%s:%s" % (seed, a.name))
        mine = []
        while by_operator and len(mine) < round(count * a.share / total):
            op = rng.choice(sorted(by_operator))
            mine.append(by_operator[op].pop(rng.randrange(len(by_operator[op]))))
            if not by_operator[op]:
                del by_operator[op]
        drawn.append([(a, path, s) for path, s in mine])
    # The areas in turn, so that a run that is cut short has its share of each.
    turns = sorted(((k + 0.5) / len(mine), i, k) for i, mine in enumerate(drawn) for k in range(len(mine)))
    return [drawn[i][k] for _, i, k in turns]


def describe(text, s):
    """The line of a site as it was and as it becomes; of a statement of many lines all of them, as one line."""
    start, end = text.rfind("\n", 0, s.start) + 1, text.find("\n", s.end)
    whole = [text[start:end], text[start:s.start] + s.new + text[s.end:end]]
    return [re.sub(r"\s+", " ", t).strip() for t in whole]


class Mutant:
    def __init__(self, build, area, path, site):
        self.build, self.area, self.path, self.site = build, area, path, site
        text = open(path).read()
        self.before, self.after = describe(text, site)
        self.text = text[:site.start] + site.new + text[site.end:]
        self.id = hashlib.sha1(("%s:%s:%d:%s" % (path, site.op, site.start, site.new)).encode()).hexdigest()[:8]
        self.folder = build.path("run", self.id)

    def make(self):
        """Compiles and links: None, or the outcome where there is nothing to run."""
        b, checker = self.build, self.area.checker
        os.makedirs(os.path.join(self.folder, "bin"), exist_ok=True)
        source, made = (os.path.join(self.folder, n) for n in ("mutant.c", "mutant.o"))
        with open(source, "w") as f:
            f.write(self.text)
        if not b.compile(source, made, os.path.dirname(self.path), b.define(checker)):
            return "does not compile"
        with open(source, "w") as f:
            f.write(open(self.path).read())
        plain = b.path("plain", self.path.replace("/", "_") + ".o")
        os.makedirs(b.path("plain"), exist_ok=True)
        if newer([self.path], plain) and not b.compile(source, plain, os.path.dirname(self.path), b.define(checker)):
            sys.exit("mutate.py: %s does not compile" % self.path)
        if open(made, "rb").read() == open(plain, "rb").read():
            return "same code"
        if checker:
            stem = os.path.basename(self.path)[:-2]
            objects = [made if os.path.basename(o) == stem + ".o" else o for o in b.checker()]
            linked = subprocess.run(b.cc + ["-o", self.folder + "/bin/certiflow-check"] + objects + ["-lgmp"], stderr=subprocess.DEVNULL)
            if stem in ("interval", "elementary"):
                numbers = [made if os.path.basename(o) == stem + ".o" else o for o in b.numbers()]
                b.run(b.cc + ["-o", self.folder + "/test_check_numbers", b.path("tests/test_check_numbers.o")] + numbers +
                      b.support() +
                      ["-L" + b.w, "-lrest", "-Wl,-rpath," + b.w] + b.libs + ["-lcriterion"])
            if not os.path.exists(self.folder + "/bin/certiflow"):
                os.symlink(b.path("bin/certiflow"), self.folder + "/bin/certiflow")
        else:
            linked = subprocess.run(b.cc + ["-shared", "-o", self.folder + "/libmutant.so", made], stderr=subprocess.DEVNULL)
        return "does not compile" if linked.returncode else None

    def environment(self):
        env = dict(os.environ, OPENBLAS_NUM_THREADS="1", TMPDIR=self.folder)
        if self.area.checker:
            env["CERTIFLOW"] = self.folder + "/bin/certiflow"
        else:
            env["LD_LIBRARY_PATH"] = self.folder
        return env

    def command(self, program, what):
        b = self.build
        if program == "claims":
            return [b.path("bin/certiflow"), "verify", "--jobs", "1", "--out", self.folder + "/report"] + what.split()
        if program == "bounds":
            return [b.path("bin/certiflow"), "verify", "--jobs", "1", "--out", self.folder + "/report"] + bound_claims()
        if program == "corpus":
            return ["sh", "-c", "cd '%s' && ls | xargs -n 400 '%s'" % (b.path("corpus", what), self.folder + "/bin/certiflow-check")]
        program, few = program.split()[0], program.endswith(" few")
        own = os.path.join(self.folder, program)
        return (["env", "CF_CASES=400"] if few else []) + [own if os.path.exists(own) else b.path("tests", program), "-j1", "--fail-fast"] + (["--filter", what] if what else [])

    def step(self, program, what, stage):
        """None where the step passes, else what failed."""
        log = os.path.join(self.folder, "log")
        with open(log, "w") as out:
            p = subprocess.Popen(self.command(program, what), stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=self.environment(),
                                 start_new_session=True, preexec_fn=limits[stage])
            try:
                code = p.wait(WALL)
            except subprocess.TimeoutExpired:
                code = "time"
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            p.wait()
        text = re.sub(r"\x1b\[[0-9;]*m", "", open(log, errors="replace").read())
        if program == "corpus" and code != "time":
            return other_answers(what, text, open(self.build.path("corpus", what + ".rejected")).read().split(), code)
        return failure(program, code, text)

    def run(self, stage):
        """(outcome, by what)"""
        for program, what in areas.steps(self.area, self.path, stage):
            failed = self.step(program, what, stage)
            if failed:
                return ("killed by time" if failed.endswith("time") else "killed"), failed
        return "survived", "stage %d" % stage


def limit(cpu):
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


limits = {stage: (lambda cpu=cpu: limit(cpu)) for stage, cpu in CPU.items()}


def failure(program, code, log):
    if code == "time":
        return program + ": time"
    tests = re.search(r"Tested: *(\d+)", log)
    if code == 0 and (not program.startswith("test_") or tests and int(tests.group(1)) > 0):
        return None
    m = re.search(r"^\[FAIL\] (\w+)::(\w+)(?:: (\w+))?", log, re.M) or re.search(r"^\[----\].*?(\w+)::(\w+): (Timed out)", log, re.M)
    if m:
        return "%s: %s%s" % (program, m.group(2), {"CRASH": ", crash", "Timed": ", time", "Timed out": ", time"}.get(m.group(3) or "", ""))
    m = re.search(r"rejected: .*|^.*unexpected.*$|^ *\S+ .* expected .*$", log, re.M)
    return "%s: %s" % (program, re.sub(r"\s+", " ", m.group(0))[:120] if m else "exit %s" % code)


def rejected(log):
    return re.findall(r"^certiflow-check: (\S+\.json): rejected:", log, re.M)


def other_answers(what, log, expected, code):
    """None where the certificates rejected are the expected ones and the checker did not die."""
    if code not in (0, 123):  # 123: xargs, where a command failed with 1 to 125
        return "corpus %s: died" % what
    changed = set(rejected(log)) ^ set(expected)
    if not changed:
        return None
    accepted = changed & set(expected)
    return "corpus %s: %s" % (what, "%d accepted that must be rejected" % len(accepted) if accepted else "%d rejected" % len(changed))


def collect(build):
    """The certificates that the tests of the checker write, each EACH-th of them, and those of the last report."""
    wrap = build.path("wrap")
    for name, program, what, each in areas.CORPORA:
        to = build.path("corpus", name)
        if os.path.exists(to + ".rejected"):
            continue
        os.makedirs(wrap, exist_ok=True)
        os.makedirs(to, exist_ok=True)
        subprocess.run(["rm", "-rf", build.path("corpus/all")])
        if program:
            with open(wrap + "/certiflow-check", "w") as f:
                f.write(WRAPPER.format(to=build.path("corpus/all"), checker=build.path("bin/certiflow-check")))
            with open(wrap + "/certiflow", "w") as f:
                f.write("#!/bin/sh\n")
            os.chmod(wrap + "/certiflow-check", 0o755)
            os.chmod(wrap + "/certiflow", 0o755)
            build.run(["env", "CERTIFLOW=" + wrap + "/certiflow", build.path("tests", program), "-j1"] + (["--filter", what] if what else []))
            files = glob.glob(build.path("corpus/all/*/*.json"))
        else:
            files = glob.glob(os.path.join(build.b, what))
        for path in files:
            data = open(path, "rb").read()
            key = hashlib.sha1(data).hexdigest()
            if int(key[:8], 16) % each == 0:
                with open(os.path.join(to, key[:12] + ".json"), "wb") as f:
                    f.write(data)
        done = subprocess.run(["sh", "-c", "cd '%s' && ls | xargs -n 400 '%s'" % (to, build.path("bin/certiflow-check"))], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        with open(to + ".rejected", "w") as f:
            f.write("\n".join(rejected(done.stdout)))
        print("corpus %s: %d certificates, %d of them rejected" % (name, len(os.listdir(to)), len(rejected(done.stdout))), flush=True)


def bound_claims():
    """A part of the bounds as claims: each eighth, by name."""
    names = sorted(n for f in glob.glob("bounds/*.bound") for n in re.findall(r"^ *bound +(\S+)", open(f).read(), re.M))
    return names[::8]


def read_table(path):
    rows = {}
    if os.path.exists(path):
        for line in open(path):
            values = line.rstrip("\n").split("\t")
            if len(values) == len(FIELDS) and values[0] != "id":
                rows[values[0]] = dict(zip(FIELDS, values))
    return rows


def append(path, row):
    new = not os.path.exists(path)
    with open(path, "a") as f:
        if new:
            f.write("\t".join(FIELDS) + "\n")
        f.write("\t".join(str(row[k]).replace("\t", " ") for k in FIELDS) + "\n")


def controls(build):
    """Unchanged files through the same steps, one an area: what fails here would be no kill."""
    for a, path in ((a, sorted(glob.glob(a.files[0]))[0]) for a in areas.AREAS):
        m = Mutant(build, a, path, operators.Site("none", 0, 0, "/* unchanged */ ", 1))
        m.folder = build.path("run", "control")
        m.make()
        link_plain(m)
        outcome, by = m.run(1)
        print("control %s: %s (%s)" % (path, outcome, by), flush=True)
        if outcome != "survived":
            sys.exit("mutate.py: the unchanged %s fails: %s" % (path, by))


def link_plain(m):
    b = m.build
    made = b.path("plain", m.path.replace("/", "_") + ".o")
    if not m.area.checker:
        b.run(b.cc + ["-shared", "-o", m.folder + "/libmutant.so", made])
        return
    stem = os.path.basename(m.path)[:-2]
    objects = [made if os.path.basename(o) == stem + ".o" else o for o in b.checker()]
    b.run(b.cc + ["-o", m.folder + "/bin/certiflow-check"] + objects + ["-lgmp"])
    if not os.path.exists(m.folder + "/bin/certiflow"):
        os.symlink(b.path("bin/certiflow"), m.folder + "/bin/certiflow")


def judge(m, stage, table):
    start = time.time()
    made = m.make()
    outcome, by = (made, "") if made else m.run(stage)
    s = m.site
    append(table, {"id": m.id, "area": m.area.name, "file": m.path, "line": s.line, "operator": s.op, "before": m.before,
                   "after": m.after, "outcome": outcome, "by": by, "seconds": "%.1f" % (time.time() - start)})
    print("%s %-18s %s:%d %s  %s" % (m.id, outcome, m.path, s.line, s.op, by), flush=True)
    subprocess.run(["rm", "-rf", m.folder])


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--build", default="build")
    p.add_argument("--cc", default="gcc")
    p.add_argument("--flags", default="", help="the build's flags of compilation")
    p.add_argument("--libs", default="", help="the build's libraries")
    p.add_argument("--program", default="build/obj/verify/main.o", help="what is linked into the program alone: objects and flags")
    p.add_argument("--mutants", type=int, default=330)
    p.add_argument("--seed", default="1")
    p.add_argument("--stage", type=int, default=1, help="2: the second stage, on what survives the first")
    p.add_argument("--table", default="", help="the file of the results, B/mutation/table.tsv if not given")
    p.add_argument("--only", default="", help="ids of mutants, with commas: these alone, again")
    p.add_argument("--list", action="store_true", help="only say which mutants are drawn")
    p.add_argument("--no-controls", action="store_true")
    args = p.parse_args()
    build = Build(args)
    table = args.table or build.path("table.tsv")
    drawn = [Mutant(build, *d) for d in draw(args.seed, args.mutants)]
    only = set(filter(None, args.only.split(",")))
    rows = read_table(table)
    if only:
        drawn = [m for m in drawn if m.id in only]
    elif args.stage == 1:
        drawn = [m for m in drawn if m.id not in rows]
    else:
        drawn = [m for m in drawn if m.id in rows and rows[m.id]["by"] == "stage 1"]
    if args.list:
        for m in drawn:
            print("\t".join([m.id, m.area.name, m.path, str(m.site.line), m.site.op, m.before, m.after]))
        return
    programs = sorted({s.split()[0] for m in drawn for st in (1, 2) for s, _ in areas.steps(m.area, m.path, st) if s.startswith("test_")})
    checker = any(m.area.checker for m in drawn)
    build.link_all(sorted(set(programs + [p for _, p, _, _ in areas.CORPORA if p and checker])))
    if checker:
        collect(build)
    if not args.no_controls:
        controls(build)
    for m in drawn:
        judge(m, args.stage, table)


if __name__ == "__main__":
    main()
