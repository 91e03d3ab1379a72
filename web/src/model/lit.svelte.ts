type Names = readonly string[];

const none = (): Names => [];
const first = (found: readonly Names[]): Names => found.find((names) => names.length > 0) ?? [];

/** What is lit: what is pointed at, else what is kept lit, else what has the focus; by the names of quantities. */
export class Lit {
  private pointed: Names = $state.raw([]);
  private focused: Names = $state.raw([]);

  constructor(
    private readonly kept: () => Names,
    private readonly keep: (names: Names) => void,
    private readonly kinOf: (name: string) => Names = none,
    private readonly otherwise: () => Names = none, // what is lit while nobody asks for anything
  ) {}

  readonly pinned: Names = $derived.by(() => this.kept());
  readonly asked: Names = $derived.by(() => first([this.pointed, this.pinned, this.focused]));
  readonly names: Names = $derived.by(() => first([this.asked, this.otherwise()]));
  /** What stays lit when the pointer leaves. */
  readonly settled: Names = $derived.by(() => first([this.pinned, this.otherwise()]));
  /** What belongs to it: a value's gradient, and a gradient's value. */
  readonly kin: Names = $derived.by(() => this.names.flatMap(this.kinOf));

  point(names: Names): void {
    if (names.join() !== this.pointed.join()) this.pointed = names;
  }

  focus(names: Names): void {
    if (names.join() !== this.focused.join()) this.focused = names;
  }

  /** Keeps them lit, or lets them go where they were. */
  pin(names: Names): void {
    this.keep(names.join() === this.pinned.join() ? [] : names);
  }

  release(): void {
    this.pointed = [];
    if (this.pinned.length > 0) this.keep([]);
  }
}
