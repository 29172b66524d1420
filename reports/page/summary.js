/* summary.js - what the run comes to, what is not as expected first, and where it ran. */
import { claims, data, errata, figureDiffers, figures, heading, plural, seconds, sectionsUsed, unexpected, verdictOf, verdicts } from "./data.js";
import { badge, claimLink, filterVerdict } from "./claims.js";
import { element } from "./dom.js";

function outcome() {
    const odd = claims.filter(unexpected), badFigures = figures.filter(figureDiffers);
    const parts = [];
    if (data.interrupted) parts.push(element("div.alarm", { role: "alert" }, element("strong", {}, "The run was interrupted: "), "not every claim is here."));
    if (odd.length)
        parts.push(element("div.alarm", { role: "alert" }, element("h3", {}, `! ${plural(odd.length, "claim is", "claims are")} not as expected`),
            element("ul", {}, odd.map((c) => element("li", {}, badge(c.verdict, true), " ", claimLink(c.id), ` where ${c.expected ?? "nothing"} is expected`, c.reason ? `: ${c.reason}` : "")))));
    else parts.push(element("p.fine", {}, element("span.mark", { "aria-hidden": "true" }, "✓ "), `All ${claims.length} claims are as expected.`));
    if (badFigures.length)
        parts.push(element("div.alarm", { role: "alert" }, element("h3", {}, `! ${plural(badFigures.length, "figure is", "figures are")} not as expected`),
            element("ul", {}, badFigures.map((f) => element("li", {}, badge(f.claim.verdict, true), " ", element("a", { href: `#figure-${f.name}` }, f.paper || f.title))))));
    return parts;
}

function tiles() {
    return element("ul.tiles", {}, verdicts.map((v) => {
        const n = claims.filter((c) => c.verdict === v.name).length;
        return n ? element("li", {}, element(`button.tile.v-${v.key}`, { type: "button", title: v.means, onclick: () => {
            filterVerdict(v.name);
            document.getElementById("claims").scrollIntoView();
        } }, element("span.tile-n", {}, n), element("span.tile-name", {}, element("span.mark", { "aria-hidden": "true" }, v.mark), v.name))) : null;
    }), element("li", {}, element("a.tile.errata-tile", { href: "#errata" }, element("span.tile-n", {}, errata.length), element("span.tile-name", {}, "errata of the print"))));
}

function bySection() {
    return element("nav.by-section", { "aria-label": "Verdicts by section" }, sectionsUsed.map((s) => {
        const own = claims.filter((c) => c.section === s.name);
        const counts = verdicts.map((v) => [v, own.filter((c) => c.verdict === v.name).length]).filter(([, n]) => n);
        const said = counts.map(([v, n]) => `${n} ${v.name}`).join(", ");
        return element("a.section-row", { href: `#section-${s.name}`, title: said, "aria-label": `${s.heading}: ${said}` },
            element("span.section-name", {}, heading(s.name)), element("span.section-n", {}, own.length),
            element("span.section-bar", {}, counts.map(([v, n]) => element(`span.segment.fill-${v.key}`, { style: `flex:${n}` }, n / own.length > 0.07 ? `${verdictOf(v.name).mark} ${n}` : ""))));
    }));
}

function facts() {
    const h = data.host ?? {};
    const row = (k, v) => (v ? [element("dt", {}, k), element("dd", {}, v)] : null);
    return element("dl.run", {},
        row("Program", `certiflow ${data.version}, build ${data.build}${data.other_build ? `; this page by build ${data.other_build}` : ""}`),
        row("Tier", data.tier), row("Date", (data.date ?? "").replace("T", " ").replace("Z", " UTC")), row("Time", seconds(data.seconds ?? 0)),
        row("Memory", data.memory?.at_most_mib ? `at most ${Math.ceil(data.memory.at_most_mib)} MiB at once` : null),
        row("Machine", `${h.cpu ?? "unknown"}, ${plural(h.cores ?? 0, "core")}; ${h.system ?? ""}`),
        row("BLAS", `${h.blas_kernel ?? "unknown"} kernel, ${plural(h.blas_threads ?? 0, "thread")}; ${h.blas ?? ""}`),
        row("Libraries", `FLINT ${h.flint}, MPFR ${h.mpfr}, GMP ${h.gmp}; compiler ${h.compiler}`),
        row("Seeds", "fixed: that of a claim is the FNV-1a hash of its id, shown with the claim"));
}

export function summarySection() {
    return element("section.part", { id: "summary", "aria-labelledby": "title" },
        element("h1", { id: "title" }, "Kernel and rich regimes, checked"),
        element("p.lead", {}, "Every numbered statement of ", element("cite", {}, "Kernel and Rich Regimes in Overparametrized Models"),
            " as a claim with a verdict that its method fixes, its evidence, and a false neighbour that the same check refutes."),
        outcome(), tiles(), bySection(), element("details.data.run-facts", { open: true }, element("summary", {}, "The run"), facts()));
}
