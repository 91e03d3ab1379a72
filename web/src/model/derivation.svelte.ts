import { asTensor, type DerivationData, type Excerpt, type Quantity } from "./derivation";
import { type Choices, type Element } from "./choices";
import { excerpt } from "./excerpt";
import { computed, type Inputs, type Outcome, outputsOf, type Programs, valueOf, withChanges } from "./outcome";
import { placeAt, placeIn, rowAlong, type Tensor } from "./tensor";

/** The page's one state, and what the Program computes from it. */
export class Derivation {
  choices: Choices = $state.raw()!;
  private readonly quantities: ReadonlyMap<string, Quantity>;
  private readonly holders: ReadonlyMap<string, Quantity>; // by the gradient's name, whose it is
  private readonly given: Inputs;
  private readonly constants: Inputs;

  constructor(
    readonly data: DerivationData,
    private readonly programs: Programs,
    choices: Choices,
  ) {
    this.choices = choices;
    this.quantities = new Map(data.quantities.map((each) => [each.name, each]));
    const held = data.quantities.flatMap((each) => (each.gradient?.name ? [[each.gradient.name, each] as const] : []));
    this.holders = new Map(held);
    const whole = data.quantities.flatMap((each) => wholeOf(each).map((found) => [each.name, found] as const));
    this.given = Object.fromEntries(whole.filter(([name]) => data.inputs.includes(name)));
    this.constants = Object.fromEntries(whole.filter(([name]) => !data.inputs.includes(name)));
  }

  // Each choice by itself, so that what does not follow from a changed one is not computed anew.
  private readonly changes = $derived.by(() => this.choices.changes);
  readonly row = $derived.by(() => this.choices.row);
  readonly chosen = $derived.by(() => this.choices.chosen);

  readonly isChanged: boolean = $derived.by(() => Object.keys(this.changes).length > 0);
  readonly inputs: Inputs = $derived.by(() =>
    Object.fromEntries(
      Object.entries(this.given).map(([name, array]) => [name, withChanges(array, this.changes[name] ?? {})]),
    ),
  );
  private readonly first: Outcome = $derived.by(() => computed(this.programs, this.ordered(this.given)));
  private readonly outcome: Outcome = $derived.by(() =>
    this.isChanged ? computed(this.programs, this.ordered(this.inputs)) : this.first,
  );

  private readonly swept: Readonly<Record<string, Tensor>> = $derived.by(() =>
    this.problem ? {} : outputsOf(this.programs, this.ordered(this.inputs)),
  );

  readonly problem: string = $derived.by(() => this.outcome.problem);
  readonly value: number | null = $derived.by(() => (this.programs.run ? valueOf(this.outcome) : this.data.value));

  /** What was made ready to be shown of these numbers, by quantity, so that no view does it again. */
  private readonly shown: Map<string, Excerpt | null> = $derived.by(() => {
    void [this.outcome, this.inputs, this.row];
    return new Map();
  });

  quantity(name: string): Quantity | undefined {
    return this.quantities.get(name);
  }

  /** The quantity whose gradient has this name. */
  holder(name: string): Quantity | undefined {
    return this.holders.get(name);
  }

  /** All numbers of a quantity; null where the page does not have them, or not now. */
  tensorOf(name: string): Tensor | null {
    return this.inputs[name] ?? this.constants[name] ?? this.outcome.values[name] ?? null;
  }

  /** All of its gradient; of one that nothing on the page computes only as it was at first. */
  slopeOf(name: string): Tensor | null {
    const held = this.quantities.get(name)?.gradient;
    if (!held) return null;
    const { values, outputs } = this.outcome;
    if (held.name) return values[held.name] ?? outputs[held.name] ?? null;
    if (this.isChanged || held.numbers === null || "rows" in held.numbers) return this.swept[`d${name}`] ?? null;
    return asTensor(held.numbers);
  }

  /** ∂a/∂z of an activation, element by element. */
  bendOf(activation: string): Tensor | null {
    const piece = this.programs.bends?.[activation];
    const inputs = piece?.inputs.map((name) => this.tensorOf(name)) ?? [];
    if (!piece || this.problem || inputs.some((each) => each === null)) return null;
    return Object.values(outputsOf({ sweep: piece.run }, inputs as Tensor[]))[0] ?? null;
  }

  /** What is shown of a quantity's numbers, in the row that is looked at. */
  numbers(quantity: Quantity): Excerpt | null {
    const { numbers, name } = quantity;
    if (numbers !== null && "rows" in numbers) return numbers;
    return this.once(name, () => this.seen(quantity, this.tensorOf(name)));
  }

  gradient(quantity: Quantity): Excerpt | null {
    const numbers = quantity.gradient?.numbers ?? null;
    if (numbers !== null && "rows" in numbers) return numbers;
    return this.once(`∂${quantity.name}`, () => this.seen(quantity, this.slopeOf(quantity.name)));
  }

  /** Where the element at a place of what is shown is in the whole array. */
  placeOf({ name, axis }: Quantity, place: number): number {
    const { row, given } = this;
    return axis === null || row === null ? place : placeIn(given[name]!.shape, axis, row, place);
  }

  can(name: string): boolean {
    return this.programs.run !== undefined && this.given[name] !== undefined;
  }

  /** The chosen element: its number now and at first, its derivative, and the one without any derivative. */
  readonly element = $derived.by(() => {
    const { chosen, given } = this;
    const first = chosen === null ? undefined : given[chosen.input]?.data[chosen.place];
    if (chosen === null || first === undefined || !this.programs.run) return null;
    return {
      ...chosen,
      quantity: this.quantities.get(chosen.input)!,
      first,
      now: this.inputs[chosen.input]!.data[chosen.place]!,
      shape: given[chosen.input]!.shape,
      range: rangeOf(this.quantities.get(chosen.input)!, given[chosen.input]!, first),
      derivative: this.data.wrt.includes(chosen.input) ? this.derivative(this.outcome, chosen) : null,
      difference: this.difference(chosen),
    };
  });

  /** The change of the value that the gradient at the first point predicts, beside the one that came. */
  readonly change = $derived.by(() => {
    const [first, now] = [valueOf(this.first), valueOf(this.outcome)];
    if (!this.isChanged || first === null || now === null) return null;
    const steps = Object.entries(this.changes).flatMap(([input, places]) =>
      Object.entries(places).map(([place, number]) => {
        const at = { input, place: Number(place) };
        const slope = this.data.wrt.includes(input) ? this.derivative(this.first, at) : null;
        return slope === null ? null : slope * (number - this.given[input]!.data[at.place]!);
      }),
    );
    const known = steps.filter((each) => each !== null);
    const predicted = known.length < steps.length ? null : known.reduce((sum, each) => sum + each, 0);
    return { first, predicted, actual: now - first };
  });

  choose(input: string, place: number): void {
    this.with({ chosen: { input, place } });
  }

  /** The element at an index, where there is one: whether there is. */
  chooseAt(input: string, index: readonly number[]): boolean {
    const shape = this.can(input) ? this.given[input]!.shape : null;
    if (shape === null || shape.length !== index.length) return false;
    this.choose(input, placeAt(shape, index));
    return true;
  }

  /** Another number for an element; as it was at first it is no change. */
  set({ input, place }: Element, number: number): void {
    const { [place]: _, ...others } = this.changes[input] ?? {};
    const places = number === this.given[input]!.data[place] ? others : { ...others, [place]: number };
    const { [input]: __, ...rest } = this.changes;
    this.with({ changes: Object.keys(places).length > 0 ? { ...rest, [input]: places } : rest });
  }

  reset(): void {
    this.with({ changes: {} });
  }

  with(part: Partial<Choices>): void {
    this.choices = { ...this.choices, ...part };
  }

  /** A value's gradient, and a gradient's value. */
  kinOf(name: string): readonly string[] {
    const own = this.quantities.get(name)?.gradient?.name;
    const of = this.holders.get(name)?.name;
    return [own, of].filter((each) => each !== undefined && each !== "") as string[];
  }

  private once(key: string, make: () => Excerpt | null): Excerpt | null {
    if (!this.shown.has(key)) this.shown.set(key, make());
    return this.shown.get(key) ?? null;
  }

  private ordered(inputs: Inputs): Tensor[] {
    return this.data.inputs.map((name) => inputs[name]!);
  }

  private derivative(outcome: Outcome, { input, place }: Element): number | null {
    return outcome.outputs[`d${input}`]?.data[place] ?? null;
  }

  /** (f(w + h) − f(w − h)) / 2h; null where a branch is left on the way, or where digits are too few. */
  private difference({ input, place }: Element): number | null {
    if (this.quantities.get(input)?.type !== "f64") return null;
    const here = this.inputs[input]!;
    const h = 6e-6 * Math.max(1, Math.abs(here.data[place]!));
    const [above, below] = [h, -h].map((by) => {
      const moved = withChanges(here, { [place]: here.data[place]! + by });
      return valueOf(computed(this.programs, this.ordered({ ...this.inputs, [input]: moved })));
    });
    return above == null || below == null ? null : (above - below) / (2 * h);
  }

  private seen({ axis }: Quantity, found: Tensor | null): Excerpt | null {
    if (found === null) return null;
    const { row } = this;
    return excerpt(axis === null || row === null ? found : rowAlong(found, axis, row));
  }
}

function wholeOf({ numbers }: Quantity): Tensor[] {
  return numbers !== null && "data" in numbers ? [asTensor(numbers)] : [];
}

/** How far an element can be dragged; whole numbers stay among those of their array, as they may be labels. */
function rangeOf({ type }: Quantity, { data }: Tensor, first: number): { min: number; max: number; step: number } {
  if (!type.startsWith("f")) return { min: Math.min(...data), max: Math.max(...data), step: 1 };
  const size = 2 * Math.abs(first) || 1;
  const far = 10 ** Math.ceil(Math.log10(size));
  return { min: first - far, max: first + far, step: far / 100 };
}
