/* heat.js - a figure's heat maps: cells on a canvas with a scale of colours whose lightness rises with the value, so that it can be
 * read without telling colours apart, and a read-out under the pointer or the arrow keys. */
import { short } from "./data.js";
import { element } from "./dom.js";
import { axisValue } from "./plots.js";

/* Dark blue, teal, yellow: lightness from 20 to 90 %. */
const stops = [[24, 32, 84], [33, 82, 128], [25, 130, 130], [88, 176, 104], [190, 210, 86], [253, 240, 160]];
function colour(t) {
    const s = Math.max(0, Math.min(1, t)) * (stops.length - 1), i = Math.min(stops.length - 2, Math.floor(s)), f = s - i;
    return `rgb(${stops[i].map((c, k) => Math.round(c + f * (stops[i + 1][k] - c))).join(",")})`;
}

/* Where the cells end: the middles between their places, on the axis's own scale. */
function edges(values, scale) {
    const v = values.map((x) => (scale === "log" ? Math.log10(x) : x)), n = v.length;
    if (n === 1) return [v[0] - 0.5, v[0] + 0.5];
    const inner = v.slice(1).map((x, i) => (x + v[i]) / 2);
    return [v[0] - (v[1] - v[0]) / 2, ...inner, v[n - 1] + (v[n - 1] - v[n - 2]) / 2];
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function heatMap(figure, heat) {
    const flat = heat.z.flat().filter((z) => z !== null), least = Math.min(...flat), most = Math.max(...flat);
    const share = (z) => (most > least ? (z - least) / (most - least) : 0.5);
    const canvas = element("canvas.heat", { tabindex: "0", role: "img",
        "aria-label": `Heat map of ${heat.label}: ${heat.x.length} by ${heat.y.length} cells from ${short(least)} to ${short(most)}; arrow keys read the cells` });
    const where = element("p.where", {}, "Point at the map, or use the arrow keys on it, to read it.");
    const ex = edges(heat.x, figure.x.scale), ey = edges(heat.y, figure.y.scale);
    const pad = { left: 66, right: 14, top: 12, bottom: 46 }, height = 340;
    let width = 0, at = null;
    const px = (v) => pad.left + (v - ex[0]) / (ex[ex.length - 1] - ex[0]) * (width - pad.left - pad.right);
    const py = (v) => height - pad.bottom - (v - ey[0]) / (ey[ey.length - 1] - ey[0]) * (height - pad.top - pad.bottom);

    function cells(g) {
        for (let r = 0; r < heat.y.length; r++)
            for (let c = 0; c < heat.x.length; c++) {
                const z = heat.z[r][c];
                g.fillStyle = z === null ? css("--missing") : colour(share(z));
                const x = px(ex[c]), y = py(ey[r + 1]);
                g.fillRect(x, y, px(ex[c + 1]) - x + 0.6, py(ey[r]) - y + 0.6);
            }
    }
    function labels(g) {
        g.fillStyle = css("--text-soft"), g.font = "12px system-ui, sans-serif";
        const every = (n, room) => Math.max(1, Math.ceil(n / room));
        g.textAlign = "center", g.textBaseline = "top";
        heat.x.forEach((x, i) => { if (i % every(heat.x.length, (width - 80) / 76) === 0) g.fillText(axisValue(x, figure.x.scale, 2), px((ex[i] + ex[i + 1]) / 2), height - pad.bottom + 5); });
        g.fillText(figure.x.label, (pad.left + width - pad.right) / 2, height - 18);
        g.textAlign = "right", g.textBaseline = "middle";
        heat.y.forEach((y, i) => { if (i % every(heat.y.length, 9) === 0) g.fillText(axisValue(y, figure.y.scale, 2), pad.left - 6, py((ey[i] + ey[i + 1]) / 2)); });
        g.save(), g.translate(12, height / 2 - 16), g.rotate(-Math.PI / 2), g.textAlign = "center", g.fillText(figure.y.label, 0, 0), g.restore();
    }
    function draw() {
        const ratio = devicePixelRatio || 1, g = canvas.getContext("2d");
        width = Math.max(260, canvas.parentElement.clientWidth);
        canvas.width = width * ratio, canvas.height = height * ratio;
        canvas.style.width = `${width}px`, canvas.style.height = `${height}px`;
        g.scale(ratio, ratio);
        cells(g), labels(g);
        if (!at) return;
        g.strokeStyle = css("--text"), g.lineWidth = 2;
        g.strokeRect(px(ex[at.c]), py(ey[at.r + 1]), px(ex[at.c + 1]) - px(ex[at.c]), py(ey[at.r]) - py(ey[at.r + 1]));
    }
    function read(r, c) {
        at = { r: Math.max(0, Math.min(heat.y.length - 1, r)), c: Math.max(0, Math.min(heat.x.length - 1, c)) };
        const z = heat.z[at.r][at.c];
        where.textContent = `${figure.x.label} = ${axisValue(heat.x[at.c], figure.x.scale)}, ${figure.y.label} = ${axisValue(heat.y[at.r], figure.y.scale)}: ${z === null ? "no value" : short(z, 5)}`;
        draw();
    }
    canvas.addEventListener("pointermove", (e) => {
        const box = canvas.getBoundingClientRect(), x = e.clientX - box.left, y = e.clientY - box.top;
        const c = ex.findIndex((v, i) => i + 1 < ex.length && (x - px(v)) * (x - px(ex[i + 1])) <= 0), r = ey.findIndex((v, i) => i + 1 < ey.length && (y - py(v)) * (y - py(ey[i + 1])) <= 0);
        if (r >= 0 && c >= 0) read(r, c);
    });
    canvas.addEventListener("keydown", (e) => {
        const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] }[e.key];
        if (!by) return;
        e.preventDefault();
        at ? read(at.r + by[0], at.c + by[1]) : read(0, 0);
    });
    const ramp = element("div.ramp", { "aria-hidden": "true", style: `background:linear-gradient(to right,${stops.map((s) => `rgb(${s.join(",")})`).join(",")})` });
    const box = element("figure.heat-box", {}, element("figcaption", {}, heat.label), element("div", {}, canvas),
        element("div.scale", {}, element("span", {}, short(least)), ramp, element("span", {}, short(most))), where);
    const start = () => { draw(); addEventListener("certiflow-theme", draw); new ResizeObserver(() => { if (canvas.parentElement.clientWidth !== width) draw(); }).observe(canvas.parentElement); };
    return { box, start };
}
