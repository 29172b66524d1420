/* graph_svg.mjs PAGE.html - the graph of the theorems, lemmas and corollaries as a picture for the README: the claims whose items name
 * one, the files of bounds that they rest on, and between them what follows from the graph of all claims, with what other arrows imply
 * left out. To standard output. */
import { readFileSync } from "node:fs";
import { claimEdges, fileOf, reach } from "./graph_data.js";
import { layOut } from "./layout.js";

const html = readFileSync(process.argv[2] ?? "build/report/index.html", "utf8");
const data = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)[1]);
const marks = { PROVED: ["■", "#0b4f8a", "#e2eefa"], "PROVED given": ["◧", "#13647a", "#ddf1f6"], ARGUED: ["¶", "#6a5200", "#f7efce"],
    CERTIFIED: ["●", "#0a6646", "#dbf2e7"], CONSISTENT: ["≈", "#46600f", "#ebf3d6"], AGREES: ["◎", "#474b9c", "#e8e9fb"],
    OBSERVED: ["○", "#78398a", "#f4e6f8"], REFUTED: ["✕", "#a23a00", "#fde8da"], UNDECIDED: ["?", "#4a4a4a", "#e6e6e6"], VACUOUS: ["∅", "#5e5e5e", "#efefef"] };

const edges = claimEdges(data.claims);
const named = (c) => /^(Theorem|Lemma|Corollary|Proposition) ?[0-9]/.test(c.items) && c.method !== "proof" && !c.erratum;
const chosen = data.claims.filter(named);
/* What stands for a claim in the picture: itself, the file of a bound, or nothing. */
const standIn = new Map(data.claims.map((c) => [c.id, named(c) ? c.id : fileOf(c) ? `${fileOf(c)}.*` : null]));

/* u -> v if v is reached from u through claims that are not chosen; a way that needs proof_uses is a way of proofs. */
function contracted() {
    const out = [];
    for (const c of chosen)
        for (const statementsOnly of [true, false]) {
            const seen = new Set([c.id]), stack = [c.id];
            while (stack.length) {
                const here = stack.pop();
                for (const e of edges) {
                    if (e.to !== here || seen.has(e.from) || (statementsOnly && e.proof)) continue;
                    seen.add(e.from);
                    const from = standIn.get(e.from);
                    if (from === null) stack.push(e.from);
                    else if (!out.some((o) => o.from === from && o.to === c.id)) out.push({ from, to: c.id, proof: !statementsOnly });
                }
            }
        }
    return out;
}
const all = contracted();
const kept = all.filter((e) => !all.some((f) => f !== e && f.from === e.from && f.to !== e.to && reach(all, f.to, true).has(e.to)));

const linked = new Set(kept.flatMap((e) => [e.from, e.to]));
const node = (id, verdict, title, rows) => ({ id, verdict, title, rows, width: Math.max(rows[0].length * 9.4 + 44, rows[1].length * 7.8 + 24), height: 46 });
const files = [...new Set(data.claims.map(fileOf).filter((f) => f && linked.has(`${f}.*`)))].map((f) => {
    const bounds = data.claims.filter((c) => fileOf(c) === f && c.verdict === "PROVED");
    return node(`${f}.*`, "PROVED", `bounds/${f}.bound`, [`${bounds.length} bounds`, `${f}.bound`]);
});
const nodes = [...files, ...chosen.filter((c) => linked.has(c.id)).map((c) => node(c.id, c.verdict, c.title, [c.items.split(";")[0], c.id]))];
const size = layOut(nodes, kept, { direction: "LR", nodesep: 12, ranksep: 60 });
const escape = (t) => t.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const legendTop = size.height + 8, used = Object.keys(marks).filter((m) => nodes.some((n) => n.verdict === m));

const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(size.width)} ${Math.ceil(size.height + 40)}" role="img" aria-labelledby="t" font-family="system-ui, 'DejaVu Sans', sans-serif">`,
    `<title id="t">What the paper's theorems and lemmas rest on, with the verdict of each</title>`,
    `<rect width="100%" height="100%" rx="8" fill="#ffffff"/>`,
    `<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.5L8,4L0,7.5z" fill="#6a727a"/></marker></defs>`];
for (const e of kept) out.push(`<path d="${e.path}" fill="none" stroke="#6a727a" stroke-width="1.4"${e.proof ? ' stroke-dasharray="6 4"' : ""} marker-end="url(#a)"/>`);
for (const n of nodes) {
    const [mark, ink, tint] = marks[n.verdict], x = (n.x - n.width / 2).toFixed(1), y = (n.y - n.height / 2).toFixed(1);
    out.push(`<g><title>${escape(`${n.id}: ${n.title} (${n.verdict})`)}</title>`,
        `<rect x="${x}" y="${y}" width="${n.width.toFixed(1)}" height="${n.height}" rx="6" fill="${tint}" stroke="${ink}"/>`,
        `<text x="${(n.x - n.width / 2 + 11).toFixed(1)}" y="${(n.y - 3).toFixed(1)}" font-size="15" font-weight="600" fill="${ink}">${mark} ${escape(n.rows[0])}</text>`,
        `<text x="${(n.x - n.width / 2 + 11).toFixed(1)}" y="${(n.y + 14).toFixed(1)}" font-size="13" fill="#434a52">${escape(n.rows[1])}</text></g>`);
}
let x = 14;
const key = (text, width, shape) => { out.push(shape, `<text x="${x + (shape ? 40 : 0)}" y="${legendTop + 16}" font-size="13" fill="#333a41">${text}</text>`); x += width + (shape ? 40 : 0); };
for (const v of used) key(`<tspan fill="${marks[v][1]}">${marks[v][0]}</tspan> ${v}`, v.length * 8.4 + 34, "");
key("its statement", 108, `<path d="M${x},${legendTop + 11}h32" stroke="#6a727a" stroke-width="1.4"/>`);
key("its proof alone uses", 150, `<path d="M${x},${legendTop + 11}h32" stroke="#6a727a" stroke-width="1.4" stroke-dasharray="6 4"/>`);
out.push("</svg>");
console.log(out.join("\n"));
