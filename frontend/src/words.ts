/** Texts of the scripts in the reader's language: the page brings its catalogue as data in `<script id="words-of-scripts">`. */

type Values = Readonly<Record<string, string | number>>;
/** Each text with its translation, or with one for each plural form of the language. */
export type Catalogue = Readonly<Record<string, readonly string[]>>;

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

function onPage(): Catalogue {
  return JSON.parse(document.getElementById("words-of-scripts")?.textContent || "{}") as Catalogue;
}

let catalogue: Catalogue = onPage();

/** Takes another catalogue than the page's, for tests; without one, the page's. */
export function speak(other: Catalogue = onPage()): void {
  catalogue = other;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** Which of so many forms a number takes: they stand in the order in which gettext and the Unicode consortium count. */
export function formOf(
  count: number,
  forms: number,
  language = document.documentElement.lang || "en",
): number {
  if (forms < 2) return 0;
  const rules = new Intl.PluralRules(language);
  const known = CATEGORIES.filter((each) =>
    (rules.resolvedOptions().pluralCategories as string[]).includes(each),
  );
  return Math.min(known.indexOf(rules.select(count)), forms - 1);
}

/** A text in the reader's language with its gaps filled: `t("Goals of {name}", { name })`. */
export function t(text: string, values: Values = {}): string {
  return fill(catalogue[text]?.[0] || text, values);
}

/** A text that counts: `tn("{count} entry", "{count} entries", count)`; `{count}` is filled by itself. */
export function tn(one: string, many: string, count: number, values: Values = {}): string {
  const forms = catalogue[one];
  const text = forms?.[formOf(count, forms.length)] || (count === 1 ? one : many);
  return fill(text, { count, ...values });
}
