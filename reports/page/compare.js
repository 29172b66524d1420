/* compare.js - the page of two runs compared; docs/report.md says what counts as a change. */
import { data, plural, short } from "./data.js";
import { badge } from "./claims.js";
import { element } from "./dom.js";

const table = (name, heads, rows) => (rows.length ? element("section.part", { "aria-label": name }, element("h2", {}, `${name} (${rows.length})`),
    element("div.table-scroll", { tabindex: "0", role: "group", "aria-label": name }, element("table", {},
        element("thead", {}, element("tr", {}, heads.map((h) => element("th", { scope: "col" }, h)))),
        element("tbody", {}, rows.map((r) => element("tr", {}, r.map((cell) => element("td", {}, cell)))))))) : null);

function side(name, s) {
    return element("div.side", {}, element("h2", {}, name), element("dl.run", {}, Object.entries({ folder: s.dir, version: s.version, build: s.build, tier: s.tier, date: s.date,
        "BLAS kernel": s.blas_kernel }).map(([k, v]) => [element("dt", {}, k), element("dd", {}, v)])));
}

const curveText = (c) => `${c.label}: ${c.status ?? `${short(c.relative)}${c.x !== undefined ? ` at ${short(c.x)}` : ""}`}`;

export function comparePage() {
    const c = data.comparison, code = (id) => element("code", {}, id);
    return [element("section.part", { id: "summary" }, element("h1", {}, "Two runs compared"),
        c.verdicts ? element("div.alarm", { role: "alert" }, element("strong", {}, `! ${plural(c.verdicts, "verdict")} changed`), `; ${plural(c.claims, "claim")} in both.`) :
            element("p.fine", {}, "✓ ", `No verdict changed; ${plural(c.claims, "claim")} in both.`),
        element("div.sides", {}, side("A", c.a), side("B", c.b))),
    table("Verdicts that changed", ["claim", "A", "B", "why"], c.changed.map((x) => [[code(x.id), ` ${x.title}`], badge(x.a), badge(x.b, true), x.reason])),
    table("Claims of B alone", ["claim", "verdict"], c.added.map((x) => [[code(x.id), ` ${x.title}`], badge(x.verdict)])),
    table("Claims of A alone", ["claim", "verdict"], c.removed.map((x) => [[code(x.id), ` ${x.title}`], badge(x.verdict)])),
    table("Figures that changed", ["figure", "status", "A", "B", "largest relative change"], c.figures.map((x) => [[code(x.name), ` ${x.title}`], x.status,
        x.a?.verdict ? badge(x.a.verdict) : "", x.b?.verdict ? badge(x.b.verdict) : "", x.curves.map((k) => element("div", {}, curveText(k)))])),
    table("Values that changed", ["claim", "value", "A", "B", "relative"], c.values.map((x) => [code(x.id), x.key, short(x.a, 6), short(x.b, 6), short(x.relative)])),
    table("Seconds that changed much", ["claim", "A", "B"], c.seconds.map((x) => [code(x.id), short(x.a), short(x.b)]))];
}
