/** The two proofs: equal logarithms, and a value within a range; commitments are carried along. */

import { type Bytes, join, pieces, u64 } from "./bytes.ts";
import { base, type Entropy, mod, type Point, point, publicSum, randomScalar, scalar, scalarBytes, times } from "./group.ts";
import { encodeDoubles, half } from "./encoding.ts";
import type { Equation } from "./equations.ts";
import { type Check, ensure } from "./invalid.ts";
import { challenge } from "./transcript.ts";

export const EQUALITY_SIZE = 96;

/** Prove that `image = secret·of` for the secret of `key = secret·G`. */
export function proveEquality(context: Bytes, secret: bigint, key: Bytes, of: Point, image: Bytes, entropy: Entropy): Bytes {
  const blind = randomScalar(entropy);
  const first = times(base(), blind).toBytes();
  const second = times(of, blind).toBytes();
  const sealed = challenge("equality", context, key, of.toBytes(), image, first, second);
  return join(first, second, scalarBytes(mod(blind + sealed * secret)));
}

/** Check a proof of equality, or raise under `check` at `where`. */
export function verifyEquality(context: Bytes, key: Bytes, of: Bytes, image: Bytes, proof: Bytes, where: string, check: Check = "proof"): void {
  ensure(proof.length === EQUALITY_SIZE, check, where);
  const [keyPoint, ofPoint, imagePoint] = [key, of, image].map((bytes) => point(bytes, check, where)) as [Point, Point, Point];
  const first = point(proof.subarray(0, 32), check, where);
  const second = point(proof.subarray(32, 64), check, where);
  const response = scalar(proof.subarray(64), check, where);
  const sealed = mod(-challenge("equality", context, key, of, image, proof.subarray(0, 32), proof.subarray(32, 64)));
  ensure(publicSum([base(), keyPoint], [response, sealed]).equals(first), check, where);
  ensure(publicSum([ofPoint, imagePoint], [response, sealed]).equals(second), check, where);
}

export interface Range {
  /** The election key H, best with a table. */
  readonly key: Point;
  readonly label: "cell" | "sum";
  readonly context: Bytes;
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

export function rangeSize(low: number, high: number): number {
  return 32 * (4 * (high - low + 1) - 1);
}

function sealRange(range: Range, commitments: Bytes): bigint {
  return challenge(range.label, range.context, u64(range.index), commitments);
}

/** Prove that the ciphertext made with `randomness` holds `value`, and that it lies in the range. */
export function proveRange(range: Range, value: number, randomness: bigint, entropy: Entropy): Bytes {
  const branches = range.high - range.low + 1;
  const mine = value - range.low;
  const halves: Point[] = [];
  const challenges: bigint[] = [];
  const responses: bigint[] = [];
  let blind = 0n;
  for (let branch = 0; branch < branches; branch++) {
    const away = BigInt(mine - branch);
    if (branch === mine) {
      blind = randomScalar(entropy);
      challenges.push(0n);
      responses.push(0n);
      halves.push(times(base(), half(blind)), times(range.key, half(blind)));
    } else {
      const faked = randomScalar(entropy);
      const answer = randomScalar(entropy);
      const power = half(answer - faked * randomness);
      challenges.push(faked);
      responses.push(answer);
      halves.push(times(base(), power), times(range.key, power).add(times(base(), half(-faked * away))));
    }
  }
  const commitments = encodeDoubles(halves);
  const whole = sealRange(range, join(...commitments));
  challenges[mine] = mod(whole - challenges.reduce((sum, one) => sum + one, 0n));
  responses[mine] = mod(blind + (challenges[mine] as bigint) * randomness);
  return join(...commitments, ...challenges.slice(0, -1).map(scalarBytes), ...responses.map(scalarBytes));
}

/** The equations that say the ciphertext holds a value of the range; raises where the proof cannot even be read. */
export function rangeEquations(range: Range, left: Point, right: Point, proof: Bytes, where: string): Equation[] {
  ensure(proof.length === rangeSize(range.low, range.high), "proof", where);
  const branches = range.high - range.low + 1;
  const parts = pieces(proof);
  const scalars = parts.slice(2 * branches).map((bytes) => scalar(bytes, "proof", where));
  const challenges = scalars.slice(0, branches - 1);
  const whole = sealRange(range, proof.subarray(0, 64 * branches));
  challenges.push(mod(whole - challenges.reduce((sum, one) => sum + one, 0n)));
  const commitments = parts.slice(0, 2 * branches).map((bytes) => point(bytes, "proof", where).negate());
  return challenges.flatMap((sealed, branch) => {
    const response = scalars[branches - 1 + branch] as bigint;
    const value = BigInt(range.low + branch);
    const [first, second] = [commitments[2 * branch] as Point, commitments[2 * branch + 1] as Point];
    return [
      { where, terms: [[base(), response], [left, -sealed], [first, 1n]] },
      { where, terms: [[range.key, response], [right, -sealed], [base(), mod(sealed * value)], [second, 1n]] },
    ] satisfies Equation[];
  });
}
