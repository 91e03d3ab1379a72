import { on } from "svelte/events";

/** On paper everything is open; afterwards it is as it was. */
export function unfolding(root: HTMLElement): () => void {
  let closed: HTMLDetailsElement[] = [];
  const leave = [
    on(window, "beforeprint", () => {
      closed = [...root.querySelectorAll("details")].filter((one) => !one.open);
      for (const one of closed) one.open = true;
    }),
    on(window, "afterprint", () => {
      for (const one of closed) one.open = false;
    }),
  ];
  return () => leave.forEach((each) => each());
}
