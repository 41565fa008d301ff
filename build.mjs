// Build the front end: styles, scripts and the icon sprite, into src/gonghui/ui/static/ui/, and the booth beside it. `node build.mjs [--watch]`.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import rtlcss from "rtlcss";
import * as sass from "sass";
import { build as buildBooth } from "./booth/build.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const from = join(root, "src/gonghui/ui/assets");
const into = join(root, "src/gonghui/ui/static/ui");
const congress = join(root, "src/gonghui/congress");
const targets = ["chrome99", "safari15.4", "firefox100"];
const limits = { "gonghui.css": 40 * 1024, "gonghui.rtl.css": 40 * 1024, "gonghui.js": 40 * 1024, "charts.js": 200 * 1024 };

async function styles(name) {
  const made = sass.compile(join(from, "scss", `${name}.scss`), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const small = (css) => esbuild.transform(css, { loader: "css", minify: true, target: targets, legalComments: "none" });
  // The same, mirrored, for languages that are written from the right.
  const mirrored = name === "gonghui" ? { [`${name}.rtl.css`]: (await small(rtlcss.process(made.css))).code } : {};
  return { [`${name}.css`]: (await small(made.css)).code, ...mirrored };
}

async function scripts() {
  const made = await esbuild.build({
    entryPoints: [join(from, "ts/gonghui.ts"), join(from, "ts/early.ts"), join(from, "ts/charts.ts"), join(from, "ts/keep-worker.ts")],
    outdir: into,
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["es2020", ...targets],
    legalComments: "none",
    tsconfig: join(from, "tsconfig.json"),
  });
  return Object.fromEntries(made.outputFiles.map((file) => [file.path.split(/[\\/]/).at(-1), file.text]));
}

/** The script of the sealed votes' pages, loaded by them alone, beside the booth's own. */
async function sealed() {
  const folder = join(congress, "static/congress");
  const made = await esbuild.build({
    entryPoints: [join(congress, "assets/ts/sealed.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["es2020", ...targets],
    legalComments: "none",
    tsconfig: join(congress, "assets/tsconfig.json"),
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "sealed.js"), made.outputFiles[0].text);
}

async function icons() {
  const drawn = JSON.parse(await readFile(join(from, "icons.json"), "utf8"));
  const symbols = Object.entries(drawn).map(([name, body]) => `<symbol id="${name}" viewBox="0 0 24 24">${body.replaceAll("'", '"')}</symbol>`);
  return {
    "icons.svg": `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
    "mark.svg": await readFile(join(from, "mark.svg"), "utf8"),
  };
}

async function build() {
  const started = performance.now();
  const files = Object.assign({}, ...(await Promise.all([styles("gonghui"), styles("noscript"), scripts(), icons()])));
  await mkdir(into, { recursive: true });
  let tooBig = false;
  for (const [name, text] of Object.entries(files).sort()) {
    await writeFile(join(into, name), text);
    const zipped = gzipSync(text, { level: 9 }).length;
    const over = zipped > (limits[name] ?? Infinity);
    tooBig ||= over;
    const digest = createHash("sha256").update(text).digest("hex");
    console.log(`${name.padEnd(14)} ${kB(text.length)} ${kB(zipped)} gzip${over ? " TOO BIG" : ""}  sha256 ${digest}`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (tooBig) throw new Error(`over the limit of ${Object.entries(limits).map(([name, size]) => `${name} ${kB(size)}`).join(", ")}`);
}

function kB(bytes) {
  return `${(bytes / 1024).toFixed(1)} kB`.padStart(9);
}

await build();
await sealed();
await buildBooth([join(root, "src/gonghui/ui/static/booth")]);
if (process.argv.includes("--watch")) {
  let waiting;
  watch(from, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 150);
  });
  watch(join(congress, "assets"), { recursive: true }, () => sealed().catch((error) => console.error(error.message)));
}
