type Names = readonly string[];

/** What is lit: what is pointed at, else what is kept lit, else what has the focus; by the names of quantities. */
export class Lit {
  private pointed: Names = $state.raw([]);
  private focused: Names = $state.raw([]);

  constructor(
    private readonly kept: () => Names,
    private readonly keep: (names: Names) => void,
    private readonly kinOf: (name: string) => Names,
  ) {}

  readonly pinned: Names = $derived.by(() => this.kept());
  readonly names: Names = $derived.by(
    () => [this.pointed, this.pinned, this.focused].find((found) => found.length > 0) ?? [],
  );
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
