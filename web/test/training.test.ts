import { describe, expect, it } from "vitest";
import type { Network, Parameters } from "../src/model/pass";
import { tensor } from "../src/model/tensor";
import { Running } from "../src/model/training";

const start: Parameters = { W: [tensor([[1]])], b: [{ shape: [1], data: Float64Array.of(0) }] };
const lesson = { x: tensor([[1]]), y: tensor([[0]]), rate: 1, batch: 0, trainsBiases: true };

/** A network whose loss counts its passes. */
function counting(): Network {
  let passes = 0;
  return {
    derived: () => ({ L: { shape: [], data: Float64Array.of(++passes) } }),
    stepped: (parameters: Parameters) => parameters,
  } as unknown as Network;
}

describe("training slice by slice", () => {
  it("has an epoch at once, goes on as long as it may, and ends", () => {
    let time = 0;
    const running = new Running(counting(), start, lesson, 10, () => time++);
    expect(running.epochs.length).toBe(1);
    running.advance(4);
    const some = running.epochs.length;
    expect(some).toBeGreaterThan(1);
    expect(some).toBeLessThan(10);
    running.advance(100);
    expect(running.isDone).toBe(true);
    expect(running.epochs.map((epoch) => epoch.loss)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
