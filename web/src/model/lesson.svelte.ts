import { type Curve, curves } from "./curves";
import { evidence, type Evidence, type Situation, type Step, stepOf } from "./evidence";
import { BIAS, factors, type RowFactors, type Weight } from "./factors";
import { type Focus, Look } from "./look.svelte";
import { Lit } from "./lit.svelte";
import { ending, like, type Own, presetOf } from "./own";
import { type CodeLine, type Mark, type Mistake, type PageData, type Preset, start } from "./page";
import { Network, type Parameters } from "./pass";
import type { Pieces } from "./pieces";
import { type Formula, told } from "./formulas";
import { file, formulas, program } from "./program";
import { asRows, changed, rowsOf, type Tensor, tensor } from "./tensor";
import { type Epoch, Running } from "./training";

const [AT_ONCE, SLICE] = [4, 6]; // milliseconds of training: when something has changed, and with each frame after that

export type Answer = "right" | "wrong";

/** What a person has chosen; everything else on the page follows from it. */
export interface Choices extends Focus {
  readonly preset: string;
  readonly mistake: string | null;
  readonly answer: Answer | null; // whether the program was said to be right
  readonly mended: string | null; // the mistake that was just mended
  readonly epoch: number;
  readonly rate: number;
  readonly x: readonly (readonly number[])[] | null; // data that was changed
  readonly y: readonly (readonly number[])[] | null;
  readonly own: Own | null; // a network of the reader's own, in the place of the preset's
}

export function fresh(preset: Preset): Choices {
  const last = preset.architecture.sizes.length - 1;
  return {
    preset: preset.name,
    mistake: null,
    answer: null,
    mended: null,
    weight: { layer: last, from: 0, to: 0 },
    row: 0,
    epoch: 0,
    rate: preset.rate,
    step: null,
    lit: [],
    moved: null,
    x: null,
    y: null,
    own: null,
  };
}

/** The page's one state, and what is computed from it. */
export class Lesson {
  choices: Choices = $state.raw()!;

  constructor(
    readonly data: PageData,
    readonly pieces: Pieces,
    choices: Choices,
  ) {
    this.choices = choices;
  }

  // Each choice by itself, so that what does not follow from a changed one is not computed anew.
  private readonly lesson = $derived.by(() => this.choices.preset);
  private readonly named = $derived.by(() => this.choices.mistake);
  private readonly own = $derived.by(() => this.choices.own);
  private readonly givenX = $derived.by(() => this.choices.x);
  private readonly givenY = $derived.by(() => this.choices.y);
  readonly rate = $derived.by(() => this.choices.rate);
  readonly chosen = $derived.by(() => this.choices.weight);
  readonly dragged = $derived.by(() => this.choices.moved);
  private readonly epoch = $derived.by(() => this.choices.epoch);
  readonly step = $derived.by(() => this.choices.step);
  readonly clicked = $derived.by(() => this.choices.lit);
  private readonly row = $derived.by(() => this.choices.row);

  readonly base: Preset = $derived.by(
    () => this.data.presets.find((each) => each.name === this.lesson) ?? this.data.presets[0]!,
  );
  readonly preset: Preset = $derived.by(() => {
    const { own, base } = this;
    return own ? presetOf(own, base, this.givenX ?? base.x, this.givenY ?? base.y, this.rate) : base;
  });
  /** The lines of the program: the preset's own, the broken one, or what the network's layers give. */
  readonly code: readonly CodeLine[] = $derived.by(() => {
    if (this.mistake) return this.mistake.code;
    const { code, architecture } = this.preset;
    return code.length > 0 ? code : program(this.data.templates, architecture, this.batch.length);
  });
  readonly mistake: Mistake | null = $derived.by(
    () => this.preset.mistakes.find((each) => each.name === this.named) ?? null,
  );
  readonly right: Network = $derived.by(() => new Network(this.pieces, this.preset.architecture));
  readonly network: Network = $derived.by(() =>
    this.mistake ? new Network(this.pieces, this.preset.architecture, this.mistake) : this.right,
  );
  readonly x: Tensor = $derived.by(() => tensor(this.givenX ?? this.preset.x));
  readonly y: Tensor = $derived.by(() => tensor(this.givenY ?? this.preset.y));
  private readonly running: Running = $derived.by(() => this.trained(this.right));
  private readonly wrongRunning: Running | null = $derived.by(() => (this.mistake ? this.trained(this.network) : null));
  private slices = $state(0); // of training that were done
  readonly run: readonly Epoch[] = $derived.by(() => this.known(this.running));
  readonly wrongRun: readonly Epoch[] | null = $derived.by(() => this.wrongRunning && this.known(this.wrongRunning));

  readonly curves: Curve[] = $derived.by(() => curves(this.preset, this.run, this.mistake, this.wrongRun));

  /** The parameters as they were before a weight was dragged. */
  readonly before: Parameters = $derived.by(() => {
    const run = this.wrongRun ?? this.run;
    return run[Math.min(this.epoch, run.length - 1)]!.parameters;
  });
  /** The rows that one step looks at. */
  readonly batch: number[] = $derived.by(() =>
    this.preset.batch === 1 ? [this.row] : Array.from({ length: this.x.shape[0] ?? 0 }, (_, i) => i),
  );
  readonly place: number = $derived.by(() => this.batch.indexOf(this.row));
  readonly bx: Tensor = $derived.by(() => rowsOf(this.x, this.batch));
  readonly by: Tensor = $derived.by(() => rowsOf(this.y, this.batch));
  readonly look = new Look(this);
  readonly lit = new Lit(
    () => this.look.kept,
    (lit) => this.change({ lit, step: null }),
    undefined,
    () => this.look.sources,
  );

  /** What each row of the data would contribute: its own step where rows come one at a time. */
  readonly contributions: RowFactors[] = $derived.by(() =>
    this.preset.batch !== 1
      ? this.look.rows
      : Array.from({ length: this.x.shape[0] ?? 0 }, (_, row) => {
          const values = this.network.derived(
            this.look.parameters,
            rowsOf(this.x, [row]),
            rowsOf(this.y, [row]),
            this.rate,
          );
          return { ...factors(values, this.chosen)[0]!, row };
        }),
  );
  private readonly situation: Situation = $derived.by(() => ({
    network: this.network,
    right: this.right,
    parameters: this.look.parameters,
    x: this.bx,
    y: this.by,
    rate: this.rate,
  }));
  /** What one step makes of the chosen weight. */
  readonly nextStep: Step | null = $derived.by(() =>
    this.chosen.from === BIAS && !this.preset.trainsBiases ? null : stepOf(this.situation, this.chosen),
  );
  readonly evidence: Evidence = $derived.by(() => evidence(this.situation));

  private readonly maths = $derived.by(() => formulas(this.data.templates, this.preset.architecture));
  /** How that is computed which somebody looks at. */
  readonly formulas: Formula[] = $derived.by(() => told(this.lit.asked, this.maths, this.look.values, this.place));

  /** The program as a file that runs. */
  get file(): string {
    return file(this.code, { ...this.preset, x: asRows(this.x), y: asRows(this.y) }, this.rate);
  }

  /** The last output at some points. */
  predict(points: readonly (readonly number[])[]): Float64Array {
    const x = tensor(points);
    const width = this.preset.architecture.sizes.at(-1) ?? 1;
    const values = this.network.forward(this.look.parameters, x, {
      shape: [points.length, width],
      data: new Float64Array(points.length * width),
    });
    const a = values[`a${this.preset.architecture.sizes.length - 1}`]!;
    return a.data.filter((_, k) => k % width === width - 1);
  }

  change(part: Partial<Choices>): void {
    this.choices = { ...this.choices, ...part };
  }

  take(name: string): void {
    const preset = this.data.presets.find((each) => each.name === name);
    if (preset) this.choices = fresh(preset);
  }

  break(name: string | null): void {
    this.change({ mistake: name, answer: null, mended: null, moved: null, step: null });
  }

  /** The mistake that was just mended. */
  readonly mended: Mistake | null = $derived.by(
    () => this.preset.mistakes.find((each) => each.name === this.choices.mended) ?? null,
  );

  /** Breaks the program in the next way; after the last it is as it should be. */
  breakNext(): void {
    const { mistakes } = this.preset;
    const place = mistakes.findIndex((each) => each.name === (this.choices.mistake ?? this.choices.mended));
    this.break(mistakes[place + 1]?.name ?? null);
  }

  /** The right line in the place of the wrong one. */
  mend(): void {
    this.change({ mistake: null, answer: null, mended: this.choices.mistake, moved: null, step: null });
  }

  /** The line at fault, once it was judged, or the lines that were just put right. */
  readonly marks: Readonly<Record<number, Mark>> = $derived.by(() => {
    const { mistake, answer } = this.choices;
    if (mistake) return answer && this.mistake?.finding ? { [this.mistake.finding.line]: "wrong" } : {};
    const right = (this.mended?.code ?? []).filter((line) => line.change !== "come");
    return Object.fromEntries(right.flatMap((line, i) => (line.change === "gone" ? [[i + 1, "mended"]] : [])));
  });

  choose({ layer, from, to }: Weight): void {
    this.change({ weight: { layer, from, to }, lit: [], step: null, moved: null });
  }

  /** Looks at the next quantity of the pass, or at one before. */
  walk(by: number): void {
    this.change({ step: this.look.walked(by), lit: [] });
  }

  setInput(kind: "x" | "y", column: number, value: number): void {
    const old = kind === "x" ? this.x : this.y;
    const next = asRows(changed(old, [this.choices.row, column], value));
    this.change(kind === "x" ? { x: next } : { y: next });
  }

  /** A table of the reader's own; the output and the loss become those that it needs. */
  setTable(x: number[][], y: number[][]): void {
    const old = this.choices.own ?? like(this.preset);
    const [output, loss] = ending(y);
    this.adopt({ ...old, output, loss, batch: 0 }, { x, y, row: 0 });
  }

  /** The preset's network becomes the reader's own. */
  makeOwn(): void {
    this.change({ own: like(this.preset), mistake: null, answer: null, epoch: 0, moved: null, step: null });
  }

  /** Another network of the reader's own, with a weight of its last layer chosen. */
  adopt(own: Own, part: Partial<Choices> = {}): void {
    const weight = { layer: own.hidden.length + 1, from: 0, to: 0 };
    this.change({ own, epoch: 0, moved: null, weight, ...part });
  }

  addPoint(point: readonly number[], label: number): void {
    const [x, y] = [asRows(this.x), asRows(this.y)];
    const target = (y[0]?.length ?? 1) === 1 ? [label] : y[0]!.map((_, i) => Number(i === label));
    this.change({ x: [...x, [...point]], y: [...y, target], row: x.length, epoch: 0 });
  }

  private trained(network: Network): Running {
    const { batch, trainsBiases, epochs } = this.preset;
    const lesson = { x: this.x, y: this.y, rate: this.rate, batch, trainsBiases };
    const found = new Running(network, start(this.preset), lesson, epochs);
    found.advance(AT_ONCE);
    return found;
  }

  /** What is trained so far. */
  private known({ epochs }: Running): readonly Epoch[] {
    void this.slices;
    return [...epochs];
  }

  /** Trains on, a slice with each frame; gives what stops it. */
  keepTraining(): () => void {
    const all = [this.running, this.wrongRunning].filter((one) => one !== null);
    let frame = 0;
    const next = (): void => {
      const waiting = all.filter((one) => !one.isDone);
      waiting.forEach((one) => one.advance(SLICE / waiting.length));
      this.slices++;
      if (all.some((one) => !one.isDone)) frame = requestAnimationFrame(next);
    };
    if (all.some((one) => !one.isDone)) frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }
}
