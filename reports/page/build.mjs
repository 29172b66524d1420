/* build.mjs - bundles main.js and style.css with the pinned libraries into built/app.js and built/app.css, which are committed.
 * KaTeX's fonts go into the style as woff2; its older formats are dropped. */
import * as esbuild from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const shared = { bundle: true, minify: true, write: false, legalComments: "none", charset: "utf8", logLevel: "warning" };
const program = await esbuild.build({ ...shared, entryPoints: ["main.js"], format: "iife", target: ["es2020"] });
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
for (const name of ["app.js", "app.css"]) console.log(name, readFileSync(`built/${name}`).length, "bytes");
