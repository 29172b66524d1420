/* graph.js - the graph of claims: sections collapsed, or what one claim rests on and what rests on it. */
import { claimById, claims, heading, plural, sectionsUsed, verdictOf, verdicts } from "./data.js";
import { element, live, svg } from "./dom.js";
import { claimEdges, focused, sectionGraph, sectionsGraph } from "./graph_data.js";
import { layOut } from "./layout.js";

const edges = claimEdges(claims);
const linked = new Set(edges.flatMap((e) => [e.from, e.to]));
/* id: the claim in the middle; else section: the one that is open; else all sections. */
const view = { id: null, above: true, below: true, section: null, files: new Set(), outside: false, zoom: 1, selected: null };
let canvas, said, picker, openClaim, tools;

const textWidth = (t) => 7.0 * t.length;
const clip = (t, n) => (t.length > n ? t.slice(0, n - 1) + "…" : t);

function nameOf(n) {
    if (n.claim) return n.id;
    const [kind, section, file] = n.id.split(":");
    return { section: heading(section), file: `${file}.*`, from: `from ${heading(section)}`, to: `to ${heading(section)}`, alone: "no links" }[kind];
}

/* Labels and sizes; a group says how many claims it holds. */
function measure(n) {
    n.label = clip(nameOf(n), 42);
    n.sub = n.group ? plural(n.group.length, n.id.startsWith("file:") ? "bound" : "claim") : "";
    n.width = Math.max(n.claim ? textWidth(n.label) + 38 : 8 * n.label.length + 26, n.group ? 150 : 60);
    n.height = n.group ? 54 : 28;
}

function groupBar(n) {
    const x0 = n.x - n.width / 2 + 12, width = n.width - 24;
    let x = x0;
    return verdicts.map((v) => {
        const count = n.group.filter((c) => c.verdict === v.name).length, w = width * count / n.group.length;
        const part = count ? svg(`rect.fill-${v.key}`, { x, y: n.y + 14, width: w, height: 6 }, svg("title", {}, `${v.name}: ${count}`)) : null;
        x += w;
        return part;
    });
}

function nodeElement(n) {
    const left = n.x - n.width / 2, top = n.y - n.height / 2, v = n.claim ? verdictOf(n.claim.verdict) : null;
    const said = n.claim ? `${n.id}, ${n.claim.verdict}: ${n.claim.title}` : `${nameOf(n)}, ${n.sub}; ${n.id.startsWith("alone:") ? "claims without links" : "opens"}`;
    return svg(`g.node${v ? `.v-${v.key}` : ".group"}${n.id === view.id ? ".focus" : ""}`,
        { tabindex: "-1", role: n.claim ? "link" : "button", "aria-label": said, "data-id": n.id },
        svg("title", {}, said),
        svg("rect.box", { x: left, y: top, width: n.width, height: n.height, rx: n.claim ? 5 : 9 }),
        v ? svg("text.mark", { x: left + 10, y: n.y + 4.5 }, v.mark) : null,
        svg("text", { x: n.claim ? left + 26 : left + 12, y: n.claim ? n.y + 4.5 : n.y - 9 }, n.label),
        n.group ? svg("text.sub", { x: left + 12, y: n.y + 7 }, n.sub) : null, n.group ? groupBar(n) : null);
}

function edgeElement(e) {
    return svg(`path.edge${e.proof ? ".proof" : ""}`, { d: e.path, "marker-end": "url(#arrow)", "data-from": e.from, "data-to": e.to,
        "stroke-width": Math.min(1.3 + Math.log2(e.n) * 0.5, 4) },
        svg("title", {}, `${e.from} → ${e.to}${e.n > 1 ? `, ${e.n} links` : ""}${e.proof ? " (proof)" : ""}`));
}

let shown = { nodes: [], edges: [] };

function draw() {
    shown = view.id ? focused(claims, edges, view.id, view) : view.section === null ? sectionsGraph(claims, edges) :
        sectionGraph(claims, edges, view.section, view.files, view.outside);
    shown.nodes.forEach(measure);
    const sectionsAlone = !view.id && view.section === null;
    const size = layOut(shown.nodes, shown.edges, sectionsAlone ? { direction: "TB", nodesep: 26, ranksep: 68 } : {});
    const drawing = svg("svg.graph", { viewBox: `0 0 ${size.width} ${size.height}`, role: "group", "aria-label": "graph of claims" },
        svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
            svg("path.arrow", { d: "M0,0.5L8,4L0,7.5z" }))),
        svg("g", {}, shown.edges.map(edgeElement)), svg("g", {}, shown.nodes.map(nodeElement)));
    drawing.natural = size;
    canvas.replaceChildren(drawing);
    scale();
    select(shown.nodes.find((n) => n.id === (view.id ?? view.selected))?.id ?? shown.nodes[0]?.id, false);
    said.textContent = `${plural(shown.nodes.length, "node")}, ${plural(shown.edges.length, "edge")}` +
        (view.id ? ` around ${view.id}` : view.section !== null ? ` of ${heading(view.section)}` : "") + (shown.edges.length === 0 && view.id ? ": it rests on no other claim, and none rests on it" : "");
    tools.querySelectorAll("[data-focus]").forEach((b) => { b.hidden = !view.id; });
    tools.querySelector("[data-outside]").hidden = view.id !== null || view.section === null;
}

function scale() {
    const drawing = canvas.firstElementChild, { width, height } = drawing.natural;
    drawing.setAttribute("width", width * view.zoom);
    drawing.setAttribute("height", height * view.zoom);
}

function fit() {
    const { width, height } = canvas.firstElementChild.natural;
    view.zoom = Math.max(0.55, Math.min(1.15, (canvas.clientWidth - 4) / width));
    scale();
}

const elementOf = (id) => canvas.querySelector(`.node[data-id="${CSS.escape(id ?? "")}"]`);

/* One node at a time takes the tab key; the arrows go from it to its neighbours. */
function select(id, focus = true) {
    canvas.querySelectorAll(".node").forEach((n) => { n.setAttribute("tabindex", n.dataset.id === id ? "0" : "-1"); n.classList.toggle("selected", n.dataset.id === id); });
    canvas.querySelectorAll(".edge").forEach((e) => e.classList.toggle("near", e.dataset.from === id || e.dataset.to === id));
    view.selected = id;
    if (focus) elementOf(id)?.focus();
}

/* The nearest node that lies in the direction of the key, sideways ways counting double. */
function neighbour(from, key) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null, least = Infinity;
    for (const n of shown.nodes) {
        const x = n.x - from.x, y = n.y - from.y, along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
        if (n === from || along < 8 || along + 2 * across >= least) continue;
        [best, least] = [n, along + 2 * across];
    }
    return best;
}

function activate(id) {
    const n = shown.nodes.find((m) => m.id === id);
    if (!n) return;
    if (n.claim) return openClaim(id);
    const [kind, section] = id.split(":");
    if (kind === "alone") return;
    if (kind === "file") view.files.add(id);
    else view.section = section;
    draw();
    fit();
    select(shown.nodes.find((m) => m.claim)?.id ?? shown.nodes[0].id);
}

function onKey(e) {
    const node = e.target.closest?.(".node"), here = shown.nodes.find((n) => n.id === node?.dataset.id);
    if (!here) return;
    if (e.key === "Enter" || e.key === " ") { e.preventDefault(); activate(here.id); }
    else if (e.key === "f" && here.claim) focusOn(here.id);
    else if (e.key.startsWith("Arrow")) {
        e.preventDefault();
        const next = neighbour(here, e.key);
        if (next) select(next.id);
    }
}

export function focusOn(id) {
    if (!claimById.has(id)) return false;
    Object.assign(view, { id, selected: id });
    picker.value = id;
    draw();
    fit();
    elementOf(id)?.scrollIntoView({ block: "nearest", inline: "center" });
    return true;
}

function overview() {
    Object.assign(view, { id: null, section: null, selected: null });
    view.files.clear();
    picker.value = "";
    draw();
    fit();
}

const button = (text, onclick, more) => element("button", { type: "button", onclick, ...more }, text);
function toggle(text, key, mark) {
    return button(text, (e) => {
        view[key] = !view[key];
        e.currentTarget.setAttribute("aria-pressed", String(view[key]));
        draw();
        fit();
    }, { "aria-pressed": String(view[key]), [mark]: "" });
}
const zoom = (by) => () => { view.zoom = Math.max(0.2, Math.min(3, view.zoom * by)); scale(); };

function legend() {
    return element("p.legend", {}, "An arrow goes from a premise to what uses it: ",
        svg("svg.key", { width: 34, height: 10, "aria-hidden": "true" }, svg("path.edge", { d: "M1,5H33", "stroke-width": 1.6 })), " the statement does, ",
        svg("svg.key", { width: 34, height: 10, "aria-hidden": "true" }, svg("path.edge.proof", { d: "M1,5H33", "stroke-width": 1.6 })), " only its proof does. ",
        verdicts.filter((v) => claims.some((c) => c.verdict === v.name)).map((v) => element("span.legend-item", {}, element(`span.mark.v-${v.key}`, { "aria-hidden": "true" }, v.mark), v.name)));
}

export function graphSection(open) {
    openClaim = open;
    said = live("p.count");
    canvas = element("div.graph-canvas", { onkeydown: onKey, onclick: (e) => {
        const n = e.target.closest(".node");
        if (n) { select(n.dataset.id, false); activate(n.dataset.id); }
    }, onfocusin: (e) => { const n = e.target.closest(".node"); if (n && view.selected !== n.dataset.id) select(n.dataset.id, false); } });
    picker = element("input", { list: "claim-ids", placeholder: "a claim's id", "aria-label": "Show what a claim rests on",
        onchange: () => { if (picker.value && !focusOn(picker.value)) said.textContent = `No claim ${picker.value}`; } });
    tools = element("div.tools", {}, element("label.field", {}, element("span", {}, "Around"), picker),
        element("datalist", { id: "claim-ids" }, claims.filter((c) => linked.has(c.id)).map((c) => element("option", { value: c.id }))),
        toggle("What it rests on", "below", "data-focus"), toggle("What rests on it", "above", "data-focus"), toggle("Other sections", "outside", "data-outside"),
        button("Sections", overview), button("−", zoom(1 / 1.25), { "aria-label": "Smaller" }), button("+", zoom(1.25), { "aria-label": "Larger" }), button("Fit", fit));
    return element("section.part", { id: "graph", "aria-labelledby": "graph-title" },
        element("h2", { id: "graph-title" }, "What rests on what"),
        element("p", {}, "A section opens into its claims, a claim leads to its entry above. Arrow keys move between nodes, Enter opens, F shows what surrounds a claim."),
        tools, canvas, said, legend());
}

/* dagre runs when the graph comes near the window, not before the first paint. */
export function startGraph() {
    if (!sectionsUsed.length) return;
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some((e) => e.isIntersecting) || canvas.firstElementChild) return;
        observer.disconnect();
        overview();
    }, { rootMargin: "600px" });
    observer.observe(canvas);
}
