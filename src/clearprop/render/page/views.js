// Lights a quantity up in every view. The page reads without this script; with it, pointing, focus and Enter work.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("quantities").textContent);
  const strip = document.getElementById("strip");
  const IDLE = "Point at a quantity, or go to one with Tab and the arrow keys.";
  const places = new Map(); // by quantity: the elements that show it
  for (const element of document.querySelectorAll("[data-quantity]")) {
    for (const name of namesOf(element)) {
      if (!places.has(name)) places.set(name, []);
      places.get(name).push(element);
    }
  }
  const state = { pinned: [], pointed: [], focused: [] };
  let shown = "";

  function namesOf(element) {
    return (element?.dataset.quantity ?? "").split(" ").filter(Boolean);
  }

  function kinOf(name) {
    return [told[name]?.adjoint, told[name]?.of].filter(Boolean);
  }

  function update(from) {
    const [names] = [state.pointed, state.pinned, state.focused].filter((found) => found.length).concat([[]]);
    const key = names.join(" ");
    if (key === shown) return;
    shown = key;
    for (const element of document.querySelectorAll(".lit, .kin")) element.classList.remove("lit", "kin");
    for (const name of names) {
      for (const kin of kinOf(name)) for (const element of places.get(kin) ?? []) element.classList.add("kin");
    }
    for (const name of names) for (const element of places.get(name) ?? []) element.classList.add("lit");
    describe(names.at(-1));
    if (names.length) reveal(from);
  }

  // In the views where nobody is pointing, the first place that is lit comes into sight.
  function reveal(from) {
    for (const body of document.querySelectorAll(".panel .body")) {
      if (body.contains(from) || body.scrollHeight <= body.clientHeight) continue;
      const lit = [...body.querySelectorAll(".lit")].find((element) => element.getClientRects().length);
      if (!lit) continue;
      const inside = body.getBoundingClientRect();
      const place = lit.getBoundingClientRect();
      if (place.top < inside.top + 24 || place.bottom > inside.bottom) {
        body.scrollBy({ top: place.top - inside.top - Math.max((inside.height - place.height) / 2, 24) });
      }
    }
  }

  function describe(name) {
    const about = told[name];
    strip.replaceChildren();
    if (!about) {
      strip.textContent = name ?? IDLE;
      return;
    }
    const symbol = document.querySelector(`#number-${CSS.escape(name)} .handle math, .gradient[data-quantity="${CSS.escape(name)}"] > math`);
    if (symbol) {
      const bold = document.createElement("b");
      bold.append(symbol.cloneNode(true));
      for (const part of bold.querySelectorAll("[data-quantity]")) part.removeAttribute("data-quantity");
      for (const part of bold.querySelectorAll(".lit, .kin")) part.classList.remove("lit", "kin");
      strip.append(bold);
    }
    for (const [key, value] of [["name", about.name], ["shape", about.shape], ["value", about.value], ["gradient", about.gradient], ["gradient of", about.of]]) {
      if (value === undefined) continue;
      const part = document.createElement("span");
      const label = document.createElement("span");
      label.className = "key";
      label.textContent = key;
      part.append(label, value);
      strip.append(part);
    }
    if (state.pinned.length) strip.append("kept lit until Esc, or a second click");
  }

  function pin(names, from) {
    const same = names.join(" ") === state.pinned.join(" ");
    state.pinned = same ? [] : names;
    for (const handle of document.querySelectorAll(".handle")) {
      const held = namesOf(handle).some((name) => state.pinned.includes(name));
      held ? handle.setAttribute("aria-current", "true") : handle.removeAttribute("aria-current");
    }
    shown = " ";
    update(from);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const at = event.target.closest?.("[data-quantity]");
    state.pointed = namesOf(at);
    update(event.target);
  });
  document.documentElement.addEventListener("pointerleave", () => {
    state.pointed = [];
    update(null);
  });
  document.addEventListener("focusin", (event) => {
    state.focused = event.target.matches(":focus-visible") ? namesOf(event.target.closest("[data-quantity]")) : [];
    update(event.target);
  });
  document.addEventListener("focusout", (event) => {
    state.focused = [];
    if (event.target.matches(".walked")) {
      event.target.classList.remove("walked");
      event.target.removeAttribute("tabindex");
    }
    update(null);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("summary, input, label")) return;
    const at = event.target.closest("[data-quantity]");
    if (!at) return;
    event.preventDefault();
    pin(namesOf(at), at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (state.pinned.length) pin(state.pinned, null);
      state.pointed = [];
      update(null);
      return;
    }
    const panel = event.target.closest(".panel");
    if (!panel || !event.target.matches("[data-quantity], .body") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      if (event.target.matches(".body")) return;
      event.preventDefault();
      pin(namesOf(event.target), event.target);
      return;
    }
    const next = neighbour(panel, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    walk(panel, next);
  });

  // Up and down go from line to line, left and right from quantity to quantity.
  function neighbour(panel, at, key) {
    const seen = (element) => element.getClientRects().length > 0;
    const every = [...panel.querySelectorAll("[data-quantity]")].filter((e) => seen(e) && !e.matches(".line, .row, tr"));
    const stops = every.filter((element) => element.matches(".handle"));
    const list = stops.length && ["ArrowUp", "ArrowDown", "Home", "End"].includes(key) ? stops : every;
    const here = list.indexOf(at) >= 0 ? list.indexOf(at) : before(list, at);
    switch (key) {
      case "ArrowDown": return list[here + 1];
      case "ArrowUp": return list[list.indexOf(at) >= 0 ? here - 1 : here];
      case "ArrowRight": return list[here + 1];
      case "ArrowLeft": return list[here - 1];
      case "Home": return list[0];
      case "End": return list.at(-1);
    }
    return undefined;
  }

  function before(list, at) {
    // A panel itself comes before all that is in it.
    return list.findLastIndex((one) => one.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function walk(panel, element) {
    if (element.matches(".handle")) rove(panel, element);
    else {
      element.classList.add("walked");
      element.setAttribute("tabindex", "-1");
    }
    element.focus();
  }

  // One stop for Tab in each view.
  function rove(panel, stop) {
    for (const handle of panel.querySelectorAll(".handle")) handle.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
  }

  function firstStops() {
    for (const panel of document.querySelectorAll(".panel")) {
      const handles = [...panel.querySelectorAll(".handle")].filter((handle) => handle.getClientRects().length);
      if (!handles.includes(panel.querySelector('.handle[tabindex="0"]'))) rove(panel, handles[0]);
    }
  }

  document.addEventListener("change", firstStops);
  for (const details of document.querySelectorAll("details")) details.dataset.closed = details.open ? "" : "closed";
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  addEventListener("afterprint", () => document.querySelectorAll("details[data-closed=closed]").forEach((one) => (one.open = false)));
  document.documentElement.classList.add("scripted");
  firstStops();
  describe(undefined);
})();
