import "./main";
import { mount } from "svelte";
import type { DerivationData } from "../model/derivation";
import { type Choices, fitting } from "../model/choices";
import { Derivation } from "../model/derivation.svelte";
import { fromLink } from "../model/link";
import type { Programs } from "../model/outcome";
import Page from "./Derivation.svelte";

/** The page of a derivation, as the link says that it was left. */
const { data, ...programs } = globalThis.clearprop as unknown as { data: DerivationData } & Programs;
const told = fromLink<Choices>(location.hash.slice(1)) ?? {};
const derivation = new Derivation(data, programs, fitting(told, data));
mount(Page, { target: document.body, props: { derivation } });
