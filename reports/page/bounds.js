/* bounds.js - what `certiflow prove --out` left below the folder: the user's own inequalities. */
import { data, plural, seconds } from "./data.js";
import { badge } from "./claims.js";
import { command, element } from "./dom.js";

function card(b) {
    const odd = b.verdict !== b.expected;
    const point = b.counterexample ? Object.entries(b.counterexample).map(([k, v]) => `${k} = ${v}`).join(", ") : "";
    return element(`article.bound${odd ? ".unexpected" : ""}`, { "aria-label": b.bound },
        element("h4", {}, badge(b.verdict, odd), " ", b.bound, odd ? element("span.note", {}, ` expected ${b.expected}`) : null),
        b.paper ? element("p.note", {}, b.paper) : null,
        b.tex ? element("div.lazy-formula", { "data-tex": b.tex }) : null,
        b.statement ? element("pre.source", { tabindex: "0" }, b.statement) : null,
        b.reason ? element("p", {}, b.reason) : null, point ? element("p", {}, "Counterexample: ", element("code", {}, point)) : null,
        element("p.note", {}, `${plural(b.boxes ?? 0, "box", "boxes")}, ${((b.coverage ?? 0) * 100).toFixed(1)} % of the domain covered, ${seconds(b.seconds ?? 0)}` +
            (b.canaries?.length ? `; canaries: ${b.canaries.join(", ")}` : "; no canary")),
        b.certificate ? command(`certiflow-check ${b.certificate}`) : null);
}

export function boundsSection() {
    return element("section.part", { id: "bounds", "aria-labelledby": "bounds-title" }, element("h2", { id: "bounds-title" }, "Bounds of your own"),
        data.bounds.map((folder) => element("div", {}, element("h3", {}, folder.folder), folder.bounds.map(card))));
}
