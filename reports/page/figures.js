/* figures.js - each figure beside what the paper says of it: verdict, effect sizes, sizes and tier. */
import { claimById, figures, plural, seconds, short } from "./data.js";
import { badge, claimLink, factTable } from "./claims.js";
import { command, element } from "./dom.js";
import { heatMap } from "./heat.js";
import { curvesPlot } from "./plots.js";

/* What was observed, each with its interval: facts of statistics keep estimate and interval as balls a and b, or by name. */
function effects(facts) {
    const shown = (facts ?? []).filter((f) => f.estimate !== undefined);
    if (!shown.length) return null;
    return element("ul.effects", {}, shown.map((f) => element("li", {}, `${f.what}: `, element("strong", {}, short(f.estimate)),
        f.low !== undefined ? ` [${short(f.low)}, ${short(f.high)}]` : "")));
}

function words(f) {
    const c = f.claim;
    return element("div.figure-words", {},
        f.says ? element("blockquote", {}, element("p", {}, f.says), element("cite", {}, `The paper, ${f.paper}`)) : null,
        c ? element("p.figure-verdict", {}, badge(c.verdict), " ", c.statement) : null,
        c?.reason ? element("p.note", {}, c.reason) : null, effects(c?.facts),
        c?.facts?.some((x) => x.certified !== undefined) ? element("details.data", {}, element("summary", {}, "What was checked on the figure's data"), factTable(c.facts.filter((x) => x.certified !== undefined))) : null,
        c ? element("p.note", {}, "The canary: ", c.canary ?? "not run", ". ", claimById.has(c.id) ? ["As a claim: ", claimLink(c.id)] : null) : null,
        element("p.tier", {}, element("span.tag", {}, `${f.tier} tier`), f.reduced ? element("span.tag.reduced", {}, "▽ reduced sizes") : f.paper ? element("span.tag", {}, "the paper's sizes") : null),
        element("p.note", {}, f.ran ?? "", f.cells ? `; ${plural(f.cells, "cell")}, ${seconds(f.seconds ?? 0)}.` : ""),
        f.command ? command(f.command) : null);
}

export function figuresSection(start) {
    const cards = figures.map((f) => {
        const plots = [...(f.curves?.length ? [curvesPlot(f)] : []), ...(f.heats ?? []).map((h) => heatMap(f, h))];
        plots.forEach((p) => start(p.box, p.start));
        return element("article.figure", { id: `figure-${f.name}`, "aria-label": f.title },
            element("h3", {}, f.paper ? `${f.paper}: ` : "", f.title), words(f), element("div.figure-plots", {}, plots.map((p) => p.box)));
    });
    return element("section.part", { id: "figures", "aria-labelledby": "figures-title" }, element("h2", { id: "figures-title" }, "Figures"), cards);
}
