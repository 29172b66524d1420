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

/* Every section a node but the open ones, of which the claims are nodes; the bounds of one file are one node, unless it is open too.
 * Claims of an open section that rest on nothing and that nothing rests on are one node, `alone`. */
export function collapsed(claims, edges, open) {
    const touched = new Set(edges.flatMap((e) => [e.from, e.to]));
    const nodes = new Map();
    const nodeOf = new Map(claims.map((c) => {
        const section = `section:${c.section}`, file = fileOf(c) && `file:${c.section}:${fileOf(c)}`;
        if (!open.has(section)) return [c.id, section];
        if (file && !open.has(file)) return [c.id, file];
        return [c.id, touched.has(c.id) ? c.id : `alone:${c.section}`];
    }));
    for (const c of claims) {
        const id = nodeOf.get(c.id);
        if (!nodes.has(id)) nodes.set(id, id === c.id ? { id, claim: c } : { id, group: [] });
        nodes.get(id).group?.push(c);
    }
    const merged = new Map();
    for (const e of edges) {
        const from = nodeOf.get(e.from), to = nodeOf.get(e.to), key = `${from} ${to}`;
        if (from === to) continue;
        const m = merged.get(key) ?? { from, to, proof: true, n: 0 };
        m.n++;
        m.proof = m.proof && e.proof;
        merged.set(key, m);
    }
    return { nodes: [...nodes.values()], edges: [...merged.values()] };
}
