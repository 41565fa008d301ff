// Time the booth in node: encrypt and prove a ballot of 3, 4 and 20 options, and say how large the bundle is. `node bench/booth.mjs [--runs N]`
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { make } from "../booth/build.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = process.argv.indexOf("--runs");
const runs = at < 0 ? 60 : Number(process.argv[at + 1]);
const LIMITS = { 3: 12, 20: 60 };
const BUNDLE_LIMIT = 25;

/** Load the booth's own sources, bundled in memory. */
async function sources() {
  const text = ["sealed", "group", "signature", "items"].map((name) => `export * from "./src/core/${name}.ts";`).join("\n");
  const made = await esbuild.build({
    stdin: { contents: text, resolveDir: join(root, "booth") },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    minify: true,
  });
  const folder = await mkdtemp(join(root, "booth/dist-bench-"));
  try {
    await writeFile(join(folder, "core.mjs"), made.outputFiles[0].text);
    return await import(pathToFileURL(join(folder, "core.mjs")).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Every bar that was asked for, with what was measured. */
const bars = [];

/** Note a bar; returns its two cells of the table. */
function bar(what, asked, met, unit) {
  if (asked === undefined) return " | ";
  bars.push({ what, asked, met, unit });
  return `≤ ${asked} ${unit} | ${met <= asked ? "✓" : "✗"}`;
}

function spread(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const tenth = Math.floor(sorted.length / 10);
  return `${median(sorted).toFixed(1)} (${sorted[tenth].toFixed(1)} – ${sorted[sorted.length - 1 - tenth].toFixed(1)}) ms`;
}

/** Time one thing: wall-clock and CPU milliseconds of every run. */
function timed(run) {
  const wall = [];
  const cpu = [];
  for (let warm = 0; warm < 20; warm++) run();
  for (let one = 0; one < runs; one++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    run();
    const spent = process.cpuUsage(used);
    wall.push(performance.now() - began);
    cpu.push((spent.user + spent.system) / 1000);
  }
  return { wall, cpu };
}

const core = await sources();
const key = core.tabled(core.times(core.base(), core.randomScalar(core.system)));
const voter = core.keyPair(core.system);

console.log(`Node ${process.versions.node}; median (and the middle eight tenths) of ${runs} runs.\n`);
console.log("| booth | encrypt + prove, CPU | wall | asked | met |");
console.log("|---|---:|---:|---:|:---:|");
for (const options of [3, 4, 20]) {
  const names = Array.from({ length: options }, (_, option) => `option ${option + 1}`);
  const item = core.readItem({ id: "item", kind: "one", title: "item", options: names, revote: "last", majority: null }, "item");
  const place = { election: new Uint8Array(32), key, item, voter: voter.public, counter: 1, previous: new Uint8Array(32) };
  const choices = names.map((_, option) => (option === 1 ? 1 : 0));
  const { wall, cpu } = timed(() => core.prepare(place, choices, core.system));
  const what = `exactly one of ${options}`;
  console.log(`| ${what} | ${spread(cpu)} | ${spread(wall)} | ${bar(what, LIMITS[options], median(cpu), "ms")} |`);
}
console.log("\n| bundle | bytes | gzip | asked | met |");
console.log("|---|---:|---:|---:|:---:|");
for (const [name, text] of Object.entries(await make())) {
  const gzip = gzipSync(text, { level: 9 }).length;
  const packed = gzip / 1000;
  const size = `${(Buffer.byteLength(text) / 1000).toFixed(1)} kB`;
  console.log(`| ${name} | ${size} | ${packed.toFixed(1)} kB | ${bar(name, name === "booth.js" ? BUNDLE_LIMIT : undefined, packed, "kB")} |`);
}
console.log("");
for (const { what, asked, met, unit } of bars) console.log(`- ${met <= asked ? "✓" : "✗"} ${what}: ${met.toFixed(1)} ${unit}, asked ≤ ${asked} ${unit}`);
process.exitCode = bars.every(({ asked, met }) => met <= asked) ? 0 : 1;
