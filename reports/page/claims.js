/* claims.js - the claims in the paper's order: found by words, verdict, section and method; a claim's body is made when it is opened. */
import katex from "katex";
import { anchor, claimById, claims, data, heading, leastSlack, methods, plural, seconds, sectionsUsed, short, unexpected, usedBy,
    verdictOf, verdicts } from "./data.js";
import { command, element, live } from "./dom.js";

export function badge(name, wrong) {
    const v = verdictOf(name);
    return element(`span.badge.v-${v.key}${wrong ? ".wrong" : ""}`, { title: v.means },
        element("span.mark", { "aria-hidden": "true" }, v.mark), v.name);
}

/* A formula; its source where KaTeX does not know it. */
export function formula(tex) {
    const box = element("div.formula", { tabindex: "0", role: "group", "aria-label": "formula" });
    try {
        katex.render(tex, box, { displayMode: true, throwOnError: true, trust: false, strict: "ignore" });
    } catch {
        box.append(element("code", {}, tex));
    }
    return box;
}

export const claimLink = (id) => {
    const c = claimById.get(id);
    if (!c) return element("code", {}, id);
    const v = verdictOf(c.verdict);
    return element("a.claim-link", { href: `#${anchor(id)}`, title: `${c.title} (${c.verdict})` },
        element(`span.mark.v-${v.key}`, { "aria-hidden": "true" }, v.mark), id);
};
const linkList = (ids) => element("span.links", {}, ids.map((id, i) => [i ? ", " : "", claimLink(id)]));

const row = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];

/* --------------------------------------------------------------------------------------------- evidence */

/* Counts by decade as small bars, each with its number in words. */
export function decadeBars(decades, what) {
    const entries = Object.entries(decades).sort(([a], [b]) => order(a) - order(b));
    const most = Math.max(...entries.map(([, n]) => n));
    const label = (d) => (/^-?\d+$/.test(d) ? `10${power(d)}` : d);
    const text = entries.map(([d, n]) => `${label(d)}: ${n}`).join(", ");
    return element("div.bars", { role: "img", "aria-label": `${what} by decade. ${text}`, title: text },
        entries.map(([d, n]) => element("span.bar-column", {},
            element("span.bar", { style: `height:${Math.max(2, Math.round(34 * n / most))}px` }),
            element("span.bar-label", {}, /^-?\d+$/.test(d) ? d.replace("-", "−") : d === "negative" ? "<0" : d))));
}
const power = (d) => d.replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
const order = (d) => (d === "negative" ? -1e9 : d === "zero" ? -1e8 : Number.isFinite(Number(d)) ? Number(d) : 1e9);

const ball = (b) => (typeof b === "string" ? b : b.rad === "0" ? b.mid : `${b.mid} ± ${b.rad}`);

export function factTable(facts) {
    return element("div.table-scroll", { tabindex: "0", role: "group", "aria-label": "facts" }, element("table", {},
        element("thead", {}, element("tr", {}, ["fact", "certified", "violated", "undecided", "least slack", "slack by decade, 10ⁿ"]
            .map((h, i) => element(i && i < 5 ? "th.number" : "th", { scope: "col" }, h)))),
        element("tbody", {}, facts.map((f) => element("tr", {},
            element("td", {}, f.what, f.kind ? element("span.kind", {}, f.kind) : null),
            element("td.number", {}, f.certified), element(f.violated ? "td.number.bad" : "td.number", {}, f.violated),
            element(f.undecided ? "td.number.bad" : "td.number", {}, f.undecided),
            element("td.number", f.least ? { title: `at ${f.least.instance}: a = ${ball(f.least.a)}, b = ${ball(f.least.b)}` } : {},
                typeof f.least_slack === "number" ? short(f.least_slack) : ""),
            element("td", {}, f.slack_decades && Object.keys(f.slack_decades).length ? decadeBars(f.slack_decades, "least slack") : ""))))));
}

function instance(title, i) {
    const word = (t) => (t === true ? "holds" : t === false ? "fails" : "open");
    const line = (f, prefix) => element("li", {}, element(`span.truth.${word(f.holds)}`, {}, word(f.holds)), " ", prefix, f.what,
        f.note ? ` (${f.note})` : "",
        f.a !== undefined || f.b !== undefined ? element("div.balls", {}, f.a !== undefined ? element("code", {}, `a = ${ball(f.a)}`) : null,
            f.b !== undefined ? element("code", {}, `b = ${ball(f.b)}`) : null) : null);
    return element("div.instance", {}, element("h5", {}, title), element("p.instance-text", {}, i.instance, i.adversarial ? " (adversarial)" : ""),
        element("ul", {}, (i.hypotheses ?? []).map((f) => line(f, "hypothesis: ")), i.facts.map((f) => line(f, "")),
            i.more ? element("li", {}, `and ${plural(i.more, "fact")} more`) : null));
}

function valuesTable(check) {
    const values = Object.entries(check.values ?? {}), samples = Object.entries(check.samples ?? {});
    if (!values.length && !samples.length) return null;
    const show = (v) => (typeof v === "object" && v ? ball(v) : typeof v === "number" ? short(v, 6) : String(v));
    return element("dl.values", {}, values.map(([k, v]) => row(k.replaceAll("_", " "), show(v))),
        samples.map(([k, s]) => row(k.replaceAll("_", " "), `${plural(s.n, "value")}, ${short(s.min)} to ${short(s.max)}`,
            s.decades ? decadeBars(s.decades, k) : null)));
}

function dataTable(name, rows) {
    if (!Array.isArray(rows)) return element("p.note", {}, `Table ${name}: ${plural(rows, "row")}, in evidence/.`);
    const keys = [...new Set(rows.flatMap((r) => Object.keys(r)))];
    return element("details.data", {}, element("summary", {}, `Table ${name.replaceAll("_", " ")}, ${plural(rows.length, "row")}`),
        element("div.table-scroll", { tabindex: "0", role: "group", "aria-label": name }, element("table", {},
            element("thead", {}, element("tr", {}, keys.map((k) => element("th.number", { scope: "col" }, k.replaceAll("_", " "))))),
            element("tbody", {}, rows.map((r) => element("tr", {}, keys.map((k) => element("td.number", {}, r[k] === undefined ? "" : short(r[k], 6)))))))));
}

function evidence(c) {
    const check = c.check ?? {}, tally = check.tally;
    const parts = [];
    if (check.facts?.length) parts.push(factTable(check.facts));
    parts.push(valuesTable(check));
    for (const [name, rows] of Object.entries(check.tables ?? {})) parts.push(dataTable(name, rows));
    for (const left of check.left ?? []) parts.push(element("p.note", {}, `Left undone: ${left}`));
    if (check.skipped) parts.push(element("p.note", {}, "Instances past a hypothesis, not counted: ",
        Object.entries(check.skipped).map(([h, n]) => `${n} (${h})`).join("; ")));
    if (check.counterexample) parts.push(instance("The counterexample", check.counterexample));
    if (check.undecided) parts.push(instance("The first instance left open", check.undecided));
    if (check.example && c.method !== "proof") parts.push(instance("An example to recheck by hand", check.example));
    return [element("h4", {}, "Evidence"), tally ? element("p.note", {}, instancesText(tally)) : null, parts];
}

export function instancesText(t) {
    const extra = [t.adversarial ? `${t.adversarial} adversarial` : "", t.skipped ? `${t.skipped} past the hypotheses` : ""].filter(Boolean);
    return plural(t.counted, "instance") + (extra.length ? `, ${extra.join(", ")}` : "");
}

function canary(c) {
    const k = c.canary ?? {}, t = k.tally;
    const said = !t ? "not run" : isErratumText(c) ?? (t.violated ? "refuted, as it has to be" : t.against ? "observed against, as it has to be" : "not refuted");
    return [element("h4", {}, "Canary"),
        element("p", {}, c.canary_text ?? "", " ", element("strong", {}, `(${said})`)),
        (k.earlier ?? []).map((i) => instance("An earlier canary was refuted at", i)),
        k.counterexample && c.method !== "proof" ? instance("Refuted at", k.counterexample) : null,
        c.erratum && k.example ? instance("The corrected statement holds, for example, at", k.example) : null];
}
const isErratumText = (c) => (c.erratum ? "the corrected statement, which has to be certified" : null);

/* ----------------------------------------------------------------------------------------------- a claim */

function body(c) {
    const links = [];
    if (c.given?.length) links.push(row("Given", linkList(c.given)));
    if (c.uses?.length) links.push(row("Statement uses", linkList(c.uses)));
    if (c.proof_uses?.length) links.push(row("Proof uses", linkList(c.proof_uses)));
    const above = usedBy.get(c.id) ?? [];
    if (above.length) links.push(row("Used by", linkList(above.map((u) => u.id))));
    if (c.twin) links.push(row(c.erratum ? "Corrected" : "As printed", claimLink(c.twin)));
    const hasGraph = c.uses?.length || c.proof_uses?.length || above.length;
    const repeats = c.source && c.statement.startsWith("bound ");
    return element("div.claim-body", {},
        unexpected(c) ? element("p.alarm", {}, element("strong", {}, "Not as expected: "),
            `${c.verdict} where ${c.expected ?? "nothing"} is expected. ${c.reason ?? ""}`) : null,
        c.tex ? formula(c.tex) : null,
        repeats ? element("pre.source", { tabindex: "0" }, c.source.join("\n")) : element("p.statement", {}, c.statement),
        c.erratum ? element("p.correction", {}, element("strong", {}, "Should read: "), c.erratum) : null,
        element("dl", {},
            row("Place", c.paper), c.domain ? row("Domain", c.domain) : null, c.checked ? row("Checked", c.checked) : null,
            row("Method", `${c.method}: ${methods[c.method] ?? ""}`), c.argument ? row("Argument", element("code", {}, c.argument)) : null,
            !unexpected(c) && c.reason ? row("Reason", c.reason) : null,
            c.expected_reason ? row("Expected", `${c.expected}: ${c.expected_reason}`) : null, links,
            row("Run", `${seconds(c.seconds)}, seed ${c.seed ?? "unknown"}`),
            c.check?.certificate ? row("Certificate", element("code", {}, `${data.dir}/${c.check.certificate}`)) : null),
        evidence(c), canary(c),
        element("div.claim-foot", {},
            command(`certiflow verify ${c.id}${c.tier && c.tier !== "quick" ? ` --tier ${c.tier}` : ""}`),
            c.check?.certificate ? command(`certiflow-check ${data.dir}/${c.check.certificate}`) : command(`certiflow why ${c.id}`),
            hasGraph ? element("a.button", { href: `#graph-${c.id}` }, "Show in the graph") : null));
}

function claimRow(c) {
    const slack = leastSlack(c.check), t = c.check?.tally;
    const numbers = [t && c.method !== "proof" ? plural(t.counted, "instance") + (t.adversarial ? `, ${t.adversarial} adversarial` : "") : "", slack !== null && c.verdict !== "REFUTED" ? `slack ≥ ${short(slack, 2)}`.replace(" ", "\u00a0") : ""].filter(Boolean);
    const details = element(`details.claim${unexpected(c) ? ".unexpected" : ""}`, { id: anchor(c.id) },
        element("summary", {}, badge(c.verdict, unexpected(c)),
            element("span.claim-title", {}, element("span.claim-name", {}, c.title), element("span.claim-id", {}, c.id)),
            element("span.claim-numbers", {}, unexpected(c) ? `expected ${c.expected ?? "nothing"}` : numbers.join("; "))));
    details.addEventListener("toggle", () => { if (details.open) fillClaim(details, c); });
    return details;
}

function fillClaim(details, c) {
    if (!details.querySelector(".claim-body")) details.append(body(c));
}

/* ---------------------------------------------------------------------------------------------- the list */

const rows = new Map(); /* id -> details */
const state = { words: "", verdicts: new Set(), section: "", method: "", unexpected: false };
const haystack = new Map();

function matches(c) {
    if (state.verdicts.size && !state.verdicts.has(c.verdict)) return false;
    if (state.section && c.section !== state.section) return false;
    if (state.method && c.method !== state.method) return false;
    if (state.unexpected && !unexpected(c)) return false;
    const text = haystack.get(c.id);
    return state.words.toLowerCase().split(/\s+/).every((w) => text.includes(w));
}

function select(label, values, onchange) {
    return element("label.field", {}, element("span", {}, label), element("select", { onchange: (e) => onchange(e.target.value) },
        element("option", { value: "" }, "all"), values.map(([value, text]) => element("option", { value }, text))));
}

let refresh = () => {};
export function resetFilters() {
    Object.assign(state, { words: "", section: "", method: "", unexpected: false });
    state.verdicts.clear();
    for (const e of document.querySelectorAll("#claims .filters select, #claims .filters input[type=search]")) e.value = "";
    for (const e of document.querySelectorAll("#claims .filters [aria-pressed]")) e.setAttribute("aria-pressed", "false");
    refresh();
}

/* Shows only the claims of that verdict; as a tile of the summary asks for. */
export function filterVerdict(name) {
    resetFilters();
    document.querySelector(`#claims .filters [data-verdict="${CSS.escape(name)}"]`)?.click();
}

function filters(count) {
    const chip = (v) => {
        const n = claims.filter((c) => c.verdict === v.name).length;
        return n ? element(`button.chip.v-${v.key}`, { type: "button", "aria-pressed": "false", "data-verdict": v.name, onclick: (e) => {
            const on = !state.verdicts.has(v.name);
            on ? state.verdicts.add(v.name) : state.verdicts.delete(v.name);
            e.currentTarget.setAttribute("aria-pressed", String(on));
            refresh();
        } }, element("span.mark", { "aria-hidden": "true" }, v.mark), `${v.name} `, element("span.n", {}, n)) : null;
    };
    const odd = claims.filter(unexpected).length;
    const methodsUsed = [...new Set(claims.map((c) => c.method))].sort();
    return element("div.filters", { role: "search" },
        element("label.field.grow", {}, element("span", {}, "Find"), element("input", { type: "search", placeholder: "words, an id, an equation: (28)",
            oninput: (e) => { state.words = e.target.value; refresh(); } })),
        select("Section", sectionsUsed.map((s) => [s.name, s.heading]), (v) => { state.section = v; refresh(); }),
        select("Method", methodsUsed.map((m) => [m, m]), (v) => { state.method = v; refresh(); }),
        element("div.chips", {}, verdicts.map(chip),
            odd ? element("button.chip.wrong", { type: "button", "aria-pressed": "false", onclick: (e) => {
                state.unexpected = !state.unexpected;
                e.currentTarget.setAttribute("aria-pressed", String(state.unexpected));
                refresh();
            } }, `! not as expected ${odd}`) : null,
            element("button.chip.reset", { type: "button", onclick: resetFilters }, "Show all")),
        count);
}

export function claimsSection() {
    const count = live("p.count");
    const groups = sectionsUsed.map((s) => {
        const own = claims.filter((c) => c.section === s.name);
        return { own, box: element("section.group", { id: `section-${s.name}`, "aria-label": heading(s.name) },
            element("h3", {}, heading(s.name), " ", element("span.n", {}, plural(own.length, "claim"))),
            own.map((c) => { const r = claimRow(c); rows.set(c.id, r); return r; })) };
    });
    for (const c of claims)
        haystack.set(c.id, [c.id, c.title, c.statement, c.paper, c.items, c.domain, c.verdict, c.method].join("\n").toLowerCase());
    refresh = () => {
        let shown = 0;
        for (const { own, box } of groups) {
            let here = 0;
            for (const c of own) { const hit = matches(c); rows.get(c.id).hidden = !hit; here += hit; }
            box.hidden = here === 0;
            shown += here;
        }
        count.textContent = `${shown} of ${plural(claims.length, "claim")}`;
    };
    refresh();
    addEventListener("beforeprint", openAll);
    return element("section.part", { id: "claims", "aria-labelledby": "claims-title" },
        element("h2", { id: "claims-title" }, "Claims"), filters(count), groups.map((g) => g.box),
        data.shortened ? element("p.note", {}, "Instances and tables were left out to keep this page small; evidence/ has them.") : null);
}

/* For paper: every claim that is shown is open. */
function openAll() {
    for (const c of claims) {
        const r = rows.get(c.id);
        if (r.hidden) continue;
        fillClaim(r, c);
        r.open = true;
    }
}

/* Opens the claim, whatever the filters hide, and brings it into view; false if there is none. */
export function openClaim(id) {
    const r = rows.get(id), c = claimById.get(id);
    if (!r) return false;
    if (r.hidden) resetFilters();
    fillClaim(r, c);
    r.open = true;
    r.scrollIntoView({ block: "start" });
    r.querySelector("summary").focus({ preventScroll: true });
    return true;
}

/* --------------------------------------------------------------------------------------------- the errata */

export function errataSection(errata) {
    const card = (c) => {
        const math = element("div.lazy-formula", { "data-tex": c.tex ?? "" });
        const twin = c.twin ? claimById.get(c.twin) : null;
        const right = element("div.lazy-formula", { "data-tex": twin?.tex ?? "" });
        return element("article.erratum", { "aria-label": c.paper },
            element("h3", {}, c.paper, " ", badge(c.verdict, unexpected(c))),
            element("div.pair", {},
                element("div.printed", {}, element("h4", {}, "✕ Printed"), math, element("p", {}, c.statement)),
                element("div.corrected", {}, element("h4", {}, "✓ Should read"), twin ? right : null, element("p", {}, c.erratum))),
            element("p.note", {}, "Refuted: ", claimLink(c.id), twin ? [". Corrected: ", claimLink(c.twin), " ", badge(twin.verdict)] : ""));
    };
    return element("section.part", { id: "errata", "aria-labelledby": "errata-title" },
        element("h2", { id: "errata-title" }, "Errata"),
        element("p", {}, `${plural(errata.length, "mistake")} of the paper as printed, each refuted with a certified counterexample, beside its correction.`),
        errata.map(card));
}

/* Formulas that are typeset once they come near the window; a height is kept for them, so that nothing jumps. */
export function watchFormulas(root) {
    const typeset = (box) => {
        if (!box.dataset.tex) return;
        box.replaceChildren(formula(box.dataset.tex));
        delete box.dataset.tex;
    };
    const boxes = [...root.querySelectorAll(".lazy-formula")];
    addEventListener("beforeprint", () => boxes.forEach(typeset));
    const observer = new IntersectionObserver((entries) => {
        for (const e of entries) if (e.isIntersecting) { typeset(e.target); observer.unobserve(e.target); }
    }, { rootMargin: "800px" });
    for (const b of boxes) b.dataset.tex ? observer.observe(b) : b.remove();
}
