/** Does something again and again, until there is no more of it or somebody stops it. */
export class Playing {
  running = $state(false);
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly pace: number, // milliseconds
    private readonly step: () => boolean, // whether there is more
  ) {}

  toggle(): void {
    if (this.running) return this.stop();
    this.running = true;
    this.timer = setInterval(() => {
      if (!this.step()) this.stop();
    }, this.pace);
  }

  stop(): void {
    clearInterval(this.timer);
    this.running = false;
  }
}
