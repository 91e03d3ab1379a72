import type { Excerpt, Statistics } from "./derivation";
import type { Tensor } from "./tensor";

const OPENED = 12; // rows and columns of an array that can be shown
const WHOLE = 64; // numbers of one of which nothing more is said

/** The rows and columns that an array takes: its leading axes stand below each other. */
export function extent(shape: readonly number[]): [number, number] {
  const columns = shape.at(-1) ?? 1;
  return [shape.slice(0, -1).reduce((product, size) => product * size, 1), columns];
}

/** What can be shown of an array. */
export function excerpt({ shape, data }: Tensor): Excerpt {
  const [rows, columns] = extent(shape);
  const part = Array.from({ length: data.length === 0 ? 0 : Math.min(rows, OPENED) }, (_, row) =>
    Array.from(data.subarray(row * columns, row * columns + Math.min(columns, OPENED))),
  );
  const many = data.length > WHOLE || Math.max(rows, columns) > OPENED;
  return { shape, rows: part, statistics: many ? statistics(data) : null };
}

function statistics(data: Float64Array): Statistics {
  const finite = data.filter(Number.isFinite);
  const share = (holds: (value: number) => boolean): number => data.filter(holds).length / data.length;
  return {
    min: finite.reduce((least, value) => Math.min(least, value), Infinity),
    mean: finite.reduce((sum, value) => sum + value, 0) / finite.length,
    max: finite.reduce((most, value) => Math.max(most, value), -Infinity),
    zeros: share((value) => value === 0),
    nan: share(Number.isNaN),
    infinite: share((value) => Math.abs(value) === Infinity),
  };
}
