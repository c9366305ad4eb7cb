import { afterEach, describe, expect, it } from "vitest";
import { formOf, speak, t, tn } from "./words";

afterEach(() => {
  document.body.innerHTML = "";
  document.documentElement.lang = "";
  speak();
});

describe("a text", () => {
  it("is the source where the catalogue has none", () => {
    expect(t("Goals of {name}", { name: "Kofi" })).toBe("Goals of Kofi");
    expect(tn("{count} entry", "{count} entries", 1)).toBe("1 entry");
    expect(tn("{count} entry", "{count} entries", 0)).toBe("0 entries");
  });

  it("comes from the page’s own catalogue, wherever the gap stands in it", () => {
    document.body.innerHTML =
      '<script type="application/json" id="words-of-scripts">{"Goals of {name}": ["{name}的目标"], "All sent": [""]}</script>';
    speak();
    expect(t("Goals of {name}", { name: "Kofi" })).toBe("Kofi的目标");
    expect(t("All sent")).toBe("All sent");
  });

  it("leaves a gap that nobody fills as it is", () => {
    expect(t("Goals of {name}")).toBe("Goals of {name}");
  });

  it("takes the plural form of its language", () => {
    document.documentElement.lang = "fr";
    speak({ "{count} entry": ["{count} entrée", "{count} entrées"] });
    expect(tn("{count} entry", "{count} entries", 0)).toBe("0 entrée");
    expect(tn("{count} entry", "{count} entries", 2)).toBe("2 entrées");
    document.documentElement.lang = "zh-Hans";
    speak({ "{count} entry": ["{count} 条"] });
    expect(tn("{count} entry", "{count} entries", 7)).toBe("7 条");
  });
});

describe("the plural form", () => {
  it.each([
    [1, 1, "zh-Hans", 0],
    [1, 2, "ta", 0],
    [2, 2, "ta", 1],
    [1_000_000, 2, "es", 1],
    [0, 6, "ar", 0],
    [3, 6, "ar", 3],
    [11, 6, "ar", 4],
    [100, 6, "ar", 5],
  ])("of %i among %i in %s is number %i", (count, forms, language, form) => {
    expect(formOf(count, forms, language)).toBe(form);
  });
});
