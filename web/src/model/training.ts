import type { Network, Parameters } from "./pass";
import { rowsOf, type Tensor } from "./tensor";

/** What is trained on, and how: rows in their order, `batch` at a time; 0 is all at once. */
export interface Lesson {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly rate: number;
  readonly batch: number;
  readonly trainsBiases: boolean;
}

/** An epoch: the parameters that it began with, and the sum over its rows of each one's loss just before its update. */
export interface Epoch {
  readonly parameters: Parameters;
  readonly loss: number;
}

export function batches({ x, batch }: Lesson): number[][] {
  const rows = Array.from({ length: x.shape[0] ?? 0 }, (_, row) => row);
  const size = batch > 0 ? batch : rows.length;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
}

/** The epochs one after another, without end. */
export function* training(network: Network, start: Parameters, lesson: Lesson): Generator<Epoch, never> {
  let parameters = start;
  const chosen = batches(lesson).map((rows) => ({ x: rowsOf(lesson.x, rows), y: rowsOf(lesson.y, rows) }));
  while (true) {
    const began = parameters;
    let loss = 0;
    for (const { x, y } of chosen) {
      const values = network.derived(parameters, x, y, lesson.rate);
      loss += values.L!.data[0]! * (x.shape[0] ?? 1);
      const { W, b } = network.stepped(parameters, values, lesson.rate);
      parameters = { W, b: lesson.trainsBiases ? b : parameters.b };
    }
    yield { parameters: began, loss };
  }
}

/** A training that goes on slice by slice, so that no frame of the page waits for it. At least one epoch is always there. */
export class Running {
  readonly epochs: Epoch[] = [];
  private readonly under: Generator<Epoch, never>;

  constructor(
    network: Network,
    start: Parameters,
    lesson: Lesson,
    readonly count: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.under = training(network, start, lesson);
    this.epochs.push(this.under.next().value);
  }

  get isDone(): boolean {
    return this.epochs.length >= this.count;
  }

  /** So many milliseconds of it. */
  advance(milliseconds: number): void {
    const end = this.now() + milliseconds;
    while (!this.isDone && this.now() < end) this.epochs.push(this.under.next().value);
  }
}
