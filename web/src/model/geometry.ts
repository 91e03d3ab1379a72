import type { Architecture } from "./architecture";
import type { Weight } from "./factors";

export interface Node {
  readonly layer: number; // 0: an input
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

export interface Edge extends Weight {
  readonly start: Node;
  readonly end: Node;
}

export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

const [ACROSS, DOWN, MARGIN_X, MARGIN_Y] = [190, 72, 62, 44];

/** Columns of units, each centred, with an edge for each weight. */
export function geometry({ sizes }: Architecture): Geometry {
  const most = Math.max(...sizes);
  const columns = sizes.map((size, layer) =>
    Array.from({ length: size }, (_, unit): Node => {
      const y = MARGIN_Y + ((most - size) / 2 + unit) * DOWN;
      return { layer, unit, x: MARGIN_X + layer * ACROSS, y };
    }),
  );
  const edges = columns
    .slice(1)
    .flatMap((ends, i) =>
      ends.flatMap((end) =>
        columns[i]!.map((start): Edge => ({ layer: i + 1, from: start.unit, to: end.unit, start, end })),
      ),
    );
  const width = 2 * MARGIN_X + (sizes.length - 1) * ACROSS;
  return { width, height: 2 * MARGIN_Y + (most - 1) * DOWN, nodes: columns.flat(), edges };
}
