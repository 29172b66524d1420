"""What is mutated, and which tests know each part: the map of the mutation run.

A step is (program, filter): a test program of tests/ with Criterion's filter (None: all of it; "few" after its name: with
CF_CASES=400), ("corpus", name): certificates of which certiflow-check must reject the same ones as before, or ("claims", names): the
claims whose verdicts must be the expected ones. Cheap and specific steps stand first. The second stage is run on what survives
the first.
"""
import fnmatch
from collections import namedtuple

# share: the mutants asked for of 330 in all; files: patterns; checker: whether the mutant goes into certiflow-check
Area = namedtuple("Area", "name share files checker first second")

LIMIT_CLAIMS = ("theorem1_kkt theorem1_minimum theorem2_l1_random theorem2_l1_adversarial theorem2_l2_random theorem2_l2_adversarial "
                "theorem2_l1_past theorem2_l2_past theorem_depth_l1 theorem_depth_l2 theorem_depth_l1_past theorem_depth_l2_past "
                "depth_kkt lemma4_path core_limit core_limit_depth core_limit_extreme limit_alpha_zero limit_alpha_zero_face "
                "limit_depth_alpha_zero core_minnorm depth_excess_rate_degenerate kernel_leading_term")
FLOW_CLAIMS = "flow_path_certified flow_two_methods core_flow lemma4_path escape_time_certified"
THRESHOLD_CLAIMS = "core_thresholds core_thresholds_depth theorem2_sharp_l1 theorem2_sharp_l2 theorem2_l1_past lemma1 lemma2 lemma3"
DEPTH_CLAIMS = "core_depth depth_dual depth_q_integral theorem_depth_l1 eq103_104 eq105_107 eq108 eq109_111 figure2c h_increasing"
Q_CLAIMS = "core_q eq3 eq20_23 q_integral q_at_zero q_at_infinity eq37 eq68"

# Certificates that the tests of the checker write (name, test program, filter, one in how many is kept), or of the last report.
# certiflow-check must accept and reject the same ones of them; it reads hundreds in the time in which a test starts it once.
CORPORA = [("check", "test_check", "check/!(truncated_anywhere|too_large)", 1), ("equal", "test_check_equal", None, 1),
           ("false", "test_check_corrupted", "corrupted/false_statements", 1), ("lived", "test_check_false", None, 1), ("corrupted", "test_check_corrupted", "corrupted/certificates", 8),
           ("report", None, "report/evidence/*.certificate.json", 4)]

AREAS = [
    Area("prover", 60, ["bounds/prove/*.c", "bounds/graph.c", "bounds/calculus.c", "bounds/expression.c"], False,
         [("test_prove", "prove/@(canaries|sha256|empty_domains|what_is_proved|what_is_refuted|what_is_undecided)"),
          ("test_graded few", None)],
         [("test_graded", None), ("test_strategies_equal", None),
          ("test_prove", "prove/false_statements_are_never_proved"), 
          ("test_prove_rules", "prove_rules/!(valley)"),
          ("test_strategies_derived", "strategies_derived/!(isolation|samples_beyond_the_doubles)"),
          ("test_prove", "prove/what_is_hard"),
          ("test_prove", "prove/@(true_statements_are_never_refuted|the_same_in_other_words)"),
          ("test_strategies_derived", "strategies_derived/@(isolation|samples_beyond_the_doubles)"),
          ("test_cmd_prove", None), ("bounds", None)]),
    Area("checker", 120, ["bounds/check/*.c"], True,
         [("corpus", "check"), ("corpus", "equal"), ("corpus", "lived"), ("corpus", "false"), ("corpus", "corrupted"), ("corpus", "report")],
         [("test_check", None), ("test_check_equal", None), ("test_check_false", None), ("test_check_corrupted", None)]),
    Area("solvers", 100, ["reference/limit*.c", "reference/minnorm*.c", "reference/kernel*.c", "reference/flow*.c", "reference/q.c",
                          "reference/depth*.c", "reference/norms.c", "reference/only_zero.c", "reference/sharp.c",
                          "reference/mf_nuclear.c", "reference/singular.c", "reference/l1_search.c", "reference/integer_rows.c"], False,
         [], []),
    Area("thresholds and verdicts", 50, ["reference/thresholds*.c", "verify/verdict.c", "verify/bound_check.c", "verify/replay.c",
                                         "verify/digits.c", "verify/bound_value.c", "reference/number.c"], False, [], []),
]

FEW_CERTIFICATES = [("corpus", "check"), ("corpus", "equal")]
LIMITS = [("test_limit_start", None), ("test_ref_certificate", None), ("test_theorem2", None), ("test_ref_limit", None), ("test_limit", None),
          ("test_limit_depth", None)]
NORMS = [("test_ref_norms", None), ("test_minnorm", None), ("test_thresholds", None)]

# Of a file by its name, before the area's own: (pattern, first, second)
BY_FILE = [
    ("bounds/check/interval.c", FEW_CERTIFICATES + [("test_check_numbers", "check_numbers/!(h_inv|q_depth)")], [("test_check_numbers", "check_numbers/@(h_inv|q_depth)")]),
    ("bounds/check/elementary.c", FEW_CERTIFICATES + [("test_check_numbers", None)], []),
    ("bounds/check/*", [], []),
    ("bounds/prove/*", [], []),
    ("bounds/*", [("test_bound", "bound/!(files)")], []),
    ("reference/limit*", LIMITS, [("test_limit_deep", None), ("test_ref_flow", None), ("claims", LIMIT_CLAIMS)]),
    ("reference/minnorm*", NORMS + [("test_limit", None)], [("claims", LIMIT_CLAIMS)]),
    ("reference/l1_search.c", NORMS + [("test_limit", None)], [("claims", LIMIT_CLAIMS)]),
    ("reference/integer_rows.c", NORMS + [("test_limit", None)], [("claims", LIMIT_CLAIMS)]),
    ("reference/norms.c", NORMS + [("test_theorem2", None), ("test_ref_limit", None)], [("claims", LIMIT_CLAIMS)]),
    ("reference/only_zero.c", NORMS + [("test_theorem2", None), ("test_ref_limit", None)], [("claims", LIMIT_CLAIMS)]),
    ("reference/sharp.c", [("test_thresholds", None)], [("claims", THRESHOLD_CLAIMS)]),
    ("reference/kernel*", [("test_kernel", None), ("test_kernel_flow", None)], [("claims", "kernel_flow_limit core_kernel_flow kernel_path_bound kernel_leading_term")]),
    ("reference/flow*", [("test_ref_flow", None)], [("test_flow", None), ("test_cmd_flow", None), ("claims", FLOW_CLAIMS)]),
    ("reference/q.c", [("test_q", "q/!(random_arguments)"), ("test_ref_limit", None)], [("test_check_numbers", "check_numbers/@(q|q_prime)"), ("claims", Q_CLAIMS)]),
    ("reference/depth*", [("test_depth_near", None), ("test_depth", "depth/!(random_arguments)"), ("test_limit_depth", None)],
     [("test_depth", "depth/random_arguments"), ("test_check_numbers", "check_numbers/@(h|h_inv|q_depth)"), ("claims", DEPTH_CLAIMS)]),
    ("reference/mf_nuclear.c", [("test_mf_nuclear", None)], [("claims", "mf_nuclear_limit mf_nuclear_elsewhere")]),
    ("reference/singular.c", [("test_mf_nuclear", None)], [("claims", "mf_nuclear_limit mf_nuclear_elsewhere")]),
    ("reference/thresholds_depth.c", [("test_thresholds_depth", None)], [("claims", THRESHOLD_CLAIMS + " theorem_depth_l1 theorem_depth_l2")]),
    ("reference/thresholds.c", [("test_thresholds", None), ("test_theorem2", None)], [("claims", THRESHOLD_CLAIMS)]),
    ("reference/number.c", [("test_number", None), ("test_q", "q/!(random_arguments)"), ("test_ref_norms", None), ("test_bound", "bound/!(files)")],
     [("claims", Q_CLAIMS + " " + LIMIT_CLAIMS)]),
    ("verify/verdict.c", [("test_verdict", None)], [("test_runner", None)]),
    ("verify/digits.c", [("test_atlas", None), ("test_figures", None)], [("claims", "core_flow core_limit core_mf net_training_digits core_minnorm")]),
    ("verify/*", [("test_bound_claims", None)], [("claims", "lemma1_proved theorem2_l1_proved eq41_proved eq29_proved")]),
]


def steps(area, path, stage):
    """The steps of a stage, 1 or 2, for a mutant of this file."""
    for pattern, first, second in BY_FILE:
        if fnmatch.fnmatch(path, pattern):
            return (first + area.first) if stage == 1 else (second + area.second)
    return area.first if stage == 1 else area.second
