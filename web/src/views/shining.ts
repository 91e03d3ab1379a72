import type { Lit } from "../model/lit.svelte";

/** The quantities that an element shows. */
export function namesOf(element: Element | null | undefined): string[] {
  return (element?.getAttribute("data-quantity") ?? "").split(" ").filter(Boolean);
}

/** Marks whatever shows a quantity that is lit, `lit`, or that belongs to one, `kin`, however it was drawn. */
export function shining(lit: Lit): (root: HTMLElement) => void {
  return (root) => {
    const { names, kin, pinned } = lit;
    for (const element of root.querySelectorAll("[data-quantity]")) {
      const own = namesOf(element);
      element.classList.toggle(
        "lit",
        own.some((name) => names.includes(name)),
      );
      element.classList.toggle(
        "kin",
        own.some((name) => kin.includes(name)),
      );
      if (!element.matches(".handle")) continue;
      if (own.some((name) => pinned.includes(name))) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    if (names.length > 0) reveal(root);
  };
}

/** In the views where nobody is pointing, the first place that is lit comes into sight. */
function reveal(root: HTMLElement): void {
  for (const body of root.querySelectorAll(".panel .body")) {
    if (body.matches(":hover, :focus-within") || body.scrollHeight <= body.clientHeight) continue;
    const lit = [...body.querySelectorAll(".lit")].find((element) => element.getClientRects().length > 0);
    if (!lit) continue;
    const [inside, place] = [body.getBoundingClientRect(), lit.getBoundingClientRect()];
    if (place.top >= inside.top + 24 && place.bottom <= inside.bottom) continue;
    body.scrollBy({ top: place.top - inside.top - Math.max((inside.height - place.height) / 2, 24) });
  }
}
