/** An array of numbers, row by row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function tensor(rows: readonly (readonly number[])[]): Tensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: Float64Array.from(rows.flat()) };
}

export function zeros(...shape: number[]): Tensor {
  return { shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) };
}

/** The number at an index; that of a scalar has none. */
export function at({ shape, data }: Tensor, ...index: number[]): number {
  return data[placeAt(shape, index)] ?? NaN;
}

/** Where the element at an index is, row by row. */
export function placeAt(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((before, i, axis) => before * (shape[axis] ?? 1) + i, 0);
}

/** A copy with another number at an index. */
export function changed(old: Tensor, index: readonly number[], value: number): Tensor {
  const data = old.data.slice();
  data[placeAt(old.shape, index)] = value;
  return { shape: old.shape, data };
}

/** Some rows of a matrix, in this order. */
export function rowsOf({ shape, data }: Tensor, chosen: readonly number[]): Tensor {
  const width = shape[1] ?? 1;
  const found = new Float64Array(chosen.length * width);
  chosen.forEach((row, i) => found.set(data.subarray(row * width, (row + 1) * width), i * width));
  return { shape: [chosen.length, width], data: found };
}

export function asRows({ shape, data }: Tensor): number[][] {
  const width = shape[1] ?? 1;
  return Array.from({ length: shape[0] ?? 0 }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width)));
}

/** Where the element at a place of one row is in the whole array; `axis` counts the rows. */
export function placeIn(shape: readonly number[], axis: number, row: number, place: number): number {
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  return (Math.floor(place / inner) * (shape[axis] ?? 1) + row) * inner + (place % inner);
}

/** One row of the batch, without the axis that counts them. */
export function rowAlong({ shape, data }: Tensor, axis: number, row: number): Tensor {
  const rest = shape.filter((_, k) => k !== axis);
  const found = zeros(...rest);
  return { shape: rest, data: found.data.map((_, place) => data[placeIn(shape, axis, row, place)]!) };
}

/** The index of the element at a place, row by row. */
export function indexOf(shape: readonly number[], place: number): number[] {
  return shape.reduceRight<[number[], number]>(
    ([index, rest], size) => [[rest % size, ...index], Math.floor(rest / size)],
    [[], place],
  )[0];
}
