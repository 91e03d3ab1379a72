import type { Choices } from "./lesson.svelte";

/** The choices as the end of a link, so that whoever opens it sees the same; without what is as it was at first. */
export function toLink(choices: Choices, first: Choices): string {
  const changed = Object.entries(choices).filter(
    ([name, value]) => name === "preset" || JSON.stringify(value) !== JSON.stringify(first[name as keyof Choices]),
  );
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(changed)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** What ``toLink`` wrote; null for anything else. */
export function fromLink(text: string): Partial<Choices> | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof found === "object" && found !== null ? found : null;
  } catch {
    return null;
  }
}
