/** Schnorr signatures whose challenge holds the key. */

import { type Bytes, join, littleEndian } from "./bytes.ts";
import { base, type Entropy, mod, ORDER, point, pointNotZero, publicSum, randomScalar, scalar, scalarBytes, times } from "./group.ts";
import { type Check, ensure } from "./invalid.ts";
import { challenge, hash } from "./transcript.ts";

export interface KeyPair {
  readonly secret: bigint;
  readonly public: Bytes;
}

export function keyPair(entropy: Entropy): KeyPair {
  return pairOf(randomScalar(entropy));
}

export function pairOf(secret: bigint): KeyPair {
  return { secret, public: times(base(), secret).toBytes() };
}

/** SIGN: 64 bytes; the nonce mixes the secret in, so a failing random source does not give it away. */
export function sign(pair: KeyPair, purpose: string, message: Bytes, entropy: Entropy): Bytes {
  const nonce = littleEndian(hash("nonce", scalarBytes(pair.secret), entropy(32), purpose, message)) % ORDER;
  const commitment = times(base(), nonce).toBytes();
  const sealed = challenge("signature", purpose, pair.public, commitment, message);
  return join(commitment, scalarBytes(mod(nonce + sealed * pair.secret)));
}

/** Check a signature, or raise under `check` at `where`. */
export function verify(key: Bytes, purpose: string, message: Bytes, signature: Bytes, where: string, check: Check = "signature"): void {
  ensure(signature.length === 64, check, where);
  const signer = pointNotZero(key, check, where);
  const commitment = point(signature.subarray(0, 32), check, where);
  const response = scalar(signature.subarray(32), check, where);
  const sealed = challenge("signature", purpose, key, signature.subarray(0, 32), message);
  ensure(publicSum([base(), signer], [response, mod(-sealed)]).equals(commitment), check, where);
}
