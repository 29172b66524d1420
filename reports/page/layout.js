/* layout.js - a graph's places by dagre, and its edges as paths of SVG. Pure: no document. */
import dagre from "@dagrejs/dagre";

/* nodes: [{id, width, height}], edges: [{from, to}]; direction LR or TB. Adds x, y (of the centre) to the nodes and points to the edges;
 * returns {width, height}. Two sections may rest on each other: cycles are allowed. */
export function layOut(nodes, edges, { direction = "LR", nodesep = 14, ranksep = 64 } = {}) {
    const g = new dagre.graphlib.Graph({ multigraph: true });
    g.setGraph({ rankdir: direction, nodesep, ranksep, edgesep: 8, marginx: 12, marginy: 12 });
    g.setDefaultEdgeLabel(() => ({}));
    for (const n of nodes) g.setNode(n.id, { width: n.width, height: n.height });
    edges.forEach((e, i) => g.setEdge(e.from, e.to, {}, String(i)));
    dagre.layout(g);
    for (const n of nodes) Object.assign(n, { x: g.node(n.id).x, y: g.node(n.id).y });
    edges.forEach((e, i) => { e.points = g.edge(e.from, e.to, String(i)).points; });
    const { width, height } = g.graph();
    return { width: Math.max(width, 1), height: Math.max(height, 1) };
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
