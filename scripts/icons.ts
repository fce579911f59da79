import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findBrowser } from "./browser";

/**
 * Draws the portal's icon from scripts/icon.svg in the sizes in which browsers and home screens take it: `node --import tsx scripts/icons.ts`, after that file has changed.
 * As pictures, not as a drawing: for each drawing a browser opens a page of its own, which a slow phone feels while it lays out the register's.
 */
const sizes = { "app/icon.png": 48, "public/icon-192.png": 192, "public/icon-512.png": 512 };
const drawing = readFileSync("scripts/icon.svg", "utf8");

const browser = await chromium.launch({ executablePath: await findBrowser(console.log), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
for (const [file, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  writeFileSync(file, await page.screenshot({ omitBackground: true }));
  console.log(`${file}: ${size} × ${size}`);
}
await browser.close();
