/** Where secrets are kept: a small store of named records, encrypted in the browser under a key nobody can export. */

import type { Bytes } from "../core/bytes.ts";

export interface Vault {
  read(name: string): Promise<Bytes | null>;
  write(name: string, record: Bytes): Promise<void>;
  remove(name: string): Promise<void>;
}

const DATABASE = "gonghui-booth";
const STORE = "records";
const WRAPPING = "wrapping-key";
const ALGORITHM = "AES-GCM";

interface Stored {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** What is kept where the browser offers no encryption: pages of plain http, as in a hall's own network without the internet. */
interface Bare {
  readonly bare: Uint8Array<ArrayBuffer>;
}

const ENCRYPTS = typeof crypto !== "undefined" && (crypto as { subtle?: unknown }).subtle !== undefined;

/**
 * Records in IndexedDB. The browser cannot keep a ristretto key as its own, so each record lies encrypted under an AES key that is
 * not extractable: a copy of the database files, or a script that reads the store, has nothing without this very browser. Over plain
 * http browsers offer no such key, and whoever can change the page could ask for the secret anyway: records then lie bare.
 */
export class BrowserVault implements Vault {
  private readonly database: Promise<IDBDatabase>;

  constructor() {
    this.database = opened();
  }

  async read(name: string): Promise<Bytes | null> {
    const stored = (await this.get(name)) as Stored | Bare | undefined;
    if (stored === undefined) return null;
    if ("bare" in stored) return stored.bare.slice();
    const opening = { name: ALGORITHM, iv: stored.iv, additionalData: new TextEncoder().encode(name) };
    return new Uint8Array(await crypto.subtle.decrypt(opening, await this.wrapping(), stored.sealed));
  }

  async write(name: string, record: Bytes): Promise<void> {
    if (!ENCRYPTS) return this.put(name, { bare: new Uint8Array(record) } satisfies Bare);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealing = { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(name) };
    const sealed = await crypto.subtle.encrypt(sealing, await this.wrapping(), new Uint8Array(record));
    await this.put(name, { iv, sealed } satisfies Stored);
  }

  async remove(name: string): Promise<void> {
    const store = (await this.database).transaction(STORE, "readwrite").objectStore(STORE);
    await settled(store.delete(name));
  }

  private async wrapping(): Promise<CryptoKey> {
    const known = (await this.get(WRAPPING)) as CryptoKey | undefined;
    if (known !== undefined) return known;
    const fresh = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
    const store = (await this.database).transaction(STORE, "readwrite").objectStore(STORE);
    // Two tabs may come here at once: the first to add wins, and both use what is there.
    await settled(store.add(fresh, WRAPPING)).catch(() => undefined);
    return (await this.get(WRAPPING)) as CryptoKey;
  }

  private async get(name: string): Promise<unknown> {
    return settled((await this.database).transaction(STORE).objectStore(STORE).get(name));
  }

  private async put(name: string, value: unknown): Promise<void> {
    const store = (await this.database).transaction(STORE, "readwrite", { durability: "strict" }).objectStore(STORE);
    await settled(store.put(value, name));
  }
}

/** Records in memory: for kiosks that must forget, and for runs outside a browser. */
export class MemoryVault implements Vault {
  private readonly records = new Map<string, Bytes>();

  read(name: string): Promise<Bytes | null> {
    return Promise.resolve(this.records.get(name)?.slice() ?? null);
  }

  write(name: string, record: Bytes): Promise<void> {
    this.records.set(name, record.slice());
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.records.delete(name);
    return Promise.resolve();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error ?? new Error("storage"));
    };
  });
}
