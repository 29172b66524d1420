/* test.mjs BUILD - the page in Chromium, from file://: the results in BUILD/report, with figures and bounds of known content added, as a
 * reader uses them. Screenshots go to BUILD/report-shots. Exit 0 if all holds, or if Chromium or playwright-core is missing, which it says. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const build = resolve(process.argv[2] ?? "build"), shots = `${build}/report-shots`, run = `${shots}/run`;
const browserPath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
const skip = (why) => { console.log(`report: skipped: ${why}`); process.exit(0); };
if (!browserPath) skip("no Chromium (apt-get install chromium, or name it in CHROMIUM)");
const { chromium } = await import("playwright-core").catch(() => skip("no playwright-core (npm ci in reports/page)"));

/* ---- the run: real verdicts, and two figures and two bounds whose every value is known here */
const decades = Array.from({ length: 41 }, (_, i) => -320 + 8 * i);
const base = { paper: "Figure 0", says: "What the paper would say.", ran: "made for the test", tier: "quick", reduced: true, seconds: 1, cells: 41, version: "0", command: "certiflow figure made_curves" };
const made = [
    { ...base, name: "made_curves", title: "Curves of known values", x: { label: "alpha", scale: "log10" }, y: { label: "error", scale: "log" },
        claim: { id: "made", statement: "It falls.", verdict: "OBSERVED", expected: "OBSERVED", canary: "REFUTED", facts: [], examples: [{ instance: "all", facts: [{ what: "the slope", holds: true, note: "0.25 in [0.125, 0.5]" }] }] },
        curves: [{ label: "N = 1", style: "band", x: decades, y: decades.map((d, i) => (i === 3 ? null : 2 ** -i)), low: decades.map((d, i) => 2 ** -i / 2), high: decades.map((d, i) => 2 ** -i * 2) },
            { label: "dots", style: "dots", x: [-300, -100, 0], y: [0.5, 0.25, 0.125] }, { label: "limit", style: "dashed", x: [-320, 0], y: [0.01, 0.01] }] },
    { ...base, name: "made_heat", paper: "", says: "", title: "A map of known values", x: { label: "alpha", scale: "log10" }, y: { label: "D", scale: "log" }, curves: [],
        heats: [{ label: "digits", x: [-3, -2, -1], y: [2, 4], z: [[1, 2, 3], [4, null, 6]] }] },
];
rmSync(shots, { recursive: true, force: true });
mkdirSync(`${run}/figures`, { recursive: true });
copyFileSync(`${build}/report/verify.json`, `${run}/verify.json`);
symlinkSync(`${build}/report/evidence`, `${run}/evidence`);
if (existsSync(`${build}/report/figures`)) cpSync(`${build}/report/figures`, `${run}/figures`, { recursive: true });
for (const f of made) writeFileSync(`${run}/figures/${f.name}.json`, JSON.stringify(f));
writeFileSync(`${shots}/mine.bound`, "bound mine.square\n  forall x in [0, 1]\n  prove x^2 <= x\n  canary x^2 <= 9/10*x\n");
const certiflow = (...args) => execFileSync(`${build}/bin/certiflow`, args, { stdio: ["ignore", "pipe", "inherit"] });
certiflow("prove", `${shots}/mine.bound`, "--out", `${run}/mine`);
certiflow("report", run);
certiflow("report", "--compare", run, run);
const claims = JSON.parse(readFileSync(`${run}/verify.json`, "utf8")).claims;

/* ---- what is expected */
let failed = 0, checks = 0;
const expect = (holds, what) => { checks++; if (!holds) { failed++; console.error(`report: FAILED: ${what}`); } };
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const url = pathToFileURL(`${run}/index.html`).href;

async function open(options, at = url) {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(20000);
    page.on("console", (m) => { if (["error", "warning"].includes(m.type())) expect(false, `console: ${m.text()}`); });
    page.on("pageerror", (e) => expect(false, `error on the page: ${e.message}`));
    page.on("request", (r) => { if (!/^(file|data|blob):/.test(r.url()) || (r.url().startsWith("file:") && r.url().split("#")[0] !== at)) expect(false, `request of ${r.url()}`); });
    await page.goto(at);
    return page;
}
const ready = (page) => page.waitForSelector("html[data-ready]");
const show = async (page, id) => {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.evaluate((i) => document.getElementById(i).scrollIntoView(), id);
    await page.waitForTimeout(250);
};
const shot = (page, name) => page.screenshot({ path: `${shots}/${name}.png` });
const noSideways = async (page, what) => expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what}: the page scrolls sideways`);

/* ---- a large window, light */
{
    const page = await open({ viewport: { width: 1200, height: 900 }, colorScheme: "light" });
    await ready(page);
    await shot(page, "light-summary");
    const list = page.locator("#claims details.claim:visible");
    expect(await list.count() === claims.length, "every claim is in the list");
    expect(await page.locator("#claims .katex").count() === 0, "no formula is typeset before its claim is opened");
    for (const c of claims.filter((x) => x.verdict !== x.expected)) expect(await page.locator(`.alarm a[href="#claim-${c.id}"]`).count() > 0, `${c.id} is among what is not as expected`);

    await page.fill("#claims input[type=search]", "lemma1");
    const found = await list.count();
    expect(found > 0 && found < claims.length, "a search leaves some claims");
    await page.fill("#claims input[type=search]", "no such words anywhere");
    expect(await list.count() === 0, "a search for what is nowhere leaves none");
    await page.click("text=Show all");
    await page.click('#claims [data-verdict="REFUTED"]');
    expect(await list.count() === claims.filter((c) => c.verdict === "REFUTED").length, "the chip REFUTED leaves the refuted claims");
    await page.click("text=Show all");
    await page.selectOption("#claims label:has-text('Section') select", "B");
    expect(await list.count() === claims.filter((c) => c.section === "B").length, "a section leaves its claims");
    await page.click("text=Show all");
    await show(page, "claims");
    await shot(page, "light-claims");

    const user = claims.find((c) => c.uses.length && claims.some((o) => o.id === c.uses[0])), used = user.uses[0];
    await page.evaluate((id) => { location.hash = `#claim-${id}`; }, user.id);
    const opened = page.locator(`[id="claim-${user.id}"]`);
    expect(await opened.evaluate((e) => e.open), "a link opens its claim");
    expect(await opened.locator(".katex").count() > 0, "the formula of an opened claim is typeset");
    expect((await opened.locator(".command code").first().textContent()).startsWith(`certiflow verify ${user.id}`), "the command is shown");
    await page.waitForTimeout(300);
    await shot(page, "light-claim");
    await opened.locator(`a[href="#claim-${used}"]`).first().click();
    expect(await page.locator(`[id="claim-${used}"]`).evaluate((e) => e.open), "a link of a claim opens the other claim");

    await opened.locator("text=Show in the graph").click();
    await page.waitForSelector(`.node.focus[data-id="${user.id}"]`);
    expect(await page.locator(`.node[data-id="${used}"]`).count() === 1, "the graph around a claim holds what it uses");
    await page.waitForTimeout(200);
    await shot(page, "light-graph-focus");
    await page.getByRole("button", { name: "Sections", exact: true }).click();
    await shot(page, "light-graph");
    expect(await page.locator(".edge:not(.proof)").count() > 0 && await page.locator(".edge.proof").count() > 0, "statements and proofs are drawn apart");
    await page.locator('.node[data-id="section:4"]').click();
    await page.waitForSelector(".graph .node[role=link]");
    await shot(page, "light-graph-section");
    await page.click("#graph >> text=Other sections");
    expect(await page.locator('.graph .node[data-id^="from:"], .graph .node[data-id^="to:"]').count() > 0, "a section shows what it takes from others");
    await page.waitForTimeout(200);
    await shot(page, "light-graph-others");
    const node = page.locator(".graph .node[role=link]").first(), id = await node.getAttribute("data-id");
    await node.evaluate((e) => e.scrollIntoView({ block: "center", inline: "center" }));
    await node.click();
    expect(await page.evaluate(() => decodeURIComponent(location.hash)) === `#claim-${id}`, "a node of the graph leads to its claim");

    await show(page, "figure-made_curves");
    await page.waitForSelector("#figure-made_curves canvas");
    const plot = page.locator("#figure-made_curves .u-over"), box = await plot.boundingBox();
    await page.mouse.move(box.x + 1, box.y + box.height / 2);
    const where = page.locator("#figure-made_curves .where");
    expect((await where.textContent()).includes("1 × 10⁻³²⁰"), `the read-out tells alpha below the doubles' range: ${await where.textContent()}`);
    expect((await page.locator("#figure-made_curves .curve .value").first().textContent()) === "1 [0.5, 2]", "the read-out tells value and interval");
    expect((await page.locator("#figure-made_curves .effects li").first().textContent()) === "0.25 in [0.125, 0.5]", "an effect is told with its interval");
    await page.locator("#figure-made_curves .plot").focus();
    await page.keyboard.press("ArrowRight");
    expect(!(await where.textContent()).includes("⁻³²⁰"), "an arrow key moves the read-out");
    await shot(page, "light-figure");
    await show(page, "figure-made_heat");
    const heat = page.locator("#figure-made_heat canvas.heat");
    await heat.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect((await page.locator("#figure-made_heat .where").textContent()).endsWith("alpha = 0.01, D = 2: 2"), `the map tells a cell: ${await page.locator("#figure-made_heat .where").textContent()}`);
    await shot(page, "light-heat");
    await show(page, "errata");
    await shot(page, "light-errata");
    await show(page, "bounds");
    expect(await page.locator("#bounds .katex").count() > 0, "the user's bound is typeset");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.evaluate(() => [...document.querySelectorAll("details.claim")].every((d) => d.open && d.querySelector(".claim-body"))), "on paper every claim is open");
    await page.close();
}

/* ---- keyboard alone, dark by the system's wish */
{
    const page = await open({ viewport: { width: 1200, height: 900 }, colorScheme: "dark" });
    await ready(page);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement.className) === "skip", "the first stop is the skip link");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement.id) === "main", "the skip link leads to the content");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await shot(page, "dark-summary");
    await page.locator("#claims details.claim summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#claims details.claim").first().evaluate((e) => e.open), "Enter opens a claim");
    await shot(page, "dark-claim");
    await show(page, "figure-made_curves");
    await page.waitForSelector("#figure-made_curves canvas");
    await shot(page, "dark-figure");
    await show(page, "graph");
    await page.waitForSelector(".graph .node[tabindex='0']");
    await page.locator(".graph .node[tabindex='0']").focus();
    const before = await page.evaluate(() => document.activeElement.dataset.id);
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement.dataset.id) !== before, "an arrow key moves in the graph");
    await shot(page, "dark-graph");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".graph .node[role=link]");
    await page.click("button.theme");
    expect(await ground() !== dark, "the toggle changes the theme");
    await page.reload();
    expect(await ground() !== dark, "the choice of a theme lasts");
    await page.close();
}

/* ---- a phone */
{
    const page = await open({ viewport: { width: 360, height: 740 }, colorScheme: "light", hasTouch: true, isMobile: true });
    await ready(page);
    await shot(page, "phone-summary");
    for (const id of ["claims", "errata", "figure-made_curves", "graph", "bounds"]) {
        await show(page, id);
        await noSideways(page, `at 360 px, ${id}`);
        await shot(page, `phone-${id}`);
    }
    for (const c of claims.slice(0, claims.length).filter((_, i) => i % 12 === 0)) await page.evaluate((id) => { const d = document.getElementById(`claim-${id}`); d.open = true; }, c.id);
    await page.waitForTimeout(400);
    await noSideways(page, "at 360 px, claims opened");
    await page.evaluate(() => { location.hash = "#claim-lemma1"; });
    await page.waitForTimeout(300);
    await shot(page, "phone-claim");
    await page.close();
}

/* ---- contrast of text on its ground, both themes; a page without script; the page of a comparison */
const channel = (v) => { const s = v / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
for (const colorScheme of ["light", "dark"]) {
    const page = await open({ viewport: { width: 1200, height: 900 }, colorScheme });
    await ready(page);
    const pairs = await page.evaluate(() => {
        const seen = new Map(), rgb = (c) => c.match(/[\d.]+/g).map(Number);
        const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
        document.querySelector("details.claim").open = true;
        for (const e of document.querySelectorAll("body *:not(svg *):not(script):not(style)")) {
            if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
            const text = rgb(getComputedStyle(e).color).slice(0, 3), on = ground(e);
            seen.set(`${text} on ${on}`, [text, on, e.className || e.tagName]);
        }
        return [...seen.values()];
    });
    for (const [text, on, what] of pairs) {
        const [a, b] = [luminance(text), luminance(on)].sort((x, y) => y - x), contrast = (a + 0.05) / (b + 0.05);
        expect(contrast >= 4.5, `${colorScheme}: contrast ${contrast.toFixed(2)} of ${what}`);
    }
    expect(pairs.length > 10, "the contrast of many pairs was measured");
    await page.close();
}
{
    const page = await open({ javaScriptEnabled: false });
    expect((await page.locator("main").textContent()).includes(`${claims.length} claims about`), "without a script the page tells the same facts");
    await page.close();
    const compare = await open({ viewport: { width: 1000, height: 700 } }, pathToFileURL(`${run}/compare.html`).href);
    expect((await compare.locator("main").textContent()).includes("No verdict changed"), "a run compared with itself has no change");
    await shot(compare, "light-compare");
    await compare.close();
}
await browser.close();
console.log(failed ? `report: ${failed} of ${checks} checks failed` : `report: ${checks} checks hold; screenshots in ${shots}`);
process.exit(failed ? 1 : 0);
