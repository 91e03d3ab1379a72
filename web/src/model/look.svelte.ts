import { difference, factors, gradient, paths, type RowFactors, type Weight, weight, withWeight } from "./factors";
import { quantity, symbol } from "./architecture";
import type { CodeLine, Note } from "./page";
import type { Network, Parameters, Values } from "./pass";
import { number, order, sources } from "./reading";
import type { Tensor } from "./tensor";
import { shown } from "./text";
import { why } from "./why";

/** What of a pass a person has chosen to look at. */
export interface Focus {
  readonly weight: Weight;
  readonly row: number;
  readonly step: number | null;
  readonly lit: readonly string[];
  readonly moved: number | null; // the chosen weight's value, where it was dragged
}

/** What one look needs: each by itself, so that what does not follow from a changed one is not computed anew. */
export interface Sight {
  readonly network: Network;
  readonly right: Network; // the same without a mistake
  readonly before: Parameters; // as they were before a weight was dragged
  readonly bx: Tensor; // the rows that the pass takes
  readonly by: Tensor;
  readonly rate: number;
  readonly place: number; // of the row that is looked at, among them
  readonly chosen: Weight;
  readonly dragged: number | null;
  readonly step: number | null;
  readonly clicked: readonly string[];
}

/** One pass through a network, with everything that is told of the chosen weight. */
export class Look {
  constructor(private readonly at: Sight) {}

  readonly parameters: Parameters = $derived.by(() =>
    this.at.dragged === null ? this.at.before : withWeight(this.at.before, this.at.chosen, this.at.dragged),
  );
  readonly values: Values = $derived.by(() =>
    this.at.network.derived(this.parameters, this.at.bx, this.at.by, this.at.rate),
  );
  /** The quantities of the pass in the order in which they are computed. */
  readonly order: string[] = $derived.by(() => order(this.values));
  readonly rows: RowFactors[] = $derived.by(() => factors(this.values, this.at.chosen));
  readonly gradient: number = $derived.by(() => gradient(this.values, this.at.chosen));
  readonly difference: number = $derived.by(() =>
    difference(this.at.right, this.parameters, this.at.bx, this.at.by, this.at.chosen),
  );
  readonly paths = $derived.by(() =>
    paths(this.values, this.parameters, this.at.network.architecture, this.at.chosen, this.at.place),
  );
  readonly value: number = $derived.by(() => weight(this.parameters, this.at.chosen));
  readonly why: string[] = $derived.by(() => why(this.at.chosen, this.rows, this.at.place, this.gradient));

  /** The change of L that the gradient predicts for a dragged weight, beside the one that came. */
  readonly moved = $derived.by(() => {
    const { right, before, bx, by: targets, chosen, dragged } = this.at;
    if (dragged === null) return null;
    const values = right.derived(before, bx, targets);
    const by = dragged - weight(before, chosen);
    const actual = right.forward(this.parameters, bx, targets).L!.data[0]! - values.L!.data[0]!;
    return { by, predicted: gradient(values, chosen) * by, actual };
  });

  /** What is kept lit: the step that is looked at, or what was clicked. */
  readonly kept: readonly string[] = $derived.by(() => {
    const { step, clicked } = this.at;
    return step === null ? clicked : [this.order[step] ?? ""];
  });
  private readonly from = $derived.by(() => sources(this.at.chosen, this.values));
  /** Where the chosen weight's factors come from. */
  readonly sources: readonly string[] = $derived.by(() => Object.values(this.from).filter(Boolean));
  private readonly colours: Readonly<Record<string, string>> = $derived.by(() => {
    const { errorSignal, slope, input } = this.from;
    return { [errorSignal]: "signal", [slope]: "slope", [input]: "input" };
  });

  number(name: string): number | null {
    return number(this.values, name, this.at.chosen, this.at.place);
  }

  /** What stands beside a line of a program that the network's own numbers go with. */
  notes({ quantities }: CodeLine): Note[] {
    return quantities.map((name) => ({
      words: symbol(quantity(name)),
      value: shown(this.number(name), 5),
      kind: this.colours[name] ?? "",
      quantity: name,
    }));
  }

  /** The step after this one, or before it; none after the last. */
  walked(by: number): number | null {
    const { step } = this.at;
    const next = step === null ? (by > 0 ? 0 : this.order.length - 1) : step + by;
    return next < 0 || next >= this.order.length ? null : next;
  }
}
