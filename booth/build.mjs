// Build the booth into dist/ (git-ignored) and, when asked, beside the static files of the product: the voting booth, the trustee's
// client and the verifier page. `node build.mjs [FOLDER]`. The same sources give the same bytes; dist/booth.json keeps the hashes.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const LIMITS = { "booth.js": 25_000 };

/** Bundle one entry into one script. */
async function script(entry, globalName) {
  const made = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    ...(globalName ? { globalName } : {}),
    target: ["es2020", "chrome99", "safari15.4", "firefox100"],
    charset: "utf8",
    legalComments: "none",
    treeShaking: true,
  });
  return made.outputFiles[0].text;
}

function hash(text, encoding = "hex") {
  return createHash("sha256").update(text).digest(encoding);
}

/** Put script and style into the page, and allow exactly those two. */
async function page() {
  const worker = await script("src/verifier/worker.ts");
  const main = (await script("src/verifier/page.ts")).replaceAll("</script", "<\\/script");
  const style = (await esbuild.transform(await readFile(join(here, "src/verifier/page.css"), "utf8"), { loader: "css", minify: true })).code.trim();
  const carried = worker.replaceAll("</script", "<\\/script");
  const html = await readFile(join(here, "src/verifier/page.html"), "utf8");
  const filled = { STYLE: style, MAIN: main, WORKER: carried, "STYLE-HASH": hash(style, "base64"), "MAIN-HASH": hash(main, "base64") };
  return html.replace(/\{\{([A-Z-]+)\}\}/g, (_, name) => filled[name]);
}

/** Make all files in memory. */
export async function make() {
  const [booth, trustee, verifier] = await Promise.all([
    script("src/voting/booth.ts", "GonghuiBooth"),
    script("src/trustee/trustee.ts", "GonghuiTrustee"),
    page(),
  ]);
  return { "booth.js": booth, "trustee.js": trustee, "verifier.html": verifier };
}

/** Make, measure, write; returns the hashes by name. */
export async function build(folders) {
  const files = await make();
  const rows = Object.entries(files).map(([name, text]) => {
    const bytes = Buffer.byteLength(text);
    return { name, bytes, gzip: gzipSync(text, { level: 9 }).length, sha256: hash(text) };
  });
  const kept = `${JSON.stringify(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])), null, 1)}\n`;
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, "booth.json"), kept);
  }
  for (const { name, bytes, gzip, sha256 } of rows) console.log(`${name.padEnd(14)} ${kB(bytes)} ${kB(gzip)} gzip  sha256 ${sha256}`);
  for (const { name, gzip } of rows) if (gzip > (LIMITS[name] ?? Infinity)) throw new Error(`${name} is over ${LIMITS[name]} bytes gzip`);
  return Object.fromEntries(rows.map(({ name, sha256 }) => [name, sha256]));
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build([join(here, "dist"), ...process.argv.slice(2)]);
