import type { DerivationData } from "./derivation";

/** One element of an input. */
export interface Element {
  readonly input: string;
  readonly place: number; // row by row, in the whole array
}

export type Changes = Readonly<Record<string, Readonly<Record<number, number>>>>;

/** What a person has chosen; everything else on the page follows from it. */
export interface Choices {
  readonly changes: Changes; // the new numbers, by input and place
  readonly chosen: Element | null;
  readonly row: number | null;
  readonly form: "matrix" | "element";
  readonly language: string;
  readonly lit: readonly string[];
}

export function fresh(data: DerivationData): Choices {
  const input = data.still === "" ? data.inputs.find((name) => data.wrt.includes(name)) : undefined;
  return {
    changes: {},
    chosen: input === undefined ? null : { input, place: 0 },
    row: data.row,
    form: "matrix",
    language: data.code[0]?.language ?? "",
    lit: [],
  };
}

/** What a link told, as far as this page has it: the link may be another page's. */
export function fitting(told: Partial<Choices>, data: DerivationData): Choices {
  const first = fresh(data);
  const has = (input: string): boolean => data.still === "" && data.inputs.includes(input);
  const { changes = {}, chosen = first.chosen, row = first.row, language = first.language } = told;
  return {
    ...first,
    ...told,
    changes: Object.fromEntries(Object.entries(changes).filter(([input]) => has(input))),
    chosen: chosen !== null && has(chosen.input) ? chosen : first.chosen,
    row: row === null || row < data.among ? row : first.row,
    language: data.code.some((each) => each.language === language) ? language : first.language,
  };
}
