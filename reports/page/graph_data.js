/* graph_data.js - what rests on what: the graph of a claim and all above and below it, and the whole graph with sections and
 * files of bounds collapsed. Pure: no document. */

/* The edges of all claims: {from: the premise, to: who uses it, proof: only its proof does}. */
export function claimEdges(claims) {
    const known = new Set(claims.map((c) => c.id)), edges = new Map();
    for (const c of claims)
        for (const [list, proof] of [[c.uses, false], [c.proof_uses, true]])
            for (const from of list ?? []) {
                const key = `${from} ${c.id}`;
                if (known.has(from) && !edges.has(key)) edges.set(key, { from, to: c.id, proof });
            }
    return [...edges.values()];
}

/* The ids that can be reached from id along the edges, at most `deep` steps: below (what it rests on) or above (what rests on it). */
export function reach(edges, id, above, deep = Infinity) {
    const seen = new Set([id]);
    let front = [id];
    for (let step = 0; front.length && step < deep; step++) {
        const next = [];
        for (const e of edges) {
            const [here, there] = above ? [e.from, e.to] : [e.to, e.from];
            if (front.includes(here) && !seen.has(there)) { seen.add(there); next.push(there); }
        }
        front = next;
    }
    return seen;
}

export function focused(claims, edges, id, { above = true, below = true, deep = Infinity } = {}) {
    const ids = new Set([id]);
    if (above) reach(edges, id, true, deep).forEach((x) => ids.add(x));
    if (below) reach(edges, id, false, deep).forEach((x) => ids.add(x));
    return {
        nodes: claims.filter((c) => ids.has(c.id)).map((c) => ({ id: c.id, claim: c })),
        edges: edges.filter((e) => ids.has(e.from) && ids.has(e.to)).map((e) => ({ ...e, n: 1 })),
    };
}

/* FILE of a bound FILE.NAME, or null. */
export const fileOf = (c) => (c.method === "proof" && c.id.includes(".") ? c.id.slice(0, c.id.indexOf(".")) : null);

/* The graph of groups of claims: nodeOf names the group of a claim at an edge's end, null leaves the edge out. */
function merged(edges, nodeOf) {
    const all = new Map();
    for (const e of edges) {
        const from = nodeOf(e.from, "from"), to = nodeOf(e.to, "to"), key = `${from} ${to}`;
        if (from === null || to === null || from === to) continue;
        const m = all.get(key) ?? { from, to, proof: true, n: 0 };
        m.n++;
        m.proof = m.proof && e.proof;
        all.set(key, m);
    }
    return [...all.values()];
}

/* Every section a node. */
export function sectionsGraph(claims, edges) {
    const section = new Map(claims.map((c) => [c.id, `section:${c.section}`]));
    const names = [...new Set(section.values())];
    return { nodes: names.map((id) => ({ id, group: claims.filter((c) => section.get(c.id) === id) })), edges: merged(edges, (id) => section.get(id)) };
}

/* The claims of one section. The bounds of one file are one node until it is open; claims that no edge touches are one node. outside:
 * the other sections too, each once for what it gives and once for what it takes, so that the picture flows one way. */
export function sectionGraph(claims, edges, section, openFiles, outside) {
    const own = new Map(claims.filter((c) => c.section === section).map((c) => [c.id, c]));
    const sectionOf = new Map(claims.map((c) => [c.id, c.section]));
    const near = edges.filter((e) => (outside ? own.has(e.from) || own.has(e.to) : own.has(e.from) && own.has(e.to)));
    const touched = new Set(near.flatMap((e) => [e.from, e.to]));
    const inside = (c) => {
        const file = fileOf(c) && `file:${section}:${fileOf(c)}`;
        if (file && !openFiles.has(file)) return file;
        return touched.has(c.id) ? c.id : `alone:${section}`;
    };
    const nodes = new Map();
    const add = (id, c, single) => {
        if (!nodes.has(id)) nodes.set(id, single ? { id, claim: c } : { id, group: [] });
        if (!nodes.get(id).group?.includes(c)) nodes.get(id).group?.push(c);
    };
    for (const c of own.values()) add(inside(c), c, inside(c) === c.id);
    const nodeOf = (id, end) => (own.has(id) ? inside(own.get(id)) : `${end}:${sectionOf.get(id)}`);
    const byId = new Map(claims.map((c) => [c.id, c]));
    for (const e of near) for (const [id, end] of [[e.from, "from"], [e.to, "to"]]) if (!own.has(id)) add(nodeOf(id, end), byId.get(id), false);
    return { nodes: [...nodes.values()], edges: merged(near, nodeOf) };
}
