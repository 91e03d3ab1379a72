import { describe, expect, it } from "vitest";
import { key, quantity, symbol } from "../src/model/architecture";
import { shown } from "../src/model/text";

describe("shown", () => {
  it("writes numbers as people read them", () => {
    expect(shown(0.0821670406)).toBe("0.082167");
    expect(shown(-0.5, 3)).toBe("−0.5");
    expect(shown(4.477e-5, 4)).toBe("4.477·10⁻⁵");
    expect(shown(0)).toBe("0");
    expect(shown(null)).toBe("–");
    expect(shown(Number.NaN)).toBe("not a number");
    expect(shown(Number.NEGATIVE_INFINITY)).toBe("−∞");
  });
});

describe("quantities", () => {
  it("go from their key and back", () => {
    for (const name of ["z1", "delta12", "dW2", "L", "x"]) expect(key(quantity(name))).toBe(name);
  });
  it("have the symbols of the field", () => {
    expect(["delta2", "dW1", "slope3", "a12"].map((name) => symbol(quantity(name)))).toEqual([
      "δ₂",
      "∂L/∂W₁",
      "σ′(z₃)",
      "a₁₂",
    ]);
  });
});
