// The code of a slip as a QR picture, drawn in this browser: the code never goes to the server, so the server cannot draw it. Twenty
// letters and digits fill a QR code of version 1-M exactly: one block, no alignment marks, no padding (ISO/IEC 18004).
const SIDE = 21;
const MASK = 0;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DATA = 16;
const CHECK = 10;
const LENGTH = 20;
const QUIET = 4;
const SVG = "http://www.w3.org/2000/svg";

type Grid = (boolean | undefined)[][];

function dataOf(code: string): number[] {
  let bits = "0010" + LENGTH.toString(2).padStart(9, "0");
  for (let at = 0; at < LENGTH; at += 2) {
    const pair = ALPHABET.indexOf(code.charAt(at)) * 45 + ALPHABET.indexOf(code.charAt(at + 1));
    bits += pair.toString(2).padStart(11, "0");
  }
  return (bits.padEnd(DATA * 8, "0").match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
}

/** Multiply in the field of 256 with the polynomial 0x11d. */
function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

function checksOf(data: readonly number[]): number[] {
  const divisor = [...new Array<number>(CHECK - 1).fill(0), 1];
  let root = 1;
  for (let round = 0; round < CHECK; round++) {
    for (let at = 0; at < CHECK; at++) divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    root = times(root, 2);
  }
  const rest = new Array<number>(CHECK).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < CHECK; at++) rest[at] = (rest[at] ?? 0) ^ times(divisor[at] ?? 0, factor);
  }
  return rest;
}

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid[y];
  if (row && x >= 0 && x < SIDE) row[x] = dark;
}

function drawFinder(grid: Grid, left: number, top: number): void {
  for (let dy = -1; dy <= 7; dy++) {
    for (let dx = -1; dx <= 7; dx++) {
      const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
      set(grid, left + dx, top + dy, ring !== 2 && ring !== 4);
    }
  }
}

/** Level M and the mask, with their own check, in two places. */
function drawFormat(grid: Grid): void {
  let rest = MASK;
  for (let round = 0; round < 10; round++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((MASK << 10) | rest) ^ 0x5412;
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) set(grid, 8, at, bit(at));
  set(grid, 8, 7, bit(6));
  set(grid, 8, 8, bit(7));
  set(grid, 7, 8, bit(8));
  for (let at = 9; at < 15; at++) set(grid, 14 - at, 8, bit(at));
  for (let at = 0; at < 8; at++) set(grid, SIDE - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at++) set(grid, 8, SIDE - 15 + at, bit(at));
  set(grid, 8, SIDE - 8, true);
}

/** Return the columns as data runs through them: in pairs from the right, up and down in turn. */
function* places(): Generator<readonly [number, number]> {
  for (let right = SIDE - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < SIDE; step++) {
      const up = ((right + 1) & 2) === 0;
      for (const x of [right, right - 1]) yield [x, up ? SIDE - 1 - step : step];
    }
  }
}

/** Return the modules of a code of twenty letters and digits, dark ones true. Throws for another text. */
export function modulesOf(code: string): boolean[][] {
  if (code.length !== LENGTH || [...code].some((sign) => !ALPHABET.includes(sign))) throw new Error("not a slip's code");
  const grid: Grid = Array.from({ length: SIDE }, () => new Array<boolean | undefined>(SIDE).fill(undefined));
  for (let at = 0; at < SIDE; at++) {
    set(grid, 6, at, at % 2 === 0);
    set(grid, at, 6, at % 2 === 0);
  }
  for (const [left, top] of [[0, 0], [SIDE - 7, 0], [0, SIDE - 7]] as const) drawFinder(grid, left, top);
  drawFormat(grid);
  const data = dataOf(code);
  const bytes = [...data, ...checksOf(data)];
  let at = 0;
  for (const [x, y] of places()) {
    if (grid[y]?.[x] !== undefined) continue;
    const dark = (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
    set(grid, x, y, dark !== ((x + y) % 2 === 0));
    at += 1;
  }
  return grid.map((row) => row.map((dark) => dark === true));
}

/** Draw a slip's code into `place`, as lines that a printer keeps sharp. */
export function drawSlipCode(place: Element, code: string): void {
  const rows = modulesOf(code);
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
  const whole = SIDE + 2 * QUIET;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${whole} ${whole}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  picture.append(drawn);
  place.replaceChildren(picture);
}
