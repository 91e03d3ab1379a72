import { mount } from "svelte";
import { fresh, Lesson } from "../model/lesson.svelte";
import { fromLink } from "../model/link";
import type { PageData } from "../model/page";
import type { Pieces } from "../model/pieces";
import Page from "./Lesson.svelte";

/** The page of lessons, as the link says that it was left. */
export function lesson(target: HTMLElement): void {
  const { data, pieces } = globalThis.clearprop as unknown as { data: PageData; pieces: Pieces };
  const told = fromLink(location.hash.slice(1));
  const preset = data.presets.find((each) => each.name === told?.preset) ?? data.presets[0]!;
  const model = new Lesson(data, pieces, { ...fresh(preset), ...told, preset: preset.name });
  mount(Page, { target, props: { lesson: model } });
}
