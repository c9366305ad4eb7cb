/** Seals and opens what lies on the device: AES-GCM, 256 bit, with the row's id as additional data. */
import type { Sealed } from "./database";

const text = new TextEncoder();

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function base64Of(bytes: ArrayBuffer | Uint8Array): string {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let letters = "";
  for (const byte of all) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** The key as the browser keeps it: it can be used, not read. */
export function importKey(base64: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytesOf(base64), "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, id: string, content: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = text.encode(id);
  const plain = text.encode(JSON.stringify(content));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain) };
}

/** Fails where the key is another one's, or where the row was changed or carries another's id. */
export async function unseal<T>(key: CryptoKey, id: string, { iv, data }: Sealed): Promise<T> {
  const additionalData = text.encode(id);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}
