import { expect, it } from "vitest";
import { rememberedWhile } from "@/lib/core/remembered";

it("is computed once for all who ask while nothing changed, and anew as soon as something did", async () => {
  let mark = "1";
  let computed = 0;
  const figure = rememberedWhile(async () => mark, async () => (computed += 1));
  expect(await Promise.all([figure(), figure(), figure()])).toEqual([1, 1, 1]);
  expect(await figure()).toBe(1);
  mark = "2";
  expect(await Promise.all([figure(), figure()])).toEqual([2, 2]);
});

it("remembers no failure", async () => {
  let fails = true;
  const figure = rememberedWhile(async () => "same", async () => {
    if (fails) throw new Error("not now");
    return "there";
  });
  await expect(figure()).rejects.toThrow("not now");
  fails = false;
  expect(await figure()).toBe("there");
});
