/* build.mjs - bundles main.js and style.css with the pinned libraries into built/app.js and built/app.css, which are committed.
 * KaTeX's fonts go into the style as woff2; its older formats are dropped. */
import * as esbuild from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

/* The licences of what is bundled stand at the head of the program, and so in every page, and in built/LICENCES.txt. */
const bundled = { "KaTeX": "katex", "uPlot": "uplot", "dagre": "@dagrejs/dagre", "graphlib": "@dagrejs/graphlib" };
const licences = Object.entries(bundled).map(([name, folder]) => {
    const { version, license } = JSON.parse(readFileSync(`node_modules/${folder}/package.json`, "utf8"));
    if (license !== "MIT") throw new Error(`${name}: the licence is ${license}`);
    return `${name} ${version}\n\n${readFileSync(`node_modules/${folder}/LICENSE`, "utf8").trim()}\n`;
}).join("\n");
const fonts = `KaTeX's fonts

Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>)
Copyright (c) 2014-2018 Khan Academy (<www.khanacademy.org>), with Reserved Font Names KaTeX_*.
`;

const shared = { bundle: true, minify: true, write: false, legalComments: "none", charset: "utf8", logLevel: "warning" };
const program = await esbuild.build({ ...shared, entryPoints: ["main.js"], format: "iife", target: ["es2020"],
    banner: { js: `/*\n${licences}\n${fonts}Licensed under the SIL Open Font License, Version 1.1: scripts.sil.org/OFL\n*/` } });
const style = await esbuild.build({ ...shared, entryPoints: ["style.css"],
    loader: { ".woff2": "dataurl", ".woff": "empty", ".ttf": "empty" } });

const escape = (text, what) => {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${what} would end the element that holds it`);
    return text;
};
/* The sources of the fonts that were dropped are empty URLs. */
const css = style.outputFiles[0].text.replace(/,url\((""|)\) ?format\("?(woff|truetype)"?\)/g, "");
if (/url\((?!"?data:)/.test(css)) throw new Error("the style refers to something outside of it");
writeFileSync("built/app.js", escape(program.outputFiles[0].text, "app.js"));
writeFileSync("built/app.css", escape(css, "app.css"));
writeFileSync("built/LICENCES.txt", `${licences}\n${fonts}\n${readFileSync("OFL-1.1.txt", "utf8").trim()}\n`);
for (const name of ["app.js", "app.css"]) console.log(name, readFileSync(`built/${name}`).length, "bytes");
