/* main.js - puts the page together; everything that is slow waits until it is near the window. */
import { claims, data, errata, figures } from "./data.js";
import { boundsSection } from "./bounds.js";
import { claimsSection, errataSection, openClaim, watchFormulas } from "./claims.js";
import { comparePage } from "./compare.js";
import { element } from "./dom.js";
import { figuresSection } from "./figures.js";
import { focusOn, graphSection, startGraph } from "./graph.js";
import { isDark } from "./plots.js";
import { summarySection } from "./summary.js";

function themeButton() {
    const word = () => (isDark() ? "Light" : "Dark");
    const button = element("button.theme", { type: "button", title: "Light or dark page", onclick: () => {
        const theme = isDark() ? "light" : "dark";
        try { localStorage.setItem("certiflow-theme", theme); } catch { /* it lasts as long as the page */ }
        show(theme);
    } }, word());
    const show = (theme) => {
        document.documentElement.dataset.theme = theme;
        button.textContent = word();
        dispatchEvent(new Event("certiflow-theme"));
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (e) => show(e.matches ? "dark" : "light"));
    return button;
}

const links = [["summary", "Summary", true], ["claims", "Claims", true], ["errata", "Errata", errata.length], ["figures", "Figures", figures.length],
    ["graph", "Graph", true], ["bounds", "Your bounds", data.bounds?.length]];

function header(withLinks) {
    document.getElementById("top").append(element("a.brand", { href: "#summary" }, "certiflow"),
        withLinks ? element("nav", { "aria-label": "Parts of the report" }, links.filter(([, , there]) => there).map(([id, name]) => element("a", { href: `#${id}` }, name))) : "", themeButton());
}

/* Calls start once the box is near the window. */
function whenNear(box, start) {
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some((e) => e.isIntersecting)) return;
        observer.disconnect();
        start();
    }, { rootMargin: "500px" });
    observer.observe(box);
    addEventListener("beforeprint", start);
}

/* #claim-ID opens the claim, #graph-ID shows what surrounds it. */
function follow() {
    const target = decodeURIComponent(location.hash.slice(1));
    if (target.startsWith("claim-")) openClaim(target.slice(6));
    else if (target.startsWith("graph-") && focusOn(target.slice(6))) document.getElementById("graph").scrollIntoView();
}

function go(hash) {
    if (location.hash === hash) follow();
    else location.hash = hash;
}

/* The summary is painted before the rest is made. */
function report(main, done) {
    main.append(summarySection());
    requestAnimationFrame(() => setTimeout(() => { rest(main); done(); }));
}

function rest(main) {
    main.append(claimsSection());
    if (errata.length) main.append(errataSection(errata));
    if (figures.length) main.append(figuresSection(whenNear));
    if (claims.length) main.append(graphSection((id) => go(`#claim-${id}`)));
    if (data.bounds?.length) main.append(boundsSection());
    watchFormulas(main);
    startGraph();
    addEventListener("hashchange", follow);
    /* A link to what is shown already changes no hash. */
    main.addEventListener("click", (e) => {
        const link = e.target.closest("a[href^='#claim-'], a[href^='#graph-']");
        if (link && link.hash === location.hash) follow();
    });
    if (location.hash) follow();
}

const main = document.getElementById("main");
header(data.kind === "report");
const end = () => main.append(element("footer", {}, `certiflow ${data.version ?? data.comparison.b.version}. This page needs no network.`));
if (data.kind === "compare") {
    main.append(...comparePage().filter(Boolean));
    end();
} else report(main, () => { end(); document.documentElement.dataset.ready = "yes"; });
