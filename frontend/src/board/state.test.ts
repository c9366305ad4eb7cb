import { beforeEach, describe, expect, test } from "vitest";
import type { Visit } from "./contract";
import { SampleServer } from "./fixture-server";
import { SESSION } from "./held";
import { sameSpot } from "./places";
import { BoardState } from "./state.svelte";

let server: SampleServer;
let memory: BoardState;

beforeEach(async () => {
  server = new SampleServer();
  memory = new BoardState(server);
  await memory.timetable.load();
});

const settled = () => new Promise((done) => setTimeout(done, 0));

/** A visit that has another place on its own day and on another one. */
async function movable(): Promise<Visit> {
  for (const visit of memory.visits) {
    if (visit.pinned) continue;
    const { places } = await server.places(visit);
    const sameDay = places.filter((p) => p.day === visit.day && p.start > visit.start + 15);
    if (sameDay.length > 0 && places.some((p) => p.day > visit.day)) return visit;
  }
  throw new Error("the sample has no visit that can move");
}

async function pickedUp(): Promise<Visit> {
  const visit = await movable();
  expect(memory.pickUp(visit.id)).toBe(true);
  await settled();
  return visit;
}

const now = (id: string) => memory.visits.find((v) => v.id === id);

test("the first day with visits is open", () => {
  expect(memory.day).toBe("Mon");
  expect([...memory.open]).toEqual(["Mon"]);
});

describe("picking up", () => {
  test("holds the visit where it stands, among its legal places", async () => {
    const visit = await pickedUp();
    expect(memory.held?.place?.cost_change).toBe(0);
    expect(memory.held?.at).toMatchObject({ day: visit.day, start: visit.start });
    expect(memory.spoken).toMatch(/picked up\. \d+ places? keeps? every rule/);
  });
  test("a pinned visit stays and says why", async () => {
    const pinned = memory.visits.find((v) => v.pinned);
    expect(memory.pickUp(pinned?.id ?? "")).toBe(false);
    expect(memory.notice?.sentence).toMatch(/pinned/);
    expect(memory.held).toBeNull();
  });
  test("nothing is picked up from a published week", async () => {
    server.board = { ...server.board, editable: false, state: "published" };
    await memory.timetable.load();
    expect(memory.pickUp(memory.visits[0]?.id ?? "")).toBe(false);
    expect(memory.pickUpSession("ines-slt")).toBe(false);
    await memory.pin(memory.visits[0]?.id ?? "");
    expect(server.board.revision).toBe(1);
  });
  test("without an answer the visit is let go and the reason is said", async () => {
    const visit = await movable();
    server.offline = true;
    memory.pickUp(visit.id);
    await settled();
    expect(memory.held).toBeNull();
    expect(memory.notice?.sentence).toMatch(/did not answer/);
  });
});

describe("holding", () => {
  test("the pointer is caught by a legal place close by", async () => {
    const visit = await pickedUp();
    const target = memory.held?.offer?.places.find((p) => p.day === visit.day && p.start > visit.start + 15);
    memory.aim(visit.day, (target?.start ?? 0) + 5, visit.therapist);
    expect(memory.held?.place).not.toBeNull();
  });
  test("over a spot that breaks a rule the reason is there at once", async () => {
    const visit = await pickedUp();
    const first = memory.board?.cycle.first ?? 0;
    const last = memory.board?.cycle.last ?? 0;
    for (let start = first; start < last && !memory.against; start += 5)
      memory.aim(visit.day, start, visit.therapist);
    expect(memory.held?.place).toBeNull();
    expect(memory.against).not.toBe("");
  });
  test("the server's own reason is preferred", async () => {
    const visit = await movable();
    const key = `${visit.day}|840|${visit.mode}|${visit.place}`;
    server.places = async () => ({ places: [], reasons: { [key]: "Music is never a time for visits." } });
    memory.pickUp(visit.id);
    await settled();
    memory.aim(visit.day, 840, visit.therapist);
    expect(memory.against).toBe("Music is never a time for visits.");
  });
  test("where the server explains, it is asked for the rule, and only then", async () => {
    const visit = await pickedUp();
    const asked: number[] = [];
    server.why = async (_, spot) => {
      asked.push(spot.start);
      return ["A visit never crosses assembly."];
    };
    memory.aim(visit.day, 840, visit.therapist);
    await new Promise((done) => setTimeout(done, 90));
    expect(asked).toEqual([]);
    memory.putBack();
    server.board = { ...server.board, explains: true };
    await memory.timetable.load();
    memory.pickUp(visit.id);
    await settled();
    memory.aim(visit.day, 835, visit.therapist);
    memory.aim(visit.day, 840, visit.therapist);
    await new Promise((done) => setTimeout(done, 90));
    expect(asked).toEqual([840]);
    expect(memory.against).toBe("A visit never crosses assembly.");
  });
  test("keys go from legal place to legal place, and open the day they reach", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    expect(memory.held?.at?.start).toBeGreaterThan(visit.start);
    expect(memory.held?.place).not.toBeNull();
    memory.step("day", 1);
    expect(memory.held?.at?.day).not.toBe(visit.day);
    expect(memory.open.has(memory.held?.at?.day ?? "")).toBe(true);
  });
  test("at the last place the keys say that there is no further one", async () => {
    await pickedUp();
    for (let i = 0; i < 80; i += 1) memory.step("time", -1);
    expect(memory.spoken).toMatch(/^No further place that way\./);
  });
  test("a key that passes a spot over says why, until the visit moves on", async () => {
    await movable();
    server.board = { ...server.board, explains: true };
    await memory.timetable.load();
    const visit = await pickedUp();
    const asked: string[] = [];
    server.why = async (_, spot) => {
      asked.push(`${spot.day} ${spot.start}`);
      return ["Assembly is on.", "The room is closed."];
    };
    const [from] = (memory.held?.offer?.places ?? [])
      .filter((p) => p.day === visit.day)
      .sort((a, b) => b.start - a.start);
    if (!from) throw new Error("the visit has no place on its day");
    memory.holdAt(from);
    memory.step("time", 1);
    expect(memory.spoken.trim()).toBe("No further place that way.");
    await new Promise((done) => setTimeout(done, 90));
    expect(asked).toEqual([`${from.day} ${from.start + 5}`]);
    expect(memory.line).toMatch(/^Passed over \w+ \d+:\d\d: Assembly is on\.$/);
    expect(memory.spoken).toBe(`No further place that way. ${memory.line}`);
    memory.step("time", -1);
    expect(memory.line).toBe("");
  });
  test("a pull at the length is answered with what decides it", async () => {
    const visit = await movable();
    expect(memory.keepLength(visit.id)).toBe(false);
    expect(memory.held).toBeNull();
    expect(memory.chosenId).toBe(visit.id);
    expect(memory.line).toMatch(/^A visit is as long as its longest service\./);
    expect(memory.spoken).toBe(memory.line);
    memory.choose(memory.visits.find((v) => v.id !== visit.id)?.id ?? null);
    expect(memory.line).toBe("");
  });
  test("among the children it is held in the rows of all of them, wherever it goes", async () => {
    memory.shown.view = "child";
    const visit = await pickedUp();
    const mine = memory.shown.items.filter((i) => i.visit === visit.id).map((i) => i.row);
    expect(mine.length).toBe(visit.children.length);
    expect([...memory.heldRows].sort()).toEqual([...mine].sort());
    memory.step("time", 1);
    expect([...memory.heldRows].sort()).toEqual([...mine].sort());
  });
  test("an aim beyond the end of the day stays inside it", async () => {
    const visit = await pickedUp();
    memory.aim(visit.day, 5000, visit.therapist);
    const { first = 0, last = 0 } = memory.board?.cycle ?? {};
    expect(memory.held?.at?.start).toBeLessThanOrEqual(last - (memory.held?.minutes ?? 0));
    memory.aim(visit.day, 0, visit.therapist);
    expect(memory.held?.at?.start).toBeGreaterThanOrEqual(first);
  });
});

test("a visit that has no row in the next view is no longer chosen", () => {
  const [inClass, inRoom] = ["push_in", "pull_out"].map((mode) => memory.visits.find((v) => v.mode === mode));
  memory.choose(inClass?.id ?? "");
  memory.show("child");
  memory.show("class");
  expect(memory.chosenId).toBe(inClass?.id);
  memory.show("room");
  expect(memory.chosenId).toBeNull();
  memory.choose(inRoom?.id ?? "");
  memory.show("class");
  expect(memory.chosenId).toBeNull();
});

describe("putting down", () => {
  test("moves the visit, shows it before the answer and says what it cost", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    const to = memory.held?.at;
    const before = memory.board?.quality.cost ?? 0;
    const down = memory.putDown();
    expect(now(visit.id)).toMatchObject({ start: to?.start });
    expect(memory.timetable.sending).toBe(1);
    await down;
    expect(now(visit.id)).toMatchObject({ start: to?.start, changed: true });
    expect(memory.board?.revision).toBe(2);
    expect(memory.timetable.sending).toBe(0);
    expect(memory.board?.quality.cost).not.toBe(before);
    expect(memory.spoken).toMatch(/moved to .* Cost/);
  });
  test("only the day where it lands stays open", async () => {
    await pickedUp();
    memory.step("day", 1);
    const day = memory.held?.at?.day ?? "";
    await memory.putDown();
    expect([...memory.open]).toEqual([day]);
  });
  test("where it stood nothing is sent", async () => {
    await pickedUp();
    await memory.putDown();
    expect(memory.held).toBeNull();
    expect(server.board.revision).toBe(1);
  });
  test("Escape puts it back", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    memory.putBack();
    expect(now(visit.id)).toEqual(visit);
    expect(memory.spoken).toMatch(/back where it was/);
  });
  test("a refused move goes back and the rule is named", async () => {
    const visit = await pickedUp();
    memory.aim(visit.day, 840, visit.therapist);
    expect(memory.held?.place).toBeNull();
    await memory.putDown();
    expect(now(visit.id)).toEqual(visit);
    expect(memory.notice?.tone).toBe("error");
    expect(memory.notice?.sentence).toMatch(/The visit is back where it was; nothing else changed\./);
  });
  test("without connection it goes back, and a sentence says so", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    server.offline = true;
    await memory.putDown();
    expect(now(visit.id)).toEqual(visit);
    expect(memory.notice?.sentence).toMatch(/^Not saved\. The server did not answer/);
  });
  test("when only the answer was lost, the move stands", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    const to = memory.held?.at;
    const real = server.move;
    server.move = async (move, revision) => {
      await real(move, revision);
      throw new Error("The answer was lost.");
    };
    await memory.putDown();
    expect(now(visit.id)?.start).toBe(to?.start);
    expect(memory.notice).toBeNull();
  });
  test("someone else's change is shown and nothing of it is overwritten", async () => {
    const visit = await pickedUp();
    memory.step("time", 1);
    const other = memory.visits.find((v) => v.id !== visit.id);
    await server.pin(other?.id ?? "", !other?.pinned, 1);
    await memory.putDown();
    expect(now(visit.id)).toEqual(visit);
    expect(now(other?.id ?? "")?.pinned).toBe(!other?.pinned);
    expect(memory.notice?.sentence).toMatch(/Somebody changed this timetable/);
  });
  test("two changes in a row each carry the revision of their turn", async () => {
    const [first, second] = memory.visits;
    await Promise.all([memory.pin(first?.id ?? ""), memory.pin(second?.id ?? "")]);
    expect(server.board.revision).toBe(3);
    expect(memory.notice).toBeNull();
  });
});

test("pin, undo and redo change the timetable and are told", async () => {
  const visit = memory.visits.find((v) => !v.pinned);
  const id = visit?.id ?? "";
  await memory.pin(id);
  expect(now(id)?.pinned).toBe(true);
  expect(memory.spoken).toMatch(/pinned/);
  await memory.goBack("undo");
  expect(now(id)?.pinned).toBe(false);
  await memory.goBack("redo");
  expect(now(id)?.pinned).toBe(true);
  await memory.goBack("redo");
  expect(memory.notice).toEqual({ tone: "info", sentence: "Nothing to do again." });
});

test("a session without a place is placed by hand and then chosen", async () => {
  expect(memory.pickUpSession("ines-slt")).toBe(true);
  await settled();
  expect(memory.heldId).toBe(SESSION);
  const at = memory.held?.at;
  expect(at).not.toBeNull();
  expect(memory.drawn.at(-1)?.id).toBe(SESSION);
  await memory.putDown();
  expect(memory.board?.unmet.some((u) => u.service === "ines-slt")).toBe(false);
  expect(at && memory.chosen && sameSpot(memory.chosen, at)).toBe(true);
});

test("a session that would join a visit says with whom", async () => {
  const visit = memory.visits.find((v) => v.mode === "push_in");
  if (!visit) throw new Error("the sample has no push-in visit");
  const { therapist, day, start, mode, place } = visit;
  server.placesFor = async () => ({
    places: [{ therapist, day, start, mode, place, cost_change: -1050 }],
    reasons: {},
  });
  memory.pickUpSession("ines-slt");
  await settled();
  const at = memory.held?.at;
  expect(at && memory.timetable.joinedBy(at, memory.session)?.id).toBe(visit.id);
  expect(at && memory.timetable.spotName(at, memory.session)).toContain(
    `together with ${visit.children.map((c) => c.name).join(", ")}`,
  );
});

test("a found child leads from visit to visit and round again", () => {
  memory.shown.filters.child = "thandi";
  const ids = memory.shown.found.map((v) => v.id);
  expect(ids.length).toBeGreaterThan(1);
  memory.nextFound();
  expect(memory.chosenId).toBe(ids[0]);
  for (let i = 0; i < ids.length; i += 1) memory.nextFound();
  expect(memory.chosenId).toBe(ids[0]);
});

test("the order of the visits stays when one of them moves to another day", async () => {
  const order = memory.visits.map((v) => v.id);
  await pickedUp();
  memory.step("day", 1);
  await memory.putDown();
  expect(memory.visits.map((v) => v.id)).toEqual(order);
});

test("a board that cannot be read says why and can be asked for again", async () => {
  server.offline = true;
  const fresh = new BoardState(server);
  await fresh.timetable.load();
  expect(fresh.timetable.loadFailure).toMatch(/did not answer/);
  server.offline = false;
  await fresh.timetable.load();
  expect(fresh.timetable.loadFailure).toBeNull();
  expect(fresh.visits.length).toBeGreaterThan(200);
});
