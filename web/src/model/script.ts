import type { Architecture } from "./architecture";
import type { CodeLine, DiffLine, Part } from "./page";

/** A line of the script, and what is written where one goes to it. */
export interface Link {
  readonly cell: number | null;
  readonly line: number;
  readonly text: string;
}

/** Something that is told by its name: a sentence with how sure it is, or quantities with the lines where they stand. */
export interface Told {
  readonly name: string;
  readonly text: string;
  readonly aside: string;
  readonly neighbours: readonly { readonly symbol: string; readonly lines: readonly Link[] }[];
}

/** A formula beside a line, and its quantity's multiple that stands there; without a scale it is only a part of it. */
export interface Formula {
  readonly words: string;
  readonly kind: "forward" | "local" | "backward" | "step";
  readonly example: string;
  readonly quantity: string | null;
  readonly scale: number | null;
}

/** What is told of one expression of a line. */
export interface Passage {
  readonly formulas: readonly string[];
  readonly kind: Formula["kind"];
  readonly code: string;
  readonly told: readonly Told[];
}

export interface ScriptLine extends CodeLine {
  readonly notes: readonly Formula[];
  readonly story: readonly Passage[];
}

export interface Cell {
  readonly number: number | null;
  readonly lines: readonly ScriptLine[];
}

export interface Finding {
  readonly code: string;
  readonly title: string;
  readonly severity: "wrong" | "suspicious";
  readonly at: Link;
  readonly quantity: string;
  readonly says: string;
  readonly told: readonly Told[];
  readonly fix: { readonly says: string; readonly lines: readonly DiffLine[] } | null;
}

export interface TextTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Rows = readonly (readonly number[])[];

/** The network that the script trains, as its own variables held it before each update. */
export interface Trained {
  readonly architecture: Architecture;
  readonly biased: readonly boolean[];
  readonly batches: readonly { readonly x: Rows; readonly y: Rows }[];
  readonly updates: readonly { readonly batch: number; readonly weights: readonly Rows[]; readonly biases: Rows }[];
}

/** What Python writes into the page of a script that was read. */
export interface ScriptData {
  readonly name: string;
  readonly verdict: "correct" | "wrong" | "not-gradient-descent" | "unread";
  readonly title: string;
  readonly says: string;
  readonly facts: readonly { readonly name: string; readonly value: string; readonly more: string }[];
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
  readonly tables: readonly TextTable[];
  readonly remarks: readonly { readonly says: string; readonly at: Link | null }[];
  readonly trained: Trained | null;
  readonly written: string;
}

const COMMENT = /^((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^#"'])*)(#.*)$/u;

/** A line's comment told apart from what computes; none where there is no comment. */
export function parts(text: string): Part[] {
  const [, code = "", comment = ""] = COMMENT.exec(text) ?? [];
  const told = [
    { text: code, quantities: [], aside: false },
    { text: comment, quantities: [], aside: true },
  ];
  return comment ? told : [];
}

/** A line of a cell; a script is one cell without a number. */
export interface Place {
  readonly cell: number | null;
  readonly line: number;
}

/** Where a link to a line leads: `line-4`, `cell-3-line-4`. */
export function anchor({ cell, line }: Place): string {
  return cell === null ? `line-${line}` : `cell-${cell}-line-${line}`;
}

/** The place that `anchor` named; null for anything else. */
export function placeOf(text: string): Place | null {
  const [, cell, line] = /^(?:cell-(\d+)-)?line-(\d+)$/.exec(text) ?? [];
  return line === undefined ? null : { cell: cell === undefined ? null : Number(cell), line: Number(line) };
}
