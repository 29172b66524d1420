/* figures.js - each figure beside what the paper says of it: verdict, effect sizes, sizes and tier. */
import { claimById, figureDiffers, figures, plural, seconds, short } from "./data.js";
import { badge, claimLink, factTable } from "./claims.js";
import { command, element } from "./dom.js";
import { heatMap } from "./heat.js";
import { curvesPlot } from "./plots.js";

/* What was observed, each with its interval: a statistic's fact notes "estimate in [low, high]". */
function effects(claim) {
    const noted = (claim?.examples ?? []).flatMap((i) => i.facts ?? []).map((f) => [f, /^(\S+) in \[(\S+), (\S+)\]$/.exec(f.note ?? "")]).filter(([, m]) => m);
    if (!noted.length) return null;
    const number = (t) => short(Number(t)), by = new Map();
    for (const [f, m] of noted) by.set(f.what, [...(by.get(f.what) ?? []), element("li", { title: m[0] }, element("strong", {}, number(m[1])), ` in [${number(m[2])}, ${number(m[3])}]`,
        f.holds ? null : element("span.bad", {}, " ✕ against"))]);
    return element("div.effects", {}, [...by].map(([what, items]) => [element("p", {}, `${what}:`), element("ul", {}, items.slice(0, 8),
        items.length > 8 ? element("li.note", {}, `and ${items.length - 8} more`) : null)]));
}

function words(f) {
    const c = f.claim;
    return element("div.figure-words", {},
        f.says ? element("blockquote", {}, element("p", {}, f.says), element("cite", {}, `The paper, ${f.paper}`)) : null,
        c ? element("p.figure-verdict", {}, badge(c.verdict, figureDiffers(f)), " ", c.statement) : null,
        c?.reason ? element("p.note", {}, c.reason) : null, effects(c),
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
