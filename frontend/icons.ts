/** Writes icons.json beside the built pages: every Lucide icon as the markup inside its <svg>. The pages
 * that Django renders take their icons from it, so a running server needs no node_modules. */
import { createRequire } from "node:module";
import type { Plugin } from "vite";

type IconNode = [tag: string, attributes: Record<string, string>];

export function markup(nodes: IconNode[]): string {
  return nodes
    .map(([tag, attributes]) => {
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
      return `<${tag}${written.join("")}/>`;
    })
    .join("");
}

export function icons(): Plugin {
  return {
    name: "alongside-icons",
    apply: "build",
    generateBundle() {
      const all = createRequire(import.meta.url)("lucide-static/icon-nodes.json") as Record<
        string,
        IconNode[]
      >;
      const drawn = Object.fromEntries(Object.entries(all).map(([name, nodes]) => [name, markup(nodes)]));
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(drawn) });
    },
  };
}
