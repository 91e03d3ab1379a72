/** The choices as the end of a link, so that whoever opens it sees the same; without what is as it was at first. */
export function toLink<Choices extends object>(choices: Choices, first: Partial<Choices>): string {
  const changed = Object.entries(choices).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(first[name as keyof Choices]),
  );
  if (changed.length === 0) return "";
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(changed)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** What ``toLink`` wrote; null for anything else. */
export function fromLink<Choices extends object>(text: string): Partial<Choices> | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof found === "object" && found !== null ? found : null;
  } catch {
    return null;
  }
}
