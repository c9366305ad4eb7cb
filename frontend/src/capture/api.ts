/** Asks the server for the day's pack and sends entries; says what came of it, and never throws. */
import type { DeviceClock } from "./clock";
import type { Answers, Batch, Pack } from "./contract";

export type Reply<T> =
  | { is: "ok"; body: T }
  /** `signed-out` 401, `voided` 410, `not-allowed` 403 (an old token too) and 404 (another person's device),
   * `unreadable` 400, 413 and 422, `failed` another status, `silent` no answer. */
  | {
      is: "signed-out" | "voided" | "not-allowed" | "unreadable" | "failed" | "silent";
      status: number;
      sentence: string;
    };

export interface CaptureApi {
  pack(installation: string, name: string): Promise<Reply<Pack>>;
  send(batch: Batch): Promise<Reply<Answers>>;
}

const PATIENCE_MS = 20_000;

/** The value of a cookie; empty where there is none. */
export function cookie(name: string, jar: string = document.cookie): string {
  const found = jar.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function kindOf(status: number): Exclude<Reply<never>["is"], "ok" | "silent"> {
  if (status === 401) return "signed-out";
  if (status === 403 || status === 404) return "not-allowed";
  if (status === 410) return "voided";
  if (status === 400 || status === 413 || status === 422) return "unreadable";
  return "failed";
}

/** A client of `/api/capture/`. `token` is the CSRF token at the moment of sending: it is another after a sign-in. */
export function captureApi(
  clock: DeviceClock,
  token: () => string = () => cookie("csrftoken"),
  fetcher: typeof fetch = (...args) => fetch(...args),
): CaptureApi {
  async function ask<T extends { server_now: string }>(path: string, init: RequestInit): Promise<Reply<T>> {
    const askedAt = clock.now();
    let reply: Response | null = null;
    let said: unknown;
    try {
      reply = await fetcher(`/api/capture/${path}`, {
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...init,
      });
      said = await reply.json();
    } catch {
      // Cut off, or an answer that is not ours (a school's log-in page for its network): as if there were none.
      if (!reply) return { is: "silent", status: 0, sentence: "" };
      said = {};
    }
    if (reply.ok && isAnswer<T>(said)) {
      clock.learn(said.server_now, askedAt);
      return { is: "ok", body: said };
    }
    if (reply.ok) return { is: "silent", status: reply.status, sentence: "" };
    const { sentence = "" } = said as { sentence?: string };
    return { is: kindOf(reply.status), status: reply.status, sentence };
  }

  return {
    pack: (installation, name) =>
      ask<Pack>(`pack?${new URLSearchParams({ installation, name })}`, {
        headers: { Accept: "application/json" },
      }),
    send: (batch) =>
      ask<Answers>("entries", {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": token(),
        },
        body: JSON.stringify(batch),
      }),
  };
}

function isAnswer<T extends { server_now: string }>(said: unknown): said is T {
  return typeof said === "object" && said !== null && "server_now" in said;
}
