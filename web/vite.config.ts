import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** One script and one style sheet, which Python writes into each page. */
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/clearprop/render/page/bundle",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: "src/pages/main.ts",
      output: { entryFileNames: "page.js", assetFileNames: "page[extname]" },
    },
  },
  test: { include: ["test/**/*.test.ts"] },
});
