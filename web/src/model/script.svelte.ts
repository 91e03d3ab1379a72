import { Lit } from "./lit.svelte";
import { type Look } from "./look.svelte";
import type { Mark, Note } from "./page";
import type { Pieces } from "./pieces";
import { type Moment, Recorded } from "./recorded.svelte";
import { type Cell, type Formula, parts, type Place, placeOf, type ScriptData, type ScriptLine } from "./script";
import { shown } from "./text";
import type { Weight } from "./factors";

/** What a person has chosen on the page of a script. */
export interface Choices extends Moment {
  readonly open: Place | null; // the line whose story is told
}

/** The state of the page of a script that was read, and what is computed from it. */
export class Script {
  choices: Choices = $state.raw()!;
  readonly recorded: Recorded | null;

  readonly cells: readonly Cell[];

  constructor(
    readonly data: ScriptData,
    pieces: Pieces,
  ) {
    this.cells = data.cells.map(({ number, lines }) => ({
      number,
      lines: lines.map((line) => ({ ...line, parts: parts(line.text) })),
    }));
    const layer = (data.trained?.architecture.sizes.length ?? 2) - 1;
    const weight = { layer, from: 0, to: 0 };
    this.choices = { weight, row: 0, update: 0, step: null, lit: [], moved: null, open: null };
    this.recorded = data.trained && new Recorded(data.trained, pieces, () => this.choices);
    this.change({ row: this.tellingRow() });
  }

  /** Whether something is wrong, and not suspicious only. */
  get wrong(): boolean {
    return this.data.findings.some(({ severity }) => severity === "wrong");
  }

  get look(): Look | null {
    return this.recorded?.look ?? null;
  }

  /** The row that has most to say: in the first one of many data sets everything is nought. */
  private tellingRow(): number {
    const shares = this.look?.rows.map(({ product }) => Math.abs(product)) ?? [0];
    return Math.max(0, shares.indexOf(Math.max(...shares)));
  }

  readonly lit = new Lit(
    () => this.look?.kept ?? this.choices.lit,
    (lit) => this.change({ lit, step: null, open: null }),
    undefined,
    () => this.look?.sources ?? [],
  );

  /** How wide the code is that has notes beside it: in characters, for all cells. */
  readonly beside: number = $derived.by(() => {
    const noted = this.cells.flatMap(({ lines }) => lines.filter((line) => line.notes.length > 0));
    return Math.max(40, ...noted.map((line) => line.text.length));
  });

  /** What stands beside a line: what is wrong there, and its formulas with their numbers. */
  notes({ number, lines }: Cell, place: number): Note[] {
    const faults = this.data.findings.filter(({ at }) => at.cell === number && at.line === place);
    return [
      ...faults.map(({ title, severity }) => ({
        words: title,
        value: "",
        kind: severity === "wrong" ? "fault" : "doubt",
        quantity: null,
      })),
      ...(lines[place - 1]?.notes ?? []).map((note) => ({ ...note, value: this.value(note) })),
    ];
  }

  marks({ number }: Cell): Record<number, Mark> {
    const found = this.data.findings.filter(({ at }) => at.cell === number);
    return Object.fromEntries(found.map(({ at, severity }) => [at.line, severity]));
  }

  /** The number for the row and the weight that are looked at; where nothing is computed, that of some run. */
  private value({ quantity, scale, example }: Formula): string {
    if (!this.look) return example;
    const live = quantity === null ? null : this.look.number(quantity);
    return live === null || scale === null ? "" : shown(scale * live, 5);
  }

  change(part: Partial<Choices>): void {
    this.choices = { ...this.choices, ...part };
  }

  choose({ layer, from, to }: Weight): void {
    this.change({ weight: { layer, from, to }, lit: [], step: null, moved: null });
  }

  /** Opens a line's story and lights what it computes; closes it where it is open. */
  open(place: Place): void {
    const { open } = this.choices;
    if (open?.cell === place.cell && open.line === place.line) this.close();
    else this.tell(place);
  }

  close(): void {
    this.change({ open: null, lit: [], step: null });
  }

  /** The line that a link names is told; what is no line of the script changes nothing. */
  follow(link: string): void {
    const place = placeOf(link);
    if (place && this.lineAt(place)) this.tell(place);
  }

  private tell(place: Place): void {
    this.change({ open: place, lit: this.lineAt(place)?.quantities ?? [], step: null });
  }

  private lineAt({ cell, line }: Place): ScriptLine | undefined {
    return this.cells.find(({ number }) => number === cell)?.lines[line - 1];
  }

  walk(by: number): void {
    if (this.look) this.change({ step: this.look.walked(by), lit: [], open: null });
  }

  /** Another update, or another row of this one. */
  turnTo(update: number): void {
    const rows = this.recorded?.rowsOf(update) ?? 1;
    this.change({ update, row: Math.min(this.choices.row, rows - 1), moved: null });
  }
}
