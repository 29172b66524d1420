/* plots.js - a figure's curves as an interactive plot: axes as docs/figures.md says (log10: the numbers are decimal logarithms
 * already), intervals as bands, a read-out of every curve at the cursor, arrow keys for those who have no pointer. */
import uPlot from "uplot";
import { short, superscript } from "./data.js";
import { element } from "./dom.js";

/* Told apart by colour, every four by their dashes too, and by the legend: the curve under the pointer or the focus stands out. */
const colours = ["#0067a5", "#c4500b", "#00795a", "#a03a86", "#7a6100", "#3a6fd8", "#b3243b", "#55606b"];
const darkColours = ["#63b3ed", "#f2935c", "#3ecf9e", "#e58fce", "#e0c04d", "#9bb5ff", "#ff8a94", "#b9c3cd"];
const dashes = [[], [14, 4], [3, 3], [14, 3, 3, 3]];
export const isDark = () => document.documentElement.dataset.theme === "dark";
export const colourOf = (i) => (isDark() ? darkColours : colours)[i % colours.length];
const dashOf = (curve, i) => (curve.style === "dashed" ? [6, 5] : dashes[Math.floor(i / 4) % dashes.length]);

/* A number on an axis, in words. */
export function axisValue(x, scale, digits = 4) {
    if (x === null || x === undefined || Number.isNaN(x)) return "none";
    if (scale !== "log10") return short(x, digits);
    if (x > -4 && x < 6) return short(10 ** x, digits);
    const e = Math.floor(x);
    return `${short(10 ** (x - e), Math.max(2, digits - 1))} × 10${superscript(e)}`;
}

const isDecade = (v) => Number.isInteger(Number(Math.log10(v).toFixed(9)));

const tick = (scale) => (u, splits) => splits.map((v) => {
    if (v === null) return "";
    if (scale === "log10") return Number.isInteger(v) ? `10${superscript(v)}` : v > -3 && v < 4 ? short(10 ** v, 2) : `10${superscript(Number(v.toFixed(2)))}`;
    if (scale === "log") { const e = Math.log10(v); return isDecade(v) ? (Math.abs(e) < 4 ? short(v) : `10${superscript(Math.round(e))}`) : ""; }
    return short(v, 4);
});

/* All curves over one column of x; points that only another curve has are undefined, which uPlot does not take for a gap. */
function table(curves) {
    const tables = curves.map((c) => {
        const order = c.x.map((_, i) => i).filter((i) => c.x[i] !== null).sort((a, b) => c.x[a] - c.x[b]);
        const columns = [c.y, c.low, c.high].filter(Boolean);
        return [order.map((i) => c.x[i]), ...columns.map((y) => order.map((i) => y[i]))];
    });
    return uPlot.join(tables, tables.map((t) => t.map(() => 2)));
}

/* On a logarithmic axis what is not above 0 has no place. */
function positive(curves, key, scale) {
    if (scale !== "log") return curves;
    return curves.map((c) => {
        const drop = (y) => y?.map((v) => (v > 0 ? v : null));
        return key === "x" ? { ...c, x: drop(c.x) } : { ...c, y: drop(c.y), low: drop(c.low), high: drop(c.high) };
    });
}

function seriesOf(curves) {
    const series = [{}], bands = [], main = [];
    curves.forEach((c, i) => {
        const stroke = () => colourOf(i), dots = c.style === "dots", few = c.x.length <= 40;
        main.push(series.length);
        series.push({ label: c.label, stroke, width: dots ? 0 : c.style === "dashed" ? 1.5 : 2, dash: dashOf(c, i), spanGaps: false,
            paths: dots ? () => null : undefined, points: { show: dots || (few && c.style !== "dashed"), size: dots ? 7 : 5, fill: stroke } });
        if (!c.low) return;
        const at = series.length;
        series.push({ label: "low", stroke: "transparent", width: 0, points: { show: false } }, { label: "high", stroke: "transparent", width: 0, points: { show: false } });
        bands.push({ series: [at + 1, at], fill: () => colourOf(i) + "2e" });
    });
    return { series, bands, main };
}

function axis(figure, key) {
    const { label, scale } = figure[key];
    const style = () => getComputedStyle(document.documentElement).getPropertyValue("--text-soft").trim();
    const line = () => getComputedStyle(document.documentElement).getPropertyValue("--grid").trim();
    /* Over many decades the lines between them would be a grey ground. */
    const lines = scale !== "log" ? {} : { filter: (u, splits) => (splits.at(-1) / splits[0] < 1e4 ? splits : splits.map((v) => (isDecade(v) ? v : null))) };
    return { label, labelSize: 26, size: key === "y" ? 66 : 42, stroke: style, grid: { stroke: line, width: 1, ...lines }, ticks: { stroke: line, width: 1, ...lines }, values: tick(scale),
        font: "12px system-ui, sans-serif", labelFont: "13px system-ui, sans-serif", space: key === "y" ? 34 : 64 };
}

/* A sample of the line as the plot draws it. */
function swatch(c, i) {
    const s = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    s.setAttribute("class", "swatch"), s.setAttribute("width", "26"), s.setAttribute("height", "10"), s.setAttribute("aria-hidden", "true");
    s.innerHTML = c.style === "dots" ? '<circle cx="13" cy="5" r="4" fill="currentColor"/>' :
        `<path d="M0,5H26" stroke="currentColor" stroke-width="${c.style === "dashed" ? 1.8 : 2.6}" stroke-dasharray="${dashOf(c, i).join(" ")}"/>`;
    s.style.color = colourOf(i);
    return s;
}

function readout(figure, curves, plot) {
    const where = element("span.where", {}, "");
    const values = curves.map(() => element("span.value", {}, ""));
    const stand = (i) => () => plot()?.setSeries(i === null ? null : plot.main[i], { focus: true });
    const items = curves.map((c, i) => element("button.curve", { type: "button", onpointerenter: stand(i), onfocus: stand(i), onpointerleave: stand(null), onblur: stand(null), "aria-pressed": "true", title: "Show or hide this curve", onclick: (e) => {
        const u = plot(), s = plot.main[i], on = !u.series[s].show;
        u.setSeries(s, { show: on });
        if (c.low) { u.setSeries(s + 1, { show: on }); u.setSeries(s + 2, { show: on }); }
        e.currentTarget.setAttribute("aria-pressed", String(on));
    } }, swatch(c, i), element("span", {}, c.label), values[i]));
    const update = (u) => {
        const at = u.cursor.idx;
        where.textContent = at === null || at === undefined ? "Point at the plot, or use ← and → on it, to read it." : `${figure.x.label} = ${axisValue(u.data[0][at], figure.x.scale)}`;
        curves.forEach((c, i) => {
            const s = plot.main[i], y = at === null || at === undefined ? null : u.data[s][at];
            const interval = c.low && y !== null && y !== undefined ? ` [${axisValue(u.data[s + 1][at], figure.y.scale, 3)}, ${axisValue(u.data[s + 2][at], figure.y.scale, 3)}]` : "";
            values[i].textContent = y === null || y === undefined ? "" : axisValue(y, figure.y.scale) + interval;
        });
    };
    return { box: element("div.readout", {}, where, element("div.curves", {}, items)), update };
}

function arrowKeys(box, plot) {
    box.addEventListener("keydown", (e) => {
        if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
        e.preventDefault();
        const u = plot(), n = u.data[0].length, step = (e.key === "ArrowLeft" ? -1 : 1) * (e.shiftKey ? 10 : 1);
        const at = Math.max(0, Math.min(n - 1, (u.cursor.idx ?? (step > 0 ? -1 : n)) + step));
        u.setCursor({ left: u.valToPos(u.data[0][at], "x"), top: u.over.clientHeight / 2 });
    });
}

/* The plot of a figure's curves; it is made by start(), when it is near the window, and keeps its height before. */
export function curvesPlot(figure) {
    const curves = positive(positive(figure.curves, "x", figure.x.scale), "y", figure.y.scale);
    const { series, bands, main } = seriesOf(curves);
    const frame = element("div.plot", { tabindex: "0", role: "img", "aria-label": `Plot of ${figure.title}: ${figure.y.label} against ${figure.x.label}; curves ${curves.map((c) => c.label).join(", ")}` });
    let u = null;
    const plot = () => u;
    plot.main = main;
    const read = readout(figure, curves, plot);
    const scale = (s) => (s === "log" ? { distr: 3, log: 10 } : {});
    const start = () => {
        if (u) return;
        u = new uPlot({ width: Math.max(280, frame.clientWidth), height: 360, series, bands, legend: { show: false }, focus: { alpha: 0.2 }, cursor: { drag: { x: true, y: true, uni: 20 }, points: { size: 8 } },
            scales: { x: { time: false, ...scale(figure.x.scale) }, y: scale(figure.y.scale) }, axes: [axis(figure, "x"), axis(figure, "y")],
            hooks: { setCursor: [read.update] } }, table(curves), frame);
        read.update(u);
        new ResizeObserver(() => u.setSize({ width: Math.max(240, frame.clientWidth), height: 360 })).observe(frame);
        addEventListener("certiflow-theme", () => {
            u.redraw(false, true);
            read.box.querySelectorAll(".swatch").forEach((s, i) => { s.style.color = colourOf(i); });
        });
    };
    arrowKeys(frame, plot);
    return { box: element("div", {}, frame, read.box), start };
}
