/** The keyboard's way through a panel: up and down from line to line, left and right from quantity to quantity. */

const LINES = ".line, li, tr";

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/** Where a key leads from an element of the panel; nowhere at its ends. */
export function neighbour(panel: Element, at: Element, key: string): Element | undefined {
  const every = [...panel.querySelectorAll(".body [data-quantity], .body .cell")].filter(
    (one) => isSeen(one) && !one.matches(LINES),
  );
  const stops = every.filter((element) => element.matches(".handle"));
  const list = stops.length > 0 && ["ArrowUp", "ArrowDown", "Home", "End"].includes(key) ? stops : every;
  const place = list.indexOf(at);
  const here = place >= 0 ? place : before(list, at);
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return list[here + 1];
    case "ArrowUp":
      return list[place >= 0 ? here - 1 : here];
    case "ArrowLeft":
      return list[here - 1];
    case "Home":
      return list[0];
    case "End":
      return list.at(-1);
  }
  return undefined;
}

/** The last that comes before an element; a panel itself comes before all that is in it. */
function before(list: readonly Element[], at: Element): number {
  return list.findLastIndex((one) => one.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
}

export function walk(panel: Element, element: Element): void {
  if (element.matches(".handle")) rove(panel, element);
  else if (!element.matches(".cell")) {
    element.classList.add("walked");
    element.setAttribute("tabindex", "-1");
  }
  (element as HTMLElement | SVGElement | MathMLElement).focus();
}

/** What was walked to is no stop for Tab once the focus has gone on. */
export function fade(element: Element): void {
  if (!element.matches(".walked")) return;
  element.classList.remove("walked");
  element.removeAttribute("tabindex");
}

/** One stop for Tab in each panel: this handle. */
function rove(panel: Element, stop: Element | undefined): void {
  for (const handle of panel.querySelectorAll(".handle")) handle.setAttribute("tabindex", handle === stop ? "0" : "-1");
}

/** One stop for Tab in each panel: the first that is seen, unless there is one already. */
export function firstStops(root: Element): void {
  for (const panel of root.querySelectorAll(".panel")) {
    const handles = [...panel.querySelectorAll(".handle")].filter(isSeen);
    if (!handles.some((one) => one.getAttribute("tabindex") === "0")) rove(panel, handles[0]);
  }
}
