"""The mutants of one C file: every place where one of the operators below applies, and what stands there instead.

Works on tokens: comments, strings, preprocessor lines, arguments of messages and printing, memory's release and the text
outside functions are no places. What an operator makes need not compile; such mutants are counted apart.
"""
import re
from collections import namedtuple

# op: the operator; start, end: what of the text is replaced, by new; line: from 1
Site = namedtuple("Site", "op start end new line")
Token = namedtuple("Token", "kind text start end")

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:[^\n\\]|\\.)*|\s+)
  | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<number>0[xX][0-9a-fA-F.]+(?:[pP][-+]?\d+)?[uUlLfF]*|\d+\.?\d*(?:[eE][-+]?\d+)?[uUlLfF]*|\.\d+)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|/=|%=|&=|\|=|\^=|.)
""", re.X | re.S | re.M)

SPEAKS = re.compile(r"printf$|^f?put[sc]$|^perror$|^fwrite$|evidence|_why$|^snprintf|^cf_left_undone$|progress|^undone$|^say")
RELEASES = re.compile(r"(_clear|_clears|_free|_cleanup|_init|_inits|_init2|_release)$|^(free|fclose|pclose|close|abort|exit|assert|init|clear|clears)$"
                      r"|_vec_(init|clear)|_clear_|_free_|_init_")
KEYWORDS = {"if", "else", "while", "for", "do", "switch", "case", "default", "return", "break", "continue", "goto", "sizeof",
            "typedef", "struct", "enum", "union", "static", "const", "extern", "volatile", "register", "inline"}
COMPARED = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
PAIRS = [("add", "sub"), ("mul", "div"), ("addmul", "submul")]
ROUNDED = [("MPFR_RNDU", "MPFR_RNDD"), ("ARF_RND_FLOOR", "ARF_RND_CEIL"), ("ARF_RND_UP", "ARF_RND_DOWN"), ("UP", "DOWN"),
           ("ubound", "lbound"), ("upper", "lower"), ("ceil", "floor"), ("cdiv", "fdiv"), ("mag_mul_lower", "mag_mul"),
           ("mag_div_lower", "mag_div"), ("mag_add_lower", "mag_add"), ("lower_end", "upper_end")]
ORDERS = {"arb_lt": ("arb_le", "arb_gt"), "arb_le": ("arb_lt", "arb_ge"), "arb_gt": ("arb_ge", "arb_lt"),
          "arb_ge": ("arb_gt", "arb_le"), "cf_ball_lt": ("cf_ball_le",), "cf_ball_le": ("cf_ball_lt",),
          "arb_is_positive": ("arb_is_nonnegative", "!arb_is_nonpositive"), "arb_is_negative": ("arb_is_nonpositive", "!arb_is_nonnegative"),
          "arb_is_nonnegative": ("!arb_is_negative", "arb_is_positive"), "arb_is_nonpositive": ("!arb_is_positive", "arb_is_negative"),
          "arb_contains": ("arb_overlaps",), "arb_contains_interior": ("arb_contains",), "arb_is_finite": ("!!",),
          "arb_contains_zero": ("arb_is_zero",), "CF_TRUE": ("CF_UNKNOWN",), "CF_UNKNOWN": ("CF_TRUE",), "CF_FALSE": ("CF_UNKNOWN",),
          "certain": ("possible",)}
POSSIBLY = {"arb_lt": "!arb_ge", "arb_le": "!arb_gt", "arb_gt": "!arb_le", "arb_ge": "!arb_lt"}
ENDS = {"lo": "hi", "hi": "lo", "midref": "radref", "arb_midref": "arb_radref"}
EXTREMES = [("min", "max"), ("minimum", "maximum"), ("N_MIN", "N_MAX"), ("CF_OP_MIN", "CF_OP_MAX")]
RADIUS = re.compile(r"add_error|^mag_add|^arb_zero$|^mag_zero$|get_mag|radref|get_rad|^arb_union$|hull|^dy_round$|^arf_set_mag|widen|inflate")
PRECISION = re.compile(r"^(prec|wp|bits|working|precision)$")


def tokens(text):
    found = []
    for m in TOKEN.finditer(text):
        if m.lastgroup != "skip":
            found.append(Token(m.lastgroup, m.group(), m.start(), m.end()))
    return found


def closing(toks):
    """For each opening bracket's index the index of its closing one, and the other way round."""
    pairs, stack = {}, []
    for i, t in enumerate(toks):
        if t.kind == "sign" and t.text in "([{":
            stack.append(i)
        elif t.kind == "sign" and t.text in ")]}" and stack:
            j = stack.pop()
            pairs[i], pairs[j] = j, i
    return pairs


def functions(toks, pairs):
    """(first, last, truth): the tokens of each function's body; truth: whether it returns int, bool or cf_truth."""
    i, start = 0, 0
    while i < len(toks):
        t = toks[i].text
        if t == "{" and i in pairs:
            head = [x.text for x in toks[start:i]]
            if head and head[-1] == ")" and "=" not in head:
                kind = [x for x in head[:head.index("(")] if x not in ("static", "inline", "const")]
                yield i, pairs[i], len(kind) == 2 and kind[0] in ("int", "bool", "cf_truth")
            i = pairs[i]
            start = i + 1
        elif t == ";":
            start = i + 1
        i += 1


def silent(toks, pairs):
    """Which tokens stand in a call that speaks or releases, or in sizeof."""
    mute = [False] * len(toks)
    for i, t in enumerate(toks[:-1]):
        if t.kind == "name" and toks[i + 1].text == "(" and i + 1 in pairs:
            if SPEAKS.search(t.text) or RELEASES.search(t.text) or t.text == "sizeof":
                for k in range(i, pairs[i + 1] + 1):
                    mute[k] = True
    return mute


def statements(toks, pairs, first, last):
    """(i, j): the tokens i..j of each expression statement of a body, its semicolon the last."""
    i = first + 1
    while i < last:
        t = toks[i].text
        if t in ("if", "while", "for", "switch") and toks[i + 1].text == "(":
            i = pairs[i + 1] + 1
            continue
        if t in ("{", "}", ";", "else", "do"):
            i += 1
            continue
        if t in ("case", "default"):
            while toks[i].text not in (":", "{", ";"):
                i += 1
            i += 1
            continue
        j = i
        while j < last and toks[j].text != ";":
            j = pairs[j] + 1 if toks[j].text in "([{" and j in pairs else j + 1
        yield i, j
        i = j + 1


def other_names(name):
    for a, b in ROUNDED:
        for x, y in ((a, b), (b, a)):
            if name == x or (x.islower() and re.search(r"(^|_)%s(_|$)" % x, name)):
                yield "rounding", re.sub(r"(^|_)%s(_|$)" % x, r"\g<1>%s\g<2>" % y, name)
    for a, b in EXTREMES:
        for x, y in ((a, b), (b, a)):
            if name == x or x.islower() and re.search(r"(^|_|f)%s(_|$)" % x, name):
                yield "extreme", name.replace(x, y)
    m = re.match(r"((?:cf_iv|[a-z]+)(?:_mat|_poly|_vec)?_)(add|sub|mul|div|addmul|submul)((?:_(?:ui|si|fmpz|fmpq|arf|z))?)$", name)
    if m:
        for a, b in PAIRS:
            if m.group(2) in (a, b):
                yield "arithmetic", m.group(1) + (b if m.group(2) == a else a) + m.group(3)
    for new in ORDERS.get(name, ()):
        yield "certainty", new
    if name in POSSIBLY:
        yield "certainty", POSSIBLY[name]
    if name in ENDS:
        yield "ends", ENDS[name]


def of_sign(toks, i, text):
    t, before, after = toks[i], toks[i - 1], toks[i + 1]
    if t.text in COMPARED:
        for new in COMPARED[t.text]:
            yield "comparison", new
    elif t.text in ("&&", "||"):
        yield "logic", "||" if t.text == "&&" else "&&"
    elif t.text in ("+", "-", "*", "/"):
        operand = before.kind in ("name", "number") and before.text not in KEYWORDS or before.text in (")", "]")
        spaced = text[t.start - 1] == " " and text[t.end] == " "
        if operand and spaced:
            yield "arithmetic", {"+": "-", "-": "+", "*": "/", "/": "*"}[t.text]
            if t.text in ("+", "-") and PRECISION.search(before.text) and after.kind == "number":
                yield "precision", None
        elif not operand and t.text == "-" and after.kind == "number":
            yield "constant", ""
    elif t.text in ("+=", "-="):
        yield "arithmetic", "-=" if t.text == "+=" else "+="


def of_constant(toks, i):
    t, before = toks[i], toks[i - 1]
    if not re.fullmatch(r"\d+[uUlL]*", t.text) or before.text == "case":
        return
    if before.text == "[" and toks[i - 2].kind == "name" and toks[i - 3].kind == "name" and toks[i - 3].text not in KEYWORDS:
        return  # the size of an array that is declared
    n, suffix = re.fullmatch(r"(\d+)(\w*)", t.text).groups()
    yield "constant", str(int(n) + 1) + suffix
    if int(n) > 0:
        yield "constant", str(int(n) - 1) + suffix


def sites(text):
    """All the sites of a C file, in its order."""
    toks = tokens(text)
    pairs = closing(toks)
    mute = silent(toks, pairs)
    found = []

    def add(op, i, j, new):
        start, end = toks[i].start, toks[j].end
        found.append(Site(op, start, end, new, text.count("\n", 0, start) + 1))

    for first, last, truth in functions(toks, pairs):
        for i in range(first + 1, last):
            t = toks[i]
            if mute[i]:
                continue
            if t.kind == "sign":
                for op, new in of_sign(toks, i, text):
                    if op == "precision":
                        add(op, i, i + 1, "")
                    elif op == "constant":
                        add(op, i, i, "")
                    else:
                        add(op, i, i, new)
            elif t.kind == "number":
                for op, new in of_constant(toks, i):
                    add(op, i, i, new)
            elif t.kind == "name":
                for op, new in other_names(t.text):
                    add(op, i, i, new)
                if PRECISION.search(t.text) and toks[i - 1].text == "," and toks[i + 1].text in (")", ","):
                    add("precision", i, i, t.text + " / 2")
                if t.text == "if" and toks[i + 1].text == "(":
                    add("condition", i + 1, pairs[i + 1], "(!%s)" % text[toks[i + 1].start:toks[pairs[i + 1]].end])
        for i, j in statements(toks, pairs, first, last):
            of_statement(toks, mute, i, j, truth, add)
    return sorted(set(found))


def of_statement(toks, mute, i, j, truth, add):
    head, second = toks[i], toks[i + 1]
    if head.text == "return" and truth and j > i + 1:
        for new in ("0", "1"):
            if not (j == i + 2 and second.text == new):
                add("return", i, j, "return %s;" % new)
        return
    if mute[i] or head.kind != "name" or head.text in KEYWORDS or head.text in ("int", "long", "bool", "double", "size_t", "char"):
        return
    call = second.text == "("
    assignment = any(t.text in ("=", "+=", "-=", "*=", "/=", "|=", "&=") for t in toks[i:j]) and (
        second.text in ("=", "+=", "-=", "*=", "/=", "|=", "&=", "->", ".", "["))
    if call and any(RADIUS.search(t.text) for t in toks[i:j] if t.kind == "name"):
        add("radius", i, j, ";")
    elif call or assignment:
        add("deletion", i, j, ";")
