/** Equations between public points: each a sum that must be 0; one at a time, or many under random weights. */

import { littleEndian } from "./bytes.ts";
import { type Entropy, mod, type Point, publicSum, system } from "./group.ts";

export interface Equation {
  readonly terms: readonly (readonly [Point, bigint])[];
  /** Where it stands, for messages. */
  readonly where: string;
}

const WEIGHT_BYTES = 16;

export function holds(equation: Equation): boolean {
  return publicSum(equation.terms.map(([point]) => point), equation.terms.map(([, scalar]) => mod(scalar))).is0();
}

/**
 * Find the first equation that does not hold, or null. They are first checked as one sum under fresh 128-bit weights, which a
 * false one passes with probability 2^-128; only when that fails are they checked one by one.
 */
export function firstFalse(equations: readonly Equation[], entropy: Entropy = system): Equation | null {
  const whole = new Map<Point, bigint>();
  for (const { terms } of equations) {
    const weight = littleEndian(entropy(WEIGHT_BYTES));
    for (const [point, scalar] of terms) whole.set(point, (whole.get(point) ?? 0n) + weight * scalar);
  }
  if (holds({ terms: [...whole], where: "" })) return null;
  return firstFalseOneByOne(equations);
}

export function firstFalseOneByOne(equations: readonly Equation[]): Equation | null {
  return equations.find((equation) => !holds(equation)) ?? null;
}
