/* layout.js - a graph's places by dagre, and its edges as paths of SVG. Pure: no document. */
import dagre from "@dagrejs/dagre";

/* nodes: [{id, width, height}], edges: [{from, to}]; direction LR or TB. Adds x, y (of the centre) to the nodes and a path to the edges;
 * returns {width, height}. Two sections may rest on each other: cycles are allowed. */
export function layOut(nodes, edges, { direction = "LR", nodesep = 14, ranksep = 64 } = {}) {
    const linked = new Set(edges.flatMap((e) => [e.from, e.to]));
    const alone = nodes.filter((n) => !linked.has(n.id)), together = nodes.filter((n) => linked.has(n.id));
    const size = together.length ? byDagre(together, edges, { direction, nodesep, ranksep }) : { width: 0, height: 12 };
    return inRows(alone, size, nodesep);
}

/* Nodes without edges stand in rows below the others. */
function inRows(alone, size, gap) {
    const widest = Math.max(size.width, Math.min(900, alone.reduce((w, n) => w + n.width + gap, 24)));
    let x = 12, y = size.height, width = size.width, row = 0;
    for (const n of alone) {
        if (x > 12 && x + n.width + 12 > widest) { x = 12; y += row + gap; row = 0; }
        Object.assign(n, { x: x + n.width / 2, y: y + n.height / 2 });
        x += n.width + gap;
        row = Math.max(row, n.height);
        width = Math.max(width, x);
    }
    return { width, height: y + row + 12 };
}

function byDagre(nodes, edges, { direction, nodesep, ranksep }) {
    const g = new dagre.graphlib.Graph({ multigraph: true });
    g.setGraph({ rankdir: direction, nodesep, ranksep, edgesep: 8, marginx: 12, marginy: 12 });
    g.setDefaultEdgeLabel(() => ({}));
    for (const n of nodes) g.setNode(n.id, { width: n.width, height: n.height });
    edges.forEach((e, i) => g.setEdge(e.from, e.to, {}, String(i)));
    dagre.layout(g);
    for (const n of nodes) Object.assign(n, { x: g.node(n.id).x, y: g.node(n.id).y });
    edges.forEach((e, i) => { e.path = route(g.node(e.from), g.node(e.to), g.edge(e.from, e.to, String(i)).points, direction === "LR"); });
    const { width, height } = g.graph();
    return { width, height };
}

/* An edge that goes the graph's way leaves its node in the middle of one side and enters the other there, by the places that dagre left
 * free for it between the ranks: the same bend in either direction of reading. One that goes back keeps dagre's own points. */
function route(from, to, points, across) {
    const [x, y, size] = across ? ["x", "y", "width"] : ["y", "x", "height"];
    const start = { [x]: from[x] + from[size] / 2, [y]: from[y] }, end = { [x]: to[x] - to[size] / 2, [y]: to[y] };
    if (end[x] <= start[x]) return smooth(points);
    const inner = points.length > 3 ? points.slice(1, -1) : [];
    const stops = [start, ...inner.filter((p) => p[x] > start[x] + 8 && p[x] < end[x] - 8), end];
    let d = `M${at(start)}`;
    for (let i = 1; i < stops.length; i++) {
        const a = stops[i - 1], b = stops[i], middle = (a[x] + b[x]) / 2;
        d += `C${at({ [x]: middle, [y]: a[y] })} ${at({ [x]: middle, [y]: b[y] })} ${at(b)}`;
    }
    return d;
}

const at = ({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`;

/* Quadratic pieces between the middles. */
function smooth(points) {
    if (points.length < 3) return `M${points.map(at).join("L")}`;
    let d = `M${at(points[0])}`;
    for (let i = 1; i < points.length - 1; i++) {
        const a = points[i], b = points[i + 1], last = i === points.length - 2;
        d += `Q${at(a)} ${at(last ? b : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })}`;
    }
    return d;
}
