/* data.js - what the report's program put into the page (reports/page_data.c), read once, and what follows from it. */

const json = (id) => JSON.parse(document.getElementById(id).textContent);
export const data = json("data");
export const figures = json("figures-data");

/* The verdicts, the strongest first, each with the mark that stands beside its word wherever its colour stands. */
export const verdicts = [
    { name: "PROVED", mark: "■", key: "proved", means: "holds on the whole domain that the paper states; a certificate replays without search" },
    { name: "PROVED given", mark: "◧", key: "given", means: "as PROVED, but rests on named ARGUED claims" },
    { name: "ARGUED", mark: "¶", key: "argued", means: "a written proof, not machine-checked; instances are held against it" },
    { name: "CERTIFIED", mark: "●", key: "certified", means: "holds rigorously on the listed instances that meet the hypotheses" },
    { name: "CONSISTENT", mark: "≈", key: "consistent", means: "two enclosures agree to many bits" },
    { name: "AGREES", mark: "◎", key: "agrees", means: "the double lies within its declared error bound of the enclosure" },
    { name: "OBSERVED", mark: "○", key: "observed", means: "a statistical statement, seen over seeds, with an interval" },
    { name: "REFUTED", mark: "✕", key: "refuted", means: "a certified counterexample; expected where the print is wrong" },
    { name: "UNDECIDED", mark: "?", key: "undecided", means: "the budget was spent, or the canary was not refuted; says what is left" },
    { name: "VACUOUS", mark: "∅", key: "vacuous", means: "no instance met the hypotheses, or the domain is empty" },
];
const unknown = { name: "", mark: "·", key: "vacuous", means: "" };
export const verdictOf = (name) => verdicts.find((v) => v.name === name) ?? { ...unknown, name: name ?? "" };

const sections = data.sections ?? [];
const sectionIndex = new Map(sections.map((s, i) => [s.name, i]));
const place = (c) => sectionIndex.get(c.section) ?? sections.length;

export const claims = (data.claims ?? []).slice().sort((a, b) =>
    place(a) - place(b) || (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : 1));
export const claimById = new Map(claims.map((c) => [c.id, c]));
export const sectionsUsed = sections.filter((s) => claims.some((c) => c.section === s.name));
export const heading = (name) => sections.find((s) => s.name === name)?.heading ?? name;

/* A figure whose verdict is not the expected one; where none is named, one that does not carry its sentence. */
export const figureDiffers = (f) => Boolean(f.claim) && (f.claim.expected ? f.claim.verdict !== f.claim.expected : ["REFUTED", "UNDECIDED", "VACUOUS"].includes(f.claim.verdict));
export const unexpected = (c) => c.verdict !== c.expected;
export const methods = {
    algebra: "exact algebra over the whole domain", proof: "a certificate over the whole domain, replayed by the independent checker",
    reduction: "a written reduction to bounds that are proved", argument: "a written proof, held against instances",
    instances: "balls and exact rationals on instances", consistent: "two enclosures compared",
    agrees: "doubles against balls", observed: "statistics over seeds",
};

/* Who rests on a claim: id -> [{id, proof}] */
export const usedBy = new Map();
for (const c of claims)
    for (const [list, proof] of [[c.uses, false], [c.proof_uses, true]])
        for (const id of list ?? []) {
            if (!usedBy.has(id)) usedBy.set(id, []);
            if (!usedBy.get(id).some((u) => u.id === c.id)) usedBy.get(id).push({ id: c.id, proof });
        }

export const isErratum = (c) => c.erratum !== undefined;
export const errata = claims.filter(isErratum);

/* The least relative slack of all facts of a check, or null. */
export function leastSlack(check) {
    const all = (check?.facts ?? []).map((f) => f.least_slack).filter((x) => typeof x === "number");
    return all.length ? Math.min(...all) : null;
}

const superscripts = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", ".": "·" };
export const superscript = (n) => String(n).replace(/[-0-9.]/g, (c) => superscripts[c]);

/* 1.5e-39 as 1.5 × 10⁻³⁹; plain where that is shorter. */
export function short(x, digits = 3) {
    if (typeof x !== "number") return x === null || x === undefined ? "none" : String(x);
    if (x === 0 || !Number.isFinite(x)) return String(x).replace("-", "−");
    const size = Math.abs(x);
    if (size >= 1e-3 && size < 1e6) return String(Number(x.toPrecision(digits))).replace("-", "−");
    const [m, e] = x.toExponential(digits - 1).split("e");
    return `${String(Number(m)).replace("-", "−")} × 10${superscript(Number(e))}`;
}
export const seconds = (s) => (s >= 100 ? s.toFixed(0) : s >= 1 ? s.toFixed(1) : s.toFixed(2)) + " s";
export const plural = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/* A link's anchor: ids are letters, digits, _ and . */
export const anchor = (id) => `claim-${id}`;
