#!/usr/bin/env python3
"""mutation_table.py - the table of a mutation run, as Markdown: what became of the mutants, area by area and operator by
operator, and the survivors with their reasons. Exit 1 if a survivor has neither a reason nor a test that kills it now.

    python3 tests/tools/mutation_table.py [tests/data/mutation_table.tsv] [tests/data/mutation_survivors.tsv]
"""
import os
import sys

REASON_FIELDS = ["file", "operator", "before", "after", "kind", "reason"]
KINDS = {"test": "a test was added", "equal": "same verdicts: the same values, or values as good", "sound": "loses power, never truth",
         "time": "costs time or memory alone", "dead": "the case cannot come up", "checked": "the checker decides, not this code"}
OUTCOMES = ["does not compile", "same code", "killed", "killed by time", "survived"]


def rows(path, fields=None):
    with open(path) as f:
        lines = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    return [dict(zip(fields or lines[0], line)) for line in (lines if fields else lines[1:])]


def count(table, key, of):
    return sum(1 for r in table if r[key] == of)


def print_counts(table, key, reasons):
    print("| %s | mutants | do not compile | same machine code | killed | of these by a limit of time | by a test added for it | survived, with a reason | open |"
          % key)
    print("|---|---|---|---|---|---|---|---|---|")
    names = list(dict.fromkeys(r[key] for r in table)) + ["all"]
    for name in names:
        mine = [r for r in table if name in (r[key], "all")]
        n = {o: count(mine, "outcome", o) for o in OUTCOMES}
        added = [r for r in mine if r["outcome"] == "killed" and kind(r, reasons) == "test"]
        left = [r for r in mine if r["outcome"] == "survived"]
        explained = [r for r in left if kind(r, reasons) not in (None, "test")]
        print("| %s | %d | %d | %d | %d | %d | %d | %d | %d |" % (
            name, len(mine), n["does not compile"], n["same code"], n["killed"] + n["killed by time"], n["killed by time"], len(added),
            len(explained), len(left) - len(explained)))
    print()


def find(row, reasons):
    return reasons.get(tuple(row[k] for k in REASON_FIELDS[:4]))


def kind(row, reasons):
    found = find(row, reasons)
    return found and found["kind"]


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "tests/data/mutation_table.tsv"
    known = sys.argv[2] if len(sys.argv) > 2 else "tests/data/mutation_survivors.tsv"
    table = list({r["id"]: r for r in rows(path)}.values())  # the last row of each mutant counts
    reasons = {tuple(r[k] for k in REASON_FIELDS[:4]): r for r in rows(known, REASON_FIELDS)} if os.path.exists(known) else {}
    print_counts(table, "area", reasons)
    print_counts(table, "operator", reasons)
    left = [r for r in table if r["outcome"] == "survived"]
    for name, text in KINDS.items():
        mine = [r for r in left if kind(r, reasons) == name]
        if mine and name != "test":
            print("**%s** (%d)\n" % (text[0].upper() + text[1:], len(mine)))
            for r in mine:
                print("- `%s` %s: `%s` → `%s`. %s" % (r["file"], r["operator"], r["before"], r["after"], find(r, reasons)["reason"]))
            print()
    still = [r for r in left if kind(r, reasons) in (None, "test")]
    for r in still:
        print("- open: %s `%s:%s` %s: `%s` → `%s` (%s)" % (r["id"], r["file"], r["line"], r["operator"], r["before"], r["after"], r["by"]))
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
