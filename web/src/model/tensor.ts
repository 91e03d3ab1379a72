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
  const place = index.reduce((before, i, axis) => before * (shape[axis] ?? 1) + i, 0);
  return data[place] ?? NaN;
}

/** A copy with another number at an index. */
export function changed(old: Tensor, index: readonly number[], value: number): Tensor {
  const data = old.data.slice();
  data[index.reduce((before, i, axis) => before * (old.shape[axis] ?? 1) + i, 0)] = value;
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
