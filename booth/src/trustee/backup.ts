/** A trustee's secrets as a text under a passphrase: for a file, or for a QR code on paper. */

import { base64, type Bytes, fromBase64, join, utf8 } from "../core/bytes.ts";
import { Invalid } from "../core/invalid.ts";

const MARK = "GONGHUI-TRUSTEE-1:";
const ROUNDS = 600_000;
const SALT = 16;
const NONCE = 12;

async function keyOf(passphrase: string, salt: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", new Uint8Array(utf8(passphrase.normalize("NFC"))), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(salt), iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seal under a passphrase of at least 12 characters. */
export async function sealBackup(secrets: Bytes, passphrase: string): Promise<string> {
  if ([...passphrase].length < 12) throw new Invalid("dkg", "passphrase too short");
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(passphrase, salt), new Uint8Array(secrets));
  return MARK + base64(join(salt, iv, new Uint8Array(sealed)));
}

/** Open a backup; raises for a wrong passphrase and a damaged text alike. */
export async function openBackup(text: string, passphrase: string): Promise<Bytes> {
  const trimmed = text.trim();
  if (!trimmed.startsWith(MARK)) throw new Invalid("dkg", "not a backup");
  const bytes = fromBase64(trimmed.slice(MARK.length), "backup");
  const key = await keyOf(passphrase, bytes.subarray(0, SALT));
  try {
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(bytes.subarray(SALT, SALT + NONCE)) }, key, new Uint8Array(bytes.subarray(SALT + NONCE)));
    return new Uint8Array(opened);
  } catch {
    throw new Invalid("dkg", "wrong passphrase or damaged backup");
  }
}
