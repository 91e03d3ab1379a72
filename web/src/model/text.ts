/** A number as people read it: six significant digits, a true minus sign. */
export function shown(value: number | null | undefined, digits = 6): string {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e7) ? powers(value, digits) : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−");
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** `1.5·10⁻⁷`. */
export function powers(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(Math.min(digits, 4) - 1).split("e");
  return `${Number(mantissa)}·10${[...exponent.replace("+", "")].map((c) => SUPERSCRIPTS[c] ?? c).join("")}`;
}
