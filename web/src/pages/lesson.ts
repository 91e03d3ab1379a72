import "./main";
import { mount } from "svelte";
import { type Choices, fresh, Lesson } from "../model/lesson.svelte";
import { fromLink } from "../model/link";
import type { PageData } from "../model/page";
import type { Pieces } from "../model/pieces";
import Page from "./Lesson.svelte";

/** The page of lessons, as the link says that it was left. */
const { data, pieces } = globalThis.clearprop as unknown as { data: PageData; pieces: Pieces };
const told = fromLink<Choices>(location.hash.slice(1));
const preset = data.presets.find((each) => each.name === told?.preset) ?? data.presets[0]!;
const lesson = new Lesson(data, pieces, { ...fresh(preset), ...told, preset: preset.name });
mount(Page, { target: document.body, props: { lesson } });
