import type { Curve } from "./curves";
import { type Focus, Look, type Sight } from "./look.svelte";
import { Network, type Parameters } from "./pass";
import type { Pieces } from "./pieces";
import type { Trained } from "./script";
import { type Tensor, tensor } from "./tensor";

/** What is looked at of a recorded training. */
export interface Moment extends Focus {
  readonly update: number;
}

/** The updates of a training that somebody's own program made, each as one pass that can be looked at. */
export class Recorded implements Sight {
  readonly network: Network;
  readonly look = new Look(this);
  readonly rate = 0; // nothing is stepped here

  constructor(
    readonly trained: Trained,
    pieces: Pieces,
    private readonly moment: () => Moment,
  ) {
    this.network = new Network(pieces, trained.architecture);
  }

  get right(): Network {
    return this.network;
  }

  private readonly update = $derived.by(() => this.moment().update);
  readonly place = $derived.by(() => this.moment().row);
  readonly chosen = $derived.by(() => this.moment().weight);
  readonly dragged = $derived.by(() => this.moment().moved);
  readonly step = $derived.by(() => this.moment().step);
  readonly clicked = $derived.by(() => this.moment().lit);

  readonly before: Parameters = $derived.by(() => this.parametersOf(this.update));
  readonly bx: Tensor = $derived.by(() => this.batch(this.update).x);
  readonly by: Tensor = $derived.by(() => this.batch(this.update).y);

  /** The loss before each update, of the rows that it learnt from. */
  readonly curves: Curve[] = $derived.by(() => {
    const values = this.trained.updates.map((_, update) => {
      const { x, y } = this.batch(update);
      return this.network.forward(this.parametersOf(update), x, y).L!.data[0]!;
    });
    return [{ name: "loss", kind: "own", values }];
  });

  private readonly batches = $derived.by(() =>
    this.trained.batches.map(({ x, y }) => ({ x: tensor(x), y: tensor(y) })),
  );

  rowsOf(update: number): number {
    return this.batch(update).x.shape[0] ?? 0;
  }

  private batch(update: number): { x: Tensor; y: Tensor } {
    return this.batches[this.trained.updates[update]!.batch]!;
  }

  private parametersOf(update: number): Parameters {
    const { weights, biases } = this.trained.updates[update]!;
    return { W: weights.map(tensor), b: biases.map((row) => ({ shape: [row.length], data: Float64Array.from(row) })) };
  }
}
