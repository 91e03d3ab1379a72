import { describe, expect, it } from "vitest";
import { excerpt } from "../src/model/excerpt";
import { decimals, figure, sample, sizes, told } from "../src/model/figures";
import { tensor } from "../src/model/tensor";

const counted = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

describe("figures", () => {
  it("have the decimals that the largest of an array needs, and no more than any needs", () => {
    expect(decimals([0.98692, -0.2])).toBe(5);
    expect(decimals([1.5, -2.25])).toBe(2);
    expect(decimals([3, 4, NaN])).toBe(0);
    expect(decimals([1e-9])).toBeNull();
    expect(decimals([0])).toBeNull();
  });
  it("are written with a power of ten where decimals would hide them", () => {
    expect(figure(0.000012345, 5)).toBe("1.23·10⁻⁵");
    expect(figure(-0.5, 3)).toBe("−0.500");
    expect(figure(1 / 3)).toBe("0.333333333");
    expect([0, NaN, -Infinity, 2.5e8].map((each) => figure(each))).toEqual(["0", "NaN", "−∞", "2.5·10⁸"]);
  });
  it("tell what a large array is like", () => {
    const large = excerpt(tensor([counted(200)]));
    expect(large.rows).toEqual([counted(12)]);
    expect(sample(large, 4)).toBe("0, 1, 2, 3, …");
    expect(told(large.statistics!)).toBe("min 0, mean 99.5, max 199, < 1 % zeros");
    expect(sizes(large.shape)).toBe("1 × 200");
  });
  it("say all of a small array and nothing of its kind", () => {
    expect(excerpt(tensor([[1, 2, 3]])).statistics).toBeNull();
    expect(excerpt({ shape: [0, 3], data: new Float64Array(0) }).rows).toEqual([]);
    expect(excerpt({ shape: [], data: Float64Array.of(7) }).rows).toEqual([[7]]);
    expect(sizes([])).toBe("scalar");
  });
});
