/* layout.js - a graph's places by dagre, and its edges as paths of SVG. Pure: no document. */
import dagre from "@dagrejs/dagre";

/* nodes: [{id, width, height}], edges: [{from, to}]; direction LR or TB. Adds x, y (of the centre) to the nodes and points to the edges;
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
    edges.forEach((e, i) => { e.points = g.edge(e.from, e.to, String(i)).points; });
    const { width, height } = g.graph();
    return { width, height };
}

/* A smooth path through the points: quadratic pieces between the middles. */
export function path(points) {
    const p = points.map(({ x, y }) => [x.toFixed(1), y.toFixed(1)]);
    if (p.length < 3) return `M${p.map((q) => q.join(",")).join("L")}`;
    let d = `M${p[0]}`;
    for (let i = 1; i < p.length - 1; i++) {
        const end = i === p.length - 2 ? p[i + 1] : [(points[i].x + points[i + 1].x) / 2, (points[i].y + points[i + 1].y) / 2].map((v) => v.toFixed(1));
        d += `Q${p[i]} ${end}`;
    }
    return d;
}
