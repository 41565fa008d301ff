// Run the tests: bundle each with esbuild (node 20 reads no TypeScript), then node's own test runner. `node test.mjs [NAME…]`
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = join(here, "dist/tests");
const wanted = process.argv.slice(2);
const names = readdirSync(join(here, "tests")).filter((name) => name.endsWith(".test.ts") && (wanted.length === 0 || wanted.some((part) => name.includes(part))));

rmSync(into, { recursive: true, force: true });
await esbuild.build({
  entryPoints: names.map((name) => join(here, "tests", name)),
  outdir: into,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
});
const files = names.map((name) => join(into, name.replace(/\.ts$/, ".mjs")));
const done = spawnSync(process.execPath, ["--enable-source-maps", "--test", `--test-concurrency=${availableParallelism()}`, ...files], { stdio: "inherit", env: { ...process.env, BOOTH: here } });
process.exit(done.status ?? 1);
