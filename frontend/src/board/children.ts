/** The children of a timetable, made out from their visits: a board names services and children's names alone. */

import type { Board } from "./contract";

export interface Child {
  /** The first of the child's services by name, so that it stays while visits come and go. */
  id: string;
  name: string;
  /** The class, as far as a push-in visit tells it. */
  classroom: string | null;
  services: string[];
}

/** Every child with a session, placed or not, by name. Services of one name in one class are one child's. */
export function childrenOf(board: Board): Child[] {
  const names = new Map<string, string>(board.unmet.map((u) => [u.service, u.child]));
  const classes = new Map<string, string>();
  for (const visit of board.visits) {
    for (const { service, name } of visit.children) {
      names.set(service, name);
      if (visit.mode === "push_in") classes.set(service, visit.place);
    }
  }
  const classesOfName = new Map<string, Set<string>>();
  for (const [service, place] of classes) {
    const name = names.get(service) ?? "";
    classesOfName.set(name, (classesOfName.get(name) ?? new Set()).add(place));
  }
  const children = new Map<string, Child>();
  for (const [service, name] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A service that never meets in class belongs to the one class that knows a child of this name.
    const known = [...(classesOfName.get(name) ?? [])];
    const classroom = classes.get(service) ?? (known.length === 1 ? known[0] : undefined) ?? null;
    const key = JSON.stringify([classroom, name]);
    const child = children.get(key);
    if (child) child.services.push(service);
    else children.set(key, { id: service, name, classroom, services: [service] });
  }
  const inClasses = (child: Child) => board.classrooms.findIndex((c) => c.id === child.classroom);
  return [...children.values()].sort(
    (a, b) => a.name.localeCompare(b.name) || inClasses(a) - inClasses(b) || (a.id < b.id ? -1 : 1),
  );
}
